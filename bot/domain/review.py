"""What a lead looks back on: a week or a month of one team, without anybody's figures.

It holds counts of the team's work and names of people to think of, never a count beside a name. Corrections and the
scores of surveys are no part of it in any form: nothing here is given any. What people chose to be thanked for
quietly is in no count. Who has had none for long is told by one rule for both ways, so that a name on that list, or
missing from it, is the same whether somebody was thanked in public or quietly.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from math import ceil
from zoneinfo import ZoneInfo

from bot.domain.hours import wall_clock
from bot.domain.kudos import Kudos, Thanked
from bot.domain.language import Frozen
from bot.domain.learning import Realm
from bot.domain.night_run import NightKey, NightRun
from bot.domain.periods import Period

TOO_FEW = 5
"""Of fewer times no middle is told: one case would be the figure."""

GAP = timedelta(days=60)
"""Who has had no thanks for so long is named to their lead; the first figure that tools which show such gaps use."""

RECURRING = 3
"""A topic that came up so often in a period and in the one before has a cause worth looking for (practice 2.12)."""

WEEKS = 8
"""Weeks whose times to an owner stand beside each other."""


class Spread(Frozen):
    """How long something took, over `n` cases; of fewer than `TOO_FEW` neither figure is told."""

    n: int
    median: timedelta | None = None
    p90: timedelta | None = None

    @classmethod
    def of(cls, times: Iterable[timedelta]) -> "Spread":
        """Of some lengths of time.

        The median of an even number is the middle between the two middle ones. The 90th percentile is the nearest
        rank: the shortest time that at least nine of ten did not exceed (Hyndman & Fan 1996, definition 1), so that
        it is always one that really happened.
        """
        known = sorted(times)
        if len(known) < TOO_FEW:
            return cls(n=len(known))
        middle = (known[(len(known) - 1) // 2] + known[len(known) // 2]) / 2
        return cls(n=len(known), median=middle, p90=known[ceil(len(known) * 9 / 10) - 1])


@dataclass(frozen=True)
class Handover:
    """One escalation as a review counts it: when (UTC) it was opened and first had an owner, and what it was about."""

    opened: datetime
    first_owned: datetime | None
    topic: str | None
    is_open: bool = False

    @property
    def to_owner(self) -> timedelta | None:
        """How long the customer's case had nobody, nights and weekends included."""
        return self.first_owned - self.opened if self.first_owned else None


class Promised(Frozen):
    """What became of times that were promised; each counts once."""

    kept: int = 0
    moved: int = 0
    broken: int = 0

    @property
    def due(self) -> int:
        """Those whose time came."""
        return self.kept + self.broken


class TopicCount(Frozen):
    """How often a topic came up, and how often in the period before; None is the last resort's."""

    topic: str | None
    n: int
    before: int = 0

    @property
    def is_recurring(self) -> bool:
        """Whether it came up often both times."""
        return min(self.n, self.before) >= RECURRING


class WeekOfOwners(Frozen):
    """One week's times to an owner; `first` is its Monday."""

    first: date
    spread: Spread


class ValueThanks(Frozen):
    """How many thanks in public named a value; None are those without one of the file."""

    value: str | None
    n: int


class Missing(Frozen):
    """Somebody who has had no thanks, in public or quietly, for `GAP`; `away`: on time off as the period ended."""

    person: str
    away: bool = False


class Missed(Frozen):
    """Questions nothing was found for, and those where nothing found was right; everybody's, in one month (UTC)."""

    month: date
    realm: Realm
    unmatched: int = 0
    none_fits: int = 0


class Asked(Frozen):
    """A question without an answer that several people asked alike."""

    text: str
    times: int


class Thanks(Frozen):
    """What was thanked for in public. `values` are those of the file, in its order, then those without one."""

    values: tuple[ValueThanks, ...] = ()
    turnaround: int = 0
    other_team: int = 0
    customers: int = 0

    @property
    def unthanked(self) -> tuple[str, ...]:
        """The values nobody thanked for in public."""
        return tuple(one.value for one in self.values if one.value is not None and not one.n)

    @property
    def n(self) -> int:
        """How many."""
        return sum(one.n for one in self.values)


class Review(Frozen):
    """A team's week or month.

    `missing` None: Baton does not know the team, or keeps thanks, for `GAP`. `thanks` None: the team has no nights.
    `answers` None: they were told and erased, or it is not known. `open_loops` None: the team is too small for its
    customers to be counted. `alone` are promises without an escalation: those
    belong to no team in the store and are everybody's.
    """

    team: str
    period: Period
    handed: int = 0
    handed_before: int = 0
    still_open: int = 0
    never_owned: int = 0
    topics: tuple[TopicCount, ...] = ()
    to_owner: Spread = Spread(n=0)
    weeks: tuple[WeekOfOwners, ...] = ()
    promises: Promised = Promised()
    alone: Promised = Promised()
    thanks: Thanks | None = None
    missing: tuple[Missing, ...] | None = None
    missed: tuple[Missed, ...] = ()
    asked: tuple[Asked, ...] = ()
    improvements: tuple[tuple[str, int], ...] = ()
    answers: int | None = None
    open_loops: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing happened that belongs to the team and the period."""
        thanked = bool(self.thanks and self.thanks.n)
        return not (self.handed or self.promises.due or self.promises.moved or thanked)


@dataclass(frozen=True)
class Nights:
    """The nights of a team: the runs of its dates, as far as they went, and what its dates hold."""

    team: str
    runs: Mapping[date, NightRun] = field(default_factory=dict)
    kudos: Sequence[Kudos] = ()

    def in_public(self) -> list[Kudos]:
        """What was posted by them and still stands."""
        return [
            one
            for one in self.kudos
            if one.stands and any(self._posted(one.id, recipient) for recipient in one.recipients)
        ]

    def _posted(self, kudos: str, recipient: Thanked) -> bool:
        """Whether the team's post holds it; for runs without a layout, whether it named that recipient."""
        run = self._posting(recipient.night)
        if run is None or run.state != "done" or run.problem is not None:
            return False
        if run.layout:
            return any(kudos in page for page in run.layout)
        return recipient.in_post and recipient.who.user not in run.private

    def _posting(self, night: NightKey) -> NightRun | None:
        """The run whose post brought a night's thanks."""
        if night.team != self.team:
            return None
        run = self.runs.get(night.date)
        return self.runs.get(run.part_of) if run and run.part_of else run


def thanks_of(public: Sequence[Kudos], values: Sequence[str]) -> Thanks:
    """The counts of what was posted, by the values of the file."""
    counts = Counter(one.value if one.value in values else None for one in public)
    rows = [ValueThanks(value=value, n=counts[value]) for value in values]
    if counts[None]:
        rows.append(ValueThanks(value=None, n=counts[None]))
    return Thanks(
        values=tuple(rows),
        turnaround=sum("turnaround" in one.tags for one in public),
        other_team=sum("other_team" in one.tags for one in public),
        customers=sum(one.source == "customer" for one in public),
    )


def missing_of(
    people: Sequence[str],
    last_thanked: Mapping[str, date],
    known: Mapping[str, date],
    upto: date,
    away: Collection[str],
) -> tuple[Missing, ...]:
    """Who has had no thanks for `GAP` as of a date, in the order given.

    `last_thanked` counts what came in public and quietly alike, by the date of its night, which has passed.
    Whoever is not `known` for that long is new and left out.
    """
    since = upto - GAP
    return tuple(
        Missing(person=person, away=person in away)
        for person in people
        if known.get(person, upto) <= since and last_thanked.get(person, date.min) <= since
    )


def last_night(kudos: Iterable[Kudos], user: str, upto: date) -> date | None:
    """The date of the latest night, up to a date, that thanked somebody, however they like it."""
    nights = (
        recipient.night.date
        for one in kudos
        if one.stands
        for recipient in one.recipients
        if recipient.who.user == user and recipient.night.date <= upto
    )
    return max(nights, default=None)


def within(handovers: Iterable[Handover], period: Period, zone: ZoneInfo) -> list[Handover]:
    """Those opened in a period of a zone."""
    start, end = period.interval(zone)
    return [one for one in handovers if start <= one.opened < end]


def topics_of(present: Iterable[Handover], before: Iterable[Handover]) -> tuple[TopicCount, ...]:
    """How often each topic came up, the most frequent first."""
    counts, earlier = Counter(one.topic for one in present), Counter(one.topic for one in before)
    made = [TopicCount(topic=topic, n=n, before=earlier[topic]) for topic, n in counts.items()]
    return tuple(sorted(made, key=lambda one: (-one.n, one.topic is None, one.topic or "")))


def weeks_of(handovers: Iterable[Handover], upto: date, zone: ZoneInfo) -> tuple[WeekOfOwners, ...]:
    """The times to an owner of the `WEEKS` weeks that end with the one a date lies in, by the week of opening."""
    ends = Period.around("week", upto)
    found: dict[date, list[timedelta]] = {
        ends.first - timedelta(weeks=back): [] for back in reversed(range(WEEKS))
    }
    for one in handovers:
        monday = Period.around("week", wall_clock(one.opened, zone).date()).first
        if monday in found and one.to_owner is not None:
            found[monday].append(one.to_owner)
    return tuple(WeekOfOwners(first=monday, spread=Spread.of(times)) for monday, times in found.items())
