"""Which topic, or situation, a message is about: answered directly, offered as a choice, or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, Protocol

from bot.domain.grounds import Grounds
from bot.domain.lexical import Found, Lexicon, fold, key_of
from bot.domain.reading import Reading, read

NOT_FOR_US = ""
"""The id under which a `Semantic` scores the phrases of daily life."""

NO_BOOSTS: Mapping[str, float] = MappingProxyType({})


@dataclass(frozen=True)
class Entry:
    """Something a message can be about; its texts hold both languages together."""

    id: str
    titles: tuple[str, ...]
    keywords: tuple[str, ...]
    examples: tuple[str, ...]
    see_also: tuple[str, ...] = ()
    critical: bool = False


@dataclass(frozen=True)
class Scored:
    """An entry, its score (comparable within one answer), and the words, as typed, that brought it up."""

    id: str
    score: float
    because: tuple[str, ...]


@dataclass(frozen=True)
class Direct:
    """One entry is clearly meant; up to two others are offered beside it."""

    best: Scored
    alternatives: tuple[Scored, ...]

    @property
    def name(self) -> Literal["direct"]:
        """The decision's name."""
        return "direct"


@dataclass(frozen=True)
class Choose:
    """Up to three entries may be meant; the person chooses."""

    options: tuple[Scored, ...]

    @property
    def name(self) -> Literal["choose"]:
        """The decision's name."""
        return "choose"


@dataclass(frozen=True)
class NoMatch:
    """Nothing fits; `nearest` tells what came closest."""

    nearest: tuple[Scored, ...]

    @property
    def name(self) -> Literal["none"]:
        """The decision's name."""
        return "none"


Decision = Direct | Choose | NoMatch


class Semantic(Protocol):
    """Scores entries by what a message means."""

    def scores(self, text: str) -> Mapping[str, float]:
        """A score for each entry's id, about 0 to 1.5, and for `NOT_FOR_US`."""


@dataclass(frozen=True)
class Thresholds:
    """When a best score is enough, how far ahead it must be, and when it is too little.

    Set on tests/understanding/tune.jsonl and held against the unseen set there.
    """

    direct: float
    lead: float
    none: float
    daily: float
    """How far it must be ahead of the phrases of daily life."""

    def allow(self, order: Sequence[float], daily: float) -> bool:
        """Whether the best of some scores, best first, may be answered directly."""
        lead = order[0] - order[1] if len(order) > 1 else order[0]
        return order[0] >= self.direct and lead >= self.lead and order[0] - daily >= self.daily


CLEAR = Thresholds(direct=0.9, lead=0.5, none=0.0, daily=0.4)
"""Words alone that make asking for the meaning needless."""
BY_WORDS = Thresholds(direct=0.45, lead=0.15, none=0.18, daily=0.1)
BY_MEANING = Thresholds(direct=0.7, lead=0.2, none=0.38, daily=0.3)
WORDS_BESIDE_MEANING = 0.8
"""The weight of the words' score beside the meaning's."""

_USUAL_DAILY = 0.4
"""What stands for daily life, beside the meaning, where the file lists no phrases of it."""
_DAILY_WINS, _OVER_CRITICAL = 0.05, 0.2
"""So far ahead of the best entry, or of a critical one, a phrase of daily life decides that nothing is meant."""
_IN_DOUBT = 0.6
"""A critical entry with at least this share of the best score is kept among the choices."""
_SECOND_INTENT = 0.5
"""A second question of the same message is offered beside the first from this share of its score."""
_A_WORD = 6
"""Folded letters of a message so short that without any keyword it is never answered directly."""
_FEW_WORDS = 2
"""Babble is a word or two; a sentence far from the files may still mean something."""
_LIKE_NOTHING = 0.08
_MEANT_ALL_THE_SAME = 0.7
_NEIGHBOUR = 0.1
"""How much nearer an entry named in the best one's `see_also` comes, as a share of the best score."""


def _is_babble(reading: Reading, found: Found, best: float) -> bool:
    """Whether a word or two resemble nothing in the files: the encoder finds some meaning in "zzz", too.

    Of the tune set's messages none is as far from every word of the files; "zzz", "qwer zxcv" and "뷁쉙" are.
    """
    few = len(reading.text.split()) <= _FEW_WORDS
    return few and best < _MEANT_ALL_THE_SAME and max(found.scores[:-1]) < _LIKE_NOTHING


class Matcher:
    """Matches messages to entries; built once from the configuration, and safe to share between threads."""

    def __init__(
        self, entries: Sequence[Entry], *, not_for_us: Sequence[str] = (), semantic: Semantic | None = None
    ) -> None:
        self._entries = tuple(entries)
        self._semantic = semantic
        self._place = {entry.id: place for place, entry in enumerate(self._entries)}
        phrases = [(*entry.titles, *entry.keywords, *entry.examples) for entry in self._entries]
        named = [(*entry.titles, *entry.keywords) for entry in self._entries]
        self._lexicon = Lexicon([*phrases, not_for_us], [*named, ()])
        self._denial = frozenset(fold(name) for names in named for name in names)
        self._exact: dict[str, dict[str, None]] = {}
        for entry, names in zip(self._entries, named, strict=True):
            for name in (entry.id, *names):
                self._exact.setdefault(key_of(name), {})[entry.id] = None
        self._daily = frozenset(map(key_of, not_for_us))

    def match(self, text: str, *, boosts: Mapping[str, float] = NO_BOOSTS) -> Decision:
        """Decide what a message is about; `boosts` are added to the scores of the ids they name."""
        exact = self._named(text)
        if exact is not None:
            return exact
        reading = read(text, self._denial)
        if not self._entries or not reading.whole or key_of(text) in self._daily:
            return NoMatch(())
        return self._decide(reading, *self._weigh(reading, boosts))

    def ranked(self, text: str, *, boosts: Mapping[str, float] = NO_BOOSTS) -> tuple[Scored, ...]:
        """Every entry, best first; ties keep the file's order."""
        reading = read(text, self._denial)
        if not reading.whole:
            return ()
        found, scores, _ = self._weigh(reading, boosts)
        first = self._exact.get(key_of(text), {})
        order = sorted(self._order(scores), key=lambda place: self._entries[place].id not in first)
        return self._scored(order, scores, reading, found)

    def _named(self, text: str) -> Decision | None:
        """The answer to a message that is exactly an id, a title or a keyword."""
        key = key_of(text)
        ids = tuple(self._exact.get(key, ())) if key else ()
        if not ids:
            return None
        because = (" ".join(text.split())[:80],)
        scored = tuple(Scored(id_, 1.0, because) for id_ in ids[:3])
        if len(scored) > 1:
            return Choose(scored)
        beside = self._entries[self._place[ids[0]]].see_also
        return Direct(scored[0], tuple(Scored(id_, 0.0, because) for id_ in beside if id_ in self._place)[:2])

    def _weigh(self, reading: Reading, boosts: Mapping[str, float]) -> tuple[Found, list[float], Thresholds]:
        """The scores of all entries and, last, of daily life; meaning is asked if words do not decide."""
        found = self._find(reading)
        scores, thresholds = list(found.scores), BY_WORDS
        if self._semantic is not None:
            if CLEAR.allow(sorted(scores[:-1], reverse=True), scores[-1]):
                thresholds = CLEAR
            else:
                meaning = self._semantic.scores(reading.text)
                scores = [
                    meaning.get(id_, 0.0) + WORDS_BESIDE_MEANING * words
                    for id_, words in zip((*self._place, NOT_FOR_US), scores, strict=True)
                ]
                scores[-1] = scores[-1] if self._daily else _USUAL_DAILY
                thresholds = BY_MEANING
        for id_, boost in boosts.items():
            if id_ in self._place:
                scores[self._place[id_]] += boost
        return found, scores, thresholds

    def _find(self, reading: Reading) -> Found:
        """Compare by words; beside a quoted customer the agent's own words weigh as much as the whole."""
        found = self._lexicon.find(reading.whole)
        if reading.own in ("", reading.whole):
            return found
        own = self._lexicon.find(reading.own)
        if not own.keywords:
            return found
        mixed = tuple((whole + mine) / 2 for whole, mine in zip(found.scores, own.scores, strict=True))
        return Found(mixed, found.keywords)

    def _order(self, scores: Sequence[float]) -> list[int]:
        return sorted(range(len(self._entries)), key=lambda place: (-round(scores[place], 9), place))

    def _decide(
        self, reading: Reading, found: Found, scores: Sequence[float], thresholds: Thresholds
    ) -> Decision:
        order = self._order(scores)
        best, daily = scores[order[0]], scores[-1]
        too_daily = _OVER_CRITICAL if self._entries[order[0]].critical else _DAILY_WINS
        nothing = best < thresholds.none or (thresholds is BY_MEANING and _is_babble(reading, found, best))
        if nothing or (self._daily and daily - best > too_daily):
            return NoMatch(self._scored(order[:3], scores, reading, found))
        shown = self._shown(order, scores)
        second = self._second_intent(order, scores, reading, found)
        direct = thresholds.allow([scores[place] for place in order], daily)
        hinted = bool(found.keywords) or len(reading.whole) > _A_WORD
        if direct and hinted and second is None:
            first, *others = self._scored(shown, scores, reading, found)
            return Direct(first, tuple(others))
        if second is not None:
            shown = [order[0], second, *(place for place in shown[1:] if place != second)][:3]
        return Choose(self._scored(shown, scores, reading, found))

    def _shown(self, order: list[int], scores: Sequence[float]) -> list[int]:
        """The best three, the best one's neighbours a little nearer; in doubt a critical one comes last."""
        best = order[0]
        nearer = {self._place[id_] for id_ in self._entries[best].see_also if id_ in self._place}
        lift = _NEIGHBOUR * scores[best]
        rest = sorted(order[1:], key=lambda place: (-scores[place] - lift * (place in nearer), place))
        shown = [best, *rest[:2]]
        if len(shown) == 3 and not any(self._entries[place].critical for place in shown):
            critical = (place for place in rest[2:] if self._entries[place].critical)
            doubtful = next(critical, None)
            if doubtful is not None and scores[doubtful] >= _IN_DOUBT * scores[best]:
                shown[2] = doubtful
        return shown

    def _second_intent(
        self, order: list[int], scores: Sequence[float], reading: Reading, found: Found
    ) -> int | None:
        """Another entry that a sentence of its own names, where the message asks two things."""
        if len(reading.clauses) < 2:
            return None
        best = order[0]
        named = [place for place in order[1:4] if scores[place] >= _SECOND_INTENT * scores[best]]
        mine = self._clauses_naming(best, reading, found)
        for place in named:
            theirs = self._clauses_naming(place, reading, found)
            if mine and theirs and mine.isdisjoint(theirs):
                return place
        return None

    @staticmethod
    def _clauses_naming(place: int, reading: Reading, found: Found) -> set[int]:
        keywords = [keyword for keyword in found.keywords if keyword.owner == place]
        return {at for at, clause in enumerate(reading.clauses) if any(k.stands_in(clause) for k in keywords)}

    def _scored(
        self, places: Sequence[int], scores: Sequence[float], reading: Reading, found: Found
    ) -> tuple[Scored, ...]:
        grounds = Grounds(reading, found, self._lexicon)
        return tuple(
            Scored(self._entries[place].id, round(scores[place], 4), grounds.of(place)) for place in places
        )
