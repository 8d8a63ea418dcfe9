"""A delivered note as a window: for its reader with everything they can do, for its author, for whoever it is shown to.

Its words and those of its answers stand here and nowhere else once it is delivered (docs/adr/0005).
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.correction import Answer, AnswerKind, Correction
from bot.domain.note_life import Part, may_answer, may_close, may_talk_again
from bot.domain.reader import Reader
from bot.services.handbook import Handbook
from bot.services.read_note import Opened
from bot.views import note_life_ids as ids
from bot.views.blocks import View, actions, button, confirm, context, divider, modal, section
from bot.views.dates import day_named
from bot.views.human import human_line
from bot.views.ids import READ_ONLY
from bot.views.in_context import line_of_value
from bot.views.limits import escape
from bot.views.message import Block
from bot.views.note_forms import title
from bot.views.words import party, plain_moment, say, shown

_HEADINGS: dict[AnswerKind, tuple[str, str]] = {
    "understood": ("잘 알겠습니다", "Understood"),
    "reply": ("답장", "Reply"),
    "differ": ("다르게 봅니다", "I see it differently"),
    "talk": ("만나서 이야기해요", "Let's talk in person"),
}
_BUTTONS: dict[AnswerKind, str] = {
    "understood": ids.NOTE_UNDERSTOOD,
    "reply": ids.NOTE_REPLY,
    "differ": ids.NOTE_DIFFER,
    "talk": ids.NOTE_TALK,
}


def opened(
    what: Opened, book: Handbook, reader: Reader, now: datetime, *, blocked: bool = False, told: str = ""
) -> View:
    """The note as whoever opened it may see it. `told` is what is to be said above it; `blocked`, to its reader alone."""
    note, part = what.note, what.part
    above = [section(f":information_source: {told}")] if told else []
    blocks = [
        *above,
        section(_first(note, part, reader)),
        *_words(note, book, reader),
        *_answers(note, part, reader, now),
        *(_to_do(note, part, reader, blocked=blocked)),
        context(_who_reads(note, part, book, reader, now)),
        human_line(book, reader),
    ]
    return modal(READ_ONLY, title(reader), blocks, close=say(reader, ko="닫기", en="Close"))


def heading(kind: AnswerKind, reader: Reader) -> str:
    """What an answer of that kind is called."""
    ko, en = _HEADINGS[kind]
    return say(reader, ko=ko, en=en)


def _first(note: Correction, part: Part, reader: Reader) -> str:
    author, to = party(note.author, reader), party(note.recipient, reader)
    if note.is_to_self:
        return say(reader, ko="내가 나에게 쓴 메모입니다.", en="A note of mine to myself.")
    if part == "reader":
        return say(
            reader, ko=f"{author}이 나에게만 쓴 메모입니다.", en=f"A note from {author}, to you alone."
        )
    if part == "author":
        return say(reader, ko=f"내가 {to}께 쓴 메모입니다.", en=f"A note of yours to {to}.")
    return say(
        reader,
        ko=f"{to}이 보여 드리는 메모입니다. {author}이 {to}께 쓰셨습니다.",
        en=f"{to} shows you this note, which {author} wrote to them.",
    )


def _words(note: Correction, book: Handbook, reader: Reader) -> list[Block]:
    words = note.words
    named = (
        (say(reader, ko="상황", en="Situation"), words.situation),
        (say(reader, ko="보고 들은 것", en="What was seen"), words.behaviour),
        (say(reader, ko="영향", en="Impact"), words.impact),
        (say(reader, ko="다음에는", en="Next time"), words.next_time),
        (say(reader, ko="도움이 될 말", en="Words that may help"), words.phrase),
    )
    parts = [section(f"*{name}*\n{escape(text)}") for name, text in named if text]
    line = line_of_value(book, note.value, reader)
    known = book.philosophy.value(note.value) if note.value else None
    if line and known:
        parts.append(section(line))
        example = say(reader, ko="예", en="For example")
        parts += [context(f"{example}: {shown(known.example, reader)}")] if known.example else []
    return parts


def _answers(note: Correction, part: Part, reader: Reader, now: datetime) -> list[Block]:
    """What was answered, and where it stands: a note to oneself is answered to nobody, and stands without that."""
    lines = [_answer(answer, reader, now) for answer in note.answers]
    if part == "author" and not note.answers:
        lines.append(context(_so_far(note, reader, now)))
    coming = _coming(note, reader, now) if part != "shown" or note.closed else ""
    lines += [context(coming)] if coming else []
    return [divider(), *lines] if lines else []


def _answer(answer: Answer, reader: Reader, now: datetime) -> Block:
    said = f"*{heading(answer.kind, reader)}* · {plain_moment(answer.at, reader, now)}"
    return section(f"{said}\n{escape(answer.words)}" if answer.words else said)


def _so_far(note: Correction, reader: Reader, now: datetime) -> str:
    at = plain_moment(note.delivered or note.written, reader, now)
    if note.opened is None:
        return say(
            reader, ko=f"{at}에 전해졌습니다. 아직 열지 않으셨습니다.", en=f"Delivered {at}, not opened yet."
        )
    seen = plain_moment(note.opened, reader, now)
    return say(
        reader,
        ko=f"{at}에 전해졌고, {seen}에 여셨습니다. 아직 답은 없습니다.",
        en=f"Delivered {at}, opened {seen}. No answer yet.",
    )


def _coming(note: Correction, reader: Reader, now: datetime) -> str:
    if note.closed:
        at = plain_moment(note.closed, reader, now)
        return say(
            reader,
            ko=f":white_check_mark: 잘 마무리했습니다 ({at}).",
            en=f":white_check_mark: It went well ({at}).",
        )
    if note.asked:
        return say(
            reader,
            ko="다시 보기로 한 날입니다. 그동안 어떠셨나요?",
            en="This is the day you wanted to come back to it. How did it go?",
        )
    if note.follow_up_at and note.follow_up:
        day = day_named(note.follow_up_at.astimezone(ZoneInfo(reader.zone)).date(), reader)
        you = "you" if note.is_to_self else "you both"
        return say(reader, ko=f"{day}에 다시 여쭤볼게요.", en=f"I come back to {you} on {day}.")
    return ""


def _to_do(note: Correction, part: Part, reader: Reader, *, blocked: bool) -> list[Block]:
    rows: list[list[Block]] = []
    kinds: tuple[AnswerKind, ...] = ("understood",) if note.is_to_self else tuple(_BUTTONS)
    rows.append([_answering(kind, note, reader) for kind in kinds if may_answer(note, part, kind)])
    settle = []
    if may_close(note, part) and (note.answers or note.asked):
        settle.append(button(say(reader, ko="잘 마무리되었어요", en="It went well"), ids.NOTE_CLOSE, note.id))
    if may_talk_again(note, part):
        again = say(reader, ko="다시 이야기하기", en="Let's talk again")
        settle.append(button(again, ids.NOTE_AGAIN, note.id))
    rows.append(settle)
    if part == "reader":
        own = [button(say(reader, ko="다른 분께 보여 주기…", en="Show it to…"), ids.NOTE_SHOW, note.id)]
        if not note.is_to_self:
            own.append(_unblock(note, reader) if blocked else _block(note, reader))
        rows.append(own)
    return [actions(row) for row in rows if row]


def _answering(kind: AnswerKind, note: Correction, reader: Reader) -> Block:
    style = "primary" if kind == "understood" else None
    return button(heading(kind, reader), _BUTTONS[kind], note.id, style=style)


def _block(note: Correction, reader: Reader) -> Block:
    author = party(note.author, reader)
    return button(
        say(reader, ko="이분의 메모 그만 받기", en="No more notes from them"),
        ids.NOTE_BLOCK,
        note.id,
        confirm=confirm(
            say(reader, ko="이분의 메모를 그만 받을까요?", en="No more notes from them?"),
            say(
                reader,
                ko=f"앞으로 {author}이 쓰는 메모는 오지 않습니다. {author}께는 알리지 않으며, 홈 탭에서 되돌릴 수 있습니다.",
                en=f"Later notes from {author} will not reach you. {author} is not told. You can undo this in the Home tab.",
            ),
            say(reader, ko="그만 받기", en="No more notes"),
            say(reader, ko="그대로 두기", en="Keep"),
        ),
    )


def _unblock(note: Correction, reader: Reader) -> Block:
    label = say(reader, ko="이분의 메모 다시 받기", en="Get their notes again")
    return button(label, ids.NOTE_UNBLOCK, note.author.user)


def _who_reads(note: Correction, part: Part, book: Handbook, reader: Reader, now: datetime) -> str:
    until = note.keep_until or (note.delivered or now) + book.philosophy.corrections.retention
    at = plain_moment(until, reader, now)
    if part == "shown":
        to = party(note.recipient, reader)
        return say(
            reader,
            ko=f"{to}이 다시 거두거나 {at}에 지워질 때까지 읽을 수 있습니다. 쓴 분은 이 사실을 모릅니다.",
            en=f"You can read it until {to} takes that back, or it is erased: {at}. Its author does not know.",
        )
    if part == "author":
        to = party(note.recipient, reader)
        return say(
            reader,
            ko=f"나와 {to}만 읽습니다. {to}은 원하면 리드나 인사 담당자에게 직접 보여 줄 수 있습니다. {at}에 지워집니다.",
            en=f"Only you and {to} read it; {to} may show it to their lead or HR themselves. It is erased {at}.",
        )
    names = ", ".join(party(one.who, reader) for one in note.shown)
    if names:
        return say(
            reader,
            ko=f"쓴 분과 내가 보여 드린 {names}만 이 내용을 압니다. {at}에 지워집니다.",
            en=f"Only its author and {names}, to whom you show it, know of it. It is erased {at}.",
        )
    if note.is_to_self:
        return say(
            reader, ko=f"나만 읽습니다. {at}에 지워집니다.", en=f"Only you read it. It is erased {at}."
        )
    return say(
        reader,
        ko=f"쓴 분 말고는 이 내용을 아는 사람이 없습니다. {at}에 지워집니다.",
        en=f"Nobody but its author knows of it. It is erased {at}.",
    )
