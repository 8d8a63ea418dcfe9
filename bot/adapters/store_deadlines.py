"""The due index in Redis: what falls due when, and who is at it."""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.adapters.fence import claimed, given_back, leased, real_seconds
from bot.adapters.gathered import Gathered
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Script, Store
from bot.adapters.times import at_ms, ms_reached
from bot.adapters.unanswered import Unanswered
from bot.errors import StoreUnavailable
from bot.ports import Lease, NewId, Parked

log = logging.getLogger(__name__)

LEASE_FOR = timedelta(seconds=90)
"""How long a lease holds, in real time: it must outlive the whole 20 s of a call to Slack (docs/adr/0003)."""
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=5)
PARK_AFTER = 60
"""Failures in a row before an item is set aside: over four hours of pauses, longer than most outages."""

_CLAIM = Script.load("deadlines", "claim")
_LEASE = Script.load("deadlines", "lease")
_RELEASE = Script.load("deadlines", "release")
_RENEW = Script.load("deadlines", "renew")
_NEXT_DUE = Script.load("deadlines", "next_due")
_REVIVE = Script.load("deadlines", "revive")


_Return = tuple[str, str, str, int]
"""A lease that is given back: its item and token, how it ended, and the failures in a row that park."""


@dataclass(frozen=True)
class StoredDeadlines:
    """The port `Deadlines`, in Redis. `new_id` makes the tokens.

    Items of other kinds than `kinds` are left to whoever knows them: a newer replica beside us. None knows all.
    """

    store: Store
    keys: Keys
    new_id: NewId
    lease_for: timedelta = LEASE_FOR
    park_after: int = PARK_AFTER
    kinds: tuple[str, ...] = ()
    unanswered: Unanswered = field(default_factory=Unanswered, repr=False, compare=False)
    """Given back before the next claim."""
    _claims: list[str] = field(init=False, default_factory=list, repr=False, compare=False)
    """The token of a claim that was not answered: asked with it again, the store tells what it holds."""
    _returns: Gathered[_Return, tuple[str, str]] = field(init=False, repr=False, compare=False)
    """Of many items that end together, all in one script."""

    def __post_init__(self) -> None:
        """Return through this store."""
        object.__setattr__(self, "_returns", Gathered(self._all_given_back))

    async def claim(self, now: datetime, limit: int) -> Sequence[Lease]:
        """Lease up to `limit` items due at `now` that nobody holds; first what was asked for in vain is given back."""
        await self._give_back_unanswered()
        token, asked_at = self._claims.pop() if self._claims else self.new_id(), real_seconds()
        asked: list[str | int] = [ms_reached(now), limit, token, _ms(self.lease_for), *self.kinds]
        try:
            answer = await self._run(_CLAIM, *asked)
        except StoreUnavailable:
            self._claims.append(token)
            raise
        except asyncio.CancelledError:
            await self._leave(token, asked)
            raise
        claimed(token, asked_at, self.lease_for)
        return [
            Lease(item=item, token=token, due=at_ms(due), failures=int(failures))
            for item, due, failures in zip(answer[::3], answer[1::3], answer[2::3], strict=True)
        ]

    async def _leave(self, token: str, asked: Sequence[str | int]) -> None:
        """A stop came between a claim and its answer: what was leased by it is another replica's at once."""
        with suppress(StoreUnavailable):
            held = (await self._run(_CLAIM, *asked))[::3]
            await self._all_given_back([(item, token, "unused", 0) for item in held])

    async def lease(self, item: str) -> Lease | None:
        """Lease one item whether due or not; None while somebody else holds it."""
        token, asked_at = self.new_id(), real_seconds()
        with self.unanswered.asking(item, token, self.lease_for):
            answer = await self._run(_LEASE, item, token, _ms(self.lease_for))
        if answer == ["no"]:
            return None
        leased(token, asked_at, self.lease_for)
        _, due, failures = answer
        return Lease(item=item, token=token, due=at_ms(due) if due else None, failures=int(failures))

    async def renew(self, lease: Lease, *, lasts: timedelta | None = None) -> bool:
        """Hold on to a lease for as long as a new one (or as told); False if it is lost."""
        asked_at = real_seconds()
        held = await self._run(_RENEW, lease.item, lease.token, _ms(lasts or self.lease_for)) == ["held"]
        if held:
            leased(lease.token, asked_at, lasts or self.lease_for)
        return held

    async def release(self, lease: Lease, *, failed: bool = False, park: bool = True) -> None:
        """Give a lease back; one that expired and went to another is left alone."""
        word, failures = await self._give_back(lease, "failed" if failed else "done", park=park)
        if word == "parked":
            log.error(
                "%s failed %s times in a row and is set aside until it is revived", lease.item, failures
            )

    async def forget(self, lease: Lease) -> None:
        """Take an item out of the index whose record is gone."""
        await self._give_back(lease, "gone")

    async def next_due(self) -> datetime | None:
        """When the earliest item nobody holds falls due (the bot's clock)."""
        answer = await self._run(_NEXT_DUE, *self.kinds)
        return at_ms(answer[0]) if answer else None

    async def depths(self, now: datetime) -> tuple[int, int]:
        """How many are due and not done, held or not; and how many were set aside."""
        due = await self.store.how_many(self.keys.due, upto=ms_reached(now))
        return due, await self.store.how_many_fields(self.keys.parked)

    async def parked(self) -> Sequence[Parked]:
        """What failed too often and was set aside, longest first."""
        found = await self.store.fields(self.keys.parked)
        parked = [_parked(item, *text.split()) for item, text in found.items()]
        return sorted(parked, key=lambda one: (one.since, one.item))

    async def revive(self, item: str) -> bool:
        """Put an item that was set aside back where it was, its failures forgotten; False if it was not."""
        return await self._run(_REVIVE, item) == ["revived"]

    async def _give_back(self, lease: Lease, how: str, *, park: bool = True) -> tuple[str, str]:
        given_back(lease.token)
        return await self._returns((lease.item, lease.token, how, self.park_after if park else 0))

    async def _give_back_unanswered(self) -> None:
        standing = self.unanswered.standing()
        if not standing:
            return
        words = await self._all_given_back([(item, token, "unused", 0) for item, token in standing])
        for (item, token), (word, _) in zip(standing, words, strict=True):
            if word == "released":
                self.unanswered.settled(item, token)

    async def _all_given_back(self, returns: Sequence[_Return]) -> Sequence[tuple[str, str]]:
        each = (part for one in returns for part in one)
        answer = await self._run(_RELEASE, _ms(FIRST_PAUSE), _ms(LONGEST_PAUSE), *each)
        return list(zip(answer[::2], answer[1::2], strict=True))

    async def _run(self, script: Script, *args: str | int) -> list[str]:
        return await self.store.run(script, keys=self.keys.deadlines, args=args)


def _ms(length: timedelta) -> int:
    return length // timedelta(milliseconds=1)


def _parked(item: str, due: str, since: str, failures: str) -> Parked:
    return Parked(item=item, due=at_ms(due), since=at_ms(since), failures=int(failures))
