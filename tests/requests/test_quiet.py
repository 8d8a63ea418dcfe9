"""What is typed behind /values quiet."""

import pytest

from bot.requests.quiet import AskQuiet, NoQuiet, NoSuchTime, QuietForGood, QuietUntil, parse_quiet
from tests.domain.small_files import seoul

NOW = seoul("2035-03-12T10:00")


@pytest.mark.parametrize(
    ("said", "until"),
    [
        ("2h", "2035-03-12T12:00"),
        ("30m", "2035-03-12T10:30"),
        ("for 2 hours", "2035-03-12T12:00"),
        ("한 시간", "2035-03-12T11:00"),
        ("90분", "2035-03-12T11:30"),
        ("today", "2035-03-13T00:00"),
        ("오늘", "2035-03-13T00:00"),
        ("내일까지", "2035-03-14T00:00"),
        ("until Friday", "2035-03-17T00:00"),
        ("until 5pm", "2035-03-12T17:00"),
        ("오후 5시까지", "2035-03-12T17:00"),
        ("3 days", "2035-03-15T00:00"),
    ],
)
def test_until_when(said: str, until: str) -> None:
    """Lengths, days and hours, in both languages, by the person's clock."""
    assert parse_quiet(said, now=NOW, zone="Asia/Seoul") == QuietUntil(seoul(until))


@pytest.mark.parametrize("said", ["on", "켜기", "켜 줘", "ON", "resume"])
def test_on_again(said: str) -> None:
    """Reminders come again."""
    assert parse_quiet(said, now=NOW, zone="Asia/Seoul") == NoQuiet()


@pytest.mark.parametrize("said", ["off", "끄기", "그만", "forever"])
def test_off_for_good(said: str) -> None:
    """None any more."""
    assert parse_quiet(said, now=NOW, zone="Asia/Seoul") == QuietForGood()


def test_the_word_alone() -> None:
    """How it stands."""
    assert parse_quiet("  ", now=NOW, zone="Asia/Seoul") == AskQuiet()


@pytest.mark.parametrize("said", ["blue", "파랑", "until yesterday", "2 years"])
def test_no_time_ahead(said: str) -> None:
    """Said back with examples; a time that has passed or lies years ahead is none."""
    assert parse_quiet(said, now=NOW, zone="Asia/Seoul") == NoSuchTime(said)


@pytest.mark.parametrize(
    "said",
    ["customer on the phone, what do I say next?", "하신 고객님께 뭐라고 말씀드리면 좋을지 모르겠어요"],
)
def test_a_sentence_is_looked_up(said: str) -> None:
    """A quiet customer on the phone is a situation, not a wish for quiet."""
    assert parse_quiet(said, now=NOW, zone="Asia/Seoul") is None
