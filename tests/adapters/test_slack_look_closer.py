"""`check --slack`: what of Slack may surprise the people of the file later, at its line."""

from pathlib import Path
from typing import Any

import pytest

from bot.adapters.slack_look_closer import look_closer
from bot.config import load
from bot.settings import Need, Settings
from bot.wiring import check_slack
from playground.driver import LocalSlack
from playground.people import Kind
from tests.adapters.stage import TEAM, Stage, staged
from tests.domain.small_files import utc

ROOT = Path(__file__).parents[2]
NOW = utc("2026-02-09T01:00")


async def told(stage: Stage) -> dict[str, str]:
    """What is told of the stage's file, by the path in it."""
    await stage.directory.start()
    found = await look_closer(stage.directory._file, stage.directory, NOW)
    return {".".join(map(str, remark.path)): remark.sentence for remark in found}


def asking(*targets: str) -> dict[str, Any]:
    """The team's file with a topic that asks these."""
    topic = {
        "title": {"en": "Help"},
        "team": "support",
        "policies": [{"levels": [{"ask": list(targets), "within": "15m"}]}],
    }
    return {**TEAM, "topics": {"help": topic}}


ASK = "topics.help.policies.0.levels.0.ask"


async def test_a_zone_that_differs_from_slacks_is_told(tmp_path: Path) -> None:
    """With how far the clocks are apart; the same clock by another name is the same."""
    async with staged(tmp_path, team=asking("team:support")) as stage:
        stage.user("bob").tz, stage.user("jimin").tz = "Asia/Seoul", "Asia/Tokyo"
        found = await told(stage)
        assert list(found) == ["people.bob.time_zone"]
        assert found["people.bob.time_zone"].startswith(
            "is in Asia/Seoul by Slack, in Europe/Berlin by this file"
        )
        assert "up to 8 h apart" in found["people.bob.time_zone"]


@pytest.mark.parametrize(("kind", "words"), [("guest", "is a guest"), ("stranger", "another company")])
async def test_guests_and_strangers_are_told(tmp_path: Path, kind: Kind, words: str) -> None:
    """They are asked all the same, and cannot do everything."""
    async with staged(tmp_path, team=asking("team:support")) as stage:
        stage.user("bob").kind = kind
        if kind == "stranger":
            stage.user("bob").team_id = "T0ACME0002"
        assert words in (await told(stage))["people.bob"]


async def test_a_group_with_strangers_to_the_file_is_told(tmp_path: Path) -> None:
    """They are asked and cannot take it; a group nobody is in asks nobody."""
    async with staged(tmp_path, team=asking("group:S0123ABC", "group:S0NOBODY1", "team:support")) as stage:
        del stage.playground.world.groups["S0NOBODY1"]
        stage.playground.world.groups["S0123ABC"].users[:] = [stage.user("bob").id, stage.user("noah").id]
        found = await told(stage)
        assert found == {ASK: found[ASK]}
        first, second = [
            remark.sentence for remark in await look_closer(stage.directory._file, stage.directory, NOW)
        ]
        assert first.startswith("1 of the 2 in user group S0123ABC are not in `people`")
        assert "noah (" in first
        assert second == "Slack shows no user group S0NOBODY1 with anybody in it, so this asks nobody"


async def test_a_channel_that_is_asked_must_be_there(tmp_path: Path) -> None:
    """Teams' own channels are the roll call's; others are looked at here."""
    async with staged(tmp_path, team=asking("channel:#nowhere", "channel:#support")) as stage:
        stage.channel("nowhere").name = "elsewhere"
        assert "no such channel" in (await told(stage))[ASK]


async def test_the_command_tells_each_at_its_line(tmp_path: Path) -> None:
    """Through the wiring, against the local Slack with the example file: in the order of the lines."""
    manifest = ROOT / "manifest.yaml"
    async with LocalSlack.start(escalation=ROOT / "escalation.yaml", manifest=manifest) as slack:
        text = (ROOT / "escalation.yaml").read_text(encoding="utf-8")
        text = text.replace(
            "    time_zone: Europe/Berlin\n    language: en\n    roles: [agent]",
            "    language: en\n    roles: [agent]",
        )
        text = text.replace("email: minjun@example.com", "email: gone@example.com")
        (tmp_path / "escalation.yaml").write_text(text, encoding="utf-8")
        environ = {
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_API_URL": slack.api_url,
            "BATON_ESCALATION_FILE": str(tmp_path / "escalation.yaml"),
            "BATON_VALUES_FILE": str(ROOT / "values.yaml"),
        }
        settings = Settings.read(environ, Need.SLACK)
        loaded = load(settings.escalation_file, settings.values_file)
        problems = await check_slack(settings, loaded)
    lines = text.splitlines()
    of_people = [one for one in problems if lines[one.line - 1].strip() in ("bob:", "minjun:")]
    assert [one.message.split(":")[0] for one in of_people] == ['person "bob"', "minjun (gone@example.com)"]
    assert [one.line for one in problems] == sorted(one.line for one in problems)
