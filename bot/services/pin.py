"""Pinning facts while something is down or closed: pinned, changed, extended, taken down; whoever presses when."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.around import NOTHING_AROUND, Around
from bot.domain.escalation import Party, Posted
from bot.domain.facts import LONGEST_PIN, Draft, Facts, may_pin, nearest_first, written
from bot.errors import StoreUnavailable
from bot.ports import Clock, Deadlines, Lease, NewId, Refused, Unclear
from bot.ports.facts import FactBook, FactVoice
from bot.services.handbook import Handbook
from bot.services.said_once import LeaseLost, on_newest, said_before_if_seen

log = logging.getLogger(__name__)

_TRIES = 30
_PATIENCE = 0.6
"""Seconds that a card waits for facts: an answer must reach Slack within three."""


class No(StrEnum):
    """Why nothing changed."""

    NOT_YOURS = "not yours"
    OVER = "over"
    TOO_FAR = "too far"


@dataclass(frozen=True)
class FactTools:
    """What these verbs work with. `wall_clock` is real time, as Slack sees it."""

    handbook: Callable[[], Handbook]
    book: FactBook
    voice: FactVoice
    deadlines: Deadlines
    clock: Clock
    wall_clock: Clock
    new_id: NewId

    def may(self, who: Party) -> bool:
        """Whether somebody may pin, change and take down."""
        return may_pin(who.key, self.handbook().roster, self.clock())


async def standing(t: FactTools) -> tuple[Facts, ...]:
    """What stands now, the nearest to end first."""
    now = t.clock()
    return nearest_first(facts for facts in await t.book.kept() if facts.stands(now))


async def facts_around(t: FactTools, _situation: str | None, topic: str | None, now: datetime) -> Around:
    """The facts that hold for a topic at `now`; none while the store does not answer: a card is shown all the same."""
    kept = t.book.known()
    if kept is None:
        try:
            async with asyncio.timeout(_PATIENCE):
                kept = await t.book.kept()
        except (StoreUnavailable, TimeoutError):
            log.warning("pinned facts could not be read; cards are shown without them")
            return NOTHING_AROUND
    found = nearest_first(facts for facts in kept if facts.stands_for(topic, now)) if kept else ()
    return Around(facts=found) if found else NOTHING_AROUND


async def replaced_by(t: FactTools, draft: Draft, facts_id: str) -> tuple[Facts, ...]:
    """What stands now and would contradict this once it is pinned."""
    return tuple(facts for facts in await standing(t) if facts.id != facts_id and draft.replaces(facts))


async def pin(
    t: FactTools, draft: Draft, by: Party, *, facts_id: str, replaces: tuple[str, ...] = ()
) -> Facts | No:
    """Pin it, and take down what it replaces. `facts_id` is that of the form: sent twice it pins one.

    A crash in between leaves both standing; sent again it takes down the rest.
    """
    now = t.clock()
    if not t.may(by):
        return No.NOT_YOURS
    before = await t.book.get(facts_id)
    if before is not None:
        if before.pinned_by.user != by.user:
            return No.NOT_YOURS
        if not before.stands(now):
            return No.OVER
        await _take_down(t, replaces, by)
        return before
    ends = draft.ends or now
    made = Facts.model_validate(
        {**written(draft), "id": facts_id, "revision": 0, "pinned": now, "pinned_by": by, "ends": ends}
    )
    made = made.ending(ends, now).model_copy(update={"revision": 1})
    if not await t.book.save(made, now=now, op=t.new_id()):
        return await t.book.get(facts_id) or No.OVER
    await _take_down(t, replaces, by)
    return made


async def _take_down(t: FactTools, replaced: tuple[str, ...], by: Party) -> None:
    for old in replaced:
        await unpin(t, old, by)


async def change(t: FactTools, facts_id: str, draft: Draft, by: Party) -> Facts | No:
    """Say it otherwise, or until another time."""

    def to(facts: Facts, now: datetime) -> Facts:
        words = {name: value for name, value in written(draft).items() if name != "ends"}
        return facts.ending(draft.ends or facts.ends, now).model_copy(update=words)

    return await _replace(t, facts_id, by, to)


async def extend(t: FactTools, facts_id: str, until: datetime, by: Party) -> Facts | No:
    """Let it stand until then; pressed twice, or after somebody made it longer, nothing more happens."""
    if until > t.clock() + LONGEST_PIN:
        return No.TOO_FAR
    return await _replace(
        t, facts_id, by, lambda facts, now: facts.ending(until, now) if until > facts.ends else facts
    )


async def unpin(t: FactTools, facts_id: str, by: Party) -> Facts | No:
    """Take it down now; cards are without it from this moment on."""
    return await _replace(
        t, facts_id, by, lambda facts, now: facts.model_copy(update={"ended": now, "ended_by": by})
    )


async def _replace(
    t: FactTools, facts_id: str, by: Party, to: Callable[[Facts, datetime], Facts]
) -> Facts | No:
    if not t.may(by):
        return No.NOT_YOURS
    for _ in range(_TRIES):
        facts, now = await t.book.get(facts_id), t.clock()
        if facts is None or not facts.stands(now):
            return No.OVER
        new = to(facts, now)
        if new == facts:
            return facts
        new = new.model_copy(update={"revision": facts.revision + 1})
        if await t.book.save(new, now=now, op=t.new_id()):
            return new
    raise RuntimeError(f"facts {facts_id} could not be changed in {_TRIES} tries")


async def tick_facts(t: FactTools, facts_id: str, lease: Lease) -> None:
    """Tell whoever pinned it that its end is near, exactly once for that end (docs/adr/0003)."""
    facts, now = await t.book.get(facts_id), t.clock()
    if facts is None or facts.warning_due is None:
        await t.deadlines.forget(lease)
        return
    try:
        warned = await _warned(t, facts, now, lease)
    except Unclear as unclear:
        log.warning("facts %s: Slack gave no clear answer: %s", facts_id, unclear)
        await t.deadlines.release(lease, failed=True)
        return
    if warned is not None:
        await _heard(t, warned, now, lease)
    await t.deadlines.release(lease)


async def _heard(t: FactTools, warned: Facts, now: datetime, lease: Lease) -> None:
    """Note that this end was told, also where their words were changed as soon as that was read."""

    async def write(newest: Facts) -> Facts:
        if newest.ends != warned.ends or newest.warning_due is None:
            return newest
        noted = _next(newest, warned_of=warned.ends)
        if not await t.book.save(noted, now=now, op=t.new_id(), lease=lease):
            raise LeaseLost(warned.id)
        return noted

    with suppress(LeaseLost):
        await on_newest(warned, write, lambda: t.book.get(warned.id))


async def _warned(t: FactTools, facts: Facts, now: datetime, lease: Lease) -> Facts | None:
    """The facts whose end was told; None where they moved on meanwhile, or are not due yet."""
    if facts.warning_due is None or facts.warning_due > now:
        return None
    key = f"facts-{facts.id}-{int(facts.ends.timestamp())}"

    async def look(since: datetime) -> Posted | None:
        return await t.voice.find(facts.pinned_by.user, key=key, since=since)

    said = await said_before_if_seen(look, facts.warning_since, key)
    if said is None and facts.stands(now):
        if facts.warning_since is None:
            noted = _next(facts, warning_since=t.wall_clock())
            if not await t.book.save(noted, now=now, op=t.new_id(), lease=lease):
                return None
            facts = noted
        try:
            await t.voice.tell(facts.pinned_by.user, facts, key=key)
        except Refused as refused:
            log.warning("facts %s: Slack refused to tell of their end: %s", facts.id, refused.reason)
    return facts


def _next(facts: Facts, **update: object) -> Facts:
    return facts.model_copy(update={**update, "revision": facts.revision + 1})
