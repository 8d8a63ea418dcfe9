"""Slack statuses in memory."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.ports import Clock, Status, Unclear


class FakeStatuses:
    """The port `StatusBook`. `real` is the server's clock."""

    def __init__(self, real: Clock) -> None:
        self._real = real
        self.kept: dict[str, Status] = {}
        self._ends: dict[str, datetime] = {}

    async def put(self, user: str, status: Status, *, keep: timedelta) -> None:
        """Remember one."""
        self.kept[user] = status
        self._ends[user] = self._real() + min(keep, timedelta(days=1))

    async def drop(self, user: str) -> None:
        """Theirs says nothing any more."""
        self.kept.pop(user, None)

    def ends(self, user: str) -> datetime:
        """Until when theirs is kept."""
        return self._ends[user]

    async def of(self, users: Sequence[str]) -> Mapping[str, Status]:
        """Those that are remembered."""
        now = self._real()
        return {user: self.kept[user] for user in users if user in self.kept and self._ends[user] > now}


class FakeSource:
    """The port `StatusSource`: what Slack would say, and how often it was asked."""

    def __init__(self) -> None:
        self.says: dict[str, Status] = {}
        self.asked: list[str] = []
        self.silent = False

    async def status_now(self, user: str) -> Status | None:
        """What it says."""
        self.asked.append(user)
        if self.silent:
            raise Unclear("no connection")
        return self.says.get(user, Status())
