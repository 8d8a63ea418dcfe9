"""What survey tools send, as they send it: read into an answer, or every problem at once without a word of it."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.language import Language
from bot.domain.survey import Scale, SurveyAnswer
from bot.requests.intake import read_answer, read_json
from bot.requests.intake_file import read_csv

NOW = datetime(2026, 3, 4, tzinfo=UTC)
LEAST: dict[str, Any] = {"id": "S1", "agent": "ann@example.com", "score": "good"}


def read(**told: Any) -> SurveyAnswer:  # noqa: ANN401 - whatever JSON may hold
    """An answer that can be read."""
    found = read_answer(LEAST | told, now=NOW)
    assert isinstance(found, SurveyAnswer), found
    return found


def wrong(**told: Any) -> list[str]:  # noqa: ANN401 - whatever JSON may hold
    """Where it is wrong."""
    found = read_answer(LEAST | told, now=NOW)
    assert not isinstance(found, SurveyAnswer)
    return [one.at for one in found]


@pytest.mark.parametrize(
    ("scale", "score", "expected"),
    [
        ("csat", 5, (Scale.CSAT, 5)), ("CSAT", "5", (Scale.CSAT, 5)), ("만족도", "4점", (Scale.CSAT, 4)),
        ("csat", "4/5", (Scale.CSAT, 4)), ("ces", 7.0, (Scale.CES, 7)), ("고객 노력", "1", (Scale.CES, 1)),
        ("good_bad", "bad", (Scale.GOOD_BAD, 0)), (None, "Good, I'm satisfied", (Scale.GOOD_BAD, 1)),
        (None, "나쁨", (Scale.GOOD_BAD, 0)), ("good/bad", 1, (Scale.GOOD_BAD, 1)), ("", "👎", (Scale.GOOD_BAD, 0)),
    ],
)  # fmt: skip
def test_scores_as_tools_write_them(scale: str | None, score: object, expected: tuple[Scale, int]) -> None:
    """Words need no scale."""
    found = read(scale=scale, score=score)
    assert (found.scale, found.score) == expected


@pytest.mark.parametrize(
    ("told", "at"),
    [
        ({"score": 6, "scale": "csat"}, ["score"]), ({"score": 8, "scale": "ces"}, ["score"]),
        ({"score": True, "scale": "csat"}, ["score"]), ({"score": 4.5, "scale": "csat"}, ["score"]),
        ({"score": float("inf"), "scale": "csat"}, ["score"]), ({"score": 4}, ["scale"]),
        ({"score": 5, "scale": "stars"}, ["scale"]), ({"score": None}, ["score"]), ({"score": ""}, ["score"]),
        ({"id": ""}, ["id"]), ({"id": " "}, ["id"]), ({"id": None}, ["id"]), ({"id": "x" * 201}, ["id"]),
        ({"agent": 7}, ["agent"]), ({"comment": ["x"]}, ["comment"]), ({"comment": "x" * 5001}, ["comment"]),
        ({"customer": {"name": "x"}}, ["customer"]), ({"customer": [1]}, ["customer"]),
        ({"answered_at": "soon"}, ["answered_at"]), ({"answered_at": "1969-01-01"}, ["answered_at"]),
        ({"answered_at": "2026-03-09T00:00:00Z"}, ["answered_at"]), ({"answered_at": 1e300}, ["answered_at"]),
        ({"wants_reply": "perhaps"}, ["wants_reply"]),
        ({"id": None, "agent": "", "score": 9, "scale": "csat"}, ["id", "agent", "score"]),
    ],
)  # fmt: skip
def test_every_problem_names_its_field(told: dict[str, Any], at: list[str]) -> None:
    """All of them at once."""
    assert wrong(**told) == at


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("2026-03-03T10:00:00+09:00", datetime(2026, 3, 3, 1, tzinfo=UTC)),
        ("2026-03-03T10:00:00Z", datetime(2026, 3, 3, 10, tzinfo=UTC)),
        ("2026-03-03", datetime(2026, 3, 3, tzinfo=UTC)),
        ("2026.3.3 10:00", datetime(2026, 3, 3, 10, tzinfo=UTC)),
        (1772532000, datetime(2026, 3, 3, 10, tzinfo=UTC)),
        ("1772532000", datetime(2026, 3, 3, 10, tzinfo=UTC)),
        (None, NOW),
        ("", NOW),
        ("2026-03-04T00:00:30Z", NOW),
    ],
)
def test_times_as_tools_write_them(written: object, at: datetime) -> None:
    """Nothing is answered after now: a clock a little ahead is believed to mean now."""
    assert read(answered_at=written).answered_at == at


def test_the_language_is_told_or_that_of_the_words() -> None:
    """As a tag, or by its letters."""
    assert read(language="en-US", comment="고마워요").language is Language.EN
    assert read(comment="고마워요").language is Language.KO
    assert read().language is None


@pytest.mark.parametrize(
    "raw", ['{"a": "x" y}', '{"id": 1,}', "", "null", "[]", '"x"', "{" * 70_000, "1" * 5000]
)
def test_what_is_no_object_is_one_problem(raw: str) -> None:
    """However broken."""
    assert not isinstance(read_json(raw, now=NOW), SurveyAnswer)


def test_what_a_template_lets_through_is_read() -> None:
    """Line breaks, lone backslashes, and quotation marks escaped for HTML."""
    raw = (
        r'{"id": 7, "agent": "ann", "score": "good", "comment": "&quot;great&quot; \o/ \\o \"x\" \u00e9'
        '\nnext"}'
    )
    found = read_json(raw, now=NOW)
    assert isinstance(found, SurveyAnswer)
    assert (found.id, found.comment) == ("7", '"great" \\o/ \\o "x" é\nnext')


def test_a_name_nearly_right_is_asked_about() -> None:
    """Words under a wrong name would be lost unseen; the name itself is not repeated."""
    found = read_json(json.dumps(LEAST | {"commment": "x", "zzmark": 1}), now=NOW)
    assert not isinstance(found, SurveyAnswer)
    assert [one.at for one in found] == ["comment", "the body"]
    assert "zzmark" not in repr(found)


def test_signs_no_screen_shows_are_left_out() -> None:
    """Also halves of signs that could not be stored."""
    assert read(comment="a\x00b\ud800c\nd").comment == "abc\nd"


def test_printing_an_answer_shows_nothing_of_it() -> None:
    """A log line that holds one holds none of its words."""
    printed = repr(read(comment="zzmark", customer="zzmark", ticket="zzmark", id="zzmark", agent="zzmark"))
    assert "zzmark" not in printed


_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(
    st.dictionaries(
        st.sampled_from([*LEAST, "scale", "comment", "customer", "answered_at", "wants_reply"]), _ANYTHING
    )
)
def test_whatever_comes_is_an_answer_or_a_problem(told: dict[str, Any]) -> None:
    """Never a crash; an answer can always be stored."""
    found = read_answer(told, now=NOW)
    if isinstance(found, SurveyAnswer):
        found.model_dump_json()
        assert found.answered_at <= NOW + timedelta(seconds=1)
    else:
        assert found


@given(st.binary(max_size=60))
def test_any_file_is_rows_or_a_problem(content: bytes) -> None:
    """Never a crash."""
    read_csv(b"id,agent,score\n" + content, now=NOW)


def test_rows_know_their_line_though_words_have_several() -> None:
    """As an editor counts them."""
    rows = read_csv(b'id,agent,score,comment\n1,a,good,"x\ny"\n\n2,a,good,z\n', now=NOW)
    assert isinstance(rows, tuple)
    assert [row.line for row in rows] == [2, 5]
