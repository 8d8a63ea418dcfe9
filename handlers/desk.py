"""What every handler has at hand."""

import logging
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from bot.adapters.within import within
from bot.domain.around import NOTHING_AROUND, Around
from bot.domain.reader import Reader
from bot.errors import StoreUnavailable
from bot.ports import Directory, PreferenceBook
from bot.services.around import Surroundings
from bot.services.handbook import Handbook
from bot.services.learn import Learning
from bot.services.promise_tools import PromiseTools
from bot.services.reading import Reading
from bot.services.tools import Tools
from bot.services.worked_out import WorkedOut
from handlers.routing import Incoming

log = logging.getLogger(__name__)

_PATIENCE = 0.6
"""Seconds that looking for facts and practices may take: an answer must reach Slack within three."""

_QUESTIONS, _ANSWERS = 1000, 300
"""Look-ups remembered; an answer takes about 30 kB."""


@dataclass(frozen=True)
class Desk:
    """The services of escalations, promises and values, and who is asking."""

    tools: Tools
    reading: Reading
    preferences: PreferenceBook
    promises: PromiseTools
    surroundings: Surroundings
    learning: Learning
    understood: WorkedOut = field(default_factory=lambda: WorkedOut(_QUESTIONS))
    """What questions are about, by their words."""
    said: WorkedOut = field(default_factory=lambda: WorkedOut(_ANSWERS))
    """Answers in full, by the question, the minute, how somebody reads, and what stands around."""

    @property
    def book(self) -> Handbook:
        """What the files say now."""
        return self.tools.handbook()

    @property
    def now(self) -> datetime:
        """The bot's clock, UTC."""
        return self.tools.clock()

    @property
    def minute(self) -> int:
        """The minute of the bot's clock: answers tell times no closer than that."""
        return int(self.now.timestamp() // 60)

    @property
    def directory(self) -> Directory:
        """Who is who."""
        return self.tools.directory

    async def around(
        self, situation: str | None, topic: str | None = None, *, beside: Collection[str] = ()
    ) -> Around:
        """What stands around a situation now: pinned facts, shared practices; nothing while the store is away.

        `beside` are topics that may be meant as well: what is pinned for them is only mentioned.
        """
        try:
            return await within(_PATIENCE, self._around(situation, topic, beside))
        except (StoreUnavailable, TimeoutError):
            log.warning("what stands around a situation could not be read; the card goes without")
            return NOTHING_AROUND

    async def _around(self, situation: str | None, topic: str | None, beside: Collection[str]) -> Around:
        found = await self.surroundings(situation, topic, self.now)
        others = [one for one in beside if one != topic]
        if not others:
            return found
        near = await self.surroundings.beside(others, self.now, shown=found)
        return found.model_copy(update={"near": near}) if near else found

    async def reader(self, incoming: Incoming) -> Reader:
        """How the person who sent this reads."""
        return await self.reading.reader(self.book, incoming.user, incoming.text)

    async def is_outsider(self, user: str) -> bool:
        """Guests, strangers and bots; whoever stands in the file is a colleague all the same, unless they left."""
        member = await self.reading.member(user)
        if self.directory.key_of(user):
            return member is not None and member.has_left
        if member is None:
            return await self.reading.is_nobody(user)
        return member.is_guest or member.is_stranger or member.is_bot or member.has_left

    async def has_left(self, user: str) -> bool:
        """Whether Slack says that their account is closed; asked before anything is done for them."""
        member = await self.reading.member(user)
        return member is not None and member.has_left
