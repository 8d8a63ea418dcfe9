"""Who is away by their Slack status: heard as it changes, and looked at before somebody is asked."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from bot.domain.ladder import ask_level
from bot.domain.oncall import Roster
from bot.domain.policy import Level
from bot.errors import StoreUnavailable
from bot.ports import Clock, Directory, Refused, Status, Unclear
from bot.ports.statuses import StatusBook, StatusSource
from bot.services.live_book import LiveBook

log = logging.getLogger(__name__)

PATIENCE = 1.0
"""Seconds that looking may take before somebody is asked: a form must be answered within three."""
YOUNG = 60.0
"""Seconds for which what Slack said of somebody is believed."""
MOST_LOOKED_AT = 12
"""People looked at before one decision: more are asked only by whole teams, whom a status stops least."""
LOOK_AGAIN = 3.0
"""Seconds after which a replica looks what others heard."""
_KEPT = timedelta(days=1)


@dataclass
class Statuses:
    """`wall` is a clock in seconds that only moves forward; real time is what Slack clears statuses by."""

    live: LiveBook
    directory: Directory
    source: StatusSource
    book: StatusBook
    clock: Clock
    wall: Callable[[], float]
    _looked: dict[str, float] = field(default_factory=dict, init=False)

    async def heard(self, user: str, status: Status) -> None:
        """Slack said by itself that somebody's status changed."""
        if self.directory.key_of(user) is None:
            return
        self._looked[user] = self.wall()
        words, now = self.live().file.workspace.away_status, self.clock()
        if words.read(status.emoji, status.text, status.until, now) is None:
            await self.book.drop(user)
        else:
            await self.book.put(user, status, keep=status.until - now if status.until else _KEPT)
        await self.know()

    async def look(self, levels: Sequence[Level]) -> None:
        """Ask Slack about those whom these levels would ask now; what does not come in time stays as it was known."""
        roster, words = self.live().roster, self.live().file.workspace.away_status
        if not (words.emoji or words.text):
            return
        try:
            async with asyncio.timeout(PATIENCE):
                await self._look_at_all(levels, roster.with_statuses({}))
                await self._look_at_all(levels, self.live().roster)
        except TimeoutError:
            log.warning("Slack did not tell everybody's status in time")

    async def _look_at_all(self, levels: Sequence[Level], roster: Roster) -> None:
        """Everybody these levels would ask, and whom nobody was asked about lately."""
        asked = [ask for level in levels for ask in ask_level(level, roster, self.clock())[0]]
        users = [self.directory.user_of(person) for ask in asked for person in ask.people]
        old = [user for user in dict.fromkeys(users) if user and not self._is_young(user)]
        await asyncio.gather(*map(self._look_at, old[:MOST_LOOKED_AT]))

    async def know(self) -> None:
        """Let the handbook pass over those who are remembered to be away."""
        file, now = self.live().file, self.clock()
        users = {user: key for key in file.people if (user := self.directory.user_of(key))}
        found = await self.book.of(list(users))
        read = {
            users[user]: file.workspace.away_status.read(status.emoji, status.text, status.until, now)
            for user, status in found.items()
        }
        self.live.passed_over({key: status for key, status in read.items() if status is not None})

    async def watch(self) -> None:
        """Until cancelled: what another replica heard, and what runs out, is known here too."""
        while True:
            try:
                await self.know()
            except StoreUnavailable:
                log.debug("the store does not answer; the statuses known so far serve on")
            except Exception:
                log.exception("looking for statuses failed; it is tried again")
            await asyncio.sleep(LOOK_AGAIN)

    async def _look_at(self, user: str) -> None:
        try:
            status = await self.source.status_now(user)
        except (Refused, Unclear) as problem:
            log.info("Slack did not tell a status (%s)", type(problem).__name__)
            return
        await self.heard(user, status or Status())

    def _is_young(self, user: str) -> bool:
        return user in self._looked and self.wall() - self._looked[user] < YOUNG
