"""Promises held against the ladders that are to keep them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.climbing import Step, climbed, teams_asked
from bot.domain.coverage import Case, Subject, is_empty
from bot.domain.ladder import SkipReason
from bot.domain.language import Language
from bot.domain.policy import PromiseRule, Topic
from bot.domain.promise import promised_by
from bot.domain.reach import Horizon
from bot.domain.timeline import Intervals, meet, union

_ROUND_THE_CLOCK = re.compile(
    r"24\s*/\s*7|\b24 hours a day\b|\baround the clock\b|\bat any time\b|\balways\b"
    r"|24\s*시간|연중\s*무휴|365일|항상|언제든|언제나",
    re.IGNORECASE,
)
"""Words that promise more than hours allow."""


_OFF = (SkipReason.TIME_OFF, SkipReason.EVERYBODY_OFF)


@dataclass(frozen=True)
class PromisedTooSoon:
    """A promise that may be over before the first of those asked has to answer."""

    subject: Subject
    level: int
    at: datetime
    """A hand-over at this instant shows it …"""
    promised: datetime
    """… as this is what the customer is told,"""
    ends: datetime
    """and this is how long the level may wait."""


@dataclass(frozen=True)
class AskedTooLate:
    """A level (from 1) that is asked only once the promise is over; `at`, `promised`: a hand-over that shows it."""

    subject: Subject
    level: int
    at: datetime
    promised: datetime
    begins: datetime


@dataclass(frozen=True)
class PromisedAlways:
    """A promise that counts around the clock, and when outside the team's hours its ladder reaches nobody."""

    subject: Subject
    intervals: Intervals


@dataclass(frozen=True)
class SaysAlways:
    """An offer to customers that says "always" or the like, beside the same hours."""

    subject: Subject
    language: Language
    index: int
    words: str


Hollow = PromisedTooSoon | AskedTooLate | PromisedAlways | SaysAlways


def hollow(horizon: Horizon, topic: Topic, own: Sequence[Case]) -> Iterator[Hollow]:
    """What a topic promises and its ladders cannot keep; `own` are all of its cases."""
    if topic.promise:
        yield from (
            found for case in own if case.chosen and (found := _too_short(horizon, case, topic.promise))
        )
    closed = horizon.closed(topic.team)
    dark = meet(closed, union(*(_unmanned(horizon, case) for case in own))) if closed else ()
    if not dark:
        return
    subject = Subject(own[0].subject.topic)
    if topic.promise and topic.promise.count == "always":
        yield PromisedAlways(subject, dark)
    for language, offers in ((Language.KO, topic.can_offer.ko), (Language.EN, topic.can_offer.en)):
        for index, offer in enumerate(offers):
            if words := _ROUND_THE_CLOCK.search(offer):
                yield SaysAlways(subject, language, index, words[0])


def _unmanned(horizon: Horizon, case: Case) -> Intervals:
    """When nobody is reached and nobody was meant to be: time off alone breaks no promise of the file's."""
    planned = horizon.ladder(case.policy.levels).where(
        lambda standing: is_empty(standing) and not any(one.reason in _OFF for one in standing.missed)
    )
    return meet(case.chosen, planned)


def _too_short(horizon: Horizon, case: Case, rule: PromiseRule) -> PromisedTooSoon | AskedTooLate | None:
    late: AskedTooLate | None = None
    worst: PromisedTooSoon | None = None
    hours = horizon.roster.team_hours(case.team)
    for at in _instants(horizon, case, rule):
        promised = promised_by(rule, hours, at)
        steps = list(climbed(horizon, case, at)) if promised else []
        if promised is None or not steps:
            continue
        first = steps[0]
        if first.ends > promised and (worst is None or first.ends - promised > worst.ends - worst.promised):
            worst = PromisedTooSoon(case.subject, first.index + 1, at, promised, first.ends)
        late = late or _late(case, steps[1:], at, promised)
    return worst or late


def _late(case: Case, steps: Sequence[Step], at: datetime, promised: datetime) -> AskedTooLate | None:
    step = next((step for step in steps if step.begins >= promised), None)
    return AskedTooLate(case.subject, step.index + 1, at, promised, step.begins) if step else None


def _instants(horizon: Horizon, case: Case, rule: PromiseRule) -> list[datetime]:
    """The hand-overs that tell.

    The first of each set of levels that have somebody; and where a clock counts hours, as the longest closing
    and the first opening begin of each team whose hours may count.
    """
    sets: dict[tuple[int, ...], datetime] = {}
    for start, standing in horizon.standings(case.policy.levels, case.chosen):
        sets.setdefault(standing.asked, start)
    instants = list(sets.values())
    if rule.count == "always" and case.policy.count == "always":
        return instants
    first = max((levels[0] for levels in sets if levels), default=0)
    asks = horizon.asks(case.policy.levels[: first + 1])
    for team in dict.fromkeys((case.team, *teams_asked(horizon, case, asks))):
        instants += horizon.telling(team, case.chosen)
    return instants
