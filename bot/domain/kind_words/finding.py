"""Looking through a note before it is sealed: both languages' rules, over nothing that somebody else said."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.correction import Observation
from bot.domain.kind_words import english, korean
from bot.domain.kind_words.rules import INSTEAD, PARTS, WHY, Care, Part, Rule
from bot.domain.language import Text
from bot.domain.personal_data import personal_data
from bot.domain.rewriting.finding import tidy, within, words_of_others

RULES: tuple[Rule, ...] = (*korean.RULES, *english.RULES)

_SINGLE = re.compile(r"(?<!\w)'[^'\n]{2,400}'(?!\w)")
_SENTENCE_ENDS = re.compile(r"[!?\n]|\.(?![0-9])")
_NEAR = 200
"""Characters before and after a match in which its sentence is looked for."""
_HANGUL = re.compile(r"[가-힣]")
_EVIDENCE = re.compile(r"[0-9“”\"「『‘’]|(?<!\w)'")
"""A number, a time, or somebody's very words: enough of an example."""
_SHORT_KO, _SHORT_EN = 6, 4
"""Syllables of Korean, words of English: fewer hold no observation."""
_LONG_KO, _LONG_EN = 24, 9
"""In so many a judgement may well stand beside what it rests on."""
_LIST = re.compile(r"^(?:[-•·▪]|\(?[0-9]{1,2}[.)]|[①-⑩]) ?\S", re.MULTILINE)


@dataclass(frozen=True)
class Thought:
    """Something to think over: in which part, the words it is about (none where some are missing), and why."""

    part: Part
    care: Care
    words: str
    rule: str

    @property
    def why(self) -> Text:
        """What the reader would hear, in a few words."""
        return WHY[self.care]

    @property
    def instead(self) -> Text:
        """A gentler way."""
        return INSTEAD[self.care]


def thoughts(note: Observation, *, is_process: bool = False) -> tuple[Thought, ...]:
    """What there is to think over, the weightiest first, of each part and kind one.

    About the process, insults and a customer's data are all that matters: a machine may "always" be late.
    """
    found = [one for part in PARTS for one in _of_part(part, getattr(note, part))]
    judged = {one.part for one in found if one.care in (Care.INSULT, Care.MOTIVE)}
    found = [one for one in found if not (one.rule == "judgement" and one.part in judged)]
    if is_process:
        found = [one for one in found if one.care in (Care.INSULT, Care.CUSTOMER)]
    once = {(one.part, one.care): one for one in reversed(found)}
    order = list(Care)
    return tuple(sorted(once.values(), key=lambda one: (order.index(one.care), PARTS.index(one.part))))


def _of_part(part: Part, text: str) -> Iterator[Thought]:
    plain = tidy(text)
    if not plain:
        return
    for data in personal_data(plain):
        yield Thought(part, Care.CUSTOMER, plain[data.start : data.end], data.kind.value)
    others = [*words_of_others(plain), *(match.span() for match in _SINGLE.finditer(plain))]
    for rule in RULES:
        if part not in rule.parts:
            continue
        for match in rule.finds.finditer(plain):
            if within(*match.span(), others) or _passes(rule, plain, match):
                continue
            yield Thought(part, rule.care, match.group(0).strip(" ,."), rule.id)
    if part == "behaviour":
        yield from _without_example(plain)
        if len(_LIST.findall(plain)) > 1:
            yield Thought(part, Care.SEVERAL, "", "list")
    if part == "situation":
        yield from _without_moment(plain)


def _passes(rule: Rule, text: str, match: re.Match[str]) -> bool:
    return bool(rule.lets_pass and rule.lets_pass.search(_sentence_around(text, match)))


def _sentence_around(text: str, match: re.Match[str]) -> str:
    """The sentence of a match, or as much of it as is near."""
    before = text[max(0, match.start() - _NEAR) : match.start()]
    after = text[match.end() : match.end() + _NEAR]
    return _SENTENCE_ENDS.split(before)[-1] + match.group(0) + _SENTENCE_ENDS.split(after)[0]


def _without_example(text: str) -> Iterator[Thought]:
    """Nothing one could have seen: hardly a word, or a judgement and nothing it rests on."""
    if _EVIDENCE.search(text):
        return
    syllables, words = len(_HANGUL.findall(text)), len(re.findall(r"[A-Za-z'-]+", text))
    korean_text = syllables >= words
    size = syllables + 2 * words if korean_text else words
    if size < (_SHORT_KO if korean_text else _SHORT_EN):
        yield Thought("behaviour", Care.NO_EXAMPLE, text, "short")
        return
    judged = (korean if korean_text else english).JUDGEMENT.search(text)
    if judged and size <= (_LONG_KO if korean_text else _LONG_EN):
        yield Thought("behaviour", Care.NO_EXAMPLE, judged.group(0), "judgement")


def _without_moment(text: str) -> Iterator[Thought]:
    """No one moment: "lately", and no day, hour or occasion."""
    for language in (korean, english):
        vague = language.VAGUE.search(text)
        if vague and not (language.MOMENT.search(text) or _EVIDENCE.search(text)):
            yield Thought("situation", Care.NO_EXAMPLE, vague.group(0), "vague")
            return
