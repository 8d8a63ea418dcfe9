"""The people of a group or channel, from the local Slack."""

from pathlib import Path

import pytest

from bot.adapters.slack_gathering import gather
from bot.config import load_text
from bot.config.starting import first_file
from bot.errors import OperatorError
from bot.settings import Need, Settings
from bot.wiring import gather_people
from playground.driver import LocalSlack
from tests.adapters.stage import Stage
from tests.config.files import VALUES, spoiled
from tests.domain.small_files import utc

ROOT = Path(__file__).parents[2]
NO_APPROVERS = spoiled(VALUES, ("approvers: [jimin]\n", ""))


@pytest.mark.parametrize("ref", ["S0123ABC", "@billing-helpers"])
async def test_a_user_group_by_id_or_handle(stage: Stage, ref: str) -> None:
    """Its colleagues, its name, and the channel of its handle."""
    group = stage.playground.world.groups["S0123ABC"]
    group.users[:] = [stage.user(key).id for key in ("jimin", "bob", "gina", "dana")]
    found = await gather(stage.api, stage.identity, ref if ref.startswith("S") else f"@{group.handle}")
    assert {member.user for member in found.members} == {stage.user("jimin").id, stage.user("bob").id}
    assert (found.name, found.channel, found.left_out) == (group.name, f"#{group.handle}", 2)


async def test_a_channel_by_name_or_id(stage: Stage) -> None:
    """The same people either way; a zone and a language come along."""
    channel = stage.channel("support")
    by_name = await gather(stage.api, stage.identity, "#support")
    by_id = await gather(stage.api, stage.identity, channel.id)
    assert by_name.members == by_id.members
    bob = next(member for member in by_name.members if member.user == stage.user("bob").id)
    assert (bob.time_zone, by_name.channel) == ("Europe/Berlin", "#support")
    assert not any(member.is_bot or member.has_left for member in by_name.members)


@pytest.mark.parametrize("ref", ["@nobody", "S0NOBODY", "#nowhere", "C0NOWHERE"])
async def test_what_slack_does_not_show_is_a_sentence(stage: Stage, ref: str) -> None:
    """With what there is instead, or what to do."""
    with pytest.raises(OperatorError, match=ref):
        await gather(stage.api, stage.identity, ref)


async def test_a_first_file_of_the_local_slack_is_in_order() -> None:
    """Through the wiring, from the example's support channel."""
    async with LocalSlack.start(
        escalation=ROOT / "escalation.yaml", manifest=ROOT / "manifest.yaml"
    ) as slack:
        environ = {"SLACK_BOT_TOKEN": slack.bot_token, "SLACK_API_URL": slack.api_url}
        found = await gather_people(Settings.read(environ, Need.SLACK), "#support")
    loaded = load_text(first_file(found, utc("2026-02-11T05:00"), "jimin"), NO_APPROVERS)
    assert loaded.problems == ()
    assert loaded.team_file
    assert loaded.team_file.teams["first"].lead == "jimin"
    assert {"seoyeon", "minjun", "bob"} <= set(loaded.team_file.people)
    assert loaded.team_file.people["bob"].name.en == "Bob Brown"
