"""Small files of a made-up team, written the way escalation.yaml is."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.oncall import Cover, Roster, Shift
from bot.domain.team_file import TeamFile
from tests.fakes.calendars import FakeCalendars

Raw = Mapping[str, Any]
"""A part of the file as YAML would give it."""

PEOPLE = ("ann", "bob", "cho", "dan", "eve")
SEOUL = ZoneInfo("Asia/Seoul")
BERLIN = ZoneInfo("Europe/Berlin")


def utc(text: str) -> datetime:
    """An instant written without its offset, which is none."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def seoul(text: str) -> datetime:
    """An instant as the clock in Seoul shows it."""
    return datetime.fromisoformat(text).replace(tzinfo=SEOUL)


def team_file(
    *,
    zone: str = "Asia/Seoul",
    people: Mapping[str, Raw] | None = None,
    teams: Mapping[str, Raw] | None = None,
    schedules: Mapping[str, Raw] | None = None,
    holidays: Raw | None = None,
    topics: Mapping[str, Raw] | None = None,
) -> TeamFile:
    """Five people, of whom `people` tells more; one team of the first two unless told otherwise."""
    details = people or {}
    return TeamFile.model_validate(
        {
            "version": 1,
            "workspace": {
                "time_zone": zone,
                "holidays": holidays,
                "last_resort": {"levels": [{"ask": "team:support", "within": "30m"}]},
            },
            "people": {
                name: {"name": {"en": name.title()}, **details.get(name, {})}
                for name in dict.fromkeys((*PEOPLE, *details))
            },
            "teams": teams or {"support": team(lead="ann", members=["ann", "bob"])},
            "schedules": schedules or {},
            "topics": topics or {},
        }
    )


def team(**details: Any) -> Raw:  # noqa: ANN401 - whatever YAML may hold
    """A team with a name and a channel, and what the test tells of it."""
    return {"name": {"en": "Support"}, "channel": "#support", **details}


def layer(members: str, **details: Any) -> Raw:  # noqa: ANN401 - whatever YAML may hold
    """A layer of members between spaces, `~` for an empty slot: weekly from Monday 2026-01-05 09:00 on."""
    names = [None if name == "~" else name for name in members.split()]
    return {"members": names, "starts": "2026-01-05T09:00", "every": "1w", **details}


def roster_of(
    *layers: Raw,
    overrides: Sequence[Raw] = (),
    covers: Sequence[Cover] = (),
    calendars: FakeCalendars | None = None,
    schedule: Raw | None = None,
    people: Mapping[str, Raw] | None = None,
    holidays: Raw | None = None,
) -> Roster:
    """A roster with one schedule, `desk`, of these layers."""
    desk = {"layers": list(layers), "overrides": list(overrides), **(schedule or {})}
    file = team_file(schedules={"desk": desk}, people=people, holidays=holidays)
    return Roster(file, calendars or FakeCalendars(), covers)


def off(start: str, end: str) -> Raw:
    """A person with time off."""
    return {"time_off": [{"from": start, "to": end}]}


def cover(absent: str, by: str, start: str, end: str, schedule: str | None = None) -> Cover:
    """A cover between two moments in Seoul."""
    return Cover(f"{absent}-{by}", absent, by, seoul(start), seoul(end), schedule)


def who(shift: Shift | None) -> tuple[str, str] | None:
    """The person and the reason of a shift."""
    return (shift.person, shift.why.value) if shift else None
