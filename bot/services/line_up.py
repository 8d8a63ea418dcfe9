"""The line-up of a team: the value of the day, once for each local date (docs/adr/0003).

The date, the value and the question are stored with the intent before Slack is called. Whoever finds
an intent without an answer looks into the channel first; where that is not allowed, nothing is said again.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.escalation import Posted
from bot.domain.line_up import Course, LineUpClock, Morning, Pick, next_pick, pick_on
from bot.ports import Clock, Deadlines, Directory, Lease, Refused, Unclear
from bot.ports.line_up import LineUpBoard, LineUpBook, LineUpHeld
from bot.services.handbook import Handbook
from bot.services.night_room import channel_problem
from bot.services.said_once import LeaseLost, Look, said_before

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class LineUpTools:
    """What these verbs work with. `wall_clock` is real time, as Slack sees it."""

    handbook: Callable[[], Handbook]
    book: LineUpBook
    board: LineUpBoard
    deadlines: Deadlines
    directory: Directory
    clock: Clock
    wall_clock: Clock


@dataclass(frozen=True)
class Today:
    """The value of the day for somebody: of their team, if they are in one; `at` is when it goes up, if it will."""

    pick: Pick
    team: str | None
    at: datetime | None = None


async def ensure_line_ups(tools: LineUpTools) -> None:
    """Put every team's next line-up into the due index; a team new to it begins with its next hour."""
    now = tools.clock()
    for team in tools.handbook().file.teams:
        course = await tools.book.get(team) or Course(team=team, begun=now)
        await tools.book.plan(course, _next_due(tools, course))


async def tick_line_up(tools: LineUpTools, team: str, lease: Lease) -> None:
    """A team's hour has come, or an attempt is to be finished."""
    course = await tools.book.get(team)
    if course is None or clock_of(tools).plan(team) is None:
        await tools.deadlines.forget(lease)
        return
    try:
        await _bring(_Bringing(tools, course, lease))
    except LeaseLost:
        log.info("line-up of %s: the lease went to another replica, which carries on", team)
        return
    except Unclear as unclear:
        log.warning("line-up of %s: Slack gave no clear answer: %s", team, unclear)
        await tools.deadlines.release(lease, failed=True)
        return
    await tools.deadlines.release(lease)


async def value_of_today(tools: LineUpTools, person: str | None) -> Today:
    """What their team's line-up says today, else what it says next; without one, the same all day for a team."""
    book, now = tools.handbook(), tools.clock()
    team = book.file.primary_team(person) if person else None
    clock = LineUpClock(book.file, book.calendars)
    course = await tools.book.get(team) if team and clock.plan(team) else None
    if team is None or course is None:
        zone_of = team or next(iter(book.file.teams))
        return Today(pick_on(team or "", clock.today(zone_of, now), book.philosophy), team)
    morning = course.morning
    if morning and morning.may_stand and morning.date == clock.today(team, now):
        return Today(_still_there(morning.pick, course, book), team)
    return Today(next_pick(course, book.philosophy), team, at=clock.next_hour(team, now))


def clock_of(tools: LineUpTools) -> LineUpClock:
    """The line-ups of the file as it is now."""
    book = tools.handbook()
    return LineUpClock(book.file, book.calendars)


@dataclass
class _Bringing:
    """One replica at one team's line-up, under a lease. `course` is always what is stored."""

    tools: LineUpTools
    course: Course
    lease: Lease

    async def save(self, **update: object) -> None:
        """Store the next state, with the deadline it leads to.

        Raises:
            LeaseLost: another replica has taken over.
        """
        new = self.course.model_copy(update=update)
        if not await self.tools.book.save(new, lease=self.lease, due=_next_due(self.tools, new)):
            raise LeaseLost(new.team)
        self.course = new


async def _bring(at: _Bringing) -> None:
    morning = at.course.morning
    if morning is None or morning.is_done:
        day = _due_now(at.tools, at.course)
        if day is None:
            await at.save()
            return
        pick = next_pick(at.course, at.tools.handbook().philosophy)
        morning = Morning(date=day, pick=pick)
    if morning.problem is None:
        morning = await _post(at, morning)
    if morning.problem is not None and not morning.is_done:
        await _tell_lead(at, morning, morning.problem)


async def _post(at: _Bringing, morning: Morning) -> Morning:
    """The morning as it stands once it is posted, or held back."""
    team, tools = at.course.team, at.tools
    plan = clock_of(tools).plan(team)
    channel = await tools.directory.channel(plan.channel, fresh=True) if plan else None
    key = f"line-up-{team}-{morning.date}"

    async def look(since: datetime) -> Posted | None:
        return await tools.board.find(channel.id, key=key, since=since) if channel else None

    late = _is_too_late(tools, team, morning.date)
    posted = await _posted_before(look, morning, late=late)
    problem = None if posted else channel_problem(channel) or ("late" if late else None)
    if posted is None and problem is None and channel is not None:
        since = morning.posting_since or tools.wall_clock()
        morning = morning.model_copy(update={"posting_since": since})
        await at.save(morning=morning)
        try:
            posted = await tools.board.post(channel.id, team, morning, key=key)
        except Refused as refused:
            problem = refused.reason
    if posted is not None:
        return await _shown(at, morning, posted)
    quiet = problem in {"late", at.course.held}
    log.warning("line-up of %s on %s is not posted: %s", team, morning.date, problem)
    morning = morning.model_copy(update={"problem": problem, "posting_since": None, "told": quiet})
    await at.save(morning=morning)
    return morning


async def _posted_before(look: Look, morning: Morning, *, late: bool) -> Posted | None:
    """What an earlier attempt posted. If that cannot be known, silence; and once it is late, for good."""
    try:
        return await said_before(look, morning.posting_since)
    except Unclear:
        if not late:
            raise
        return None


async def _shown(at: _Bringing, morning: Morning, posted: Posted) -> Morning:
    """Its value counts as shown from now on."""
    values = [value.id for value in at.tools.handbook().philosophy.values]
    course = at.course.showing(morning.pick.value, values)
    done = morning.model_copy(update={"posted": posted})
    await at.save(morning=done, held=None, round=course.round, shown=course.shown, recent=course.recent)
    return done


async def _tell_lead(at: _Bringing, morning: Morning, problem: str) -> None:
    """The lead, else the keepers; once for each problem, not each morning."""
    book, team = at.tools.handbook(), at.course.team
    plan, lead = clock_of(at.tools).plan(team), book.file.teams[team].lead
    told = [lead] if lead else list(book.file.workspace.keepers)
    held = LineUpHeld(team=team, channel=plan.channel if plan else "", date=morning.date, problem=problem)
    before = morning.posting_since
    if before is None:
        morning = morning.model_copy(update={"posting_since": at.tools.wall_clock()})
        await at.save(morning=morning)
    for user in filter(None, map(at.tools.directory.user_of, told)):
        await _tell(at.tools, user, held, before)
    await at.save(morning=morning.model_copy(update={"told": True}), held=problem)


async def _tell(tools: LineUpTools, user: str, held: LineUpHeld, before: datetime | None) -> None:
    key = f"line-up-held-{held.team}-{held.date}-{user}"

    async def look(since: datetime) -> Posted | None:
        return await tools.board.told(user, key=key, since=since)

    if await said_before(look, before) is not None:
        return
    try:
        await tools.board.tell(user, held, key=key)
    except Refused as refused:
        log.warning("line-up of %s: %s cannot be written to: %s", held.team, user, refused.reason)


def _due_now(tools: LineUpTools, course: Course) -> date | None:
    return clock_of(tools).due(course.team, tools.clock(), begun=course.begun, last=course.last)


def _is_too_late(tools: LineUpTools, team: str, day: date) -> bool:
    """Whether that date's line-up is over: an attempt that Slack left open is not finished the day after."""
    clock, now = clock_of(tools), tools.clock()
    return clock.today(team, now) != day or now > clock.latest(team, day)


def _next_due(tools: LineUpTools, course: Course) -> datetime | None:
    """When to look again: now, if something is under way or due, else at the next hour."""
    clock, now = clock_of(tools), tools.clock()
    if clock.plan(course.team) is None:
        return None
    under_way = course.morning is not None and not course.morning.is_done
    if under_way or _due_now(tools, course) is not None:
        return now
    return clock.next_hour(course.team, now)


def _still_there(pick: Pick, course: Course, book: Handbook) -> Pick:
    """What was posted; if the file has lost it since, what comes next."""
    return pick if book.philosophy.value(pick.value) else next_pick(course, book.philosophy)
