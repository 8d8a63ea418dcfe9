"""The whole of escalation.yaml as one value."""

from typing import Literal

from pydantic import Field

from bot.domain.away_status import AwayWords
from bot.domain.hours import HolidayRule
from bot.domain.language import Frozen, Text
from bot.domain.oncall import Schedule
from bot.domain.people import Person, Team
from bot.domain.policy import LastResort, Topic
from bot.domain.scalars import ZoneName


class Workspace(Frozen):
    """What holds for everybody unless something nearer says otherwise."""

    time_zone: ZoneName
    language: Literal["ko", "en", "both"] = Field(default="en", description="of channel posts")
    holidays: HolidayRule | None = None
    keepers: tuple[str, ...] = ()
    away_status: AwayWords = Field(
        default_factory=AwayWords, description="Slack statuses of people who are passed over"
    )
    last_resort: LastResort


class TeamFile(Frozen):
    """People, teams, schedules and topics, by their keys in the file's order."""

    version: Literal[1]
    workspace: Workspace
    people: dict[str, Person]
    teams: dict[str, Team]
    schedules: dict[str, Schedule] = Field(default_factory=dict)
    topics: dict[str, Topic]

    def primary_team(self, person: str) -> str | None:
        """The first team, in the file's order, that lists a person."""
        for key, team in self.teams.items():
            if person == team.lead or person in team.members:
                return key
        return None

    def schedule_title(self, schedule: str) -> Text:
        """What people call a schedule: its title, else its key."""
        known = self.schedules.get(schedule)
        return (known and known.title) or Text(en=schedule)

    @property
    def schedule_names(self) -> dict[str, str]:
        """The keys of schedules by everything they may be called: a title in either language, or the key."""
        titles = {name: key for key, one in self.schedules.items() if one.title for name in one.title.both}
        return titles | {key: key for key in self.schedules}

    def zone_of_person(self, person: str) -> str:
        """The IANA zone a person is in."""
        known = self.people.get(person)
        return (known and known.time_zone) or self.workspace.time_zone

    def zone_of_team(self, team: str) -> str:
        """The IANA zone of a team."""
        known = self.teams.get(team)
        return (known and known.time_zone) or self.workspace.time_zone

    def zone_of_schedule(self, schedule: str) -> str:
        """The IANA zone of a schedule."""
        known = self.schedules.get(schedule)
        return (known and known.time_zone) or self.workspace.time_zone
