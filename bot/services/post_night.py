"""Posting one closed night: its public thanks, the private ones, and word to the lead if Slack says no.

Each message is said once (docs/adr/0003): the intent is stored with the time, then Slack is called, then
the answer is stored. Whoever finds an intent without an answer looks into the conversation before posting again.
"""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.digest import NightPage, page_of, quiet_thanks
from bot.domain.escalation import Post, Posted
from bot.domain.kudos import Kudos
from bot.domain.laying_out import Alone, Laid, Layout
from bot.domain.night_run import NightKey, NightRun
from bot.ports import Lease, Refused
from bot.ports.nights import PostHeld, RoomRenamed
from bot.ports.whisper import Whisper
from bot.services.feedback_tools import NightTools
from bot.services.night_room import RENAMED, Room, channel_problem, find_room, note_room, was_told
from bot.services.said_once import LeaseLost, Look, said_before

log = logging.getLogger(__name__)

BATCH = 200
"""Kudos read at once: a night may hold thousands."""

LOOK_AGAIN = timedelta(seconds=20)
"""How old the last look at the channel may be when a message is posted there (rule 20)."""


@dataclass
class Posting:
    """One replica at work on one run, under a lease. `run` is always what is stored."""

    tools: NightTools
    run: NightRun
    lease: Lease

    async def save(self, *, fixed: bool = False, **update: object) -> NightRun:
        """Store the next state of the run; its layout only where it is `fixed`.

        Raises:
            LeaseLost: another replica has taken over.
        """
        new = self.run.model_copy(update={**update, "revision": self.run.revision + 1})
        if not await self.tools.ledger.save(new, lease=self.lease, fixed=fixed):
            raise LeaseLost(str(self.run.night))
        self.run = new
        return new

    async def hold_on(self) -> None:
        """A long night outlasts a lease: hold on to it, or stop.

        Raises:
            LeaseLost: another replica has taken over.
        """
        if not await self.tools.deadlines.renew(self.lease):
            raise LeaseLost(str(self.run.night))

    async def once(
        self,
        key: str,
        speak: Callable[[], Awaitable[Posted]],
        look: Look,
        room: str | None = None,
    ) -> Posted | None:
        """Say one message of the run exactly once; None if it was given up. `room` is where one of its pages goes.

        Raises:
            Refused: Slack said no; nothing was posted, and no intent is left behind.
            Unclear: it may or may not have been posted; whoever comes next looks first.
            LeaseLost: another replica has taken over.
        """
        note = self.run.post(key)
        if note and (note.posted or note.given_up):
            return note.posted
        await self.hold_on()
        posted = None
        if note and note.posting_since:
            posted = await said_before(look, note.posting_since)
        else:
            intent = Post(key=key, posting_since=self.tools.wall_clock())
            await self.save(posts=self.run.noting(intent).posts, room=room or self.run.room)
        try:
            posted = posted or await speak()
        except Refused:
            await self.save(posts=self.run.without(key).posts)
            raise
        await self.save(posts=self.run.noting(Post(key=key, posted=posted)).posts)
        return posted

    async def page(self, channel: str, page: NightPage, thread: str | None) -> Posted | None:
        """Post one message of the night once; see `once` for what it raises."""
        key = self.run.page_key(page.number)

        async def speak() -> Posted:
            return await self.tools.board.post(channel, page, key=key, thread=thread)

        async def look(since: datetime) -> Posted | None:
            return await self.tools.board.find(channel, key=key, since=since, thread=thread)

        return await self.once(key, speak, look, channel)

    async def look_first(self) -> None:
        """Note what an earlier attempt posted, in the channel it went to: the file may name another one by now.

        What does not stand there was never posted, and goes where the file says now. Where Slack does not let us look,
        nothing is noted.

        Raises:
            Unclear: Slack does not answer.
            LeaseLost: another replica has taken over.
        """
        for number in range(1, len(self.run.layout) + 1):
            key, first = self.run.page_key(number), self.run.posted(self.run.page_key(1))
            since = note.posting_since if (note := self.run.post(key)) else None
            if self.run.room is None or since is None:
                continue
            thread = first.ts if first else None
            await self.hold_on()
            try:
                posted = await self.tools.board.find(self.run.room, key=key, since=since, thread=thread)
            except Refused as refusal:
                log.warning("night %s: Slack does not let us look: %s", self.run.night, refusal.reason)
                return
            found = self.run.noting(Post(key=key, posted=posted)) if posted else self.run.without(key)
            await self.save(posts=found.posts)

    async def whisper(self, user: str, what: Whisper, key: str) -> Posted | None:
        """Say something to one person once; None if they cannot be reached."""

        async def speak() -> Posted:
            return await self.tools.whisperer.whisper(user, what, key=key)

        async def look(since: datetime) -> Posted | None:
            return await self.tools.whisperer.find(user, key=key, since=since)

        try:
            return await self.once(key, speak, look)
        except Refused as refusal:
            log.warning("night %s: %s cannot be written to: %s", self.run.night, user, refusal.reason)
            await self.save(posts=self.run.noting(Post(key=key, given_up=refusal.reason)).posts)
            return None


async def post_night(posting: Posting, alone: Sequence[Alone]) -> None:
    """Bring everything the run holds to where it belongs; sets the run's `problem` if the channel refuses.

    Raises:
        Unclear: Slack left something open; the run stays as it is, to be taken up again.
        LeaseLost: another replica has taken over.
    """
    if posting.run.layout:
        await _post_pages(posting)
    for message in alone:
        await _thank_privately(posting, message)


async def lay_out(tools: NightTools, run: NightRun, *, public: Collection[str] = ()) -> Laid:
    """Where everything a run holds stands; the words are read a batch at a time and not kept."""
    layout = Layout(run, _values(tools), public)
    async for some in batches(tools, [NightKey(team=run.night.team, date=day) for day in run.dates]):
        layout.add(some)
    return layout.laid()


async def batches(tools: NightTools, nights: Collection[NightKey]) -> AsyncIterator[Sequence[Kudos]]:
    """What these nights hold, so many at a time that a long night takes no more memory than a short one."""
    ids = await tools.ledger.held(nights)
    for start in range(0, len(ids), BATCH):
        yield await tools.ledger.those(ids[start : start + BATCH])


async def laid_out(tools: NightTools, run: NightRun) -> NightRun:
    """The run with its layout.

    One stored before there were layouts is laid out as it would be now; where it was posted, all in its first message.
    """
    if run.layout:
        return run
    laid = await lay_out(tools, run)
    layout = laid.layout
    if run.state == "done" and run.messages:
        layout = (tuple(kudos for page in layout for kudos in page),)
    return run.model_copy(update={"layout": layout, "thanked": laid.thanked})


async def page_now(tools: NightTools, run: NightRun, number: int, joining: Sequence[Kudos] = ()) -> NightPage:
    """One message of a laid out run as it should read now; `joining` are the "+1"s to what stands on it."""
    shown = await tools.ledger.those(run.layout[number - 1])
    known = {entry.id: entry for entry in (*shown, *joining)}
    return page_of(run, number, known, values=_values(tools))


def _values(tools: NightTools) -> list[str]:
    return [value.id for value in tools.handbook().philosophy.values]


async def _post_pages(posting: Posting) -> None:
    """Post the pages, the later ones under the first; sets the run's `problem` if the channel is not posted to."""
    await posting.look_first()
    room = await find_room(posting.tools, posting.run)
    problem, first = room.problem, None
    try:
        if not problem:
            first = await _post_each(posting, room)
    except Refused as refusal:
        log.warning("night %s: Slack refused the post: %s", posting.run.night, refusal.reason)
        problem = refusal.reason
    except _Turned as turned:
        problem = turned.problem
    if problem:
        await posting.save(problem=problem)
    await _tell_of_room(posting, room, first)


class _Turned(Exception):
    """The channel is not to be posted to any more."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


async def _post_each(posting: Posting, room: Room) -> Posted | None:
    """Post what is not posted yet; where the first message stands."""
    first = posting.run.posted(posting.run.page_key(1))
    looked = posting.tools.wall_clock()
    for number in range(1, len(posting.run.layout) + 1):
        if room.channel is None or posting.run.posted(posting.run.page_key(number)):
            continue
        page = await page_now(posting.tools, posting.run, number)
        if number > 1 and not page.cards:
            continue
        if (now := posting.tools.wall_clock()) - looked >= LOOK_AGAIN:
            seen = await posting.tools.directory.channel(room.channel.id, fresh=True)
            if problem := channel_problem(seen):
                raise _Turned(problem)
            looked = now
        posted = await posting.page(room.channel.id, page, first.ts if first else None)
        first = first or posted
    return first


async def _thank_privately(posting: Posting, message: Alone) -> None:
    """One message a person and date; what a held-back run of that date said already is not said again."""
    night = NightKey(team=posting.run.night.team, date=message.date)
    before = None if night == posting.run.night else await posting.tools.ledger.run(night)
    key = f"thanks-{night}-{message.user}-{message.number}"
    if before is not None and before.post(key) is not None:
        return
    kudos = await posting.tools.ledger.those(message.kudos)
    thanks = quiet_thanks(posting.run, message.user, message.number, kudos)
    if thanks is not None:
        await posting.whisper(message.user, thanks, key)


async def _tell_of_room(posting: Posting, room: Room, first: Posted | None) -> None:
    """Word to the lead where something is wrong with the channel, or its name: once, until that changes."""
    tools, run = posting.tools, posting.run
    team, problem = run.night.team, run.problem
    what = problem or (f"{RENAMED} {room.now}" if room.now else None)
    if what and not await was_told(tools, team, room, what):
        for user in _leads(tools, team):
            if problem:
                held = PostHeld(team=team, channel=room.named, dates=run.dates, problem=problem)
                await posting.whisper(user, held, f"held-{run.night}-{user}-{problem}")
            elif room.now:
                renamed = RoomRenamed(team=team, channel=room.named, now=room.now)
                await posting.whisper(user, renamed, f"renamed-{run.night}-{user}")
    await note_room(tools, team, room, first, what)


def _leads(tools: NightTools, team: str) -> list[str]:
    """The lead of a team, else the keepers of the files: their Slack ids."""
    file = tools.handbook().file
    known = file.teams.get(team)
    told = [known.lead] if known and known.lead else list(file.workspace.keepers)
    return [user for user in map(tools.directory.user_of, told) if user]
