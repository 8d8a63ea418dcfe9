"""The button under news about the files: whoever it touches has read it."""

from bot.services.acknowledge import Acknowledged, acknowledge
from bot.services.tell_changes import NewsTools
from bot.views import changes as views
from bot.views import ids
from handlers.desk import Desk
from handlers.routing import Incoming, Nothing, Reply, Routes, Say, bind


def routes(desk: Desk, tools: NewsTools) -> Routes:
    """What this module answers."""
    return Routes(actions={ids.CHANGE_SEEN: bind(seen, desk, tools)})


async def seen(desk: Desk, tools: NewsTools, incoming: Incoming) -> Reply:
    """Noted; the message itself then says so. A second press is told when the first was."""
    book, reader = desk.book, await desk.reader(incoming)
    match await acknowledge(tools, incoming.value or "", by=incoming.user):
        case Acknowledged(at, before):
            return Say(views.seen_before(at, book, reader)) if before else Nothing()
        case "not_asked":
            return Say(views.not_asked(book, reader))
        case "gone":
            return Say(views.forgotten(book, reader))
