"""The team's improvement list as people read it: what was added, and what became of it."""

from collections.abc import Sequence
from datetime import date

from bot.domain.correction import ItemState, ProcessItem
from bot.domain.improving import LONGEST_ANSWER, line_of
from bot.domain.reader import Reader
from bot.services.handbook import Handbook
from bot.services.improve import Gone, NotTheLead, TeamList
from bot.views import improve_ids as ids
from bot.views.blocks import (
    View,
    actions,
    button,
    context,
    divider,
    field,
    header,
    modal,
    option,
    section,
    text_input,
)
from bot.views.human import human_line
from bot.views.ids import READ_ONLY
from bot.views.limits import cut, escape
from bot.views.message import Block
from bot.views.thanks import quoted
from bot.views.words import MONTHS_EN, say, shown

PAGE = 20
"""Items of the window at once: with a lead's buttons they stay under the limit of a view."""
EXCERPT = 600
_ORDER: tuple[ItemState, ...] = ("open", "looking", "not_now", "done")


def window(lists: Sequence[TeamList], book: Handbook, reader: Reader, *, page: int = 0) -> View:
    """The lists of one's own teams: what is open first; what was said, and what was done about it."""
    entries = [
        (one, item) for one in lists for item in sorted(one.items, key=lambda item: _ORDER.index(item.state))
    ]
    pages = max(1, -(-len(entries) // PAGE))
    page = min(max(page, 0), pages - 1)
    blocks: list[Block] = []
    team = None
    for one, item in entries[page * PAGE : (page + 1) * PAGE]:
        if one.team != team:
            team = one.team
            blocks.append(header(team_name(book, one.team, reader)))
        blocks += entry(item, reader, leads=one.leads)
    if not entries:
        blocks.append(section(_nothing(reader)))
    blocks.append(divider())
    if pages > 1:
        blocks.append(actions(_turning(page, pages, reader)))
    blocks += [context(_how(reader)), human_line(book, reader)]
    return modal(READ_ONLY, title(reader), blocks, close=say(reader, ko="닫기", en="Close"))


def title(reader: Reader) -> str:
    """The name of every window about the list."""
    return say(reader, ko="개선 목록", en="Improvement list")


def team_name(book: Handbook, team: str, reader: Reader) -> str:
    """What a team is called; its key, where the file does not know it any more."""
    known = book.file.teams.get(team)
    return shown(known.name, reader) if known else team


def _nothing(reader: Reader) -> str:
    return say(
        reader,
        ko="아직 올라온 것이 없습니다. 일하면서 걸리는 점이 있으면 한 줄만 적어 주세요: "
        "`/correct process 환불 양식이 두 번 물어봐요`",
        en="Nothing is on it yet. If something about how we work gets in your way, one line is enough: "
        "`/correct process the refund form asks twice`",
    )


def _how(reader: Reader) -> str:
    return say(
        reader,
        ko="`/correct process` 뒤에 한 줄을 적으면 이름 없이 올라갑니다. 우리 팀과 리드만 봅니다. "
        "해결된 것은 180일 뒤 목록에서 내려갑니다.",
        en="One line behind `/correct process` goes here without any name. Only your team and its lead read it. "
        "What is done leaves the list after 180 days.",
    )


def _turning(page: int, pages: int, reader: Reader) -> list[Block]:
    made = []
    if page > 0:
        made.append(button(say(reader, ko="이전", en="Newer"), ids.IMPROVE_PAGE, str(page - 1)))
    if page + 1 < pages:
        made.append(button(say(reader, ko="다음", en="Older"), f"{ids.IMPROVE_PAGE}:next", str(page + 1)))
    return made


def entry(item: ProcessItem, reader: Reader, *, leads: bool) -> list[Block]:
    """One item; its lead gets a button to say what became of it."""
    said = f"{_state(item.state, reader)} · {_day(item.written, reader)}\n"
    said += quoted(escape(cut(line_of(item.words), EXCERPT)))
    if item.answer:
        said += f"\n{_answer_label(item.state, reader)}: {escape(item.answer)}"
        said += f" ({_day(item.settled, reader)})" if item.settled else ""
    label = say(reader, ko="답하기", en="Answer")
    answer = button(label, ids.IMPROVE_ANSWER, f"{item.team}|{item.id}") if leads else None
    return [section(said, accessory=answer)]


_STATES: dict[ItemState, tuple[str, str]] = {
    "open": (":white_circle: 열려 있음", ":white_circle: open"),
    "looking": (":mag: 살펴보는 중", ":mag: being looked into"),
    "done": (":white_check_mark: 말씀하신 대로 했습니다", ":white_check_mark: you said – we did"),
    "not_now": (":hourglass: 지금은 하지 않습니다", ":hourglass: not now"),
}


def _state(state: ItemState, reader: Reader) -> str:
    ko, en = _STATES[state]
    return say(reader, ko=ko, en=en)


def _answer_label(state: ItemState, reader: Reader) -> str:
    match state:
        case "done":
            return say(reader, ko="*한 일*", en="*We did*")
        case "not_now":
            return say(reader, ko="*이유*", en="*Why*")
        case _:
            return say(reader, ko="*리드*", en="*Lead*")


def _day(day: date, reader: Reader) -> str:
    return say(reader, ko=f"{day.month}월 {day.day}일", en=f"{day.day} {MONTHS_EN[day.month - 1]}")


def answer_form(item: ProcessItem, reader: Reader) -> View:
    """The lead says what became of it; the whole team reads that."""
    options = [option(_plain_state(state, reader), state) for state in _ORDER]
    now = _plain_state(item.state, reader)
    radio: Block = {
        "type": "radio_buttons",
        "action_id": ids.IMPROVE_STATE,
        "options": options,
        "initial_option": next(one for one in options if one["value"] == item.state),
    }
    blocks = [
        section(quoted(escape(line_of(item.words)))),
        field(ids.IMPROVE_STATE, say(reader, ko=f"지금: {now}", en=f"Now: {now}"), radio),
        field(
            ids.IMPROVE_LINE,
            say(
                reader,
                ko="한 줄로: 무엇을 했나요, 왜 지금은 아닌가요?",
                en="In a line: what was done, or why not now?",
            ),
            text_input(ids.IMPROVE_LINE, initial=item.answer, longest=LONGEST_ANSWER),
            hint=say(reader, ko="팀 모두가 읽습니다.", en="The whole team reads it."),
            optional=True,
        ),
    ]
    return modal(
        ids.IMPROVE_FORM,
        title(reader),
        blocks,
        submit=say(reader, ko="저장", en="Save"),
        close=say(reader, ko="닫기", en="Close"),
        metadata=f"{item.team}|{item.id}",
    )


def _plain_state(state: ItemState, reader: Reader) -> str:
    ko, en = _STATES[state]
    return say(reader, ko=ko.partition(" ")[2], en=en.partition(" ")[2])


def say_why(reader: Reader) -> str:
    """Under the line's field, where an item is settled without a word."""
    return say(
        reader,
        ko="무엇을 했는지, 또는 왜 지금은 아닌지 한 줄로 적어 주세요. 올린 분이 기다립니다.",
        en="Please say in a line what was done, or why not now: whoever wrote it waits for that.",
    )


def not_settled(why: NotTheLead | Gone, book: Handbook, reader: Reader) -> View:
    """Why it stays as it is."""
    if isinstance(why, NotTheLead):
        said = say(
            reader,
            ko="어떻게 되었는지는 그 팀의 리드가 적습니다.",
            en="What becomes of it is for the team's lead to say.",
        )
    else:
        said = say(reader, ko="목록에 더 이상 없습니다.", en="It is not on the list any more.")
    blocks = [section(said), human_line(book, reader)]
    return modal(READ_ONLY, title(reader), blocks, close=say(reader, ko="닫기", en="Close"))
