"""What is counted of how answers are used, in memory."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot.domain.learning import (
    BALLOTS_FOR,
    TYPED_FOR,
    Asked,
    Counts,
    Deed,
    KeptQuestion,
    Mark,
    MonthCounts,
    Wording,
)
from bot.domain.lexical import key_of
from bot.errors import StoreUnavailable
from bot.ports import Clock


@dataclass
class _Question:
    text: str
    ends: datetime
    counts: Counter[Mark] = field(default_factory=Counter)
    who: dict[Mark, set[str]] = field(default_factory=dict)
    enough: dict[Mark, int] = field(default_factory=dict)


class FakeLearning:
    """The port `LearningBook`. `real` is the server's clock; while `away` the store does not answer."""

    def __init__(self, real: Clock) -> None:
        self._real = real
        self.away = False
        self._ballots: dict[tuple[str, str, date], tuple[Mark, datetime]] = {}
        self._counts: dict[date, Counter[Mark]] = {}
        self._typed: dict[tuple[str, str], datetime] = {}
        self._questions: dict[str, _Question] = {}

    async def cast(
        self, user: str, mark: Mark, text: str, *, day: date, words: Wording | None = None
    ) -> bool:
        """Count it, in place of what they pressed last in the same slot; False if that was the same."""
        self._answering()
        at, before = self._ballot(user, mark, text, day)
        if before == mark:
            return False
        self._ballots[user, mark.slot(text), at] = (mark, self._real() + BALLOTS_FOR)
        counts = self._counts.setdefault(at.replace(day=1), Counter())
        if before is not None:
            counts[before] -= 1
        counts[mark] += 1
        if words is not None and self._typed.get((user, key_of(text)), self._real()) > self._real():
            self._keep(user, mark, before, words)
        return True

    async def shown(self, asked: Sequence[Asked], *, day: date) -> None:
        """Count what became of many questions."""
        for one in asked:
            if one.mark is not None:
                if not one.mark.replaces_nothing:
                    raise ValueError(f"{one.mark.name} may replace another")
                await self.cast(one.user, one.mark, one.text, day=day)

    async def typed(self, *asked: Asked) -> None:
        """They typed this to Baton."""
        self._answering()
        for one in asked:
            self._typed[one.user, key_of(one.text)] = self._real() + TYPED_FOR

    async def month(self, month: date) -> Counts:
        """What was counted in a month."""
        self._answering()
        return {mark: n for mark, n in self._counts.get(month.replace(day=1), Counter()).items() if n}

    async def months(self) -> Sequence[MonthCounts]:
        """What was counted, the latest month first."""
        self._answering()
        return [
            MonthCounts(month=month, counts={mark: n for mark, n in counts.items() if n})
            for month, counts in sorted(self._counts.items(), reverse=True)
        ]

    async def questions(self) -> Sequence[KeptQuestion]:
        """The questions that are kept, the most frequent first."""
        self._answering()
        kept = [one for one in self._questions.values() if one.ends > self._real()]
        found = [
            KeptQuestion(
                text=one.text,
                counts={mark: n for mark, n in one.counts.items() if n},
                people={mark: len(who) for mark, who in one.who.items() if who} | one.enough,
            )
            for one in kept
        ]
        return sorted(found, key=lambda one: (-sum(one.counts.values()), one.text))

    async def keep_at_most(self, length: timedelta | None) -> None:
        """What is kept ends so soon; None ends it now."""
        self._answering()
        for one in self._questions.values():
            one.ends = min(one.ends, self._real() + (length or timedelta()))

    def _answering(self) -> None:
        if self.away:
            raise StoreUnavailable("no connection")

    def _ballot(self, user: str, mark: Mark, text: str, day: date) -> tuple[date, Mark | None]:
        votes = mark.deed in (Deed.USEFUL, Deed.NOT_USEFUL)
        for at in (day, day - timedelta(days=1))[: 2 if votes else 1]:
            found = self._ballots.get((user, mark.slot(text), at))
            if found is not None and found[1] > self._real():
                return at, found[0]
        return day, None

    def _keep(self, user: str, mark: Mark, before: Mark | None, words: Wording) -> None:
        kept = self._questions.get(words.key)
        if kept is None or kept.ends <= self._real():
            kept = self._questions[words.key] = _Question(words.text, self._real())
        if before is not None and kept.counts[before]:
            kept.counts[before] -= 1
            kept.who.get(before, set()).discard(user)
        kept.text, kept.ends = words.text, self._real() + words.keep
        kept.counts[mark] += 1
        if mark not in kept.enough:
            who = kept.who.setdefault(mark, set())
            who.add(user)
            if len(who) >= words.people:
                kept.enough[mark] = len(who)
                del kept.who[mark]
