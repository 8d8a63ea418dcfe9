"""Erasing somebody, at their own wish: step by step, each again if need be, told once at the end.

asked ──thanks, notes, customers' words, records──► told ──what was open has ended──► nothing is known of it

Whatever happens in between, the item stays due, and another replica goes on where this one stopped.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

from bot.domain.erasure import Erasure
from bot.domain.escalation import Posted
from bot.domain.kudos import KEEP_KUDOS, Kudos
from bot.domain.published import NightEdits
from bot.ports import Lease, Refused, Unclear
from bot.ports.kudos import Kept
from bot.services.change_kudos import is_closed
from bot.services.feedback_tools import run_that_brings
from bot.services.my_data import MyDataTools, who_is
from bot.services.published import withdraw
from bot.services.said_once import LeaseLost, said_before_if_seen

log = logging.getLogger(__name__)

LOOK_AGAIN = timedelta(days=1)
"""How often it is looked whether what was open has ended."""
_TRIES = 5
_SHOWN = ("escalation:", "promise:", "cover:")
"""What goes on and is told of; the run of a night is over by itself."""


async def ask_to_be_erased(tools: MyDataTools, user: str) -> Erasure:
    """Begin; asked twice it is done twice, which is the same."""
    erasure = Erasure(who=await who_is(tools.handbook(), tools.directory, user), asked=tools.clock())
    await tools.erasures.begin(erasure, due=tools.clock())
    return erasure


async def tick_erase(tools: MyDataTools, user: str, lease: Lease) -> None:
    """Go on with it: the steps that are left, then telling, then waiting for what is open."""
    erasure = await tools.erasures.get(user)
    if erasure is None:
        await tools.deadlines.forget(lease)
        return
    try:
        erasure = await _all_steps(tools, erasure, lease)
        erasure = await _tell(tools, erasure, lease)
        waits = tuple(await tools.traces.leave_ended(erasure.who, erasure.waits, tools.clock()))
        if waits:
            await _save(tools, erasure.model_copy(update={"waits": waits}), lease, later=True)
        else:
            await tools.erasures.end(erasure, lease=lease)
        await tools.deadlines.release(lease)
    except LeaseLost:
        log.info("an erasure: the lease went to another replica, which carries on")
    except Unclear:
        log.warning("an erasure: Slack gave no clear answer")
        await tools.deadlines.release(lease, failed=True)


async def _all_steps(tools: MyDataTools, erasure: Erasure, lease: Lease) -> Erasure:
    for name, step in _STEPS.items():
        if name in erasure.done:
            continue
        waits = await step(tools, erasure)
        erasure = erasure.model_copy(
            update={"done": (*erasure.done, name), "waits": tuple(dict.fromkeys((*erasure.waits, *waits)))}
        )
        await _save(tools, erasure, lease)
    return erasure


async def _save(tools: MyDataTools, erasure: Erasure, lease: Lease, *, later: bool = False) -> None:
    due = tools.clock() + (LOOK_AGAIN if later else timedelta())
    if not await tools.erasures.save(erasure, lease=lease, due=due):
        raise LeaseLost(lease.item)


async def _thanks_given(tools: MyDataTools, erasure: Erasure) -> tuple[str, ...]:
    """Taken back before their night, withdrawn after: posts are edited to match."""
    thanks, user = tools.published.thanks, erasure.who.user
    for kudos in await thanks.kudos.given_by(user, tools.clock() - KEEP_KUDOS):
        if kudos.stands:
            await withdraw(tools.published, kudos.id, by=user)
    return ()


async def _thanks_received(tools: MyDataTools, erasure: Erasure) -> tuple[str, ...]:
    """Said to them no more; the others who were thanked with them stay thanked."""
    thanks, user = tools.published.thanks, erasure.who.user
    for kudos in await thanks.kudos.received_by(user, tools.clock() - KEEP_KUDOS):
        await _leave_thanks(tools, kudos.id, user)
    return ()


async def _leave_thanks(tools: MyDataTools, kudos_id: str, user: str) -> None:
    thanks = tools.published.thanks
    for _ in range(_TRIES):
        before = await thanks.kudos.get(kudos_id)
        if before is None or not before.stands or user not in {one.user for one in before.people}:
            return
        others = tuple(one for one in before.recipients if one.who.user != user)
        out = before.joins is not None or await is_closed(thanks, before)
        ended = {"withdrawn" if out else "taken_back": tools.clock()}
        update = {"recipients": others} if others else ended
        after = before.model_copy(update={**update, "revision": before.revision + 1})
        if out and await _changed_after_its_night(tools, before, after):
            return
        if not out and isinstance(await thanks.kudos.change(before, after), Kept):
            return
    raise Unclear(f"kudos {kudos_id} changed {_TRIES} times meanwhile")


async def _changed_after_its_night(tools: MyDataTools, before: Kudos, after: Kudos) -> bool:
    """Changed, and every post that shows it drawn anew, even if it would have read like this from the start.

    Raises:
        Unclear: the edits of one of its nights are under way elsewhere.
    """
    runs = {}
    for night in before.nights:
        run = await run_that_brings(tools.published.thanks.ledger, night)
        if run is not None:
            runs[run.night] = run
    leases = [(run, await tools.deadlines.lease(f"night-edit:{run.night}")) for run in runs.values()]
    held = [(run, lease) for run, lease in leases if lease is not None]
    try:
        if len(held) < len(runs):
            raise Unclear("a night's post is being edited")
        book = tools.published.book
        kept = await book.change(before, after, edits=list(runs), due=tools.clock())
        if not isinstance(kept, Kept):
            return False
        for run, lease in held:
            pages = [run.page_key(n) for n, ids in enumerate(run.layout, start=1) if before.id in ids]
            noted = NightEdits(night=run.night, faces=dict.fromkeys(pages, "as it was"))
            if pages and not await book.note(run.night, noted, lease=lease):
                raise Unclear("a night's post is being edited")
        return True
    finally:
        for _, lease in held:
            await tools.deadlines.release(lease)


async def _notes(tools: MyDataTools, erasure: Erasure) -> tuple[str, ...]:
    """Theirs that wait, and those they were brought, go with every word; what others read of theirs loses the name."""
    notes, user = tools.notes.notes, erasure.who.user
    for note in (*await notes.sealed_by(user), *await notes.delivered_to(user)):
        await notes.erase(note)
    return ()


async def _customers(tools: MyDataTools, erasure: Erasure) -> tuple[str, ...]:
    """What customers wrote of them, loops included."""
    for _ in range(_TRIES):
        found = await tools.surveys.book.of_person(erasure.who.user)
        if all([await tools.surveys.book.erase(one) for one in found]):
            return ()
    raise Unclear("customers' words changed meanwhile")


async def _records(tools: MyDataTools, erasure: Erasure) -> tuple[str, ...]:
    """Everything else, family by family."""
    return tuple(await tools.traces.leave(erasure.who, tools.clock()))


_STEPS: Mapping[str, Callable[[MyDataTools, Erasure], Awaitable[tuple[str, ...]]]] = {
    "thanks_given": _thanks_given,
    "thanks_received": _thanks_received,
    "notes": _notes,
    "customers": _customers,
    "records": _records,
}


async def _tell(tools: MyDataTools, erasure: Erasure, lease: Lease) -> Erasure:
    """Said once; whom Slack does not let us tell is erased all the same.

    Raises:
        Unclear: it may or may not have been said.
        LeaseLost: another replica has taken over.
    """
    if erasure.said:
        return erasure
    user, key = erasure.who.user, f"erased-{int(erasure.asked.timestamp())}"

    async def look(since: datetime) -> Posted | None:
        return await tools.voice.find(user, key=key, since=since)

    if await said_before_if_seen(look, erasure.posting_since, "an erasure") is None:
        erasure = erasure.model_copy(update={"posting_since": erasure.posting_since or tools.wall_clock()})
        await _save(tools, erasure, lease)
        waits = sum(name.startswith(_SHOWN) for name in erasure.waits)
        try:
            await tools.voice.tell(user, waits, key=key)
        except Refused as refused:
            log.warning("an erasure: its person cannot be told: %s", refused.reason)
    erasure = erasure.model_copy(update={"said": True})
    await _save(tools, erasure, lease)
    return erasure
