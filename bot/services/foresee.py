"""Looking ahead: what would happen to a customer handed over at any instant of a period, before anybody is."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.coverage import Hole, cases, grouped, holes, holes_of_last_resort
from bot.domain.oncall import Roster
from bot.domain.promise_checks import Hollow, hollow
from bot.domain.reach import Horizon
from bot.domain.readiness import NobodyEver, Stuck, stuck, stuck_last_resort


@dataclass(frozen=True)
class Outlook:
    """Everything found between two instants (UTC): where nobody is reached, and what cannot work as written."""

    start: datetime
    end: datetime
    holes: tuple[Hole, ...]
    stuck: tuple[Stuck, ...]
    hollow: tuple[Hollow, ...]

    @property
    def has_findings(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.holes or self.stuck or self.hollow)

    @property
    def unanswerable(self) -> tuple[str, ...]:
        """The topics whose hand-overs would never reach anybody at all, not even by the last resort."""
        lost = (one for one in self.stuck if isinstance(one, NobodyEver) and one.unanswerable)
        return tuple(one.subject.topic for one in lost if one.subject.topic)


def foresee(roster: Roster, start: datetime, end: datetime) -> Outlook:
    """Look at every topic over a period that is not empty. Asks neither Slack nor the store."""
    horizon = Horizon(roster, start, end)
    missing, cannot, promised = list(holes_of_last_resort(horizon)), list[Stuck](), list[Hollow]()
    for key, topic in roster.file.topics.items():
        own = cases(horizon, key, topic)
        missing += holes(horizon, own)
        cannot += stuck(horizon, own)
        promised += hollow(horizon, topic, own)
    return Outlook(
        start=horizon.start,
        end=horizon.end,
        holes=grouped(missing),
        stuck=(*cannot, *stuck_last_resort(horizon)),
        hollow=tuple(promised),
    )
