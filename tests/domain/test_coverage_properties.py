"""Random small files: what looking ahead says of an instant is what a hand-over at that instant would meet."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from bot.domain.climbing import never_asked
from bot.domain.coverage import Case, HoleKind, Subject, cases
from bot.domain.ladder import ask_level, climb
from bot.domain.oncall import Cover, Roster
from bot.domain.policy import Level, Severity, Target
from bot.domain.reach import Horizon
from bot.domain.timeline import holds
from bot.services.foresee import Outlook, foresee
from tests.domain.small_files import PEOPLE, Raw, layer, team, team_file, utc
from tests.fakes.calendars import FakeCalendars

START = utc("2026-03-23T00:00")
DAYS = 14
"""Two weeks in which Berlin changes its clocks."""

HOURS = ({"mon-fri": ["09:00-18:00"]}, {"daily": ["22:00-06:00"]}, {"sat,sun": ["10:00-14:00"]}, None)
TARGETS = (
    *(f"person:{name}" for name in PEOPLE[:3]),
    *(
        "lead:support",
        "team:support",
        "lead:leaderless",
        "team:leaderless",
        "schedule:desk",
        "schedule:night",
    ),
)
GAPPY = ("schedule:desk", "schedule:night", "lead:leaderless", "person:ann", "lead:support")
PLACES = ("channel:#help", "group:S0123ABC")
PALETTES = (GAPPY, GAPPY, (*TARGETS, *GAPPY), (*PLACES, *GAPPY))
"""Of what a ladder is made: many are to have holes."""


@dataclass(frozen=True)
class World:
    """A random file, and an instant with a customer in it."""

    roster: Roster
    at: datetime
    severity: Severity
    tier: str | None
    region: str | None

    def outlook(self) -> Outlook:
        """What looking ahead finds."""
        return foresee(self.roster, START, START + timedelta(days=DAYS))

    def horizon(self) -> Horizon:
        """The same period, to ask single questions of."""
        return Horizon(self.roster, START, START + timedelta(days=DAYS))


def moments() -> st.SearchStrategy[datetime]:
    """Instants of the period, most of them where something changes."""
    quarters = st.integers(0, DAYS * 96 - 1).map(lambda quarter: START + timedelta(minutes=15 * quarter))
    return quarters | st.integers(0, DAYS * 86400 - 1).map(lambda second: START + timedelta(seconds=second))


@st.composite
def time_off(draw: st.DrawFn) -> Raw:
    """A person with some time off."""
    days = draw(st.lists(st.tuples(st.integers(0, DAYS), st.integers(2, 9)), max_size=2))
    first = datetime(2026, 3, 23)  # noqa: DTZ001 - local dates, as the file has them
    spans = [(first + timedelta(days=day), first + timedelta(days=day + lasts)) for day, lasts in days]
    return {
        "time_off": [{"from": f"{start:%Y-%m-%d}", "to": f"{end:%Y-%m-%dT13:00}"} for start, end in spans]
    }


@st.composite
def schedules(draw: st.DrawFn) -> Raw:
    """One or two layers with hours of their own."""
    layers = []
    for _ in range(draw(st.integers(1, 2))):
        members = draw(st.lists(st.sampled_from([*PEOPLE, "~"]), min_size=1, max_size=3))
        hours = draw(st.sampled_from(HOURS))
        every = draw(st.sampled_from(["1d", "3d", "1w"]))
        layers.append(layer(" ".join(members), every=every, **({"active": hours} if hours else {})))
    return {"layers": layers, "time_zone": draw(st.sampled_from(["Asia/Seoul", "Europe/Berlin"]))}


@st.composite
def ladders(draw: st.DrawFn) -> Raw:
    """A policy's levels and how they are asked."""
    level = st.builds(
        lambda ask, within: {"ask": ask, "within": within},
        st.lists(st.sampled_from(TARGETS), min_size=1, max_size=2)
        | st.sampled_from([[one] for one in PLACES]),
        st.sampled_from(["10m", "3h", "1d"]),
    )
    return {
        "levels": draw(st.lists(level, min_size=1, max_size=3)),
        "count": draw(st.sampled_from(["always", "working_hours"])),
        "repeat": draw(st.integers(0, 1)),
    }


@st.composite
def topics(draw: st.DrawFn) -> Raw:
    """Policies with and without conditions; the last one has none."""
    conditions = [
        {"severity": ["high", "critical"]},
        {"tier": ["vip"], "hours": "inside"},
        {"hours": "outside"},
        {"region": ["EU"]},
    ]
    whens = draw(st.lists(st.sampled_from(conditions), max_size=2))
    policies = [{"when": when, **draw(ladders())} for when in whens]
    return {"title": {"en": "x"}, "team": "support", "policies": [*policies, draw(ladders())]}


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """A file, a customer and an instant."""
    hours = draw(st.sampled_from(HOURS))
    roles = {
        name: {"roles": draw(st.sampled_from([["agent"], ["lead"], ["agent", "lead"]]))} for name in PEOPLE
    }
    file = team_file(
        people={name: {**roles[name], **draw(time_off())} for name in PEOPLE},
        teams={
            "support": team(
                lead="ann",
                members=["ann", "bob"],
                time_zone="Europe/Berlin",
                **({"hours": hours} if hours else {}),
            ),
            "leaderless": team(members=["cho"]),
        },
        schedules={"desk": draw(schedules()), "night": draw(schedules())},
        topics={"one": draw(topics()), "two": draw(topics())},
    )
    length = draw(st.integers(1, 96))
    since = draw(moments())
    absent, by = draw(st.permutations(PEOPLE))[:2]
    covers = [Cover("c", absent, by, since, since + timedelta(hours=length))] if draw(st.booleans()) else []
    return World(
        roster=Roster(file, FakeCalendars(), covers),
        at=draw(moments()),
        severity=draw(st.sampled_from(Severity)),
        tier=draw(st.sampled_from([None, "vip", "VIP", "gold"])),
        region=draw(st.sampled_from([None, "eu", "us"])),
    )


def met(world: World, levels: tuple[Level, ...]) -> tuple[bool, frozenset[str]]:
    """Whether anything is asked at the instant, and who by name: as answers and cards do it."""
    asked = [ask for level in levels for ask in ask_level(level, world.roster, world.at)[0]]
    return bool(asked), frozenset(name for ask in asked for name in ask.people)


def told(outlook: Outlook, subject: Subject, at: datetime) -> set[HoleKind]:
    """What the report says of a policy at an instant."""
    holes = (hole for hole in outlook.holes if subject in hole.subjects)
    return {hole.kind for hole in holes if holds(hole.intervals, at)}


def expected(world: World, levels: tuple[Level, ...], *, is_open: bool) -> set[HoleKind]:
    """The same, worked out for this one instant."""
    asked, people = met(world, levels)
    last = (*world.roster.file.workspace.last_resort.levels, _lead_of_support())
    if not asked:
        return {HoleKind.LAST_RESORT if met(world, last)[0] else HoleKind.NOBODY}
    if not people:
        return {HoleKind.PLACE}
    roles = {role for person in world.roster.file.people.values() for role in person.roles}
    having = {
        role: {key for key, one in world.roster.file.people.items() if role in one.roles} for role in roles
    }
    alone = len(people) == 1 or (len(people) == 2 and any(people <= having[role] for role in roles))
    return {HoleKind.ALONE} if alone and is_open else set()


def _lead_of_support() -> Level:
    return Level(ask=(Target.parse("lead:support"),), within=timedelta(minutes=1))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(worlds())
def test_the_report_is_true_of_every_instant(world: World) -> None:
    """It tells a hole of the policy that is chosen exactly if asking its levels then meets that hole."""
    outlook = world.outlook()
    is_open = world.roster.team_hours("support").is_open(world.at)
    for key, topic in world.roster.file.topics.items():
        index, policy = topic.choose(
            severity=world.severity, tier=world.tier, region=world.region, inside_hours=is_open
        )
        right = expected(world, policy.levels, is_open=is_open)
        event(" ".join(right) or "covered")
        assert told(outlook, Subject(key, index), world.at) == right


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(worlds())
def test_a_level_called_unreachable_is_never_asked(world: World) -> None:
    """No climb, begun at any hour of the period at which its policy can be chosen, asks it."""
    horizon = world.horizon()
    for key, topic in world.roster.file.topics.items():
        for case in cases(horizon, key, topic):
            lost = never_asked(horizon, case) if case.chosen else ()
            event(f"{len(lost)} of {len(case.policy.levels)} levels lost")
            if lost:
                assert not set(lost) & asked_when_stepped(world, case)


def asked_when_stepped(world: World, case: Case) -> set[int]:
    """The levels that climbs begun every hour ask inside the period."""
    end = START + timedelta(days=DAYS)
    asked: set[int] = set()
    for hour, lap in product(range(DAYS * 24), [case.policy.repeat + 1]):
        at = START + timedelta(hours=hour)
        if not holds(case.chosen, at):
            continue
        rungs = climb(
            case.policy.levels * lap,
            count=case.policy.count,
            topic_team=case.team,
            roster=world.roster,
            at=at,
        )
        count = len(case.policy.levels)
        asked |= {(rung.level - 1) % count for rung in rungs if not rung.skipped and rung.begins < end}
    return asked
