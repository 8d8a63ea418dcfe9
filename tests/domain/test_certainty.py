"""How sure a match is, and the words that make it doubt."""

import pytest

from bot.domain.certainty import BY_MEANING, BY_WORDS, SURE, Certainty
from bot.domain.lexical import fold
from bot.domain.private_life import private_words


@pytest.mark.parametrize("curve", [BY_WORDS, BY_MEANING])
def test_a_lead_makes_surer(curve: Certainty) -> None:
    """The further ahead of the second and of daily life, the surer; always between 0 and 1."""
    near = curve.of(lead=0.05, daily=0.1, words=0.2, keyword=False, private=False)
    far = curve.of(lead=0.6, daily=0.8, words=0.2, keyword=False, private=False)
    assert 0 < near < SURE < far < 1


@pytest.mark.parametrize("curve", [BY_WORDS, BY_MEANING])
def test_a_word_of_ones_own_life_takes_a_sure_match_back(curve: Certainty) -> None:
    """What would just be answered directly is offered as a choice then."""
    plain = curve.of(lead=0.4, daily=0.6, words=0.2, keyword=False, private=False)
    private = curve.of(lead=0.4, daily=0.6, words=0.2, keyword=False, private=True)
    assert private < SURE < plain


@pytest.mark.parametrize(
    "text",
    ["my gym finally refunded me", "엄마가 보낸 택배 왔다", "Pizza is late, so HUNGRY", "퇴근하고 치킨"],
)
def test_words_of_ones_own_life_are_seen(text: str) -> None:
    """In either language, in any case."""
    assert private_words(()).search(fold(text))


@pytest.mark.parametrize(
    "text",
    ["the customer's parcel is late", "매출 절반이 안 보여요", "moment please", "장례식 때문에 취소하신대요"],
)
def test_words_that_only_look_like_them_are_not(text: str) -> None:
    """A part of another word is none."""
    assert not private_words(()).search(fold(text))


def test_words_of_the_files_are_the_teams_own() -> None:
    """What the topics are about is nobody's private life."""
    assert not private_words([fold("gym membership")]).search(fold("gym refund"))
