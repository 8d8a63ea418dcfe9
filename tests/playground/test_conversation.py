"""A whole conversation with a real Bolt app, over Socket Mode and over signed HTTP."""

from typing import Any

import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from playground.driver import LocalSlack, NotSeen
from tests.playground.conftest import Connect, bolt_app, over_socket_mode

Body = dict[str, Any]

BUTTONS: list[Body] = [
    {"type": "section", "text": {"type": "mrkdwn", "text": "Ask <@U02BOB> about _it_"}},
    {
        "type": "actions",
        "block_id": "choices",
        "elements": [
            {
                "type": "button",
                "text": {"type": "plain_text", "text": "Hand over"},
                "action_id": "open",
                "value": "t1",
            },
            {"type": "button", "text": {"type": "plain_text", "text": "Never mind"}, "action_id": "drop"},
        ],
    },
]
MODAL: Body = {
    "type": "modal",
    "callback_id": "packet",
    "title": {"type": "plain_text", "text": "Hand over"},
    "submit": {"type": "plain_text", "text": "Send"},
    "blocks": [
        {
            "type": "input",
            "block_id": "need",
            "label": {"type": "plain_text", "text": "What does the customer need?"},
            "element": {"type": "plain_text_input", "action_id": "need"},
        },
        {
            "type": "input",
            "block_id": "severity",
            "label": {"type": "plain_text", "text": "Severity"},
            "optional": True,
            "element": {
                "type": "static_select",
                "action_id": "severity",
                "options": [
                    {"text": {"type": "plain_text", "text": "Normal"}, "value": "normal"},
                    {"text": {"type": "plain_text", "text": "High"}, "value": "high"},
                ],
            },
        },
    ],
}


def helper(slack: LocalSlack) -> AsyncApp:
    """Answers /ask with buttons, opens a modal, posts what was submitted to #billing."""
    app = bolt_app(slack)

    @app.command("/ask")
    async def ask(ack: AsyncAck, body: Body) -> None:
        await ack(text=f"You asked: {body['text']}", blocks=BUTTONS, response_type="ephemeral")

    @app.action("open")
    async def open_modal(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    @app.action("drop")
    async def drop(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        await respond(text="Dropped.", replace_original=True)

    @app.view("packet")
    async def submitted(ack: AsyncAck, view: Body, client: AsyncWebClient) -> None:
        values = view["state"]["values"]
        need = values["need"]["need"]["value"]
        if need == "?":
            await ack(response_action="errors", errors={"need": "Say a little more."})
            return
        await ack()
        chosen = values["severity"]["severity"]["selected_option"]
        await client.chat_postMessage(
            channel="#billing", text=f"{need} ({chosen['value'] if chosen else 'none'})"
        )

    return app


async def test_a_command_a_button_a_modal_and_a_post(slack: LocalSlack, connect: Connect) -> None:
    """What a person types, presses and fills reaches the bot, and its answers reach the right people."""
    async with connect(helper(slack), slack):
        jimin, bob = slack.person("jimin"), slack.person("bob")
        answer = await jimin.types("#support", "/ask refund")
        assert answer.text == "Ask @Bob Brown about _it_\nHand over\nNever mind"
        assert answer.notification == "You asked: refund"
        assert answer.ephemeral
        assert await slack.person("seoyun").reads("#support") == []

        await jimin.presses("Hand over", in_=answer)
        modal = await jimin.modal()
        assert modal.labels == ["What does the customer need?", "Severity"]
        assert await jimin.fills(modal, {"What does the customer need?": "?"}) == {
            "What does the customer need?": "Say a little more."
        }
        assert (
            await jimin.fills(modal, {"What does the customer need?": "a refund", "Severity": "High"}) is None
        )
        await jimin.no_modal()
        posted = await bob.sees("#billing", "a refund (high)")
        assert posted.author == "Baton"


async def test_replacing_an_ephemeral_answer(slack: LocalSlack, connect: Connect) -> None:
    """A response URL replaces the message the button was in."""
    async with connect(helper(slack), slack):
        jimin = slack.person("jimin")
        answer = await jimin.types("#support", "/ask refund")
        await jimin.presses("Never mind", in_=answer)
        replaced = await jimin.sees_change(answer, "Dropped.")
        assert replaced.buttons == []


async def test_a_press_that_crosses_a_redraw_reaches_the_bot(slack: LocalSlack, connect: Connect) -> None:
    """Whoever still saw the buttons pressed what they saw."""
    async with connect(helper(slack), slack):
        jimin = slack.person("jimin")
        answer = await jimin.types("#support", "/ask refund")
        await jimin.presses("Never mind", in_=answer)
        await jimin.sees_change(answer, "Dropped.")
        await jimin.presses("Hand over", in_=answer)
        await jimin.modal("What does the customer need?")


async def test_a_required_field_never_reaches_the_bot(slack: LocalSlack) -> None:
    """Slack's client refuses to submit an empty required field."""
    async with over_socket_mode(helper(slack), slack):
        jimin = slack.person("jimin")
        await jimin.presses("Hand over", in_=await jimin.types("#support", "/ask refund"))
        modal = await jimin.modal()
        errors = await jimin.submits(modal)
        assert errors == {"What does the customer need?": "Please complete this required field."}
        assert [d.what for d in slack.deliveries] == ["/ask", "open"]


async def test_a_bot_that_says_nothing(slack: LocalSlack) -> None:
    """A command that is not acknowledged in time shows Slack's own operation_timeout and is not retried."""
    app = bolt_app(slack)
    async with over_socket_mode(app, slack):
        jimin = slack.person("jimin")
        with pytest.raises(NotSeen, match="operation_timeout"):
            await jimin.types("#support", "/ask refund")
        assert await jimin.toasts() == ['/ask failed with the error "operation_timeout"']
        assert [d.attempt for d in slack.deliveries] == [0]


async def test_an_app_mentioned_where_it_is_not_is_pointed_out(slack: LocalSlack) -> None:
    """As Slack does: to whoever wrote it alone, in their language."""
    seoyun = slack.person("seoyun")
    await seoyun.types("#support", "@Baton 고마워요")
    assert await seoyun.toasts() == [
        "Baton이 #support에 없어서 듣지 못했습니다. /invite @Baton 으로 초대해 주세요."
    ]
    assert await slack.person("bob").toasts() == []
