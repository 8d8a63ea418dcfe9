"""What a record is without somebody, and what their part of it is."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.erasure import ERASED_KEY, SOMEBODY, Whoever, share_of, takes_part, without

BOB = Whoever(user="U0BOB", key="bob", names=("밥브라운", "Bob Brown"))
BOB_PARTY = {"user": "U0BOB", "key": "bob", "name": {"ko": "밥브라운", "en": "Bob Brown"}}
CHO_PARTY = {"user": "U0CHO", "key": "cho", "name": {"en": "Bob Brown"}}
GONE = {"user": "", "key": None, "name": SOMEBODY.model_dump()}
MARKS = ("U0BOB", "밥브라운", "Bob Brown")

words = st.sampled_from(
    ["hello", "<@U0BOB>", "U0BOB", "Bob Brown called", "밥브라운님께", "person:bob", "bob", "team:bob"]
)
records = st.recursive(
    words | st.none() | st.booleans() | st.integers() | st.just(BOB_PARTY),
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(
            st.sampled_from(["by", "text", "people", "title", "to", "number", "tellings"]), inside, max_size=4
        )
    ),
    max_leaves=12,
)


@given(records)
def test_nothing_of_them_is_left_and_again_changes_nothing(record: Any) -> None:  # noqa: ANN401 - any JSON
    """In whatever shape they stood in it."""
    after = without(record, BOB)
    assert not any(mark in str(after) for mark in MARKS)
    assert without(after, BOB) == after


@given(records)
def test_a_record_of_others_stays_as_it_is(record: Any) -> None:  # noqa: ANN401 - any JSON
    """Whoever does not stand in it changes nothing of it."""
    stranger = Whoever(user="U0ZZZ", key="zed", names=("Zed Zimmer", "제드제드"))
    assert without(record, stranger) == record
    assert not takes_part(record, stranger)


def test_somebody_else_of_the_same_name_keeps_it() -> None:
    """Two may be called alike."""
    assert without({"owner": CHO_PARTY, "requester": BOB_PARTY}, BOB) == {
        "owner": CHO_PARTY,
        "requester": GONE,
    }


@pytest.mark.parametrize(
    ("record", "after"),
    [
        ({"people": ["bob", "cho"]}, {"people": [ERASED_KEY, "cho"]}),
        ({"topic": "bob", "team": "bob"}, {"topic": "bob", "team": "bob"}),
        ({"detail": "person:bob, person:bobby"}, {"detail": f"person:{ERASED_KEY}, person:bobby"}),
        ({"private": ["U0BOB", "U0CHO"]}, {"private": ["U0CHO"]}),
        ({"joins": {"U0BOB": "K1", "U0CHO": "K2"}}, {"joins": {"U0CHO": "K2"}}),
        ({"text": "Bob Brownie and bob"}, {"text": "Bob Brownie and bob"}),
        (
            {"text": "밥브라운님이 <@U0BOB|bob>"},
            {"text": "(삭제를 요청한 분)님이 (somebody who asked to be erased)"},
        ),
        (
            {"tellings": [{"number": 1, "user": "U0BOB", "told": False}]},
            {"tellings": [{"number": 1, "user": "", "told": True}]},
        ),
        (
            {"knocks": [{"number": 1, "to": "U0BOB"}, {"number": 2, "to": "U0CHO"}]},
            {"knocks": [{"number": 2, "to": "U0CHO"}]},
        ),
    ],
)
def test_by_where_they_stand(record: dict[str, Any], after: dict[str, Any]) -> None:
    """A key of the file only where people stand: elsewhere it may be a team's; a half name is an ordinary word."""
    assert without(record, BOB) == after


def test_one_word_names_stay_in_others_sentences() -> None:
    """A sentence that begins with "Will" must not lose its first word."""
    will = Whoever(user="U0W", key="will", names=("Will", "윌"))
    assert without({"text": "Will you call? 윌"}, will) == {"text": "Will you call? 윌"}


def test_their_part_has_their_words_and_nobody_elses() -> None:
    """What it is about, what they are in it, what they wrote."""
    record = {
        "version": 1, "id": "E1", "state": "resolved", "requester": CHO_PARTY, "closed_by": BOB_PARTY,
        "packet": {"need": "cho's"}, "summary": "mine",
        "notes": [{"by": BOB_PARTY, "text": "mine"}, {"by": CHO_PARTY, "text": "cho's"}],
    }  # fmt: skip
    share = share_of(record, BOB)
    assert (share["id"], share["you_are"], share["summary"]) == ("E1", ["closed_by"], "mine")
    assert "cho's" not in str(share)
