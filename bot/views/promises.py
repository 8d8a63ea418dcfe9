"""The promise an escalation carries: on its cards and in reminders. Private words blame nobody."""

from datetime import datetime, timedelta

from bot.domain.escalation import Escalation, Notice, NoticeKind, Promise, PromiseState
from bot.domain.reader import Reader
from bot.ports import Directory
from bot.requests.promise import LONGEST_TEXT
from bot.requests.tickets import Held, OnPromise
from bot.views import ids
from bot.views import promise_ids as names
from bot.views.blocks import actions, button, context, section
from bot.views.limits import cut, escape
from bot.views.links import card_link
from bot.views.message import Block
from bot.views.words import lasting_moment, party, say

TELLS = frozenset(
    {
        NoticeKind.PROMISE_SET,
        NoticeKind.PROMISE_MOVED,
        NoticeKind.PROMISE_SOON,
        NoticeKind.PROMISE_DUE,
        NoticeKind.PROMISE_LATE,
    }
)
"""The notices whose words stand here."""


def on_card(e: Escalation, reader: Reader, now: datetime, *, brief: bool) -> list[Block]:
    """The promise on a card, with the button that sets or moves it. `brief`: the requester's own card.

    Whether it was kept in time is nobody's business in a channel.
    """
    promise = e.promise
    if promise is not None and promise.is_open:
        by = lasting_moment(promise.by, reader, now)
        line = say(reader, ko=f":alarm_clock: *약속한 시간*: {by}", en=f":alarm_clock: *Promised by*: {by}")
        if brief and promise.moves:
            last = promise.moves[-1]
            was, why = lasting_moment(last.was, reader, now), escape(cut(last.reason, 300))
            line += "\n" + say(reader, ko=f"{was}에서 옮김: {why}", en=f"Moved from {was}: {why}")
    elif promise is not None and promise.state in {PromiseState.KEPT, PromiseState.BROKEN}:
        line = f":ballot_box_with_check: {_done(reader)}"
    else:
        line = say(reader, ko="고객에게 약속한 시간: 아직 없음", en="Promised to the customer: nothing yet")
    if not e.is_open:
        return [section(line)] if promise is not None and promise.state is not PromiseState.CANCELLED else []
    return [section(line, accessory=set_button(e, reader))]


def _done(reader: Reader) -> str:
    return say(reader, ko="약속한 안내를 드렸습니다.", en="The customer was told as promised.")


def set_button(e: Escalation, reader: Reader) -> Block:
    """Opens the form of the promise."""
    return button(_change(e, reader), names.PROMISE_SET, OnPromise(escalation=e.id).write())


def _change(e: Escalation, reader: Reader) -> str:
    if e.promise is None or e.promise.state is PromiseState.CANCELLED:
        return say(reader, ko="약속 정하기", en="Set a promise")
    if e.promise.is_open:
        return say(reader, ko="약속 바꾸기", en="Change the promise")
    return say(reader, ko="다음 약속 정하기", en="Set the next one")


def quoted(text: str | None) -> str:
    """What was promised, as a quotation on a line of its own; nothing where it was not written down."""
    return f"\n>{escape(cut(' '.join(text.split()), LONGEST_TEXT))}" if text else ""


def sentence(e: Escalation, notice: Notice, who: str, reader: Reader, now: datetime) -> str:
    """What a notice of those says; `who` are those asked, as they are mentioned."""
    if e.promise is None:
        return _done(reader)
    by = lasting_moment(notice.promised or e.promise.by, reader, now)
    text = quoted(e.promise.text)
    match notice.kind:
        case NoticeKind.PROMISE_SET:
            giver = party(notice.by, reader) if notice.by else ""
            said = say(
                reader,
                ko=f"{giver}이 고객님께 {by}까지 안내하기로 했습니다.",
                en=f"{giver} promised the customer an answer by {by}.",
            )
            return said + text
        case NoticeKind.PROMISE_MOVED:
            return _moved(e, e.promise, notice, by, reader, now)
        case NoticeKind.PROMISE_LATE:
            return _late(e, by, reader)
        case _:
            return _reminder(e, notice, who, by, reader)


def _moved(e: Escalation, promise: Promise, notice: Notice, by: str, reader: Reader, now: datetime) -> str:
    mover = party(notice.by, reader) if notice.by else ""
    last = promise.moves[-1] if promise.moves else None
    was, why = (lasting_moment(last.was, reader, now), escape(cut(last.reason, 500))) if last else ("", "")
    said = say(
        reader,
        ko=f"{mover}이 고객님과의 약속 시간을 옮겼습니다: {was} → *{by}*\n이유: {why}",
        en=f"{mover} moved the promised time: {was} → *{by}*\nThe reason: {why}",
    )
    if reader.user != e.requester.user:
        return said
    return (
        said
        + "\n"
        + say(
            reader,
            ko="고객님께서 기다리시지 않도록 먼저 알려 드리면 좋겠습니다.",
            en="A word to the customer now saves them the waiting.",
        )
    )


def _late(e: Escalation, by: str, reader: Reader) -> str:
    if e.owner is None:
        return say(
            reader,
            ko=f"고객님께 약속드린 시간({by})이 지났는데 아직 맡은 분이 없습니다. 챙겨 봐 주시면 큰 도움이 됩니다.",
            en=f"A customer was promised an answer by {by} and still waits; nobody has it yet. Your help matters here.",
        )
    owner = party(e.owner, reader)
    return say(
        reader,
        ko=f"고객님께서 {by}까지 약속받은 답변을 기다리고 계십니다. {owner}이 맡고 있으니, 도울 일이 있는지 한번 물어봐 주세요.",
        en=f"A customer still waits for what was promised by {by}. {owner} has it; asking whether they need a hand helps.",
    )


def _reminder(e: Escalation, notice: Notice, who: str, by: str, reader: Reader) -> str:
    text = quoted(e.promise.text if e.promise else None)
    soon = notice.kind is NoticeKind.PROMISE_SOON
    said = near(by, reader) if soon else at_the_time(by, reader, passed=is_past(notice.at, notice.promised))
    if e.owner is not None:
        return said + text
    if notice.place == "thread":
        ask = say(
            reader,
            ko=f"아직 맡은 분이 없습니다. {who}, 살펴봐 주시겠어요?",
            en=f"Nobody has it yet. {who}, could one of you take it?",
        )
        return f"{said}\n{ask}"
    ask = say(
        reader,
        ko="아직 맡은 분이 없습니다. 늦어질 것 같으면 고객님께 먼저 알려 드리고 시간을 옮겨 주세요.",
        en="Nobody has it yet. If it will be later, tell the customer first and move the time.",
    )
    return f"{said}{text}\n{ask}"


def near(by: str, reader: Reader) -> str:
    """The promised time comes soon."""
    return say(
        reader,
        ko=f":alarm_clock: 고객님께 약속드린 시간이 다가옵니다: *{by}*",
        en=f":alarm_clock: The time promised to the customer is near: *{by}*",
    )


def at_the_time(by: str, reader: Reader, *, passed: bool) -> str:
    """The promised time is here; `passed`: it was a while ago, as after Baton was down."""
    if passed:
        return say(
            reader,
            ko=f":alarm_clock: 고객님께 약속드린 시간이 지났습니다: *{by}*\n지금이라도 알려 드리면 고객님께 도움이 됩니다.",
            en=f":alarm_clock: The time promised to the customer has passed: *{by}*\nA word to them now still helps.",
        )
    return say(
        reader,
        ko=f":alarm_clock: 고객님께 약속드린 시간입니다: *{by}*",
        en=f":alarm_clock: This is the time promised to the customer: *{by}*",
    )


def is_past(at: datetime | None, promised: datetime | None) -> bool:
    """Whether a reminder that was decided `at` speaks of a time a while ago."""
    return at is not None and promised is not None and at - promised > _JUST_NOW


_JUST_NOW = timedelta(minutes=5)


def below(e: Escalation, notice: Notice, directory: Directory, reader: Reader) -> list[Block]:
    """What can be pressed under a reminder: done, done late, another time, or the whole thing resolved."""
    if notice.kind not in TELLS or not e.is_open or e.promise is None or not e.promise.is_open:
        return []
    link = card_link(e, directory, reader)
    small: list[Block] = [context(link)] if link else []
    if notice.kind is NoticeKind.PROMISE_SET or notice.kind is NoticeKind.PROMISE_MOVED:
        return [*small, actions([set_button(e, reader)])]
    if notice.kind is NoticeKind.PROMISE_LATE:
        return small
    made = reminder_buttons(
        OnPromise(escalation=e.id), reader, late=notice.kind is NoticeKind.PROMISE_DUE, move=names.PROMISE_SET
    )
    resolve = button(say(reader, ko="해결했어요", en="Resolve"), ids.RESOLVE, Held(escalation=e.id).write())
    return [*small, actions([*made, resolve])]


def reminder_buttons(about: OnPromise, reader: Reader, *, late: bool, move: str) -> list[Block]:
    """Told in time, told late (once its time has come), another time."""
    kept = say(reader, ko="지켰어요", en="Kept")
    made = [button(kept, names.PROMISE_KEPT, about.write(), style="primary" if late else None)]
    if late:
        label = say(reader, ko="늦게 알려 드렸어요", en="Told them, late")
        made.append(button(label, names.PROMISE_LATE, about.write()))
    made.append(button(say(reader, ko="시간 옮기기", en="Move the time"), move, about.write()))
    return made


def noted(promise: Promise, reader: Reader) -> str:
    """To whoever said what became of it."""
    if promise.state is PromiseState.KEPT:
        return say(
            reader,
            ko="약속을 지켜 주셔서 고맙습니다. 더는 알려 드리지 않겠습니다.",
            en="Thank you for keeping it. No more reminders.",
        )
    if promise.state is PromiseState.BROKEN:
        return say(
            reader,
            ko="늦게라도 알려 드린 것으로 적어 두었습니다. 챙겨 주셔서 고맙습니다.",
            en="Noted: they were told, late. Thank you for seeing to it.",
        )
    return say(reader, ko="더는 알려 드리지 않겠습니다.", en="No more reminders.")
