"""Notes to one colleague: the neutral knock, the sealed ones of their author, and what cannot be read.

What knocks in a direct message says nothing about a note (rule 15); its words stand in `note_window` and in its
author's form alone.
"""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.correction import Correction
from bot.domain.reader import Reader
from bot.ports.notes import NoteReminder, NoteReturned, NoteWaiting
from bot.services.handbook import Handbook
from bot.views import note_ids as ids
from bot.views.blocks import (
    View,
    actions,
    button,
    confirm,
    modal,
    section,
)
from bot.views.human import human_line
from bot.views.ids import READ_ONLY
from bot.views.message import Block, Message
from bot.views.note_forms import title
from bot.views.note_life_ids import NOTES_ALL
from bot.views.words import moment, party, say


def withdrawn(reader: Reader) -> View:
    """To the author: it is gone."""
    return _window(
        say(
            reader,
            ko="회수했습니다. 내용은 지웠고, 아무도 읽지 않았습니다.",
            en="Withdrawn. Its words are erased; nobody read them.",
        ),
        reader,
    )


def not_sealed(book: Handbook, reader: Reader) -> View:
    """To the author: there is nothing of theirs to change under that name."""
    return _window(
        say(
            reader,
            ko="지금 고칠 수 있는 메모가 아닙니다. 이미 전해졌거나 회수하신 것일 수 있습니다.",
            en="There is nothing to change here: it may have been delivered or withdrawn.",
        ),
        reader,
        human_line(book, reader),
    )


def nothing_to_read(book: Handbook, reader: Reader) -> View:
    """To whoever pressed Open and is not its reader, or came too late."""
    return _window(
        say(
            reader,
            ko="여기에서 읽을 수 있는 것이 없습니다. 보관 기간이 지나 지워졌을 수도 있습니다.",
            en="There is nothing here for you to read. It may have been erased after its time.",
        ),
        reader,
        human_line(book, reader),
    )


def _window(said: str, reader: Reader, *more: Block) -> View:
    return modal(READ_ONLY, title(reader), [section(said), *more], close=say(reader, ko="닫기", en="Close"))


def waiting(what: NoteWaiting, reader: Reader) -> Message:
    """The knock: neutral in its text and in its blocks, for lock screens and open offices."""
    said = say(
        reader,
        ko="새로 도착한 것이 있습니다. 편하실 때 열어 보세요.",
        en="Something has arrived for you. Open it whenever it suits you.",
    )
    label = say(reader, ko="열기", en="Open")
    return Message(text=said, blocks=(section(said), actions([button(label, ids.NOTE_OPEN, what.note)])))


def reminder(what: NoteReminder, reader: Reader) -> Message:
    """To both, on the date that was set: as neutral as the knock."""
    said = say(
        reader,
        ko="다시 보기로 한 날이 되었습니다. 편하실 때 열어 보세요.",
        en="A date you had in mind has come. Open it whenever it suits you.",
    )
    label = say(reader, ko="열기", en="Open")
    return Message(text=said, blocks=(section(said), actions([button(label, ids.NOTE_OPEN, what.note)])))


def returned(_what: NoteReturned, reader: Reader) -> Message:
    """To the author: something of theirs could not be delivered. Names nobody."""
    said = say(
        reader,
        ko="맡기신 것 하나를 전하지 못했습니다. 받을 분께 더 이상 연락할 수 없어 내용은 지웠고, 다른 곳으로는 가지 않았습니다.",
        en="Something you left with me could not be delivered: its recipient cannot be reached any more. "
        "It was erased and went nowhere else.",
    )
    return Message(text=said, blocks=(section(said),))


def mine(notes: Sequence[Correction], reader: Reader, now: datetime) -> View:
    """To their author: the sealed notes, without their words."""
    nothing = say(reader, ko="봉해 둔 메모가 없습니다.", en="No sealed note of yours waits.")
    blocks = sealed_entries(notes, reader, now) or [section(nothing)]
    write = button(say(reader, ko="메모 쓰기", en="Write a note"), ids.NOTE_NEW)
    every = button(say(reader, ko="메모 모두 보기", en="All notes"), NOTES_ALL)
    blocks.append(actions([write, every]))
    return modal(READ_ONLY, title(reader), blocks, close=say(reader, ko="닫기", en="Close"))


def sealed_entries(
    notes: Sequence[Correction], reader: Reader, now: datetime, *, most: int = 15
) -> list[Block]:
    """One's own sealed notes with their buttons."""
    blocks: list[Block] = []
    for note in notes[:most]:
        who, at = party(note.recipient, reader), moment(note.deliver_at, reader, now)
        said = say(reader, ko=f"받는 분: *{who}* · {at}", en=f"To *{who}* · {at}")
        blocks += [
            section(said),
            actions(
                [
                    button(say(reader, ko="고치기", en="Change"), ids.NOTE_CHANGE, note.id),
                    button(
                        say(reader, ko="회수하기", en="Withdraw"),
                        ids.NOTE_WITHDRAW,
                        note.id,
                        confirm=confirm(
                            say(reader, ko="이 메모를 회수할까요?", en="Withdraw this note?"),
                            say(reader, ko="내용이 바로 지워집니다.", en="Its words are erased at once."),
                            say(reader, ko="회수하기", en="Withdraw"),
                            say(reader, ko="그대로 두기", en="Keep"),
                        ),
                    ),
                ]
            ),
        ]
    return blocks
