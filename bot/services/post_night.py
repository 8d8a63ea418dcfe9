"""Posting one closed night: its public thanks, the private ones, and word to the lead if Slack says no.

Each message is said once (docs/adr/0003): the intent is stored with the time, then Slack is called, then
the answer is stored. Whoever finds an intent without an answer looks into the conversation before posting again.
"""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.digest import NightPage, page_of, quiet_thanks
from bot.domain.escalation import Post, Posted
from bot.domain.kudos import Kudos
from bot.domain.laying_out import Alone, Laid, Layout
from bot.domain.night_run import NightKey, NightRun
from bot.ports import ChannelInfo, Lease, Refused
from bot.ports.nights import PostHeld
from bot.ports.whisper import Whisper
from bot.services.feedback_tools import NightTools, nights_of
from bot.services.said_once import LeaseLost, Look, said_before

log = logging.getLogger(__name__)

BATCH = 200
"""Kudos read at once: a night may hold thousands."""


@dataclass
class Posting:
    """One replica at work on one run, under a lease. `run` is always what is stored."""

    tools: NightTools
    run: NightRun
    lease: Lease

    async def save(self, **update: object) -> NightRun:
        """Store the next state of the run.

        Raises:
            LeaseLost: another replica has taken over.
        """
        new = self.run.model_copy(update={**update, "revision": self.run.revision + 1})
        if not await self.tools.ledger.save(new, lease=self.lease):
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
    ) -> Posted | None:
        """Say one message of the run exactly once; None if it was given up.

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
            await self.save(posts=self.run.noting(intent).posts)
        try:
            posted = posted or await speak()
        except Refused:
            await self.save(posts=tuple(post for post in self.run.posts if post.key != key))
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

        return await self.once(key, speak, look)

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
    problem = await _post_pages(posting) if posting.run.layout else None
    for message in alone:
        await _thank_privately(posting, message)
    if problem:
        await posting.save(problem=problem)
        await _tell_lead(posting, problem)


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
    """The run with its layout; one stored before there were layouts is laid out as it was then."""
    if run.layout:
        return run
    laid = await lay_out(tools, run)
    return run.model_copy(update={"layout": laid.layout, "thanked": laid.thanked})


async def page_now(tools: NightTools, run: NightRun, number: int, joining: Sequence[Kudos] = ()) -> NightPage:
    """One message of a laid out run as it should read now; `joining` are the "+1"s to what stands on it."""
    shown = await tools.ledger.those(run.layout[number - 1])
    known = {entry.id: entry for entry in (*shown, *joining)}
    return page_of(run, number, known, values=_values(tools))


def channel_problem(channel: ChannelInfo | None) -> str | None:
    """Why a channel is not posted to, in one word; None if it is fine. In doubt it is not (rule 20)."""
    if channel is None:
        return "missing"
    if channel.is_archived:
        return "archived"
    if channel.is_shared_outside:
        return "shared"
    return "not_member" if channel.is_private and not channel.is_member else None


def _values(tools: NightTools) -> list[str]:
    return [value.id for value in tools.handbook().philosophy.values]


async def _post_pages(posting: Posting) -> str | None:
    """Post the pages, the later ones under the first; the reason if Slack refuses."""
    name = nights_of(posting.tools.handbook()).channel(posting.run.night.team)
    channel = await posting.tools.directory.channel(name, fresh=True)
    problem = channel_problem(channel)
    if problem or channel is None:
        return problem
    thread: str | None = None
    try:
        for number in range(1, len(posting.run.layout) + 1):
            posted = posting.run.posted(posting.run.page_key(number))
            if posted is None:
                page = await page_now(posting.tools, posting.run, number)
                if number > 1 and not page.cards:
                    continue
                posted = await posting.page(channel.id, page, thread)
            thread = thread or (posted.ts if posted else None)
    except Refused as refusal:
        log.warning("night %s: Slack refused the post: %s", posting.run.night, refusal.reason)
        return refusal.reason
    return None


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


async def _tell_lead(posting: Posting, problem: str) -> None:
    book, night = posting.tools.handbook(), posting.run.night
    lead = book.file.teams[night.team].lead
    told = [lead] if lead else list(book.file.workspace.keepers)
    channel = nights_of(book).channel(night.team)
    held = PostHeld(team=night.team, channel=channel, dates=posting.run.dates, problem=problem)
    for user in filter(None, map(posting.tools.directory.user_of, told)):
        await posting.whisper(user, held, f"held-{night}-{user}")
