"""Sentences that cost trust: clichés, promises the hours do not keep, phrases the file itself says to avoid."""

import re

from bot.config.checking import Checked
from bot.config.lints.values import spoken
from bot.config.lints.words import ALWAYS_EN, ALWAYS_KO, CLICHES, in_language
from bot.config.problems import quoted
from bot.config.tree import Leaf, Node, Path, child
from bot.domain.language import Language, language_of
from bot.domain.lookup import fold
from bot.domain.people import Team
from bot.domain.team_file import TeamFile
from bot.domain.weekdays import Days, WeeklyHours

_STANDS_FOR = (
    "purpose", "vision", "values.*.name", "values.*.action", "values.*.why", "values.*.by_role.*",
    "values.*.by_department.*",
)  # fmt: skip
_SAID = (
    "situations.*.say", "situations.*.closing", "situations.*.avoid.*.better", "situations.*.variants.*.say",
    "situations.*.variants.*.closing", "situations.*.variants.*.avoid.*.better",
)  # fmt: skip
_PAIRS = ("situations.*.avoid.*", "situations.*.variants.*.avoid.*")
_SHORTEST_WRONG = 6
"""Characters of a phrase to avoid that is looked for in what is to be said: "no" stands in too many words."""
_WHOLE_DAY = 24 * 60
_ANY_TIME = {
    Language.KO: re.compile("|".join(map(re.escape, ALWAYS_KO))),
    Language.EN: re.compile(
        r"(?<![\w/])(?:" + "|".join(map(re.escape, ALWAYS_EN)) + r")(?![\w/])", re.IGNORECASE
    ),
}
_CLICHES = {
    Language.KO: [cliche for cliche in CLICHES if not cliche.isascii()],
    Language.EN: [cliche for cliche in CLICHES if cliche.isascii()],
}


def phrases(file: Checked, team_file: TeamFile | None) -> None:
    """Note all of them."""
    for path, leaf, _, text in spoken(file, *_STANDS_FOR, *_SAID):
        _cliche(file, path, leaf, text)
    hours = _hours(team_file) if team_file else None
    if hours:
        for path, leaf, _, text in spoken(file, "purpose", "vision", "values.*.action", *_SAID):
            _promises_always(file, path, leaf, text, hours)
    for pattern in _PAIRS:
        for path, pair in file.find(pattern):
            _same(file, path, pair)
    _contradicts(file)


def _cliche(file: Checked, path: Path, leaf: Leaf, text: str) -> None:
    folded = " ".join(text.casefold().split())
    for language, cliches in _CLICHES.items():
        for cliche in cliches:
            if _holds(folded, cliche):
                told = (
                    f"{quoted(cliche)} is a cliché: it is true everywhere and helps nobody decide; say what you do, "
                    f"better: {in_language(CLICHES[cliche], language)}"
                )
                file.warn(path[:-1], leaf, told)
                return


def _holds(text: str, phrase: str) -> bool:
    if not phrase.isascii():
        return phrase in text
    return re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text) is not None


def _promises_always(file: Checked, path: Path, leaf: Leaf, text: str, hours: str) -> None:
    language = language_of(text) or Language.EN
    found = _ANY_TIME[language].search(text)
    if found is None:
        return
    better = (
        "평일 근무 시간 안에 두 시간 안으로"
        if language is Language.KO
        else "within two hours on working days"
    )
    told = f'{quoted(found[0])} promises more than the hours allow ({hours}); better: "{better}"'
    file.warn(path[:-1], leaf, told)


def _hours(file: TeamFile) -> str | None:
    """When the team with the longest hours works; None where any team has none, and so is always there."""
    if not file.teams or any(_never_closes(team) for team in file.teams.values()):
        return None
    key, team = max(file.teams.items(), key=lambda entry: _minutes(entry[1].hours))
    return f"{key}: {_told(team.hours)}"


def _told(hours: WeeklyHours | None) -> str:
    """`mon,tue 09:00-18:00`: days of the same hours in one."""
    days: dict[str, list[int]] = {}
    for day, spans in (hours.write() if hours else {}).items():
        days.setdefault(" ".join(spans), []).extend(Days.parse(day).numbers)
    return "; ".join(f"{Days(frozenset(numbers)).write()} {spans}" for spans, numbers in days.items())


def _never_closes(team: Team) -> bool:
    return team.hours is None or _minutes(team.hours) >= 7 * _WHOLE_DAY


def _minutes(hours: WeeklyHours | None) -> int:
    spans = hours.spans.values() if hours else ()
    return sum(end - start for day in spans for start, end in day)


def _same(file: Checked, path: Path, pair: Node) -> None:
    for language in Language:
        wrong, better = (child(child(pair, key), language.value) for key in ("wrong", "better"))
        if _words(wrong) and _words(wrong) == _words(better) and isinstance(better, Leaf):
            told = (
                "the better wording is the wrong one; say what is possible instead of what is not, "
                'better: wrong: "That is not possible." better: "What I can do today is …"'
            )
            file.warn(path, better, told)
            return


def _contradicts(file: Checked) -> None:
    """What is to be said holds a phrase that the same file says to avoid."""
    avoided: dict[str, Leaf] = {}
    for _, leaf, _, text in spoken(file, *(f"{pattern}.wrong" for pattern in _PAIRS)):
        if len(fold(text)) >= _SHORTEST_WRONG:
            avoided.setdefault(fold(text), leaf)
    for path, leaf, _, text in spoken(file, *_SAID):
        said = fold(text)
        if "better" in path and said in avoided:
            continue  # told as a better wording that is the wrong one
        wrong = next((wrong for wrong in avoided if _holds(said, wrong)), None)
        if wrong is not None:
            told = (
                f"holds {quoted(wrong)}, which line {avoided[wrong].at.line} says to avoid; "
                "take the better wording from there, or take that line out"
            )
            file.warn(path[:-1], leaf, told)


def _words(node: Node | None) -> str:
    return fold(node.value) if isinstance(node, Leaf) and isinstance(node.value, str) else ""
