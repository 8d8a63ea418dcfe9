"""A reaction on a message that thanks whoever wrote it."""

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any

from bot.services.change_kudos import TooLate
from bot.services.give_kudos import DayIsFull, KudosKept
from bot.services.react import Reaction, ReactionTools, ReactOutcome, Unsure, react, thanks_by
from bot.views import kudos, kudos_refused
from handlers.desk import Desk
from handlers.routing import Incoming, Nothing, Reply, Routes, Say, bind


def routes(desk: Desk, tools: ReactionTools) -> Routes:
    """What this module answers."""
    heed = partial(heeds, tools)
    return Routes(
        events={
            "reaction_added": bind(put_on, desk, tools),
            "reaction_removed": bind(taken_off, desk, tools),
        },
        heeds={"reaction_added": heed, "reaction_removed": heed},
    )


def heeds(tools: ReactionTools, event: Mapping[str, Any]) -> bool:
    """Whether it is the reaction of the file, on a message; all others are dropped unread."""
    item = _item(event)
    on_a_message = bool(item.get("channel") and item.get("ts")) and item.get("type", "message") == "message"
    return on_a_message and thanks_by(tools.thanks, str(event.get("reaction") or ""))


async def put_on(desk: Desk, tools: ReactionTools, incoming: Incoming) -> Reply:
    """One quiet note to whoever put it on."""
    if incoming.body.get("is_ext_shared_channel"):
        return Nothing()
    return await _told(desk, incoming, await react(tools, _reaction(incoming, on=True)))


async def taken_off(desk: Desk, tools: ReactionTools, incoming: Incoming) -> Reply:
    """Taking it off says enough itself."""
    return await _told(desk, incoming, await react(tools, _reaction(incoming, on=False)))


async def _told(desk: Desk, incoming: Incoming, outcome: ReactOutcome) -> Reply:
    book, reader = desk.book, await desk.reader(incoming)
    match outcome:
        case KudosKept():
            return Say(kudos.reacted(outcome, book, reader, desk.now))
        case DayIsFull():
            return Say(kudos_refused.refused(outcome, book, reader))
        case TooLate():
            return Say(kudos.changed(outcome, book, reader, desk.now))
        case Unsure():
            return Say(kudos_refused.unsure(book, reader))
        case _:
            return Nothing()


def _reaction(incoming: Incoming, *, on: bool) -> Reaction:
    event = incoming.body.get("event") or {}
    item = _item(event)
    return Reaction(
        user=incoming.user,
        channel=str(item.get("channel") or ""),
        ts=str(item.get("ts") or ""),
        on=on,
        at=_moment(event.get("event_ts") or incoming.body.get("event_time")),
        author=str(event.get("item_user") or "") or None,
    )


def _item(event: Mapping[str, Any]) -> Mapping[str, Any]:
    found = event.get("item")
    return found if isinstance(found, Mapping) else {}


def _moment(stamp: object) -> datetime:
    """When it was done, by Slack; where that is not told, the event counts as older than any that tells it."""
    try:
        seconds = float(str(stamp))
        return datetime.fromtimestamp(seconds if math.isfinite(seconds) else 0.0, UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)
