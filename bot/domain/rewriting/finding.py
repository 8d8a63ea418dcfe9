"""Finding words that hurt: both languages' rules over one text, and over nothing that somebody else said."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.domain.language import Language, Text
from bot.domain.rewriting import english, korean
from bot.domain.rewriting.josa import agreeing
from bot.domain.rewriting.rules import WHY, Kind, Rule

LONGEST = 3000
"""Characters that are read."""

RULES: tuple[Rule, ...] = (*korean.RULES, *english.RULES)

_QUOTED = re.compile(
    r"“[^“”\n]{1,400}”|\"[^\"\n]{1,400}\"|「[^「」\n]{1,400}」|『[^『』\n]{1,400}』|‘[^‘’\n]{2,400}’"
)
_LINE_OF_ANOTHER = re.compile(r"^(?:>|&gt;).*$", re.MULTILINE)
_HANGUL, _LATIN = re.compile(r"[가-힣]"), re.compile(r"[A-Za-z]")
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SENTENCE_ENDS = re.compile(r"[!?\n]|\.(?![0-9])")
_NEAR = 200
"""Characters before and after a match in which its sentence is looked for."""
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Flag:
    """Words that hurt, where they stand in the tidied text, and better ones in the words' language.

    `swap` fits into the very place; `instead` is a sentence of its own. `[brackets]` are for the writer to fill.
    """

    start: int
    end: int
    words: str
    kind: Kind
    rule: str
    language: Language
    swap: str | None = None
    instead: str | None = None

    @property
    def why(self) -> Text:
        """What a customer hears, in a few words."""
        return WHY[self.kind]


def tidy(text: str) -> str:
    """The text as rules read it: single spaces, straight apostrophes, at most `LONGEST` characters."""
    plain = re.sub(r"(?<=\w)[’ʼ](?=\w)", "'", _UNSEEN.sub(" ", text[:LONGEST]))
    return "\n".join(" ".join(line.split()) for line in plain.splitlines()).strip()


def flags(text: str, language: Language | None = None) -> tuple[Flag, ...]:
    """What the rules find in a tidied or untidied text, in its order, nothing twice.

    Both languages' rules read it, so that a sentence may change its language midway; `language` asks for those of
    one alone. Positions are those of `tidy(text)`.
    """
    plain = tidy(text)
    others = words_of_others(plain)
    found = [flag for rule in _rules_for(plain, language) for flag in _of_rule(rule, plain)]
    return apart(flag for flag in found if not within(flag.start, flag.end, others))


def _rules_for(text: str, language: Language | None) -> Iterator[Rule]:
    """The rules that could find anything: those of a language whose letters occur."""
    written = {Language.KO: _HANGUL.search(text), Language.EN: _LATIN.search(text)}
    return (rule for rule in RULES if written[rule.language] and language in (None, rule.language))


def apart(found: Iterable[Flag]) -> tuple[Flag, ...]:
    """Of flags that overlap the longest, of equally long ones the first; in the order of the text."""
    kept: list[Flag] = []
    for flag in sorted(found, key=lambda one: one.start - one.end):
        if all(flag.end <= other.start or other.end <= flag.start for other in kept):
            kept.append(flag)
    return tuple(sorted(kept, key=lambda one: one.start))


def words_of_others(text: str) -> Sequence[tuple[int, int]]:
    """Where somebody else is quoted: lines behind `>`, and words in quotation marks.

    Quoted words that make up half the letters or more are no quotation, they are the draft itself.
    """
    lines = [match.span() for match in _LINE_OF_ANOTHER.finditer(text)]
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    letters = sum(len(_LETTER.findall(text[start:end])) for start, end in quoted)
    is_draft = 2 * letters >= len(_LETTER.findall(text))
    return lines if is_draft else [*lines, *quoted]


def _of_rule(rule: Rule, text: str) -> Iterator[Flag]:
    for match in rule.finds.finditer(text):
        words = match.group(0)
        start = match.start() + len(words) - len(words.lstrip(" ,"))
        end = match.end() - len(words) + len(words.rstrip(" "))
        if rule.swap == "":
            end = match.end()
        if start < end and not (rule.lets_pass and rule.lets_pass.search(_sentence_around(text, match))):
            swap = None if rule.swap is None else _expanded(rule.swap, match)
            yield Flag(
                start,
                end,
                text[start:end].rstrip(" ,"),
                rule.kind,
                rule.id,
                rule.language,
                swap,
                rule.instead,
            )


def _sentence_around(text: str, match: re.Match[str]) -> str:
    """The sentence of a match, or as much of it as is near."""
    first, last = max(0, match.start() - _NEAR), min(len(text), match.end() + _NEAR)
    before, after = text[first : match.start()], text[match.end() : last]
    return _SENTENCE_ENDS.split(before)[-1] + match.group(0) + _SENTENCE_ENDS.split(after)[0]


def _expanded(swap: str, match: re.Match[str]) -> str:
    """What stands in the place of a match: groups filled in, particles agreeing, a capital where one was."""
    words = match.group(0)
    filled = match.expand(swap.replace("{josa}", ""))
    if "{josa}" in swap:
        filled += agreeing(match.groupdict().get("josa") or "", filled)
    if words[:1].isupper() and filled[:1].islower():
        lowered = filled.replace(words, words[:1].lower() + words[1:])
        filled = lowered[:1].upper() + lowered[1:] if _begins_sentence(match) else lowered
    return filled


def _begins_sentence(match: re.Match[str]) -> bool:
    before = match.string[: match.start()].rstrip(" ")
    return not before or before[-1] in ".!?\n"


def within(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a place lies inside one of these."""
    return any(first <= start and end <= last for first, last in spans)
