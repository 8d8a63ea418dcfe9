"""Matching by letters: how alike a message and the configured phrases are written.

Korean is compared by its letters (jamo) with the spaces inside Hangul dropped, so that typos, endings and
typed-together words still meet. Measured against seven other methods; the figures are kept in docs/adr.
"""

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import mul

LONGEST = 600
"""Characters looked at: of longer messages the first 400 and the last 200, so that time is bounded."""

_SIZES = (3, 4, 5)
_COMMON, _COMMON_SHARE = 40, 0.03
"""A gram in more phrases than this many, and than this share of them, is not looked up."""
_HANGUL = "\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff\u3130-\u318f\uac00-\ud7a3"
_IS_HANGUL = re.compile(rf"[{_HANGUL}]")
_LAUGHTER = re.compile(r"[ㅋㅎㅠㅜㅡ]+")
_REPEATS = re.compile(r"([^\W\d_])\1{2,}")
_INNER_SPACE = re.compile(rf"(?<=[{_HANGUL}]) (?=[{_HANGUL}])")
_NOT_WORD = re.compile(r"[\W_]+")
_ENDINGS = frozenset({"s", "es", "d", "ed", "ing", "er", "ers", "ly", "ment", "ion"})


def shorten(text: str) -> str:
    """The part of a long message that is looked at."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST * 2 // 3]} {text[-LONGEST // 3 :]}"


def fold(text: str) -> str:
    """Fold what does not matter: width, case, repeats, signs, syllables into jamo, spaces inside Hangul."""
    lowered = (
        unicodedata.normalize("NFKC", _LAUGHTER.sub(" ", shorten(text)))
        .lower()
        .replace("'", "")
        .replace("’", "")
    )
    plain = _NOT_WORD.sub(" ", _REPEATS.sub(r"\1\1", lowered)).strip()
    return unicodedata.normalize("NFD", _INNER_SPACE.sub("", plain))


def is_hangul(text: str) -> bool:
    """Whether any of it is written in Hangul."""
    return _IS_HANGUL.search(text) is not None


def key_of(text: str) -> str:
    """What two spellings of one short name share: folded, without any space."""
    return fold(text).replace(" ", "")


def grams(folded: str) -> frozenset[str]:
    """Every run of three to five letters, the ends of the text marked by a space."""
    padded = f" {folded} "
    return frozenset(padded[at : at + size] for size in _SIZES for at in range(len(padded) - size + 1))


@dataclass(frozen=True)
class Keyword:
    """A configured keyword, folded; `owner` is the number of its entry, `weight` how much it tells."""

    owner: int
    folded: str
    weight: float
    hangul: bool

    def stands_in(self, folded: str) -> bool:
        """Whether a folded text has it: Hangul anywhere, other words from a word's beginning to an ending."""
        if self.hangul:
            return self.folded in folded
        at = folded.find(self.folded)
        while at >= 0:
            before, rest = folded[at - 1 : at], folded[at + len(self.folded) :].partition(" ")[0]
            begins = not (before.isalnum() and before.isascii())
            if begins and (not rest or not rest.isascii() or rest in _ENDINGS):
                return True
            at = folded.find(self.folded, at + 1)
        return False


@dataclass(frozen=True)
class Found:
    """How alike a message is to every entry, by number, and the keywords that stand in it."""

    scores: tuple[float, ...]
    keywords: tuple[Keyword, ...]


class Lexicon:
    """The phrases of all entries, indexed once; the same text always gives the same figures.

    A phrase is a vector of its grams, weighted by how rare they are. An entry's score is the likeness of its
    best three phrases, each next weighing half, plus that of all its phrases, plus a bonus for keywords.

    Grams that stand in very many phrases tell least and cost most; where there are many phrases they are not
    looked up. Measured on tests/understanding: the figures stay, the time halves.
    """

    def __init__(self, phrases: Sequence[Collection[str]], keywords: Sequence[Collection[str]]) -> None:
        documents = [
            (owner, grams(folded))
            for owner, texts in enumerate(phrases)
            for folded in dict.fromkeys(map(fold, texts))
            if folded
        ]
        self._size = len(phrases)
        self._owners = tuple(owner for owner, _ in documents)
        self._rarity = _rarity([document for _, document in documents])
        self._unknown = math.log(1 + len(documents)) / 2
        postings: defaultdict[str, list[int]] = defaultdict(list)
        totals: list[defaultdict[str, float]] = [defaultdict(float) for _ in phrases]
        shrink = []
        for index, (owner, document) in enumerate(documents):
            rarities = [self._rarity[gram] for gram in document]
            length = math.sqrt(math.fsum([rarity**2 for rarity in rarities]))
            shrink.append(1.0 / length)
            total = totals[owner]
            for gram, rarity in zip(document, rarities, strict=True):
                postings[gram].append(index)
                total[gram] += rarity / length
        self._shrink = tuple(shrink)
        self._lengths = tuple(math.sqrt(math.fsum(w * w for w in total.values())) or 1.0 for total in totals)
        most = max(_COMMON, int(len(documents) * _COMMON_SHARE))
        self._postings = {gram: tuple(where) for gram, where in postings.items() if len(where) <= most}
        self._parts = _slices(self._owners, self._size)
        self._keywords = _keywords(phrases, keywords)
        self._by_beginning = _by_beginning(self._keywords)

    def find(self, folded: str) -> Found:
        """Compare a folded message to every entry."""
        document = grams(folded)
        rarity, unknown = self._rarity, self._unknown
        length = math.sqrt(math.fsum([rarity.get(gram, unknown) ** 2 for gram in document])) or 1.0
        alike = [0.0] * len(self._owners)
        for gram in sorted(document & self._postings.keys()):
            weight = rarity[gram] ** 2
            for index in self._postings[gram]:
                alike[index] += weight
        values = list(map(mul, alike, self._shrink))
        present = self._standing(folded, document)
        bonus: list[list[float]] = [[] for _ in range(self._size)]
        for keyword in present:
            bonus[keyword.owner].append(keyword.weight)
        return Found(
            tuple(
                (halving(values[part]) / 1.75 + sum(values[part]) / whole) / length
                + halving(bonus[owner]) / 2
                for owner, (part, whole) in enumerate(zip(self._parts, self._lengths, strict=True))
            ),
            present,
        )

    def keywords_in(self, folded: str) -> tuple[Keyword, ...]:
        """The keywords that stand in a folded text; a part of a longer one does not count."""
        return self._standing(folded, grams(folded))

    def _standing(self, folded: str, document: frozenset[str]) -> tuple[Keyword, ...]:
        """Only keywords whose first letters are among the text's grams are tried."""
        numbers = list(self._by_beginning.get("", ()))
        for beginning in document & self._by_beginning.keys():
            numbers += self._by_beginning[beginning]
        hits = [hit for number in sorted(numbers) if (hit := self._keywords[number]).stands_in(folded)]
        return tuple(
            hit
            for hit in hits
            if not any(len(hit.folded) < len(other.folded) and hit.folded in other.folded for other in hits)
        )

    def shares(self, word: str) -> list[float]:
        """How much a word of a message speaks for each entry."""
        shares = [0.0] * self._size
        for gram in sorted(grams(fold(word)) & self._postings.keys()):
            weight = self._rarity[gram] ** 2
            for index in self._postings[gram]:
                shares[self._owners[index]] += weight * self._shrink[index]
        return shares


def _slices(owners: Sequence[int], size: int) -> tuple[slice, ...]:
    """Where each owner's phrases stand; they stand together."""
    counts = Counter(owners)
    ends = list(accumulate(counts[owner] for owner in range(size)))
    return tuple(slice(end - counts[owner], end) for owner, end in enumerate(ends))


def _by_beginning(keywords: Sequence[Keyword]) -> dict[str, list[int]]:
    """Keywords' numbers by their first three letters; the shorter ones stand under the empty text."""
    found: dict[str, list[int]] = {}
    for number, keyword in enumerate(keywords):
        short = len(keyword.folded) < _SIZES[0]
        found.setdefault("" if short else keyword.folded[: _SIZES[0]], []).append(number)
    return found


def halving(values: Iterable[float]) -> float:
    """The sum of the best three, each next weighing half."""
    return sum(value * 0.5**place for place, value in enumerate(sorted(values, reverse=True)[:3]))


def _rarity(documents: Sequence[frozenset[str]]) -> dict[str, float]:
    seen = Counter(gram for document in documents for gram in document)
    levels = {count: math.log(1 + len(documents) / count) for count in set(seen.values())}
    return {gram: levels[count] for gram, count in seen.items()}


def _keywords(phrases: Sequence[Collection[str]], keywords: Sequence[Collection[str]]) -> tuple[Keyword, ...]:
    """Keywords with their weights: longer ones, and ones that no other entry's phrases contain, tell more."""
    texts = ["\n".join(map(fold, entry)) for entry in phrases]
    found: list[Keyword] = []
    for owner, entry in enumerate(keywords):
        for folded in dict.fromkeys(map(fold, entry)):
            if len(folded) < 2:
                continue
            elsewhere = sum(folded in text for index, text in enumerate(texts) if index != owner)
            length = min(1.0, (len(folded) + 2) / 10)
            found.append(Keyword(owner, folded, length / (1 + elsewhere / 2), is_hangul(folded)))
    return tuple(found)
