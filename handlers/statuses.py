"""Slack says that somebody's status changed."""

from collections.abc import Mapping

from bot.adapters.slack_lookup import status_of
from bot.services.statuses import Statuses
from handlers.routing import Incoming, Nothing, Reply, Routes, bind


def routes(statuses: Statuses) -> Routes:
    """What this module answers."""
    return Routes(events={"user_status_changed": bind(changed, statuses)})


async def changed(statuses: Statuses, incoming: Incoming) -> Reply:
    """Whoever is away by it is passed over from now on, and whoever is back is asked again.

    An event that does not tell the status is no news of it: who is about to be asked is looked at anyway.
    """
    told = (incoming.body.get("event") or {}).get("user")
    if isinstance(told, Mapping) and isinstance(told.get("profile"), Mapping):
        await statuses.heard(incoming.user, status_of(told))
    return Nothing()
