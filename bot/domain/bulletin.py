"""When people are told what is open: as a shift changes hands, and leads as their morning begins."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from bot.domain.hours import OpeningHours, wall_clock
from bot.domain.language import Frozen
from bot.domain.oncall import Roster

LOOK_BACK = timedelta(days=14)
"""Whoever was on call last is looked for so far back: a schedule that rested longer was left by nobody."""

STALE = timedelta(hours=4)
"""What nobody could tell for so long (Baton was down) is not news any more; the next one tells it."""

HoursOf = Callable[[str], OpeningHours]
"""When a person works, by their own clock."""


class Handing(Frozen):
    """A schedule passes from one person to another (UTC). `leaver` is None after a long rest."""

    schedule: str
    at: datetime
    leaver: str | None
    comer: str


class Bulletin(Frozen):
    """What one person is told at one instant (UTC), all in one message.

    `takes` are shifts that begin for them, `gives` those that passed to somebody else, `leads` the teams
    whose lead they are, or whose lead they stand in for, and whose morning it is.
    """

    at: datetime
    person: str
    takes: tuple[Handing, ...] = ()
    gives: tuple[Handing, ...] = ()
    leads: tuple[str, ...] = ()


def handings(roster: Roster, start: datetime, end: datetime) -> list[Handing]:
    """Every change of hands after `start` and up to `end`, schedule by schedule.

    A gap is no change: who comes back after a night off takes over from nobody.
    """
    return [
        handing
        for schedule in roster.file.schedules
        for handing in _handings(roster, schedule, start, end)
        if start < handing.at <= end
    ]


def _handings(roster: Roster, schedule: str, start: datetime, end: datetime) -> Iterable[Handing]:
    shifts, _ = roster.shifts(schedule, start - LOOK_BACK, end + datetime.resolution)
    before: str | None = None
    for shift in shifts:
        if shift.person != before:
            yield Handing(schedule=schedule, at=shift.start, leaver=before, comer=shift.person)
        before = shift.person


def mornings(roster: Roster, hours_of: HoursOf, start: datetime, end: datetime) -> list[tuple[str, datetime]]:
    """The teams, each with the instants after `start` and up to `end` at which its lead's working day begins."""
    return [
        (key, opens)
        for key, team in roster.file.teams.items()
        if team.lead is not None
        for opens in _mornings(hours_of(team.lead), start, end)
    ]


def _mornings(hours: OpeningHours, start: datetime, end: datetime) -> list[datetime]:
    since = start - timedelta(days=2)
    first: dict[date, datetime] = {}
    for opens, _ in hours.intervals(since, end + datetime.resolution):
        if opens > since:
            first.setdefault(wall_clock(opens, hours.zone).date(), opens)
    return [opens for opens in first.values() if start < opens <= end]


def bulletins(roster: Roster, hours_of: HoursOf, start: datetime, end: datetime) -> list[Bulletin]:
    """What falls due after `start` and up to `end`: one for each person, as of the latest instant of theirs.

    What is older than `STALE` at `end` is left out.
    """
    start = max(start, end - STALE)
    found: list[Bulletin] = []
    for handing in handings(roster, start, end):
        found.append(Bulletin(at=handing.at, person=handing.comer, takes=(handing,)))
        if handing.leaver is not None:
            found.append(Bulletin(at=handing.at, person=handing.leaver, gives=(handing,)))
    for team, at in mornings(roster, hours_of, start, end):
        lead = roster.stand_in(roster.file.teams[team].lead or "", at)
        if lead is not None:
            found.append(Bulletin(at=at, person=lead.person, leads=(team,)))
    merged: dict[str, Bulletin] = {}
    for bulletin in sorted(found, key=lambda one: one.at):
        before = merged.get(bulletin.person)
        merged[bulletin.person] = _joined(before, bulletin) if before else bulletin
    return sorted(merged.values(), key=lambda one: (one.at, one.person))


def _joined(earlier: Bulletin, later: Bulletin) -> Bulletin:
    """Both in one; what was taken and passed on again meanwhile is neither."""
    ended = {handing.schedule for handing in (*later.takes, *later.gives)}
    return Bulletin(
        at=later.at,
        person=later.person,
        takes=(*(h for h in earlier.takes if h.schedule not in ended), *later.takes),
        gives=(*(h for h in earlier.gives if h.schedule not in ended), *later.gives),
        leads=tuple(dict.fromkeys((*earlier.leads, *later.leads))),
    )


def next_instant(roster: Roster, hours_of: HoursOf, after: datetime, until: datetime) -> datetime | None:
    """The first instant after `after` and up to `until` at which somebody is told something."""
    moments = [handing.at for handing in handings(roster, after, until)]
    moments += [at for _, at in mornings(roster, hours_of, after, until)]
    return min(moments, default=None)
