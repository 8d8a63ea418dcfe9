"""`/values today`: the value of the day, with its question."""

from bot.domain.meanings import readers_of
from bot.services.line_up import value_of_today
from bot.services.mornings import Mornings
from bot.views import line_up as views
from handlers.desk import Desk
from handlers.routing import Incoming, Reply, Say


async def today(tools: Mornings, desk: Desk, incoming: Incoming, rest: str) -> Reply | None:
    """The value of the day of somebody's team; with more words behind it, it is a situation to be looked up."""
    if rest:
        return None
    book, reader = desk.book, await desk.reader(incoming)
    found = await value_of_today(tools.line_ups, desk.directory.key_of(incoming.user))
    readers = bool(readers_of(book.file, book.philosophy))
    return Say(views.today(found, book, reader, desk.now, readers=readers))
