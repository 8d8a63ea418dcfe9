"""Figures and values: one the team steers by without a value behind it, and speed that stands alone."""

import re

from bot.config.checking import Checked
from bot.config.problems import quoted
from bot.config.tree import Leaf

_PARTS = re.compile(r"\s*(?:[,/·&+;]|\band\b|와|과|및)\s*")
_HANDLING_TIME = re.compile(
    r"\bAHT\b|handl(?:e|ing) time|talk time|calls? (?:per|handled)|통화 ?시간|처리 ?시간|처리 ?건수|상담 ?건수",
    re.IGNORECASE,
)
"""How long or how many: alone they teach people to hang up (practice 2.14)."""


def figures(file: Checked) -> None:
    """Note both."""
    carried = {one.casefold() for _, _, text in file.texts("values.*.metric") for one in _parts(text)}
    for path, leaf, text in file.texts("metrics"):
        if text.strip().casefold() not in carried:
            told = (
                f"no value carries {quoted(text)}, so nobody knows which behaviour moves it; add it to the value that "
                f"does, for example metric: {text.strip()}, or leave it out"
            )
            file.warn(path, leaf, told)
    for path, leaf, text in file.texts("values.*.metric"):
        _alone(file, path, leaf, _parts(text))
    steered = [text for _, _, text in file.texts("metrics")]
    for path, leaf, text in file.texts("metrics"):
        if len(steered) == 1:
            _alone(file, path, leaf, [text])


def _alone(file: Checked, path: tuple[str | int, ...], leaf: Leaf, named: list[str]) -> None:
    if named and all(_HANDLING_TIME.search(one) for one in named):
        told = (
            f"{quoted(', '.join(named))} alone teaches people to hurry customers off; "
            "look at it beside how it went, better: metric: FCR, AHT"
        )
        file.warn(path, leaf, told)


def _parts(text: str) -> list[str]:
    return [part for part in _PARTS.split(text.strip()) if part]
