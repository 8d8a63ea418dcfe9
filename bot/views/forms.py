"""The forms of an escalation: handing over, handing on, resolving, cancelling."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.policy import Severity
from bot.domain.reader import Reader
from bot.requests.promise import FARTHEST
from bot.requests.tickets import Asked
from bot.services.answer import Route
from bot.services.handbook import Handbook
from bot.views import ids
from bot.views.blocks import View, context, field, modal, option, section, select, text_input
from bot.views.human import human_line
from bot.views.in_context import in_one_line
from bot.views.ladder import everybody_asked
from bot.views.message import Block
from bot.views.words import plain_moment, say, severity, text_of

NO_TOPIC = "-"
"""The choice of the topic menu that goes to the last resort."""
NOW, QUEUE = "now", "queue"


def hand_over_form(
    ticket: Asked,
    route: Route,
    book: Handbook,
    reader: Reader,
    *,
    need: str = "",
    told: str = "",
    above: Sequence[Block] = (),
) -> View:
    """What travels with the customer. One field is asked for; the others help whoever takes it.

    `above` stands first: facts that hold now, and open ones that may be the same trouble.
    """
    blocks: list[Block] = [
        *above,
        _goes_to(route, book, reader),
        *in_one_line(book, ticket.situation, reader, text=ticket.text),
        _topic_field(ticket, book, reader),
        _need(need, reader),
        _optional(ids.IMPACT, say(reader, ko="어떤 영향이 있나요?", en="Impact"), reader),
        _optional(ids.TRIED, say(reader, ko="이미 해 본 것", en="What was tried"), reader),
        told_field(reader, told),
        _promised_by(route, reader),
        _severity_field(route, reader),
        *_conditions(ticket, book, reader),
        _link(ticket, reader),
    ]
    if route.opens:
        blocks.append(_when(route, ticket, reader))
    return modal(
        ids.HAND_OVER_FORM,
        say(reader, ko="고객 넘기기", en="Hand over"),
        blocks,
        submit=say(reader, ko="넘기기", en="Hand over"),
        close=say(reader, ko="닫기", en="Close"),
        metadata=ticket.write(),
    )


def _goes_to(route: Route, book: Handbook, reader: Reader) -> Block:
    if route.first is None:
        return context(
            say(
                reader,
                ko="지금은 요청받을 분이 아무도 없어, 최종 담당자와 팀 리드에게 바로 알립니다.",
                en="Nobody is there right now; the last resort and the lead will be asked.",
            )
        )
    who = everybody_asked(route.first, book.file, reader)
    if route.opens:
        return context(
            say(
                reader,
                ko=f"지금 요청하면 먼저 받는 사람: {who}. 근무 시작에 맞추면 그때의 담당자가 받습니다.",
                en=f"Asked now, it goes first to {who}; when the shift begins, to whoever is on call then.",
            )
        )
    return context(say(reader, ko=f"먼저 받는 사람: {who}", en=f"Goes first to: {who}"))


def _topic_field(ticket: Asked, book: Handbook, reader: Reader) -> Block:
    options = [
        option(text_of(topic.title, reader), key) for key, topic in list(book.file.topics.items())[:99]
    ]
    unsure = option(
        say(reader, ko="잘 모르겠어요 (사람에게 맡기기)", en="Not sure (let a person decide)"), NO_TOPIC
    )
    return field(
        ids.TOPIC,
        say(reader, ko="주제", en="Topic"),
        select(
            ids.TOPIC,
            [*options, unsure],
            placeholder=say(reader, ko="고르세요", en="Choose"),
            initial=ticket.topic if ticket.topic in book.file.topics else NO_TOPIC,
        ),
        dispatch=True,
    )


def _need(need: str, reader: Reader) -> Block:
    return field(
        ids.NEED,
        say(reader, ko="고객에게 필요한 것", en="What does the customer need?"),
        text_input(ids.NEED, initial=need or None, lines=True),
        hint=say(
            reader,
            ko="카드번호, 주민등록번호 같은 정보는 적지 말아 주세요.",
            en="Please leave out card numbers and the like.",
        ),
    )


def _severity_field(route: Route, reader: Reader) -> Block:
    return field(
        ids.SEVERITY,
        say(reader, ko="심각도", en="Severity"),
        select(
            ids.SEVERITY,
            [option(severity(level, reader), level) for level in Severity],
            placeholder=say(reader, ko="고르세요", en="Choose"),
            initial=route.severity,
        ),
    )


def _link(ticket: Asked, reader: Reader) -> Block:
    link = text_input(ids.LINK, initial=ticket.link)
    return field(ids.LINK, say(reader, ko="관련 링크", en="Link"), link, optional=True)


def _optional(name: str, label: str, reader: Reader) -> Block:  # noqa: ARG001 - every field takes its reader
    return field(name, label, text_input(name, lines=True), optional=True)


def told_field(reader: Reader, told: str = "") -> Block:
    """What the customer knows already, so that nobody tells them otherwise."""
    label = say(reader, ko="고객에게 이미 안내한 내용", en="What the customer was told")
    return field(ids.TOLD, label, text_input(ids.TOLD, initial=told or None, lines=True), optional=True)


def _promised_by(route: Route, reader: Reader) -> Block:
    hint = None
    if route.propose_by:
        by = plain_moment(route.propose_by, reader, route.at)
        hint = say(
            reader,
            ko=f"아직 약속하지 않으셨다면 비워 두세요. 약속하신다면 여유를 두고 {by}까지를 권해 드립니다.",
            en=f"Leave it empty if nothing is promised yet. If you promise a time, leave some room: {by}.",
        )
    element = {"type": "datetimepicker", "action_id": ids.PROMISED_BY}
    label = say(reader, ko="약속한 시간", en="Promised by")
    return field(ids.PROMISED_BY, label, element, optional=True, hint=hint)


def _conditions(ticket: Asked, book: Handbook, reader: Reader) -> list[Block]:
    """What the topic's policies depend on, besides the severity."""
    topic = book.file.topics.get(ticket.topic or "")
    named = topic.asks_for if topic else ()
    return [_known_values(name, book, ticket, reader) for name in (ids.TIER, ids.REGION) if name in named]


def _known_values(name: str, book: Handbook, ticket: Asked, reader: Reader) -> Block:
    topic = book.file.topics[ticket.topic or ""]
    conditions = [policy.when for policy in topic.policies if policy.when]
    listed = [entry for when in conditions for entry in (when.tier if name == ids.TIER else when.region)]
    label = (
        say(reader, ko="고객 등급", en="Customer tier")
        if name == ids.TIER
        else say(reader, ko="지역", en="Region")
    )
    choices = [option(entry, entry) for entry in dict.fromkeys(listed)]
    menu = select(name, choices, placeholder=say(reader, ko="해당하면 고르세요", en="If it applies"))
    return field(name, label, menu, optional=True)


def _when(route: Route, ticket: Asked, reader: Reader) -> Block:
    opens = plain_moment(route.opens, reader, route.at) if route.opens else ""
    now = option(say(reader, ko="지금 바로 요청하기", en="Ask right now"), NOW)
    later = option(
        say(reader, ko=f"{opens} 근무 시작에 맞춰 요청하기", en=f"Ask when the shift begins, {opens}"), QUEUE
    )
    initial = QUEUE if ticket.queue else NOW
    menu = select(
        ids.WHEN, [now, later], placeholder=say(reader, ko="고르세요", en="Choose"), initial=initial
    )
    return field(ids.WHEN, say(reader, ko="언제 요청할까요?", en="When should they be asked?"), menu)


def told(text: str, book: Handbook, reader: Reader) -> View:
    """Something to read in a form's place, and the way to a human."""
    title, close = say(reader, ko="알려 드립니다", en="Good to know"), say(reader, ko="닫기", en="Close")
    return modal(ids.READ_ONLY, title, [section(text), human_line(book, reader)], close=close)


def no_time_to_promise(reader: Reader, at: datetime, now: datetime) -> str | None:
    """Why a customer cannot be promised a time: it has passed, or nobody plans that far; None if they can."""
    if at > now + FARTHEST:
        return say(
            reader,
            ko="너무 먼 시간입니다. 앞으로 1년 안의 시간을 골라 주세요.",
            en="That is too far ahead. Please choose a time within a year.",
        )
    if at > now:
        return None
    when = plain_moment(at, reader, now)
    return say(
        reader,
        ko=f"이미 지난 시간입니다 ({when}). 앞으로의 시간을 골라 주세요.",
        en=f"{when} has passed already. Please choose a time ahead.",
    )
