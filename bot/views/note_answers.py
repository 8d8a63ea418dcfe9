"""What the reader of a note answers in, and whom they show it to. Before Send each says who will read what."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.correction import AnswerKind, Correction
from bot.domain.escalation import Party
from bot.domain.reader import Reader
from bot.services.answer_note import LONGEST_ANSWER
from bot.services.handbook import Handbook
from bot.services.show_note import Showing
from bot.views import note_life_ids as ids
from bot.views.blocks import View, actions, button, confirm, field, modal, section, text_input
from bot.views.human import human_line
from bot.views.ids import READ_ONLY
from bot.views.message import Block
from bot.views.note_forms import title
from bot.views.note_window import heading
from bot.views.words import party, plain_moment, say

_ASKED: dict[AnswerKind, tuple[str, str, bool]] = {
    "understood": ("덧붙일 말", "Anything to add", True),
    "reply": ("무엇이라고 답할까요?", "What would you like to answer?", False),
    "differ": ("어떻게 다르게 보시나요?", "How do you see it?", False),
    "talk": ("언제, 어디가 좋을까요?", "When and where would suit you?", True),
}


def answer_form(kind: AnswerKind, note: Correction, book: Handbook, reader: Reader) -> View:
    """One answer, in the place of the note's window."""
    readers = ", ".join(party(who, reader) for who in (note.author, *(one.who for one in note.shown)))
    ko, en, optional = _ASKED[kind]
    if note.is_to_self:
        who = say(reader, ko="나만 읽습니다.", en="Only you read this.")
    else:
        who = say(
            reader,
            ko=f"*누가 읽을 수 있나요?* {readers}만 읽습니다. 암호화해 두었다가 메모와 함께 지웁니다.",
            en=f"*Who can read this?* Only {readers}. It is kept encrypted, and erased together with the note.",
        )
    blocks = [
        section(f"*{heading(kind, reader)}*\n{who}"),
        field(
            ids.NOTE_ANSWER,
            say(reader, ko=ko, en=en),
            text_input(ids.NOTE_ANSWER, lines=True, longest=LONGEST_ANSWER),
            optional=optional,
        ),
        _back(note.id, reader),
        human_line(book, reader),
    ]
    return modal(
        ids.NOTE_ANSWER_FORM,
        title(reader),
        blocks,
        submit=say(reader, ko="보내기", en="Send"),
        close=say(reader, ko="닫기", en="Close"),
        metadata=f"{kind} {note.id}",
    )


def parse_metadata(metadata: str) -> tuple[AnswerKind, str]:
    """Which answer to which note a form is for; whatever else stands there is no note's."""
    kind, _, note = metadata.partition(" ")
    known = next((one for one in _ASKED if one == kind), None)
    return (known, note) if known else ("understood", "")


def again_form(note: Correction, book: Handbook, reader: Reader, now: datetime) -> View:
    """Another date to come back to it."""
    zone = ZoneInfo(reader.zone)
    proposed = now.astimezone(zone).date() + timedelta(days=14)
    last = note.keep_until.astimezone(zone).date() if note.keep_until else proposed
    day = max(min(proposed, last - timedelta(days=1)), now.astimezone(zone).date())
    chooser: Block = {"type": "datepicker", "action_id": ids.NOTE_DAY, "initial_date": day.isoformat()}
    blocks = [
        section(
            say(
                reader,
                ko="그날 다시 여쭤볼게요.",
                en="I will come back to it on that day.",
            )
        ),
        field(ids.NOTE_DAY, say(reader, ko="언제 다시 볼까요?", en="When?"), chooser),
        _back(note.id, reader),
        human_line(book, reader),
    ]
    return modal(
        ids.NOTE_AGAIN_FORM,
        title(reader),
        blocks,
        submit=say(reader, ko="정하기", en="Set"),
        close=say(reader, ko="닫기", en="Close"),
        metadata=note.id,
    )


def chosen_day(typed: object) -> date | None:
    """The date of the form, if it is one."""
    try:
        return date.fromisoformat(str(typed))
    except ValueError:
        return None


def no_such_day(note: Correction, reader: Reader, now: datetime) -> str:
    """Under the date, when the note is not kept that long, or the day is past."""
    at = plain_moment(note.keep_until or now, reader, now)
    return say(
        reader,
        ko=f"내일부터, 메모가 지워지는 {at} 전까지의 날을 골라 주세요.",
        en=f"Please choose a day from tomorrow until the note is erased: {at}.",
    )


def said_before(reader: Reader) -> str:
    """Above the note: another answer of that kind stands already, or it is closed."""
    return say(
        reader,
        ko="이미 답하셨거나 마무리된 메모라서, 방금 쓰신 내용은 보내지 않았습니다.",
        en="You have answered that before, or the note is closed: what you wrote just now was not sent.",
    )


def show_window(what: Showing, book: Handbook, reader: Reader, now: datetime) -> View:
    """To whom it can be shown; each says, before it is done, exactly who will read what."""
    note = what.opened.note
    blocks: list[Block] = [section(_about_showing(note, reader))]
    if not what.people and not note.shown:
        nobody = say(
            reader,
            ko="지금 보여 드릴 수 있는 분이 없습니다.",
            en="There is nobody it can be shown to right now.",
        )
        blocks.append(section(nobody))
    people = {one.user: one for one in (*what.people, *(shown.who for shown in note.shown))}
    blocks += [_person(who, what, reader, now) for who in people.values()]
    blocks += [_back(note.id, reader), human_line(book, reader)]
    return modal(READ_ONLY, title(reader), blocks, close=say(reader, ko="닫기", en="Close"))


def target(value: str) -> tuple[str, str]:
    """The note and the person of a button in that window."""
    note, _, user = value.partition(" ")
    return note, user


def _about_showing(note: Correction, reader: Reader) -> str:
    author = party(note.author, reader)
    said = say(
        reader,
        ko="나만 이 메모를 다른 분께 보여 줄 수 있고, 언제든 다시 거둘 수 있습니다.",
        en="You alone can show this note to somebody, and you can take that back at any time.",
    )
    if note.is_to_self:
        return said
    return f"{said} " + say(reader, ko=f"{author}께는 알리지 않습니다.", en=f"{author} is not told.")


def _person(who: Party, what: Showing, reader: Reader, now: datetime) -> Block:
    note, name = what.opened.note, party(who, reader)
    shown = next((one for one in note.shown if one.who.user == who.user), None)
    value = f"{note.id} {who.user}"
    if shown:
        at = plain_moment(shown.at, reader, now)
        said = say(reader, ko=f"*{name}* · {at}부터 읽을 수 있음", en=f"*{name}* · can read it since {at}")
        return section(
            said, accessory=button(say(reader, ko="거두기", en="Take back"), ids.NOTE_HIDE_FROM, value)
        )
    author = party(note.author, reader)
    asked = confirm(
        say(reader, ko=f"{name}께 보여 줄까요?", en=f"Show it to {name}?"),
        say(
            reader,
            ko=f"{name}이 이 메모 전부와 {author}이 썼다는 것, 내가 남긴 답을 읽습니다. 다른 분은 아무도 읽지 못합니다.",
            en=f"{name} will read the whole note, that {author} wrote it, and what you answered. Nobody else will.",
        ),
        say(reader, ko="보여 주기", en="Show it"),
        say(reader, ko="그만두기", en="Not now"),
    )
    label = say(reader, ko="보여 주기", en="Show it")
    return section(f"*{name}*", accessory=button(label, ids.NOTE_SHOW_TO, value, confirm=asked))


def _back(note: str, reader: Reader) -> Block:
    return actions([button(say(reader, ko="← 메모로", en="← The note"), ids.NOTE_BACK, note)])
