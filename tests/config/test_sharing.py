"""Shared words put into values.yaml: whatever its style, all else stays, and what comes out is read back."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import load_text
from bot.config.sharing import with_shared
from bot.domain.language import Text
from bot.domain.philosophy import Shared, Situation
from bot.errors import OperatorError
from tests.config.files import TEAM

ROOT = Path(__file__).parents[2]
OWN = (ROOT / "values.yaml").read_text(encoding="utf-8")


def read(source: str) -> Mapping[str, Situation]:
    """The situations of a text that is in order."""
    philosophy = load_text(TEAM, source).philosophy
    assert philosophy
    return philosophy.situations


HEAD = """\
version: 1
purpose: {en: p}
vision: {en: v}
values: [{id: act, name: {en: Act}, action: {en: I}}]
situations:
"""
WORDS = Shared(text=Text(en='Say "yes": now # really'), by=Text(ko="이서연", en="Seoyeon"))
CASE = Shared(text=Text(ko="첫 줄\n둘째 줄"), by=Text(en="Bob"), kind="case", edited_by=Text(ko="김지민"))

BLOCK = "  fast:\n    value: act\n    title: {en: Fast}  # why\n    keywords: {en: [fast]}\n"
STYLES = {
    "block": BLOCK + "\n  # the next one\n  slow: {value: act, title: {en: Slow}, keywords: {en: [slow]}}\n",
    "last in the file, no line end": BLOCK.rstrip("\n"),
    "on one line": "  fast: {value: act, title: {en: Fast}, keywords: {en: [fast]}}  # short\n",
    "over lines": "  fast: {value: act,\n    title: {en: Fast},\n    keywords: {en: [fast]},\n  }\n",
    "with a list": BLOCK + "    shared:\n      - {text: {en: Old}, by: {en: Ann}}  # hers\n\nacronym: A\n",
    "with a list not indented": BLOCK + "    shared:\n    - text: {en: Old}\n      by: {en: Ann}\n",
    "with a list on one line": BLOCK + "    shared: [{text: {en: Old}, by: {en: Ann}}, ]\n",
    "with an empty list": BLOCK + "    shared: []   # none yet\n",
    "text in a block": "  fast:\n    value: act\n    keywords: {en: [fast]}\n    title:\n      en: |\n        Fast\n\n  # next\n",
    "deeper": (
        "      fast:\n          value: act\n          title:\n            en: Fast\n"
        "          keywords:\n            en:\n              - fast\n"
    ),
}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_every_way_of_writing_it(style: str, newline: str, mark: str) -> None:
    """Every line of before stands as it was, comments and line ends too; the new words are read back."""
    source = mark + (HEAD + STYLES[style]).replace("\n", newline)
    before = read(source)["fast"].shared
    result = with_shared(source, {"fast": (WORDS, CASE)})
    assert read(result)["fast"].shared == (*before, WORDS, CASE)
    assert result.startswith(mark)
    assert result.count("\n") == result.count(newline)
    kept = [part.split("#")[1] for part in source.splitlines() if "#" in part]
    assert [comment for comment in kept if f"#{comment}" not in result] == []
    again = with_shared(result, {"fast": (CASE,)})
    assert read(again)["fast"].shared == (*before, WORDS, CASE, CASE)


def test_our_own_file() -> None:
    """Into every situation; nothing else changes."""
    result = with_shared(OWN, dict.fromkeys(read(OWN), (WORDS,)))
    lines = iter(result.splitlines())
    assert all(line in lines for line in OWN.splitlines())


def test_nothing_shared_changes_nothing() -> None:
    """Not a byte."""
    assert with_shared(OWN, {}) == OWN


@pytest.mark.parametrize(
    "body",
    [
        "  slow: &same\n    value: act\n    title: {en: Fast}\n    keywords: {en: [fast]}\n  fast: *same\n",
        "  slow: &same {value: act, title: {en: Fast}, keywords: {en: [fast]}}\n  fast: *same\n",
    ],
)
def test_what_cannot_be_written_into_says_so(body: str) -> None:
    """Rather than a file that says something else."""
    with pytest.raises(OperatorError, match="fast"):
        with_shared(HEAD + body, {"fast": (WORDS,)})


TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60)


@given(TEXTS, TEXTS, st.sampled_from(sorted(STYLES)))
def test_any_words_come_back_as_they_were(words: str, name: str, style: str) -> None:
    """Whatever people write."""
    one = Shared(text=Text(en=words), by=Text(ko=name))
    result = with_shared(HEAD + STYLES[style], {"fast": (one,)})
    assert read(result)["fast"].shared[-1] == one
