"""Methods that a bot with more scopes may call."""

import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import yaml
from slack_sdk.web.async_client import AsyncWebClient

from playground.driver import LocalSlack
from tests.playground.conftest import HERE, local_slack
from tests.playground.test_web_api import error, read_error

Body = dict[str, Any]
SCOPES = [
    "channels:join",
    "channels:read",
    "groups:read",
    "groups:history",
    "channels:history",
    "im:read",
    "im:history",
    "dnd:read",
    "files:write",
    "reactions:write",
    "reactions:read",
    "team:read",
    "users.profile:read",
    "users:read.email",
    "chat:write.customize",
]


@pytest.fixture
async def slack(tmp_path: Path) -> AsyncIterator[LocalSlack]:
    """A workspace that granted many scopes."""
    manifest = yaml.safe_load((HERE / "manifest.yaml").read_text())
    manifest["oauth_config"]["scopes"]["bot"] += SCOPES
    path = tmp_path / "manifest.yaml"
    path.write_text(yaml.safe_dump(manifest))
    async with local_slack(manifest=path) as slack:
        yield slack


async def test_channels(slack: LocalSlack, client: AsyncWebClient) -> None:
    """Joining, listing by type, members; what is private stays hidden until somebody invites."""
    jimin = slack.person("jimin")
    support, private = jimin._place("#support"), jimin._place("leads-only")
    assert not (await client.conversations_info(channel=support))["channel"]["is_member"]
    assert (await client.conversations_join(channel=support))["channel"]["is_member"]
    assert (await client.conversations_join(channel=support))["warning"] == "already_in_channel"
    assert (
        await error(client, "conversations.join", channel=private) == "method_not_supported_for_channel_type"
    )
    assert await error(client, "conversations.join", channel="C0NOWHERE") == "channel_not_found"
    assert await read_error(client, "conversations.info", channel=private) == "channel_not_found"
    assert await read_error(client, "conversations.list", types="secret") == "invalid_types"

    async def names(**more: object) -> set[str]:
        answer = await client.api_call(
            "conversations.list", params={"types": "public_channel,private_channel", **more}
        )
        return {channel["name"] for channel in answer["channels"]}

    assert "leads-only" not in await names()
    await jimin.invites("leads-only", "bot")
    assert "leads-only" in await names()
    await jimin.act("archive", channel="#kudos")
    assert "kudos" not in await names(exclude_archived="true")
    assert await error(client, "conversations.join", channel=jimin._place("#kudos")) == "is_archived"
    members = await client.conversations_members(channel=private)
    assert slack.person("noah").id in (members["members"] or [])
    shared = await client.conversations_info(channel=jimin._place("shared-acme"), include_num_members=True)
    assert shared["channel"]["is_ext_shared"]
    assert shared["channel"]["num_members"] >= 5


async def test_direct_conversations(slack: LocalSlack, client: AsyncWebClient) -> None:
    """Opened by user or by id; other people's are not found."""
    opened = await client.conversations_open(users="U02BOB", return_im=True)
    assert opened["channel"]["user"] == "U02BOB"
    again = await client.conversations_open(channel=opened["channel"]["id"])
    assert again["channel"]["id"] == opened["channel"]["id"]
    theirs = slack.person("jimin")._place("@bob")
    assert await error(client, "conversations.open", channel=theirs) == "channel_not_found"
    assert await error(client, "chat.postMessage", channel=theirs, text="x") == "channel_not_found"
    assert await error(client, "conversations.open", users="U02BOB,U1") == "missing_scope"


async def test_reactions(slack: LocalSlack, client: AsyncWebClient) -> None:
    """Added once, seen by people, taken back once; only on messages of channels the bot is in."""
    jimin = slack.person("jimin")
    typed = await jimin.types("#support", "thanks")
    mark = {"channel": typed.channel, "timestamp": typed.ts, "name": "ear"}
    assert await error(client, "reactions.add", **mark) == "not_in_channel"
    await jimin.invites("#support", "bot")
    assert (await client.api_call("reactions.add", json=mark))["ok"]
    assert await error(client, "reactions.add", **mark) == "already_reacted"
    assert await error(client, "reactions.add", **{**mark, "name": "no such!"}) == "invalid_name"
    assert await error(client, "reactions.add", **{**mark, "timestamp": "1.1"}) == "message_not_found"
    seen = await jimin.sees_again(typed)
    assert seen.raw["reactions"] == [{"name": "ear", "users": ["U0PLAYBOT1"]}]
    got = await client.reactions_get(channel=typed.channel, timestamp=typed.ts)
    assert got["message"]["reactions"][0]["count"] == 1
    assert (await client.api_call("reactions.remove", json=mark))["ok"]
    assert await error(client, "reactions.remove", **mark) == "no_reaction"


async def test_people(slack: LocalSlack, client: AsyncWebClient) -> None:
    """By e-mail, their profile, presence and peace."""
    jimin = slack.person("jimin")
    assert (await client.users_lookupByEmail(email="JIMIN@example.com"))["user"]["id"] == jimin.id
    for email in ("nobody@example.com", "dana@example.com", "sven@example.com"):
        assert await read_error(client, "users.lookupByEmail", email=email) == "users_not_found"
    assert (await client.users_profile_get(user=jimin.id))["profile"]["real_name"] == "김지민"
    await jimin.is_now(away=True, snoozed=True)
    assert (await client.users_getPresence(user=jimin.id))["presence"] == "away"
    paused = await client.dnd_info(user=jimin.id)
    assert paused["dnd_enabled"]
    assert paused["next_dnd_start_ts"] <= time.time() < paused["next_dnd_end_ts"]
    assert "snooze_enabled" not in paused, "Slack tells that of oneself alone"
    night = int(time.time()) + 3600
    await jimin.is_now(snoozed=False, dnd=(night, night + 60))
    assert (await client.dnd_info(user=jimin.id))["next_dnd_start_ts"] == night
    await jimin.is_now(dnd=None)
    assert not (await client.dnd_info(user=jimin.id))["dnd_enabled"]
    assert (await client.bots_info(bot="B0PLAY0001"))["bot"]["user_id"] == "U0PLAYBOT1"
    assert await read_error(client, "bots.info", bot="B0NONE") == "bot_not_found"
    assert (await client.team_info())["team"]["name"] == "Playground"
    assert await read_error(client, "usergroups.users.list", usergroup="S0NONE") == "no_such_subteam"


async def test_files(slack: LocalSlack, client: AsyncWebClient) -> None:
    """The three steps of an upload, by Slack's own client; whoever reads the channel can open it."""
    await slack.person("bob").invites("C0BILLING1", "bot")
    await client.files_upload_v2(
        content="a,b\n1,2\n",
        filename="report.csv",
        title="The report",
        channel="C0BILLING1",
        initial_comment="Here",
    )
    assert (await slack.person("bob").sees("C0BILLING1", "Here")).text == "Here"
    file = (await slack.person("bob").files("C0BILLING1"))[0]
    assert (file.name, file.title, file.kind) == ("report.csv", "The report", "text/csv")
    assert file.content == b"a,b\n1,2\n"
    url = await client.files_getUploadURLExternal(filename="x.csv", length=3)
    assert (
        await error(client, "files.completeUploadExternal", files=[{"id": url["file_id"]}])
        == "file_not_found"
    )


async def test_metadata_and_markdown(client: AsyncWebClient) -> None:
    """Both are checked; markdown_text becomes a markdown block."""
    where = {"channel": "#support", "text": "x"}
    assert await error(client, "chat.postMessage", **where, metadata="nonsense") == "invalid_arguments"
    assert await error(client, "chat.postMessage", **where, metadata=["x"]) == "invalid_metadata_format"
    assert (
        await error(client, "chat.postMessage", **where, metadata={"event_type": "x"})
        == "invalid_metadata_schema"
    )
    large = {"event_type": "x", "event_payload": {"words": "x" * 16_000}}
    assert await error(client, "chat.postMessage", **where, metadata=large) == "metadata_too_large"
    assert await error(client, "chat.postMessage", **where, blocks="{") == "invalid_blocks_format"
    long = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3000}}] * 5
    assert await error(client, "chat.postMessage", **where, blocks=long) == "msg_blocks_too_long"
    posted = await client.chat_postMessage(
        channel="#support", markdown_text="**bold**", username="Other name"
    )
    message: Body = posted["message"] or {}
    assert message["blocks"][0]["type"] == "markdown"


async def test_a_thread_reply_and_the_time_window(slack: LocalSlack, client: AsyncWebClient) -> None:
    """A reply to a reply lands in its thread; oldest, latest and inclusive cut the history."""
    await slack.person("jimin").invites("#support", "bot")
    stamps = [str((await client.chat_postMessage(channel="#support", text=str(n)))["ts"]) for n in range(3)]
    channel = slack.person("jimin")._place("#support")
    reply = await client.chat_postMessage(channel=channel, text="r1", thread_ts=stamps[0])
    again = await client.chat_postMessage(channel=channel, text="r2", thread_ts=str(reply["ts"]))
    message: Body = again["message"] or {}
    assert message["thread_ts"] == stamps[0]
    assert (
        await error(client, "chat.postMessage", channel=channel, text="x", thread_ts="1.1")
        == "thread_not_found"
    )

    async def texts(**more: object) -> list[str]:
        answer = await client.api_call("conversations.history", params={"channel": channel, **more})
        return [entry["text"] for entry in answer["messages"]]

    assert await texts(oldest=stamps[0]) == ["2", "1"]
    assert await texts(oldest=stamps[0], latest=stamps[1], inclusive="true") == ["1", "0"]
    assert (
        await read_error(client, "conversations.history", channel=channel, oldest="soon")
        == "invalid_ts_oldest"
    )
    link = await client.chat_getPermalink(channel=channel, message_ts=str(reply["ts"]))
    assert f"thread_ts={stamps[0]}" in str(link["permalink"])


async def test_bytes_without_an_upload(slack: LocalSlack) -> None:
    """An upload address that was never given out is not there."""
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{slack.url}/upload/F0", data=b"x") as answer,
    ):
        assert answer.status == 404
