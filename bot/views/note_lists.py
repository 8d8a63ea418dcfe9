"""Notes in lists: to me, of mine that were brought, and whose I do not want. Names, times and where they stand; no words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.correction import Correction
from bot.domain.escalation import Party
from bot.domain.note_life import Stage, stage
from bot.domain.reader import Reader
from bot.services.handbook import Handbook
from bot.views import note_ids, note_life_ids
from bot.views.blocks import View, actions, button, context, divider, header, modal, section
from bot.views.corrections import sealed_entries
from bot.views.human import human_line
from bot.views.ids import READ_ONLY
from bot.views.message import Block
from bot.views.note_forms import title
from bot.views.words import party, plain_moment, say

_TO_ME, _SEALED, _SENT = 4, 2, 2
"""On App Home: eight at most, the rest in a window."""
_MOST = 20
"""Of each in the window, which has a hundred blocks."""

_STAGES: dict[Stage, tuple[str, str]] = {
    "sealed": ("봉해 둠", "sealed"),
    "delivered": ("전해짐", "delivered"),
    "opened": ("열어 봄", "opened"),
    "understood": ("잘 알겠습니다", "understood"),
    "reply": ("답장", "replied"),
    "differ": ("다르게 봅니다", "seen differently"),
    "talk": ("만나서 이야기해요", "to talk about in person"),
    "asked": ("다시 볼 날", "time to come back to it"),
    "closed": ("잘 마무리됨", "went well"),
}


@dataclass(frozen=True)
class MyNotes:
    """Everything of somebody's own, without words."""

    to_me: Sequence[Correction] = ()
    sealed: Sequence[Correction] = ()
    sent: Sequence[Correction] = ()
    blocked: Sequence[Party] = ()


def home_section(mine: MyNotes, reader: Reader, now: datetime) -> list[Block]:
    """App Home: new ones first, and short."""
    nothing = say(reader, ko="나에게 온 메모가 없습니다.", en="No notes to you.")
    sent = [note for note in mine.sent if not note.closed]
    blocks = _to_me(mine.to_me[:_TO_ME], reader, now) or [section(nothing)]
    if mine.sealed or sent:
        blocks.append(context(say(reader, ko="내가 쓴 메모", en="Notes of mine")))
        blocks += sealed_entries(mine.sealed, reader, now, most=_SEALED)
        blocks += _sent(sent[:_SENT], reader, now)
    row = [button(say(reader, ko="메모 쓰기", en="Write a note"), note_ids.NOTE_NEW)]
    if any((mine.to_me, mine.sealed, mine.sent, mine.blocked)):
        row.append(button(say(reader, ko="메모 모두 보기", en="All notes"), note_life_ids.NOTES_ALL))
    return [*blocks, actions(row), divider()]


def all_notes(mine: MyNotes, book: Handbook, reader: Reader, now: datetime) -> View:
    """The same in full."""
    parts = (
        (say(reader, ko="나에게 온 메모", en="Notes to me"), _to_me(mine.to_me[:_MOST], reader, now)),
        (
            say(reader, ko="봉해 둔 메모", en="Sealed, not delivered yet"),
            sealed_entries(mine.sealed, reader, now, most=_MOST // 2),
        ),
        (
            say(reader, ko="전해진 내 메모", en="Delivered notes of mine"),
            _sent(mine.sent[:_MOST], reader, now),
        ),
        (say(reader, ko="더 받지 않는 분", en="I get no notes from"), _blocked(mine.blocked[:_MOST], reader)),
    )
    blocks = [block for name, found in parts if found for block in (header(name), *found)]
    nothing = say(reader, ko="메모가 없습니다.", en="There are no notes.")
    blocks = blocks or [section(nothing)]
    return modal(
        READ_ONLY,
        title(reader),
        [*blocks, human_line(book, reader)],
        close=say(reader, ko="닫기", en="Close"),
    )


def _to_me(notes: Sequence[Correction], reader: Reader, now: datetime) -> list[Block]:
    return [_entry(note, note.author, reader, now, new=note.opened is None) for note in notes]


def _sent(notes: Sequence[Correction], reader: Reader, now: datetime) -> list[Block]:
    return [_entry(note, note.recipient, reader, now) for note in notes]


def _entry(note: Correction, who: Party, reader: Reader, now: datetime, *, new: bool = False) -> Block:
    ko, en = ("새 메모", "new") if new else _STAGES[stage(note)]
    name = say(reader, ko="나", en="me") if note.is_to_self else party(who, reader)
    at = plain_moment(note.delivered or note.written, reader, now)
    said = f"{name} · {at} · {say(reader, ko=ko, en=en)}"
    opening = button(say(reader, ko="열기", en="Open"), note_ids.NOTE_OPEN, note.id)
    return section(f"*{said}*" if new else said, accessory=opening)


def _blocked(people: Sequence[Party], reader: Reader) -> list[Block]:
    again = say(reader, ko="다시 받기", en="Get them again")
    return [
        section(party(who, reader), accessory=button(again, note_life_ids.NOTE_UNBLOCK, who.user))
        for who in people
    ]
