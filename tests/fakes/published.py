"""Thanks after their night, in memory, and a Slack in which what stands can be changed."""

import asyncio
from collections import deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.digest import PrivateThanks
from bot.domain.escalation import Posted
from bot.domain.kudos import Kudos
from bot.domain.night_run import NightKey
from bot.domain.published import NightEdits, PlusOnes
from bot.ports import Clock, Lease
from bot.ports.kudos import DayFull, Kept, Overtaken
from bot.ports.published import JoinedBefore, NothingToJoin, PostStands
from tests.fakes.faults import befalling
from tests.fakes.kudos import FakeKudos
from tests.fakes.store import FakeDeadlines


class FakePublished:
    """The port `PublishedBook`, on a `FakeDeadlines` and a `FakeKudos`."""

    def __init__(self, deadlines: FakeDeadlines, kudos: FakeKudos) -> None:
        self._deadlines = deadlines
        self._kudos = kudos
        self._joins: dict[tuple[str, str], str] = {}
        self._versions: dict[NightKey, int] = {}
        self.kept: dict[NightKey, NightEdits] = {}

    async def join(
        self, kudos: Kudos, *, cap: int, edits: Collection[NightKey], due: datetime
    ) -> Kept | DayFull | JoinedBefore | NothingToJoin:
        """Store it, if it may be."""
        joined = await self._kudos.get(kudos.joins or "")
        if joined is None or not joined.stands:
            return NothingToJoin()
        place = (joined.id, kudos.giver.user)
        if place in self._joins:
            return JoinedBefore(kudos=self._joins[place])
        given = await self._kudos.given_by(kudos.giver.user, datetime.min.replace(tzinfo=due.tzinfo))
        if sum(other.day == kudos.day for other in given) >= cap:
            return DayFull()
        self._joins[place] = kudos.id
        self._kudos.put(kudos)
        self._touch(kudos, edits, due)
        return Kept(kudos=kudos)

    async def change(
        self, before: Kudos, after: Kudos, *, edits: Collection[NightKey], due: datetime
    ) -> Kept | Overtaken:
        """Replace it."""
        stored = await self._kudos.get(before.id)
        if stored is None or stored.revision != after.revision - 1:
            return Overtaken()
        if after.withdrawn and self._joins.get((after.joins or "", after.giver.user)) == after.id:
            del self._joins[after.joins or "", after.giver.user]
        self._kudos.put(after)
        self._touch(after, edits, due)
        return Kept(kudos=after)

    async def joined_by(self, kudos_id: str, user: str) -> Kudos | None:
        """Somebody's +1."""
        found = await self._kudos.get(self._joins.get((kudos_id, user), ""))
        return found if found and found.stands else None

    async def joining(self, kudos: Sequence[str]) -> Sequence[Kudos]:
        """Those that stand. Others have their turn while it is read."""
        await asyncio.sleep(0)
        ids = [one for (joined, _), one in self._joins.items() if joined in kudos]
        found = [await self._kudos.get(one) for one in ids]
        return sorted((one for one in found if one and one.stands), key=lambda one: (one.given, one.id))

    async def edits(self, night: NightKey) -> NightEdits | None:
        """What is to be changed."""
        return self.kept.get(night)

    async def note(self, night: NightKey, noted: NightEdits, *, lease: Lease) -> bool:
        """Add to what is known; others have their turn before."""
        await asyncio.sleep(0)
        if night not in self.kept or not self._deadlines.holds(lease):
            return False
        before = self.kept[night]
        parts = ("faces", "slots", "posts")
        update = {part: {**getattr(before, part), **getattr(noted, part)} for part in parts}
        self.kept[night] = before.model_copy(update=update)
        return True

    async def done(
        self, night: NightKey, touched: Mapping[str, int], *, lease: Lease, again: datetime
    ) -> bool:
        """These are shown."""
        if not self._deadlines.holds(lease):
            return False
        before = self.kept[night]
        left = {one: at for one, at in before.touched.items() if touched.get(one) != at}
        self.kept[night] = before.model_copy(update={"touched": left})
        self._deadlines.schedule(_item(night), again if left else None)
        return True

    def _touch(self, kudos: Kudos, edits: Collection[NightKey], due: datetime) -> None:
        for night in edits:
            before = self.kept.get(night) or NightEdits(night=night)
            self._versions[night] = version = self._versions.get(night, 0) + 1
            touched = {**before.touched, kudos.id: version}
            self.kept[night] = before.model_copy(update={"touched": touched})
            earlier = self._deadlines.due.get(_item(night))
            self._deadlines.schedule(_item(night), min(earlier, due) if earlier else due)


@dataclass(frozen=True)
class Spoken:
    """Something that was said or changed."""

    key: str
    where: str
    what: PlusOnes | PostStands | PrivateThanks | None
    at: datetime


@dataclass
class FakePublishedVoice:
    """The port `PublishedVoice`. `clock` is Slack's, real time; `faults` befall the next calls."""

    clock: Clock
    replies: list[Spoken] = field(default_factory=list)
    told: list[Spoken] = field(default_factory=list)
    direct: list[tuple[Posted, str, PrivateThanks | None]] = field(default_factory=list)
    faults: deque[str] = field(default_factory=deque)

    async def reply(self, channel: str, thread: str, what: PlusOnes, *, key: str) -> Posted:
        """Post a reply."""
        with befalling(self.faults):
            self.replies.append(Spoken(key, f"{channel}/{thread}", what, self.clock()))
        return Posted(channel=channel, ts=f"r{len(self.replies)}")

    async def find(self, channel: str, thread: str, *, key: str, since: datetime) -> Posted | None:
        """A reply of that key."""
        for number, one in enumerate(self.replies, 1):
            if (one.where, one.key) == (f"{channel}/{thread}", key) and one.at >= since:
                return Posted(channel=channel, ts=f"r{number}")
        return None

    async def edit(self, posted: Posted, what: PlusOnes) -> None:
        """Change a reply."""
        with befalling(self.faults):
            place = int(posted.ts.removeprefix("r")) - 1
            before = self.replies[place]
            self.replies[place] = Spoken(before.key, before.where, what, before.at)

    async def edit_direct(self, posted: Posted, user: str, what: PrivateThanks | None) -> None:
        """Change somebody's private thanks."""
        with befalling(self.faults):
            self.direct.append((posted, user, what))

    async def tell(self, user: str, what: PostStands, *, key: str) -> Posted:
        """Tell one person."""
        with befalling(self.faults):
            self.told.append(Spoken(key, user, what, self.clock()))
        return Posted(channel=user, ts=f"t{len(self.told)}")

    async def find_told(self, user: str, *, key: str, since: datetime) -> Posted | None:
        """What somebody was told."""
        for number, one in enumerate(self.told, 1):
            if (one.where, one.key) == (user, key) and one.at >= since:
                return Posted(channel=user, ts=f"t{number}")
        return None


def _item(night: NightKey) -> str:
    return f"night-edit:{night}"
