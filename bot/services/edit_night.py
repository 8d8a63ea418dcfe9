"""What stands of a night follows its kudos: wanted messages minus present ones (docs/adr/0004, rule 12).

A change and the edit it asks for are one write (`PublishedBook`). Whoever holds the lease of a night's edits works
out how each message should read now, compares that with the digest of what it shows, and changes the difference. After
a crash the change is still to be shown, and the next replica does it again, which does no harm.
"""

import logging
from collections.abc import Sequence
from datetime import date, datetime

from bot.domain.digest import page_of, quiet_thanks, quietly
from bot.domain.escalation import Posted
from bot.domain.kudos import Kudos
from bot.domain.laying_out import Alone
from bot.domain.night_run import NightKey
from bot.domain.published import (
    GATHER,
    LOOK_AGAIN,
    PlusOnes,
    as_posted,
    face_of,
    replied,
    reply_key,
    slots_for,
)
from bot.ports import Lease, Refused, Unclear
from bot.ports.published import POSTED_APART, TEAM_GONE
from bot.services.editing import Editing, EditTools
from bot.services.feedback_tools import run_that_brings
from bot.services.night_room import channel_problem
from bot.services.post_night import laid_out, lay_out
from bot.services.said_once import LeaseLost

log = logging.getLogger(__name__)


async def tick_edits(tools: EditTools, night: str, lease: Lease) -> None:
    """Bring what stands of a night in line with its kudos; `night` is `<team>:<date>`."""
    team, _, day = night.rpartition(":")
    key = NightKey(team=team, date=date.fromisoformat(day))
    edits = await tools.book.edits(key)
    if edits is None:
        await tools.nights.deadlines.forget(lease)
        return
    run = await run_that_brings(tools.nights.ledger, key)
    changed = {kudos.id: kudos for kudos in await tools.nights.ledger.those(list(edits.touched))}
    try:
        if run is not None and changed:
            mixed = not run.layout and run.messages > 1
            at = Editing(tools, await laid_out(tools.nights, run), edits, changed, lease, mixed)
            await _edit_pages(at)
            await _edit_direct(at)
    except LeaseLost:
        return
    except Unclear:
        log.warning("edits of night %s: Slack gave no clear answer", night)
        await tools.nights.deadlines.release(lease, failed=True)
        return
    is_under_way = run is not None and run.state != "done" and run.problem is None
    again = tools.nights.clock() + (LOOK_AGAIN if is_under_way else GATHER)
    if await tools.book.done(key, {} if is_under_way else edits.touched, lease=lease, again=again):
        await tools.nights.deadlines.release(lease)


async def _edit_pages(at: Editing) -> None:
    """The messages of the post on which something changed, and the replies under them."""
    about = {kudos.joins or kudos.id for kudos in at.changed.values()}
    is_known = at.run.night.team in at.tools.nights.handbook().file.teams
    for number, ids in enumerate(at.run.layout, start=1):
        posted = at.run.posted(at.run.page_key(number))
        if posted is None or about.isdisjoint(ids):
            continue
        if is_known and not at.mixed:
            await _edit_page(at, number, posted)
        else:
            await _tell_it_stands(at, ids, POSTED_APART if at.mixed else TEAM_GONE, posted)


async def _edit_page(at: Editing, number: int, posted: Posted) -> None:
    ids = at.run.layout[number - 1]
    shown = await at.tools.nights.ledger.those(ids)
    joining = await at.tools.book.joining(ids)
    fresh = await _give_slots(at, posted, shown, joining)
    on_page = [one for one in joining if at.edits.slots.get(one.id) == 0]
    known = {one.id: one for one in (*shown, *on_page)}
    page = page_of(at.run, number, known, values=at.values)
    before = at.edits.faces.get(page.key) or face_of(as_posted(at.run, number, shown, values=at.values))
    if (face := face_of(page)) != before:
        await at.hold_on()
        try:
            await at.tools.nights.board.edit(posted.channel, posted.ts, page)
        except Refused as refused:
            log.warning("night %s: Slack refused an edit: %s", at.run.night, refused.reason)
            await _tell_it_stands(at, ids, refused.reason, posted)
            await at.note(slots=dict.fromkeys(fresh, 1))
        await at.note(faces={page.key: face})
    await _draw_replies(at, number, posted, shown, joining)


async def _tell_it_stands(at: Editing, ids: Sequence[str], reason: str, posted: Posted) -> None:
    """What is withdrawn of a page that cannot be changed."""
    for kudos in at.withdrawn:
        if (kudos.joins or kudos.id) in ids and at.edits.slots.get(kudos.id, 0) == 0:
            await at.tell(kudos, reason, posted)


async def _give_slots(
    at: Editing, posted: Posted, shown: Sequence[Kudos], joining: Sequence[Kudos]
) -> list[str]:
    """Decide where new +1s go; the ids of those that go into the post. Nothing new is said to another company."""
    new = dict(slots_for(shown, joining, at.edits.slots))
    if not new:
        return []
    channel = await at.tools.nights.directory.channel(posted.channel, fresh=True)
    if channel_problem(channel) is not None:
        return []
    await at.note(slots=new)
    return [kudos for kudos, slot in new.items() if slot == 0]


async def _draw_replies(
    at: Editing, number: int, posted: Posted, shown: Sequence[Kudos], joining: Sequence[Kudos]
) -> None:
    """The replies with those +1s that the page has no room for; one that is empty now says so."""
    about = {one.id for one in shown}
    gone = [one for one in at.withdrawn if one.joins in about]
    slots = {at.edits.slots[one.id] for one in (*joining, *gone) if at.edits.slots.get(one.id)}
    first = at.run.posted(at.run.page_key(1)) or posted
    for slot in sorted(slots):
        own = [one for one in joining if at.edits.slots.get(one.id) == slot]
        what = replied(at.run, number, shown, own, values=at.values)
        key, face = reply_key(at.run, number, slot), face_of(what)
        if at.edits.faces.get(key) == face:
            continue
        before = at.edits.posts.get(key)
        stands = before.posted if before else None
        if stands is None and (what.thanks or before):

            async def speak(what: PlusOnes = what, key: str = key) -> Posted:
                return await at.tools.voice.reply(first.channel, first.ts, what, key=key)

            async def look(since: datetime, key: str = key) -> Posted | None:
                return await at.tools.voice.find(first.channel, first.ts, key=key, since=since)

            said = await at.once(key, speak, look)
            stands = said if before else None  # what an attempt before this one said may be older
        if stands:
            try:
                await at.tools.voice.edit(stands, what)
            except Refused as refused:
                for kudos in gone:
                    if at.edits.slots.get(kudos.id) == slot:
                        await at.tell(kudos, refused.reason, stands)
        await at.note(faces={key: face})


async def _edit_direct(at: Editing) -> None:
    """The direct messages that brought what is withdrawn to those who like it quietly."""
    readers = {user for kudos in at.withdrawn for user, _day in quietly(at.run, kudos)}
    if not readers:
        return
    gone = {kudos.id for kudos in at.withdrawn}
    for message in (await lay_out(at.tools.nights, at.run)).alone:
        if message.user in readers and gone & set(message.kudos):
            await _edit_one(at, message)


async def _edit_one(at: Editing, message: Alone) -> None:
    night = NightKey(team=at.run.night.team, date=message.date)
    key = f"thanks-{night}-{message.user}-{message.number}"
    held = await at.tools.nights.ledger.run(night)
    posted = at.run.posted(key) or (held.posted(key) if held else None)
    if posted is None:
        return
    kudos = await at.tools.nights.ledger.those(message.kudos)
    thanks = quiet_thanks(at.run, message.user, message.number, kudos)
    face = face_of(thanks) if thanks else "-"
    if at.edits.faces.get(key) == face:
        return
    try:
        await at.tools.voice.edit_direct(posted, message.user, thanks)
    except Refused as refused:
        for one in at.withdrawn:
            if one.id in message.kudos:
                await at.tell(one, refused.reason, posted, direct=True)
    await at.note(faces={key: face})
