"""A file with two topics of two teams, and policies for when it is bad or nobody is there."""

from typing import Any

from bot.domain.carrying import start
from bot.domain.escalation import Escalation
from bot.domain.oncall import Roster
from bot.domain.policy import Policy, Severity
from bot.domain.team_file import TeamFile
from tests.domain.carried import LADDER, MONDAY, crew, draft
from tests.domain.small_files import Raw, team_file
from tests.fakes.calendars import FakeCalendars

CRITICAL: Raw = {
    "when": {"severity": ["critical"]},
    "levels": [{"ask": ["schedule:desk", "person:cho"], "within": "5m"}, {"ask": "lead:support", "within": "5m"}],
    "remind_after": "30m",
}  # fmt: skip
NIGHT: Raw = {"when": {"hours": "outside"}, "levels": [{"ask": "person:ann", "within": "1h"}]}
OUTAGE: Raw = {"levels": [{"ask": ["person:dan", "person:eve"], "within": "10m"}], "remind_after": "1h"}


def two_topics(*, engineering: str = "#engineering", **people: Raw) -> TeamFile:
    """Refunds are support's, outages engineering's."""
    file = crew(people=people)
    teams = {name: team.model_dump(mode="json") for name, team in file.teams.items()}
    teams["engineering"] |= {"channel": engineering, "name": {"en": "Engineering"}}
    return team_file(
        teams=teams,
        people=people,
        schedules={name: one.model_dump(mode="json") for name, one in file.schedules.items()},
        topics={
            "refund": {"title": {"en": "Refunds"}, "team": "support", "policies": [CRITICAL, NIGHT, LADDER]},
            "outage": {"title": {"en": "Outages"}, "team": "engineering", "policies": [OUTAGE]},
        },
    )


def book(**more: Any) -> Roster:  # noqa: ANN401 - of two_topics
    """Who is on call in it."""
    return Roster(two_topics(**more), FakeCalendars())


def refund(severity: Severity = Severity.NORMAL, **more: Any) -> Escalation:  # noqa: ANN401 - of draft
    """A refund that waits: Bob is asked."""
    policy: Any = Policy.model_validate(CRITICAL if severity is Severity.CRITICAL else LADDER)
    e = draft(severity=severity, **more).model_copy(update={"policy": policy})
    return start(e, now=MONDAY, roster=book())
