"""Posting one closed night: its public thanks, the private ones, and word to the lead if Slack says no.

Each message is said once (docs/adr/0003): the intent is stored with the time, then Slack is called, then
the answer is stored. Whoever finds an intent without an answer looks into the conversation before posting again.
"""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.digest import Digest, NightPage, digest
from bot.domain.escalation import Post, Posted
from bot.domain.kudos import Kudos
from bot.domain.night_run import NightKey, NightRun
from bot.ports import ChannelInfo, Lease, Refused
from bot.ports.nights import PostHeld
from bot.ports.whisper import Whisper
from bot.services.feedback_tools import NightTools, nights_of
from bot.services.said_once import LeaseLost, Look, said_before

log = logging.getLogger(__name__)


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
        key = f"night-{self.run.night}-{page.number}"

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


async def post_night(posting: Posting) -> Digest:
    """Bring everything the run holds to where it belongs; sets the run's `problem` if the channel refuses.

    Raises:
        Unclear: Slack left something open; the run stays as it is, to be taken up again.
        LeaseLost: another replica has taken over.
    """
    tools, night = posting.tools, posting.run.night
    dates = posting.run.dates
    kudos = await tools.ledger.kudos([NightKey(team=night.team, date=day) for day in dates])
    brought = digest_of(tools, posting.run, kudos)
    problem = await _post_pages(posting, brought) if brought.pages else None
    for day in dates:
        await _thank_privately(posting, day, kudos)
    if problem:
        await posting.save(problem=problem)
        await _tell_lead(posting, problem)
    return brought


def digest_of(tools: NightTools, run: NightRun, kudos: Sequence[Kudos]) -> Digest:
    """What a run brings, as it was fixed when the night closed."""
    return _digest(tools, run, kudos, run.dates)


def channel_problem(channel: ChannelInfo | None) -> str | None:
    """Why a channel is not posted to, in one word; None if it is fine. In doubt it is not (rule 20)."""
    if channel is None:
        return "missing"
    if channel.is_archived:
        return "archived"
    if channel.is_shared_outside:
        return "shared"
    return "not_member" if channel.is_private and not channel.is_member else None


def _digest(tools: NightTools, run: NightRun, kudos: Sequence[Kudos], dates: Sequence[date]) -> Digest:
    values = [value.id for value in tools.handbook().philosophy.values]
    return digest(kudos, team=run.night.team, dates=dates, private=run.private, values=values)


async def _post_pages(posting: Posting, brought: Digest) -> str | None:
    """Post the pages, the later ones under the first; the reason if Slack refuses."""
    name = nights_of(posting.tools.handbook()).channel(posting.run.night.team)
    channel = await posting.tools.directory.channel(name, fresh=True)
    problem = channel_problem(channel)
    if problem or channel is None:
        return problem
    thread: str | None = None
    try:
        for page in brought.pages:
            posted = await posting.page(channel.id, page, thread)
            thread = thread or (posted.ts if posted else None)
    except Refused as refusal:
        log.warning("night %s: Slack refused the post: %s", posting.run.night, refusal.reason)
        return refusal.reason
    return None


async def _thank_privately(posting: Posting, day: date, kudos: Sequence[Kudos]) -> None:
    """One message a person and date; what a held-back run of that date said already is not said again."""
    night = NightKey(team=posting.run.night.team, date=day)
    before = None if night == posting.run.night else await posting.tools.ledger.run(night)
    for thanks in _digest(posting.tools, posting.run, kudos, [day]).private:
        key = f"thanks-{night}-{thanks.user}-{thanks.number}"
        if before is None or before.post(key) is None:
            await posting.whisper(thanks.user, thanks, key)


async def _tell_lead(posting: Posting, problem: str) -> None:
    book, night = posting.tools.handbook(), posting.run.night
    lead = book.file.teams[night.team].lead
    told = [lead] if lead else list(book.file.workspace.keepers)
    channel = nights_of(book).channel(night.team)
    held = PostHeld(team=night.team, channel=channel, dates=posting.run.dates, problem=problem)
    for user in filter(None, map(posting.tools.directory.user_of, told)):
        await posting.whisper(user, held, f"held-{night}-{user}")
