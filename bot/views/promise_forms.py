"""The forms of promises: making one, moving it, giving one to a colleague; and why one is not taken."""

from datetime import datetime

from bot.domain.escalation import Promise
from bot.domain.promising import missed
from bot.domain.reader import Reader
from bot.domain.tracked import Tracked
from bot.requests.promise import LONGEST_TEXT
from bot.requests.tickets import OnPromise
from bot.views import promise_ids as names
from bot.views.blocks import View, context, field, modal, section, text_input
from bot.views.message import Block
from bot.views.promises import quoted
from bot.views.words import plain_moment, say

_ELEVEN_DIGITS = 10_000_000_000
"""Slack's picker takes ten digits of seconds, up to the year 2286 (reference/block-kit/block-elements)."""


def promise_form(
    about: OnPromise,
    reader: Reader,
    now: datetime,
    *,
    callback: str,
    current: Promise | None = None,
    text: str | None = None,
    time: datetime | None = None,
    proposed: datetime | None = None,
) -> View:
    """What the customer was told and by when; an open one that moves wants the reason.

    `time` is what somebody said already, `proposed` what can be promised safely.
    """
    stands = current if current is not None and current.is_open else None
    ahead = stands.by if stands and not missed(stands, now=now) else None
    blocks: list[Block] = []
    if stands is not None:
        by = plain_moment(stands.by, reader, now)
        blocks.append(context(say(reader, ko=f"지금 약속한 시간: {by}", en=f"Promised now: {by}")))
    what = text_input(names.TEXT, initial=stands.text if stands else text, lines=True, longest=LONGEST_TEXT)
    label = say(reader, ko="고객에게 약속한 내용", en="What was the customer promised?")
    blocks.append(field(names.TEXT, label, what, optional=bool(about.escalation)))
    blocks.append(time_field(reader, now, initial=ahead or time or proposed, proposed=proposed))
    if stands is not None:
        blocks.append(_reason_field(reader))
    return modal(
        callback,
        say(reader, ko="고객에게 약속한 시간", en="Promise"),
        blocks,
        submit=say(reader, ko="저장", en="Save"),
        close=say(reader, ko="닫기", en="Close"),
        metadata=about.write(),
    )


def time_field(
    reader: Reader, now: datetime, *, initial: datetime | None, proposed: datetime | None
) -> Block:
    """The time, with what can be promised safely where a rule tells."""
    element: Block = {"type": "datetimepicker", "action_id": names.BY}
    if initial is not None and initial.timestamp() < _ELEVEN_DIGITS:
        element["initial_date_time"] = int(initial.timestamp())
    hint = None
    if proposed is not None:
        when = plain_moment(proposed, reader, now)
        hint = say(
            reader,
            ko=f"여유를 두고 {when}까지를 권해 드립니다. 덜 약속하고 더 일찍 지키는 편이 좋습니다.",
            en=f"With some room to spare: {when}. Better to promise less and be early.",
        )
    return field(names.BY, say(reader, ko="언제까지", en="By when"), element, hint=hint)


def _reason_field(reader: Reader) -> Block:
    label = say(reader, ko="시간을 옮기는 이유", en="Why does the time move?")
    hint = say(
        reader,
        ko="시간이 바뀔 때만 적으시면 됩니다. 고객님과 이야기하는 분이 함께 보십니다.",
        en="Only where the time changes. Whoever speaks with the customer reads it, too.",
    )
    return field(
        names.REASON, label, text_input(names.REASON, lines=True, longest=1000), hint=hint, optional=True
    )


def cannot_give(reader: Reader) -> str:
    """Guests, bots and people who left cannot keep a promise for us."""
    return say(
        reader,
        ko="이 분께는 부탁드릴 수 없습니다. 함께 일하는 동료를 골라 주세요.",
        en="They cannot keep it for you. Please choose a colleague.",
    )


def move_form(t: Tracked, reader: Reader, now: datetime) -> View:
    """Another time, and why."""
    by = plain_moment(t.promise.by, reader, now)
    stands = context(say(reader, ko=f"지금 약속한 시간: {by}", en=f"Promised now: {by}"))
    initial = t.promise.by if t.promise.by > now else None
    why = field(
        names.REASON,
        say(reader, ko="시간을 옮기는 이유", en="Why does the time move?"),
        text_input(names.REASON, lines=True, longest=1000),
    )
    return modal(
        names.SET_FORM,
        say(reader, ko="시간 옮기기", en="Move the time"),
        [stands, time_field(reader, now, initial=initial, proposed=None), why],
        submit=say(reader, ko="옮기기", en="Move it"),
        close=say(reader, ko="닫기", en="Close"),
        metadata=OnPromise(promise=t.id).write(),
    )


def give_form(t: Tracked, reader: Reader) -> View:
    """Who could keep it."""
    menu: Block = {"type": "users_select", "action_id": names.TO}
    explained = say(
        reader,
        ko="동료가 받기 전까지는 계속 내 약속입니다.",
        en="It stays yours until they accept.",
    )
    label = say(reader, ko="누구에게 부탁할까요?", en="Who could keep it?")
    return modal(
        names.GIVE_FORM,
        say(reader, ko="동료에게 부탁하기", en="Give to a colleague"),
        [
            section(quoted(t.promise.text).strip() or explained),
            field(names.TO, label, menu),
            context(explained),
        ],
        submit=say(reader, ko="부탁하기", en="Ask them"),
        close=say(reader, ko="닫기", en="Close"),
        metadata=OnPromise(promise=t.id).write(),
    )


def needs_a_time(reader: Reader) -> str:
    """The form was sent without one."""
    return say(reader, ko="시간을 골라 주세요.", en="Please choose a time.")


def needs_a_reason(reader: Reader) -> str:
    """A promise moves for a reason."""
    return say(reader, ko="이유를 한 줄만 적어 주세요.", en="One line about the reason is enough.")
