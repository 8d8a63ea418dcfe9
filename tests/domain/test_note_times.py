"""When a note comes: tonight, as its reader's next working day begins, or at once and only in their hours."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.correction import Deliver
from bot.domain.escalation import Party
from bot.domain.language import Text
from bot.domain.night import NightClock
from bot.domain.night_run import NightKey
from bot.domain.note_times import Arrival, NoteTimes
from tests.domain.small_files import Raw, team, team_file, utc
from tests.fakes.calendars import FakeCalendars

HOURS = {"mon-fri": ["09:00-12:00", "13:00-18:00"]}
OFF = [{"from": "2026-11-23", "to": "2026-11-25"}]


def times(
    holidays: str = "", *, nights: bool = True, hours: Raw | None = HOURS, off: bool = False
) -> NoteTimes:
    """A team in Seoul; Bob lives in Berlin, and with `off` Ann is away on Monday and Tuesday."""
    night = {"time": "19:00", "days": "mon-fri", "channel": "#kudos"} if nights else None
    details: dict[str, object] = {"lead": "ann", "members": ["bob"], "holidays": {"country": "KR"}}
    details |= {"night": night} if night else {}
    details |= {"hours": hours} if hours else {}
    people: dict[str, Raw] = {"bob": {"time_zone": "Europe/Berlin"}, "ann": {"time_off": OFF} if off else {}}
    return NoteTimes(
        NightClock(team_file(teams={"support": team(**details)}, people=people), FakeCalendars(KR=holidays))
    )


def who(key: str) -> Party:
    """Somebody of the file."""
    return Party(user=f"U{key.upper()}", key=key, name=Text(en=key))


def tonight(day: str) -> NightKey:
    """A night of the team."""
    return NightKey(team="support", date=date.fromisoformat(day))


@pytest.mark.parametrize(
    ("to", "deliver", "at", "comes"),
    [
        ("ann", "tonight", "2026-11-20T03:00", "2026-11-20T10:00"),
        ("ann", "tonight", "2026-11-20T11:00", "2026-11-23T10:00"),
        ("ann", "next_morning", "2026-11-20T03:00", "2026-11-23T00:00"),
        ("ann", "next_morning", "2026-11-20T11:00", "2026-11-23T00:00"),
        ("ann", "next_morning", "2026-11-22T17:00", "2026-11-23T00:00"),
        ("ann", "next_morning", "2026-11-23T03:30", "2026-11-24T00:00"),
        ("bob", "next_morning", "2026-11-22T23:30", "2026-11-23T08:00"),
        ("bob", "tonight", "2026-11-20T03:00", "2026-11-20T10:00"),
        ("ann", "now", "2026-11-20T03:00", "2026-11-20T03:00"),
    ],
)
def test_when_it_comes_is_its_readers(to: str, deliver: Deliver, at: str, comes: str) -> None:
    """Tonight is that of their team, the morning and the lunch break are on their own wall."""
    assert times().arrival(who(to), deliver, utc(at)).at == utc(comes)


def test_only_tonights_is_sealed_by_a_night() -> None:
    """The others have a time of their own, so that closing a night early does not bring them early."""
    at = utc("2026-11-20T03:00")
    nights = [
        times().arrival(who("ann"), deliver, at).night for deliver in ("tonight", "next_morning", "now")
    ]
    assert nights == [tonight("2026-11-20"), None, None]


def test_a_night_that_was_closed_by_hand_accepts_nothing_more() -> None:
    """It is the next one then."""
    found = times().arrival(who("ann"), "tonight", utc("2026-11-20T03:00"), {tonight("2026-11-20")})
    assert found == Arrival(tonight("2026-11-23"), utc("2026-11-23T10:00"))


def test_without_nights_it_comes_in_the_morning() -> None:
    """A note finds its reader also where nobody's thanks are posted."""
    assert times(nights=False).arrival(who("ann"), "tonight", utc("2026-11-20T03:00")).at == utc(
        "2026-11-23T00:00"
    )


def test_around_the_clock_the_morning_is_not_midnight() -> None:
    """Nine o'clock."""
    assert times(hours={"daily": ["00:00-24:00"]}).arrival(
        who("ann"), "next_morning", utc("2026-11-20T03:00")
    ).at == utc("2026-11-21T00:00")


@pytest.mark.parametrize("deliver", ["tonight", "next_morning"])
def test_holidays_and_time_off_are_waited_for(deliver: Deliver) -> None:
    """Ann is back on Wednesday, which is a holiday: Thursday."""
    place = times("2026-11-25", off=True)
    found = place.arrival(who("ann"), deliver, utc("2026-11-20T11:00"))
    assert found.at in (utc("2026-11-26T00:00"), utc("2026-11-26T10:00"))


@pytest.mark.parametrize(
    ("to", "at", "free", "next_free"),
    [
        ("ann", "2026-11-20T03:30", False, "2026-11-20T04:00"),
        ("ann", "2026-11-20T04:00", True, "2026-11-20T04:00"),
        ("ann", "2026-11-20T09:00", False, "2026-11-25T00:00"),
        ("ann", "2026-11-24T04:00", False, "2026-11-25T00:00"),
        ("bob", "2026-11-20T04:00", False, "2026-11-20T08:00"),
    ],
)
def test_whether_somebody_may_be_disturbed(to: str, at: str, free: bool, next_free: str) -> None:  # noqa: FBT001 - a table
    """In their hours by their own clock, and not while they are away."""
    place = times(off=True)
    assert place.is_free(to, utc(at)) is free
    assert place.free_next(to, utc(at)) == utc(next_free)


@settings(max_examples=60, deadline=None)
@given(
    minute=st.integers(0, 2 * 365 * 24 * 60),
    to=st.sampled_from(["ann", "bob"]),
    off=st.booleans(),
)
def test_nothing_comes_early_and_no_morning_is_free_time(minute: int, to: str, off: bool) -> None:  # noqa: FBT001 - drawn
    """Through clock changes, too: later than now, in the reader's hours, within a week or so."""
    place, at = times("2026-12-25 2027-01-01", off=off), utc("2026-01-01T00:00") + timedelta(minutes=minute)
    morning = place.arrival(who(to), "next_morning", at).at
    assert at < morning <= at + timedelta(days=8)
    assert place.is_free(to, morning)
    assert at < place.arrival(who(to), "tonight", at).at <= at + timedelta(days=8)
    opens = place.free_next(to, at)
    assert opens is not None
    assert place.is_free(to, opens)
