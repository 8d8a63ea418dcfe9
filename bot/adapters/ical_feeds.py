"""The calendars that schedules name: read, refreshed, and kept as they last were good."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.adapters.ical_fetching import Copy, Shelf, fetch, read_path
from bot.adapters.ical_reading import IcalFeed, UnreadableCalendar, read_ical
from bot.domain.feeds import Feed, is_web, nobodys, shown
from bot.domain.team_file import TeamFile
from bot.ports import Clock

log = logging.getLogger(__name__)

EVERY = timedelta(minutes=15)
"""How often a calendar on the web is fetched anew; servers of calendars refresh theirs no faster."""
_LOOK = timedelta(minutes=1)
"""How often files are looked at, and how soon a calendar that failed is tried again; then ever more slowly."""
_BEHIND, _AHEAD = timedelta(days=30), timedelta(days=370)
"""What is worked out to see that a calendar is good; what is told of its events is told of this time."""


class Trouble(StrEnum):
    """What can be wrong with a calendar."""

    AWAY = "away"  # it cannot be had or read: the last good one, if any, holds on
    EVENT = "event"  # an event in it is not meant so
    NOBODY = "nobody"  # an event is for nobody in the file: its time counts as a gap


@dataclass(frozen=True)
class FeedProblem:
    """Something its keepers can mend. `where` and `sentence` tell no secret address; `since` is when it was first seen."""

    kind: Trouble
    schedules: tuple[str, ...]
    where: str
    sentence: str
    since: datetime
    line: int | None = None


@dataclass
class _Source:
    """What is known of one calendar."""

    feed: IcalFeed | None = None
    copy: Copy | None = None
    due: datetime | None = None
    failures: int = 0
    trouble: tuple[str, datetime] | None = None
    stamp: tuple[int, int] | None = None
    unkept: bool = False


class Feeds:
    """The calendars of a team's file, by their address.

    `file` tells which are wanted at the moment, `changed` is given all of them whenever one was read anew.
    Offline (the command line without --live) nothing is fetched and nothing written: files are read, calendars
    on the web are those of the last copy.
    """

    def __init__(
        self,
        folder: Path,
        shelf: Shelf,
        file: Callable[[], TeamFile],
        clock: Clock,
        *,
        changed: Callable[[Mapping[str, Feed]], None] = lambda _feeds: None,
        online: bool = True,
    ) -> None:
        self._folder = folder
        self._shelf = shelf
        self._file = file
        self._clock = clock
        self._changed = changed
        self._online = online
        self._sources: dict[str, _Source] = {}
        self._logged: dict[str, str] = {}
        self._first_seen: dict[tuple[Trouble, str, str], datetime] = {}

    @property
    def feeds(self) -> Mapping[str, Feed]:
        """Every calendar there is a good version of."""
        return {address: source.feed for address, source in self._sources.items() if source.feed}

    def as_of(self, address: str) -> datetime | None:
        """When the version in use was last known to hold; UTC."""
        source = self._sources.get(address)
        return source.copy.at if source and source.copy else None

    async def run(self) -> None:
        """Refresh for ever, at once for the first time."""
        while True:
            try:
                await self.refresh()
                self._log()
            except Exception:
                log.exception("calendars could not be refreshed; they stay as they are")
            await asyncio.sleep(_LOOK.total_seconds())

    async def start(self) -> None:
        """Read files and copies; only a calendar there is no copy of is waited for."""
        await self.refresh(wait=False)
        self._log()

    async def refresh(self, *, wait: bool = True) -> None:
        """Read what is due; whatever fails stays as it was, and `problems` tells. What the file names anew is due.

        Without `wait` a calendar on the web is left for the next time where a copy will do.
        """
        wanted = self._wanted()
        gone = [address for address in self._sources if address not in wanted]
        for address in gone:
            del self._sources[address]
        read = await asyncio.gather(
            *(
                self._refresh_one(address, self._sources.setdefault(address, _Source()), zones, wait=wait)
                for address, zones in wanted.items()
            )
        )
        if any(read) or gone:
            self._changed(self.feeds)

    def problems(self) -> tuple[FeedProblem, ...]:
        """Everything that is wrong at the moment."""
        file, now = self._file(), self._clock()
        found: list[FeedProblem] = []
        for address, source in self._sources.items():
            schedules = tuple(key for key, one in file.schedules.items() if one.ical == address)
            if source.trouble:
                told, since = f"the calendar {source.trouble[0]}; {_meanwhile(source)}", source.trouble[1]
                found.append(FeedProblem(Trouble.AWAY, schedules, shown(address), told, since))
            for line, sentence in source.feed.odd if source.feed else ():
                found.append(
                    self._seen(FeedProblem(Trouble.EVENT, schedules, shown(address), sentence, now, line))
                )
        for key, booking in nobodys(file, self.feeds, now - _BEHIND, now + _AHEAD):
            address = file.schedules[key].ical or ""
            day = booking.start.astimezone(ZoneInfo(file.zone_of_schedule(key))).date()
            told = (
                f"{_called(booking.claim.summary)} ({day}) is for nobody in people; its time counts as a gap"
            )
            found.append(
                self._seen(FeedProblem(Trouble.NOBODY, (key,), shown(address), told, now, booking.line))
            )
        self._first_seen = {_sameness(problem): problem.since for problem in found}
        return tuple(found)

    def _log(self) -> None:
        """Tell each trouble once, and its end."""
        for address, source in self._sources.items():
            before, now = self._logged.get(address), source.trouble and source.trouble[0]
            if now and now != before:
                log.warning("the calendar %s %s; %s", shown(address), now, _meanwhile(source))
            if before and not now:
                log.info("the calendar %s can be read again", shown(address))
            self._logged[address] = now or ""

    def _seen(self, problem: FeedProblem) -> FeedProblem:
        return replace(problem, since=self._first_seen.get(_sameness(problem), problem.since))

    def _wanted(self) -> dict[str, frozenset[str]]:
        file = self._file()
        wanted: dict[str, frozenset[str]] = {}
        for key, schedule in file.schedules.items():
            if schedule.ical:
                zones = wanted.get(schedule.ical, frozenset())
                wanted[schedule.ical] = zones | {file.zone_of_schedule(key)}
        return wanted

    async def _refresh_one(self, address: str, source: _Source, zones: frozenset[str], *, wait: bool) -> bool:
        at, fresh = self._clock(), False
        if source.due is None:
            source.due = at
            fresh = await self._from_shelf(address, source, zones)
        if at < source.due or (is_web(address) and source.feed and not wait):
            return fresh
        try:
            read = self._from_web if is_web(address) else self._from_file
            fresh |= await read(address, source, zones, at)
        except UnreadableCalendar as wrong:
            self._failed(source, str(wrong), at)
        else:
            self._worked(address, source, at)
        return fresh

    async def _from_shelf(self, address: str, source: _Source, zones: frozenset[str]) -> bool:
        copy = await asyncio.to_thread(self._shelf.get, self._name(address))
        if copy is None:
            return False
        try:
            source.feed = await asyncio.to_thread(_good, copy.data, zones, copy.at)
        except UnreadableCalendar as wrong:
            log.warning("the copy of the calendar %s %s", shown(address), wrong)
            return False
        source.copy = copy
        return True

    async def _from_web(self, address: str, source: _Source, zones: frozenset[str], at: datetime) -> bool:
        if not self._online:
            if source.feed is None:
                raise UnreadableCalendar("was never fetched here")
            return False
        copy = await fetch(address, source.copy, at)
        unchanged = source.copy is not None and copy.data == source.copy.data
        if not unchanged:
            source.feed = await asyncio.to_thread(_good, copy.data, zones, at)
        await self._keep(address, source, copy)
        return not unchanged

    async def _from_file(self, address: str, source: _Source, zones: frozenset[str], at: datetime) -> bool:
        path = self._folder / address
        stamp = await asyncio.to_thread(_stamp, path)
        if stamp is not None and stamp == source.stamp and source.trouble is None:
            return False
        data = await asyncio.to_thread(read_path, path)
        unchanged = source.copy is not None and data == source.copy.data
        if not unchanged:
            source.feed = await asyncio.to_thread(_good, data, zones, at)
        source.stamp = stamp
        await self._keep(address, source, Copy(data, at))
        return not unchanged

    async def _keep(self, address: str, source: _Source, copy: Copy) -> None:
        source.copy = copy
        if not self._online or source.unkept:
            return
        try:
            await asyncio.to_thread(self._shelf.put, self._name(address), copy)
        except OSError as refused:
            source.unkept = True
            log.warning("no copy of the calendar %s can be kept (%s)", shown(address), refused.strerror)

    def _name(self, address: str) -> str:
        return address if is_web(address) else str((self._folder / address).absolute())

    def _failed(self, source: _Source, sentence: str, at: datetime) -> None:
        if source.trouble is None or source.trouble[0] != sentence:
            source.trouble = sentence, source.trouble[1] if source.trouble else at
        source.failures += 1
        source.due = at + min(EVERY, _LOOK * 2 ** min(source.failures - 1, 10))

    def _worked(self, address: str, source: _Source, at: datetime) -> None:
        source.trouble, source.failures = None, 0
        source.due = at + (EVERY if is_web(address) else _LOOK)


def _good(data: bytes, zones: frozenset[str], at: datetime) -> IcalFeed:
    """A calendar that can be read and worked out.

    Raises:
        UnreadableCalendar: with a sentence that follows "the calendar …".
    """
    feed = read_ical(data)
    for zone in zones:
        feed.between(at - _BEHIND, at + _AHEAD, ZoneInfo(zone))
    return feed


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def _sameness(problem: FeedProblem) -> tuple[Trouble, str, str]:
    return problem.kind, problem.where, problem.sentence


def _meanwhile(source: _Source) -> str:
    if source.copy is None or source.feed is None:
        return "until it can be read, its time counts as a gap"
    return f"the one of {source.copy.at:%Y-%m-%d %H:%M} UTC holds on"


def _called(summary: str) -> str:
    return f'"{summary[:60]}"' if summary else "an event without a title"
