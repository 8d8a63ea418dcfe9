"""What people say of an answer with one press: it helped, it did not, none of these."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date

from bot.domain.learning import Realm
from bot.domain.reader import Reader
from bot.errors import StoreUnavailable
from bot.requests.tickets import Asked
from bot.views import failures, ids
from bot.views import learning as views
from bot.views.message import Block
from handlers.desk import Desk
from handlers.routing import Incoming, Reply, Routes, Say, bind

Sections = Callable[[Reader], Awaitable[Sequence[Block]]]
"""The parts of App Home that come before."""


def routes(desk: Desk) -> Routes:
    """What this module answers."""
    return Routes(
        actions={
            ids.USEFUL: bind(useful, desk),
            ids.NOT_USEFUL: bind(not_useful, desk),
            ids.NO_SITUATION_FITS: bind(no_situation_fits, desk),
        }
    )


async def useful(desk: Desk, incoming: Incoming) -> Reply:
    """👍 under a card: counted once a person and card, without their name."""
    return await _voted(desk, incoming, useful=True)


async def not_useful(desk: Desk, incoming: Incoming) -> Reply:
    """👎: the same, and what to do now."""
    return await _voted(desk, incoming, useful=False)


async def _voted(desk: Desk, incoming: Incoming, *, useful: bool) -> Reply:
    book, reader, ticket = desk.book, await desk.reader(incoming), Asked.read(incoming.value)
    if await desk.is_outsider(incoming.user):
        return Say(failures.guest(book, reader))
    if ticket.situation not in book.philosophy.situations:
        return Say(failures.expired(book, reader))
    desk.learning.voted(incoming.user, ticket.situation, ticket.text, useful=useful)
    return Say(views.useful(book, reader) if useful else views.not_useful(book, reader, ticket.text))


async def no_situation_fits(desk: Desk, incoming: Incoming) -> Reply:
    """None of the situations offered: all there are, and the way to a human."""
    book, reader, ticket = desk.book, await desk.reader(incoming), Asked.read(incoming.value)
    if await desk.is_outsider(incoming.user):
        return Say(failures.guest(book, reader))
    desk.learning.none_fits(incoming.user, Realm.SITUATION, ticket.text)
    return Say(views.none_fits(book, reader, ticket.text))


async def sections(desk: Desk, before: Sections, reader: Reader) -> Sequence[Block]:
    """For the keepers of the two files, what Baton could learn this month; nobody else sees it."""
    blocks = await before(reader)
    key = desk.directory.key_of(reader.user) if reader.user else None
    if key is None or key not in {*desk.book.file.workspace.keepers, *desk.book.philosophy.approvers}:
        return blocks
    month: date = desk.now.date().replace(day=1)
    try:
        counts = await desk.learning.book.month(month)
    except StoreUnavailable:
        return blocks
    return [*blocks, *views.home_section(counts, reader)]
