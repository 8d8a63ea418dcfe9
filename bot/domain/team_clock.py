"""What every clock of teams knows: their zones, and which local date it is there."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.hours import Calendars, wall_clock
from bot.domain.team_file import TeamFile


@dataclass(frozen=True)
class TeamClock:
    """The local dates of every team in a file."""

    file: TeamFile
    calendars: Calendars

    def zone(self, team: str) -> ZoneInfo:
        """The team's time zone."""
        return ZoneInfo(self.file.zone_of_team(team))

    def today(self, team: str, at: datetime) -> date:
        """The team's local date."""
        return wall_clock(at, self.zone(team)).date()
