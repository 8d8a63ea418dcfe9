"""After the night: how one likes to be thanked, what one gave and a night brought, and "+1 because …"."""

from typing import Literal

from bot.views import published_ids as ids
from bot.views import thanks_choice
from handlers.desk import Desk
from handlers.routing import Incoming, Reply, Routes, Say, bind


def routes(desk: Desk) -> Routes:
    """What this module answers."""
    return Routes(
        actions={
            ids.THANKS_PUBLIC: bind(chose, desk, "public"),
            ids.THANKS_QUIETLY: bind(chose, desk, "private"),
        }
    )


async def chose(desk: Desk, way: Literal["public", "private"], incoming: Incoming) -> Reply:
    """The answer to the one question; pressed again it says the same, and the other button changes it."""
    preferences = await desk.preferences.get(incoming.user)
    if preferences.thanks != way:
        await desk.preferences.put(incoming.user, preferences.model_copy(update={"thanks": way}))
    return Say(thanks_choice.chosen(way, desk.book, await desk.reader(incoming)))
