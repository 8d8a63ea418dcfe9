"""Disagreeing quietly: to the values' approvers, each in their direct messages, exactly once, named or not."""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.disagreement import LONGEST, LONGEST_ABOUT, Disagreement
from bot.domain.escalation import Party, Posted
from bot.ports import Clock, Deadlines, Directory, Lease, NewId, Refused, Unclear
from bot.ports.disagreements import Disagreements, QuietVoice
from bot.services.handbook import Handbook
from bot.services.said_once import said_before
from bot.services.standing import standing

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class DisagreeTools:
    """What these verbs work with. They have no voice but a private one. `wall_clock` is real time."""

    handbook: Callable[[], Handbook]
    book: Disagreements
    voice: QuietVoice
    directory: Directory
    deadlines: Deadlines
    clock: Clock
    wall_clock: Clock
    new_id: NewId


@dataclass(frozen=True)
class OnItsWay:
    """It is sealed and goes to these."""

    readers: tuple[Party, ...]
    signed: bool


@dataclass(frozen=True)
class NobodyReads:
    """No approver but the writer can be reached: nothing was kept."""


async def approvers(tools: DisagreeTools, *, but: str | None = None) -> tuple[Party, ...]:
    """Who keeps the values and can be written to now, in the file's order."""
    book, found = tools.handbook(), []
    for key in dict.fromkeys(book.philosophy.approvers):
        user = tools.directory.user_of(key)
        who = await standing(tools.directory, book, user) if user and user != but else None
        if isinstance(who, Party):
            found.append(who)
    return tuple(found)


async def disagree(
    tools: DisagreeTools, *, by: str, about: str, words: str, signed: bool, once: str
) -> OnItsWay | NobodyReads:
    """Seal it for every approver; the same form sent twice is one.

    A named one does not go to its own author. An unnamed one goes to all, an approver who wrote it included:
    whoever alone did not get it would be known by that. It holds nothing of who wrote it.
    """
    others = await approvers(tools, but=by)
    if not others:
        return NobodyReads()
    readers = others if signed else await approvers(tools)
    author = await standing(tools.directory, tools.handbook(), by) if signed else None
    await tools.book.open(
        [
            Disagreement(
                id=tools.new_id(),
                to=reader.user,
                author=author if isinstance(author, Party) else None,
                about=about[:LONGEST_ABOUT],
                words=words[:LONGEST],
            )
            for reader in readers
        ],
        once=hashlib.sha256(f"disagreement {once}".encode()).hexdigest()[:32],
        due=tools.clock(),
    )
    return OnItsWay(others if signed else readers, signed=isinstance(author, Party))


async def tick_disagreement(tools: DisagreeTools, disagreement_id: str, lease: Lease) -> None:
    """Tell one reader, exactly once. What Slack refuses goes back to whoever signed it; else it is tried again."""
    d = await tools.book.get(disagreement_id)
    if d is None or d.told:
        await tools.deadlines.forget(lease)
        return
    try:
        done = await _told(tools, d, lease)
    except Unclear:
        log.warning("disagreement %s: Slack gave no clear answer", d.id)
        await tools.deadlines.release(lease, failed=True)
        return
    except Refused as refused:
        log.warning("disagreement %s: its reader cannot be reached: %s", d.id, refused.reason)
        await _refused(tools, d, lease)
        return
    if done:
        await tools.deadlines.release(lease)


async def _told(tools: DisagreeTools, d: Disagreement, lease: Lease) -> bool:
    """Whether it is told, and noted; False if another replica has taken over."""
    key = f"disagreement-{d.id}" + ("-returned" if d.returned else "")

    async def look(since: datetime) -> Posted | None:
        return await tools.voice.find(d.to, key=key, since=since)

    if not await said_before(look, d.posting_since):
        intent = d.model_copy(update={"posting_since": d.posting_since or tools.wall_clock()})
        if not await tools.book.save(intent, lease=lease, due=tools.clock()):
            return False
        await tools.voice.tell(intent.to, intent, key=key)
    return await tools.book.save(d.model_copy(update={"told": True}), lease=lease, due=None)


async def _refused(tools: DisagreeTools, d: Disagreement, lease: Lease) -> None:
    if d.author is None or d.returned:
        await tools.deadlines.release(lease, failed=True)
        return
    back = d.model_copy(update={"to": d.author.user, "returned": True, "posting_since": None})
    if await tools.book.save(back, lease=lease, due=tools.clock()):
        await tools.deadlines.release(lease)
