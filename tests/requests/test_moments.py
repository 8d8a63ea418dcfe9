"""Times as people say them, in Korean and English."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.requests.moments import find_moment, find_span

SEOUL = ZoneInfo("Asia/Seoul")
BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2026, 3, 11, 10, 0, tzinfo=SEOUL)
"""A Wednesday morning in Seoul."""


def moment(text: str, now: datetime = NOW, zone: ZoneInfo = SEOUL) -> tuple[str, str] | None:
    """The local time understood, and what is left of the text."""
    found = find_moment(text, now=now, zone=zone)
    return (f"{found.what.astimezone(zone):%m-%d %H:%M}", found.rest) if found else None


def span(text: str, now: datetime = NOW, zone: ZoneInfo = SEOUL) -> tuple[str, str, str] | None:
    """The local times understood, and what is left of the text."""
    found = find_span(text, now=now, zone=zone)
    if found is None:
        return None
    start, end = found.what.start.astimezone(zone), found.what.end.astimezone(zone)
    return f"{start:%m-%d %H:%M}", f"{end:%m-%d %H:%M}", found.rest


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("15:30", "03-11 15:30"),
        ("3시 반까지", "03-11 15:30"),
        ("3시까지", "03-11 15:00"),
        ("세 시 반", "03-11 15:30"),
        ("다섯 시에", "03-11 17:00"),
        ("오후 4시", "03-11 16:00"),
        ("오후 4:30", "03-11 16:30"),
        ("4pm", "03-11 16:00"),
        ("4:15 p.m.", "03-11 16:15"),
        ("by 5", "03-11 17:00"),
        ("at 5 o'clock", "03-11 17:00"),
        ("half past 3", "03-11 15:30"),
        ("noon", "03-11 12:00"),
        ("정오", "03-11 12:00"),
        ("자정", "03-12 00:00"),
        ("midnight", "03-12 00:00"),
        ("밤 11시", "03-11 23:00"),
        ("새벽 2시", "03-12 02:00"),
        ("오전 12시", "03-12 00:00"),
        ("12시", "03-11 12:00"),
        ("9 in the morning", "03-12 09:00"),
        ("tonight at 9", "03-11 21:00"),
        ("내일 오전 10시", "03-12 10:00"),
        ("내일 3시", "03-12 15:00"),
        ("10am tomorrow", "03-12 10:00"),
        ("모레", "03-13 18:00"),
        ("tomorrow", "03-12 18:00"),
        ("금요일 12시", "03-13 12:00"),
        ("금요일까지", "03-13 18:00"),
        ("next Monday 9am", "03-16 09:00"),
        ("다음 주 월요일 9시", "03-16 09:00"),
        ("다음주 수요일", "03-18 18:00"),
        ("3/14 15:00", "03-14 15:00"),
        ("2026-03-14T15:00", "03-14 15:00"),
        ("2026-03-14T15:00Z", "03-15 00:00"),
        ("3월 14일 3시", "03-14 15:00"),
        ("March 14 3pm", "03-14 15:00"),
        ("14 March", "03-14 18:00"),
        ("2시간 뒤", "03-11 12:00"),
        ("두 시간 반 뒤", "03-11 12:30"),
        ("1시간 30분 뒤", "03-11 11:30"),
        ("in 2 hours", "03-11 12:00"),
        ("in half an hour", "03-11 10:30"),
        ("within an hour and a half", "03-11 11:30"),
        ("30분 후", "03-11 10:30"),
        ("30분 안에", "03-11 10:30"),
        ("in 3 days", "03-14 10:00"),
        ("3일 뒤 오후 2시", "03-14 14:00"),
        ("end of day", "03-11 18:00"),
        ("tomorrow EOD", "03-12 18:00"),
        ("오늘 중으로", "03-11 18:00"),
        ("오늘 오후까지", "03-11 18:00"),
        ("내일 오전 중", "03-12 12:00"),
        ("end of next week", "03-20 18:00"),
        ("이번 주 중", "03-13 18:00"),
        ("9:00", "03-12 09:00"),
        ("9시부터 11시 사이에", "03-11 11:00"),
    ],
)
def test_a_moment_is_understood(said: str, meant: str) -> None:
    """What a colleague says on Wednesday at ten is the moment they mean."""
    found = moment(said)
    assert found is not None
    assert found[0] == meant


@pytest.mark.parametrize(
    ("said", "rest"),
    [
        ("told Acme an update by 15:30", "told Acme an update"),
        ("내일 3시까지 Acme에 답변", "Acme에 답변"),
        ("by 5 for Acme, please", "for Acme, please"),
        ("Acme 환불 update를 오후 4시까지 드리기로 했어요", "Acme 환불 update를 드리기로 했어요"),
        ("update the customer at 4pm tomorrow about the refund", "update the customer about the refund"),
    ],
)
def test_the_rest_of_the_sentence_stays(said: str, rest: str) -> None:
    """The words about time and the particles on them go; the others stay as typed."""
    found = moment(said)
    assert found is not None
    assert found[1] == rest


@pytest.mark.parametrize(
    "said",
    [
        "", "cover letter question", "by 5 people", "24/7 support", "한국 시장", "시간이 없어요", "1,300:20",
        "환불 5건", "refund of 15%", "13/45", "25:00", "오후 30시", "it may take a while", "they sat down",
        "2월 30일 15시", "February 30 15:30", "2027-02-29 15:30", "31 April at 5pm", "9999-12-31 15:30",
        "99999999999일 뒤", "in 999 weeks", "2시간", "월세 문의", "일정이 궁금해요",
    ],
)  # fmt: skip
def test_what_is_no_moment_is_none(said: str) -> None:
    """Nothing is guessed."""
    assert moment(said) is None


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [
        ("today", "03-11 00:00", "03-12 00:00"),
        ("오늘", "03-11 00:00", "03-12 00:00"),
        ("내일 하루", "03-12 00:00", "03-13 00:00"),
        ("tomorrow 09:00-18:00", "03-12 09:00", "03-12 18:00"),
        ("tomorrow 9am-6pm", "03-12 09:00", "03-12 18:00"),
        ("tomorrow 9-18", "03-12 09:00", "03-12 18:00"),
        ("tomorrow from 9 to 6", "03-12 09:00", "03-12 18:00"),
        ("from 9 to 6 tomorrow", "03-12 09:00", "03-12 18:00"),
        ("내일 9시부터 6시까지", "03-12 09:00", "03-12 18:00"),
        ("내일 9시부터 2시간", "03-12 09:00", "03-12 11:00"),
        ("내일 오후", "03-12 12:00", "03-12 18:00"),
        ("tomorrow morning", "03-12 06:00", "03-12 12:00"),
        ("오후", "03-11 12:00", "03-11 18:00"),
        ("this afternoon", "03-11 12:00", "03-11 18:00"),
        ("오늘 밤", "03-11 18:00", "03-12 06:00"),
        ("tonight", "03-11 18:00", "03-12 06:00"),
        ("this week", "03-09 00:00", "03-16 00:00"),
        ("이번 주", "03-09 00:00", "03-16 00:00"),
        ("다음 주", "03-16 00:00", "03-23 00:00"),
        ("next week", "03-16 00:00", "03-23 00:00"),
        ("이번 주말", "03-14 00:00", "03-16 00:00"),
        ("주말", "03-14 00:00", "03-16 00:00"),
        ("the weekend", "03-14 00:00", "03-16 00:00"),
        ("목요일", "03-12 00:00", "03-13 00:00"),
        ("수요일", "03-11 00:00", "03-12 00:00"),
        ("next Friday", "03-20 00:00", "03-21 00:00"),
        ("다음 주 금요일 오후", "03-20 12:00", "03-20 18:00"),
        ("월요일부터 수요일까지", "03-16 00:00", "03-19 00:00"),
        ("Mon-Wed", "03-16 00:00", "03-19 00:00"),
        ("3/14-3/16", "03-14 00:00", "03-17 00:00"),
        ("3/5-3/12", "03-05 00:00", "03-13 00:00"),
        ("2026-03-14 ~ 2026-03-16", "03-14 00:00", "03-17 00:00"),
        ("3월 14일~16일", "03-14 00:00", "03-17 00:00"),
        ("3/14(토) 9:00-12:00", "03-14 09:00", "03-14 12:00"),
        ("3/14 9시 ~ 3/16 18시", "03-14 09:00", "03-16 18:00"),
        ("12/30-1/2", "12-30 00:00", "01-03 00:00"),
        ("내일부터 3일간", "03-12 00:00", "03-15 00:00"),
        ("until Friday", "03-11 10:00", "03-14 00:00"),
        ("금요일까지", "03-11 10:00", "03-14 00:00"),
        ("오늘 6시까지", "03-11 10:00", "03-11 18:00"),
        ("지금부터 6시까지", "03-11 10:00", "03-11 18:00"),
        ("for 2 hours", "03-11 10:00", "03-11 12:00"),
        ("2시간 동안", "03-11 10:00", "03-11 12:00"),
        ("for 3 days", "03-11 10:00", "03-14 00:00"),
        ("22:00-06:00", "03-11 22:00", "03-12 06:00"),
        ("9-11pm", "03-11 21:00", "03-11 23:00"),
        ("2-4pm", "03-11 14:00", "03-11 16:00"),
        ("8시부터 8시까지", "03-11 08:00", "03-11 20:00"),
        ("3pm until 10am tomorrow", "03-11 15:00", "03-12 10:00"),
        ("9시~18시", "03-11 09:00", "03-11 18:00"),
    ],
)
def test_a_span_is_understood(said: str, start: str, end: str) -> None:
    """What a colleague says on Wednesday at ten is the stretch of time they mean."""
    assert span(said) == (start, end, "")


@pytest.mark.parametrize(
    "said", ["", "from tomorrow", "내일 3시", "2시간 뒤", "2월 30일 9시-18시", "letter", "9-18", "환불 문의"]
)
def test_what_is_no_span_is_none(said: str) -> None:
    """A beginning without an end is nothing yet; bare numbers are nothing without a day."""
    assert span(said) is None


def test_a_span_leaves_the_people_and_the_question() -> None:
    """Mentions and words around it stay."""
    found = span("<@U1> <@U2> tomorrow 09:00-18:00 for billing")
    assert found == ("03-12 09:00", "03-12 18:00", "<@U1> <@U2> for billing")
    found = span("내일 대신해 주실 분")
    assert found == ("03-12 00:00", "03-13 00:00", "대신해 주실 분")


def test_in_the_evening_a_time_of_day_is_tomorrows() -> None:
    """At 21:30 "3시" is tomorrow afternoon, an unsaid half of the day is the working one, "오늘 11시" is tonight."""
    evening = datetime(2026, 3, 11, 21, 30, tzinfo=SEOUL)
    assert moment("3시까지", evening) == ("03-12 15:00", "")
    assert moment("11시", evening) == ("03-12 11:00", "")
    assert moment("오늘 11시", evening) == ("03-11 23:00", "")
    assert moment("오늘 중", evening) == ("03-12 00:00", "")
    assert span("9시부터 6시까지", evening) == ("03-12 09:00", "03-12 18:00", "")


def test_on_a_friday_afternoon_friday_noon_is_next_weeks() -> None:
    """A weekday whose time has passed is the next one; as a bare day it is today."""
    friday = datetime(2026, 3, 13, 15, 0, tzinfo=SEOUL)
    assert moment("금요일 12시", friday) == ("03-20 12:00", "")
    assert span("금요일", friday) == ("03-13 00:00", "03-14 00:00", "")


def test_a_day_of_a_clock_change_is_whole() -> None:
    """In Berlin 29 March 2026 has 23 hours, 25 October 25."""
    for day, hours in (("2026-03-29", 23), ("2026-10-25", 25)):
        found = find_span(day, now=NOW, zone=BERLIN)
        assert found is not None
        assert found.what.end - found.what.start == timedelta(hours=hours)


def test_a_time_that_does_not_exist_is_the_first_after() -> None:
    """02:30 on the spring day in Berlin becomes 03:00."""
    assert moment("2026-03-29 02:30", zone=BERLIN) == ("03-29 03:00", "")


_WORDS = st.sampled_from(
    [
        "내일", "모레", "오늘", "오전", "오후", "3시", "반", "부터", "까지", "9", "18:00", "-", "~", "to", "from", "until",
        "Friday", "월요일", "다음 주", "next", "week", "3/14", "2/29", "31일", "12월 31일", "for 2 hours", "2시간", "뒤",
        "in 3 days", "tonight", "noon", "자정", "EOD", "2026-03-14T15:00Z", "9999-12-31", "pm", "400일 동안", "<@U1>", "24:00",
    ]
)  # fmt: skip
_INSTANTS = st.integers(0, 7 * 366 * 24 * 60).map(
    lambda minutes: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


@given(words=st.lists(_WORDS, max_size=7), now=_INSTANTS, zone=st.sampled_from([SEOUL, BERLIN, NEW_YORK]))
def test_any_words_about_time_are_read_soundly(words: list[str], now: datetime, zone: ZoneInfo) -> None:
    """Whatever is said never breaks the parser; what it finds is UTC, in order, and less text than before."""
    text = " ".join(words)
    if found := find_moment(text, now=now, zone=zone):
        assert found.what.tzinfo is UTC
        assert len(found.rest) <= len(text)
    if stretch := find_span(text, now=now, zone=zone):
        assert stretch.what.start.tzinfo is stretch.what.end.tzinfo is UTC
        assert stretch.what.start < stretch.what.end


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    """No text breaks it."""
    find_moment(text, now=NOW, zone=SEOUL)
    find_span(text, now=NOW, zone=SEOUL)


@given(
    now=_INSTANTS,
    hour=st.integers(0, 23),
    minute=st.integers(0, 59),
    zone=st.sampled_from([SEOUL, BERLIN, NEW_YORK]),
)
def test_a_time_of_day_is_ahead_and_shown_by_the_clock(
    now: datetime, hour: int, minute: int, zone: ZoneInfo
) -> None:
    """A time without a day is the next one: later than now, within a day and the hour of a clock change."""
    found = find_moment(f"{hour:02}:{minute:02}", now=now, zone=zone)
    assert found is not None
    assert now < found.what <= now + timedelta(hours=25)
