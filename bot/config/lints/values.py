"""Values one cannot act on: one word, no reason, nothing to see it by, too many, a vision nobody remembers."""

import re
from collections.abc import Iterator
from datetime import date

from bot.config.checking import Checked
from bot.config.lints.words import BETTER_NAMES, FIRST_NAME, Example, in_language
from bot.config.problems import did_you_mean, in_yaml, quoted
from bot.config.tree import Keyed, Leaf, Listed, Node, Path, child
from bot.domain.language import Language, language_of
from bot.domain.lookup import fold
from bot.domain.scalars import parse_date

REMEMBERED = 7
"""More values are not remembered (practice 4.16); five or so are usual."""
LONGEST_VISION = 25
"""Words (practice 4.5)."""

_I = {
    Language.KO: re.compile(r"(?:(?:[^.!?]+\s)?(?:나는|저는|내가|제가)|난|전)\s"),
    Language.EN: re.compile(r"(?:[^.!?]+,\s+)?I(?:['’](?:m|ll|ve|d))?\s"),
}
"""Also after a clause: "When it is mine, I …", "급하실 때 나는 …"."""
_SENTENCE_ENDS = re.compile(r"[.!?。](?=\s+\S)")
_WHY: Example = {
    "ko": "고객은 나쁜 소식보다 소식이 없는 것을 더 힘들어합니다.",
    "en": "Bad news can be planned around; silence cannot.",
}
_HAPPENED: Example = {
    "ko": "석 달 전 건의하신 메뉴가 생긴 날, 그 사장님께 가장 먼저 전화드렸습니다.",
    "en": "The day the menu she had asked for came out, she was the first to get a call.",
}
_VISION: Example = {
    "ko": "어떤 문의든 처음 받은 사람이 끝을 확인하는 고객지원이 됩니다.",
    "en": "Whoever hears a customer first stays with them until it is solved.",
}
_DEPARTMENTS = (
    "support", "sales", "product", "hr", "lead", "marketing", "design", "engineering", "finance", "legal", "operations",
    "logistics", "security",
)  # fmt: skip
"""Departments as they are mostly called: another name is nobody's mistake unless it is nearly one of these."""


def values(file: Checked, today: date) -> None:
    """Note every one of them."""
    for path, leaf, _, text in spoken(file, "values.*.name"):
        _one_word(file, path, leaf, text)
    for path, leaf, language, text in spoken(file, "values.*.action"):
        _says_i(file, path, leaf, language, text)
    for path, value in file.find("values.*"):
        if isinstance(value, Keyed):
            _lacks(file, path, value)
            _overlays(file, path, value)
    for path, leaf, text in file.texts("values.*.review_by"):
        _reviewed(file, path, leaf, text, today)
    _departments(file)
    _count(file)
    _vision(file)


def spoken(file: Checked, *patterns: str) -> Iterator[tuple[Path, Leaf, Language, str]]:
    """The texts of both languages a path leads to, each with its language; lists and single texts alike."""
    for pattern in patterns:
        for path, node in file.find(pattern):
            for language in Language:
                under = child(node, language.value)
                for leaf in under.items if isinstance(under, Listed) else (under,):
                    if isinstance(leaf, Leaf) and isinstance(leaf.value, str) and leaf.value.strip():
                        yield (*path, language.value), leaf, language, leaf.value


def _one_word(file: Checked, path: Path, leaf: Leaf, text: str) -> None:
    if len(text.split()) > 1:
        return
    better = BETTER_NAMES.get(fold(text), FIRST_NAME)
    told = f"{quoted(text)}: one word does not tell anybody what to do; better: {in_yaml(better)}"
    file.warn(path[:-1], leaf, told)


def _says_i(file: Checked, path: Path, leaf: Leaf, language: Language, text: str) -> None:
    written_in = language_of(text) or language
    if _I[written_in].match(text.lstrip()):
        return
    begins = '"나는 …"' if written_in is Language.KO else '"I …"'
    example = (
        "나는 말을 끊지 않고 끝까지 듣습니다."
        if written_in is Language.KO
        else "I let people finish before I answer."
    )
    told = f'{quoted(text)} is nobody\'s action; begin with {begins}, better: "{example}"'
    file.warn(path[:-1], leaf, told)


def _lacks(file: Checked, path: Path, value: Keyed) -> None:
    """What shows that it is more than a word on a wall: a reason, a figure, something that happened (practice 0.1)."""
    wanted = (
        ("why", f"no reason: a value without one is a poster; better: why: {in_yaml(_like(value, _WHY))}"),
        ("metric", "no metric: nobody would see it move; better: metric: CSAT (or CES, NPS, FRT, FCR, CRR)"),
        (
            "example",
            f"no example of something that happened; better: example: {in_yaml(_like(value, _HAPPENED))}",
        ),
    )
    for key, told in wanted:
        if _is_empty(child(value, key)):
            file.warn(path, value, told)


def _like(value: Keyed, example: Example) -> Example:
    """An example in the languages in which the value has its name."""
    name = child(value, "name")
    written = name.entries if isinstance(name, Keyed) else {}
    return {lang: text for lang, text in example.items() if lang in written} or example


def _is_empty(node: Node | None) -> bool:
    return node is None or (isinstance(node, Leaf) and (node.value is None or not str(node.value).strip()))


def _overlays(file: Checked, path: Path, value: Keyed) -> None:
    """Words for a role or department add something; the action said again adds nothing (practice 0.18)."""
    action = child(value, "action")
    for key in ("by_role", "by_department"):
        overlays = child(value, key)
        for name, entry in overlays.entries.items() if isinstance(overlays, Keyed) else ():
            for language in Language:
                own, general = child(entry.value, language.value), child(action, language.value)
                if isinstance(own, Leaf) and isinstance(general, Leaf) and own.value == general.value:
                    told = (
                        "says the action again and adds nothing; say what it means in that work, or leave it out; "
                        'better: "I ask before I advise when a colleague brings me a case."'
                    )
                    file.warn((*path, key, name), own, told)
                    break


def _reviewed(file: Checked, path: Path, leaf: Leaf, text: str, today: date) -> None:
    try:
        day = parse_date(text)
    except ValueError:
        return  # the shape says so already
    if day < today:
        again = today.replace(year=today.year + 1, day=min(today.day, 28))
        told = (
            f"was to be read again on {day.isoformat()}, which has gone by; read it with the team, "
            f'then for example review_by: "{again.isoformat()}"'
        )
        file.warn(path, leaf, told)


def _departments(file: Checked) -> None:
    used = [
        name
        for _, node in file.find("values.*.by_department")
        if isinstance(node, Keyed)
        for name in node.entries
    ]
    known = {*_DEPARTMENTS, *(name for name in used if used.count(name) > 1)}
    for path, node in file.find("values.*.by_department"):
        for name, entry in node.entries.items() if isinstance(node, Keyed) else ():
            near = did_you_mean(name, known)
            if name not in known and near and len(name) > 2:
                file.warn(path, entry.key, f'no other value speaks to {quoted(name)}; did you mean "{near}"?')


def _count(file: Checked) -> None:
    listed = child(file.root, "values")
    if isinstance(listed, Listed) and len(listed.items) > REMEMBERED:
        first = listed.items[REMEMBERED]
        told = (
            f"{len(listed.items)} values: more than {REMEMBERED} are not remembered; keep the five nobody would want "
            "to miss, and let the others become situations of those"
        )
        file.warn(("values",), first, told)


def _vision(file: Checked) -> None:
    for path, leaf, language, text in spoken(file, "vision"):
        better = in_language(_VISION, language)
        if (words := len(text.split())) > LONGEST_VISION:
            told = f"{words} words: more than {LONGEST_VISION} are not remembered; better: {better}"
            file.warn(path[:-1], leaf, told)
        elif _SENTENCE_ENDS.search(text.strip()):
            told = f"is more than one sentence; say the one thing one can act on; better: {better}"
            file.warn(path[:-1], leaf, told)
