"""Who is on call: rotations, layers, overrides, covers, time off, and the answers about them."""

from datetime import timedelta

import pytest
from pydantic import ValidationError

from bot.domain.oncall import Away, Cover, Gap, Layer, Roster, Shift, StandIn, Why, circle
from tests.domain.small_files import Raw, cover, layer, off, roster_of, seoul, team, team_file, utc, who
from tests.fakes.calendars import FakeCalendars

MONDAY = seoul("2026-01-05T09:00")
A_DAY = timedelta(days=1)
A_WEEK = timedelta(weeks=1)
OFFICE = {"mon-fri": ["09:00-18:00"]}
HOLIDAY_ON_TUESDAY = {"also": [{"date": "2026-01-06", "name": {"en": "Founding day"}}]}


def weeks(roster: Roster, count: int) -> list[str]:
    """Who is on call on each Wednesday of the first weeks; `-` for nobody."""
    found = (roster.on_call("desk", MONDAY + A_DAY * 2 + A_WEEK * number) for number in range(count))
    return [shift.person if shift else "-" for shift in found]


def days(roster: Roster, count: int, start: str = "2026-01-05T12:00") -> list[str]:
    """Who is on call at noon of each day; `-` for nobody."""
    found = (roster.on_call("desk", seoul(start) + A_DAY * number) for number in range(count))
    return [shift.person if shift else "-" for shift in found]


# rotations


def test_members_take_turns() -> None:
    """After the last member comes the first again."""
    assert weeks(roster_of(layer("ann bob cho")), 4) == ["ann", "bob", "cho", "ann"]


def test_a_shift_begins_and_ends_at_the_handoff() -> None:
    """The instant of the handoff already belongs to the next one."""
    roster = roster_of(layer("ann bob"))

    assert roster.on_call("desk", MONDAY) == Shift("desk", "ann", MONDAY, MONDAY + A_WEEK, Why.ROTATION)
    assert who(roster.on_call("desk", MONDAY + A_WEEK)) == ("bob", "rotation")


def test_before_its_start_a_layer_has_nobody() -> None:
    """The first handoff is the first."""
    roster = roster_of(layer("ann bob"))

    assert roster.on_call("desk", MONDAY - timedelta(minutes=1)) is None
    assert roster.next_on_call("desk", MONDAY - A_DAY) == roster.on_call("desk", MONDAY)


def test_turns_of_several_days_keep_their_hour() -> None:
    """Every three days means at nine, three days later."""
    roster = roster_of(layer("ann bob", every="3d"))

    assert days(roster, 7) == ["ann"] * 3 + ["bob"] * 3 + ["ann"]


def test_the_slot_of_somebody_who_left_stays_empty() -> None:
    """Nobody else's weeks move."""
    assert weeks(roster_of(layer("ann ~ cho")), 4) == ["ann", "-", "cho", "ann"]


def test_a_rotation_of_none_has_nobody() -> None:
    """No member, no shift: the window is one gap."""
    roster = roster_of(layer(""))

    assert roster.on_call("desk", MONDAY) is None
    assert roster.next_on_call("desk", MONDAY) is None
    assert roster.shifts("desk", MONDAY, MONDAY + A_WEEK) == ((), (Gap("desk", MONDAY, MONDAY + A_WEEK),))


def test_a_rotation_of_one_is_one_shift_with_no_end_in_sight() -> None:
    """Turns of the same person are not handoffs, and no end is made up for them."""
    roster = roster_of(layer("ann"))
    shift = roster.on_call("desk", MONDAY + 20 * A_DAY)

    assert shift is not None
    assert shift.start == MONDAY
    assert shift.endless
    assert roster.next_on_call("desk", MONDAY) is None


def test_a_leap_day_is_a_day() -> None:
    """Daily turns go on through 2028-02-29."""
    roster = roster_of(layer("ann bob cho", starts="2028-02-27T00:00", every="1d"))

    assert days(roster, 4, "2028-02-27T12:00") == ["ann", "bob", "cho", "ann"]


@pytest.mark.parametrize("every", ["12h", "36h", "90m"])
def test_a_handoff_within_a_day_is_refused(every: str) -> None:
    """Turns are whole days: the sentence says what to write instead."""
    with pytest.raises(ValidationError, match="not a whole number of days; write for example 1d"):
        Layer.model_validate(layer("ann", every=every))


def test_handoffs_keep_their_wall_time_across_a_change_of_the_clocks() -> None:
    """New York's 09:00 is 14:00 UTC in winter and 13:00 UTC from 2026-03-08 on."""
    roster = roster_of(
        layer("ann bob", starts="2026-03-02T09:00"), schedule={"time_zone": "America/New_York"}
    )
    shifts, _ = roster.shifts("desk", utc("2026-03-01T00:00"), utc("2026-03-20T00:00"))

    assert [shift.start for shift in shifts] == [
        utc("2026-03-02T14:00"),
        utc("2026-03-09T13:00"),
        utc("2026-03-16T13:00"),
    ]


def test_a_handoff_in_the_gap_comes_right_after_it_and_one_shown_twice_at_the_first() -> None:
    """Daily at 02:30 in Berlin: at 03:00 on 2026-03-29, at the first 02:30 on 2026-10-25."""
    roster = roster_of(
        layer("ann bob", starts="2026-03-27T02:30", every="1d"), schedule={"time_zone": "Europe/Berlin"}
    )

    def handoffs(start: str, end: str) -> list[str]:
        shifts, _ = roster.shifts("desk", utc(start), utc(end))
        return [shift.start.isoformat()[:16] for shift in shifts[1:]]

    assert handoffs("2026-03-28T12:00", "2026-03-30T12:00") == ["2026-03-29T01:00", "2026-03-30T00:30"]
    assert handoffs("2026-10-24T12:00", "2026-10-26T12:00") == ["2026-10-25T00:30", "2026-10-26T01:30"]


# active hours and turns


def test_outside_its_active_hours_a_layer_has_nobody() -> None:
    """Nobody at night; the shift lasts until the evening and the next one begins in the morning."""
    roster = roster_of(layer("ann bob", active=OFFICE))
    shift = roster.on_call("desk", MONDAY)

    assert shift is not None
    assert shift.end == seoul("2026-01-05T18:00")
    assert roster.on_call("desk", shift.end) is None
    following = roster.next_on_call("desk", MONDAY)
    assert following is not None
    assert (following.person, following.start) == ("ann", seoul("2026-01-06T09:00"))


def test_a_shift_across_midnight_belongs_to_the_day_it_begins_on() -> None:
    """Friday's night lasts until Saturday at six."""
    roster = roster_of(layer("ann", active={"fri": ["22:00-06:00"]}))

    assert who(roster.on_call("desk", seoul("2026-01-10T05:30"))) == ("ann", "rotation")
    assert roster.on_call("desk", seoul("2026-01-11T05:30")) is None


def test_turns_by_the_calendar_do_not_heed_holidays() -> None:
    """Tuesday is a holiday: Bob's turn and Bob's hours all the same."""
    roster = roster_of(layer("ann bob", every="1d", active=OFFICE), holidays=HOLIDAY_ON_TUESDAY)

    assert days(roster, 4) == ["ann", "bob", "ann", "bob"]


def test_worked_turns_count_only_days_that_are_worked() -> None:
    """Tuesday is a holiday and the weekend is off: nobody is on call then, and nobody's turn passes."""
    roster = roster_of(
        layer("ann bob cho", every="1d", active=OFFICE, turns="worked"), holidays=HOLIDAY_ON_TUESDAY
    )

    assert days(roster, 8) == ["ann", "-", "bob", "cho", "ann", "-", "-", "bob"]


def test_fourteen_people_share_worked_turns_fairly() -> None:
    """By the calendar four of fourteen would always have the weekend; counting worked days all have five."""
    members = [f"p{number}" for number in range(14)]
    people: dict[str, Raw] = {name: {} for name in members}

    def worked(turns: str) -> list[int]:
        roster = roster_of(layer(" ".join(members), every="1d", active=OFFICE, turns=turns), people=people)
        noons = days(roster, 14 * 7)
        return sorted(noons.count(name) for name in members)

    assert worked("calendar")[:4] == [0, 0, 0, 0]
    assert worked("worked") == [5] * 14


def test_without_active_hours_worked_turns_leave_out_holidays() -> None:
    """All day means all days but holidays, from midnight to midnight."""
    roster = roster_of(
        layer("ann bob", starts="2026-01-05T00:00", every="1d", turns="worked"), holidays=HOLIDAY_ON_TUESDAY
    )

    assert days(roster, 4) == ["ann", "-", "bob", "ann"]


def test_the_holidays_are_the_schedule_s_or_else_the_workspace_s() -> None:
    """One team, two countries: each schedule keeps its own holidays."""
    calendars = FakeCalendars(KR="2026-01-06", DE="2026-01-07")
    daily = layer("ann bob", every="1d", active=OFFICE, turns="worked")
    korean = roster_of(daily, calendars=calendars, holidays={"country": "KR"})
    german = roster_of(
        daily, calendars=calendars, holidays={"country": "KR"}, schedule={"holidays": {"country": "DE"}}
    )

    assert days(korean, 3) == ["ann", "-", "bob"]
    assert days(german, 3) == ["ann", "bob", "-"]


# layers and overrides


def test_the_next_layer_fills_the_gaps_of_the_one_before() -> None:
    """Office hours by the first layer, the rest by the second, and beyond both a gap."""
    roster = roster_of(layer("ann", active=OFFICE), layer("bob", active={"daily": ["06:00-22:00"]}))

    assert who(roster.on_call("desk", seoul("2026-01-05T12:00"))) == ("ann", "rotation")
    assert who(roster.on_call("desk", seoul("2026-01-05T20:00"))) == ("bob", "rotation")
    assert roster.on_call("desk", seoul("2026-01-05T23:00")) is None


def test_one_person_in_two_layers_has_one_shift() -> None:
    """Neighbouring shifts of one person with one reason are one, whatever layer they come from."""
    roster = roster_of(layer("ann", active=OFFICE), layer("ann", active={"mon-fri": ["18:00-22:00"]}))
    shifts, _ = roster.shifts("desk", MONDAY, MONDAY + A_DAY)

    assert shifts == (Shift("desk", "ann", MONDAY, seoul("2026-01-05T22:00"), Why.ROTATION),)


def override(person: str, start: str, end: str, instead_of: str | None = None) -> dict[str, str | None]:
    """An override as the file writes it."""
    return {"person": person, "from": start, "to": end, "instead_of": instead_of}


def test_an_override_replaces_the_rotation_for_its_time() -> None:
    """The rotation's shift is cut in two around it; it tells whose place it takes."""
    roster = roster_of(layer("ann bob"), overrides=[override("eve", "2026-01-06T09:00", "2026-01-07T09:00")])
    shifts, gaps = roster.shifts("desk", MONDAY, MONDAY + A_WEEK)

    assert [(who(shift), shift.instead_of) for shift in shifts] == [
        (("ann", "rotation"), None),
        (("eve", "override"), "ann"),
        (("ann", "rotation"), None),
    ]
    assert gaps == ()


def test_an_override_instead_of_somebody_holds_only_while_they_would_be_on_call() -> None:
    """Two weeks instead of Bob are Bob's one week."""
    roster = roster_of(
        layer("ann bob"), overrides=[override("eve", "2026-01-05T09:00", "2026-01-19T09:00", "bob")]
    )

    assert weeks(roster, 2) == ["ann", "eve"]


def test_an_override_fills_a_gap() -> None:
    """Without anybody in the rotation it stands by itself."""
    roster = roster_of(overrides=[override("eve", "2026-01-06T09:00", "2026-01-07T09:00")])
    shift = roster.on_call("desk", seoul("2026-01-06T10:00"))

    assert who(shift) == ("eve", "override")
    assert shift is not None
    assert shift.instead_of is None


def test_of_several_overrides_the_later_in_the_file_wins() -> None:
    """Whichever began first."""
    roster = roster_of(
        layer("ann bob"),
        overrides=[
            override("cho", "2026-01-06T09:00", "2026-01-08T09:00"),
            override("dan", "2026-01-05T09:00", "2026-01-07T09:00", "ann"),
        ],
    )

    assert days(roster, 4) == ["dan", "dan", "cho", "ann"]


def test_when_the_overriding_person_is_off_the_next_layer_fills_the_slot() -> None:
    """Not the person who was replaced: they gave the slot away."""
    roster = roster_of(
        layer("ann"),
        layer("bob"),
        overrides=[override("eve", "2026-01-06T09:00", "2026-01-08T09:00")],
        people={"eve": off("2026-01-07", "2026-01-08")},
    )

    assert days(roster, 4) == ["ann", "eve", "bob", "ann"]


# time off and covers


def test_time_off_empties_the_slot_and_the_next_layer_fills_it() -> None:
    """Whole local days, the last not included."""
    roster = roster_of(layer("ann"), layer("bob"), people={"ann": off("2026-01-06", "2026-01-08")})
    shifts, _ = roster.shifts("desk", MONDAY, MONDAY + 4 * A_DAY)

    assert [(shift.person, shift.end) for shift in shifts] == [
        ("ann", seoul("2026-01-06T00:00")),
        ("bob", seoul("2026-01-08T00:00")),
        ("ann", seoul("2026-01-09T09:00")),
    ]


def test_time_off_is_in_the_zone_of_the_person() -> None:
    """A day in Berlin begins at eight in Seoul's morning."""
    details = {"ann": {"time_zone": "Europe/Berlin", **off("2026-01-06", "2026-01-07")}}
    roster = roster_of(layer("ann"), people=details)

    assert roster.away("ann", seoul("2026-01-06T07:59")) is None
    assert roster.away("ann", seoul("2026-01-06T08:00")) == Away(
        "ann", utc("2026-01-05T23:00"), utc("2026-01-06T23:00")
    )


def test_time_off_may_be_part_of_a_day_and_ends_at_the_second_of_a_repeated_time() -> None:
    """Until 02:30 on the night Berlin shows it twice."""
    details = {"ann": {"time_zone": "Europe/Berlin", **off("2026-10-24T12:00", "2026-10-25T02:30")}}
    roster = roster_of(layer("ann"), people=details)

    assert roster.away("ann", utc("2026-10-25T01:29")) is not None
    assert roster.away("ann", utc("2026-10-25T01:30")) is None


def test_touching_time_off_is_one() -> None:
    """Somebody off this week and the next is back after both."""
    weeks_off = [{"from": "2026-01-12", "to": "2026-01-19"}, {"from": "2026-01-05", "to": "2026-01-12"}]
    roster = roster_of(layer("ann"), people={"ann": {"time_off": weeks_off}})
    away = roster.away("ann", MONDAY)

    assert away is not None
    assert away.end == seoul("2026-01-19T00:00")


def test_covers_chain() -> None:
    """Ann is covered by Bob, Bob by Cho: Cho is asked, in Ann's place."""
    roster = roster_of(
        layer("ann"),
        covers=[
            cover("ann", "bob", "2026-01-06T09:00", "2026-01-08T09:00"),
            cover("bob", "cho", "2026-01-07T09:00", "2026-01-08T09:00"),
        ],
    )
    shift = roster.on_call("desk", seoul("2026-01-07T12:00"))

    assert days(roster, 4) == ["ann", "bob", "cho", "ann"]
    assert who(shift) == ("cho", "cover")
    assert shift is not None
    assert shift.instead_of == "ann"


def test_a_circle_of_covers_does_not_hang() -> None:
    """The edge that would close it is ignored."""
    day = "2026-01-06T00:00", "2026-01-07T00:00"
    roster = roster_of(
        layer("ann"),
        covers=[cover("ann", "bob", *day), cover("bob", "cho", *day), cover("cho", "ann", *day)],
    )

    assert who(roster.on_call("desk", seoul("2026-01-06T12:00"))) == ("cho", "cover")


def test_somebody_covered_may_have_time_off_and_a_cover_may_not() -> None:
    """Ann's time off does not matter while Bob covers; Bob's empties the slot."""
    day = "2026-01-06T00:00", "2026-01-07T00:00"
    covered = [cover("ann", "bob", *day)]
    noon = seoul("2026-01-06T12:00")

    ann_off = roster_of(layer("ann"), people={"ann": off("2026-01-06", "2026-01-07")}, covers=covered)
    bob_off = roster_of(layer("ann"), people={"bob": off("2026-01-06", "2026-01-07")}, covers=covered)

    assert who(ann_off.on_call("desk", noon)) == ("bob", "cover")
    assert bob_off.on_call("desk", noon) is None


def test_somebody_who_only_covers_may_go_off_meanwhile() -> None:
    """Bob covers for two days and is off on the second, which nobody else fills."""
    roster = roster_of(
        layer("ann"),
        covers=[cover("ann", "bob", "2026-01-06T00:00", "2026-01-08T00:00")],
        people={"bob": off("2026-01-07", "2026-01-08")},
    )
    _, gaps = roster.shifts("desk", MONDAY, MONDAY + A_WEEK)

    assert gaps == (Gap("desk", seoul("2026-01-07T00:00"), seoul("2026-01-08T00:00")),)


def test_an_override_is_covered_too() -> None:
    """The override replaces the rotation, the cover replaces that person."""
    roster = roster_of(
        layer("ann"),
        overrides=[override("eve", "2026-01-06T09:00", "2026-01-07T09:00")],
        covers=[cover("eve", "dan", "2026-01-06T09:00", "2026-01-07T09:00")],
    )
    shift = roster.on_call("desk", seoul("2026-01-06T12:00"))

    assert who(shift) == ("dan", "cover")
    assert shift is not None
    assert shift.instead_of == "eve"


def test_a_cover_for_one_schedule_holds_there_only() -> None:
    """Elsewhere, and where the person is asked by name, they answer themselves."""
    here = cover("ann", "bob", "2026-01-06T00:00", "2026-01-07T00:00", "desk")
    noon = seoul("2026-01-06T12:00")
    file = team_file(schedules={"desk": {"layers": [layer("ann")]}, "other": {"layers": [layer("ann")]}})
    roster = Roster(file, FakeCalendars(), [here])

    assert who(roster.on_call("desk", noon)) == ("bob", "cover")
    assert who(roster.on_call("other", noon)) == ("ann", "rotation")
    assert roster.stand_in("ann", noon) == StandIn("ann")


def test_other_covers_make_another_roster() -> None:
    """The first keeps its own."""
    first = roster_of(layer("ann"))
    second = first.with_covers([cover("ann", "bob", "2026-01-06T00:00", "2026-01-07T00:00")])

    assert days(first, 2) == ["ann", "ann"]
    assert days(second, 2) == ["ann", "bob"]


@pytest.mark.parametrize(
    ("new", "closes"),
    [
        (cover("cho", "ann", "2026-01-06T00:00", "2026-01-07T00:00"), ("cho", "ann", "bob")),
        (cover("cho", "ann", "2026-01-08T00:00", "2026-01-09T00:00"), ()),
        (cover("cho", "ann", "2026-01-06T00:00", "2026-01-07T00:00", "other"), ()),
        (cover("dan", "ann", "2026-01-06T00:00", "2026-01-07T00:00"), ()),
        (cover("dan", "dan", "2026-01-06T00:00", "2026-01-07T00:00"), ("dan",)),
    ],
)
def test_a_circle_is_seen_before_it_is_made(new: Cover, closes: tuple[str, ...]) -> None:
    """Only covers of the same time and schedule close one."""
    day = "2026-01-06T00:00", "2026-01-07T00:00"
    present = [cover("ann", "bob", *day), cover("bob", "cho", *day, "desk")]

    assert circle(present, new) == closes


# the people asked by name


def test_somebody_asked_by_name_answers_themself_or_through_a_cover_until_it_ends() -> None:
    """The cover's end is told; without one there is none to tell."""
    roster = roster_of(covers=[cover("ann", "bob", "2026-01-06T00:00", "2026-01-07T00:00")])

    assert roster.stand_in("ann", MONDAY) == StandIn("ann")
    assert roster.stand_in("ann", seoul("2026-01-06T12:00")) == StandIn(
        "bob", Why.COVER, "ann", seoul("2026-01-07T00:00")
    )


def test_a_stand_in_ends_when_their_own_time_off_begins() -> None:
    """Bob covers all day and is off from noon."""
    roster = roster_of(
        covers=[cover("ann", "bob", "2026-01-06T00:00", "2026-01-07T00:00")],
        people={"bob": off("2026-01-06T12:00", "2026-01-06T18:00")},
    )
    morning = roster.stand_in("ann", seoul("2026-01-06T10:00"))

    assert morning is not None
    assert morning.until == seoul("2026-01-06T12:00")
    assert roster.stand_in("ann", seoul("2026-01-06T12:00")) is None
    assert roster.answer_for("ann", seoul("2026-01-06T12:00")) == roster.away(
        "bob", seoul("2026-01-06T12:00")
    )


# windows


def test_a_window_is_clipped_and_without_a_hole() -> None:
    """Shifts and gaps together are the window."""
    roster = roster_of(layer("ann bob", active=OFFICE))
    start, end = seoul("2026-01-05T12:00"), seoul("2026-01-06T12:00")
    shifts, gaps = roster.shifts("desk", start, end)

    assert [(shift.start, shift.end) for shift in shifts] == [
        (start, seoul("2026-01-05T18:00")),
        (seoul("2026-01-06T09:00"), end),
    ]
    assert gaps == (Gap("desk", seoul("2026-01-05T18:00"), seoul("2026-01-06T09:00")),)
    assert roster.shifts("desk", end, start) == ((), ())


def test_the_next_one_on_call_comes_after_the_present_shift_or_gap() -> None:
    """During Ann's week it is Bob; after a long gap it is whoever comes, a quarter later."""
    roster = roster_of(layer("ann bob"))
    quarterly = roster_of(overrides=[override("eve", "2026-04-06T09:00", "2026-04-07T09:00")])

    assert who(roster.next_on_call("desk", MONDAY)) == ("bob", "rotation")
    assert who(quarterly.next_on_call("desk", MONDAY)) == ("eve", "override")


def test_why_nobody_is_on_call_may_be_somebody_s_time_off() -> None:
    """The first choice's absence explains a gap; no absence explains an empty rotation."""
    roster = roster_of(layer("ann ~"), people={"ann": off("2026-01-06", "2026-01-07")})

    assert roster.unavailable("desk", seoul("2026-01-06T12:00")) == roster.away(
        "ann", seoul("2026-01-06T12:00")
    )
    assert roster.unavailable("desk", MONDAY + A_WEEK) is None


def test_a_schedule_the_file_does_not_know_has_nobody() -> None:
    """An escalation keeps its policy when the file changes: asking about what is gone is no mistake."""
    roster = roster_of()

    assert roster.on_call("gone", MONDAY) is None
    assert roster.next_on_call("gone", MONDAY) is None
    assert roster.away("nobody", MONDAY) is None


def test_a_team_s_hours_are_in_its_zone_and_holidays() -> None:
    """Its own where it has them, else the workspace's."""
    teams = {
        "berlin": team(time_zone="Europe/Berlin", hours=OFFICE, holidays={"country": "DE"}),
        "seoul": team(hours=OFFICE),
    }
    roster = Roster(
        team_file(teams=teams, holidays={"country": "KR"}),
        FakeCalendars(KR="2026-01-05", DE="2026-01-06"),
    )

    assert roster.team_hours("berlin").opens_next(seoul("2026-01-05T00:00")) == utc("2026-01-05T08:00")
    assert roster.team_hours("seoul").opens_next(seoul("2026-01-05T00:00")) == seoul("2026-01-06T09:00")
    assert roster.team_hours("gone").is_open(MONDAY)
