"""How long `check --coverage 365` takes for a large company, beside stepping through the same time.

    .venv/bin/python -m benchmarks.coverage [--quick]

Generates a file with 200 people, 50 schedules and 100 topics, and looks a year ahead several times. The
baseline, in the same run, is what one would write first: every quarter of an hour, every topic and severity,
ask the ladder. It is timed on a small slice, since the year would take days, and its findings in that slice
are compared with ours.
"""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import product
from random import Random

from benchmarks.measuring import Figure, Goal, number, options, record
from bot.config import PackageCalendars
from bot.domain.coverage import HoleKind, Subject
from bot.domain.ladder import ask_level
from bot.domain.oncall import Roster
from bot.domain.policy import Severity
from bot.domain.team_file import TeamFile
from bot.domain.timeline import holds
from bot.services.foresee import Outlook, foresee

START = datetime(2026, 3, 2, tzinfo=UTC)
ZONES = ("Asia/Seoul", "Europe/Berlin", "America/New_York", "Asia/Kolkata")
COUNTRIES = ("KR", "DE", "US", "IN")
QUARTER = timedelta(minutes=15)
LOST = {HoleKind.NOBODY, HoleKind.LAST_RESORT}


def company(seed: int, *, people: int, teams: int, schedules: int, topics: int) -> TeamFile:
    """A made-up file: teams in four zones, rotations of all kinds, ladders with and without holes."""
    random = Random(seed)  # noqa: S311 - the same company every time, not a secret
    names = [f"p{number}" for number in range(people)]
    staff = [names[number::teams] for number in range(teams)]
    return TeamFile.model_validate(
        {
            "version": 1,
            "workspace": {
                "time_zone": "Asia/Seoul",
                "holidays": {"country": "KR"},
                "last_resort": {"levels": [{"ask": "team:t0", "within": "30m"}]},
            },
            "people": {name: _person(name, random) for name in names},
            "teams": {f"t{number}": _team(number, members) for number, members in enumerate(staff)},
            "schedules": {
                f"s{number}": _schedule(random, staff[number % teams]) for number in range(schedules)
            },
            "topics": {f"topic{number}": _topic(number, teams, schedules) for number in range(topics)},
        }
    )


def _person(name: str, random: Random) -> object:
    day = datetime(2026, 3, 2, tzinfo=UTC) + timedelta(days=random.randrange(340))
    off = {"from": f"{day:%Y-%m-%d}", "to": f"{day + timedelta(days=random.randrange(1, 15)):%Y-%m-%d}"}
    role = random.choice(["agent", "agent", "specialist", "lead"])
    return {"name": {"en": name}, "time_zone": random.choice(ZONES), "roles": [role], "time_off": [off]}


def _team(number: int, members: list[str]) -> object:
    return {
        "name": {"en": f"Team {number}"},
        "lead": members[0],
        "members": members[1:],
        "channel": f"#t{number}",
        "time_zone": ZONES[number % 4],
        "holidays": {"country": COUNTRIES[number % 4]},
        "hours": {"mon-fri": ["09:00-12:00", "13:00-18:00"]},
    }


def _schedule(random: Random, members: list[str]) -> object:
    zone = random.choice(ZONES)
    day = {"members": members[:6], "starts": "2026-01-05T09:00", "every": "1d", "turns": "worked"}
    night = {"members": members[2:6], "starts": "2026-01-05T18:00", "every": "1w"}
    return {
        "time_zone": zone,
        "layers": [
            {**day, "active": {"mon-fri": ["09:00-18:00"]}},
            {**night, "active": {"mon-thu": ["18:00-09:00"], "fri": ["18:00-02:00"]}},
        ],
    }


def _topic(number: int, teams: int, schedules: int) -> object:
    team, first, second = number % teams, number % schedules, (number * 7 + 1) % schedules
    urgent = {"when": {"severity": ["high", "critical"], "tier": ["vip", "business"]}}
    closed = {"when": {"hours": "outside", "region": ["eu", "us"]}}
    on_call = [
        {"ask": f"schedule:s{first}", "within": "15m"},
        {"ask": f"schedule:s{second}", "within": "30m"},
    ]
    return {
        "title": {"en": f"Topic {number}"},
        "team": f"t{team}",
        "promise": {"after": "2h", "count": "working_hours"},
        "policies": [
            {**urgent, "levels": [*on_call, {"ask": [f"lead:t{team}", "channel:#war-room"], "within": "1h"}]},
            {**closed, "levels": on_call},
            {"levels": [*on_call, {"ask": f"team:t{team}", "within": "1h"}], "count": "working_hours"},
        ],
    }


def stepped(
    roster: Roster, keys: list[str], start: datetime, end: datetime
) -> Iterator[tuple[str, int, datetime]]:
    """The baseline: topic, policy and moment wherever asking the ladder reaches nobody."""
    at = start
    while at < end:
        for key, severity in product(keys, Severity):
            topic = roster.file.topics[key]
            inside = roster.team_hours(topic.team).is_open(at)
            index, policy = topic.choose(severity=severity, tier="vip", region="eu", inside_hours=inside)
            if not any(ask_level(level, roster, at)[0] for level in policy.levels):
                yield key, index, at
        at += QUARTER


def timed(call: Callable[[], object]) -> tuple[float, float]:
    """Seconds of one call: of the processor, and by the clock on the wall."""
    began, spent = time.perf_counter(), time.process_time()
    call()
    return time.process_time() - spent, time.perf_counter() - began


def agree(found: Outlook, lost: set[tuple[str, int, datetime]]) -> bool:
    """Whether every moment the baseline found is in a hole of ours."""
    holes = [hole for hole in found.holes if hole.kind in LOST]
    return all(
        any(Subject(key, index) in hole.subjects and holds(hole.intervals, at) for hole in holes)
        for key, index, at in lost
    )


def stepping(found: Outlook, file: TeamFile, *, topics: int, hours: int) -> tuple[float, str]:
    """The baseline over a few topics and hours: seconds it would take for the year, and what it found."""
    keys, roster = list(file.topics)[:topics], Roster(file, PackageCalendars())
    lost: set[tuple[str, int, datetime]] = set()
    took, _ = timed(lambda: lost.update(stepped(roster, keys, START, START + timedelta(hours=hours))))
    year = took * (365 * 24 / hours) * (len(file.topics) / len(keys))
    said = "all of them in our holes" if agree(found, lost) else "NOT all of them in our holes"
    return year, (
        f"Stepping every 15 minutes took {number(took)} s for {topics} topics, one tier and region, and {hours} h, "
        f"so about {number(year)} s for all of it; it found {len(lost)} moments, {said} ({len(found.holes)})."
    )


def main() -> None:
    """Measure and record."""
    chosen = options(__doc__)
    file = company(7, people=200, teams=20, schedules=50, topics=100)

    def ours() -> Outlook:
        return foresee(Roster(file, PackageCalendars()), START, START + timedelta(days=365))

    runs = [timed(ours) for _ in range(3 if chosen.quick else 7)]
    year, remark = stepping(ours(), file, topics=5, hours=2 if chosen.quick else 6)
    cpu, wall = ([run[which] for run in runs] for which in (0, 1))
    record(
        "coverage",
        "A year's coverage check: 200 people, 50 schedules, 100 topics",
        [
            Figure("a year, by the clock on the wall", "s", wall, Goal.at_most(5)),
            Figure("a year, of the processor", "s", cpu),
            Figure("the baseline over ours", "×", [year / one for one in cpu], beside="stepping 15 minutes"),
        ],
        remark,
        quick=chosen.quick,
    )


if __name__ == "__main__":
    main()
