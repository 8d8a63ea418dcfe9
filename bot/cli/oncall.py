"""`oncall`: who is on call when, as lines, JSON, calendars or a chart, without Slack."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from bot.cli.calendars import read_calendars, tell_calendars
from bot.cli.exporting import write_calendars
from bot.cli.outside import (
    Outside,
    finished,
    moment_of,
    one_of,
    print_json,
    read_files,
    reader,
    settings_for,
    shown_as_is,
    takes_files,
    takes_json,
)
from bot.cli.pictures import draw_chart, refuse_other_formats
from bot.cli.shapes import FROM_THE_FILE, FROM_THE_FILE_KO, gap_json, shift_json
from bot.config import PackageCalendars
from bot.domain.oncall import Gap, Roster, Shift, Why
from bot.domain.reader import Reader
from bot.domain.team_file import TeamFile
from bot.domain.weekdays import DAY_NAMES
from bot.settings import Need, Settings
from bot.views.words import person, say

_LONGEST = timedelta(days=3660)
_DAYS, _DAYS_OF_CALENDARS = 7, 90


@click.command(
    epilog=shown_as_is(
        "Examples:",
        "  python -m bot oncall",
        "  python -m bot oncall billing --from 2026-02-01 --to 2026-03-01",
        "  python -m bot oncall --ics calendars --live",
        "  python -m bot oncall --from 2026-02-02 --to 2026-02-09 --chart week.png",
    )
)
@click.argument("schedule", required=False)
@click.option("--from", "start", metavar="ISO", help="From this moment on; by default now.")
@click.option(
    "--to", "end", metavar="ISO", help="Up to this moment; by default seven days on, 90 with --ics."
)
@click.option(
    "--ics",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write a calendar for each schedule and each person into this folder; for SCHEDULE only its own.",
)
@click.option(
    "--chart",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Draw a chart of it with the gaps marked, as .png or .svg.",
)
@click.option("--lang", type=click.Choice(["ko", "en"]), help="Print names and times in this language.")
@click.option(
    "--live", is_flag=True, help="Count the covers made in Slack, which needs the store; fetch calendars."
)
@takes_files
@takes_json
@click.pass_obj
def oncall(
    outside: Outside,
    *,
    schedule: str | None,
    start: str | None,
    end: str | None,
    ics: Path | None,
    chart: Path | None,
    lang: str | None,
    live: bool,
    escalation: Path | None,
    values_file: Path | None,
    as_json: bool,
) -> None:
    """List who is on call when, and the gaps where nobody is."""
    refuse_other_formats(chart, "--chart")
    if ics and chart:
        raise click.UsageError("--ics and --chart are two answers; ask for one at a time")
    settings = settings_for(outside, Need.STORE if live else Need.FILES, escalation, values_file)
    file, _ = read_files(settings)
    keys = (
        [one_of(schedule, list(file.schedules), "schedule", "SCHEDULE")] if schedule else list(file.schedules)
    )
    period = _period(outside, file, start, end, days=_DAYS_OF_CALENDARS if ics else _DAYS)
    asker = reader(file, lang)
    plan = _Plan(
        _roster(outside, settings, file, asker, live=live), keys, asker, *period, outside.now(), live
    )
    if ics:
        _tell_files(plan.calendars(ics, people=schedule is None), as_json=as_json)
    elif chart:
        _tell_files(plan.chart(chart), as_json=as_json)
    elif as_json:
        print_json(plan.as_json())
    else:
        click.echo("\n".join(plan.lines()))


def _period(
    outside: Outside, file: TeamFile, start: str | None, end: str | None, *, days: int
) -> tuple[datetime, datetime]:
    begins = moment_of(start, "--from", file.workspace.time_zone) or outside.now().replace(microsecond=0)
    ends = moment_of(end, "--to", file.workspace.time_zone) or begins + timedelta(days=days)
    if not timedelta() < ends - begins <= _LONGEST:
        raise click.BadParameter("must be after --from, by ten years at most", param_hint="'--to'")
    return begins, ends


def _roster(outside: Outside, settings: Settings, file: TeamFile, asker: Reader, *, live: bool) -> Roster:
    covers = finished(outside.wiring().live_covers(settings)) if live else ()
    calendars = read_calendars(outside, settings, file, live=live)
    tell_calendars(calendars, file, asker, live=live)
    return Roster(file, PackageCalendars(), covers, calendars.feeds)


def _tell_files(written: list[Path], *, as_json: bool) -> None:
    names = [str(path) for path in written]
    print_json({"files": names}) if as_json else click.echo("\n".join(names))


@dataclass(frozen=True)
class _Plan:
    """Some schedules over a period (UTC), to be told in whichever way."""

    roster: Roster
    keys: list[str]
    asker: Reader
    start: datetime
    end: datetime
    now: datetime
    live: bool

    def calendars(self, folder: Path, *, people: bool) -> list[Path]:
        return write_calendars(
            folder, self.roster, self.keys, self.asker,
            start=self.start, end=self.end, now=self.now, people=people,
        )  # fmt: skip

    def chart(self, path: Path) -> list[Path]:
        draw_chart(
            path, self._listed(), self.roster.file, self.asker,
            start=self.start, end=self.end, now=self.now, live=self.live,
        )  # fmt: skip
        return [path]

    def as_json(self) -> dict[str, object]:
        zone, listed = self.roster.file.workspace.time_zone, self._listed().values()
        shifts = [shift_json(shift, zone) for found, _ in listed for shift in found]
        return {"shifts": shifts, "gaps": [gap_json(gap, zone) for _, found in listed for gap in found]}

    def lines(self) -> Iterator[str]:
        asker, zone = self.asker, self.roster.file.workspace.time_zone
        if not self.keys:
            yield say(asker, ko="파일에 당번 일정(schedules)이 없습니다.", en="The file has no schedules.")
            return
        yield say(asker, ko=f"시각은 {zone} 기준입니다.", en=f"Times are those of {zone}.")
        for key, (shifts, gaps) in self._listed().items():
            yield click.style(key, bold=True)
            entries: list[Shift | Gap] = [*shifts, *gaps]
            for entry in sorted(entries, key=_start):
                yield f"  {_entry(entry, self.roster.file, asker)}"
        if not self.live:
            yield f"\n({say(asker, ko=FROM_THE_FILE_KO, en=FROM_THE_FILE)})"

    def _listed(self) -> dict[str, tuple[tuple[Shift, ...], tuple[Gap, ...]]]:
        return {key: self.roster.shifts(key, self.start, self.end) for key in self.keys}


def _start(entry: Shift | Gap) -> datetime:
    return entry.start


def _entry(entry: Shift | Gap, file: TeamFile, asker: Reader) -> str:
    span = f"{_clock(entry.start, asker)} – {_clock(entry.end, asker)}"
    if isinstance(entry, Gap):
        return f"{span}  {say(asker, ko='아무도 없습니다', en='nobody')}"
    ko, en = _WHY[entry.why]
    return f"{span}  {person(file, entry.person, asker)} ({say(asker, ko=ko, en=en)})"


_WHY = {
    Why.ROTATION: ("순번", "rotation"),
    Why.OVERRIDE: ("일정 변경", "override"),
    Why.COVER: ("대신 맡음", "cover"),
}


def _clock(at: datetime, asker: Reader) -> str:
    """A date and a time that line up in a column."""
    local = at.astimezone(ZoneInfo(asker.zone))
    weekday = say(asker, ko="월화수목금토일"[local.weekday()], en=DAY_NAMES[local.weekday()].capitalize())
    return f"{local:%Y-%m-%d} {weekday} {local:%H:%M}"
