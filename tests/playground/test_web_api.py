"""The Web API refuses what Slack refuses, in Slack's words."""

from pathlib import Path
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from playground.driver import LocalSlack
from tests.playground.conftest import local_slack

Body = dict[str, Any]


async def refusal(client: AsyncWebClient, method: str, **arguments: object) -> Body:
    """The answer to a call that is refused."""
    with pytest.raises(SlackApiError) as raised:
        await client.api_call(method, json=arguments)
    answer: Body = raised.value.response.data
    return answer


async def error(client: AsyncWebClient, method: str, **arguments: object) -> str:
    """The error of a call that is refused."""
    return str((await refusal(client, method, **arguments))["error"])


async def read_error(client: AsyncWebClient, method: str, **arguments: object) -> str:
    """The same for methods that take no JSON."""
    with pytest.raises(SlackApiError) as raised:
        await client.api_call(method, params=arguments)
    return str(raised.value.response["error"])


async def test_tokens(slack: LocalSlack) -> None:
    """A call without a token, with a wrong one or with one of the wrong kind is refused, each in its own words."""
    async with aiohttp.ClientSession() as session:

        async def answer(method: str, token: str | None) -> Body:
            headers = {"Authorization": f"Bearer {token}"} if token else {}
            async with session.post(slack.api_url + method, headers=headers) as response:
                body: Body = await response.json()
                return body

        assert (await answer("auth.test", None))["error"] == "not_authed"
        assert (await answer("auth.test", "xoxb-wrong"))["error"] == "invalid_auth"
        assert (await answer("apps.connections.open", slack.bot_token))["error"] == "not_allowed_token_type"
        assert (await answer("no.such", slack.bot_token))["error"] == "unknown_method"
        opened = await answer("apps.connections.open", slack.app_token)
        assert opened["url"].startswith("ws://")


async def test_a_missing_scope_is_named(client: AsyncWebClient) -> None:
    """Only the manifest's scopes are granted; the answer says what was needed and what is there."""
    answer = await refusal(client, "reactions.add", channel="C", name="ear", timestamp="1")
    assert answer["error"] == "missing_scope"
    assert answer["needed"] == "reactions:write"
    assert "chat:write" in answer["provided"]


async def test_undocumented_and_missing_arguments(client: AsyncWebClient) -> None:
    """Only documented arguments are taken, and all required ones must be there."""
    answer = await refusal(client, "chat.postMessage", text="hello", colour="red")
    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] missing required field: channel [json-pointer:/channel]",
        "[ERROR] undocumented argument: colour [json-pointer:/colour]",
    ]


async def test_methods_that_only_read_take_no_json(client: AsyncWebClient) -> None:
    """JSON bodies are ignored where Slack ignores them, so the required argument is missing."""
    assert await error(client, "users.info", user="U02BOB") == "invalid_arguments"
    assert (await client.users_info(user="U02BOB"))["user"]["tz"] == "Europe/Berlin"


async def test_where_the_bot_may_post(slack: LocalSlack, client: AsyncWebClient) -> None:
    """Public channels, its own and people's direct conversations; nothing else, whatever the reason."""
    world = slack.playground.world
    private, archived = world.place("leads-only"), world.place("#kudos")
    if private is None or archived is None:
        raise AssertionError
    archived.archived = True
    jimin = slack.person("jimin")
    assert (await client.chat_postMessage(channel="#support", text="by name"))["ok"]
    assert (await client.chat_postMessage(channel=jimin.id, text="to a person"))["channel"].startswith("D")
    assert await error(client, "chat.postMessage", channel="C0NOWHERE", text="x") == "channel_not_found"
    assert await error(client, "chat.postMessage", channel=private.id, text="x") == "channel_not_found"
    assert await error(client, "chat.postMessage", channel=archived.id, text="x") == "is_archived"
    await slack.person("jimin").invites("leads-only", "bot")
    assert (await client.chat_postMessage(channel=private.id, text="invited"))["ok"]


async def test_a_public_channel_needs_membership_or_a_scope(tmp_path: Path) -> None:
    """Without chat:write.public the bot posts only where it is a member."""
    manifest = tmp_path / "manifest.yaml"
    manifest.write_text('oauth_config: {scopes: {bot: ["chat:write"]}}')
    async with local_slack(manifest=manifest) as slack:
        client = AsyncWebClient(slack.bot_token, base_url=slack.api_url)
        assert await error(client, "chat.postMessage", channel="#support", text="x") == "not_in_channel"
        await slack.person("jimin").invites("#support", "bot")
        assert (await client.chat_postMessage(channel="#support", text="x"))["ok"]


async def test_texts_and_their_limits(client: AsyncWebClient) -> None:
    """Nothing to say is refused; a post of over 40,000 characters is cut; an update of over 4,000 is refused."""
    assert await error(client, "chat.postMessage", channel="#support", text="  ") == "no_text"
    assert await error(client, "chat.postMessage", channel="#support", text="a", markdown_text="b") == (
        "markdown_text_conflict"
    )
    posted = await client.chat_postMessage(channel="#support", text="x" * 40_001)
    assert posted["warning"] == "message_truncated"
    message: Body = posted["message"] or {}
    assert len(message["text"]) == 40_000
    where = {"channel": posted["channel"], "ts": posted["ts"]}
    assert await error(client, "chat.update", **where, text="x" * 4001) == "msg_too_long"


async def test_only_its_own_messages_can_be_changed(slack: LocalSlack, client: AsyncWebClient) -> None:
    """Other people's messages and ephemeral ones are out of reach."""
    typed = await slack.person("jimin").types("#support", "mine")
    assert await error(client, "chat.update", **typed.where, text="x") == "cant_update_message"
    assert await error(client, "chat.delete", **typed.where) == "cant_delete_message"
    assert (
        await error(client, "chat.update", channel=typed.channel, ts="1.1", text="x") == "message_not_found"
    )
    await slack.person("jimin").invites("#support", "bot")
    shown = await client.chat_postEphemeral(channel="#support", user=slack.person("jimin").id, text="psst")
    assert await error(client, "chat.update", channel=typed.channel, ts=shown["message_ts"], text="x") == (
        "message_not_found"
    )


async def test_an_update_without_blocks_takes_them_away(slack: LocalSlack, client: AsyncWebClient) -> None:
    """Text alone replaces the blocks; metadata stays until an empty object removes it."""
    metadata = {"event_type": "card", "event_payload": {"id": "e1"}}
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "old"}}]
    await slack.person("jimin").invites("#support", "bot")
    posted = await client.chat_postMessage(channel="#support", text="old", blocks=blocks, metadata=metadata)
    updated = await client.chat_update(channel=str(posted["channel"]), ts=str(posted["ts"]), text="new")
    message: Body = updated["message"] or {}
    assert "blocks" not in message
    assert message["metadata"] == metadata
    history = await client.conversations_history(channel=str(posted["channel"]), include_all_metadata=True)
    assert history["messages"][0]["metadata"] == metadata
    history = await client.conversations_history(channel=str(posted["channel"]))
    assert "metadata" not in history["messages"][0]


async def test_ephemerals(slack: LocalSlack, client: AsyncWebClient) -> None:
    """They want bot and reader in the channel; one who is away never sees it and the answer does not tell."""
    jimin = slack.person("jimin")
    assert (
        await error(client, "chat.postEphemeral", channel="#support", user=jimin.id, text="x")
        == "not_in_channel"
    )
    await jimin.invites("#support", "bot")
    gina = slack.person("gina")
    assert await error(client, "chat.postEphemeral", channel="#support", user=gina.id, text="x") == (
        "user_not_in_channel"
    )
    assert (await client.chat_postEphemeral(channel="#support", user=jimin.id, text="seen"))["ok"]
    await jimin.is_now(away=True)
    assert (await client.chat_postEphemeral(channel="#support", user=jimin.id, text="unseen"))["ok"]
    assert await jimin.reads("#support") == ["seen"]


async def test_opening_conversations(slack: LocalSlack, client: AsyncWebClient) -> None:
    """With people, also guests; not with bots, not with those who left, not with strangers met nowhere."""
    for key, expected in {
        "robo": "cannot_dm_bot",
        "dana": "user_disabled",
        "sven": "user_not_visible",
    }.items():
        assert await error(client, "conversations.open", users=slack.person(key).id) == expected
    assert await error(client, "conversations.open", users="U0NOBODY") == "user_not_found"
    assert await error(client, "conversations.open") == "users_list_not_supplied"
    assert (await client.conversations_open(users=slack.person("gina").id))["ok"]
    await slack.person("jimin").invites("shared-acme", "bot")
    assert (await client.conversations_open(users=slack.person("sven").id))["ok"]


async def test_users(slack: LocalSlack, client: AsyncWebClient) -> None:
    """Locale only on request, e-mail only with its scope, guests and strangers marked."""
    bob = (await client.users_info(user="U02BOB"))["user"]
    assert "locale" not in bob
    assert "email" not in bob["profile"]
    assert (await client.users_info(user=slack.person("jimin").id, include_locale=True))["user"][
        "locale"
    ] == "ko-KR"
    assert (await client.users_info(user=slack.person("gina").id))["user"]["is_restricted"]
    sven = (await client.users_info(user=slack.person("sven").id, include_locale=True))["user"]
    assert sven["is_stranger"]
    assert sven["team_id"] != bob["team_id"]
    assert "locale" not in sven
    assert await read_error(client, "users.info", user="U0NOBODY") == "user_not_found"
    assert await read_error(client, "users.lookupByEmail", email="bob@example.com") == "missing_scope"


async def test_pages(client: AsyncWebClient) -> None:
    """A cursor leads from page to page and ends empty."""
    names: list[str] = []
    async for answer in await client.users_list(limit=3):
        names += [member["name"] for member in answer["members"]]
    assert len(names) == len(set(names))
    assert {"jimin", "bob", "gina", "dana", "robo", "noah", "baton"} <= set(names)
    assert "sven" not in names
    assert await read_error(client, "users.list", cursor="nonsense") == "invalid_cursor"


async def test_history_and_replies(slack: LocalSlack, client: AsyncWebClient) -> None:
    """Newest first, without ephemerals and replies; a thread with its parent first; only for members."""
    jimin = slack.person("jimin")
    parent = await jimin.types("#support", "parent")
    assert await read_error(client, "conversations.history", channel=parent.channel) == "not_in_channel"
    await jimin.invites("#support", "bot")
    await jimin.types("#support", "reply", thread=parent)
    await jimin.types("#support", "later")
    history = await client.conversations_history(channel=parent.channel)
    assert [m["text"] for m in history["messages"] or []] == ["later", "parent"]
    thread = await client.conversations_replies(channel=parent.channel, ts=parent.ts)
    assert [m["text"] for m in thread["messages"] or []] == ["parent", "reply"]
    assert (
        await read_error(client, "conversations.replies", channel=parent.channel, ts="1.1")
        == "thread_not_found"
    )


async def test_the_pace() -> None:
    """With rate limits on, a burst into one channel ends in 429 with Retry-After; another channel still has room."""
    async with local_slack(rate_limits=1.0) as slack:
        client = AsyncWebClient(slack.bot_token, base_url=slack.api_url)
        for _ in range(4):
            await client.chat_postMessage(channel="#support", text="x")
        with pytest.raises(SlackApiError) as raised:
            await client.chat_postMessage(channel="#support", text="x")
        assert raised.value.response.status_code == 429
        assert int(raised.value.response.headers["Retry-After"]) >= 1
        assert (await client.chat_postMessage(channel="#kudos", text="x"))["ok"]


async def test_permalinks_and_groups(slack: LocalSlack, client: AsyncWebClient) -> None:
    """A link for a message that is there; the groups that escalation.yaml names, and one for each team."""
    typed = await slack.person("jimin").types("#support", "here")
    link = await client.chat_getPermalink(channel=typed.channel, message_ts=typed.ts)
    assert str(link["permalink"]).endswith(f"/archives/{typed.channel}/p{typed.ts.replace('.', '')}")
    groups = {group["handle"]: group["id"] for group in (await client.usergroups_list())["usergroups"] or []}
    assert groups["billing-helpers"] == "S0123ABC"
    members = await client.usergroups_users_list(usergroup=groups["support-team"])
    assert members["users"] == [slack.person("seoyun").id, slack.person("jimin").id]
