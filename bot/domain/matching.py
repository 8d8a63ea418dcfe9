"""Which topic, or situation, a message is about: answered directly, offered as a choice, or not at all."""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cache, cached_property, partial
from types import MappingProxyType
from typing import Protocol

from bot.domain.certainty import BY_MEANING, BY_WORDS, SURE
from bot.domain.decision import Choose, Decision, Direct, Entry, NoMatch, Scored
from bot.domain.grounds import Grounds, LeftOut
from bot.domain.indexed import Indexed, named_by
from bot.domain.lexical import Found, fold, key_of
from bot.domain.reading import NOTHING_READ, Reading, read

NOT_FOR_US = ""
"""The id under which a `Semantic` scores the phrases of daily life."""

NO_BOOSTS: Mapping[str, float] = MappingProxyType({})


class Semantic(Protocol):
    """Scores entries by what a message means."""

    def scores(self, text: str) -> Mapping[str, float]:
        """A score for each entry's id, about 0 to 1.5, and for `NOT_FOR_US`."""

    def scores_of(self, texts: Sequence[str]) -> Sequence[Mapping[str, float]]:
        """The same for several texts at once, which costs less than one by one."""


WORDS_BESIDE_MEANING = 0.8
"""The weight of the words' score beside the meaning's."""
_NOTHING_BY_WORDS, _NOTHING_BY_MEANING = 0.18, 0.38
"""A best score below this means that nothing fits."""
_CLEAR, _CLEAR_LEAD, _CLEAR_OF_DAILY = 0.9, 0.5, 0.4
"""Words alone that make asking for the meaning needless: so high, so far ahead, so far from daily life."""

_USUAL_DAILY = 0.4
"""What stands for daily life, beside the meaning, where the file lists no phrases of it."""
_DAILY_WINS, _OVER_CRITICAL = 0.05, 0.2
"""So far ahead of the best entry, or of a critical one, a phrase of daily life decides that nothing is meant."""
_IN_DOUBT = 0.6
"""A critical entry with at least this share of the best score is kept among the choices."""
_SECOND_INTENT = 0.4
"""A second question of the same message is offered beside the first from this share of its score."""
_AS_NEAR = 0.85
"""A second entry that is named too, with at least this share of the best score, may be meant as well."""
_CLAUSES = 4
_CLAUSE_SAYS = 0.6
"""How sure its words alone must make a sentence before it counts as a question of its own."""
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
        self._not_for_us = tuple(not_for_us)
        named = [named_by(entry) for entry in self._entries]
        folded = cache(fold)
        self._denial = frozenset(folded(name) for names in named for name in names)
        self._exact: dict[str, dict[str, None]] = {}
        for entry, names in zip(self._entries, named, strict=True):
            for name in (entry.id, *names):
                self._exact.setdefault(key_of(name, folded), {})[entry.id] = None
        self._daily = frozenset(map(key_of, not_for_us))

    def index(self) -> None:
        """Make ready, in some tenths of a second, what only questions in one's own words need; else their first does it."""
        _ = self._indexed

    @property
    def is_indexed(self) -> bool:
        """Whether that is done."""
        return "_indexed" in vars(self)

    @cached_property
    def _indexed(self) -> Indexed:
        return Indexed.of(self._entries, self._not_for_us)

    def with_meaning(self, semantic: Semantic | None) -> "Matcher":
        """The same entries, weighed by meaning too; what the words need is shared."""
        self.index()
        deeper = copy(self)
        deeper._semantic = semantic  # noqa: SLF001 - our own class: what was built once is shared
        return deeper

    @property
    def weighs_meaning(self) -> bool:
        """Whether it has more than words to go by."""
        return self._semantic is not None

    def match(self, text: str, *, boosts: Mapping[str, float] = NO_BOOSTS) -> Decision:
        """Decide what a message is about; `boosts` are added to the scores of the ids they name."""
        key = key_of(text)
        exact = self._named(text, key)
        if exact is not None:
            return exact
        reading = read(text, self._denial)
        if not self._entries or not reading.whole or key in self._daily:
            return NoMatch(())
        return self._decide(self._weigh(reading, boosts))

    def ranked(self, text: str, *, boosts: Mapping[str, float] = NO_BOOSTS) -> tuple[Scored, ...]:
        """Every entry, best first; ties keep the file's order."""
        reading = read(text, self._denial)
        if not reading.whole:
            return ()
        weighed = self._weigh(reading, boosts)
        first = self._exact.get(key_of(text), {})
        order = sorted(self._order(weighed.scores), key=lambda place: self._entries[place].id not in first)
        return self._scored(order, weighed)

    def _named(self, text: str, key: str) -> Decision | None:
        """The answer to a message that is exactly an id, a title or a keyword."""
        ids = tuple(self._exact.get(key, ())) if key else ()
        if not ids:
            return None
        because = (" ".join(text.split())[:80],)
        scored = tuple(Scored(id_, 1.0, because) for id_ in ids[:3])
        if len(scored) > 1:
            return Choose(scored)
        beside = self._entries[self._place[ids[0]]].see_also
        return Direct(scored[0], tuple(Scored(id_, 0.0, because) for id_ in beside if id_ in self._place)[:2])

    def _weigh(self, reading: Reading, boosts: Mapping[str, float]) -> "_Weighed":
        """The scores of all entries and, last, of daily life; meaning is asked if words do not decide."""
        found = self._find(reading)
        scores, asked = list(found.scores), False
        if self._semantic is not None and not _is_clear(scores):
            scores, asked = self._beside(self._semantic.scores(reading.text), scores), True
        for id_, boost in boosts.items():
            if id_ in self._place:
                scores[self._place[id_]] += boost
        return _Weighed(reading, found, tuple(scores), asked)

    def _beside(self, meaning: Mapping[str, float], words: Sequence[float]) -> list[float]:
        """Meaning and words together."""
        ids = (*self._place, NOT_FOR_US)
        scores = [
            meaning.get(id_, 0.0) + WORDS_BESIDE_MEANING * by_words
            for id_, by_words in zip(ids, words, strict=True)
        ]
        if not self._daily:
            scores[-1] = _USUAL_DAILY
        return scores

    def _find(self, reading: Reading) -> Found:
        """Compare by words; beside a quoted customer the agent's own words weigh as much as the whole."""
        found = self._indexed.lexicon.find(reading.whole)
        if reading.own in ("", reading.whole):
            return found
        own = self._indexed.lexicon.find(reading.own)
        if not own.keywords:
            return found
        mixed = tuple((whole + mine) / 2 for whole, mine in zip(found.scores, own.scores, strict=True))
        return Found(mixed, found.keywords)

    def _order(self, scores: Sequence[float]) -> list[int]:
        return sorted(range(len(self._entries)), key=lambda place: (-round(scores[place], 9), place))

    def _decide(self, weighed: "_Weighed") -> Decision:
        scores, reading, found = weighed.scores, weighed.reading, weighed.found
        order = self._order(scores)
        best, daily = scores[order[0]], scores[-1]
        too_daily = _OVER_CRITICAL if self._entries[order[0]].critical else _DAILY_WINS
        least = _NOTHING_BY_MEANING if weighed.by_meaning else _NOTHING_BY_WORDS
        nothing = best < least or (weighed.by_meaning and _is_babble(reading, found, best))
        if nothing or (self._daily and daily - best > too_daily):
            return NoMatch(self._scored(order[:3], weighed))
        shown = self._shown(order, scores)
        second = self._second_intent(order, weighed)
        hinted = bool(found.keywords) or len(reading.whole) > _A_WORD
        unsure = second is not None or self._names_both(order, weighed)
        if hinted and not unsure and self._certainty(order, weighed) >= SURE:
            first, *others = self._scored(shown, weighed)
            return Direct(first, tuple(others))
        if second is not None:
            shown = [order[0], second, *(place for place in shown[1:] if place != second)][:3]
        return Choose(self._scored(shown, weighed))

    def _names_both(self, order: Sequence[int], weighed: "_Weighed") -> bool:
        """Whether the message names the second best as well, which is about as near."""
        if len(order) < 2:
            return False
        best, second = order[:2]
        named = {keyword.owner for keyword in weighed.found.keywords}
        near = weighed.scores[second] >= _AS_NEAR * weighed.scores[best]
        return near and {best, second} <= named

    def _certainty(self, order: Sequence[int], weighed: "_Weighed") -> float:
        """How probable it is that the best entry is meant."""
        scores, found, best = weighed.scores, weighed.found, order[0]
        curve = BY_MEANING if weighed.by_meaning else BY_WORDS
        return curve.of(
            lead=scores[best] - (scores[order[1]] if len(order) > 1 else 0.0),
            daily=scores[best] - scores[-1],
            words=found.scores[best],
            keyword=any(keyword.owner == best for keyword in found.keywords),
            private=self._indexed.private.search(weighed.reading.whole) is not None,
        )

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

    def _second_intent(self, order: Sequence[int], weighed: "_Weighed") -> int | None:
        """Another entry that a sentence of its own is about, where the message asks two things."""
        if len({keyword.owner for keyword in weighed.found.keywords}) < 2:
            return None
        clauses, scores = weighed.reading.clauses, weighed.scores
        if len(clauses) < 2:
            return None
        best = order[0]
        told = {place for clause in clauses[:_CLAUSES] if (place := self._said_by(clause)) is not None}
        if best not in told:
            return None
        return next((p for p in order[1:] if p in told and scores[p] >= _SECOND_INTENT * scores[best]), None)

    def _said_by(self, clause: str) -> int | None:
        """The entry that the words of one sentence clearly are about."""
        if not self._indexed.lexicon.keywords_in(clause):
            return None
        found = self._indexed.lexicon.find(clause)
        order = self._order(found.scores)
        sure = self._certainty(order, _Weighed(NOTHING_READ, found, found.scores, by_meaning=False))
        return order[0] if sure >= _CLAUSE_SAYS else None

    def _scored(self, places: Sequence[int], weighed: "_Weighed") -> tuple[Scored, ...]:
        grounds = Grounds(weighed.reading, weighed.found, self._indexed.lexicon, self._left_out(weighed))
        return tuple(
            Scored(self._entries[place].id, round(weighed.scores[place], 4), partial(grounds.of, place))
            for place in places
        )

    def _left_out(self, weighed: "_Weighed") -> LeftOut | None:
        """What the scores lose when words are left out, one at a time; None where meaning was not asked."""
        semantic = self._semantic
        if semantic is None or not weighed.by_meaning:
            return None

        def lost(texts: Sequence[str]) -> Sequence[Sequence[float]]:
            whole, *less = semantic.scores_of([weighed.reading.text, *texts])
            return [
                [whole.get(entry.id, 0.0) - one.get(entry.id, 0.0) for entry in self._entries] for one in less
            ]

        return lost


@dataclass(frozen=True)
class _Weighed:
    """A message compared with every entry; the last score is that of daily life."""

    reading: Reading
    found: Found
    scores: tuple[float, ...]
    by_meaning: bool


def _is_clear(scores: Sequence[float]) -> bool:
    """Whether the words' scores, the last that of daily life, decide on their own."""
    best, second = (*sorted(scores[:-1], reverse=True), 0.0, 0.0)[:2]
    return best >= _CLEAR and best - second >= _CLEAR_LEAD and best - scores[-1] >= _CLEAR_OF_DAILY
