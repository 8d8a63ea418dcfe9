"""Notes to one colleague: the form, what its author sees, the neutral knock, and the note itself.

A note's words appear in two places only: in its author's form while it is sealed, and in the
window its reader opens. What knocks in a direct message says nothing about it (rule 15).
"""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.escalation import Party
from bot.domain.feedback import Correction
from bot.domain.philosophy import Writer
from bot.domain.reader import Reader
from bot.ports.feedback import NoteReturned, NoteWaiting
from bot.services.correct import CannotReceive, CannotWrite, NotForYou, Refusal, Sealed, ToImprove
from bot.services.handbook import Handbook
from bot.views import feedback_ids as ids
from bot.views.blocks import (
    View,
    actions,
    button,
    confirm,
    context,
    divider,
    field,
    modal,
    option,
    section,
    text_input,
)
from bot.views.human import human_line
from bot.views.ids import READ_ONLY
from bot.views.kudos import left
from bot.views.limits import escape
from bot.views.message import Block, Message
from bot.views.thanks import value_line, value_menu
from bot.views.words import length_of, moment, party, plain_moment, say, shown

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
        _value_field(book, reader, None),
    ]
    return modal(
        ids.NOTE_FORM,
        _title(reader),
        blocks,
        submit=say(reader, ko="봉해 두기", en="Seal it"),
        close=say(reader, ko="닫기", en="Close"),
    )


def change_form(note: Correction, book: Handbook, reader: Reader, now: datetime) -> View:
    """Change a sealed note; for its author alone."""
    words = (note.words.situation, note.words.behaviour, note.words.impact, note.words.next_time)
    blocks = [
        section(_who_reads(book, reader, now, to=note.recipient, due=note.deliver_at)),
        *_parts(reader, words),
        _value_field(book, reader, note.value),
    ]
    return modal(
        ids.NOTE_CHANGE_FORM,
        _title(reader),
        blocks,
        submit=say(reader, ko="봉해 두기", en="Seal it"),
        close=say(reader, ko="닫기", en="Close"),
        metadata=note.id,
    )


def _title(reader: Reader) -> str:
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
        ko=f"*누가 읽을 수 있나요?* {when_ko}{who_ko}만 읽습니다. 그때까지는 나만 보고, 고치거나 거둘 수 있습니다. "
        f"내 이름이 함께 갑니다. 리드도, 관리자도, 채널도 볼 수 없고, 암호화해 두었다가 전해진 뒤 {kept}이 지나면 지웁니다.\n"
        "*사람이 아니라 일하는 방식*에 대한 것이면 이름 없이 팀의 개선 목록에 올라갑니다.",
        en=f"*Who can read this?* Only {who_en}, {when_en}. Until then only you, and you can change or withdraw it. "
        f"It carries your name. No lead, no admin and no channel sees it; it is kept encrypted and erased {kept} "
        "after it was delivered.\n"
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


def _value_field(book: Handbook, reader: Reader, value: str | None) -> Block:
    label = say(reader, ko="도움이 될 가치", en="A value that helps here")
    return field(
        ids.NOTE_VALUE, label, value_menu(book, ids.NOTE_VALUE, reader, initial=value), optional=True
    )


def sealed(what: Sealed, reader: Reader, now: datetime) -> View:
    """To the author, in place of the form: it lies sealed, and until when it can be changed."""
    who, at = party(what.recipient, reader), moment(what.deliver_at, reader, now)
    said = say(
        reader,
        ko=f"봉해 두었습니다. {who}께 {at}에 전해집니다. 그때까지 `/correct list` 나 홈 탭에서 고치거나 거둘 수 있습니다.",
        en=f"Sealed. {who} gets it {at}. Until then you can change or withdraw it: `/correct list`, or the Home tab.",
    )
    return _window(said, reader)


def to_improve(what: ToImprove, book: Handbook, reader: Reader) -> View:
    """To the author, in place of the form: it is on the team's list."""
    team = shown(book.file.teams[what.team].name, reader)
    said = say(
        reader,
        ko=f"{team} 팀의 개선 목록에 이름 없이 올렸습니다. 고맙습니다.",
        en=f"It is on the improvement list of {team}, without any name. Thank you.",
    )
    return _window(said, reader)


def withdrawn(reader: Reader) -> View:
    """To the author: it is gone."""
    return _window(
        say(
            reader,
            ko="거두었습니다. 내용은 지웠고, 아무도 읽지 않았습니다.",
            en="Withdrawn. Its words are erased; nobody read them.",
        ),
        reader,
    )


def not_sealed(reader: Reader) -> View:
    """To the author: there is nothing of theirs to change under that name."""
    return _window(
        say(
            reader,
            ko="지금 고칠 수 있는 메모가 아닙니다. 이미 전해졌거나 거두신 것일 수 있습니다.",
            en="There is nothing to change here: it may have been delivered or withdrawn.",
        ),
        reader,
    )


def nothing_to_read(reader: Reader) -> View:
    """To whoever pressed Open and is not its reader, or came too late."""
    return _window(
        say(
            reader,
            ko="여기에서 읽을 수 있는 것이 없습니다. 보관 기간이 지나 지워졌을 수도 있습니다.",
            en="There is nothing here for you to read. It may have been erased after its time.",
        ),
        reader,
    )


def _window(said: str, reader: Reader) -> View:
    return modal(READ_ONLY, _title(reader), [section(said)], close=say(reader, ko="닫기", en="Close"))


def opened(note: Correction, book: Handbook, reader: Reader, now: datetime) -> View:
    """The note, for its one reader."""
    author = party(note.author, reader)
    texts = (note.words.situation, note.words.behaviour, note.words.impact, note.words.next_time)
    titles = [
        say(reader, ko="상황", en="Situation"),
        say(reader, ko="보고 들은 것", en="What was seen"),
        say(reader, ko="영향", en="Impact"),
        say(reader, ko="다음에는", en="Next time"),
    ]
    first = say(reader, ko=f"{author}이 나에게만 쓴 메모입니다.", en=f"A note from {author}, to you alone.")
    parts = [section(f"*{title}*\n{escape(text)}") for title, text in zip(titles, texts, strict=True) if text]
    value = value_line(book, note.value, reader)
    known = book.philosophy.value(note.value) if note.value else None
    if value and known:
        parts.append(section(f"*{value}*\n{shown(known.action, reader)}"))
    return modal(
        READ_ONLY,
        _title(reader),
        [section(first), *parts, context(_kept_until(note, book, reader, now))],
        close=say(reader, ko="닫기", en="Close"),
    )


def _kept_until(note: Correction, book: Handbook, reader: Reader, now: datetime) -> str:
    until = (note.delivered or now) + book.philosophy.corrections.retention
    at = plain_moment(until, reader, now)
    return say(
        reader,
        ko=f"쓴 분 말고는 이 내용을 아는 사람이 없습니다. {at}에 지워집니다.",
        en=f"Nobody but its author knows of it. It is erased {at}.",
    )


def waiting(what: NoteWaiting, reader: Reader) -> Message:
    """The knock: neutral in its text and in its blocks, for lock screens and open offices."""
    said = say(
        reader,
        ko="새로 도착한 것이 있습니다. 편하실 때 열어 보세요.",
        en="Something has arrived for you. Open it whenever it suits you.",
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
    blocks.append(actions([button(say(reader, ko="메모 쓰기", en="Write a note"), ids.NOTE_NEW)]))
    return modal(READ_ONLY, _title(reader), blocks, close=say(reader, ko="닫기", en="Close"))


def sealed_entries(notes: Sequence[Correction], reader: Reader, now: datetime) -> list[Block]:
    """One's own sealed notes with their buttons."""
    blocks: list[Block] = []
    for note in notes[:15]:
        who, at = party(note.recipient, reader), moment(note.deliver_at, reader, now)
        said = say(reader, ko=f"*{who}*께 · {at}", en=f"To *{who}* · {at}")
        blocks += [
            section(said),
            actions(
                [
                    button(say(reader, ko="고치기", en="Change"), ids.NOTE_CHANGE, note.id),
                    button(
                        say(reader, ko="거두기", en="Withdraw"),
                        ids.NOTE_WITHDRAW,
                        note.id,
                        confirm=confirm(
                            say(reader, ko="이 메모를 거둘까요?", en="Withdraw this note?"),
                            say(reader, ko="내용이 바로 지워집니다.", en="Its words are erased at once."),
                            say(reader, ko="거두기", en="Withdraw"),
                            say(reader, ko="그대로 두기", en="Keep"),
                        ),
                    ),
                ]
            ),
        ]
    return blocks


def home_section(
    to_me: Sequence[Correction], by_me: Sequence[Correction], reader: Reader, now: datetime
) -> list[Block]:
    """App Home: notes to me, each opened in a window of its own; and mine that are still sealed."""
    blocks: list[Block] = []
    for note in to_me[:15]:
        at = plain_moment(note.delivered or note.written, reader, now)
        said = say(
            reader, ko=f"{party(note.author, reader)} · {at}", en=f"{party(note.author, reader)} · {at}"
        )
        label = say(reader, ko="열기", en="Open")
        blocks.append(section(said, accessory=button(label, ids.NOTE_OPEN, note.id)))
    nothing = say(reader, ko="나에게 온 메모가 없습니다.", en="No notes to you.")
    blocks = blocks or [section(nothing)]
    if by_me:
        blocks.append(context(say(reader, ko="내가 봉해 둔 메모", en="Sealed notes of mine")))
        blocks += sealed_entries(by_me, reader, now)
    blocks.append(actions([button(say(reader, ko="메모 쓰기", en="Write a note"), ids.NOTE_NEW)]))
    return [*blocks, divider()]


_WRITERS: dict[Writer, tuple[str, str]] = {
    "peer": ("동료", "colleagues"),
    "lead": ("그 팀의 리드", "the lead of their team"),
    "self": ("본인", "they themselves"),
}


def refusal(why: Refusal, reader: Reader) -> str:
    """Why no note can be written to them, as one sentence."""
    match why:
        case CannotWrite(who) | CannotReceive(who):
            return left(who, reader)
        case NotForYou(recipient, allowed):
            who_name = party(recipient, reader)
            ko = ", ".join(_WRITERS[writer][0] for writer in allowed)
            en = ", ".join(_WRITERS[writer][1] for writer in allowed)
            return say(
                reader,
                ko=f"{who_name}께는 {ko}만 메모를 쓸 수 있습니다.",
                en=f"Notes to {who_name} can be written by {en} only.",
            )


def refused(why: Refusal, book: Handbook, reader: Reader) -> Message:
    """The same in answer to the command."""
    said = refusal(why, reader)
    return Message(text=said, blocks=(section(said), human_line(book, reader)))


def choose_reader(reader: Reader) -> str:
    """Under the form's first field, when nobody was chosen."""
    return say(
        reader,
        ko="받을 분을 골라 주세요. 일하는 방식에 대한 것이면 비워 두셔도 됩니다.",
        en="Please choose who it is for. About the process you may leave it empty.",
    )


def one_reader(book: Handbook, reader: Reader) -> Message:
    """Several people were named."""
    said = say(
        reader,
        ko="메모는 한 분에게만 쓸 수 있습니다. `/correct @동료` 처럼 한 분만 골라 주세요.",
        en="A note has exactly one reader. Please name one person: `/correct @colleague`.",
    )
    return Message(text=said, blocks=(section(said), human_line(book, reader)))


def helped(book: Handbook, reader: Reader) -> Message:
    """How to write a note, and who sees what."""
    kept = length_of(book.philosophy.corrections.retention, reader)
    said = say(
        reader,
        ko="`/correct @동료` · 한 분만 읽는 메모 쓰기 (상황, 본 것, 영향, 다음에는)\n"
        "`/correct list` · 아직 전해지지 않은 내 메모 보기, 고치기, 거두기\n"
        f"밤에 DM으로 전해지고, 받는 분만 읽습니다. 전해진 뒤 {kept}이 지나면 지워집니다.",
        en="`/correct @colleague` · write a note only they read (situation, behaviour, impact, next time)\n"
        "`/correct list` · my notes that are not delivered yet: see, change, withdraw\n"
        f"It comes by direct message at night, and only they read it. It is erased {kept} after that.",
    )
    return Message(text=said, blocks=(section(said), human_line(book, reader)))
