"""What is counted of how answers are used, and the questions a team chose to keep, in Redis."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from bot.adapters.keys import Keys
from bot.adapters.redis_client import Script, Store
from bot.adapters.sealing import SealBroken, Sealer
from bot.domain.learning import (
    BALLOTS_FOR,
    COUNTS_FOR,
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

_CAST = Script.load("learning_cast")
_KEEP = Script.load("learning_keep")
_SHOWN = Script.load("learning_shown")
_MS = timedelta(milliseconds=1)
_VOTES = (Deed.USEFUL, Deed.NOT_USEFUL)
_WHO = "who:"
_IN_A_ROW = 10
"""Questions whose digests are made before whoever asks meanwhile has their turn. Each takes a fiftieth of an answer's time:
a hundred that are gathered, in one go, held up one answer in a hundred by two milliseconds."""


@dataclass(frozen=True)
class StoredLearning:
    """The port `LearningBook`, in Redis. Cards and people are digests made with the secret keys."""

    store: Store
    keys: Keys
    sealer: Sealer

    async def cast(
        self, user: str, mark: Mark, text: str, *, day: date, words: Wording | None = None
    ) -> bool:
        """Count it, in place of what they pressed last in the same slot; False if that was the same."""
        before = day - timedelta(days=1)
        slot = mark.slot(text)
        names = [
            self.keys.ballots(day),
            self.keys.ballots(before),
            self.keys.learned(day),
            self.keys.learned(before),
        ]
        args: list[str | int] = [
            self._card(user, slot, day),
            self._card(user, slot, before) if mark.deed in _VOTES else "",
            mark.name, BALLOTS_FOR // _MS, COUNTS_FOR // _MS,
        ]  # fmt: skip
        if words is not None:
            question = self.sealer.digest("question", words.key)
            names += [self._typed(user, text), self.keys.question(question)]
            who = self.sealer.digest("who", question, user)
            args += [
                words.keep // _MS,
                self.sealer.seal_text(words.text, bound=_bound(question)),
                who,
                words.people,
            ]
        answer = await self.store.run(_CAST, keys=names, args=args)
        return answer != ["same"]

    async def shown(self, asked: Sequence[Asked], *, day: date) -> None:
        """Count what became of many questions, in one step."""
        cards: dict[str, list[str]] = defaultdict(list)
        async for part in _in_turns(asked):
            for one in part:
                if one.mark is not None:
                    cards[one.mark.name].append(self._card(one.user, one.mark.slot(one.text), day))
        args: list[str | int] = [BALLOTS_FOR // _MS, COUNTS_FOR // _MS]
        for mark, digests in cards.items():
            args += (mark, " ".join(digests))
        if cards:
            await self.store.run(_SHOWN, keys=[self.keys.ballots(day), self.keys.learned(day)], args=args)

    async def typed(self, *asked: Asked) -> None:
        """They typed this to Baton."""
        longest = str(TYPED_FOR // _MS)
        async for part in _in_turns(asked):
            await self.store.each(
                [("SET", self._typed(one.user, one.text), "1", "PX", longest) for one in part]
            )

    async def month(self, month: date) -> Counts:
        """What was counted in a month."""
        return _counts(await self.store.fields(self.keys.learned(month)))

    async def months(self) -> Sequence[MonthCounts]:
        """What was counted, the latest month first."""
        prefix = self.keys.named("learned:")
        found = {key async for key in self.store.scan(self.keys, f"{prefix}*")}
        return [
            MonthCounts(month=_month(key.removeprefix(prefix)), counts=_counts(await self.store.fields(key)))
            for key in sorted(found, reverse=True)
        ]

    async def questions(self) -> Sequence[KeptQuestion]:
        """The questions that are kept, the most frequent first."""
        found = {key: await self.store.fields(key) for key in await self._kept()}
        prefix = self.keys.question("")
        read = [
            question
            for key, fields in found.items()
            if (question := self._read(fields, _bound(key.removeprefix(prefix))))
        ]
        return sorted(read, key=lambda one: (-sum(one.counts.values()), one.text))

    async def keep_at_most(self, length: timedelta | None) -> None:
        """What is kept ends so soon; None ends it now."""
        for key in await self._kept():
            await self.store.run(_KEEP, keys=[key], args=[length // _MS if length else 0])

    async def _kept(self) -> list[str]:
        pattern = self.keys.question("*")
        return sorted({key async for key in self.store.scan(self.keys, pattern)})

    def _read(self, fields: Mapping[str, str], bound: str) -> KeptQuestion | None:
        """None where it ended meanwhile, or no key opens it any more."""
        try:
            text = self.sealer.open_text(fields["text"], bound=bound)
        except (KeyError, SealBroken):
            return None
        who = {name.removeprefix(_WHO): told for name, told in fields.items() if name.startswith(_WHO)}
        people = {mark: _people(told) for name, told in who.items() if (mark := Mark.named(name))}
        return KeptQuestion(text=text, counts=_counts(fields), people=people)

    def _card(self, user: str, slot: str, day: date) -> str:
        return self.sealer.digest("ballot", day.isoformat(), user, slot)

    def _typed(self, user: str, text: str) -> str:
        return self.keys.typed(self.sealer.digest("typed", user, key_of(text)))


async def _in_turns(asked: Sequence[Asked]) -> AsyncIterator[Sequence[Asked]]:
    """A few at a time; after each of them others are answered."""
    for first in range(0, len(asked), _IN_A_ROW):
        yield asked[first : first + _IN_A_ROW]
        await asyncio.sleep(0)


def _bound(question: str) -> str:
    return f"question {question}"


def _counts(fields: Mapping[str, str]) -> dict[Mark, int]:
    return {mark: int(told) for name, told in fields.items() if (mark := Mark.named(name)) is not None}


def _people(told: str) -> int:
    """How many there were once they were enough, else how many digests stand there."""
    return int(told[1:]) if told.startswith("=") else len(told.split())


def _month(name: str) -> date:
    return datetime.strptime(name, "%Y-%m").replace(tzinfo=UTC).date()
