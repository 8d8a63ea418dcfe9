"""One line in context: the value and words one can say, in the reader's language, and never a whole card."""

from datetime import timedelta

import pytest

from bot.domain.escalation import Party, Promise
from bot.domain.language import Language, Text
from bot.domain.reader import Reader
from bot.domain.tracked import Telling, Told, Tracked
from bot.ports.promises import PromiseSaid
from bot.requests.note_form import NoteForm
from bot.requests.tickets import Asked
from bot.services.answer import Question, route
from bot.services.handbook import Handbook
from bot.services.value_in_context import beside_promise, value_beside_note
from bot.views import forms, in_context, note_forms, tracked
from bot.views.message import Block
from tests.domain.small_files import seoul

NOW = seoul("2035-03-12T10:00")
KO = Reader(language=Language.KO, zone="Asia/Seoul", user="U1", key="jimin")
EN = Reader(language=Language.EN, zone="Asia/Seoul", user="U1", key="bob")


def texts(blocks: list[Block]) -> list[str]:
    """What stands in sections and in small print."""
    found = [part["text"]["text"] for part in blocks if part["type"] == "section"]
    return found + [e["text"] for part in blocks if part["type"] == "context" for e in part["elements"]]


@pytest.mark.parametrize(("reader", "name"), [(KO, "끝까지 듣기"), (EN, "Hear them out")])
def test_a_line_is_one_line(book: Handbook, reader: Reader, name: str) -> None:
    """The value's name and one phrase: no line break, no steps, no second phrase."""
    for situation in book.philosophy.situations:
        line = in_context.one_line(book, situation, reader)
        assert line is not None
        assert "\n" not in line
        assert len(line) <= 260
        assert line.count("“") <= 1
    assert name in (in_context.one_line(book, "empathy", reader) or "")


def test_what_the_file_lost_is_no_line(book: Handbook) -> None:
    """An escalation opened before may name a situation that is gone."""
    assert in_context.one_line(book, "gone", KO) is None
    assert in_context.line_with_more(book, None, KO) == []
    assert in_context.line_of_value(book, "gone", KO) is None


def test_a_customers_words_do_not_travel_on_the_button(book: Handbook) -> None:
    """They only tell which side of the situation is meant."""
    [block] = in_context.line_with_more(book, "own_mistake", EN, text="zzmark-secret")
    assert "zzmark-secret" not in str(block)


@pytest.mark.parametrize(("reader", "name"), [(KO, "끝까지 듣기"), (EN, "Hear them out")])
def test_in_the_hand_over_form(book: Handbook, reader: Reader, name: str) -> None:
    """Once, as small print above the fields; none where the question told of no situation."""
    where = route(book, "billing_refund", NOW, Question(""))
    told = forms.hand_over_form(
        Asked.about("x", topic="billing_refund", situation="empathy"), where, book, reader
    )
    assert sum(name in text for text in texts(told["blocks"])) == 1
    silent = forms.hand_over_form(Asked.about("x", topic="billing_refund"), where, book, reader)
    assert len(silent["blocks"]) == len(told["blocks"]) - 1


def promise(kind: Told, text: str) -> PromiseSaid:
    """A promise without an escalation, and what is to be said of it."""
    keeper = Party(user="U1", key="bob", name=Text(en="Bob"))
    made = Promise(by=NOW + timedelta(minutes=10), made=NOW, text=text, who=keeper)
    kept = Tracked(id="P1", opened=NOW, keeper=keeper, promise=made)
    return PromiseSaid(kept, Telling(number=0, kind=kind, user="U1", promised=made.by))


@pytest.mark.parametrize(("reader", "name"), [(KO, "작은 약속도 기억하기"), (EN, "Remember every promise")])
def test_before_a_promise_falls_due(book: Handbook, reader: Reader, name: str) -> None:
    """The value of promises where the promise's words tell of nothing else; not once its time has come."""
    soon = tracked.said(promise(Told.SOON, "zzmark"), book, reader, NOW)
    assert sum(name in text for text in texts(list(soon.blocks))) == 1
    due = tracked.said(promise(Told.DUE, "zzmark"), book, reader, NOW)
    assert not any(name in text for text in texts(list(due.blocks)))


def test_the_promises_words_come_before_promises_in_general(book: Handbook) -> None:
    """And the escalation's own situation before both."""
    assert beside_promise(book, "listen", "사과 메일") == "listen"
    assert beside_promise(book, None, "apology for our mistake, an apology mail") == "own_mistake"
    assert beside_promise(book, None, None) == "keep_promise"
    assert beside_promise(book, "gone", "zzmark") == "keep_promise"


@pytest.mark.parametrize(("reader", "name"), [(KO, "지금 움직이기"), (EN, "Act now")])
def test_in_a_notes_form(book: Handbook, reader: Reader, name: str) -> None:
    """What I do by the chosen value; until one is chosen, by the one that is about saying hard things."""
    chosen = note_forms.form(book, reader, NOW, note_forms.Sheet(typed=NoteForm(value="act")))
    assert sum(name in text for text in texts(chosen["blocks"])) == 1
    first = value_beside_note(book, None)
    assert first is not None
    value = book.philosophy.value(first)
    assert value is not None
    shown = texts(note_forms.form(book, reader, NOW)["blocks"])
    assert sum(value.name.in_(reader.language) in text for text in shown) == 1
