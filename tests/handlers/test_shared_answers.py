"""An answer that was worked out for one person is shown to others: it must not tell of whoever asked first."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.config import PackageCalendars, load
from bot.domain.language import Language
from bot.domain.reader import Reader
from bot.services.answer import Question, answer
from bot.services.handbook import Handbook
from bot.services.look_up_values import look_up_values
from bot.views import answers, values
from bot.views.human import reads_like
from tests.conversations.conftest import ROOT

NOW = datetime(2035, 3, 12, 1, tzinfo=UTC)
BOB = Reader(Language.EN, "Europe/Berlin", user="U02BOB", key="bob", roles=("agent",))


@pytest.fixture(scope="module")
def book() -> Handbook:
    """The example files."""
    return Handbook.of(*load(ROOT / "escalation.yaml", ROOT / "values.yaml").both(), PackageCalendars())


@pytest.mark.parametrize("language", list(Language))
def test_two_who_read_alike_read_the_same(book: Handbook, language: Language) -> None:
    """Every topic and every situation: only what `reads_like` tells apart makes a difference."""
    bob = replace(BOB, language=language)
    guest = replace(bob, user="U09ELSE", key=None)
    assert reads_like(bob, book) == reads_like(guest, book)
    for topic in book.file.topics:
        found = answer(book, Question(topic), NOW)
        assert answers.answered(found, book, bob) == answers.answered(found, book, guest)
    for situation in book.philosophy.situations:
        card = look_up_values(book, situation)
        assert values.looked_up(card, book, bob) == values.looked_up(card, book, guest)


def test_who_leads_the_last_resort_reads_another_way_to_a_human(book: Handbook) -> None:
    """They are not sent to themselves."""
    lead = book.file.teams[book.last_resort_team].lead
    assert reads_like(replace(BOB, key=lead), book) != reads_like(BOB, book)
