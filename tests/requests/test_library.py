"""What is filled into the forms of the library: read, or a mistake at its field."""

import pytest

from bot.domain.language import Language
from bot.domain.personal_data import DataKind
from bot.domain.practice import LONGEST
from bot.domain.practice_acts import Words
from bot.requests.practices import (
    KIND,
    LANGUAGE,
    LONGEST_REASON,
    REASON,
    SITUATION,
    TEXT,
    Mistake,
    Slip,
    fingerprint,
    parse_reason,
    parse_words,
)
from bot.requests.values import Begun, Word, parse_values

KNOWN = ("fast", "slow")
GOOD = {TEXT: " I call back today. ", SITUATION: "fast", KIND: "phrase", LANGUAGE: "en"}


def test_the_words_as_they_were_given() -> None:
    """Without space around them."""
    assert parse_words(GOOD, KNOWN) == Words("I call back today.", "fast", "phrase", Language.EN)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("“I call back.”", "I call back."),
        ('"I call back."', "I call back."),
        ("‘다시 전화드릴게요’", "다시 전화드릴게요"),
        ('"Yes" or "no"', '"Yes" or "no"'),
        ("'twas fine", "'twas fine"),
    ],
)
def test_quotes_around_a_phrase_are_ours_to_add(typed: str, read: str) -> None:
    """Those within stay."""
    words = parse_words({**GOOD, TEXT: typed}, KNOWN)
    assert isinstance(words, Words)
    assert words.text == read


@pytest.mark.parametrize(
    ("change", "mistakes"),
    [
        ({TEXT: "ok"}, {TEXT: Mistake(Slip.TOO_SHORT)}),
        ({TEXT: None}, {TEXT: Mistake(Slip.TOO_SHORT)}),
        ({TEXT: "x" * (LONGEST["phrase"] + 1)}, {TEXT: Mistake(Slip.TOO_LONG)}),
        ({TEXT: "x" * (LONGEST["case"] + 1), KIND: "case"}, {TEXT: Mistake(Slip.TOO_LONG)}),
        ({TEXT: "call 010-1234-5678"}, {TEXT: Mistake(Slip.PERSONAL, (DataKind.PHONE,))}),
        ({SITUATION: "gone"}, {SITUATION: Mistake(Slip.NO_SITUATION)}),
        ({SITUATION: None, TEXT: ""}, {TEXT: Mistake(Slip.TOO_SHORT), SITUATION: Mistake(Slip.NO_SITUATION)}),
    ],
)
def test_every_mistake_stands_at_its_field(change: dict[str, str], mistakes: dict[str, Mistake]) -> None:
    """All at once."""
    assert parse_words({**GOOD, **change}, KNOWN) == mistakes


def test_a_form_of_before_or_a_forged_one_is_read_with_care() -> None:
    """What is not known is what it mostly is."""
    words = parse_words({**GOOD, KIND: "poem", LANGUAGE: "fr"}, KNOWN)
    assert words == Words("I call back today.", "fast", "phrase", Language.EN)
    long = parse_words({**GOOD, KIND: "case", TEXT: "x" * LONGEST["case"]}, KNOWN)
    assert isinstance(long, Words)


def test_a_reason_is_optional_and_has_an_end() -> None:
    """As long as the form lets it be."""
    assert parse_reason({REASON: None}) == ""
    assert len(parse_reason({REASON: "x" * 9000})) == LONGEST_REASON


@pytest.mark.parametrize(
    ("typed", "word", "rest"),
    [
        ("share", Word.SHARE, ""),
        ("share “I call back”", Word.SHARE, "“I call back”"),
        ("공유 다시 전화드릴게요", Word.SHARE, "다시 전화드릴게요"),
        ("나누기", Word.SHARE, ""),
        ("library", Word.LIBRARY, ""),
        ("문구집 사과", Word.LIBRARY, "사과"),
        ("사례집", Word.LIBRARY, ""),
        ("라이브러리", Word.LIBRARY, ""),
    ],
)
def test_how_people_call_it(typed: str, word: Word, rest: str) -> None:
    """In both languages."""
    request = parse_values(typed)
    assert isinstance(request, Begun)
    assert (request.word, request.rest) == (word, rest)


def test_words_are_known_again_whatever_stands_between_them() -> None:
    """Quotation marks, spaces and capitals do not make them somebody else's; another word does."""
    assert fingerprint("“I call back  today.”") == fingerprint("i call back\ntoday")
    assert fingerprint("제가 오늘 연락드리겠습니다.") != fingerprint("제가 내일 연락드리겠습니다.")
