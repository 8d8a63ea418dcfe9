"""Who was asked how they like to be thanked, in memory, and somebody who asks one person at a time."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.escalation import Posted
from bot.domain.thanks_choice import ThanksQuestion
from bot.ports import Clock, Lease, Refused
from bot.ports.thanks_choice import First
from tests.fakes.faults import befalling
from tests.fakes.store import FakeDeadlines


class FakeThanksQuestions:
    """The port `ThanksQuestions`."""

    def __init__(self, deadlines: FakeDeadlines) -> None:
        self._deadlines = deadlines
        self.kept: dict[str, ThanksQuestion] = {}

    async def begin(self, question: ThanksQuestion, *, due: datetime) -> bool:
        """Store it, if that person has none."""
        if question.user in self.kept:
            return False
        self.kept[question.user] = question
        self._deadlines.schedule(f"thanks-question:{question.user}", due)
        return True

    async def get(self, user: str) -> ThanksQuestion | None:
        """Somebody's."""
        return self.kept.get(user)

    async def save(self, question: ThanksQuestion, *, lease: Lease, due: datetime | None) -> bool:
        """Replace it."""
        if question.user not in self.kept or not self._deadlines.holds(lease):
            return False
        self.kept[question.user] = question
        self._deadlines.schedule(f"thanks-question:{question.user}", None if question.settled else due)
        return True

    async def forget(self, user: str) -> None:
        """Erase it."""
        self.kept.pop(user, None)
        self._deadlines.schedule(f"thanks-question:{user}", None)


@dataclass
class FakeAsker:
    """The port `ThanksAsker`. `clock` is Slack's, real time.

    `faults` befall the next questions. Nothing is found while `blind`.
    """

    clock: Clock
    asked: list[tuple[str, datetime]] = field(default_factory=list)
    faults: deque[str] = field(default_factory=deque)
    blind: bool = False

    async def ask(self, user: str, *, key: str) -> Posted:
        """Ask, unless something goes wrong."""
        with befalling(self.faults):
            self.asked.append((key, self.clock()))
        return Posted(channel=user, ts=str(len(self.asked)))

    async def find(self, user: str, *, key: str, since: datetime) -> Posted | None:
        """The question with that key."""
        if self.blind:
            raise Refused("missing_scope")
        for number, (asked, at) in enumerate(self.asked, 1):
            if asked == key and at >= since:
                return Posted(channel=user, ts=str(number))
        return None


@dataclass
class FakeFirstTimes:
    """The port `FirstTimes`."""

    had: set[tuple[str, First]] = field(default_factory=set)

    async def first(self, user: str, what: First) -> bool:
        """True once."""
        if (user, what) in self.had:
            return False
        self.had.add((user, what))
        return True

    async def forget(self, user: str) -> None:
        """As if it was never."""
        self.had = {(other, what) for other, what in self.had if other != user}
