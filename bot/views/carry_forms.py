"""The forms behind a card's buttons: one question each, so that they are filled in on a phone."""

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.domain.escalation import Escalation
from bot.domain.policy import Severity
from bot.domain.reader import Reader
from bot.domain.team_file import TeamFile
from bot.requests.tickets import Held
from bot.services.handbook import Handbook
from bot.views import ids
from bot.views.blocks import View, context, field, grouped_select, modal, option, section, select, text_input
from bot.views.limits import cut, escape
from bot.views.message import Block
from bot.views.words import called, party, plain_moment, say, severity, text_of

Form = Callable[[Escalation, Handbook, Reader, datetime], View]
"""All of them but the answer's are made alike, so that one handler opens them."""

REASON, WORDS = 500, 1000
"""Characters that are enough for a reason, and for a question, an answer or a note: a card shows them."""


def hand_on_form(e: Escalation, book: Handbook, reader: Reader, now: datetime) -> View:  # noqa: ARG001 - as all
    """Who should be asked instead: whoever is on call, a team, a person, or another topic's ladder."""
    menu = grouped_select(
        ids.TO, _whom(e, book.file, reader), placeholder=say(reader, ko="고르세요", en="Choose")
    )
    explained = say(
        reader,
        ko="이미 맡은 분이 있다면, 다음 분이 받기 전까지 그분이 계속 맡습니다. 다른 주제는 1단계부터 요청합니다.",
        en="Whoever has it now keeps it until the other takes it. Another topic is asked from its first level.",
    )
    blocks = [field(ids.TO, say(reader, ko="누구에게 넘길까요?", en="To whom?"), menu), context(explained)]
    return _form(
        ids.HAND_ON_FORM, ("다른 분께 넘기기", "Hand on"), blocks, ("넘기기", "Hand on"), _held(e), reader
    )


def _whom(e: Escalation, file: TeamFile, reader: Reader) -> Sequence[tuple[str, Sequence[Block]]]:
    team = file.teams.get(e.team)
    near = {key: None for key in (team.lead, *team.members) if key} if team else {}
    persons = [
        option(called(file.people[key].name, reader), f"person:{key}")
        for key in {**near, **file.people}
        if key in file.people and (e.owner is None or key != e.owner.key)
    ]
    teams = [
        option(
            say(reader, ko=f"{text_of(team.name, reader)} 팀", en=f"The {text_of(team.name, reader)} team"),
            f"team:{key}",
        )
        for key, team in file.teams.items()
    ]
    schedules = [
        option(say(reader, ko=f"{name} 당번", en=f"On call for {name}"), f"schedule:{key}")
        for key in file.schedules
        for name in (text_of(file.schedule_title(key), reader),)
    ]
    topics = [
        option(text_of(topic.title, reader), f"topic:{key}")
        for key, topic in file.topics.items()
        if key != e.topic
    ]
    return [
        (name, options)
        for name, options in (
            (say(reader, ko="사람", en="People"), persons),
            (say(reader, ko="지금 당번", en="On call now"), schedules),
            (say(reader, ko="팀", en="Teams"), teams),
            (say(reader, ko="다른 주제로", en="Another topic"), topics),
        )
        if options
    ]


def resolve_form(e: Escalation, book: Handbook, reader: Reader, now: datetime) -> View:  # noqa: ARG001 - as all
    """How it was solved, for whoever meets it next."""
    label = say(reader, ko="어떻게 해결되었나요?", en="How was it solved?")
    blocks = [field(ids.SUMMARY, label, text_input(ids.SUMMARY, lines=True, longest=2000))]
    return _form(ids.RESOLVE_FORM, ("해결", "Resolve"), blocks, ("해결됨", "Resolved"), _held(e), reader)


def cancel_form(e: Escalation, book: Handbook, reader: Reader, now: datetime) -> View:  # noqa: ARG001 - as all
    """Why it is not needed any more, if there is something to say; other customers may go on waiting for it."""
    joined = len(e.joined) if e.requester.user == reader.user else 0
    label = say(reader, ko="이유가 있다면 적어 주세요", en="The reason, if there is one to tell")
    text = say(
        reader,
        ko="취소하면 더 이상 아무에게도 요청하지 않습니다.",
        en="Once cancelled, nobody is asked any more.",
    )
    if joined:
        text = say(
            reader,
            ko=f"함께 기다리시는 고객님이 {joined}분 더 계셔서, 취소하셔도 그분들을 위해 이어집니다.",
            en=f"{joined} more {'customer waits' if joined == 1 else 'customers wait'} for it: it goes on for them.",
        )
    blocks = [
        section(text),
        field(ids.REASON, label, text_input(ids.REASON, lines=True, longest=1000), optional=True),
    ]
    return _form(
        ids.CANCEL_FORM, ("취소", "Cancel"), blocks, ("취소하기", "Cancel it"), _held(e), reader,
        close=("그대로 두기", "Keep it"),
    )  # fmt: skip


def hand_back_form(e: Escalation, book: Handbook, reader: Reader, now: datetime) -> View:  # noqa: ARG001 - as all
    """Why it is given back; who is asked then stands in the form."""
    if e.handed_by is not None:
        before = party(e.handed_by, reader)
        text = say(
            reader,
            ko=f"넘겨 주신 {before}께 먼저 다시 요청합니다. 자리에 안 계시면 이 단계의 다른 분들께 요청합니다.",
            en=f"{before}, who handed it on, is asked first; if they are away, the others of this level are.",
        )
    else:
        text = say(
            reader,
            ko="이 단계의 다른 분들께 바로 다시 요청합니다.",
            en="The others of this level are asked right away.",
        )
    label = say(reader, ko="이유를 한 줄로 적어 주세요", en="Why, in a line")
    blocks = [section(text), field(ids.REASON, label, text_input(ids.REASON, longest=REASON))]
    return _form(
        ids.HAND_BACK_FORM,
        ("되돌려 주기", "Hand back"),
        blocks,
        ("되돌려 주기", "Hand back"),
        _held(e),
        reader,
    )


def decline_form(e: Escalation, book: Handbook, reader: Reader, now: datetime) -> View:  # noqa: ARG001 - as all
    """Why somebody cannot take it now; nobody has to be ashamed of being with another customer."""
    label = say(reader, ko="이유를 한 줄로 적어 주세요", en="Why, in a line")
    hint = say(
        reader, ko="예: 다른 고객님을 응대하고 있어요", en="For example: with another customer right now"
    )
    if e.offer is not None and e.owner is not None:
        owner = party(e.owner, reader)
        text = say(
            reader,
            ko=f"{owner}께 바로 알려 드립니다. 그동안은 {owner}이 계속 맡습니다.",
            en=f"{owner} is told at once, and keeps it meanwhile.",
        )
    else:
        text = say(
            reader,
            ko="다른 분께 이어서 요청하고, 당분간은 다시 여쭙지 않습니다.",
            en="The others go on being asked, and you are left alone for now.",
        )
    blocks = [section(text), field(ids.REASON, label, text_input(ids.REASON, longest=REASON), hint=hint)]
    return _form(
        ids.DECLINE_FORM, ("지금은 어려워요", "I can't right now"), blocks, ("알리기", "Tell them"), _held(e),
        reader,
    )  # fmt: skip


def ask_form(e: Escalation, book: Handbook, reader: Reader, now: datetime) -> View:  # noqa: ARG001 - as all
    """What somebody needs to know of the requester."""
    asked = party(e.requester, reader)
    label = say(reader, ko=f"{asked}께 무엇을 여쭤볼까요?", en=f"What would you like to know from {asked}?")
    blocks = [field(ids.WORDS, label, text_input(ids.WORDS, lines=True, longest=WORDS))]
    return _form(
        ids.ASK_FORM, ("추가로 여쭤보기", "Ask the requester"), blocks, ("여쭤보기", "Ask"), _held(e), reader
    )


def answer_form(e: Escalation, question: str, reader: Reader) -> View:
    """The question once more, and a place for the answer."""
    asked = next((entry for entry in e.questions if entry.id == question), None)
    said = f"*{party(asked.by, reader)}*: {escape(cut(asked.text, WORDS))}" if asked else ""
    label = say(reader, ko="답변", en="Your answer")
    blocks = [field(ids.WORDS, label, text_input(ids.WORDS, lines=True, longest=WORDS))]
    return _form(
        ids.ANSWER_FORM, ("답변하기", "Answer"), [section(said), *blocks] if said else blocks,
        ("보내기", "Send"), Held(escalation=e.id, question=question), reader,
    )  # fmt: skip


def note_form(e: Escalation, book: Handbook, reader: Reader, now: datetime) -> View:  # noqa: ARG001 - as all
    """Something worth knowing."""
    label = say(reader, ko="메모", en="Note")
    hint = say(
        reader,
        ko="카드와 스레드에서 모두가 볼 수 있습니다.",
        en="Everybody sees it on the card and in its thread.",
    )
    blocks = [field(ids.WORDS, label, text_input(ids.WORDS, lines=True, longest=WORDS), hint=hint)]
    return _form(ids.NOTE_FORM, ("메모 남기기", "Add a note"), blocks, ("남기기", "Add"), _held(e), reader)


def severity_form(e: Escalation, book: Handbook, reader: Reader, now: datetime) -> View:  # noqa: ARG001 - as all
    """How bad it is, and why that is known now."""
    choices = [option(severity(level, reader), level) for level in Severity]
    menu = select(
        ids.SEVERITY, choices, placeholder=say(reader, ko="고르세요", en="Choose"), initial=e.severity
    )
    explained = say(
        reader,
        ko="심각도에 맞는 단계로 다시 요청하고, 맡은 분은 그대로입니다. 낮추기는 넘긴 분, 맡은 분, 팀 리드만 가능합니다.",
        en="The ladder for that severity is asked; an owner stays. Only the requester, the owner and the lead lower it.",
    )
    blocks = [
        field(ids.SEVERITY, say(reader, ko="심각도", en="Severity"), menu),
        field(ids.REASON, say(reader, ko="이유", en="Why"), text_input(ids.REASON, longest=REASON)),
        context(explained),
    ]
    return _form(
        ids.SEVERITY_FORM,
        ("심각도 바꾸기", "Change the severity"),
        blocks,
        ("바꾸기", "Change"),
        _held(e),
        reader,
    )


def queue_form(e: Escalation, book: Handbook, reader: Reader, now: datetime) -> View:
    """From when it is asked, and what that means until then."""
    opens = book.roster.team_hours(e.team).opens_next(now)
    when = plain_moment(opens, reader, now) if opens else ""
    text = say(
        reader,
        ko=f"{when}에 근무가 시작되면 요청합니다. 그때까지는 아무에게도 요청하지 않습니다.",
        en=f"They are asked when the shift begins, {when}. Nobody is asked until then.",
    )
    return _form(
        ids.QUEUE_FORM, ("다음 근무까지 두기", "Keep for next shift"), [section(text)],
        ("그렇게 하기", "Do that"), _held(e), reader,
    )  # fmt: skip


def reopen_form(e: Escalation, book: Handbook, reader: Reader, now: datetime) -> View:  # noqa: ARG001 - as all
    """What is still missing, if there is something to say; who is asked first."""
    last = e.last_owner
    if last is None:
        text = say(reader, ko="1단계부터 다시 요청합니다.", en="It is asked again from its first level.")
    elif last.user == reader.user:
        text = say(reader, ko="다시 직접 맡으시게 됩니다.", en="It will be yours again.")
    else:
        who = party(last, reader)
        text = say(
            reader,
            ko=f"사정을 잘 아시는 {who}께 먼저 요청하고, 그다음 1단계부터 요청합니다.",
            en=f"{who}, who knows it, is asked first, then the ladder from its first level.",
        )
    label = say(reader, ko="무엇이 더 필요한가요?", en="What is still needed?")
    blocks = [
        section(text),
        field(ids.REASON, label, text_input(ids.REASON, lines=True, longest=REASON), optional=True),
    ]
    return _form(ids.REOPEN_FORM, ("다시 열기", "Reopen"), blocks, ("다시 열기", "Reopen"), _held(e), reader)


def _held(e: Escalation) -> Held:
    return Held(escalation=e.id)


def _form(
    callback: str,
    title: tuple[str, str],
    blocks: Sequence[Block],
    submit: tuple[str, str],
    held: Held,
    reader: Reader,
    *,
    close: tuple[str, str] = ("닫기", "Close"),
) -> View:
    """A form; its words are Korean and English."""

    def in_(words: tuple[str, str]) -> str:
        return say(reader, ko=words[0], en=words[1])

    return modal(
        callback, in_(title), list(blocks), submit=in_(submit), close=in_(close), metadata=held.write()
    )
