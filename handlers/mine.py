"""`/kudos mine`: one's own thanks, in a window and as text; for leads, what was said in public to their people."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.adapters.file_room import FileRoom
from bot.domain.escalation import Party
from bot.domain.reader import Reader
from bot.ports.pictures import File
from bot.services.feedback_tools import ThanksTools
from bot.services.my_thanks import NotYourPeople, Received, given_by, of_value, public_thanks_of, received_by
from bot.services.standing import receiving
from bot.views import mine_ids as ids
from bot.views import my_thanks as views
from bot.views.my_thanks import Looked
from handlers.desk import Desk
from handlers.feedback_home import in_modal
from handlers.routing import Incoming, Open, Redraw, Reply, Routes, Say, View, bind


@dataclass(frozen=True)
class MineTools:
    """What this module works with."""

    thanks: ThanksTools
    room: FileRoom


def routes(desk: Desk, tools: MineTools) -> Routes:
    """What this module answers."""
    return Routes(
        actions={
            f"{ids.MINE_SHOW}:*": bind(showed, desk, tools),
            ids.MINE_SHOW: bind(showed, desk, tools),
            ids.MINE_VALUE: bind(showed, desk, tools),
            ids.MINE_AS_TEXT: bind(sent_text, desk, tools),
            ids.MINE_PERSON: bind(sent_of_person, desk, tools),
        }
    )


async def asked(tools: MineTools, desk: Desk, incoming: Incoming) -> Reply:
    """`/kudos mine`: a window of one's own."""
    return Open(await _window(desk, tools, incoming, Looked()))


async def showed(desk: Desk, tools: MineTools, incoming: Incoming) -> Reply:
    """Another page, another value, the other side."""
    view = await _window(desk, tools, incoming, Looked.read(incoming.value or ""))
    return Redraw(view) if in_modal(incoming) else Open(view)


async def sent_text(desk: Desk, tools: MineTools, incoming: Incoming) -> Reply:
    """What one was thanked for, as a file to oneself."""
    looked = Looked.read(f"received|{incoming.value or ''}|0")
    thanks = of_value(await received_by(tools.thanks, incoming.user), looked.value)
    return await _send(desk, tools, incoming, thanks, None, looked)


async def sent_of_person(desk: Desk, tools: MineTools, incoming: Incoming) -> Reply:
    """The same of somebody of one's team, as far as it was public: to their lead."""
    reader, user = await desk.reader(incoming), incoming.value or ""
    thanks = await public_thanks_of(tools.thanks, user, by=incoming.user)
    if isinstance(thanks, NotYourPeople):
        return Say(views.not_your_people(desk.book, reader))
    who = await receiving(desk.directory, desk.book, user)
    return await _send(desk, tools, incoming, thanks, who if isinstance(who, Party) else who.who, Looked())


async def _send(
    desk: Desk,
    tools: MineTools,
    incoming: Incoming,
    thanks: Sequence[Received],
    whose: Party | None,
    looked: Looked,
) -> Reply:
    reader = await desk.reader(incoming)
    text = views.as_text(thanks, whose, desk.book, reader)
    name = f"thanks-{whose.key}.txt" if whose else "thanks.txt"
    file = File(name=name, title=text.partition("\n")[0], content=text.encode())
    instead = views.no_file(looked, desk.book, reader)
    desk.tools.later(tools.room.send(incoming.user, file, views.beside_the_file(reader), instead=instead))
    return Open(views.coming(desk.book, reader), push=in_modal(incoming))


async def _window(desk: Desk, tools: MineTools, incoming: Incoming, looked: Looked) -> View:
    reader = await desk.reader(incoming)
    received = await received_by(tools.thanks, incoming.user)
    given = await given_by(tools.thanks, incoming.user)
    return views.window(looked, received, given, desk.book, reader, leads=_leads(desk, reader))


def _leads(desk: Desk, reader: Reader) -> bool:
    return any(team.lead is not None and team.lead == reader.key for team in desk.book.file.teams.values())
