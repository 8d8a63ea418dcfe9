"""What two readings of the files do differently, and for whom."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.comparing import compare_philosophies, compare_teams
from bot.domain.differences import (
    Altered,
    Differences,
    LevelChange,
    MembersChange,
    PersonChange,
    PromiseChange,
    Removed,
    RulesChange,
    Stand,
)
from bot.domain.oncall import Roster
from bot.domain.philosophy import Philosophy
from bot.domain.policy import Condition, Severity
from bot.domain.shift_changes import without
from bot.domain.team_file import TeamFile
from tests.domain.small_files import PEOPLE, Raw, layer, team, team_file, utc
from tests.fakes.calendars import FakeCalendars

START = utc("2026-02-02T00:00")
END = START + timedelta(days=30)
Interval = tuple[datetime, datetime]


def topic(*levels: Mapping[str, Any], **more: Any) -> Raw:  # noqa: ANN401 - whatever YAML may hold
    """A topic of the support team with one rule."""
    return {"title": {"en": "Refunds"}, "team": "support", "policies": [{"levels": list(levels)}], **more}


ASK_ANN = {"ask": "person:ann", "within": "15m"}
ASK_BOB = {"ask": "person:bob", "within": "15m"}


def compared(before: TeamFile, after: TeamFile) -> Differences:
    """Both files over thirty days."""
    rosters = [Roster(file, FakeCalendars()) for file in (before, after)]
    return compare_teams(rosters[0], rosters[1], START, END)


def of_topic(before: Raw, after: Raw) -> Differences:
    """One topic, before and after."""
    return compared(team_file(topics={"refund": before}), team_file(topics={"refund": after}))


def person(found: Differences, key: str) -> PersonChange:
    """What is different for one person."""
    return next((one for one in found.people if one.person == key), PersonChange(person=key))


def rota(members: str) -> TeamFile:
    """A weekly desk."""
    return team_file(
        schedules={"desk": {"layers": [layer(members)]}},
        topics={"refund": topic({"ask": "schedule:desk", "within": "15m"})},
    )


def test_the_same_file_twice_is_no_difference() -> None:
    """Nothing, and that is false."""
    assert not compared(rota("ann bob"), rota("ann bob"))


def test_shifts_gained_and_lost_are_told_of_each_person() -> None:
    """Two who swap: what one loses the other gains, joined where weeks touch."""
    found = compared(rota("ann bob"), rota("bob ann"))
    ann, bob = person(found, "ann"), person(found, "bob")
    assert ann.gained == bob.lost
    assert ann.lost == bob.gained
    assert all(START <= span.start < span.end <= END for span in (*ann.gained, *ann.lost))
    assert not ann.asked_now


def test_who_is_new_on_the_desk_is_asked_first_about_its_topics() -> None:
    """A schedule stands for everybody who is on call for it in that time."""
    found = compared(rota("ann bob"), rota("ann cho"))
    assert person(found, "cho").asked_now == (Stand(topic="refund", level=1, schedule="desk"),)
    assert person(found, "bob").asked_no_more == (Stand(topic="refund", level=1, schedule="desk"),)


def test_who_is_asked_by_name_is_asked_while_on_call_too() -> None:
    """Nothing is taken from whoever is now always asked."""
    by_name = team_file(schedules={"desk": {"layers": [layer("ann bob")]}}, topics={"refund": topic(ASK_ANN)})
    ann = person(compared(rota("ann bob"), by_name), "ann")
    assert (ann.asked_now, ann.asked_no_more) == ((Stand(topic="refund", level=1),), ())


def test_a_rotation_that_changes_only_later_is_one_line() -> None:
    """No shift of the next thirty days differs, and the file still does."""
    late = {"person": "cho", "from": "2026-06-01T09:00", "to": "2026-06-02T09:00"}
    after = team_file(schedules={"desk": {"layers": [layer("ann bob")], "overrides": [late]}}, topics=None)
    before = team_file(schedules={"desk": {"layers": [layer("ann bob")]}})
    assert compared(before, after).changes == (Altered(thing="schedule", key="desk", field="later"),)


def test_change_of_one_route_is_one_line() -> None:
    """Practice 0.11; and it touches the two people it moves, nobody else."""
    found = of_topic(topic(ASK_ANN), topic(ASK_BOB))
    (change,) = found.changes
    assert change == LevelChange(
        topic="refund", level=1, ask_before=("person:ann",), ask_after=("person:bob",),
        within_before=timedelta(minutes=15), within_after=timedelta(minutes=15),
    )  # fmt: skip
    assert [one.person for one in found.people] == ["ann", "bob"]


def test_rules_are_known_by_their_condition() -> None:
    """A rule in front of the standard one is new; the standard one stays as it was."""
    special = {"when": {"severity": ["critical"]}, "levels": [ASK_BOB]}
    after = {**topic(ASK_ANN), "policies": [special, {"levels": [ASK_ANN]}]}
    when = Condition(severity=(Severity.CRITICAL,))
    found = of_topic(topic(ASK_ANN), after)
    assert found.changes == (RulesChange(topic="refund", added=(when,)),)
    assert person(found, "bob").asked_now == (Stand(topic="refund", level=1, when=when),)


def test_a_level_that_came_or_went() -> None:
    """Nobody before, or nobody after."""
    longer, shorter = topic(ASK_ANN, ASK_BOB), topic(ASK_ANN)
    (came,) = of_topic(shorter, longer).changes
    (went,) = of_topic(longer, shorter).changes
    assert isinstance(came, LevelChange)
    assert isinstance(went, LevelChange)
    assert (came.ask_before, came.ask_after) == ((), ("person:bob",))
    assert (went.ask_before, went.ask_after) == (("person:bob",), ())


def test_a_promise_a_title_and_what_may_be_decided() -> None:
    """Each is told; the decision touches whoever has the role."""
    after = topic(ASK_ANN, promise={"after": "2h"}, may_decide={"agent": {"en": "Up to 10"}})
    found = of_topic(topic(ASK_ANN), {**after, "title": {"en": "Money back"}})
    kinds = [type(change).__name__ for change in found.changes]
    assert kinds == ["PromiseChange", "DecideChange", "Altered"]
    assert isinstance(found.changes[0], PromiseChange)
    assert {one.person for one in found.people} == set(PEOPLE)
    assert person(found, "dan").may_decide == (("refund", "agent"),)


def test_understanding_is_only_counted() -> None:
    """Keywords are no news for people."""
    found = of_topic(topic(ASK_ANN), topic(ASK_ANN, keywords={"en": ["money"]}))
    assert found.understanding == 1
    assert not found.changes
    assert not found.people


def test_teams_and_people_that_came_and_went() -> None:
    """Members by name; a new lead with who it was."""
    before = team_file(teams={"support": team(lead="ann", members=["bob"])})
    after = team_file(teams={"support": team(lead="cho", members=["dan"], channel="#help")})
    found = compared(before, after).changes
    assert MembersChange(team="support", joined=("dan",), left=("bob",)) in found
    assert Altered(thing="team", key="support", field="lead", before="ann", after="cho") in found
    assert Altered(thing="team", key="support", field="channel", before="#support", after="#help") in found


def test_a_topic_that_is_gone_is_of_its_teams_channel() -> None:
    """Its name and its team are still known."""
    found = compared(team_file(topics={"refund": topic(ASK_ANN)}), team_file())
    assert found.changes == (Removed(thing="topic", key="refund"),)
    assert found.name("topic", "refund").en == "Refunds"
    assert found.teams == ("support",)
    assert found.of_team("support").changes == found.changes
    assert not found.of_team("support").people


def test_what_is_different_can_be_kept() -> None:
    """As JSON and back, with its names."""
    found = of_topic(topic(ASK_ANN), topic(ASK_BOB, promise={"after": "2h"}))
    assert Differences.model_validate_json(found.model_dump_json()) == found


def test_values_too() -> None:
    """An action in other words; a situation that went."""

    def said(action: str, **more: object) -> Philosophy:
        value = {"id": "hear", "name": {"en": "Hear"}, "action": {"en": action}}
        return Philosophy.model_validate(
            {"version": 1, "purpose": {"en": "We help"}, "vision": {"en": "Calm"}, "values": [value], **more}
        )

    angry = {"angry": {"value": "hear", "title": {"en": "Angry"}}}
    found = compare_philosophies(said("I listen", situations=angry), said("I hear"), START, END)
    assert [change.kind for change in found.changes] == ["altered", "removed"]
    assert not compare_philosophies(said("I listen"), said("I listen"), START, END)


names = st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=4)


@st.composite
def files(draw: st.DrawFn) -> TeamFile:
    """A desk and a topic over it, at random."""
    members = draw(names)
    every = draw(st.sampled_from(["1d", "3d", "1w"]))
    desk: Raw = {"layers": [layer(" ".join(members), every=every)]}
    levels = [{"ask": f"person:{name}", "within": "15m"} for name in draw(names)]
    wanted = draw(st.booleans())
    return team_file(schedules={"desk": desk}, topics={"refund": topic(*levels)} if wanted else {})


@settings(max_examples=40, deadline=None)
@given(files(), files())
def test_the_other_way_round_gains_are_losses(one: TeamFile, other: TeamFile) -> None:
    """And a file is never different from itself."""
    there, back = compared(one, other), compared(other, one)
    assert not compared(one, one)
    assert [p.person for p in there.people] == [p.person for p in back.people]
    for gone, come in zip(there.people, back.people, strict=True):
        assert (gone.gained, gone.lost) == (come.lost, come.gained)
        assert set(gone.asked_now) == set(come.asked_no_more)
    assert len(there.changes) == len(back.changes)


@st.composite
def stretches(draw: st.DrawFn) -> list[Interval]:
    """Intervals in order that do not overlap."""
    edges = sorted(draw(st.sets(st.integers(0, 40), max_size=12)))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return [(at + timedelta(hours=a), at + timedelta(hours=b)) for a, b in pairs]


@given(stretches(), stretches())
def test_what_is_left_is_what_hours_say(times: list[Interval], taken: list[Interval]) -> None:
    """Hour by hour, the simple-minded way."""

    def hours(of: list[Interval]) -> set[datetime]:
        at = datetime(2026, 1, 1, tzinfo=UTC)
        every = [at + timedelta(hours=hour) for hour in range(41)]
        return {hour for hour in every if any(start <= hour < end for start, end in of)}

    left = without(times, taken)
    assert hours(left) == hours(times) - hours(taken)
    assert all(start < end for start, end in left)
