"""Counting how answers are used. It happens behind an answer: it can neither delay nor fail one."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache, partial

from bot.domain.decision import Choose, Decision, Direct, NoMatch
from bot.domain.learning import LONGEST_KEPT, TEACHES, Asked, Deed, Mark, Realm, wording
from bot.errors import StoreUnavailable
from bot.ports import Clock
from bot.ports.learning import LearningBook
from bot.ports.meter import SILENT, Meter
from bot.ports.metrics import UNDERSTOOD
from bot.services.answer import Answer, scored_of
from bot.services.handbook import Handbook
from bot.services.look_up_values import LookedUp, SituationsFound
from bot.services.tools import Later

log = logging.getLogger(__name__)

_UNKNOWN = timedelta(-1)
"""How long words may be kept, before it was looked at."""

MOST_GATHERED = 1000
"""Questions whose fate waits to be counted; while the store is slow, more are left out."""

MOST_AT_ONCE = 50
"""Counts under way; while the store is slow, more are left out rather than kept from other work."""


@dataclass
class Learning:
    """What people do with answers, told in one line each; nothing here waits, raises, or logs a word of theirs."""

    handbook: Callable[[], Handbook]
    book: LearningBook
    clock: Clock
    later: Later
    meter: Meter = SILENT
    pause: float = 0.0
    """Seconds in which what became of questions is gathered before it is counted, in one round trip."""
    _asked: list[Asked] = field(default_factory=list, init=False)
    _telling: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)
    _under_way: int = field(default=0, init=False)
    _allowed: timedelta | None = field(default=_UNKNOWN, init=False)

    async def start(self) -> None:
        """Questions that the file does not allow to be kept any more end now."""
        await self._end_what_is_not_allowed(self.handbook().philosophy.learning.keep_text)

    def answered(self, user: str, found: Answer) -> None:
        """They typed a question to /escalate, and this was the answer."""
        self.meter.count(UNDERSTOOD, "topic", _counted_as(found.decision))
        mark = None
        match found.decision:
            case Direct(best):
                mark = _mark(Realm.TOPIC, Deed.SHOWN, best.id)
            case NoMatch():
                mark = _mark(Realm.TOPIC, Deed.UNMATCHED)
        self._became(Asked(user, found.question.text, mark))

    def looked_up(self, user: str, found: LookedUp, *, typed: bool) -> None:
        """They looked up what goes on; `typed` False where the words are a message's and not theirs."""
        if not isinstance(found, SituationsFound):
            return
        self.meter.count(UNDERSTOOD, "situation", _counted_as(found.decision))
        mark = None
        if found.best is None:
            mark = _mark(Realm.SITUATION, Deed.UNMATCHED)
        elif found.leads:
            mark = _mark(Realm.SITUATION, Deed.SHOWN, found.best)
        self._became(Asked(user, found.text, mark, typed))

    def picked_topic(self, user: str, topic: str, text: str) -> None:
        """They picked a topic: from what was offered, from beside an answer, or from all of them."""
        if text:
            self._begin(partial(self._picked, user, Realm.TOPIC, topic, text))

    def looked_at(self, user: str, situation: str, text: str) -> None:
        """They opened a situation's card; with a text it is one of those offered for it."""
        shown = Mark(realm=Realm.SITUATION, deed=Deed.SHOWN, entry=situation)
        self._begin(partial(self._cast, user, shown, text))
        if text:
            self._begin(partial(self._picked, user, Realm.SITUATION, situation, text))

    def none_fits(self, user: str, realm: Realm, text: str) -> None:
        """None of what was offered is meant."""
        self._begin(partial(self._cast, user, Mark(realm=realm, deed=Deed.NONE_FITS), text))

    def voted(self, user: str, situation: str, text: str, *, useful: bool) -> None:
        """The card helped, or did not."""
        deed = Deed.USEFUL if useful else Deed.NOT_USEFUL
        self._begin(partial(self._cast, user, Mark(realm=Realm.SITUATION, deed=deed, entry=situation), text))

    def _became(self, asked: Asked) -> None:
        """Remember it, to be counted with those that come meanwhile."""
        if not self._asked:
            self.later(self._quietly(self._count_asked))
        if len(self._asked) < MOST_GATHERED:
            self._asked.append(asked)

    async def _count_asked(self) -> None:
        if self.pause:
            await asyncio.sleep(self.pause)
        await self._tell_asked()

    async def _tell_asked(self) -> None:
        """Before a press is counted, too: what it answers has to be known by then."""
        async with self._telling:
            asked, self._asked = self._asked, []
            if asked:
                await self._tell(asked)

    async def _tell(self, asked: Sequence[Asked]) -> None:
        keep = self.handbook().philosophy.learning.keep_text
        await self._end_what_is_not_allowed(keep)
        keeps = keep is not None
        if keeps and (typed := [one for one in asked if one.typed and len(one.text) <= LONGEST_KEPT]):
            await self.book.typed(*typed)
        teaching = [one for one in asked if keeps and one.mark is not None and one.mark.deed in TEACHES]
        await self.book.shown([one for one in asked if one not in teaching], day=self.clock().date())
        for one in teaching:
            if one.mark is not None:
                await self._note(one.user, one.mark, one.text)

    async def _picked(self, user: str, realm: Realm, entry: str, text: str) -> None:
        """What was answered directly and is looked at again is no pick."""
        book = self.handbook()
        decision = (book.topics if realm is Realm.TOPIC else book.situations).match(text)
        best = next(iter(scored_of(decision)), None)
        if isinstance(decision, Direct) and best and best.id == entry and realm is Realm.SITUATION:
            return
        beside = isinstance(decision, Direct) and best is not None and best.id != entry
        await self._cast(
            user, Mark(realm=realm, deed=Deed.BESIDE if beside else Deed.PICKED, entry=entry), text
        )

    async def _cast(self, user: str, mark: Mark, text: str) -> None:
        await self._tell_asked()
        await self._note(user, mark, text)

    async def _note(self, user: str, mark: Mark, text: str) -> None:
        rules = self.handbook().philosophy.learning
        await self._end_what_is_not_allowed(rules.keep_text)
        words = None
        if mark.deed in TEACHES:
            words = wording(text, keep=rules.keep_text, people=rules.people)
        await self.book.cast(user, mark, text, day=self.clock().date(), words=words)

    async def _end_what_is_not_allowed(self, keep: timedelta | None) -> None:
        """Once after a start, and whenever the file says something else than before."""
        if self._allowed != keep:
            await self.book.keep_at_most(keep)
            self._allowed = keep

    def _begin(self, count: Callable[[], Awaitable[None]]) -> None:
        if self._under_way < MOST_AT_ONCE:
            self._under_way += 1
            self.later(self._counted(count))

    async def _counted(self, count: Callable[[], Awaitable[None]]) -> None:
        try:
            await self._quietly(count)
        finally:
            self._under_way -= 1

    async def _quietly(self, count: Callable[[], Awaitable[None]]) -> None:
        try:
            await count()
        except StoreUnavailable:
            log.warning("what somebody pressed was not counted: the store does not answer")


@lru_cache(maxsize=1000)
def _mark(realm: Realm, deed: Deed, entry: str = "") -> Mark:
    """What is counted of a look-up; there are as many as the files have entries."""
    return Mark(realm=realm, deed=deed, entry=entry)


def _counted_as(decision: Decision) -> str:
    match decision:
        case Direct():
            return "direct"
        case Choose():
            return "choice"
        case NoMatch():
            return "none"
