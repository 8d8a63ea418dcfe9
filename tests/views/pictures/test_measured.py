"""The picture of `eval`: every text inside it, in both languages, whatever was measured."""

import pytest

from bot.domain.decision import Entry
from bot.domain.evaluation import Case, evaluate
from bot.domain.language import Language, Text
from bot.domain.matching import Matcher
from bot.domain.reader import Reader
from bot.views.pictures.measured import drawn
from tests.views.pictures.reading import Picture, read

LONG = "속상하거나 화가 나셔서 목소리가 높아지고 통화를 끊지 않으시며 책임자를 찾으실 때 어떻게 말씀드릴지"
TITLES = {
    "refund": Text(ko="결제·환불", en="Billing & refunds"),
    "empathy": Text(ko=LONG, en=f"A very long title {LONG}"),
}
CASES = [
    Case(text="refund", topic="empathy", situation="empathy"),
    Case(text="refund", topic="refund", situation=None),
    Case(text="zebra", topic="refund", situation="empathy"),
    Case(text="angry", topic=None, situation="refund"),
]


def picture(cases: list[Case], language: Language) -> Picture:
    """Of what two small matchers make of them."""
    matcher = Matcher(
        [Entry("refund", ("Refunds",), ("refund",), ()), Entry("empathy", ("Upset",), ("angry",), ())]
    )
    found = evaluate(cases, topics=matcher, situations=matcher)
    reader = Reader(language=language, zone="Asia/Seoul", user="terminal")
    return read(drawn(found, topics=TITLES, situations=TITLES, name="cases.jsonl", reader=reader))


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("cases", [CASES, CASES[:1], []], ids=["several", "one", "none"])
def test_every_text_stays_inside(cases: list[Case], language: Language) -> None:
    """Long titles are cut, and nothing is drawn beyond the edge."""
    seen = picture(cases, language)
    assert seen.texts
    for one in seen.texts:
        assert 0 <= one.left <= one.right <= seen.wide, one.words
        assert 0 <= one.y <= seen.high, one.words


def test_it_is_told_in_words_too() -> None:
    """For whoever does not see it."""
    seen = picture(CASES, Language.KO)
    assert seen.title == "얼마나 잘 알아듣나"
    assert "결제·환불 → " in seen.told
    assert "→ 결제·환불" in seen.told
