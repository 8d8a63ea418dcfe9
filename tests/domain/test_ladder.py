"""Who would be asked, level by level, and how long each level has."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.domain.ladder import Ask, AskReason, Rung, SkipReason, Unreached, ask_level, climb, level_deadline
from bot.domain.oncall import Cover, Roster
from bot.domain.policy import Level, Target
from tests.domain.small_files import Raw, cover, layer, off, seoul, team, team_file, utc
from tests.fakes.calendars import FakeCalendars

OFFICE = {"mon-fri": ["09:00-18:00"]}
TEAMS = {
    "support": team(lead="ann", members=["bob", "cho"], hours=OFFICE),
    "berlin": team(lead="dan", members=["eve"], hours=OFFICE, time_zone="Europe/Berlin"),
    "leaderless": team(),
    "lead_only": team(lead="ann"),
}
NOON = seoul("2026-01-05T12:00")


def roster(*covers: Cover, people: dict[str, Raw] | None = None, **desk: Any) -> Roster:  # noqa: ANN401 - as YAML
    """Two teams, and the schedule `desk`: Bob and Cho by the week in office hours."""
    desk = {"layers": [layer("bob cho", active=OFFICE)], **desk}
    return Roster(team_file(teams=TEAMS, schedules={"desk": desk}, people=people), FakeCalendars(), covers)


def level(*ask: str, within: str = "15m") -> Level:
    """A level that asks these targets."""
    return Level.model_validate({"ask": list(ask), "within": within})


def target(text: str) -> Target:
    """A target as the file writes it."""
    return Target.parse(text)


def asked(roster: Roster, *ask: str, at: datetime = NOON) -> list[tuple[str, tuple[str, ...], str]]:
    """Target, people and reason of each ask of a level."""
    asks, _ = ask_level(level(*ask), roster, at)
    return [(str(ask.target), ask.people, ask.why.value) for ask in asks]


def unreached(roster: Roster, *ask: str, at: datetime = NOON) -> tuple[Unreached, ...]:
    """The targets of a level that lead to nobody."""
    return ask_level(level(*ask), roster, at)[1]


def test_each_kind_of_target_leads_to_its_people() -> None:
    """A group and a channel are asked as a whole and name nobody."""
    assert asked(
        roster(), "schedule:desk", "person:dan", "lead:support", "group:S0123ABC", "channel:#billing"
    ) == [
        ("schedule:desk", ("bob",), "rotation"),
        ("person:dan", ("dan",), "named"),
        ("lead:support", ("ann",), "lead"),
        ("group:S0123ABC", (), "group"),
        ("channel:#billing", (), "channel"),
    ]


def test_an_answer_from_a_schedule_tells_until_when() -> None:
    """The end of the shift; of a shift without an end nothing is told."""
    endless = roster(layers=[layer("bob")])

    assert ask_level(level("schedule:desk"), roster(), NOON)[0] == (
        Ask(target("schedule:desk"), ("bob",), AskReason.ROTATION, seoul("2026-01-05T18:00")),
    )
    assert ask_level(level("schedule:desk"), endless, NOON)[0][0].until is None


def test_a_cover_is_asked_with_whose_place_it_is_and_until_when() -> None:
    """By name as well as through a schedule."""
    covered = roster(cover("bob", "eve", "2026-01-05T09:00", "2026-01-05T15:00"))
    end = seoul("2026-01-05T15:00")

    for text in ("schedule:desk", "person:bob"):
        assert ask_level(level(text), covered, NOON)[0] == (
            Ask(target(text), ("eve",), AskReason.COVER, end, "bob"),
        )


def test_the_key_of_a_single_person_is_given_and_that_of_a_team_is_not() -> None:
    """A team of one is still a team."""
    [person, whole] = ask_level(level("person:dan", "team:berlin"), roster(), NOON)[0]

    assert person.person == "dan"
    assert whole.people == ("eve",)
    assert whole.person is None


def test_a_team_asks_its_members_who_are_there() -> None:
    """Not its lead, nor who has time off; a lead without members is asked."""
    cho_off = roster(people={"cho": off("2026-01-05", "2026-01-06")})

    assert asked(cho_off, "team:support") == [("team:support", ("bob",), "team")]
    assert asked(cho_off, "team:lead_only") == [("team:lead_only", ("ann",), "team")]


def test_in_a_team_too_somebody_absent_is_covered() -> None:
    """Cho's part is done by Dan; by Bob, who is asked anyway, it adds nobody."""
    day = "2026-01-05T00:00", "2026-01-06T00:00"

    assert asked(roster(cover("cho", "dan", *day)), "team:support")[0][1] == ("bob", "dan")
    assert asked(roster(cover("cho", "bob", *day)), "team:support")[0][1] == ("bob",)


def test_the_same_person_is_asked_once_in_a_level() -> None:
    """The first target keeps them; one that leads to nobody else is told as asked already."""
    asks, skipped = ask_level(level("schedule:desk", "team:support", "person:bob"), roster(), NOON)

    assert [ask.people for ask in asks] == [("bob",), ("cho",)]
    assert skipped == (Unreached(target("person:bob"), SkipReason.ASKED_ALREADY, "bob"),)


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("schedule:desk", "2026-01-05T20:00", (SkipReason.NOBODY_ON_CALL, None, "2026-01-06T09:00")),
        ("schedule:desk", "2026-01-14T12:00", (SkipReason.TIME_OFF, "cho", "2026-01-15T09:00")),
        ("person:cho", "2026-01-14T12:00", (SkipReason.TIME_OFF, "cho", "2026-01-15T00:00")),
        ("lead:berlin", "2026-01-14T12:00", (SkipReason.TIME_OFF, "dan", "2026-01-16T00:00")),
        ("team:berlin", "2026-01-14T12:00", (SkipReason.EVERYBODY_OFF, None, "2026-01-16T00:00")),
        ("lead:leaderless", "2026-01-05T12:00", (SkipReason.NO_LEAD, None, None)),
        ("team:leaderless", "2026-01-05T12:00", (SkipReason.NO_MEMBERS, None, None)),
        ("schedule:gone", "2026-01-05T12:00", (SkipReason.UNKNOWN, None, None)),
        ("lead:gone", "2026-01-05T12:00", (SkipReason.UNKNOWN, None, None)),
        ("team:gone", "2026-01-05T12:00", (SkipReason.UNKNOWN, None, None)),
        ("person:gone", "2026-01-05T12:00", (SkipReason.UNKNOWN, "gone", None)),
    ],
)
def test_a_target_that_leads_to_nobody_says_why_and_until_when(
    text: str, at: str, expected: tuple[SkipReason, str | None, str | None]
) -> None:
    """Nobody on call, time off, or something the file does not know (any more)."""
    people = {
        "cho": off("2026-01-14", "2026-01-15"),
        "dan": off("2026-01-14", "2026-01-16"),
        "eve": off("2026-01-14", "2026-01-16"),
    }
    reason, person, until = expected
    [found] = unreached(roster(people=people), text, at=seoul(at))

    assert (found.reason, found.person) == (reason, person)
    assert found.until == (seoul(until) if until else None)


def test_the_ladder_is_climbed_level_by_level() -> None:
    """Each level begins when the one before has waited long enough."""
    rungs = climb(
        [level("schedule:desk"), level("lead:support", within="1h")],
        count="always",
        topic_team="support",
        roster=roster(),
        at=NOON,
    )

    assert [(rung.level, rung.people, rung.begins, rung.ends) for rung in rungs] == [
        (1, ("bob",), NOON, seoul("2026-01-05T12:15")),
        (2, ("ann",), seoul("2026-01-05T12:15"), seoul("2026-01-05T13:15")),
    ]
    assert all(rung.begins.tzinfo is UTC for rung in rungs)


def test_a_level_with_nobody_is_skipped_at_once() -> None:
    """It takes no time and is shown with its reason; a channel counts as somebody."""
    night = seoul("2026-01-05T20:00")
    first, second = climb(
        [level("schedule:desk"), level("channel:#billing")],
        count="always",
        topic_team="support",
        roster=roster(),
        at=night,
    )

    assert first == Rung(
        1,
        (),
        (Unreached(target("schedule:desk"), SkipReason.NOBODY_ON_CALL, None, seoul("2026-01-06T09:00")),),
        timedelta(minutes=15),
        night,
        night,
    )
    assert first.skipped
    assert not second.skipped
    assert second.begins == night


def test_who_is_on_call_is_worked_out_for_the_instant_a_level_begins() -> None:
    """Bob's week ends while the first level waits: the second asks Cho."""
    weekly = roster(layers=[layer("bob cho")])
    rungs = climb(
        [level("lead:support", within="1h"), level("schedule:desk")],
        count="always",
        topic_team=None,
        roster=weekly,
        at=seoul("2026-01-12T08:30"),
    )

    assert rungs[1].people == ("cho",)


def deadline(begins: datetime, *ask: str, topic_team: str | None = "support") -> datetime:
    """When a level of one working hour that asks these targets is over."""
    hour = level(*ask, within="1h")
    asks, _ = ask_level(hour, roster(), begins)
    return level_deadline(
        hour, asks, count="working_hours", topic_team=topic_team, roster=roster(), begins=begins
    )


@pytest.mark.parametrize(
    ("ask", "ends"),
    [
        ("team:support", "2026-01-05T01:00"),
        ("lead:berlin", "2026-01-05T09:00"),
        ("person:eve", "2026-01-05T09:00"),
        ("person:bob", "2026-01-05T01:00"),
        ("channel:#billing", "2026-01-05T01:00"),
    ],
)
def test_working_hours_are_those_of_whom_is_asked(ask: str, ends: str) -> None:
    """On Sunday night: the team of a team or lead, a person's primary team, else the topic's."""
    assert deadline(utc("2026-01-04T20:00"), ask) == utc(ends)


def test_of_several_asked_the_first_to_have_had_their_time_ends_the_level() -> None:
    """Seoul's hour is over before Berlin's begins."""
    assert deadline(utc("2026-01-04T20:00"), "person:eve", "person:bob") == utc("2026-01-05T01:00")


def test_a_clock_without_a_team_counts_always() -> None:
    """So that every level ends."""
    assert deadline(utc("2026-01-04T20:00"), "channel:#billing", topic_team=None) == utc("2026-01-04T21:00")


def test_hours_that_never_come_count_always() -> None:
    """A team without a working hour still lets its level end."""
    teams = {"never": team(lead="ann", hours={})}
    begins = seoul("2026-01-05T12:00")
    hour = level("lead:never", within="1h")
    closed = Roster(team_file(teams=teams), FakeCalendars())
    asks, _ = ask_level(hour, closed, begins)

    ends = level_deadline(hour, asks, count="working_hours", topic_team=None, roster=closed, begins=begins)
    assert ends == begins + timedelta(hours=1)
