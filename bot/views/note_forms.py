"""The forms a note is written and changed in. Before Send they say who can ever read it (rule 14)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.correction import Deliver
from bot.domain.escalation import Party
from bot.domain.kind_words import PARTS, Thought
from bot.domain.note_phrases import Phrase
from bot.domain.reader import Reader
from bot.requests.note_form import NOTHING_TYPED, NoteForm
from bot.requests.tickets import NoteHeld
from bot.services.correct import Choices
from bot.services.handbook import Handbook
from bot.services.value_in_context import value_beside_note
from bot.views import note_ids as ids
from bot.views.blocks import View, context, field, modal, option, section, select, text_input
from bot.views.in_context import line_of_value
from bot.views.limits import cut
from bot.views.message import Block
from bot.views.note_thoughts import thoughts_before
from bot.views.thanks import NO_VALUE, value_menu
from bot.views.words import length_of, moment, party, say, text_of

PERSON, PROCESS = "person", "process"
LONGEST = 1000
"""Characters of each part: four of them fit into one window."""
_LABELS = (
    (ids.NOTE_SITUATION, "어떤 상황이었나요?", "Situation: when and where was it?"),
    (ids.NOTE_BEHAVIOUR, "무엇을 보거나 들었나요?", "Behaviour: what did you see or hear?"),
    (ids.NOTE_IMPACT, "어떤 영향이 있었나요?", "Impact: what did it lead to?"),
    (ids.NOTE_NEXT_TIME, "다음에는 어떻게 하면 좋을까요?", "Next time: what would help?"),
)
FIELD_OF = dict(zip(PARTS, (name for name, _, _ in _LABELS), strict=True))
"""The field each part is written in."""


@dataclass(frozen=True)
class Sheet:
    """A form as it stands: what is written so far, for whom, and what is offered.

    `to` and `choices` are known once a reader is, or `refusal`, why it cannot be them; `note` is the sealed one that is
    changed, `thoughts` what there is to think over before it is sealed, and `mark` stands for the words that were
    looked through.
    """

    typed: NoteForm = NOTHING_TYPED
    to: Party | None = None
    refusal: str = ""
    to_self: bool = False
    choices: Choices | None = None
    phrases: Sequence[Phrase] = ()
    thoughts: Sequence[Thought] = ()
    mark: str = ""
    note: str = ""
    ignored: bool = False


def form(book: Handbook, reader: Reader, now: datetime, sheet: Sheet = Sheet()) -> View:
    """Write a note, or change a sealed one; for its author alone. What was typed stands in it again."""
    typed = sheet.typed
    blocks: list[Block] = thoughts_before(sheet.thoughts, reader) if sheet.thoughts else []
    blocks.append(section(_who_reads(book, reader, sheet)))
    if sheet.ignored:
        blocks.append(context(_not_kept(reader)))
    if not sheet.note:
        not_them = [context(sheet.refusal)] if sheet.refusal else []
        blocks += [_to(reader, typed), *not_them, _about(reader, typed)]
    blocks += _parts(reader, typed, brief=sheet.to_self)
    blocks += _value_field(book, reader, typed.value)
    blocks += _phrase_field(book, reader, sheet)
    blocks += _deliver_fields(book, reader, now, sheet)
    if not sheet.to_self:
        blocks.append(context(_who_else(book, reader)))
    seal = say(reader, ko="봉해 두기", en="Seal it")
    return modal(
        ids.NOTE_CHANGE_FORM if sheet.note else ids.NOTE_FORM,
        title(reader),
        blocks,
        submit=say(reader, ko="이대로 봉하기", en="Seal it as it is") if sheet.thoughts else seal,
        close=say(reader, ko="닫기", en="Close"),
        metadata=NoteHeld(note=sheet.note, mark=sheet.mark).write() if sheet.note or sheet.mark else "",
    )


def title(reader: Reader) -> str:
    """The name of every window about notes."""
    return say(reader, ko="따로 전하는 메모", en="A private note")


def _who_reads(book: Handbook, reader: Reader, sheet: Sheet) -> str:
    """Who can ever read it, in plain words, before anything is sent."""
    kept = length_of(book.philosophy.corrections.retention, reader)
    if sheet.to_self:
        return say(
            reader,
            ko="*누가 읽을 수 있나요?* 나만 읽습니다. 리드도, 관리자도, 채널도 볼 수 없고, "
            f"암호화해 두었다가 전해진 뒤 {kept}이 지나면 지웁니다.",
            en="*Who can read this?* Only you. No lead, no admin and no channel sees it; "
            f"it is kept encrypted and erased {kept} after delivery.",
        )
    who_ko, who_en = ("받는 분", "its recipient")
    if sheet.to:
        who_ko = who_en = party(sheet.to, reader)
    return say(
        reader,
        ko=f"*누가 읽을 수 있나요?* 나 말고는 {who_ko}만 읽습니다. 전해질 때까지는 나만 보고, 고치거나 회수할 수 있습니다. "
        "내 이름이 함께 갑니다. 자세한 내용은 맨 아래에 있습니다.",
        en=f"*Who can read this?* Beside you only {who_en}. Until it is delivered only you, and you can change or "
        "withdraw it. It carries your name. More about this stands below the form.",
    )


def _who_else(book: Handbook, reader: Reader) -> str:
    """What that means for leads, exports and whoever runs Baton; below the fields, where it is in nobody's way."""
    kept = length_of(book.philosophy.corrections.retention, reader)
    return say(
        reader,
        ko="• 전해진 뒤에는 고칠 수 없고, 열어 보셨는지와 뭐라고 답하셨는지 알게 됩니다.\n"
        "• 리드도, 관리자도, 채널도 볼 수 없습니다. 받는 분이 원하면 직접 리드나 인사 담당께 보여 드릴 수는 있습니다.\n"
        "• Slack 워크스페이스 소유자가 DM을 내보내도 ‘도착한 것이 있습니다’라는 알림만 남습니다. "
        "다만 받는 분이 ‘내 데이터’ 파일로 받아 가시면 그 파일은 받는 분의 DM에 남습니다.\n"
        "• Baton을 운영하는 분께는 누가 누구에게 언제 보냈는지만 보이고, 내용은 암호화되어 있습니다. "
        f"전해진 뒤 {kept}이 지나면 지웁니다.",
        en="• After delivery it stays as it is; you learn that it was opened and answered.\n"
        "• No lead, no admin and no channel sees it. Its recipient may show it to their lead or to HR, if they choose to.\n"
        "• Owners of the Slack workspace who export direct messages find “something has arrived”, and no word of it. But its "
        "recipient may take it along as a file of their own (*My data*), which stays in their direct messages.\n"
        "• Whoever runs Baton sees who wrote to whom and when; the words are encrypted. They are erased "
        f"{kept} after delivery.",
    )


def _deliver(book: Handbook, sheet: Sheet) -> Deliver:
    return sheet.typed.deliver or book.philosophy.corrections.deliver


def _not_kept(reader: Reader) -> str:
    return say(
        reader,
        ko="명령 뒤에 쓰신 내용은 저장하지 않았습니다. 아래 칸에 적어 주세요.",
        en="What you typed after the command was not kept. Please write it in the fields below.",
    )


def _to(reader: Reader, typed: NoteForm) -> Block:
    chooser: Block = {"type": "users_select", "action_id": ids.NOTE_TO}
    if typed.to:
        chooser["initial_user"] = typed.to
    label = say(reader, ko="누구에게", en="To")
    return field(ids.NOTE_TO, label, chooser, optional=True, dispatch=True)


def _radio(action: str, options: Sequence[Block], chosen: str) -> Block:
    initial = next((one for one in options if one["value"] == chosen), options[0])
    return {
        "type": "radio_buttons",
        "action_id": action,
        "options": list(options),
        "initial_option": initial,
    }


def _about(reader: Reader, typed: NoteForm) -> Block:
    options = [
        option(say(reader, ko="한 사람의 말이나 행동", en="What one person did"), PERSON),
        option(say(reader, ko="사람이 아니라 일하는 방식", en="The process, not the person"), PROCESS),
    ]
    label = say(reader, ko="무엇에 대한 이야기인가요?", en="What is it about?")
    chosen = PROCESS if typed.is_process else PERSON
    hint = say(
        reader,
        ko="일하는 방식 이야기는 받는 분 없이, 이름 없이 팀의 개선 목록에 올라갑니다.",
        en="About the process it goes to the team's improvement list, to nobody and without any name.",
    )
    return field(ids.NOTE_ABOUT, label, _radio(ids.NOTE_ABOUT, options, chosen), hint=hint)


def _parts(reader: Reader, typed: NoteForm, *, brief: bool) -> list[Block]:
    """The four parts; who writes to nobody but themselves may leave all but the situation out."""
    words = [getattr(typed.words, part) for part in PARTS]
    return [
        field(
            name,
            say(reader, ko=ko, en=en),
            text_input(name, initial=text, lines=True, longest=LONGEST),
            optional=brief and name != ids.NOTE_SITUATION,
        )
        for (name, ko, en), text in zip(_LABELS, words, strict=True)
    ]


def _value_field(book: Handbook, reader: Reader, value: str | None) -> list[Block]:
    """The menu, and in one line what I do by the value that is chosen; until one is, by that of saying hard things."""
    label = say(reader, ko="도움이 될 가치", en="A value that helps here")
    menu = value_menu(book, ids.NOTE_VALUE, reader, initial=value)
    chosen = field(ids.NOTE_VALUE, label, menu, optional=True, dispatch=True)
    line = line_of_value(book, value_beside_note(book, value), reader)
    return [chosen, context(line)] if line else [chosen]


_IN_MENU = 75
"""Characters that Slack shows of a choice; as many again stand in its second line."""


def _phrase_field(book: Handbook, reader: Reader, sheet: Sheet) -> list[Block]:
    """Words of the library that the value offers; another value offers others, in a field of another name."""
    if not sheet.phrases:
        return []
    none = option(say(reader, ko="문구 없이", en="No phrase"), NO_VALUE)
    options = [none, *(_phrase(one, reader) for one in sheet.phrases)]
    menu = select(
        ids.NOTE_PHRASE,
        options,
        placeholder=say(reader, ko="함께 건넬 문구", en="Choose a phrase"),
        initial=sheet.typed.phrase,
    )
    label = say(reader, ko="문구집에서 한마디", en="A phrase from the library")
    hint = say(
        reader,
        ko="고객님께 이렇게 말해 보자고 건네는 말입니다. 메모와 함께 봉해집니다.",
        en="Words they could say to a customer. Sealed with the note.",
    )
    named = value_beside_note(book, sheet.typed.value) or ""
    return [field(f"{ids.NOTE_PHRASE}:{cut(named, 100)}", label, menu, hint=hint, optional=True)]


def _phrase(one: Phrase, reader: Reader) -> Block:
    rest = one.text[_IN_MENU:].strip()
    return option(one.text[:_IN_MENU], one.key, rest or text_of(one.situation, reader) or None)


def _deliver_fields(book: Handbook, reader: Reader, now: datetime, sheet: Sheet) -> list[Block]:
    """When it goes, and a day to come back to it. The labels never change, so that a choice stays chosen."""
    options = [
        option(say(reader, ko="오늘 밤", en="Tonight"), "tonight"),
        option(say(reader, ko="다음 근무일 아침", en="Next working morning"), "next_morning"),
        option(say(reader, ko="지금", en="Now"), "now"),
    ]
    label = say(reader, ko="언제 전할까요?", en="When shall it go?")
    picker: Block = {"type": "datepicker", "action_id": ids.NOTE_FOLLOW_UP}
    if sheet.typed.follow_up:
        picker["initial_date"] = sheet.typed.follow_up.isoformat()
    again = say(reader, ko="다시 이야기할 날", en="Come back to it on")
    hint = say(
        reader,
        ko="그날 두 분께 어떻게 되었는지 여쭤봅니다. 비워 두셔도 됩니다.",
        en="On that day both of you are asked how it went. May stay empty.",
    )
    return [
        field(ids.NOTE_DELIVER, label, _radio(ids.NOTE_DELIVER, options, _deliver(book, sheet))),
        context(_when(reader, now, sheet)),
        field(ids.NOTE_FOLLOW_UP, again, picker, hint=hint, optional=True),
    ]


def _when(reader: Reader, now: datetime, sheet: Sheet) -> str:
    """What each of the choices means for this reader."""
    found = sheet.choices
    if found is None:
        return say(
            reader,
            ko="밤은 받는 분의 팀이 정한 시각, 아침은 받는 분의 근무 시작 시각입니다. 지금은 받는 분의 근무 시간에만 됩니다.",
            en="Tonight is the hour of their team's night, the morning is when their own working day begins. "
            "Now works within their hours only.",
        )
    tonight, morning = moment(found.tonight, reader, now), moment(found.next_morning, reader, now)
    if found.is_free:
        ko, en = "바로", "at once"
    elif found.free:
        at = moment(found.free, reader, now)
        ko, en = f"근무 시간이 아니라 {at}부터", f"not within their hours before {at}"
    else:
        ko, en = "지금은 안 됩니다", "not possible"
    return say(
        reader,
        ko=f"밤: {tonight} · 아침: {morning} · 지금: {ko}",
        en=f"Tonight: {tonight} · morning: {morning} · now: {en}",
    )


def choose_reader(reader: Reader) -> str:
    """Under the form's first field, when nobody was chosen."""
    return say(
        reader,
        ko="받을 분을 골라 주세요. 일하는 방식에 대한 것이면 비워 두셔도 됩니다.",
        en="Please choose who it is for. About the process you may leave it empty.",
    )
