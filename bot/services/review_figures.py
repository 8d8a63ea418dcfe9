"""Gathering a team's review from what is kept. What is kept of corrections and of surveys' scores is not asked for."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.absence import Absences
from bot.domain.decision import Direct
from bot.domain.kudos import KEEP_KUDOS
from bot.domain.learning import Deed, KeptQuestion, Mark, Realm
from bot.domain.night_run import NightKey
from bot.domain.periods import Period, midnight
from bot.domain.review import (
    GAP,
    WEEKS,
    Asked,
    Handover,
    Missed,
    Missing,
    Nights,
    Promised,
    Review,
    Spread,
    Thanks,
    last_night,
    missing_of,
    thanks_of,
    topics_of,
    weeks_of,
    within,
)
from bot.domain.review_course import Course, ReviewClock
from bot.domain.survey import LEAST_PEOPLE
from bot.ports import Clock, Directory, Escalations, Figures
from bot.ports.improvements import Improvements
from bot.ports.kudos import KudosBook
from bot.ports.learning import LearningBook
from bot.ports.nights import NightLedger
from bot.ports.promises import PromiseFigures, Promises
from bot.ports.reviews import Answers, Loops
from bot.services.handbook import Handbook
from bot.services.suggest import matcher

STATES = ("open", "looking", "not_now", "done")
"""Of the improvement list, in the order they are told."""

MOST_ASKED = 5
"""Questions without an answer that are told."""

LONGEST_WAIT = timedelta(days=21)
"""So long before its night thanks may have been given: past the holidays of any country."""

_A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class ReviewSources:
    """What a review is gathered from. There is no store of notes and none of surveys' scores among them."""

    handbook: Callable[[], Handbook]
    escalations: Escalations
    promises: Promises
    nights: NightLedger
    kudos: KudosBook
    learning: LearningBook
    improvements: Improvements
    meanings: Answers
    loops: Loops
    directory: Directory
    clock: Clock


async def review_of(s: ReviewSources, team: str, period: Period, course: Course | None) -> Review:
    """A team's week or month as it can be told now. `course` tells since when its people are known."""
    book = s.handbook()
    clock = ReviewClock(book.file, book.calendars)
    zone, today = clock.zone(team), clock.today(team, s.clock())
    upto, passed = min(period.last, today), min(period.last, today - _A_DAY)
    handovers, figures = await _handovers(s, team, _since(period), period.last)
    present, before = within(handovers, period, zone), within(handovers, period.before, zone)
    start, end = period.interval(zone)
    alone = await s.promises.figures(start.date(), end.date())
    times = [one.to_owner for one in present if one.to_owner is not None]
    return Review(
        team=team,
        period=period,
        handed=len(present),
        handed_before=len(before),
        still_open=sum(one.is_open for one in present),
        never_owned=sum(one.first_owned is None for one in present),
        topics=topics_of(present, before),
        to_owner=Spread.of(times),
        weeks=weeks_of((one for one in handovers if one.opened < end), upto, zone),
        promises=_promised(one for one in figures if start <= one.opened < end),
        alone=_alone(one for one in alone if start <= one.opened < end),
        thanks=await _thanks(s, team, period) if book.file.teams[team].night else None,
        missing=await _missing(s, clock, course, passed) if course else None,
        missed=await _missed(s, upto),
        asked=_asked(book, await s.learning.questions()),
        improvements=await _improvements(s, team),
        answers=await _answers(s, period),
        open_loops=await _open_loops(s, clock, team),
    )


def _since(period: Period) -> date:
    """The first date whose escalations are needed: of the weeks drawn, and of the period before."""
    return min(period.before.first, Period.around("week", period.last).first - timedelta(weeks=WEEKS - 1))


async def _handovers(
    s: ReviewSources, team: str, first: date, last: date
) -> tuple[list[Handover], list[Figures]]:
    """The team's escalations opened about then; a day more on either side, since dates in the store are UTC."""
    closed = [one for one in await s.escalations.figures(first - _A_DAY, last + _A_DAY) if one.team == team]
    known = {one.id for one in closed}
    under_way = [one for one in await s.escalations.open_of_team(team) if one.id not in known]
    made = [Handover(one.opened, one.first_owned, one.topic) for one in closed]
    made += [Handover(one.opened, one.first_owned, one.topic, is_open=True) for one in under_way]
    return made, closed


def _promised(figures: Iterable[Figures]) -> Promised:
    found = list(figures)
    return Promised(
        kept=sum(one.promises_kept for one in found),
        moved=sum(one.promises_moved for one in found),
        broken=sum(one.promises_broken for one in found),
    )


def _alone(figures: Iterable[PromiseFigures]) -> Promised:
    found = list(figures)
    return Promised(
        kept=sum(one.kept for one in found),
        moved=sum(one.moved for one in found),
        broken=sum(one.broken for one in found),
    )


async def _thanks(s: ReviewSources, team: str, period: Period) -> Thanks:
    keys = [NightKey(team=team, date=day) for day in period.days]
    closed = await s.nights.closed(keys)
    runs = {key.date: run for key in keys if key in closed and (run := await s.nights.run(key))}
    later = {run.part_of for run in runs.values() if run.part_of} - set(runs)
    for day in later:
        if run := await s.nights.run(NightKey(team=team, date=day)):
            runs[day] = run
    found = Nights(team=team, runs=runs, kudos=await s.nights.kudos(keys))
    return thanks_of(found.in_public(), [value.id for value in s.handbook().philosophy.values])


async def _missing(
    s: ReviewSources, clock: ReviewClock, course: Course, upto: date
) -> tuple[Missing, ...] | None:
    """As of a date whose night has passed; None where nobody is known, or thanks are kept, for long enough."""
    since = midnight(upto - GAP, clock.zone(course.team))
    if since <= s.clock() - KEEP_KUDOS:
        return None
    people = clock.people(course.team)
    last: dict[str, date] = {}
    known: dict[str, date] = {}
    for person in people:
        if user := s.directory.user_of(person):
            found = last_night(await s.kudos.received_by(user, since - LONGEST_WAIT), user, upto)
            known[person] = await _known(s, clock, course, person, user)
            if found is not None:
                last[person] = found
    if all(day > upto - GAP for day in known.values()):
        return None
    end = midnight(upto + _A_DAY, clock.zone(course.team)) - datetime.resolution
    absences = Absences(clock.file, ())
    away = {person for person in people if absences.away(person, end)}
    return missing_of(people, last, known, upto, away)


async def _known(s: ReviewSources, clock: ReviewClock, course: Course, person: str, user: str) -> date:
    """Since when somebody can be missed: seen in the team, or thanked, whichever was first; not before they start.

    Whom Baton has only just seen, as all were when it learned to review, was there if they were thanked before.
    """
    today = clock.today(course.team, s.clock())
    seen = course.known.get(person, today)
    if seen > today - GAP:
        received = await s.kudos.received_by(user, s.clock() - KEEP_KUDOS)
        seen = min((seen, *(one.day for one in received)))
    starts = clock.file.people[person].starts
    return max(seen, starts) if starts else seen


async def _missed(s: ReviewSources, upto: date) -> tuple[Missed, ...]:
    counts: Mapping[Mark, int] = await s.learning.month(upto)
    return tuple(
        Missed(
            month=upto.replace(day=1),
            realm=realm,
            unmatched=counts.get(Mark(realm=realm, deed=Deed.UNMATCHED), 0),
            none_fits=counts.get(Mark(realm=realm, deed=Deed.NONE_FITS), 0),
        )
        for realm in Realm
    )


def _asked(book: Handbook, questions: Sequence[KeptQuestion]) -> tuple[Asked, ...]:
    """What several people asked alike and the files do not answer yet; only where the team keeps words at all."""
    rules = book.philosophy.learning
    if rules.keep_text is None:
        return ()
    found = []
    for question in questions:
        for realm in Realm:
            marks = [Mark(realm=realm, deed=deed) for deed in (Deed.UNMATCHED, Deed.NONE_FITS)]
            times = sum(question.counts.get(mark, 0) for mark in marks)
            if max(question.people.get(mark, 0) for mark in marks) >= max(2, rules.people) and times:
                found.append((realm, Asked(text=question.text, times=times)))
    found.sort(key=lambda one: (-one[1].times, one[1].text))
    unanswered = (one for realm, one in found if not isinstance(matcher(book, realm).match(one.text), Direct))
    return tuple(one for one, _ in zip(unanswered, range(MOST_ASKED), strict=False))


async def _open_loops(s: ReviewSources, clock: ReviewClock, team: str) -> int | None:
    """None for so few people that each would know, or their lead, whose customers those are."""
    return await s.loops.open_loops(team) if len(clock.people(team)) >= LEAST_PEOPLE else None


async def _improvements(s: ReviewSources, team: str) -> tuple[tuple[str, int], ...]:
    states = [item.state for item in await s.improvements.listed(team)]
    return tuple((state, states.count(state)) for state in STATES if state in states)


async def _answers(s: ReviewSources, period: Period) -> int | None:
    """Those of the period's month that nobody has read yet; None once there are none to count."""
    month = f"{period.last:%Y-%m}"
    return sum(one.month == month for one in (await s.meanings.waiting()).values()) or None
