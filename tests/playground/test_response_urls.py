"""Response URLs: five uses, where an answer may go, and what can be replaced."""

from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from playground.driver import LocalSlack
from tests.playground.conftest import bolt_app, over_socket_mode

Body = dict[str, Any]
BUTTON = {
    "type": "actions",
    "elements": [{"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}],
}


def keeper(slack: LocalSlack) -> tuple[AsyncApp, list[Body]]:
    """An app that keeps the payloads of commands, buttons and message shortcuts."""
    bodies: list[Body] = []
    app = bolt_app(slack)

    async def keep(ack: AsyncAck, body: Body) -> None:
        bodies.append(body)
        await ack()

    for listen in (app.command("/ask"), app.action("go"), app.action("press"), app.shortcut("hand_over")):
        listen(keep)
    return app, bodies


async def test_five_uses(slack: LocalSlack) -> None:
    """The sixth answer is refused; each of the five is for the asker alone unless it says otherwise."""
    app, bodies = keeper(slack)
    async with over_socket_mode(app, slack):
        jimin, bob = slack.person("jimin"), slack.person("bob")
        await jimin.types("#support", "/ask", answered=False)
        hook = AsyncWebhookClient(bodies[0]["response_url"])
        for number in range(4):
            assert (await hook.send(text=f"answer {number}")).status_code == 200
        assert (await hook.send(text="for all", response_type="in_channel")).status_code == 200
        sixth = await hook.send(text="once more")
        assert (sixth.status_code, "used_url" in sixth.body) == (404, True)
        assert len(await jimin.reads("#support")) == 5
        assert await bob.reads("#support") == ["for all"]


async def test_wrong_answers_are_refused(slack: LocalSlack) -> None:
    """Blocks are checked here too."""
    app, bodies = keeper(slack)
    async with over_socket_mode(app, slack):
        await slack.person("jimin").types("#support", "/ask", answered=False)
        hook = AsyncWebhookClient(bodies[0]["response_url"])
        refused = await hook.send(text="x", blocks=[{"type": "section"}])
        assert (refused.status_code, "invalid_blocks" in refused.body) == (400, True)


async def test_a_button_message_is_replaced_or_deleted(slack: LocalSlack, client: AsyncWebClient) -> None:
    """By the response URL of the press; a stranger may press, and is known as one."""
    app, bodies = keeper(slack)
    async with over_socket_mode(app, slack):
        sven = slack.person("sven")
        await client.chat_postMessage(channel="shared-acme", text="choose", blocks=[BUTTON])
        card = await sven.sees("shared-acme", "Go")
        await sven.presses("Go", in_=card)
        press = bodies[0]
        assert press["user"]["team_id"] != press["team"]["id"]
        assert press["message"]["ts"] == press["container"]["message_ts"] == card.ts
        hook = AsyncWebhookClient(press["response_url"])
        assert (await hook.send(text="chosen", replace_original=True)).status_code == 200
        changed = await sven.sees_change(card, "chosen")
        assert changed.edited
        assert (await hook.send(delete_original=True)).status_code == 200
        assert await sven.reads("shared-acme") == []


async def test_a_message_shortcut_may_answer_where_the_bot_is_not(slack: LocalSlack) -> None:
    """It carries the message, also from a conversation of two people, and its response URL bypasses membership."""
    app, bodies = keeper(slack)
    async with over_socket_mode(app, slack):
        jimin, bob = slack.person("jimin"), slack.person("bob")
        said = await bob.types("@jimin", "the customer is waiting")
        await jimin.uses("Hand this over", on=said)
        shortcut = bodies[0]
        assert shortcut["message"]["text"] == "the customer is waiting"
        assert shortcut["channel"]["name"] == "directmessage"
        await AsyncWebhookClient(shortcut["response_url"]).send(text="only you")
        assert (await jimin.sees("@bob", "only you")).ephemeral
        assert "only you" not in await bob.reads("@jimin")


async def test_choices_in_a_message_travel_with_later_presses(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
    """Each person's own: what one chose in a select is in the state of their next press, and in nobody else's."""
    app, bodies = keeper(slack)
    options = [
        {"text": {"type": "plain_text", "text": name}, "value": name.lower()} for name in ("Red", "Blue")
    ]
    select = {"type": "static_select", "action_id": "go", "options": options}
    button = {"type": "button", "action_id": "press", "text": {"type": "plain_text", "text": "Press"}}
    async with over_socket_mode(app, slack):
        blocks = [{"type": "actions", "block_id": "row", "elements": [select, button]}]
        await client.chat_postMessage(channel="#support", text="choose", blocks=blocks)
        jimin, bob = slack.person("jimin"), slack.person("bob")
        await jimin.presses("Blue", in_=await jimin.sees("#support", "Press"))
        assert bodies[-1]["actions"][0]["selected_option"]["value"] == "blue"
        await jimin.presses("Press", in_=await jimin.sees("#support", "Press"))
        assert bodies[-1]["state"]["values"]["row"]["go"]["selected_option"]["value"] == "blue"
        await bob.presses("Press", in_=await bob.sees("#support", "Press"))
        assert bodies[-1]["state"]["values"]["row"]["go"]["selected_option"] is None
