"""What values mean to people: kept without names, told to those who keep the values once a month.

idle ──an answer comes in──► planned ──the first reader's morning: enough answers──► told, reader by reader ──► idle
                               ▲             │ too few                                       │ texts erased
                               └─────────────┴───────────────────────────────────────────────┘
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.escalation import Posted
from bot.domain.meanings import LONGEST, Meaning, Reading, Round, Tellings, readers_of, sort_out
from bot.domain.working_days import at_work_from
from bot.ports import Clock, Deadlines, Directory, Lease, Refused, Unclear
from bot.ports.meanings import Batch, MeaningBoard, MeaningBook
from bot.services.handbook import Handbook
from bot.services.said_once import LeaseLost, said_before_if_seen

log = logging.getLogger(__name__)

LATE = timedelta(hours=1)
"""Told later than this (Baton was down), it waits until its reader is at work."""


@dataclass(frozen=True)
class MeaningTools:
    """What these verbs work with. `wall_clock` is real time, as Slack sees it."""

    handbook: Callable[[], Handbook]
    book: MeaningBook
    board: MeaningBoard
    deadlines: Deadlines
    directory: Directory
    clock: Clock
    wall_clock: Clock


async def keep_meaning(tools: MeaningTools, user: str, value: str, text: str) -> bool:
    """Keep somebody's answer without their name; False if the file has no such value, or nobody to read it."""
    book, now = tools.handbook(), tools.clock()
    readers = readers_of(book.file, book.philosophy)
    if book.philosophy.value(value) is None or not readers:
        return False
    tellings = Tellings(book.file, book.calendars)
    month = tellings.month(readers[0], now)
    meaning = Meaning(value=value, text=text[:LONGEST], month=month)
    await tools.book.put(user, meaning, due=tellings.next_telling(readers, now))
    return True


async def tick_meanings(tools: MeaningTools, _key: str, lease: Lease) -> None:
    """Somebody's morning has come: tell them; the last one told ends the round and erases the texts."""
    try:
        under_way = await tools.book.under_way() or await _begin(tools, lease)
        if under_way is not None:
            await _tell(tools, under_way, lease)
    except LeaseLost:
        log.info("what values mean: an answer changed meanwhile, or the lease went to another replica")
    except Unclear as unclear:
        log.warning("what values mean: Slack gave no clear answer: %s", unclear)
        await tools.deadlines.release(lease, failed=True)
        return
    await tools.deadlines.release(lease)


async def _begin(tools: MeaningTools, lease: Lease) -> Round | None:
    """Fix what is told to whom; None where too little was said, which is then held over."""
    book, now = tools.handbook(), tools.clock()
    tellings = Tellings(book.file, book.calendars)
    readers = readers_of(book.file, book.philosophy)
    users = {key: user for key in readers if (user := tools.directory.user_of(key))}
    month = max((tellings.month(key, now) for key in users), default=f"{now:%Y-%m}")
    found = sort_out(await tools.book.waiting(), book.philosophy, month)
    if not users or not found.told:
        following = tellings.next_telling(readers, now)
        if not await tools.book.finish(found.stale, lease=lease, following=following):
            raise LeaseLost(lease.item)
        return None
    readings = [Reading(user=user, due=tellings.telling(key, month)) for key, user in users.items()]
    begun, batch = Round(month=month, readings=tuple(readings)), Batch(month=month, told=dict(found.told))
    if not await tools.book.begin(begun, batch, found.taken, lease=lease, due=now):
        raise LeaseLost(lease.item)  # somebody changed their answer in this moment; it is due at once again
    return begun


async def _tell(tools: MeaningTools, under_way: Round, lease: Lease) -> None:
    batch = await tools.book.batch()
    for reading in under_way.readings:
        if batch is None:
            under_way = under_way.with_reading(reading.model_copy(update={"done": True}))
        elif not reading.done and _moment(tools, reading) <= tools.clock():
            under_way = await _Telling(tools, under_way, reading, batch, lease).to_the_end()
    book, now = tools.handbook(), tools.clock()
    if under_way.is_done:
        readers = readers_of(book.file, book.philosophy)
        following = Tellings(book.file, book.calendars).next_telling(readers, now)
        saved = await tools.book.finish((), lease=lease, following=following)
    else:
        due = min(_moment(tools, one) for one in under_way.readings if not one.done)
        saved = await tools.book.save(under_way, lease=lease, due=due)
    if not saved:
        raise LeaseLost(lease.item)


def _moment(tools: MeaningTools, reading: Reading) -> datetime:
    """When a reader is really told: at their hour, or if that got late, when they are at work."""
    book, now = tools.handbook(), tools.clock()
    key = tools.directory.key_of(reading.user)
    if now - reading.due <= LATE or reading.posting_since or reading.said or key is None:
        return reading.due
    return at_work_from(book.file, book.calendars, key, now) or now


@dataclass
class _Telling:
    """One reader being told, message after message, each once (docs/adr/0003)."""

    tools: MeaningTools
    under_way: Round
    reading: Reading
    batch: Batch
    lease: Lease

    async def to_the_end(self) -> Round:
        """The round once they have read everything, or cannot be reached."""
        while self.reading.said < await self.tools.board.pages(self.reading.user, self.batch):
            try:
                await self._page(self.reading.said)
            except Refused as refused:
                log.warning("what values mean: a reader cannot be written to: %s", refused.reason)
                break
            await self._note(said=self.reading.said + 1, posting_since=None)
        await self._note(done=True, posting_since=None)
        return self.under_way

    async def _page(self, page: int) -> None:
        user, board = self.reading.user, self.tools.board
        key = f"meanings-{self.under_way.month}-{user}-{page}"

        async def look(since: datetime) -> Posted | None:
            return await board.find(user, key=key, since=since)

        if await said_before_if_seen(look, self.reading.posting_since, key) is not None:
            return
        await self._note(posting_since=self.reading.posting_since or self.tools.wall_clock())
        await board.tell(user, self.batch, page, key=key)

    async def _note(self, **update: object) -> None:
        self.reading = self.reading.model_copy(update=update)
        self.under_way = self.under_way.with_reading(self.reading)
        if not await self.tools.book.save(self.under_way, lease=self.lease, due=self.tools.clock()):
            raise LeaseLost(self.lease.item)
