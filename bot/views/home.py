"""App Home: everything of mine on one page."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.domain.escalation import Escalation
from bot.domain.language import Language
from bot.domain.reader import Reader
from bot.services.answer import Route
from bot.services.handbook import Handbook
from bot.views import failures, ids, limits, my_data
from bot.views.answers import nobody
from bot.views.blocks import actions, context, divider, header, option, section, select
from bot.views.human import human_button, human_line
from bot.views.ladder import everybody_asked
from bot.views.lists import list_entry
from bot.views.message import Block, Message
from bot.views.words import say, shown

AS_SLACK = "-"
"""The language choice that leaves it to Slack and the file."""

_OPEN = 10
"""Open hand-overs that are shown; fewer, where everything else needs the room: a view has a hundred blocks."""


def home(
    book: Handbook,
    reader: Reader,
    now: datetime,
    *,
    routes: Sequence[Route],
    mine: Sequence[Escalation],
    chosen: Language | None,
    promised: Sequence[Block] = (),
    more: Sequence[Block] = (),
    choices: Sequence[Block] = (),
) -> dict[str, Any]:
    """The page of one person: what they have open first. `more` are the sections of covers, thanks and notes.

    What is under all of it has its room first: their choices, their data, and the way to a human.
    """
    on_call = [
        header(say(reader, ko="지금 담당", en="On call now")),
        section("\n".join(_on_call(route, book, reader) for route in routes[:40]) or "–"),
        actions([human_button(reader)]),
    ]
    entries = [list_entry(e, book, reader, now) for e in mine[:_OPEN]]
    nothing = say(reader, ko="진행 중인 건이 없습니다.", en="Nothing is open.")
    title = header(say(reader, ko="내가 넘겼거나 맡은 건", en="My open hand-overs"))
    data = my_data.home_section(reader) if reader.user else []
    end = [*data, divider(), *settings(reader, chosen, choices), human_line(book, reader)]

    def page(shown: Sequence[Sequence[Block]]) -> list[Block]:
        open_now = [block for entry in shown for block in entry] or [section(nothing)]
        own = [title, *open_now, *promised]
        first, then = (own, on_call) if shown else (on_call, own)
        return [*first, divider(), *then, divider(), *more]

    blocks, room = page(entries), limits.VIEW_BLOCKS - len(end)
    while len(blocks) > room and len(entries) > 1:
        entries.pop()  # `/escalate mine` shows all of them
        blocks = page(entries)
    return {"type": "home", "blocks": [*_fitted(blocks, room, reader), *end]}


def home_of_a_guest(book: Handbook, reader: Reader) -> dict[str, Any]:
    """Guests and strangers: nothing of the team's, and a person to turn to."""
    return home_saying(failures.guest(book, reader))


def home_saying(message: Message) -> dict[str, Any]:
    """Instead of the page: why there is none just now, and a person to turn to."""
    return {"type": "home", "blocks": list(message.blocks)}


def _fitted(blocks: Sequence[Block], room: int, reader: Reader) -> Sequence[Block]:
    """As many as there is room for, and where the rest is; no title stays without what it was above."""
    if len(blocks) <= room:
        return blocks
    kept = list(blocks[: room - 1])
    while kept and kept[-1]["type"] in {"header", "divider"}:
        kept.pop()
    rest = say(
        reader,
        ko="여기에 다 담지 못했습니다. 나머지는 `/escalate mine`, `/kudos tonight`, `/correct list` 에 있습니다.",
        en="Not all of it fits here. `/escalate mine`, `/kudos tonight` and `/correct list` have the rest.",
    )
    return [*kept, context(rest)]


def settings(reader: Reader, chosen: Language | None, choices: Sequence[Block] = ()) -> list[Block]:
    """What somebody chooses for themselves; `choices` are those of thanks and reminders."""
    options = [
        option(say(reader, ko="Slack 설정을 따르기", en="As in Slack"), AS_SLACK),
        option("한국어", Language.KO),
        option("English", Language.EN),
    ]
    menu = select(
        ids.CHOOSE_LANGUAGE,
        options,
        placeholder=say(reader, ko="언어", en="Language"),
        initial=chosen or AS_SLACK,
    )
    return [
        header(say(reader, ko="내 설정", en="My settings")),
        section(
            say(reader, ko="Baton이 나에게 말하는 언어", en="The language Baton speaks to me"), accessory=menu
        ),
        *choices,
        context(say(reader, ko="나만 볼 수 있는 화면입니다.", en="Only you see this page.")),
    ]


def _on_call(route: Route, book: Handbook, reader: Reader) -> str:
    who = everybody_asked(route.first, book.file, reader) if route.first else nobody(route, reader)
    return f"*{shown(route.title, reader) if route.title else ''}*: {who}"
