"""What time does to a delivered note: tells who is to be told, asks on its date how it went, erases it.

Whoever holds the lease and a person pressing a button may write at the same moment: whichever comes second reads
again and goes on from there. What is told is told once (docs/adr/0003).
"""

import logging
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Literal

from bot.domain.correction import Correction, Knock
from bot.domain.escalation import Party, Posted
from bot.domain.hours import instant
from bot.domain.note_life import (
    LONGEST_KEPT,
    UNHURRIED,
    Asked,
    Erased,
    Told,
    after_asking,
    next_due,
    what_is_due,
    with_intent,
    without_knock,
)
from bot.domain.note_times import NoteTimes
from bot.ports import Lease, Refused
from bot.ports.notes import NoteReminder, NoteWaiting
from bot.services.feedback_tools import NoteTools, nights_of
from bot.services.handbook import Handbook
from bot.services.note_lease import under_lease
from bot.services.said_once import LeaseLost, said_before

log = logging.getLogger(__name__)

Step = Literal["told", "erased", "unclear", "waiting", "gone"]

_TRIES = 5
_MOST_STEPS = 50
"""Far more than one note can have due at once."""


def note_times(book: Handbook) -> NoteTimes:
    """When readers of notes may be disturbed, by the file as it is now."""
    return NoteTimes(nights_of(book))


def tell_at(tools: NoteTools, who: Party, *, unhurried: bool = False) -> datetime:
    """When somebody is told of what just happened: in their hours."""
    at = tools.clock() + (UNHURRIED if unhurried else timedelta())
    return note_times(tools.handbook()).free_next(who.key or "", at) or at


def follow_up_at(
    book: Handbook, reader: Party, day: date, now: datetime, keep_until: datetime
) -> datetime | None:
    """When both are asked how it went: as the reader's working hours of that day begin, else the next ones.

    What is kept of a note ends first: then it is the last working day before that; None where there is none.
    """
    times, key = note_times(book), reader.key or ""
    zone = times.nights.hours_of(key).zone
    first = now.astimezone(zone).date() + timedelta(days=1)
    wished = max(first, min(day, keep_until.astimezone(zone).date()))
    for back in range((wished - first).days + 1):
        midnight = instant(datetime.combine(wished - timedelta(days=back), time()), zone)
        at = times.morning_after(key, midnight)
        if at < keep_until:
            return at
    return None


def brought(tools: NoteTools, note: Correction, *, held: bool = False) -> Correction:
    """Delivered now: kept as long as the file says now, and asked about on its date."""
    book, now = tools.handbook(), tools.clock()
    until = now + min(book.philosophy.corrections.retention, LONGEST_KEPT)
    delivered = note.model_copy(update={"delivered": now, "keep_until": until, "held": held})
    if note.follow_up is None:
        return delivered
    at = follow_up_at(book, note.recipient, note.follow_up, now, until)
    return delivered.model_copy(update={"follow_up_at": at})


async def live_on(tools: NoteTools, note_id: str, lease: Lease) -> Step:
    """Everything that is due on one delivered note; gives the lease back."""
    return await under_lease(tools, note_id, lease, _live_on(tools, note_id, lease))


async def _live_on(tools: NoteTools, note_id: str, lease: Lease) -> Step:
    went: Step = "waiting"
    for _ in range(_MOST_STEPS):
        note = await tools.notes.get(note_id)
        if note is None:
            await tools.deadlines.forget(lease)
            return "gone"
        match what_is_due(note, tools.clock()):
            case Erased():
                await tools.notes.erase(note)
                await tools.deadlines.forget(lease)
                return "erased"
            case Asked():
                await _ask(tools, note_id, lease)
            case Told(knock):
                await _tell(tools, note_id, knock, lease)
                went = "told"
            case None:
                break
    await tools.deadlines.release(lease)
    return went


async def _ask(tools: NoteTools, note_id: str, lease: Lease) -> None:
    """Both are asked, in the reader's hours; a team whose hours changed meanwhile is waited for."""

    def ask(note: Correction) -> Correction:
        now = tools.clock()
        if not isinstance(what_is_due(note, now), Asked):
            return note
        free = note_times(tools.handbook()).free_next(note.recipient.key or "", now) or now
        if free > now and (note.keep_until is None or free < note.keep_until):
            return note.model_copy(update={"follow_up_at": free})
        return after_asking(note, now)

    await _changed(tools, note_id, lease, ask)


async def _tell(tools: NoteTools, note_id: str, knock: Knock, lease: Lease) -> None:
    """Say it, unless it was said before; whoever cannot be reached is not told, and nobody else is instead."""
    key = tools.tickets.key(f"note-{note_id}-{knock.number}")

    async def look(since: datetime) -> Posted | None:
        return await tools.whisperer.find(knock.to, key=key, since=since)

    if not await said_before(look, knock.posting_since):
        if knock.posting_since is None:
            since = tools.wall_clock()
            now = await _changed(tools, note_id, lease, lambda note: with_intent(note, knock.number, since))
            if now is None or all(one.number != knock.number for one in now.knocks):
                return  # its reader took it back at this moment
        ticket = tools.tickets.ticket(note_id)
        what = NoteReminder(note=ticket) if knock.about == "follow_up" else NoteWaiting(note=ticket)
        if not await tools.deadlines.renew(lease):
            raise LeaseLost(note_id)
        try:
            await tools.whisperer.whisper(knock.to, what, key=key)
        except Refused as refusal:
            log.warning("note %s: somebody cannot be told: %s", note_id, refusal.reason)
    await _changed(tools, note_id, lease, lambda note: without_knock(note, knock.number))


async def _changed(
    tools: NoteTools, note_id: str, lease: Lease, change: Callable[[Correction], Correction]
) -> Correction | None:
    """The note after one step, over whatever people did meanwhile; None if it is gone.

    Raises:
        LeaseLost: another replica has taken over.
    """
    for _ in range(_TRIES):
        note = await tools.notes.get(note_id)
        if note is None:
            return None
        new = change(note).model_copy(update={"revision": note.revision + 1})
        if await tools.notes.live(new, due=next_due(new), lease=lease):
            return new
    raise LeaseLost(note_id)
