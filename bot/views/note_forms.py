"""The forms a note is written and changed in. Before Send they say who can ever read it (rule 14)."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.correction import Correction
from bot.domain.escalation import Party
from bot.domain.reader import Reader
from bot.services.handbook import Handbook
from bot.services.value_in_context import value_beside_note
from bot.views import note_ids as ids
from bot.views.blocks import View, context, field, modal, option, section, text_input
from bot.views.in_context import line_of_value
from bot.views.message import Block
from bot.views.thanks import value_menu
from bot.views.words import length_of, moment, party, say

PERSON, PROCESS = "person", "process"
LONGEST = 1000
"""Characters of each part: four of them fit into one window."""
_PARTS = (
    (ids.NOTE_SITUATION, "어떤 상황이었나요?", "Situation: when and where was it?"),
    (ids.NOTE_BEHAVIOUR, "무엇을 보거나 들었나요?", "Behaviour: what did you see or hear?"),
    (ids.NOTE_IMPACT, "어떤 영향이 있었나요?", "Impact: what did it lead to?"),
    (ids.NOTE_NEXT_TIME, "다음에는 어떻게 하면 좋을까요?", "Next time: what would help?"),
)


def form(
    book: Handbook,
    reader: Reader,
    now: datetime,
    *,
    to: Party | None = None,
    due: datetime | None = None,
    ignored: bool = False,
    value: str | None = None,
) -> View:
    """Write a note. Before Send it says who can ever read it; `due` is when, if the reader is known."""
    chooser: Block = {"type": "users_select", "action_id": ids.NOTE_TO}
    if to:
        chooser["initial_user"] = to.user
    blocks: list[Block] = [section(_who_reads(book, reader, now, to=to, due=due))]
    if ignored:
        blocks.append(context(_not_kept(reader)))
    blocks += [
        field(ids.NOTE_TO, say(reader, ko="누구에게", en="To"), chooser, optional=True),
        field(
            ids.NOTE_ABOUT,
            say(reader, ko="무엇에 대한 이야기인가요?", en="What is it about?"),
            _about(reader),
        ),
        *_parts(reader),
        *_value_field(book, reader, value),
    ]
    return modal(
        ids.NOTE_FORM,
        title(reader),
        blocks,
        submit=say(reader, ko="봉해 두기", en="Seal it"),
        close=say(reader, ko="닫기", en="Close"),
    )


def change_form(
    note: Correction, book: Handbook, reader: Reader, now: datetime, *, value: str | None = None
) -> View:
    """Change a sealed note; for its author alone. `value`: another one was chosen in the form meanwhile."""
    words = (note.words.situation, note.words.behaviour, note.words.impact, note.words.next_time)
    blocks = [
        section(_who_reads(book, reader, now, to=note.recipient, due=note.deliver_at)),
        *_parts(reader, words),
        *_value_field(book, reader, value or note.value),
    ]
    return modal(
        ids.NOTE_CHANGE_FORM,
        title(reader),
        blocks,
        submit=say(reader, ko="봉해 두기", en="Seal it"),
        close=say(reader, ko="닫기", en="Close"),
        metadata=note.id,
    )


def title(reader: Reader) -> str:
    """The name of every window about notes."""
    return say(reader, ko="따로 전하는 메모", en="A private note")


def _who_reads(
    book: Handbook, reader: Reader, now: datetime, *, to: Party | None, due: datetime | None
) -> str:
    """Who can ever read it, in plain words, before anything is sent."""
    kept = length_of(book.philosophy.corrections.retention, reader)
    when_ko = f"{moment(due, reader, now)}부터 " if due else "그 밤부터 "
    when_en = f"from {moment(due, reader, now)}" if due else "from that night"
    who_ko, who_en = (party(to, reader), party(to, reader)) if to else ("받는 분", "its recipient")
    return say(
        reader,
        ko=f"*누가 읽을 수 있나요?* {when_ko}{who_ko}만 읽습니다. 그때까지는 나만 보고, 고치거나 회수할 수 있습니다. "
        f"내 이름이 함께 갑니다. 리드도, 관리자도, 채널도 볼 수 없고, 암호화해 두었다가 전해진 뒤 {kept}이 지나면 지웁니다.\n"
        "*사람이 아니라 일하는 방식* 이야기라면 이름 없이 팀의 개선 목록에 올라갑니다.",
        en=f"*Who can read this?* Only {who_en}, {when_en}. Until then only you, and you can change or withdraw it. "
        f"It carries your name. No lead, no admin and no channel sees it; it is kept encrypted and erased {kept} "
        "after delivery.\n"
        "About *the process, not the person*, it goes to the team's improvement list without any name.",
    )


def _not_kept(reader: Reader) -> str:
    return say(
        reader,
        ko="명령 뒤에 쓰신 내용은 저장하지 않았습니다. 아래 칸에 적어 주세요.",
        en="What you typed after the command was not kept. Please write it in the fields below.",
    )


def _about(reader: Reader) -> Block:
    options = [
        option(say(reader, ko="이 동료의 행동", en="What this colleague did"), PERSON),
        option(say(reader, ko="사람이 아니라 일하는 방식", en="The process, not the person"), PROCESS),
    ]
    return {
        "type": "radio_buttons",
        "action_id": ids.NOTE_ABOUT,
        "options": options,
        "initial_option": options[0],
    }


def _parts(reader: Reader, words: Sequence[str] = ("", "", "", "")) -> list[Block]:
    return [
        field(name, say(reader, ko=ko, en=en), text_input(name, initial=text, lines=True, longest=LONGEST))
        for (name, ko, en), text in zip(_PARTS, words, strict=True)
    ]


def _value_field(book: Handbook, reader: Reader, value: str | None) -> list[Block]:
    """The menu, and in one line what I do by the value that is chosen; until one is, by that of saying hard things."""
    label = say(reader, ko="도움이 될 가치", en="A value that helps here")
    menu = value_menu(book, ids.NOTE_VALUE, reader, initial=value)
    chosen = field(ids.NOTE_VALUE, label, menu, optional=True, dispatch=True)
    line = line_of_value(book, value_beside_note(book, value), reader)
    return [chosen, context(line)] if line else [chosen]


def choose_reader(reader: Reader) -> str:
    """Under the form's first field, when nobody was chosen."""
    return say(
        reader,
        ko="받을 분을 골라 주세요. 일하는 방식에 대한 것이면 비워 두셔도 됩니다.",
        en="Please choose who it is for. About the process you may leave it empty.",
    )
