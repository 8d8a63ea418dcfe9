"""Wording help for a note: what it notices, what it leaves alone, and that it never takes long."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.correction import Observation
from bot.domain.kind_words import INSTEAD, PARTS, RULES, WHY, Care, Part, thoughts
from bot.requests.note_form import NOTHING_TYPED
from tests.domain.kind_words_golden import (
    CLEAR_SITUATIONS,
    HARMLESS_EN,
    HARMLESS_EN_SHORT,
    HARMLESS_KO,
    HARMLESS_KO_SHORT,
    NOTICED_EN,
    NOTICED_KO,
    VAGUE_SITUATIONS,
)

PIECES = [*"you never 안 a1.!?'\"\n“”", "you ", "always ", "the customer ", "항상 ", "고객님이 ", "또한 "]


def note(text: str, part: Part = "behaviour") -> Observation:
    """A note of which one part is written."""
    return NOTHING_TYPED.words.model_copy(update={part: text})


def found(text: str, part: Part = "behaviour", *, is_process: bool = False) -> list[Care]:
    """The kinds of what there is to think over."""
    return [one.care for one in thoughts(note(text, part), is_process=is_process)]


@pytest.mark.parametrize(("text", "care"), [*NOTICED_EN, *NOTICED_KO])
def test_what_misses_its_reader_is_noticed(text: str, care: Care) -> None:
    """Always and never, guesses, insults, no example, several things, a customer's data."""
    assert care in found(text)


@pytest.mark.parametrize("text", [*HARMLESS_EN, *HARMLESS_EN_SHORT, *HARMLESS_KO, *HARMLESS_KO_SHORT])
def test_what_was_seen_is_left_alone(text: str) -> None:
    """Facts, quotations, what a customer did, praise, and what was surely not meant."""
    assert found(text) == []


@pytest.mark.parametrize("text", VAGUE_SITUATIONS)
def test_a_situation_without_a_moment_is_noticed(text: str) -> None:
    """Nobody can picture "lately"."""
    assert found(text, "situation") == [Care.NO_EXAMPLE]


@pytest.mark.parametrize("text", CLEAR_SITUATIONS)
def test_a_moment_both_can_picture_is_enough(text: str) -> None:
    """A day, an hour, an occasion; also beside "recently"."""
    assert found(text, "situation") == []


@pytest.mark.parametrize("text", ["Always ask before you put somebody on hold.", "항상 먼저 여쭤봐 주세요."])
def test_a_wish_for_next_time_may_say_always(text: str) -> None:
    """It tells nothing of the past."""
    assert found(text, "next_time") == []


@pytest.mark.parametrize(
    "text", ["The deployment is always late.", "배포가 항상 늦습니다. 또한 알림도 없습니다."]
)
def test_a_process_may_always_be_late(text: str) -> None:
    """It has no feelings; a customer's data and insults count there, too."""
    assert found(text, is_process=True) == []
    assert found(f"{text} 010-1234-5678", is_process=True) == [Care.CUSTOMER]


def test_what_somebody_said_is_not_the_authors_word() -> None:
    """An insult is reported as it was said; bare it is the author's own."""
    assert Care.INSULT not in found(
        'On the call at ten you said "you are an idiot" to the customer from Busan.'
    )
    assert Care.INSULT in found("On the call at ten you were an idiot to the customer from Busan.")


def test_the_weightiest_comes_first_and_each_kind_once_a_part() -> None:
    """Three thoughts are read, thirty are not."""
    text = "You always wait. You never ask. You don't care, you idiot. Also, you left."
    assert found(text) == [Care.INSULT, Care.MOTIVE, Care.ABSOLUTE, Care.SEVERAL]


def test_it_tells_the_first_words_it_found() -> None:
    """So that their author sees them where they stand."""
    [one] = thoughts(note("On Tuesday you always interrupted the customer, and you never said why."))
    assert (one.part, one.words) == ("behaviour", "you always")


def test_every_kind_has_a_reason_and_a_gentler_way_in_both_languages() -> None:
    """A rule that cannot say why is none."""
    for care in Care:
        assert all(text.ko and text.en for text in (WHY[care], INSTEAD[care]))


def test_rules_repeat_nothing_without_a_bound_and_have_names_of_their_own() -> None:
    """No text makes one slow, and a finding can be told from another."""
    assert not [rule.id for rule in RULES if re.search(r"(?<!\\)[*+]|\{\d+,\}", rule.pattern)]
    names = [(rule.language, rule.care, rule.id) for rule in RULES]
    assert len(names) == len(set(names))


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [*"you always never 항상 고객님이 안 또한 a1.!?'\"\n“”", "you ", "always ", "the customer "]
        )
    ).map("".join)
)
def test_any_text_is_read_and_what_is_found_stands_in_it(text: str) -> None:
    """Whatever is written: no error, and the words shown are the author's own."""
    written = Observation(situation=text, behaviour=text, impact=text, next_time=text)
    for one in thoughts(written):
        assert one.part in PARTS
        assert " ".join(one.words.split()) in " ".join(text.split())
