"""A Slack that holds what was said about escalations, and loses, refuses or delays as it is told."""

from collections import Counter, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.domain.escalation import Posted
from bot.ports import Clock, Place, Refused, Utterance
from tests.fakes.faults import befalling
from tests.fakes.feedback_slack import FakeDirectory


@dataclass(frozen=True)
class Standing:
    """A message as it stands; `where` is a channel or a user."""

    key: str
    where: str
    thread: str | None
    what: Utterance
    at: datetime
    redrawn: int = 0


async def _at_once() -> None:
    pass


@dataclass
class FakeMessenger:
    """The port `Messenger`. `clock` is Slack's, real time.

    `faults` befall the next posts and redraws. `closed` conversations refuse everything, and
    `meanwhile` happens between Slack's yes and our hearing it, once.
    """

    clock: Clock
    stands: dict[str, Standing] = field(default_factory=dict)
    faults: deque[str] = field(default_factory=deque)
    closed: set[str] = field(default_factory=set)
    blind: bool = False
    meanwhile: Callable[[], Awaitable[None]] = _at_once

    async def post(self, place: Place, what: Utterance, *, key: str) -> Posted:
        """Say it, unless something goes wrong."""
        where = place.user or place.channel
        if where is None or where in self.closed:
            raise Refused("channel_not_found")
        if place.thread is not None and place.thread not in self.stands:
            raise Refused("thread_not_found")
        ts = str(len(self.stands) + 1)

        def post() -> None:
            self.stands[ts] = Standing(key, where, place.thread, what, self.clock())

        await self._do(post)
        return Posted(channel=where, ts=ts)

    async def update(self, posted: Posted, what: Utterance) -> None:
        """Show another face."""
        before = self.stands.get(posted.ts)
        if before is None or posted.channel in self.closed:
            raise Refused("message_not_found")

        def redraw() -> None:
            self.stands[posted.ts] = replace(before, what=what, redrawn=before.redrawn + 1)

        await self._do(redraw)

    async def find(self, place: Place, *, key: str, since: datetime) -> Posted | None:
        """What stands there with that key; nothing is shown while `blind`."""
        if self.blind:
            raise Refused("missing_scope")
        where = place.user or place.channel
        for ts, standing in self.stands.items():
            if (standing.where, standing.thread, standing.key) == (where, place.thread, key):
                return Posted(channel=standing.where, ts=ts) if standing.at >= since else None
        return None

    def said_in(self, where: str) -> list[Standing]:
        """What stands in a channel or somebody's direct messages."""
        return [standing for standing in self.stands.values() if standing.where == where]

    def doubled(self) -> list[str]:
        """The keys that stand more than once."""
        return [key for key, times in Counter(s.key for s in self.stands.values()).items() if times > 1]

    async def _do(self, act: Callable[[], None]) -> None:
        with befalling(self.faults):
            act()
            happens, self.meanwhile = self.meanwhile, _at_once
            await happens()


@dataclass
class Rooms(FakeDirectory):
    """Who is who, and who is in no room of the team's: `outside` see none of its channels."""

    outside: set[str] = field(default_factory=set)

    async def sees(self, user: str, channel: str) -> bool:
        """Whether they can read it."""
        return user not in self.outside and await super().sees(user, channel)
