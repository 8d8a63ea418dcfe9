"""The parts of App Home that thanks and notes add, and the choice that is made there."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Literal

from bot.domain.reader import Reader
from bot.services.feedback_tools import NoteTools, ThanksTools
from bot.services.my_queue import my_queue
from bot.views import kudos, thanks_choice
from bot.views import kudos_ids as ids
from bot.views import published_ids as names
from bot.views.blocks import header
from bot.views.message import Block
from bot.views.words import say
from handlers import notes as delivered
from handlers.desk import Desk
from handlers.routing import Incoming, Reply, Routes, bind

HomePage = Callable[[Incoming], Awaitable[Reply]]
"""The whole page of whoever sent this."""


def routes(desk: Desk, home: HomePage) -> Routes:
    """What this module answers."""
    return Routes(
        actions={
            ids.CHOOSE_THANKS: bind(chose_thanks, desk, home),
            names.CHOOSE_MENTIONED: bind(chose_mentioned, desk, home),
        }
    )


def in_home(incoming: Incoming) -> bool:
    """Whether the button stood in App Home."""
    return (incoming.view or {}).get("type") == "home"


def in_modal(incoming: Incoming) -> bool:
    """Whether the button stood in a form."""
    return (incoming.view or {}).get("type") == "modal"


async def sections(desk: Desk, thanks: ThanksTools, notes: NoteTools, reader: Reader) -> Sequence[Block]:
    """Tonight's queue and notes to me: of one reader, for their eyes alone."""
    if reader.user is None:
        return ()
    book, now, user = desk.book, desk.now, reader.user
    queue = await my_queue(thanks, notes, user)
    return [
        header(say(reader, ko="아직 전하지 않은 감사 인사", en="Thanks that wait for the night")),
        *kudos.home_section(queue.kudos, book, reader, now),
        header(say(reader, ko="나에게 온 메모", en="Notes to me")),
        *await delivered.section(desk, notes, reader, sealed=queue.notes),
    ]


async def choices(desk: Desk, reader: Reader) -> Sequence[Block]:
    """How one reader likes to be thanked."""
    return thanks_choice.home_section(await desk.preferences.get(reader.user), reader) if reader.user else ()


async def chose_thanks(desk: Desk, home: HomePage, incoming: Incoming) -> Reply:
    """From now on they are thanked this way; nights that have closed stay as they are."""
    way: Literal["public", "private"] = "private" if incoming.value == thanks_choice.PRIVATE else "public"
    await desk.preferences.change(incoming.user, thanks=way)
    return await home(incoming)


async def chose_mentioned(desk: Desk, home: HomePage, incoming: Incoming) -> Reply:
    """Whether nights that close from now on may mention them."""
    wanted: Literal["on"] | None = "on" if incoming.value == thanks_choice.PINGED else None
    await desk.preferences.change(incoming.user, mentioned=wanted)
    return await home(incoming)
