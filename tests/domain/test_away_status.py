"""Slack statuses that say away, and who is passed over because of them."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.asking import ask_last
from bot.domain.away_status import AwayStatus, AwayWords
from bot.domain.carrying import start
from bot.domain.ladder import AskReason, SkipReason, ask_level, climb
from bot.domain.oncall import Roster
from bot.domain.policy import Level, Policy
from tests.domain.carried import LADDER, MONDAY, asked, crew, draft, roster
from tests.domain.small_files import layer, roster_of

LEVELS = Policy.model_validate(LADDER).levels
WORDS = AwayWords()
BACK = MONDAY + timedelta(days=2)


def away(*people: str, until: bool = True, base: Roster | None = None) -> Roster:
    """These people say that they are on vacation."""
    status = AwayStatus("휴가", BACK if until else None)
    return (base or roster()).with_statuses(dict.fromkeys(people, status))


def level(*targets: str) -> Level:
    """A level that asks these."""
    return Level.model_validate({"ask": list(targets), "within": "10m"})


@pytest.mark.parametrize(
    ("emoji", "text", "says"),
    [
        (":palm_tree:", "", ":palm_tree:"),
        (":palm_tree:", "Back Monday", "Back Monday"),
        (":spiral_calendar_pad:", "In a meeting", None),
        ("", "오늘 오후 반차입니다", "오늘 오후 반차입니다"),
        ("", "OOO until Friday", "OOO until Friday"),
        ("", "Out of Office", "Out of Office"),
        ("", "zoooom call", None),
        ("", "homesick", None),
        ("", "", None),
    ],
)
def test_what_a_status_says(emoji: str, text: str, says: str | None) -> None:
    """The emoji, or a word of the list; words in Latin letters only whole."""
    read = WORDS.read(emoji, text, None, MONDAY)
    assert (read.text if read else None) == says


def test_one_that_slack_has_cleared_says_nothing() -> None:
    """Though nobody told us yet."""
    assert WORDS.read(":palm_tree:", "휴가", MONDAY, MONDAY) is None
    assert WORDS.read(":palm_tree:", "휴가", BACK, MONDAY) == AwayStatus("휴가", BACK)


def test_empty_lists_switch_it_off() -> None:
    """No status says away then."""
    assert AwayWords(emoji=(), text=()).read(":palm_tree:", "휴가", None, MONDAY) is None


@given(st.text(), st.text())
def test_any_status_is_read(emoji: str, text: str) -> None:
    """No status breaks it."""
    WORDS.read(emoji, text, None, MONDAY)


def test_a_named_person_is_passed_over_with_the_reason() -> None:
    """Like time off: the words, and when they are back."""
    asks, unreached = ask_level(level("person:dan", "person:eve"), away("dan"), MONDAY)
    assert [ask.people for ask in asks] == [("eve",)]
    [passed] = unreached
    assert (passed.reason, passed.person, passed.words, passed.until) == (
        SkipReason.STATUS_AWAY, "dan", "휴가", BACK,
    )  # fmt: skip


def test_of_a_team_those_who_are_there_are_asked() -> None:
    """Bob is away, Cho is not."""
    [ask], [passed] = ask_level(level("team:support"), away("bob"), MONDAY)
    assert ask.people == ("cho",)
    assert passed.person == "bob"


def test_the_layer_below_fills_a_schedule() -> None:
    """And it is looked again when the status ends."""
    base = roster_of(layer("bob"), layer("cho"), layer("dan"))
    [ask], passed = ask_level(level("schedule:desk"), away("bob", "cho", base=base), MONDAY)
    assert (ask.people, ask.why, ask.until) == (("dan",), AskReason.ROTATION, BACK)
    assert [one.person for one in passed] == ["bob"]


def test_a_level_of_one_who_is_away_is_skipped_at_once() -> None:
    """Dan is asked now, and the card can say why it is not Bob."""
    e = start(draft(), now=MONDAY, roster=away("bob"))
    assert asked(e) == ["dan"]
    [skip] = e.skipped
    assert (skip.reason, skip.detail, skip.whole) == ("status_away", "휴가", True)


def test_a_status_without_an_end_counts_for_now_only() -> None:
    """In fifteen minutes the world may be another; one with an end counts until then."""
    first, second = climb(
        LEVELS, count="always", topic_team="support", roster=away("dan", until=False), at=MONDAY
    )
    assert (first.people, second.people) == (("bob",), ("dan",))
    first, second = climb(LEVELS, count="always", topic_team="support", roster=away("dan"), at=MONDAY)
    assert (first.people, second.skipped) == (("bob",), True)


def test_where_everybody_is_away_by_status_they_are_asked_all_the_same() -> None:
    """A status is a hint, not a rota."""
    e = start(draft(), now=MONDAY, roster=away("bob", "dan"))
    assert asked(e) == ["bob"]
    rungs = climb(LEVELS, count="always", topic_team="support", roster=away("bob", "dan"), at=MONDAY)
    assert [rung.people for rung in rungs] == [("bob",), ("dan",)]


def test_time_off_in_the_file_counts_all_the_same() -> None:
    """Whoever is off is not asked because others are away by status."""
    file = crew(people={"bob": {"time_off": [{"from": "2026-03-02", "to": "2026-03-03"}]}})
    e = start(draft(), now=MONDAY, roster=away("dan", base=roster(file)))
    assert asked(e) == ["dan"]


def test_the_last_resort_is_asked_whatever_it_says() -> None:
    """Nobody else is left."""
    asks = ask_last([level("team:support")], "support", roster=away("ann", "bob", "cho"), at=MONDAY)
    assert [ask.people for ask in asks] == [("bob", "cho"), ("ann",)]


def test_shifts_stay_whose_they_are() -> None:
    """A status changes nobody's duty, only who is asked."""
    shift = away("bob").on_call("desk", MONDAY)
    assert shift
    assert shift.person == "bob"
