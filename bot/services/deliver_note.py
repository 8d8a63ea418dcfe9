"""Bringing a note to its one reader, exactly once; or telling its author that it cannot be brought.

A note of somebody whose notes its reader does not want is brought to nobody, by the same steps at the same time: to
its author, who must not learn of that, it is delivered and stays unopened.
"""

import logging
from datetime import datetime
from typing import Literal

from bot.domain.absence import Absences
from bot.domain.correction import Correction
from bot.domain.escalation import Post, Posted
from bot.domain.note_life import next_due
from bot.ports import Lease, Refused
from bot.ports.notes import NoteReturned, NoteWaiting
from bot.services.feedback_tools import NoteTools
from bot.services.live_on import Step, brought, live_on, note_times
from bot.services.note_lease import under_lease
from bot.services.said_once import LeaseLost, said_before
from bot.services.standing import LeftOut, receiving

log = logging.getLogger(__name__)

Delivery = Literal["delivered", "waiting", "returned", "unclear", "gone"]


async def tick_note(tools: NoteTools, note_id: str, lease: Lease) -> Delivery | Step:
    """A note is due: bring it, or if that got late, in its reader's hours; or do what its later life asks for."""
    note = await tools.notes.get(note_id)
    if note is not None and note.delivered:
        return await live_on(tools, note_id, lease)
    return await deliver_note(tools, note_id, lease, closing=None)


async def deliver_note(tools: NoteTools, note_id: str, lease: Lease, *, closing: datetime | None) -> Delivery:
    """Bring one note and give the lease back.

    `closing` is the cut-off of its night when that is run by hand: what was to go then goes now.
    """
    return await under_lease(tools, note_id, lease, _deliver(tools, note_id, lease, closing))


async def _deliver(tools: NoteTools, note_id: str, lease: Lease, closing: datetime | None) -> Delivery:
    note = await tools.notes.get(note_id)
    if note is not None and note.delivered:
        await tools.deadlines.release(lease)  # another has brought it meanwhile, and it is due later
        return "delivered"
    if note is None or not (note.is_sealed or note.undeliverable):
        await tools.deadlines.forget(lease)
        return "gone"
    if note.is_sealed:
        wait = _wait_until(tools, note, closing)
        if wait is not None:
            await tools.notes.put_off(lease, wait)
            await tools.deadlines.release(lease)
            return "waiting"
        note = await _bring(tools, note, lease)
    if note.undeliverable:
        await _return(tools, note, lease)
    await tools.deadlines.release(lease)
    return "returned" if note.undeliverable else "delivered"


def _wait_until(tools: NoteTools, note: Correction, closing: datetime | None) -> datetime | None:
    now = tools.clock()
    if note.deliver_at > max(now, closing or now):
        return note.deliver_at
    book, reader = tools.handbook(), note.recipient.key or ""
    away = Absences(book.file, ()).away(reader, now)
    times = note_times(book)
    if away is not None:
        return times.free_next(reader, away.end) or away.end
    go = times.nights.not_before(reader, note.deliver_at, now)
    if go > now:
        return times.free_next(reader, go) or go
    return None


async def _bring(tools: NoteTools, note: Correction, lease: Lease) -> Correction:
    """The note delivered, or marked as one that cannot be."""
    reader = await receiving(tools.directory, tools.handbook(), note.recipient.user)
    if isinstance(reader, LeftOut):
        return await _mark_undeliverable(tools, note, lease, reader.reason)
    key = f"note-{note.id}"
    note, posted = await _intended(tools, note, lease, user=note.recipient.user, key=key)
    held = posted is None and await tools.notes.blocks(note.recipient.user, note.author.user)
    if not held:
        try:
            posted = posted or await tools.whisperer.whisper(
                note.recipient.user, NoteWaiting(note=tools.tickets.ticket(note.id)), key=key
            )
        except Refused as refusal:
            return await _mark_undeliverable(tools, note, lease, refusal.reason)
    done = brought(tools, note, held=held).model_copy(update={"post": Post(key=key, posted=posted)})
    try:
        return await _saved(tools, done, {}, lease, due=next_due(done))
    except LeaseLost:
        opened = await tools.notes.get(note.id)
        if opened is None or opened.delivered is None:
            raise
        return opened  # its reader was faster than Slack's answer


async def _mark_undeliverable(tools: NoteTools, note: Correction, lease: Lease, why: str) -> Correction:
    """It stays due: its author has still to be told."""
    log.warning("note %s cannot be delivered: %s", note.id, why)
    return await _saved(
        tools, note, {"undeliverable": why, "post": None}, lease, due=tools.clock(), keep=False
    )


async def _return(tools: NoteTools, note: Correction, lease: Lease) -> None:
    key = f"note-{note.id}-returned"
    note, posted = await _intended(tools, note, lease, user=note.author.user, key=key)
    try:
        posted = posted or await tools.whisperer.whisper(
            note.author.user, NoteReturned(note=note.id), key=key
        )
    except Refused as refusal:
        log.warning("note %s: its author cannot be told either: %s", note.id, refusal.reason)
    await _saved(tools, note, {"post": Post(key=key, posted=posted)}, lease, due=None, keep=False)


async def _intended(
    tools: NoteTools, note: Correction, lease: Lease, *, user: str, key: str
) -> tuple[Correction, Posted | None]:
    """Store the intent to say it; whoever finds one looks first, and answers what was said already."""

    async def look(since: datetime) -> Posted | None:
        return await tools.whisperer.find(user, key=key, since=since)

    if note.post and note.post.key == key and note.post.posting_since:
        return note, await said_before(look, note.post.posting_since)
    intent = Post(key=key, posting_since=tools.wall_clock())
    keep = note.undeliverable is None
    return await _saved(tools, note, {"post": intent}, lease, due=note.deliver_at, keep=keep), None


async def _saved(
    tools: NoteTools,
    note: Correction,
    update: dict[str, object],
    lease: Lease,
    *,
    due: datetime | None,
    keep: bool = True,
) -> Correction:
    new = note.model_copy(update={**update, "revision": note.revision + 1})
    if not await tools.notes.save(new, lease=lease, due=due, keep=keep):
        raise LeaseLost(note.id)
    return new
