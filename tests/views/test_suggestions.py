"""What is suggested without being asked for: it fits what was said, or it is left out."""

from datetime import UTC, datetime

import pytest

from bot.domain.decision import Choose
from bot.domain.language import Language
from bot.domain.reader import Reader
from bot.requests.tickets import OnCard
from bot.services.answer import Question, answer
from bot.services.handbook import Handbook
from bot.services.kudos_hints import suggested_value
from bot.services.look_up_values import SituationsFound, look_up_values
from bot.views.values import looked_up

MONDAY = datetime(2026, 11, 23, 1, tzinfo=UTC)
EN = Reader(language=Language.EN, zone="Europe/Berlin", user="U2")
UNCLEAR = "환불 늦어져서 미안하다고 어떻게 말하죠"


@pytest.mark.parametrize(
    "text", ["환불 승인은 누가 하나요?", "refund please asap", "the site is down 502", UNCLEAR]
)
def test_unclear_words_bring_only_what_the_topic_lists(text: str, book: Handbook) -> None:
    """Where the words leave a choice of situations, the answer's is one of the topic's own."""
    found = answer(book, Question(text), MONDAY)
    topic = found.route.topic
    assert topic
    if isinstance(found.situations, Choose):
        assert found.situation in book.file.topics[topic].situations


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Hear them out is what you did today, thank you", "hear"),
        ("you heard that angry customer out, thank you", "hear"),
        ("asdf qwer zxcv uiop", None),
    ],
)
def test_thanks_come_with_a_value_only_when_they_clearly_tell_of_it(
    text: str, value: str | None, book: Handbook
) -> None:
    """No value is better than any value."""
    assert suggested_value(book, text) == value


def test_several_close_situations_are_offered_not_asserted(book: Handbook) -> None:
    """Each with its value, a phrase to say at once, and its card a click away."""
    found = look_up_values(book, UNCLEAR)
    assert isinstance(found, SituationsFound)
    assert isinstance(found.decision, Choose)
    assert not found.leads
    shown = looked_up(found, book, EN)
    rows = [block for block in shown.blocks if "accessory" in block]
    pointed = [OnCard.of(row["accessory"]["value"]).situation for row in rows]
    assert pointed == [option.id for option in found.decision.options]
    assert all(":speech_balloon:" in row["text"]["text"] for row in rows)
