"""What happens next to an escalation if nobody does anything: a forecast, by the roster of this moment."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.escalation import Asked, Escalation, State
from bot.domain.oncall import Roster
from bot.domain.silence import silence_ends
from bot.domain.ticking import tick


@dataclass(frozen=True)
class Ahead:
    """Who is asked next, and from when (UTC). `in_vain`: every level was asked by then."""

    at: datetime
    asked: tuple[Asked, ...]
    in_vain: bool = False


def what_follows(e: Escalation, roster: Roster) -> Ahead | None:
    """Who is asked when the present time is up; None where nobody is waited for.

    It is what `tick` will do then, with the people of now: a cover made later may change it.
    """
    at = {State.QUEUED: e.queued_until, State.WAITING: e.level_ends}.get(e.state)
    if at is None:
        return None
    later = tick(e, now=at, roster=roster)
    return Ahead(at=at, asked=later.asked, in_vain=later.state is State.EXHAUSTED)


def silence_noticed(e: Escalation) -> datetime | None:
    """When an owner who gives no sign is asked how it goes (UTC); None where that is not wanted, or was done."""
    return None if e.state is not State.OWNED or e.reminded else silence_ends(e)
