"""What people know of the files, in memory; and a Slack that holds the news said about them."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.escalation import Posted
from bot.ports import Clock, Lease
from bot.ports.changes import FilesTold, Leaf, News, Told
from tests.fakes.faults import befalling
from tests.fakes.store import FakeDeadlines

_FILES = "files:all"


class FakeNews:
    """The port `NewsBook`, on a `FakeDeadlines`."""

    def __init__(self, deadlines: FakeDeadlines) -> None:
        self._deadlines = deadlines
        self._files: FilesTold | None = None
        self._news: dict[str, News] = {}
        self._seen: dict[str, dict[str, datetime]] = {}
        self._leaves: dict[str, Leaf] = {}

    async def files(self) -> FilesTold | None:
        """How far people know the files."""
        return self._files

    async def save_files(
        self,
        files: FilesTold,
        *,
        due: datetime | None,
        lease: Lease | None = None,
        news: News | None = None,
        leaves: tuple[Leaf, ...] = (),
    ) -> bool:
        """Replace it, with the news that come of it."""
        stands = self._files.revision if self._files else 0
        if stands != files.revision - 1 or (lease is not None and not self._deadlines.holds(lease)):
            return False
        self._files = files
        self._deadlines.schedule(_FILES, due)
        if news is not None:
            self._news[news.id] = news
            for leaf in leaves:
                self._leaves[leaf.id] = leaf
                self._deadlines.schedule(_item(leaf.id), leaf.due)
        return True

    async def news(self, news_id: str) -> Told | None:
        """Some news."""
        found = self._news.get(news_id)
        return Told(found, dict(self._seen.get(news_id, {}))) if found else None

    async def leaf(self, leaf_id: str) -> Leaf | None:
        """One of its messages."""
        return self._leaves.get(leaf_id)

    async def save_leaf(self, leaf: Leaf, *, due: datetime | None, lease: Lease) -> bool:
        """Replace it."""
        stored = self._leaves.get(leaf.id)
        if stored is None or stored.revision != leaf.revision - 1 or not self._deadlines.holds(lease):
            return False
        self._leaves[leaf.id] = leaf
        self._deadlines.schedule(_item(leaf.id), due)
        return True

    async def acknowledge(
        self, news_id: str, user: str, at: datetime, *, redraw: tuple[str, ...], due: datetime
    ) -> bool:
        """Note it once."""
        seen = self._seen.setdefault(news_id, {})
        if news_id not in self._news or user in seen:
            return False
        seen[user] = at
        for leaf_id in redraw:
            if leaf := self._leaves.get(leaf_id):
                self._leaves[leaf_id] = leaf.model_copy(update={"revision": leaf.revision + 1})
                self._deadlines.schedule(_item(leaf_id), due)
        return True

    @property
    def leaves(self) -> dict[str, Leaf]:
        """Every message, by its id."""
        return self._leaves


@dataclass
class FakeNewsBoard:
    """The port `NewsBoard`. `clock` is Slack's; `faults` befall the next posts and redraws."""

    clock: Clock
    said: list[tuple[str, str, datetime]] = field(default_factory=list)
    drawn: list[tuple[str, frozenset[str]]] = field(default_factory=list)
    faults: deque[str] = field(default_factory=deque)

    async def post(self, leaf: Leaf, told: Told) -> Posted:  # noqa: ARG002 - the port's shape
        """Say it, unless something goes wrong."""
        with befalling(self.faults):
            self.said.append((leaf.to, leaf.key, self.clock()))
        return Posted(channel=leaf.to, ts=str(len(self.said)))

    async def redraw(self, leaf: Leaf, told: Told) -> None:
        """Show who has read it."""
        with befalling(self.faults):
            self.drawn.append((leaf.to, frozenset(told.seen)))

    async def find(self, leaf: Leaf, *, since: datetime) -> Posted | None:
        """What stands there."""
        for place, (to, key, at) in enumerate(self.said, start=1):
            if (to, key) == (leaf.to, leaf.key) and at >= since:
                return Posted(channel=to, ts=str(place))
        return None


def _item(leaf_id: str) -> str:
    return f"news:{leaf_id}"
