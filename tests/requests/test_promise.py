"""What can be typed behind `/escalate promise`."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.requests.promise import (
    HasPassed,
    ListPromises,
    NoTime,
    Track,
    hinted,
    parse_promise,
    parse_promise_form,
)
from tests.domain.small_files import seoul

FOUR = seoul("2035-03-12T16:00")
"""A Monday afternoon."""


def read(text: str, now: datetime = FOUR) -> object:
    """Typed in Seoul."""
    return parse_promise(text, now=now, zone="Asia/Seoul")


@pytest.mark.parametrize(
    ("text", "by", "what"),
    [
        ("17:30 김고객님께 환불 결과 안내", "2035-03-12T17:30", "김고객님께 환불 결과 안내"),
        ("환불 결과 안내 6시 반까지", "2035-03-12T18:30", "환불 결과 안내"),
        ("refund status to Kim by 5pm", "2035-03-12T17:00", "refund status to Kim"),
        ("2시간 뒤 전화", "2035-03-12T18:00", "전화"),
        ("2h call Kim", "2035-03-12T18:00", "call Kim"),
        ("30 min link to Kim", "2035-03-12T16:30", "link to Kim"),
        ("in 10 hours call", "2035-03-13T02:00", "call"),
        ("내일 15:30 환불", "2035-03-13T15:30", "환불"),
        ("tomorrow 9am: call Kim", "2035-03-13T09:00", "call Kim"),
        ("tomorow 9am: call Kim", "2035-03-13T09:00", "call Kim"),
        ("tommorrow 9am: call Kim", "2035-03-13T09:00", "call Kim"),
        ("다음 주 월요일 15:00 전화", "2035-03-19T15:00", "전화"),
        ("17:30", "2035-03-12T17:30", None),
    ],
)
def test_a_time_ahead_is_tracked(text: str, by: str, what: str | None) -> None:
    """The rest is what was promised."""
    assert read(text) == Track(what, seoul(by).astimezone(UTC))


@pytest.mark.parametrize(
    "text", ["15:30 환불", "환불 3시까지", "a refund by 3", "오늘 09:30 환불", "월요일 15:00 환불"]
)
def test_a_time_that_has_passed_is_not_tomorrow_s(text: str) -> None:
    """Unless tomorrow is said."""
    found = read(text)
    assert isinstance(found, HasPassed)
    assert found.at < FOUR


def test_half_past_twelve_said_before_midnight_is_soon() -> None:
    """It passed this morning, but nobody means that."""
    late = seoul("2035-03-12T23:45")
    found = read("00:30 전화", late)
    assert found == Track("전화", (late + timedelta(minutes=45)).astimezone(UTC))


@pytest.mark.parametrize(
    "text",
    ["약속을 못 지켰어요 누구에게 말하죠", "of a refund was broken", "김고객님께 안내", "in 99999 hours"],
)
def test_without_a_time_it_is_a_question(text: str) -> None:
    """Nothing is guessed."""
    assert read(text) == NoTime(text)


def test_alone_it_lists_mine() -> None:
    """Blanks count as nothing."""
    assert read("  ") == ListPromises()


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("5시까지 연락드리겠습니다", "2035-03-12T17:00"),
        ("I'll get back to you by 5pm", "2035-03-12T17:00"),
        ("곧 연락드릴게요", None),
        ("어제 3시에 말씀드렸습니다", None),
        ("2h of waiting is too long", None),
    ],
)
def test_a_message_may_hint_at_a_time(text: str, by: str | None) -> None:
    """Only one ahead is prefilled."""
    assert hinted(text, said=FOUR, now=FOUR, zone="Asia/Seoul") == (seoul(by) if by else None)


def test_what_a_message_of_yesterday_calls_tomorrow_is_today() -> None:
    """A time is meant from when it was said; only one ahead is prefilled."""
    yesterday = FOUR - timedelta(days=1)
    assert hinted("내일 5시에 전화", said=yesterday, now=FOUR, zone="Asia/Seoul") == seoul("2035-03-12T17:00")
    assert hinted("5시에 전화", said=yesterday, now=FOUR, zone="Asia/Seoul") is None


@pytest.mark.parametrize("value", ["", "soon", "99999999999999999999", None])
def test_a_time_that_is_none_is_missing(value: str | None) -> None:
    """However the field was tampered with."""
    form = parse_promise_form({"promise_by": value, "promise_text": "  ", "promise_reason": None})
    assert (form.text, form.by, form.reason) == (None, None, None)
