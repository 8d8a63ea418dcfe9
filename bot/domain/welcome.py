"""New people: who is new, and which of their first cards falls due when, by their own clock."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.hours import Calendars, instant, wall_clock
from bot.domain.language import Frozen
from bot.domain.scalars import Day
from bot.domain.team_file import TeamFile
from bot.domain.working_days import at_work_from, working_hours

DAYS = (1, 3, 7, 14, 30)
"""The days of the cards, counted from the first working day."""

NEW_FOR = timedelta(days=30)
"""Whose first day was longer ago is no newcomer, also where the file says when it was."""

STALE = timedelta(days=14)
"""A card nobody could bring for so long is left out."""


class Welcome(Frozen):
    """How far a newcomer is with their cards.

    `first` is their first day (local); `starts` what the file said when they began; `passed` the day of the last card
    they had, or that was left out; `posting_since` (real time, UTC) belongs to the card of day `posting`.
    """

    person: str
    first: Day
    starts: Day | None = None
    passed: int = 0
    posting: int = 0
    posting_since: datetime | None = None
    stopped: bool = False
    revision: int = 0

    @property
    def is_over(self) -> bool:
        """Whether no card comes any more."""
        return self.stopped or self.passed >= DAYS[-1]


def begun(
    person: str, starts: date | None, today: date, *, known: bool, before: Welcome | None
) -> Welcome | None:
    """The cards of somebody who is new as of `today` (local); None for anybody else, or if they stand already.

    `known`: Baton has seen them in the file before, or everybody is known, as on its very first start. They are new
    all the same where the file says that they start about now; what is past by then is left out.
    """
    if starts is None:
        return None if known or before is not None else Welcome(person=person, first=today)
    if starts < today - NEW_FOR:
        return None
    if before is not None and (before.starts == starts or not _is_another_start(before, starts)):
        return None
    revision = before.revision + 1 if before else 0
    if known and before is None:
        passed = max((day for day in DAYS if starts + timedelta(days=day - 1) < today), default=0)
        return Welcome(person=person, first=starts, starts=starts, passed=passed)
    return Welcome(person=person, first=max(starts, today), starts=starts, revision=revision)


def _is_another_start(before: Welcome, starts: date) -> bool:
    """Whether a changed `starts` begins the cards anew: nothing was sent yet, or it is a later stay."""
    return not before.stopped and (before.passed == 0 or starts > before.first + NEW_FOR)


@dataclass(frozen=True)
class WelcomeClock:
    """When cards fall due: as somebody's working day begins, each on a day of its own, in order."""

    file: TeamFile
    calendars: Calendars

    def today(self, person: str, at: datetime) -> date:
        """Somebody's local date."""
        return wall_clock(at, self._zone(person)).date()

    def moments(self, w: Welcome) -> dict[int, datetime]:
        """When each card is due (UTC). Weekends, holidays and time off move it to the next working day."""
        zone, found, earliest = self._zone(w.person), dict[int, datetime](), w.first
        for day in DAYS:
            local = max(w.first + timedelta(days=day - 1), earliest)
            begins = instant(datetime.combine(local, time()), zone)
            opens = at_work_from(self.file, self.calendars, w.person, begins)
            if opens is None:
                break
            found[day] = opens
            earliest = wall_clock(opens, zone).date() + timedelta(days=1)
        return found

    def due(self, w: Welcome, at: datetime) -> int | None:
        """The day whose card is to be brought at `at`: the latest that is due; what is older is left out."""
        if w.is_over:
            return None
        return max(
            (day for day, moment in self.moments(w).items() if w.passed < day and moment <= at), default=None
        )

    def is_stale(self, w: Welcome, day: int, at: datetime) -> bool:
        """Whether a card is so late that it is left out."""
        moment = self.moments(w).get(day)
        return moment is None or at - moment > STALE

    def next_moment(self, w: Welcome) -> datetime | None:
        """When the next card is due; None when none is left."""
        if w.is_over:
            return None
        return min((moment for day, moment in self.moments(w).items() if w.passed < day), default=None)

    def may_come(self, person: str, at: datetime) -> datetime | None:
        """`at`, if somebody is at work then, else when they next are; None if that does not come."""
        hours = working_hours(self.file, self.calendars, person)
        opens = at_work_from(self.file, self.calendars, person, at)
        return at if opens is not None and opens <= at and hours.is_open(at) else opens

    def next_day(self, person: str, at: datetime) -> datetime | None:
        """When somebody's next working day begins."""
        midnight = datetime.combine(self.today(person, at) + timedelta(days=1), time())
        return at_work_from(self.file, self.calendars, person, instant(midnight, self._zone(person)))

    def _zone(self, person: str) -> ZoneInfo:
        return ZoneInfo(self.file.zone_of_person(person))
