"""What tips the balance between topics beside the words of a question."""

from datetime import UTC, datetime

import pytest

from bot.domain.decision import Choose
from bot.domain.policy import Severity
from bot.services.answer import Question, answer, scored_of
from bot.services.handbook import Handbook
from bot.services.hints import hints
from bot.services.look_up_values import SituationsFound, look_up_values
from tests.example import example_book

NOW = datetime(2026, 3, 4, 2, tzinfo=UTC)


@pytest.fixture
def book() -> Handbook:
    """The example files, by words alone."""
    return example_book()


@pytest.mark.parametrize("channel", ["#billing", "billing", "BILLING"])
def test_the_channel_raises_its_teams_topics(book: Handbook, channel: str) -> None:
    """With or without the sign, the team whose channel it is asked in is a little nearer."""
    assert set(hints(book.file, channels=(channel,))) == {"billing_refund", "pricing_sales"}


def test_another_channel_raises_nothing(book: Handbook) -> None:
    """A direct message, or anybody else's channel."""
    assert hints(book.file, channels=("D0123", "directmessage")) == {}


@pytest.mark.parametrize("text", ["긴급이에요", "this is urgent", "P1!"])
def test_urgent_words_raise_what_is_critical(book: Handbook, text: str) -> None:
    """Said to be bad, the dangerous topics come nearer."""
    assert set(hints(book.file, text=text)) == {k for k, topic in book.file.topics.items() if topic.critical}


def test_a_chosen_severity_counts_as_said(book: Handbook) -> None:
    """High and critical do, low and normal do not."""
    assert hints(book.file, severity=Severity.HIGH)
    assert not hints(book.file, severity=Severity.LOW)


@pytest.mark.parametrize("text", ["시각장애인 고객님", "nothing special", "p12 form"])
def test_ordinary_words_raise_nothing(book: Handbook, text: str) -> None:
    """A disability is no outage."""
    assert hints(book.file, text=text) == {}


def test_a_role_that_may_decide_raises_the_topic(book: Handbook) -> None:
    """The answer has something for them."""
    raised = hints(book.file, roles=("agent",))
    assert set(raised) == {key for key, topic in book.file.topics.items() if "agent" in topic.may_decide}


def test_the_same_question_leans_towards_where_it_is_asked(book: Handbook) -> None:
    """In the billing channel a doubtful question is offered billing first or nearer."""
    text = "고객님이 금액이 이상하대요"
    plain = answer(book, Question(text), NOW)
    there = answer(book, Question(text, channels=("C1", "billing")), NOW)

    def of_billing(found: object) -> float:
        return next(s.score for s in scored_of(found.decision) if s.id == "billing_refund")  # type: ignore[attr-defined]  # an Answer

    assert of_billing(there) > of_billing(plain)


def test_a_topic_brings_its_situations_nearer(book: Handbook) -> None:
    """The situations that the topic lists score higher than without it."""
    text = "고객님께 뭐라고 말씀드려야 할까요, 결과가 아직 없어요"
    plain, raised = look_up_values(book, text), look_up_values(book, text, topic="outage")
    assert isinstance(plain, SituationsFound)
    assert isinstance(raised, SituationsFound)
    before = {s.id: s.score for s in scored_of(plain.decision)}
    after = {s.id: s.score for s in scored_of(raised.decision)}
    shared = set(before) & set(after) & set(book.file.topics["outage"].situations)
    assert shared
    assert all(after[one] > before[one] for one in shared)


def test_unknown_topics_raise_nothing(book: Handbook) -> None:
    """A topic that is gone from the file changes no answer."""
    assert look_up_values(book, "기다려 달라고 해야 해요", topic="gone") == look_up_values(
        book, "기다려 달라고 해야 해요"
    )


def test_a_doubt_is_still_a_choice(book: Handbook) -> None:
    """Hints never turn small talk into an answer."""
    assert not isinstance(
        answer(book, Question("점심 뭐 먹을까요?", channels=("billing",)), NOW).decision, Choose
    )
