"""App Home: what is mine, on one page."""

from collections.abc import Awaitable, Callable, Sequence

from bot.domain.language import Language
from bot.domain.reader import Reader
from bot.services.answer import Question, route
from bot.services.list_open import open_of_person
from bot.services.list_promises import beside
from bot.views import ids, tracked
from bot.views.home import AS_SLACK, home, home_of_a_guest
from bot.views.message import Block
from handlers.desk import Desk
from handlers.routing import Incoming, Reply, Routes, ShowHome, bind

Sections = Callable[[Reader], Awaitable[Sequence[Block]]]
"""The parts of the page that thanks and notes add."""


def routes(desk: Desk, sections: Sections, choices: Sections) -> Routes:
    """What this module answers."""
    return Routes(
        events={"app_home_opened": bind(page, desk, sections, choices)},
        actions={ids.CHOOSE_LANGUAGE: bind(chose_language, desk, sections, choices)},
    )


async def chose_language(desk: Desk, sections: Sections, choices: Sections, incoming: Incoming) -> Reply:
    """From now on Baton speaks this language to them."""
    if (wanted := incoming.value) in {AS_SLACK, *Language} and wanted:
        chosen = None if wanted == AS_SLACK else Language(wanted)
        await desk.preferences.change(incoming.user, language=chosen)
    return await page(desk, sections, choices, incoming)


async def page(desk: Desk, sections: Sections, choices: Sections, incoming: Incoming) -> ShowHome:
    """Everything of one person's, as it is now, for them alone; `choices` are made under the rest."""
    book, reader, now = desk.book, await desk.reader(incoming), desk.now
    if await desk.is_outsider(incoming.user):
        return ShowHome(home_of_a_guest(book, reader))
    mine = await open_of_person(desk.tools, incoming.user)
    promised = await beside(desk.promises, mine, incoming.user)
    found = home(
        book,
        reader,
        now,
        routes=[route(book, topic, now, Question("")) for topic in book.file.topics],
        mine=mine,
        chosen=(await desk.preferences.get(incoming.user)).language,
        promised=tracked.home_section(promised, reader, now),
        more=await sections(reader),
        choices=await choices(reader),
    )
    return ShowHome(found)
