"""The team's own pairs of wrong and better words (`avoid` in values.yaml), and which rule each belongs to."""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.domain.language import Language
from bot.domain.philosophy import Philosophy
from bot.domain.rewriting.finding import Flag, apart, flags, tidy, within, words_of_others
from bot.domain.rewriting.rules import Kind

_SHORTEST = 4
"""Letters that wrong words of the file need to be looked for inside a text."""

HOMES: dict[Kind, tuple[str, ...]] = {
    Kind.BLAME: ("own_mistake",),
    Kind.EXCUSE: ("own_mistake", "transparency"),
    Kind.BELITTLING: ("empathy",),
    Kind.EMPTY_PROMISE: ("keep_promise", "close_loop"),
    Kind.PASS_ON: ("ownership",),
    Kind.NEGATIVE: ("positive_language",),
    Kind.COMMAND: ("positive_language",),
    Kind.JARGON: ("transparency", "human_touch"),
    Kind.VAGUE_TIME: ("tell_wait", "keep_promise"),
    Kind.ABSOLUTE: ("keep_promise", "transparency"),
}
"""The situations of the file we come with that speak of each kind; another file is read for its own pairs."""


@dataclass(frozen=True)
class Pair:
    """Words of the file that hurt, better ones, and whose card they stand on."""

    wrong: str
    better: str
    language: Language
    value: str
    situation: str


def pairs_of(philosophy: Philosophy) -> tuple[Pair, ...]:
    """Every pair of the file, in its order, each language by itself."""
    return tuple(
        Pair(wrong, better, language, situation.value, key)
        for key, situation in philosophy.situations.items()
        for avoid in situation.avoid
        for language in Language
        if (wrong := getattr(avoid.wrong, language)) and (better := getattr(avoid.better, language))
    )


@lru_cache(maxsize=8)
def pairs_by_rule(pairs: tuple[Pair, ...]) -> dict[str, tuple[Pair, ...]]:
    """Which pairs a rule finds in the file's wrong words: whoever breaks the rule is offered their better ones."""
    found: dict[str, tuple[Pair, ...]] = {}
    for pair in pairs:
        for flag in flags(pair.wrong):
            found[flag.rule] = (*found.get(flag.rule, ()), pair)
    return found


def home_of(kind: Kind, philosophy: Philosophy) -> str | None:
    """The situation of the file that speaks of a kind: one of those named for it, else where most of its pairs stand."""
    named = next((key for key in HOMES.get(kind, ()) if key in philosophy.situations), None)
    return named or _most_of(pairs_of(philosophy)).get(kind)


@lru_cache(maxsize=8)
def _most_of(pairs: tuple[Pair, ...]) -> dict[Kind, str]:
    counted = Counter((flag.kind, pair.situation) for pair in pairs for flag in flags(pair.wrong))
    return {kind: situation for (kind, situation), _ in reversed(counted.most_common())}


def likest(words: str, pairs: Sequence[Pair], language: Language) -> Pair | None:
    """The pair of that language whose wrong words share most with these."""
    mine = _couples(words)
    theirs = [pair for pair in pairs if pair.language is language]
    return max(theirs, key=lambda pair: len(mine & _couples(pair.wrong)), default=None)


def with_pairs(text: str, pairs: tuple[Pair, ...]) -> tuple[tuple[Flag, Pair | None], ...]:
    """What rules and the file's own wrong words find in a text, each with the pair that serves it."""
    plain = tidy(text)
    by_rule, literal = flags(plain), _spelt_out(plain, pairs)
    own = [_own(plain, start, end, pair, by_rule) for (start, end), pair in literal.items()]
    ruled, found = pairs_by_rule(pairs), []
    for flag in apart([*own, *by_rule]):
        pair = literal.get((flag.start, flag.end)) if flag.rule == _FILE else None
        found.append((flag, pair or likest(flag.words, ruled.get(flag.rule, ()), flag.language)))
    return tuple(found)


def _spelt_out(text: str, pairs: tuple[Pair, ...]) -> dict[tuple[int, int], Pair]:
    """Where the file's wrong words stand, and nobody else is quoted."""
    others, (letters, where) = words_of_others(text), _letters(text)
    return {
        (start, end): pair
        for pair, wanted in zip(pairs, _wanted(pairs), strict=True)
        for start, end in _places(text, letters, where, wanted)
        if not within(start, end, others)
    }


@lru_cache(maxsize=8)
def _wanted(pairs: tuple[Pair, ...]) -> tuple[str, ...]:
    return tuple(_letters(pair.wrong)[0] for pair in pairs)


_FILE = "file"


def _own(text: str, start: int, end: int, pair: Pair, by_rule: Sequence[Flag]) -> Flag:
    inside = [flag for flag in by_rule if start <= flag.start and flag.end <= end]
    kind = max(inside, key=lambda flag: flag.end - flag.start).kind if inside else Kind.OURS
    known = Flag(start, end, text[start:end], kind, _FILE, pair.language)
    return replace(known, instead=pair.better)


def _places(text: str, letters: str, where: Sequence[int], wanted: str) -> Iterator[tuple[int, int]]:
    """Where the wrong words stand, spaces, signs and case apart; at the borders of words."""
    if len(wanted) < _SHORTEST:
        return
    at = letters.find(wanted)
    while at >= 0:
        start, end = where[at], where[at + len(wanted) - 1] + 1
        if not (text[max(0, start - 1) : start].isalnum() or text[end : end + 1].isalnum()):
            yield start, end
        at = letters.find(wanted, at + len(wanted))


def _letters(text: str) -> tuple[str, list[int]]:
    kept = [
        (place, folded) for place, sign in enumerate(text) for folded in _folded(sign) if folded.isalnum()
    ]
    return "".join(sign for _, sign in kept), [place for place, _ in kept]


def _folded(sign: str) -> str:
    return unicodedata.normalize("NFKC", sign).casefold()


def _couples(words: str) -> frozenset[str]:
    letters, _ = _letters(words)
    return frozenset(letters[at : at + 2] for at in range(len(letters) - 1))
