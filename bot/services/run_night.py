"""The night of a team: exactly once for each local date, by the clock or by hand (rules 12, 13, 19).

open ──closes: nothing more is accepted──► closed ──everything posted──► done
                                             │  ▲
                   Slack lets us not post it ▼  │ the team's next night takes it along
                                           problem
"""

import asyncio
import logging
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from bot.domain.digest import NightPage
from bot.domain.night import NightClock
from bot.domain.night_run import NightKey, NightRun
from bot.ports import Lease, Unclear
from bot.ports.metrics import NIGHT, NIGHT_LATE
from bot.services.deliver_note import Delivery, deliver_note
from bot.services.feedback_tools import NightTools, nights_of, run_that_brings
from bot.services.fix_night import fix_contents, is_out, left_over, settled
from bot.services.night_room import find_room
from bot.services.post_night import Posting, laid_out, lay_out, page_now, post_night
from bot.services.said_once import LeaseLost

log = logging.getLogger(__name__)

_LATE = timedelta(minutes=5)
"""After its cut-off; Slack's own pace takes one at the most."""
_LOOK_PAST = 3
"""Tonight may be closed already, by hand; nobody closes more than that ahead."""


@dataclass(frozen=True)
class Ran:
    """The night was run now: so many were thanked alone. Of notes, only how many went which way."""

    run: NightRun
    alone: int = 0
    notes: tuple[Delivery, ...] = ()


@dataclass(frozen=True)
class AlreadyPosted:
    """It was done before."""

    run: NightRun


@dataclass(frozen=True)
class Rehearsed:
    """What would be posted, and how many thanked alone; nothing was changed. Of notes it tells nothing."""

    night: NightKey
    pages: tuple[NightPage, ...]
    alone: int
    problem: str | None


@dataclass(frozen=True)
class Quiet:
    """The team posts nothing on that date; `following` takes what comes in."""

    night: NightKey
    following: NightKey | None


@dataclass(frozen=True)
class TooEarly:
    """That night is further ahead than the one that collects now."""

    night: NightKey


@dataclass(frozen=True)
class NoNight:
    """No such team, or the file gives it no night. `teams` have one."""

    team: str
    teams: tuple[str, ...]


@dataclass(frozen=True)
class Busy:
    """Somebody else runs it at this moment."""

    night: NightKey


@dataclass(frozen=True)
class LeftOpen:
    """Slack gave no clear answer; it is taken up again, and looked for before anything is posted."""

    night: NightKey


NightOutcome = Ran | AlreadyPosted | Rehearsed | Quiet | TooEarly | NoNight | Busy | LeftOpen


async def ensure_nights(tools: NightTools) -> None:
    """Put every team's next night into the due index; what was missed is due at once."""
    for team in tools.handbook().file.teams:
        await tools.ledger.schedule(team, await _next_due(tools, team))


async def tick_night(tools: NightTools, team: str, lease: Lease) -> list[NightOutcome]:
    """A team's night is due: finish what was begun, run what closed, and look ahead to the next."""
    outcomes: list[NightOutcome] = []
    try:
        for night in await _due_nights(tools, team):
            outcome = await _run(tools, night, lease)
            _count(tools, outcome)
            outcomes.append(outcome)
    except LeaseLost:
        log.info("night of %s: the lease went to another replica, which carries on", team)
        return outcomes
    except Unclear:
        log.warning("night of %s: Slack gave no clear answer", team)
        await tools.deadlines.release(lease, failed=True)
        return outcomes
    await tools.ledger.schedule(team, await _next_due(tools, team))
    await tools.deadlines.release(lease)
    return outcomes


async def run_night(
    tools: NightTools,
    team: str,
    day: date | None = None,
    *,
    dry_run: bool = False,
    patience: timedelta | None = None,
) -> NightOutcome:
    """Run one night by hand, by default the team's today: it closes now. A second run changes nothing.

    A dry run with `patience` asks Slack no longer than that, and then believes the file.
    """
    nights = nights_of(tools.handbook())
    if not nights.has_nights(team):
        return NoNight(team, tuple(t for t in tools.handbook().file.teams if nights.has_nights(t)))
    today = nights.today(team, tools.clock())
    night = NightKey(team=team, date=day or today)
    collecting = nights.next_night(team, tools.clock())
    if night.date > (collecting.date if collecting else today):
        return TooEarly(night)
    run = await run_that_brings(tools.ledger, night)
    if run and run.state == "done":
        return AlreadyPosted(run)
    if run is None and not nights.is_working(night):
        return Quiet(night, nights.next_night(team, tools.clock()))
    return await _rehearse(tools, night, patience) if dry_run else await _by_hand(tools, nights, night)


async def _by_hand(tools: NightTools, nights: NightClock, night: NightKey) -> NightOutcome:
    lease = await tools.deadlines.lease(f"night:{night.team}")
    if lease is None:
        return Busy(night)
    try:
        outcome = await _run(tools, night, lease)
    except LeaseLost:
        return Busy(night)
    except Unclear:
        await tools.ledger.schedule(night.team, await _next_due(tools, night.team))
        await tools.deadlines.release(lease, failed=True)
        return LeftOpen(night)
    await tools.ledger.schedule(night.team, await _next_due(tools, night.team))
    await tools.deadlines.release(lease)
    if not isinstance(outcome, Ran):
        return outcome
    closing = nights.cut_off(night)
    return Ran(outcome.run, outcome.alone, await _bring_notes(tools, night, closing))


async def _bring_notes(tools: NightTools, night: NightKey, closing: datetime) -> tuple[Delivery, ...]:
    """The notes that night seals. Each has a deadline of its own; this only brings them sooner."""
    went: list[Delivery] = []
    for note in await tools.ledger.notes(night):
        lease = await tools.deadlines.lease(f"note:{note}")
        went.append(await deliver_note(tools.notes, note, lease, closing=closing) if lease else "waiting")
    return tuple(went)


async def _rehearse(tools: NightTools, night: NightKey, patience: timedelta | None) -> Rehearsed:
    run = await tools.ledger.run(night)
    if run is None or not is_out(run):
        earlier = await left_over(tools, night)
        begun = run or NightRun(night=night, closed=tools.clock())
        until = tools.wall_clock() + patience if patience is not None else None
        run, laid = await settled(tools, begun, earlier, until=until)
    else:
        run = await laid_out(tools, run)
        laid = await lay_out(tools, run)
    pages = [await page_now(tools, run, number) for number in range(1, len(run.layout) + 1)]
    alone = len({message.user for message in laid.alone})
    return Rehearsed(night, tuple(pages), alone, await _problem(tools, run, patience) if pages else None)


async def _problem(tools: NightTools, run: NightRun, patience: timedelta | None) -> str | None:
    """What is in the way of posting; nothing, where Slack does not tell in time."""
    try:
        async with asyncio.timeout(patience.total_seconds() if patience else None):
            return (await find_room(tools, run)).problem
    except (TimeoutError, Unclear):
        log.warning("night %s: Slack does not tell how its channel is", run.night)
        return None


async def _run(tools: NightTools, night: NightKey, lease: Lease) -> NightOutcome:
    """Close a night and bring what it holds; takes up one that was begun.

    Raises:
        LeaseLost: another replica has taken over.
        Unclear: Slack left something open.
    """
    run = await tools.ledger.close(NightRun(night=night, closed=tools.clock()))
    taker = await run_that_brings(tools.ledger, night) or run
    if taker.state == "done":
        return AlreadyPosted(taker)
    posting = Posting(tools, taker, lease)
    if is_out(taker):
        whole = await laid_out(tools, taker)
        await posting.save(fixed=True, layout=whole.layout, thanked=whole.thanked, problem=None)
        laid = await lay_out(tools, whole)
    else:
        laid = await fix_contents(posting)
    await post_night(posting, laid.alone)
    if posting.run.problem is None:
        await posting.save(state="done", done=tools.clock())
    return Ran(posting.run, len({message.user for message in laid.alone}))


def _count(tools: NightTools, outcome: NightOutcome) -> None:
    """What came of a night whose time had come; none of a team without nights now has a time to be late for."""
    nights = nights_of(tools.handbook())
    match outcome:
        case Ran(run) if run.problem is not None:
            tools.meter.count(NIGHT, "problem")
        case Ran(run) if run.posts and not nights.has_nights(run.night.team):
            tools.meter.count(NIGHT, "posted")
        case Ran(run) if run.posts:
            late = tools.clock() - nights.cut_off(run.night)
            tools.meter.took(NIGHT_LATE, late.total_seconds())
            tools.meter.count(NIGHT, "late" if late > _LATE else "posted")
        case Ran():
            tools.meter.count(NIGHT, "empty")


async def _due_nights(tools: NightTools, team: str) -> list[NightKey]:
    """What was begun, and the latest night whose cut-off has passed if nobody closed it.

    Where the file gives the team no night any more: all that still waits for one, the last first, since it takes the
    others along.
    """
    begun = await _begun(tools, team)
    if not nights_of(tools.handbook()).has_nights(team):
        waiting = await tools.ledger.pending(team, date.max)
        return [*begun, *(NightKey(team=team, date=day) for day in reversed(waiting))]
    last = nights_of(tools.handbook()).last_night(team, tools.clock())
    untouched = last is not None and await tools.ledger.run(last) is None
    return [*begun, last] if last and untouched else begun


async def _begun(tools: NightTools, team: str) -> list[NightKey]:
    """Nights to finish by themselves: a crash came in between, or half of one is posted."""
    today = nights_of(tools.handbook()).today(team, tools.clock())
    runs = [
        await tools.ledger.run(NightKey(team=team, date=d)) for d in await tools.ledger.pending(team, today)
    ]
    return [run.night for run in runs if run and run.part_of is None and (run.problem is None or is_out(run))]


async def _next_due(tools: NightTools, team: str) -> datetime | None:
    """When the team's night is next due: now, if one closed and was not tried, else at its next cut-off."""
    nights, now = nights_of(tools.handbook()), tools.clock()
    if not nights.has_nights(team):
        return now if await tools.ledger.pending(team, date.max) else None
    last = nights.last_night(team, now)
    for day in await tools.ledger.pending(team, nights.today(team, now)):
        taker = await run_that_brings(tools.ledger, NightKey(team=team, date=day))
        is_missed = taker is None and last is not None and day <= last.date
        if is_missed or (taker and taker.problem is None):
            return now
    coming = list(islice(nights.nights_after(team, now), _LOOK_PAST))
    closed = await tools.ledger.closed(coming)
    return next((nights.cut_off(night) for night in coming if night not in closed), None)
