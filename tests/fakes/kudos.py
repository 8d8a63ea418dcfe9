"""Kudos in memory, and who reacted with one."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.kudos import ALIKE_WITHIN, Kudos
from bot.ports.kudos import Alike, DayFull, Kept, Overtaken, Turned
from bot.ports.nights import NightClosed
from tests.fakes.nights import FakeNights


class FakeKudos:
    """The port `KudosBook`, on a `FakeNights`."""

    def __init__(self, nights: FakeNights) -> None:
        self._nights = nights
        self._records: dict[str, Kudos] = {}
        self._fresh: dict[str, datetime] = {}

    async def give(self, kudos: Kudos, *, cap: int) -> Kept | Alike | DayFull | NightClosed:
        """Store it, if it may be."""
        before = self._records.get(kudos.id)
        if before and not (before.taken_back and before.revision == kudos.revision - 1):
            return Alike(kudos=before)
        given = [k for k in self._records.values() if k.giver == kudos.giver and k.taken_back is None]
        for other in given:
            fresh = other.id in self._fresh and kudos.given - self._fresh[other.id] < ALIKE_WITHIN
            if fresh and _same(other) == _same(kudos):
                return Alike(kudos=other)
        if closed := await self._nights.closed(kudos.nights):
            return NightClosed(nights=tuple(night for night in kudos.nights if night in closed))
        if sum(other.day == kudos.day for other in given) >= cap:
            return DayFull()
        self._records[kudos.id] = kudos
        self._fresh[kudos.id] = kudos.given
        self._nights.enter(kudos)
        return Kept(kudos=kudos)

    async def change(self, before: Kudos, after: Kudos) -> Kept | NightClosed | Overtaken:
        """Replace it, if it may be."""
        if self._records[before.id].revision != after.revision - 1:
            return Overtaken()
        nights = dict.fromkeys((*before.nights, *(() if after.taken_back else after.nights)))
        if closed := await self._nights.closed(nights):
            return NightClosed(nights=tuple(night for night in nights if night in closed))
        self._records[after.id] = after
        self._fresh.pop(after.id, None)
        if after.taken_back:
            self._nights.leave(after.id)
        else:
            self._nights.enter(after)
        return Kept(kudos=after)

    async def get(self, kudos_id: str) -> Kudos | None:
        """One of them."""
        return self._records.get(kudos_id)

    def put(self, kudos: Kudos) -> None:
        """Replace it, as scripts of another store do; a "+1" is in no night."""
        self._records[kudos.id] = kudos
        if kudos.withdrawn:
            self._fresh.pop(kudos.id, None)
        if kudos.joins:
            self._nights.beside[kudos.id] = kudos
        else:
            self._nights.put(kudos)

    async def given_by(self, user: str, since: datetime) -> Sequence[Kudos]:
        """What somebody gave."""
        mine = [k for k in self._records.values() if k.giver.user == user and k.taken_back is None]
        return sorted((k for k in mine if k.given >= since), key=lambda kudos: (kudos.given, kudos.id))

    async def received_by(self, user: str, since: datetime) -> Sequence[Kudos]:
        """What somebody was thanked for."""
        theirs = [k for k in self._records.values() if k.stands and user in {one.user for one in k.people}]
        return sorted((k for k in theirs if k.given >= since), key=lambda kudos: (kudos.given, kudos.id))


def _same(kudos: Kudos) -> tuple[object, ...]:
    return {party.user for party in kudos.people}, kudos.text.casefold().split(), kudos.about, kudos.joins


class FakeReactions:
    """The port `ReactionBook`."""

    def __init__(self) -> None:
        self._turned: dict[str, tuple[datetime, bool]] = {}

    async def turn(self, kudos_id: str, *, on: bool, at: datetime) -> Turned:
        """Note it, unless a later one is known."""
        known = self._turned.get(kudos_id)
        news = known is None or at > known[0]
        if news:
            self._turned[kudos_id] = (at, on)
        return Turned(on=self._turned[kudos_id][1], news=news)

    async def stands(self, kudos_id: str) -> bool:
        """Whether it is on."""
        return self._turned.get(kudos_id, (None, False))[1]
