"""What events have overtaken before it could be said."""

from bot.domain.escalation import Escalation, Notice, NoticeKind, State
from bot.domain.promising import still_to_remind

_ASKING = frozenset(
    {NoticeKind.ASKED, NoticeKind.HANDED_ON, NoticeKind.REOPENED, NoticeKind.EXHAUSTED, NoticeKind.OFFERED}
)
_PROMISED = frozenset(
    {
        NoticeKind.PROMISE_SET,
        NoticeKind.PROMISE_MOVED,
        NoticeKind.PROMISE_SOON,
        NoticeKind.PROMISE_DUE,
        NoticeKind.PROMISE_LATE,
    }
)


def is_moot(e: Escalation, notice: Notice) -> bool:
    """Whether a notice need not be said any more: nobody is asked for what somebody has by now."""
    if notice.kind in _ASKING:
        return _asks_in_vain(e, notice)
    if notice.kind in _PROMISED:
        return _promised_anew(e, notice)
    match notice.kind:
        case NoticeKind.OWNER_SILENT:
            return e.reminded is None
        case NoticeKind.TAKEN:
            return e.owner != notice.by or not e.is_open or _said_with_the_reopening(e, notice)
        case NoticeKind.CLOSED:
            return e.is_open
        case NoticeKind.TAKEN_UP_AGAIN:
            return not e.is_open
        case NoticeKind.QUEUED:
            return e.state is not State.QUEUED
        case NoticeKind.NUDGED:
            return not e.is_open or (e.owner.user if e.owner else None) != notice.user
        case NoticeKind.JOINED:
            return not any((one.party, one.at) == (notice.by, notice.at) for one in e.joined)
        case NoticeKind.SATISFIED:
            return e.state is not State.RESOLVED
        case _:
            return _told_in_vain(e, notice)


def _said_with_the_reopening(e: Escalation, notice: Notice) -> bool:
    """Whoever had it last and reopens it has it again: that is one piece of news."""
    again = (NoticeKind.TAKEN_UP_AGAIN, notice.user, notice.by, notice.at)
    return any((one.kind, one.user, one.by, one.at) == again for one in e.notices)


def _asks_in_vain(e: Escalation, notice: Notice) -> bool:
    if notice.kind is NoticeKind.OFFERED:
        return e.offer is None or not set(e.offer.everybody) <= set(notice.asked)
    if (
        notice.kind is NoticeKind.EXHAUSTED
    ):  # whoever comes back after a day asks once, not once for each hour
        last = next((n.number for n in reversed(e.notices) if n.kind is notice.kind), notice.number)
        return e.owner is not None or not e.is_open or notice.number < last
    return e.owner is not None or not e.is_open


def _promised_anew(e: Escalation, notice: Notice) -> bool:
    if notice.kind in {NoticeKind.PROMISE_SET, NoticeKind.PROMISE_MOVED}:
        return e.promise is None or e.promise.by != notice.promised
    return not still_to_remind(e, notice)


def _told_in_vain(e: Escalation, notice: Notice) -> bool:
    """Of what people said only what one person should know for what they do next can be overtaken."""
    if notice.place != "dm":
        return False
    if notice.kind is NoticeKind.QUESTION:
        return notice.about not in {question.id for question in e.questions}
    tells_the_requester = notice.kind in {NoticeKind.HANDED_BACK, NoticeKind.DECLINED} and not notice.text
    return tells_the_requester and (e.owner is not None or not e.is_open)
