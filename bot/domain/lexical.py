"""Matching by letters: how alike a message and the configured phrases are written.

Korean is compared by its letters (jamo) with the spaces inside Hangul dropped, so that typos, endings and
typed-together words still meet. Measured against seven other methods; the figures are kept in docs/adr.
"""

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import compress, groupby
from operator import itemgetter, mul

from bot.domain.postings import Postings, numbered

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


def key_of(text: str, folded: Callable[[str], str] = fold) -> str:
    """What two spellings of one short name share: folded, without any space."""
    return folded(text).replace(" ", "")


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

    def __init__(
        self,
        phrases: Sequence[Collection[str]],
        keywords: Sequence[Collection[str]],
        folded: Callable[[str], str] = fold,
    ) -> None:
        """`folded` is `fold`, or what remembers it where the same texts are folded for more than this."""
        texts = [dict.fromkeys(map(folded, entry)) for entry in phrases]
        owned = [(owner, text) for owner, entry in enumerate(texts) for text in entry if text]
        self._keywords = _keywords(["\n".join(entry) for entry in texts], keywords, folded)
        self._by_beginning = _by_beginning(self._keywords)
        self._size = len(phrases)
        self._owners = tuple(owner for owner, _ in owned)
        self._rarities = (0.0, *(math.log(1 + len(owned) / times) for times in range(1, len(owned) + 1)))
        self._unknown = math.log(1 + len(owned)) / 2
        known, documents = numbered(grams(text) for _, text in owned)
        self._postings = Postings(known, documents, max(_COMMON, int(len(owned) * _COMMON_SHARE)))
        rarity = [self._rarities[times] for times in self._postings.times]
        self._shrink, self._lengths = _lengths(zip(self._owners, documents, strict=True), rarity, self._size)

    def find(self, folded: str) -> Found:
        """Compare a folded message to every entry."""
        document = grams(folded)
        alike = [0.0] * len(self._owners)
        weights = []
        for times, where in self._postings.of(sorted(document)):
            weight = self._rarities[times] ** 2
            weights.append(weight)
            for index in where:
                alike[index] += weight
        weights += [self._unknown**2] * (len(document) - len(weights))
        length = math.sqrt(math.fsum(weights)) or 1.0
        values: list[list[float]] = [[] for _ in range(self._size)]
        for index in compress(range(len(alike)), alike):
            values[self._owners[index]].append(alike[index] * self._shrink[index])
        present = self._standing(folded, document)
        bonus: list[list[float]] = [[] for _ in range(self._size)]
        for keyword in present:
            bonus[keyword.owner].append(keyword.weight)
        return Found(
            tuple(
                (halving(those) / 1.75 + sum(those) / whole) / length + halving(more) / 2
                for those, whole, more in zip(values, self._lengths, bonus, strict=True)
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
        for times, where in self._postings.of(sorted(grams(fold(word)))):
            weight = self._rarities[times] ** 2
            for index in where:
                shares[self._owners[index]] += weight * self._shrink[index]
        return shares


def _by_beginning(keywords: Sequence[Keyword]) -> dict[str, list[int]]:
    """Keywords' numbers by their first three letters; the shorter ones stand under the empty text."""
    found: dict[str, list[int]] = {}
    for number, keyword in enumerate(keywords):
        short = len(keyword.folded) < _SIZES[0]
        found.setdefault("" if short else keyword.folded[: _SIZES[0]], []).append(number)
    return found


def halving(values: Iterable[float]) -> float:
    """The sum of the best three, each next weighing half."""
    best: float = sum(map(mul, sorted(values, reverse=True), (1.0, 0.5, 0.25)))
    return best


def _lengths(
    documents: Iterable[tuple[int, Sequence[int]]], rarity: Sequence[float], owners: int
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """By what each document's weights are multiplied to be of length one, and how long each owner's sums of them are.

    An owner's documents stand together, so that the sums of one alone are held at a time.
    """
    shrink = []
    whole = [1.0] * owners
    for owner, own in groupby(documents, key=itemgetter(0)):
        total: defaultdict[int, float] = defaultdict(float)
        for _, document in own:
            weights = [rarity[gram] for gram in document]
            length = math.sqrt(math.fsum([weight**2 for weight in weights]))
            shrink.append(1.0 / length)
            for gram, weight in zip(document, weights, strict=True):
                total[gram] += weight / length
        whole[owner] = math.sqrt(math.fsum([weight * weight for weight in total.values()]))
    return tuple(shrink), tuple(whole)


def _keywords(
    texts: Sequence[str], keywords: Sequence[Collection[str]], fold_: Callable[[str], str]
) -> tuple[Keyword, ...]:
    """Keywords with their weights: longer ones, and ones that no other entry's folded texts contain, tell more."""
    found: list[Keyword] = []
    for owner, entry in enumerate(keywords):
        for folded in dict.fromkeys(map(fold_, entry)):
            if len(folded) < 2:
                continue
            elsewhere = sum(folded in text for index, text in enumerate(texts) if index != owner)
            length = min(1.0, (len(folded) + 2) / 10)
            found.append(Keyword(owner, folded, length / (1 + elsewhere / 2), is_hangul(folded)))
    return tuple(found)
