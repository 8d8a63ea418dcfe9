"""Bringing each team's lead the review of the week and of the month, once (docs/adr/0003).

due ──the lead's morning──► words being said ──► said ──picture tried, once at most──► done ──► due again

The words ask somebody to look at something, so they are rather said twice than never where Slack lets nobody look; a
picture cannot be looked for, so that it is noted before it is sent and never sent again.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.escalation import Posted
from bot.domain.periods import Kind, Period
from bot.domain.review import Review
from bot.domain.review_course import KINDS, Bringing, Course, ReviewClock
from bot.ports import Clock, Deadlines, Directory, Lease, Refused, Unclear
from bot.ports.reviews import ReviewBook, ReviewVoice
from bot.services.handbook import Handbook
from bot.services.review_figures import ReviewSources, review_of
from bot.services.said_once import LeaseLost, said_before_if_seen

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ReviewTools:
    """What these verbs work with. `wall_clock` is real time, as Slack sees it."""

    handbook: Callable[[], Handbook]
    sources: ReviewSources
    book: ReviewBook
    voice: ReviewVoice
    deadlines: Deadlines
    directory: Directory
    clock: Clock
    wall_clock: Clock


@dataclass(frozen=True)
class NotTheirs:
    """Reviews are for the lead of the team, and this is somebody else."""


async def ensure_team_reviews(t: ReviewTools) -> None:
    """At a start, and when the files changed: who is new is known from today on, and every team has its deadline."""
    clock, now = clock_of(t), t.clock()
    for team in clock.file.teams:
        fresh = Course(team=team, begun=now).knowing(clock.people(team), clock.today(team, now))
        stored = await t.book.get(team)
        await t.book.plan(fresh, clock.due(stored or fresh, now))
        known = stored.knowing(clock.people(team), clock.today(team, now)) if stored else fresh
        if stored and known != stored and (lease := await t.deadlines.lease(f"team_review:{team}")):
            await t.book.save(known, lease=lease, due=clock.due(known, now))
            await t.deadlines.release(lease)


async def tick_team_review(t: ReviewTools, team: str, lease: Lease) -> None:
    """A lead's morning has come, or an attempt is to be finished."""
    course = await t.book.get(team)
    if course is None or team not in t.handbook().file.teams:
        await t.deadlines.forget(lease)
        return
    try:
        await _bring(_AtWork(t, course, lease))
    except LeaseLost:
        log.info("review of %s: the lease went to another replica, which carries on", team)
        return
    except Unclear as unclear:
        log.warning("review of %s: Slack gave no clear answer: %s", team, unclear)
        await t.deadlines.release(lease, failed=True)
        return
    await t.deadlines.release(lease)


async def read_review(t: ReviewTools, user: str, team: str, kind: Kind, name: str) -> Review | NotTheirs:
    """The review of a period for whoever asks; only the team's lead as the file has it now.

    Raises:
        ValueError: there is no such period.
    """
    if not is_lead(t.handbook(), team, t.directory.key_of(user)):
        return NotTheirs()
    return await review_of(t.sources, team, Period.named(kind, name), await t.book.get(team))


def is_lead(book: Handbook, team: str, person: str | None) -> bool:
    """Whether somebody leads that very team."""
    known = book.file.teams.get(team)
    return known is not None and person is not None and known.lead == person


def clock_of(t: ReviewTools) -> ReviewClock:
    """The weeks and months by the files as they are now."""
    book = t.handbook()
    return ReviewClock(book.file, book.calendars)


@dataclass
class _AtWork:
    """One replica at one team's reviews, under a lease. `course` is always what is stored."""

    tools: ReviewTools
    course: Course
    lease: Lease

    async def save(self, course: Course) -> None:
        """Store the next state with its deadline.

        Raises:
            LeaseLost: another replica has taken over.
        """
        due = clock_of(self.tools).due(course, self.tools.clock())
        if not await self.tools.book.save(course, lease=self.lease, due=due):
            raise LeaseLost(course.team)
        self.course = course

    async def note(self, bringing: Bringing) -> Bringing:
        """Store how far one review is."""
        await self.save(self.course.model_copy(update={"bringing": bringing}))
        return bringing


async def _bring(at: _AtWork) -> None:
    """What was begun, then whatever is due now; the week before the month."""
    t, clock, now = at.tools, clock_of(at.tools), at.tools.clock()
    team = at.course.team
    await at.save(at.course.knowing(clock.people(team), clock.today(team, now)))
    if at.course.bringing is not None:
        await _tell(at, at.course.bringing)
    for kind in KINDS:
        period = clock.waiting(at.course, kind, now)
        if period is None or clock.not_before(team, clock.moment(team, period), now) > now:
            continue
        lead = t.handbook().file.teams[team].lead
        user = t.directory.user_of(lead) if lead else None
        if user is None:
            log.info("review of %s, %s: nobody leads it whom Slack knows", team, period)
            await at.save(at.course.done(period))
        else:
            await _tell(at, Bringing(period=period, user=user))


async def _tell(at: _AtWork, bringing: Bringing) -> None:
    """One review to one lead; who leads the team no more by then is told nothing."""
    t, period = at.tools, bringing.period
    if not is_lead(t.handbook(), at.course.team, t.directory.key_of(bringing.user)):
        await at.save(at.course.model_copy(update={"bringing": None}))
        return
    review = await review_of(t.sources, at.course.team, period, at.course)
    if not bringing.said:
        bringing = await _said(at, bringing, review)
    if not bringing.drawn:
        bringing = await at.note(bringing.model_copy(update={"drawn": True}))
        await t.voice.show(bringing.user, review)
    await at.save(at.course.done(period))


async def _said(at: _AtWork, bringing: Bringing, review: Review) -> Bringing:
    t, user = at.tools, bringing.user
    key = f"review-{review.team}-{review.period}-{user}"

    async def look(since: datetime) -> Posted | None:
        return await t.voice.find(user, key=key, since=since)

    if await said_before_if_seen(look, bringing.since, key) is None:
        if bringing.since is None:
            bringing = await at.note(bringing.model_copy(update={"since": t.wall_clock()}))
        try:
            await t.voice.tell(user, review, key=key)
        except Refused as refused:
            log.warning("review of %s: its lead cannot be written to: %s", review.team, refused.reason)
            return bringing.model_copy(update={"said": True, "drawn": True})
    return await at.note(bringing.model_copy(update={"said": True}))
