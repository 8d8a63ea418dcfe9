"""Events: which ones are sent, to whom, and again when nobody answers."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from playground.driver import LocalSlack, NotSeen
from tests.playground.conftest import Connect, bolt_app, over_http, over_socket_mode

Body = dict[str, Any]


class Listener:
    """An app that keeps every event it is sent."""

    def __init__(self, slack: LocalSlack) -> None:
        self.bodies: list[Body] = []
        self.app: AsyncApp = bolt_app(slack)

        async def keep(body: Body) -> None:
            self.bodies.append(body)

        for name in ("message", "app_mention", "reaction_added", "member_joined_channel", "user_change"):
            self.app.event(name)(keep)

    @property
    def events(self) -> list[Body]:
        """The events themselves."""
        return [body["event"] for body in self.bodies]

    @property
    def types(self) -> list[str]:
        """Their types."""
        return [event["type"] for event in self.events]


async def test_a_direct_message(slack: LocalSlack, connect: Connect) -> None:
    """What is typed to the bot arrives with everything that marks a real event."""
    listener = Listener(slack)
    async with connect(listener.app, slack):
        await slack.person("jimin").types("@bot", "안녕 <!channel> & co")
        await slack.quiet()
        body = listener.bodies[0]
        assert body["type"] == "event_callback"
        assert body["event_id"].startswith("Ev")
        assert body["authorizations"][0]["is_bot"]
        event = body["event"]
        assert (event["type"], event["channel_type"]) == ("message", "im")
        assert event["text"] == "안녕 &lt;!channel&gt; &amp; co"
        assert event["user"] == slack.person("jimin").id


async def test_a_mention_counts_only_where_the_bot_is(slack: LocalSlack) -> None:
    """Nothing is sent from a channel the bot has not joined, and messages there only with a subscription."""
    listener = Listener(slack)
    async with over_socket_mode(listener.app, slack):
        jimin = slack.person("jimin")
        await jimin.types("#support", "@Baton help")
        await slack.quiet()
        assert listener.bodies == []
        await jimin.invites("#support", "bot")
        await jimin.types("#support", "@Baton help")
        await jimin.types("#support", "just talking")
        await slack.quiet()
        assert listener.types == ["member_joined_channel", "app_mention"]
        assert listener.events[1]["text"] == "<@U0PLAYBOT1> help"


async def test_reactions_and_profiles(slack: LocalSlack, client: AsyncWebClient) -> None:
    """A reaction to the bot's message and a changed profile are told."""
    listener = Listener(slack)
    async with over_socket_mode(listener.app, slack):
        jimin = slack.person("jimin")
        await client.chat_postMessage(channel=jimin.id, text="thank you")
        await jimin.reacts("pray", to=await jimin.sees("@bot", "thank you"))
        await jimin.is_now(tz="Europe/Paris")
        await slack.quiet()
        reaction = listener.events[listener.types.index("reaction_added")]
        assert (reaction["reaction"], reaction["item"]["type"]) == ("pray", "message")
        assert listener.events[-1]["user"]["tz"] == "Europe/Paris"


async def test_the_bot_hears_itself(slack: LocalSlack, client: AsyncWebClient) -> None:
    """What it posts, changes and deletes in a direct conversation is an event too, as in Slack; Bolt ignores it."""
    async with over_socket_mode(bolt_app(slack), slack):
        posted = await client.chat_postMessage(channel=slack.person("jimin").id, text="one")
        channel, ts = str(posted["channel"]), str(posted["ts"])
        await client.chat_update(channel=channel, ts=ts, text="two")
        await client.chat_delete(channel=channel, ts=ts)
        tries = await slack.delivered("message", attempts=3)
        assert {delivery.failed for delivery in tries} == {None}


async def test_an_unanswered_event_comes_again_three_times(slack: LocalSlack) -> None:
    """The same event_id, with the number and the reason of the retry."""
    seen: list[tuple[str, str | None, str | None]] = []
    app = bolt_app(slack)

    @app.middleware
    async def refuse(body: Body, request: Any, next: Any) -> None:  # noqa: A002, ANN401  Bolt's names
        number, reason = request.headers.get("x-slack-retry-num"), request.headers.get("x-slack-retry-reason")
        seen.append((body["event_id"], number[0] if number else None, reason[0] if reason else None))
        if number is None or number[0] != "3":
            raise RuntimeError("not now")
        await next()

    @app.event("message")
    async def message() -> None:
        return None

    async with over_http(app, slack):
        await slack.person("jimin").types("@bot", "hello")
        await slack.delivered("message", attempts=4)
        assert [number for _, number, _ in seen] == [None, "1", "2", "3"]
        assert {reason for _, _, reason in seen} == {None, "http_error"}
        assert len({event_id for event_id, _, _ in seen}) == 1


async def test_socket_mode_tells_of_retries_too(slack: LocalSlack) -> None:
    """The envelope carries retry_attempt and retry_reason, which Bolt turns into the same headers."""
    seen: list[str | None] = []
    app = bolt_app(slack)

    @app.event("message")
    async def message(request: Any) -> None:  # noqa: ANN401  a Bolt request
        number = request.headers.get("x-slack-retry-num")
        seen.append(number[0] if number else None)
        if len(seen) == 1:
            raise RuntimeError("not acknowledged")

    async with over_socket_mode(app, slack):
        await slack.person("jimin").types("@bot", "hello")
        await slack.delivered("message", attempts=2)
        assert seen[-1] == "1"
        assert [d.failed for d in slack.deliveries] == ["timeout", None]


async def test_the_messages_tab_can_be_closed(slack: LocalSlack) -> None:
    """Without messages_tab_enabled nobody can write to the bot."""
    world = slack.playground.world
    world.manifest = replace(world.manifest, messages_tab=False)
    with pytest.raises(NotSeen, match="turned off"):
        await slack.person("jimin").types("@bot", "hello")


async def test_a_status_is_told_as_slack_tells_it(slack: LocalSlack) -> None:
    """The user object has the three fields of the status, in users.info and in the event; cleared, they are empty."""
    heard: list[dict[str, Any]] = []
    world = slack.playground.world
    world.manifest = replace(world.manifest, events=world.manifest.events | {"user_status_changed"})
    app = bolt_app(slack)

    @app.event("user_status_changed")
    async def changed(event: dict[str, Any]) -> None:
        heard.append(event["user"])

    async with over_socket_mode(app, slack):
        jimin = slack.person("jimin")
        back = datetime(2035, 3, 14, 9, tzinfo=UTC)
        await jimin.status("병가", ":face_with_thermometer:", until=back)
        await jimin.status()
        await slack.delivered("user_status_changed", attempts=2)
        await slack.quiet()
    told = [
        [user["profile"][name] for name in ("status_text", "status_emoji", "status_expiration")]
        for user in heard
    ]
    assert told == [["병가", ":face_with_thermometer:", int(back.timestamp())], ["", "", 0]]


async def test_an_event_may_come_twice_and_late(slack: LocalSlack) -> None:
    """Both copies are the same event and no retry; one that is overtaken comes after one that was said later."""
    listener = Listener(slack)
    async with over_socket_mode(listener.app, slack):
        jimin = slack.person("jimin")
        slack.deliver_badly(twice=1)
        await jimin.types("@bot", "one")
        await slack.quiet()
        slack.deliver_badly(late=1)
        await jimin.types("@bot", "two")
        await jimin.types("@bot", "three")
        await slack.delivered("message", attempts=4)
        await slack.quiet()
        assert [event["text"] for event in listener.events] == ["one", "one", "three", "two"]
        first, second, *_ = listener.bodies
        assert first["event_id"] == second["event_id"]
