"""Looking ahead: what is missing, since when, until when, and why."""

from datetime import datetime, timedelta

from bot.domain.coverage import Hole, HoleKind, Subject, condensed
from bot.domain.ladder import SkipReason, Unreached
from bot.domain.oncall import Roster
from bot.domain.policy import Target
from bot.domain.promise_checks import AskedTooLate, PromisedAlways, PromisedTooSoon, SaysAlways
from bot.domain.readiness import LevelReachesNobody, LevelRepeats, NeverChosen, NobodyEver
from bot.domain.timeline import union
from bot.services.foresee import Outlook, foresee
from tests.domain.small_files import Raw, layer, off, seoul, team, team_file
from tests.fakes.calendars import FakeCalendars

MONDAY = "2026-03-02"
OFFICE = {"mon-fri": ["09:00-18:00"]}
DESK = {"layers": [layer("cho dan", active=OFFICE)]}


def topic(*policies: Raw, **details: object) -> Raw:
    """A topic of the support team."""
    return {"title": {"en": "x"}, "team": "support", "policies": list(policies), **details}


def ladder(*asks: str | list[str], within: str = "15m", **details: object) -> Raw:
    """A policy whose levels ask these, one after the other."""
    return {"levels": [{"ask": ask, "within": within} for ask in asks], **details}


def outlook(
    *topics: Raw,
    days: int = 7,
    start: str = MONDAY,
    people: dict[str, Raw] | None = None,
    hours: Raw | None = OFFICE,
    lead: str | None = "ann",
    schedules: dict[str, Raw] | None = None,
    holidays: Raw | None = None,
) -> Outlook:
    """What is found of topics named one, two … from a local midnight in Seoul on."""
    file = team_file(
        people=people,
        holidays=holidays,
        teams={
            "support": team(
                members=["bob"], **({"hours": hours} if hours else {}), **({"lead": lead} if lead else {})
            )
        },
        schedules=schedules or {"desk": DESK},
        topics=dict(zip(("one", "two", "three"), topics, strict=False)),
    )
    begins = seoul(f"{start}T00:00")
    return foresee(Roster(file, FakeCalendars()), begins, begins + timedelta(days=days))


def spans(hole: Hole) -> list[tuple[str, str]]:
    """Its intervals by the clock in Seoul."""

    def local(at: datetime) -> str:
        return f"{at.astimezone(seoul(MONDAY).tzinfo):%a %H:%M}"

    return [(local(start), local(end)) for start, end in hole.intervals]


def of_kind(found: Outlook, kind: HoleKind) -> list[Hole]:
    """The holes of a kind."""
    return [hole for hole in found.holes if hole.kind is kind]


def test_a_gap_is_one_interval_with_its_reason() -> None:
    """A schedule of office hours alone leaves every night and the weekend, each in one piece."""
    (hole,) = of_kind(outlook(topic(ladder("schedule:desk"))), HoleKind.LAST_RESORT)
    assert spans(hole)[:2] == [("Mon 00:00", "Mon 09:00"), ("Mon 18:00", "Tue 09:00")]
    assert spans(hole)[-1] == ("Fri 18:00", "Mon 00:00")
    assert [(str(one.target), one.reason) for one in hole.missed] == [
        ("schedule:desk", SkipReason.NOBODY_ON_CALL)
    ]


def test_topics_with_the_same_gap_are_told_together() -> None:
    """Two topics of one schedule are one hole with two subjects, whatever order their ladders have."""
    found = outlook(topic(ladder("schedule:desk")), topic(ladder("schedule:desk", within="1h")))
    (hole,) = of_kind(found, HoleKind.LAST_RESORT)
    assert hole.subjects == (Subject("one", 0), Subject("two", 0))


def test_time_off_is_the_reason_where_it_is_one() -> None:
    """Who would be on call is named for the hours they are away; a gap that goes on is not cut in two."""
    away = {"cho": off("2026-03-03", "2026-03-04"), "dan": off("2026-03-03", "2026-03-04")}
    found = outlook(topic(ladder("schedule:desk")), people=away)
    by_reasons = {
        tuple(one.reason for one in hole.missed): spans(hole) for hole in found.holes if hole.missed
    }
    assert by_reasons[SkipReason.NOBODY_ON_CALL, SkipReason.TIME_OFF] == [("Mon 18:00", "Wed 09:00")]


def test_nobody_at_all_is_worse_than_the_last_resort() -> None:
    """While the last resort and the team's lead are off too, nobody is left, and that comes first."""
    away = {"ann": off("2026-03-07", "2026-03-08"), "bob": off("2026-03-07", "2026-03-08")}
    found = outlook(topic(ladder("schedule:desk")), people=away)
    nobody = of_kind(found, HoleKind.NOBODY)
    assert nobody == list(found.holes[: len(nobody)])
    assert {(hole.subjects, tuple(spans(hole))) for hole in nobody} == {
        ((Subject(),), (("Sat 00:00", "Sun 00:00"),)),
        ((Subject("one", 0),), (("Sat 00:00", "Sun 00:00"),)),
    }


def test_a_channel_is_less_than_a_person() -> None:
    """Where only a group or a channel is asked, that is told as such, with its name."""
    found = outlook(topic(ladder("schedule:desk", "channel:#help")))
    (hole,) = of_kind(found, HoleKind.PLACE)
    assert [str(place) for place in hole.places] == ["channel:#help"]
    assert not of_kind(found, HoleKind.LAST_RESORT)


def test_a_policy_has_holes_only_when_it_can_be_chosen() -> None:
    """The night's own policy closes what the standard one leaves open."""
    night = ladder("lead:support", when={"hours": "outside"})
    assert not of_kind(outlook(topic(night, ladder("schedule:desk"))), HoleKind.LAST_RESORT)


def test_holidays_of_the_team_are_outside_its_hours() -> None:
    """A policy for the hours alone reaches nobody on a holiday only if another one is chosen then."""
    inside = ladder("schedule:desk", when={"hours": "inside"})
    found = outlook(
        topic(inside, ladder("channel:#help")),
        holidays={"also": [{"date": "2026-03-04", "name": {"en": "x"}}]},
    )
    (hole,) = of_kind(found, HoleKind.PLACE)
    assert ("Tue 18:00", "Thu 09:00") in spans(hole)


def test_one_person_in_the_teams_hours_has_nobody_behind_them() -> None:
    """Every topic and role wants a second person while the team works (row 1.17); outside nobody asks."""
    (hole,) = of_kind(outlook(topic(ladder("lead:support"))), HoleKind.ALONE)
    assert (hole.people, hole.roles) == (("ann",), ())
    assert spans(hole)[0] == ("Mon 09:00", "Mon 18:00")


def test_a_role_that_is_the_answer_needs_a_third() -> None:
    """Where both who are asked have one role, whoever of them asks has only the other."""
    people: dict[str, Raw] = {"ann": {"roles": ["lead"]}, "eve": {"roles": ["lead"]}}
    (hole,) = of_kind(outlook(topic(ladder("lead:support", "person:eve")), people=people), HoleKind.ALONE)
    assert (hole.people, hole.roles) == (("ann", "eve"), ("lead",))


def test_two_people_of_different_roles_are_enough() -> None:
    """A specialist and the lead behind them."""
    people: dict[str, Raw] = {"ann": {"roles": ["lead"]}, "eve": {"roles": ["specialist"]}}
    assert not outlook(topic(ladder("person:eve", "lead:support")), people=people).holes


def test_a_topic_without_anybody_at_any_time_is_told_once() -> None:
    """A topic nobody may escalate; with the last resort left it can still be answered."""
    found = outlook(topic(ladder("lead:support", "channel:#help")), lead=None)
    (one,) = [stuck for stuck in found.stuck if stuck.subject.topic]
    assert isinstance(one, NobodyEver)
    assert [str(place) for place in one.places] == ["channel:#help"]
    assert found.unanswerable == ()


def test_nobody_anywhere_is_unanswerable() -> None:
    """Not even the last resort has somebody in the whole period."""
    found = outlook(
        topic(ladder("person:cho")),
        people={name: off("2026-01-01", "2027-01-01") for name in ("ann", "bob", "cho")},
    )
    assert found.unanswerable == ("one",)


def test_a_level_that_reaches_nobody_is_unreachable() -> None:
    """A lead that is not there is skipped at every climb."""
    found = outlook(topic(ladder("person:bob", "lead:support", "person:eve")), lead=None)
    (stuck,) = [one for one in found.stuck if one.subject.topic]
    assert isinstance(stuck, LevelReachesNobody)
    assert (stuck.level, [one.reason for one in stuck.missed]) == (2, [SkipReason.NO_LEAD])


def test_a_level_that_begins_when_nobody_is_there_is_unreachable() -> None:
    """The first level's clock counts the office's hours, so the second never begins at night."""
    night = {"layers": [layer("eve", active={"daily": ["20:00-06:00"]})]}
    slow = ladder("person:bob", "schedule:night", within="1h", count="working_hours")
    found = outlook(topic(slow), schedules={"night": night})
    assert [(type(one), one.level) for one in found.stuck if isinstance(one, LevelReachesNobody)] == [
        (LevelReachesNobody, 2)
    ]


def test_the_same_level_with_a_clock_that_never_stops_is_reached() -> None:
    """An hour after six in the evening somebody is there."""
    night = {"layers": [layer("eve", active={"daily": ["20:00-06:00"]})]}
    found = outlook(topic(ladder("person:bob", "schedule:night", within="1h")), schedules={"night": night})
    assert not [one for one in found.stuck if one.subject.topic]


def test_a_level_that_asks_the_same_person_again_is_told() -> None:
    """The lead by name and by their office."""
    found = outlook(topic(ladder("person:ann", "lead:support")))
    assert [one for one in found.stuck if one.subject.topic] == [LevelRepeats(Subject("one", 0), 2, "ann")]


def test_a_level_that_asks_the_same_channel_again_is_none_of_those() -> None:
    """A channel that is told beside the person is more than the person."""
    found = outlook(topic(ladder("person:ann", ["lead:support", "channel:#help"])))
    assert not [one for one in found.stuck if isinstance(one, LevelRepeats)]


def test_a_policy_in_anothers_shadow_is_never_chosen() -> None:
    """What stands above takes every case of it."""
    found = outlook(
        topic(
            ladder("person:bob", "lead:support", when={"severity": ["high", "critical"]}),
            ladder("person:eve", when={"severity": ["critical"], "tier": ["vip"]}),
            ladder("person:cho", "lead:support"),
        )
    )
    assert [one for one in found.stuck if one.subject.topic] == [NeverChosen(Subject("one", 1))]


def test_a_promise_shorter_than_the_first_level_is_told() -> None:
    """An hour is promised; the first level alone may take two."""
    found = outlook(topic(ladder("lead:support", within="2h"), promise={"after": "1h"}))
    (promise,) = found.hollow
    assert isinstance(promise, PromisedTooSoon)
    assert (promise.promised - promise.at, promise.ends - promise.at) == (
        timedelta(hours=1),
        timedelta(hours=2),
    )


def test_a_promise_that_runs_while_the_levels_clock_stands_is_told() -> None:
    """Four hours around the clock, and a level that waits for opening: the weekend shows it."""
    found = outlook(
        topic(ladder("lead:support", within="1h", count="working_hours"), promise={"after": "4h"})
    )
    (promise,) = found.hollow
    assert isinstance(promise, PromisedTooSoon)
    assert promise.at == seoul("2026-03-06T18:00")


def test_a_level_after_the_promise_is_too_late() -> None:
    """Half an hour is promised; the third level is asked after that."""
    found = outlook(
        topic(ladder("person:bob", "lead:support", "person:eve", within="20m"), promise={"after": "30m"})
    )
    (promise,) = found.hollow
    assert isinstance(promise, AskedTooLate)
    assert (promise.level, promise.begins - promise.at) == (3, timedelta(minutes=40))


def test_a_promise_the_ladder_keeps_is_not_mentioned() -> None:
    """The same clocks, and time enough."""
    kept = ladder("person:bob", "lead:support", within="20m", count="working_hours")
    assert outlook(topic(kept, promise={"after": "2h", "count": "working_hours"})).hollow == ()


def test_around_the_clock_is_not_promised_with_nobody_there() -> None:
    """Row 4.17: a promise that always counts, an offer that says 24 hours, and an empty night."""
    offer = {"ko": ["24시간 언제든 답해 드리기"], "en": ["An answer on working days"]}
    found = outlook(topic(ladder("schedule:desk"), promise={"after": "1d"}, can_offer=offer))
    always, says = found.hollow
    assert isinstance(always, PromisedAlways)
    assert isinstance(says, SaysAlways)
    assert (says.language.value, says.index, says.words) == ("ko", 0, "24시간")


def test_time_off_alone_breaks_no_such_promise() -> None:
    """The gap itself is told; the promise is not called a wrong one for it."""
    found = outlook(
        topic(ladder("person:eve"), promise={"after": "1d"}), people={"eve": off("2026-03-03", "2026-03-09")}
    )
    assert of_kind(found, HoleKind.LAST_RESORT)
    assert found.hollow == ()


def hole(hour: int, lasts: int, *missed: str, about: Subject = Subject("one", 0)) -> Hole:  # noqa: B008 - frozen
    """Some hours of Monday in which these are off."""
    start = seoul(f"{MONDAY}T{hour:02}:00")
    names = tuple(Unreached(Target.parse("schedule:desk"), SkipReason.TIME_OFF, name) for name in missed)
    return Hole(HoleKind.LAST_RESORT, (about,), ((start, start + timedelta(hours=lasts)),), names)


def test_for_reading_the_longest_are_told_alone_and_the_rest_as_one() -> None:
    """Nothing is left out: the one entry has all the times, and everybody who is off."""
    found = [hole(1, 4, "ann"), hole(6, 1, "bob"), hole(8, 3, "cho"), hole(12, 1, "dan"), hole(14, 5, "eve")]
    told = condensed(found)
    assert [len(one.intervals) for one in told] == [1, 2, 1, 1]
    assert [one.person for one in told[1].missed] == ["bob", "dan"]
    assert union(*(one.intervals for one in told)) == union(*(one.intervals for one in found))


def test_few_and_those_of_other_policies_are_told_as_they_are() -> None:
    """Four of a policy's are no more to read than three and the rest."""
    found = (*(hole(hour, 1, "ann") for hour in (1, 3, 5, 7)), hole(9, 1, "ann", about=Subject("one", 1)))
    assert condensed(found) == found
