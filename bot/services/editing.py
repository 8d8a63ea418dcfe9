"""One replica at work on what stands of one night, under a lease."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.digest import named_in
from bot.domain.escalation import Post, Posted
from bot.domain.kudos import Kudos
from bot.domain.night_run import NightRun
from bot.domain.published import NightEdits
from bot.ports import Lease, Refused
from bot.ports.published import PostStands, PublishedBook, PublishedVoice
from bot.services.feedback_tools import NightTools
from bot.services.said_once import LeaseLost, Look, said_before

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class EditTools:
    """For what follows a night."""

    nights: NightTools
    book: PublishedBook
    voice: PublishedVoice


@dataclass
class Editing:
    """`run` brings the night; `changed` are the kudos whose change is to be shown. `edits` is always what is stored.

    `mixed`: it stands in several messages from before runs told what stands where, so that none of them is edited.
    """

    tools: EditTools
    run: NightRun
    edits: NightEdits
    changed: Mapping[str, Kudos]
    lease: Lease
    mixed: bool = False

    @property
    def values(self) -> list[str]:
        """The ids of the file's values, in their order."""
        return [value.id for value in self.tools.nights.handbook().philosophy.values]

    @property
    def withdrawn(self) -> list[Kudos]:
        """Those that are said no more."""
        return [kudos for kudos in self.changed.values() if not kudos.stands]

    async def note(
        self,
        *,
        faces: Mapping[str, str] | None = None,
        slots: Mapping[str, int] | None = None,
        posts: Mapping[str, Post] | None = None,
    ) -> None:
        """Store what is known of the post now.

        Raises:
            LeaseLost: another replica has taken over.
        """
        noted = NightEdits(night=self.edits.night, faces=faces or {}, slots=slots or {}, posts=posts or {})
        if not await self.tools.book.note(noted.night, noted, lease=self.lease):
            raise LeaseLost(str(noted.night))
        parts = ("faces", "slots", "posts")
        update = {part: {**getattr(self.edits, part), **getattr(noted, part)} for part in parts}
        self.edits = self.edits.model_copy(update=update)

    async def hold_on(self) -> None:
        """Many edits outlast a lease: hold on to it before each, or stop.

        Raises:
            LeaseLost: another replica has taken over.
        """
        if not await self.tools.nights.deadlines.renew(self.lease):
            raise LeaseLost(str(self.run.night))

    async def once(self, key: str, speak: Callable[[], Awaitable[Posted]], look: Look) -> Posted | None:
        """Say something exactly once (docs/adr/0003); None if Slack refused it, now or before.

        Raises:
            Unclear: it may or may not have been said; whoever comes next looks first.
            LeaseLost: another replica has taken over.
        """
        before = self.edits.posts.get(key)
        if before and (before.posted or before.given_up):
            return before.posted
        since = before.posting_since if before else None
        posted = await said_before(look, since)
        if since is None:
            await self.note(posts={key: Post(key=key, posting_since=self.tools.nights.wall_clock())})
        await self.hold_on()
        try:
            posted = posted or await speak()
        except Refused as refused:
            log.warning("night %s: Slack refused %s: %s", self.run.night, key, refused.reason)
            await self.note(posts={key: Post(key=key, given_up=refused.reason)})
            return None
        await self.note(posts={key: Post(key=key, posted=posted)})
        return posted

    async def tell(self, kudos: Kudos, reason: str, posted: Posted, *, direct: bool = False) -> None:
        """Say to whoever withdrew it, and of a public one to the team's lead, that it stands all the same; once each."""
        told = PostStands(
            giver=kudos.giver,
            people=kudos.people if direct else named_in(self.run, kudos),
            team=self.run.night.team,
            dates=self.run.thanked or self.run.dates,
            reason=reason,
            to_giver=True,
            direct=direct,
            agreed=kudos.people[0] if kudos.source == "customer" else None,
            link=None if direct else self.tools.nights.directory.permalink(posted),
        )
        if kudos.owner:
            await self._tell(kudos.owner, told, kudos)
        for user in () if direct else self._leads():
            if user != kudos.owner:
                await self._tell(user, told.model_copy(update={"to_giver": False}), kudos)

    async def _tell(self, user: str, what: PostStands, kudos: Kudos) -> None:
        key = f"stands-{self.run.night}-{kudos.id}-{user}"

        async def speak() -> Posted:
            return await self.tools.voice.tell(user, what, key=key)

        async def look(since: datetime) -> Posted | None:
            return await self.tools.voice.find_told(user, key=key, since=since)

        await self.once(key, speak, look)

    def _leads(self) -> list[str]:
        book = self.tools.nights.handbook()
        team = book.file.teams.get(self.run.night.team)
        told = [team.lead] if team and team.lead else list(book.file.workspace.keepers)
        return [user for user in map(self.tools.nights.directory.user_of, told) if user]
