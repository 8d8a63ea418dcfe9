"""`/values check` and `/values rewrite` as people type them, in either language."""

import pytest

from bot.requests.values import Begun, LookUp, Word, parse_values


@pytest.mark.parametrize(
    ("typed", "word", "rest"),
    [
        ("check swap it for free", Word.CHECK, "swap it for free"),
        ("결정 무상으로 교환한다", Word.CHECK, "무상으로 교환한다"),
        ("결정점검: 무상으로 교환한다", Word.CHECK, "무상으로 교환한다"),
        ("check", Word.CHECK, ""),
        ("rewrite We will call you soon", Word.REWRITE, "We will call you soon"),
        ("Rephrase: soon", Word.REWRITE, "soon"),
        ("다듬어 곧 연락드릴게요", Word.REWRITE, "곧 연락드릴게요"),
        ("다듬어줘 곧 연락드릴게요", Word.REWRITE, "곧 연락드릴게요"),
        ("고쳐줘 안 됩니다", Word.REWRITE, "안 됩니다"),
    ],
)
def test_the_words_that_begin_them(typed: str, word: Word, rest: str) -> None:
    """The rest is the decision or the sentence, as it was typed."""
    found = parse_values(typed)
    assert isinstance(found, Begun)
    assert (found.word, found.rest) == (word, rest)


@pytest.mark.parametrize(
    "typed",
    [
        "점검 때문에 결제가 멈춰서 화나셨어요",
        "결정을 못 내리시는 고객님이에요",
        "checked twice and still wrong",
    ],
)
def test_what_only_begins_alike_is_looked_up(typed: str) -> None:
    """A situation that begins with maintenance, or with a word that only resembles one."""
    assert isinstance(parse_values(typed), LookUp)
