"""When people are told what is open: changes of hands, and the mornings of leads."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.bulletin import STALE, Bulletin, HoursOf, bulletins, handings, mornings, next_instant
from bot.domain.night import NightClock
from bot.domain.oncall import Cover, Roster
from tests.domain.small_files import Raw, cover, layer, seoul, team, team_file
from tests.fakes.calendars import FakeCalendars

MONDAY = seoul("2026-01-05T09:00")
A_DAY, A_WEEK, MINUTE = timedelta(days=1), timedelta(weeks=1), timedelta(minutes=1)
OFFICE = {"mon-fri": ["09:00-12:00", "13:00-18:00"]}


def roster(*layers: Raw, covers: tuple[Cover, ...] = (), **more: Raw) -> Roster:
    """A schedule `desk` of these layers, and more of them; a team without a lead."""
    file = team_file(
        schedules={"desk": {"layers": list(layers)}, **more}, teams={"support": team(members=["ann", "bob"])}
    )
    return Roster(file, FakeCalendars(), covers)


def hours_of(found: Roster) -> HoursOf:
    """Whose working day begins when."""
    return NightClock(found.file, FakeCalendars()).hours_of


def told(found: Roster, start: datetime, end: datetime) -> list[Bulletin]:
    """What falls due between two instants."""
    return bulletins(found, hours_of(found), start, end)


def shifts(found: Roster, start: datetime, end: datetime) -> list[tuple[str | None, str]]:
    """Who passes to whom."""
    return [(handing.leaver, handing.comer) for handing in handings(found, start, end)]


def test_a_handoff_passes_from_one_to_the_next() -> None:
    """At its very instant, which belongs to the one who comes."""
    found = roster(layer("ann bob"))
    next_week = MONDAY + A_WEEK

    assert shifts(found, next_week - MINUTE, next_week) == [("ann", "bob")]
    assert shifts(found, next_week, next_week + MINUTE) == []


def test_a_night_off_is_no_change_of_hands() -> None:
    """Who comes back in the morning takes over from nobody; after the weekend from whoever had Friday."""
    found = roster(layer("ann bob", active={"mon-fri": ["09:00-18:00"]}))

    assert shifts(found, MONDAY + A_DAY - MINUTE, MONDAY + A_DAY) == []
    assert shifts(found, MONDAY + A_WEEK - MINUTE, MONDAY + A_WEEK) == [("ann", "bob")]


def test_a_cover_is_a_change_of_hands_both_ways() -> None:
    """To who covers, and back."""
    found = roster(layer("ann bob"), covers=(cover("ann", "cho", "2026-01-06T09:00", "2026-01-06T18:00"),))

    assert shifts(found, MONDAY, MONDAY + 2 * A_DAY) == [("ann", "cho"), ("cho", "ann")]


def test_after_two_weeks_of_rest_nobody_left() -> None:
    """The first shift of a schedule is taken over from nobody."""
    found = roster(layer("ann bob"))

    assert shifts(found, MONDAY - MINUTE, MONDAY) == [(None, "ann")]


def test_both_are_told_once_each() -> None:
    """One message to the one who leaves, one to the one who comes, also for two schedules at once."""
    found = roster(layer("ann bob"), line={"layers": [layer("ann bob")]})
    at = MONDAY + A_WEEK

    ann, bob = told(found, at - MINUTE, at)
    assert [handing.schedule for handing in ann.gives] == ["desk", "line"]
    assert [handing.schedule for handing in bob.takes] == ["desk", "line"]


def test_what_was_missed_for_hours_is_told_once_as_it_is_now() -> None:
    """Daily handoffs while Baton was down for three days: only those of the last hours are news."""
    found = roster(layer("cho dan eve", every="1d"))
    up_again = MONDAY + 3 * A_DAY + timedelta(hours=1)

    assert [one.person for one in told(found, MONDAY, up_again)] == ["cho", "eve"]


def test_taken_and_passed_on_meanwhile_is_only_the_latter() -> None:
    """A short cover that began and ended while nobody looked."""
    found = roster(layer("cho"), covers=(cover("cho", "dan", "2026-01-06T09:00", "2026-01-06T09:30"),))
    [cho, dan] = told(found, MONDAY, MONDAY + A_DAY + 60 * MINUTE)

    assert (cho.person, len(cho.takes), len(cho.gives)) == ("cho", 1, 0)
    assert (dan.person, len(dan.takes), len(dan.gives)) == ("dan", 0, 1)


def test_a_lead_is_told_as_their_working_day_begins() -> None:
    """Once a day, not again after lunch; not at weekends, nor on holidays."""
    off = {"also": [{"date": "2026-01-07", "name": {"en": "Founding day"}}]}
    file = team_file(teams={"support": team(lead="ann", members=["ann", "bob"], hours=OFFICE)}, holidays=off)
    found = Roster(file, FakeCalendars())
    at = [opens for _, opens in mornings(found, hours_of(found), MONDAY - MINUTE, MONDAY + A_WEEK)]

    assert at == [MONDAY + day * A_DAY for day in (0, 1, 3, 4, 7)]


def test_an_absent_leads_morning_is_nobodys() -> None:
    """Time off without a cover: the message waits for nobody, the next morning tells what is open then."""
    file = team_file(
        people={"ann": {"time_off": [{"from": "2026-01-05", "to": "2026-01-06"}]}},
        teams={"support": team(lead="ann", members=["ann", "bob"], hours=OFFICE)},
    )
    found = Roster(file, FakeCalendars())

    assert told(found, MONDAY - MINUTE, MONDAY) == []
    assert [one.person for one in told(found, MONDAY + A_DAY - MINUTE, MONDAY + A_DAY)] == ["ann"]


@given(st.integers(0, 60 * 24 * 21), st.integers(1, 60 * 30))
def test_looking_in_small_steps_finds_what_one_look_finds(begin: int, length: int) -> None:
    """However the time between two instants is cut, every change of hands is found exactly once."""
    found = roster(layer("ann bob cho", every="1d"), line={"layers": [layer("bob dan", active=OFFICE)]})
    start, end = MONDAY + begin * MINUTE, MONDAY + (begin + length) * MINUTE
    middle = start + (end - start) / 2

    both = handings(found, start, middle) + handings(found, middle, end)
    assert sorted(both, key=repr) == sorted(handings(found, start, end), key=repr)


@given(st.integers(0, 60 * 24 * 21))
def test_the_next_instant_is_the_first_at_which_somebody_is_told(begin: int) -> None:
    """Up to it there is nothing to tell, at it there is."""
    found = roster(layer("ann bob cho", every="1d"))
    start = MONDAY + begin * MINUTE
    at = next_instant(found, hours_of(found), start, start + 2 * A_DAY)

    assert at is not None
    assert told(found, max(start, at - STALE), at)
    assert not handings(found, start, at - timedelta(seconds=1))
