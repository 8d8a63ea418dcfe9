"""When a value may come up by itself: the frame, and two signals that must agree."""

from collections.abc import Sequence

import pytest

from bot.domain.decision import Direct, Entry
from bot.domain.matching import Matcher
from bot.domain.reminding import Reminding, Worth, about_a_customer

ENTRIES = (
    Entry(
        "upset",
        ("Upset", "화나셨을 때"),
        ("angry", "furious", "화난", "화나셨"),
        ("The customer is angry with us",),
    ),
    Entry("wait", ("Waiting", "기다림"), ("how long", "waiting", "얼마나"), ("She asks how long it takes",)),
)


@pytest.mark.parametrize(
    "text",
    [
        "고객님이 화나셨는데 어떻게 하죠",
        "이 고객 건 아직 답을 못 드렸어요, 뭐라고 하죠",
        "The customer is angry, what do I say?",
        "I gave the client a wrong date",
        "on line 2: she can't wait any longer",
    ],
)
def test_one_customer_now(text: str) -> None:
    """Somebody speaks of one customer, and it is open what to do."""
    assert about_a_customer(text)


@pytest.mark.parametrize(
    "text",
    [
        "My gym is slow and I am angry",
        "고객 만족도 회의는 언제 하죠?",
        "Customer journey workshop, who joins?",
        "How do we handle customers who are angry?",
        "고객님 화나셨던 건 잘 해결됐습니다",
        "The customer is happy now, thanks Mina",
        "ㅋㅋㅋ 고객님이 저한테 화나셨대요",
        "https://x.example.com the customer is angry, what do I do",
        "the customer is `null` here, what do I do",
        "고객님",
        "The customer is angry. " * 100,
    ],
)
def test_no_customer_or_not_now(text: str) -> None:
    """Daily life, reports, many customers, what is solved, jokes, links, code; too short, too long."""
    assert not about_a_customer(text)


def test_both_signals_must_agree() -> None:
    """The frame alone is nothing, the situation alone is nothing; together they name the situation and its words."""
    reminding = Reminding(Matcher(ENTRIES), ENTRIES)
    assert reminding.worth("The customer has a question about her chair, what do I say?") is None
    assert reminding.worth("I am angry, furious even") is None
    worth = reminding.worth("The customer is angry and furious, what do I say?")
    assert isinstance(worth, Worth)
    assert worth.situation == "upset"
    assert "angry" in worth.because


class Contrary:
    """Finds the wait in everything."""

    def scores(self, text: str) -> dict[str, float]:
        """Always the same."""
        del text
        return {"upset": 0.0, "wait": 3.0, "": 0.0}

    def scores_of(self, texts: Sequence[str]) -> list[dict[str, float]]:
        """Of each."""
        return [self.scores(text) for text in texts]


def test_meaning_without_a_word_for_it_is_silence() -> None:
    """Where the encoder sees a situation that no keyword of the message names, nobody is spoken to."""
    matcher = Matcher(ENTRIES, semantic=Contrary())
    vague = "The customer bought a sofa, who can help?"
    assert isinstance(matcher.match(vague), Direct)
    assert Reminding(matcher, ENTRIES).worth(vague) is None
    assert Reminding(matcher, ENTRIES).worth("The customer asks how long it will be, what do I say?")
