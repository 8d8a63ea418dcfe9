"""An escalation to try the store with."""

from datetime import UTC, datetime, timedelta
from itertools import count

from bot.domain.escalation import Escalation, Packet, Party, State
from bot.domain.language import Text
from bot.domain.policy import Level, Policy, Severity

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
_number = count(1)


def party(user: str) -> Party:
    """Somebody."""
    return Party(user=user, key=user.lower(), name=Text(en=user))


def escalation(*, requester: str = "UANN", team: str = "support", opened: datetime = NOON) -> Escalation:
    """A waiting one, unlike any other."""
    level = Level.model_validate({"ask": ["person:jimin", "channel:#billing"], "within": "15m"})
    return Escalation(
        id=f"E{next(_number):05}",
        opened=opened,
        requester=party(requester),
        team=team,
        topic="billing_refund",
        title=Text(ko="결제·환불", en="Billing & refunds"),
        severity=Severity.HIGH,
        packet=Packet(need="환불 부탁드려요 & thanks"),
        policy=Policy(levels=(level,)),
        last_resort=(level,),
        state=State.WAITING,
        level_ends=opened + timedelta(minutes=15),
    )


def taken(e: Escalation, by: str, *, at: datetime = NOON) -> Escalation:
    """The same, owned."""
    return e.model_copy(
        update={
            "revision": e.revision + 1,
            "state": State.OWNED,
            "owner": party(by),
            "first_owned": e.first_owned or at,
            "level_ends": None,
        }
    )


def resolved(e: Escalation, *, at: datetime = NOON) -> Escalation:
    """The same, solved."""
    return e.model_copy(update={"revision": e.revision + 1, "state": State.RESOLVED, "closed": at})


def touched(e: Escalation) -> Escalation:
    """The same, one write later."""
    return e.model_copy(update={"revision": e.revision + 1})
