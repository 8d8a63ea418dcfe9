"""Running a command as a person would, in a small world of its own."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from bot.adapters.resealing import Resealed
from bot.adapters.whole_files import put
from bot.cli.group import baton
from bot.cli.outside import Outside
from bot.config import Loaded, Problem, load
from bot.config.starting import Gathered
from bot.domain.audit import Entry
from bot.domain.diagnosis import Finding
from bot.domain.learning import Learned
from bot.domain.oncall import Cover
from bot.domain.periods import Period
from bot.domain.practice import Practice
from bot.domain.review import Review
from bot.domain.survey import SurveyAnswer
from bot.errors import OperatorError
from bot.ports.surveys import Result as Result_
from bot.ports.surveys import Taken
from bot.services.handbook import by_words_alone
from bot.settings import Settings
from tests.config.files import HONEST, TEAM

MONDAY = datetime(2026, 2, 9, 1, 0, tzinfo=UTC)
"""Ten in the morning in Seoul."""


@dataclass
class FakeWiring:
    """Remembers what it was asked to run; a night is posted once, like the real one."""

    covers: tuple[Cover, ...] = ()
    practices: tuple[Practice, ...] = ()
    told: Learned = field(default_factory=Learned)
    slack_problems: tuple[Problem, ...] = ()
    gathered: Gathered | None = None
    reviews: dict[tuple[str, str], Review] = field(default_factory=dict)
    refuses: str = ""
    trail: tuple[Entry, ...] = ()
    resealed: Resealed = field(default_factory=Resealed)
    findings: tuple[Finding, ...] = ()
    examined: list[tuple[bool, bool]] = field(default_factory=list)
    looked_at: list[Settings] = field(default_factory=list)
    served: list[bool] = field(default_factory=list)
    workers: int = 0
    erased: list[str] = field(default_factory=list)
    restored: list[tuple[str, bool]] = field(default_factory=list)
    taken_in: set[str] = field(default_factory=set)
    posted: set[tuple[str, date | None]] = field(default_factory=set)

    def serve(self, settings: Settings, *, http: bool, workers: int = 1) -> int:
        """Serve, at once done; not with files that have problems."""
        if self.refuses:
            raise OperatorError(self.refuses)
        load(settings.escalation_file, settings.values_file).both()
        assert settings.slack_bot_token
        self.served.append(http)
        self.workers = workers
        return 0

    async def erase(self, settings: Settings, who: str) -> list[str]:
        """Note whom."""
        assert settings.slack_bot_token
        self.erased.append(who)
        return [f"{who} is being erased"]

    async def backup(self, settings: Settings, out: Path, workspace: str | None) -> list[str]:
        """Write the file."""
        assert settings.log_level
        put(out, (workspace or "the only one").encode())
        return [f"backed up to {out.name}"]

    async def restore(self, settings: Settings, path: Path, replace: bool) -> list[str]:  # noqa: FBT001 - the wiring's own
        """Note what was asked for."""
        assert settings.log_level
        self.restored.append((path.name, replace))
        return [f"{path.name} is back"]

    async def run_nightly(
        self,
        settings: Settings,
        team: str,
        date: date | None,
        dry_run: bool,  # noqa: FBT001 - the wiring's own
    ) -> list[str]:
        """Post once."""
        assert settings.slack_bot_token
        if (team, date) in self.posted:
            return ["already posted"]
        if not dry_run:
            self.posted.add((team, date))
        return [f"would post {team} {date}" if dry_run else f"posted {team} {date}"]

    async def check_slack(self, settings: Settings, loaded: Loaded) -> list[Problem]:
        """What Slack says."""
        assert settings.slack_bot_token
        assert loaded.team_file
        return list(self.slack_problems)

    async def examine(self, settings: Settings, loaded: Loaded, http: bool) -> list[Finding]:  # noqa: FBT001 - the wiring's own
        """What an examination found."""
        assert loaded.tree
        self.looked_at.append(settings)
        self.examined.append((settings.slack_bot_token is not None, http))
        return list(self.findings)

    async def gather_people(self, settings: Settings, group: str) -> Gathered:
        """The people of the one group there is."""
        assert settings.slack_bot_token
        if self.gathered is None or self.gathered.ref != group:
            raise OperatorError(f"Slack shows no user group {group}.")
        return self.gathered

    async def learned(self, settings: Settings) -> Learned:
        """What the store says."""
        assert settings.slack_bot_token
        return self.told

    async def accepted_practices(self, settings: Settings) -> Sequence[Practice]:
        """What the store says."""
        if settings.slack_bot_token is None:
            raise OperatorError("no workspace")
        return self.practices

    async def take_in_answers(
        self,
        settings: Settings,
        answers: Sequence[SurveyAnswer],
        dry_run: bool,  # noqa: FBT001 - the wiring's own
    ) -> list[Taken]:
        """Once by the id; whoever is not ann is nobody."""
        assert settings.slack_bot_token
        told = []
        for one in answers:
            result: Result_ = "note" if one.agent == "ann" else "nobody"
            told.append(Taken(result=result, before=one.id in self.taken_in))
            self.taken_in |= set() if dry_run else {one.id}
        return told

    async def gather_review(self, settings: Settings, team: str, period: Period) -> Review:
        """What the store says of it; of another period nothing."""
        assert settings.slack_bot_token
        known = self.reviews.get((team, period.name))
        return known or Review(team=team, period=period)

    async def audited(self, settings: Settings, first: date, last: date) -> list[Entry]:
        """What the store says of these days."""
        assert settings.slack_bot_token
        return [one for one in self.trail if first <= one.at.date() <= last]

    async def reseal_store(self, settings: Settings) -> Resealed:
        """What became of what is encrypted."""
        assert settings.secret_keys or settings.redis_url is None
        return self.resealed

    async def live_covers(self, settings: Settings) -> Sequence[Cover]:  # noqa: ARG002 - the wiring's own signature
        """What the store says."""
        return self.covers


@dataclass
class Terminal:
    """A folder with the two small files, and a terminal in it."""

    folder: Path
    environ: Mapping[str, str] = field(default_factory=dict)
    wiring: FakeWiring = field(default_factory=FakeWiring)
    now: datetime = MONDAY

    def __post_init__(self) -> None:
        """Write the files."""
        self.write(TEAM)

    def write(self, team: str, values: str = HONEST) -> None:
        """Put other files in their place."""
        (self.folder / "escalation.yaml").write_text(team, encoding="utf-8")
        (self.folder / "values.yaml").write_text(values, encoding="utf-8")

    def run(self, *words: str, typed: str | None = None) -> Result:
        """Type a command, and what it asks for."""
        files = {
            "BATON_ESCALATION_FILE": str(self.folder / "escalation.yaml"),
            "BATON_VALUES_FILE": str(self.folder / "values.yaml"),
        }
        outside = Outside(
            environ={**files, **self.environ},
            now=lambda: self.now,
            wiring=lambda: self.wiring,
            understand=by_words_alone,
        )
        return CliRunner().invoke(baton, words, obj=outside, input=typed)

    def ask(self, *words: str) -> Any:  # noqa: ANN401 - whatever JSON says
        """The JSON a command answers with exit code 0."""
        result = self.run(*words, "--json")
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)
