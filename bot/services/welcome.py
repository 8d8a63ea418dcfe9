"""Newcomers' first cards: each once, in order, by their own clock, and never several at a time."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.welcome import Welcome, WelcomeClock, begun
from bot.ports import Clock, Deadlines, Directory, Lease, Refused, Unclear
from bot.ports.quiet import QuietSource
from bot.ports.welcome import WelcomeBoard, WelcomeBook
from bot.services.handbook import Handbook
from bot.services.said_once import LeaseLost

log = logging.getLogger(__name__)

LOOK_AGAIN = timedelta(minutes=30)
"""Whoever is in Do Not Disturb is looked at again after so long."""

_STOP_TRIES = 5
"""Times a stop is written anew because a card was noted in the same moment."""


@dataclass(frozen=True)
class WelcomeTools:
    """What these verbs work with. `wall_clock` is real time, as Slack sees it."""

    handbook: Callable[[], Handbook]
    book: WelcomeBook
    board: WelcomeBoard
    quiet: QuietSource
    deadlines: Deadlines
    directory: Directory
    clock: Clock
    wall_clock: Clock


async def ensure_welcomes(tools: WelcomeTools) -> None:
    """Look who is new in the file. On the very first start nobody is, but those of whom it says so."""
    book, now = tools.handbook(), tools.clock()
    clock, known = WelcomeClock(book.file, book.calendars), await tools.book.known()
    new: list[tuple[Welcome, datetime | None]] = []
    stand = await tools.book.of_each(list(book.file.people))
    for key, person in book.file.people.items():
        before = stand.get(key)
        is_known = not known or bool(_names(tools, key) & known)
        found = begun(key, person.starts, clock.today(key, now), known=is_known, before=before)
        if found is not None:
            new.append((found, clock.next_moment(found)))
        elif before is not None and not before.is_over:
            await tools.book.plan(key, _next(clock, before, now))
    names = {name for key in book.file.people for name in _names(tools, key)}
    await tools.book.meet(names - known, new)


async def tick_welcome(tools: WelcomeTools, person: str, lease: Lease) -> None:
    """A newcomer's card is due, or to be finished."""
    welcome = await tools.book.get(person)
    if welcome is None or welcome.is_over or person not in tools.handbook().file.people:
        await tools.deadlines.forget(lease)
        return
    try:
        await _bring(_Bringing(tools, welcome, lease))
    except LeaseLost:
        log.info("cards of %s: somebody else carries on", person)
    except Unclear as unclear:
        log.warning("cards of %s: Slack gave no clear answer: %s", person, unclear)
        await tools.deadlines.release(lease, failed=True)
        return
    await tools.deadlines.release(lease)


async def stop_welcome(tools: WelcomeTools, user: str) -> bool:
    """No more cards for whoever asks; False if they have none coming. Again changes nothing."""
    person = tools.directory.key_of(user)
    for _ in range(_STOP_TRIES):
        welcome = await tools.book.get(person) if person else None
        if welcome is None:
            return False
        if welcome.stopped:
            return True
        stopped = welcome.model_copy(update={"stopped": True, "revision": welcome.revision + 1})
        if await tools.book.save(stopped, lease=None, due=None):
            return True
    raise Unclear(f"the cards of {person} changed {_STOP_TRIES} times while they were stopped")


@dataclass
class _Bringing:
    """One replica at one newcomer's cards, under a lease. `welcome` is always what is stored."""

    tools: WelcomeTools
    welcome: Welcome
    lease: Lease

    @property
    def clock(self) -> WelcomeClock:
        """The days of the file as it is now."""
        book = self.tools.handbook()
        return WelcomeClock(book.file, book.calendars)

    async def save(self, *, due: datetime | None, **update: object) -> None:
        """Store the next state with its deadline.

        Raises:
            LeaseLost: another replica has taken over, or its person said stop.
        """
        new = self.welcome.model_copy(update={**update, "revision": self.welcome.revision + 1})
        if not await self.tools.book.save(new, lease=self.lease, due=due):
            raise LeaseLost(new.person)
        self.welcome = new

    async def passed(self, day: int) -> None:
        """That card, and with it every earlier one, is behind them."""
        after = self.welcome.model_copy(update={"passed": day})
        due = self.clock.next_moment(after)
        await self.save(due=due, passed=day, posting=0, posting_since=None)


async def _bring(at: _Bringing) -> None:
    tools, person, now = at.tools, at.welcome.person, at.tools.clock()
    user = tools.directory.user_of(person)
    if user is None:
        await at.save(due=at.clock.next_day(person, now))
        return
    if at.welcome.posting_since is not None:
        await _finish(at, user, at.welcome.posting, at.welcome.posting_since)
        return
    day = at.clock.due(at.welcome, now)
    if day is None:
        await at.save(due=at.clock.next_moment(at.welcome))
    elif at.clock.is_stale(at.welcome, day, now):
        await at.passed(day)
    elif await _has_left(tools, user):
        await at.save(due=None, stopped=True)
    elif (moment := at.clock.may_come(person, now)) != now:
        await at.save(due=moment)
    elif await tools.quiet.do_not_disturb(user):
        await at.save(due=now + LOOK_AGAIN)
    else:
        await at.save(due=now, posting=day, posting_since=tools.wall_clock())
        await _say(at, user, day)


async def _finish(at: _Bringing, user: str, day: int, since: datetime) -> None:
    """An attempt was left open. Where Slack lets us not look, it counts as brought: a card comes once or never."""
    try:
        found = await at.tools.board.find(user, key=_key(at.welcome, day), since=since)
    except Refused as refused:
        log.warning("cards of %s: cannot look whether one was brought: %s", at.welcome.person, refused.reason)
        await at.passed(day)
        return
    if found is not None:
        await at.passed(day)
    else:
        await _say(at, user, day)


async def _say(at: _Bringing, user: str, day: int) -> None:
    try:
        await at.tools.board.bring(user, at.welcome.person, day, key=_key(at.welcome, day))
    except Refused as refused:
        log.warning("cards of %s: they cannot be written to: %s", at.welcome.person, refused.reason)
    await at.passed(day)


async def _has_left(tools: WelcomeTools, user: str) -> bool:
    member = await tools.directory.member(user)
    return member is not None and (member.has_left or member.is_bot)


def _key(w: Welcome, day: int) -> str:
    return f"welcome-{w.person}-{w.first}-{day}"


def _next(clock: WelcomeClock, w: Welcome, now: datetime) -> datetime | None:
    return now if w.posting_since is not None else clock.next_moment(w)


def _names(tools: WelcomeTools, key: str) -> set[str]:
    """What somebody is recognised by: their key, and their Slack account should the key be another one day."""
    user = tools.directory.user_of(key)
    return {f"key:{key}", *([f"user:{user}"] if user else [])}
