"""When an honest answer can be promised."""

from datetime import UTC, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.hours import OpeningHours
from bot.domain.policy import PromiseRule
from bot.domain.promise import STEP, promised_by, sayable
from bot.domain.weekdays import WeeklyHours
from tests.domain.small_files import SEOUL, seoul

OFFICE = OpeningHours(WeeklyHours.parse({"mon-fri": ["09:00-18:00"]}), SEOUL)
TWO_HOURS = PromiseRule.model_validate({"after": "2h", "count": "working_hours"})
AT_ONCE = PromiseRule.model_validate({"after": "2h"})


@pytest.mark.parametrize(
    ("now", "by"),
    [
        ("2026-01-05T13:30", "2026-01-05T15:30"),
        ("2026-01-05T13:31", "2026-01-05T15:35"),
        ("2026-01-05T16:00", "2026-01-05T18:00"),
        ("2026-01-09T17:30", "2026-01-12T10:30"),
        ("2026-01-10T12:00", "2026-01-12T11:00"),
    ],
)
def test_working_hours_are_counted_in_the_team_s_hours(now: str, by: str) -> None:
    """Friday evening's two hours end on Monday, at a time one can say."""
    assert promised_by(TWO_HOURS, OFFICE, seoul(now)) == seoul(by)


def test_a_promise_that_counts_always_does_not_heed_the_hours() -> None:
    """Two hours after 23:03 is 01:05."""
    assert promised_by(AT_ONCE, OFFICE, seoul("2026-01-09T23:03")) == seoul("2026-01-10T01:05")


def test_nothing_can_be_promised_in_hours_that_never_come() -> None:
    """A team without a single working hour promises nothing."""
    never = OpeningHours(WeeklyHours({}), SEOUL)

    assert promised_by(TWO_HOURS, never, seoul("2026-01-05T13:30")) is None


@given(st.timedeltas(timedelta(), timedelta(days=30_000)))
def test_a_sayable_time_is_on_a_five_minute_mark_and_never_earlier(passed: timedelta) -> None:
    """It is later by less than five minutes."""
    moment = seoul("2000-01-01T00:00") + passed
    said = sayable(moment)

    assert timedelta() <= said - moment < STEP
    assert said.tzinfo is UTC
    assert (said.minute % 5, said.second, said.microsecond) == (0, 0, 0)
