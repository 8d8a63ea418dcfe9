"""Modals and Home: triggers run out, stacks end, typed words stay."""

from typing import Any

import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from playground.driver import LocalSlack, NotSeen
from tests.playground.conftest import bolt_app, over_socket_mode

Body = dict[str, Any]


def text_modal(title: str = "Form", *, note: str = "", **more: object) -> Body:
    """A modal with one field and a button."""
    return {
        "type": "modal",
        "callback_id": "form",
        "title": {"type": "plain_text", "text": title},
        "submit": {"type": "plain_text", "text": "Send"},
        "blocks": [
            {
                "type": "input",
                "block_id": "words",
                "label": {"type": "plain_text", "text": "Words"},
                "element": {"type": "plain_text_input", "action_id": "words"},
            },
            {
                "type": "actions",
                "block_id": "act",
                "elements": [
                    {
                        "type": "button",
                        "action_id": "more",
                        "text": {"type": "plain_text", "text": f"More{note}"},
                    }
                ],
            },
        ],
        **more,
    }


class Caught:
    """The payloads an app received, by their type; it acknowledges them all."""

    def __init__(self, slack: LocalSlack, answer: Body | None = None) -> None:
        self.bodies: dict[str, Body] = {}
        self.app: AsyncApp = bolt_app(slack)

        async def catch(ack: AsyncAck, body: Body) -> None:
            self.bodies[body.get("type", "command")] = body
            await ack(**(answer or {}) if body.get("type") == "view_submission" else {})

        for listen in (
            self.app.command("/ask"),
            self.app.shortcut("new_item"),
            self.app.action("more"),
            self.app.view("form"),
            self.app.view_closed("form"),
        ):
            listen(catch)

    async def trigger(self, slack: LocalSlack) -> str:
        """A fresh trigger id of jimin's."""
        await slack.person("jimin").types("#support", "/ask", answered=False)
        return str(self.bodies["command"]["trigger_id"])


async def failing(call: Any) -> str:  # noqa: ANN401  an awaitable of slack_sdk
    """The error of a refused call."""
    with pytest.raises(SlackApiError) as raised:
        await call
    return str(raised.value.response["error"])


async def test_a_trigger_works_once(slack: LocalSlack, client: AsyncWebClient) -> None:
    """The second use is refused, and so is one that was never issued."""
    caught = Caught(slack)
    async with over_socket_mode(caught.app, slack):
        trigger = await caught.trigger(slack)
        await client.views_open(trigger_id=trigger, view=text_modal())
        assert (
            await failing(client.views_open(trigger_id=trigger, view=text_modal())) == "exchanged_trigger_id"
        )
        assert await failing(client.views_open(trigger_id="1.2.3", view=text_modal())) == "invalid_trigger_id"
        assert await failing(
            client.views_push(trigger_id=await caught.trigger(slack), view=text_modal())
        ) == ("not_found")


async def test_a_trigger_expires(client: AsyncWebClient, slack: LocalSlack) -> None:
    """After its time it is refused."""
    caught = Caught(slack)
    async with over_socket_mode(caught.app, slack):
        trigger = await caught.trigger(slack)
        slack.playground.tickets.expire(trigger)
        assert await failing(client.views_open(trigger_id=trigger, view=text_modal())) == "expired_trigger_id"


async def test_an_update_keeps_what_was_typed_and_minds_its_hash(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
    """A field that keeps both ids keeps its words; a stale hash is a conflict."""
    caught = Caught(slack)
    async with over_socket_mode(caught.app, slack):
        jimin = slack.person("jimin")
        opened = await client.views_open(trigger_id=await caught.trigger(slack), view=text_modal())
        view: Body = opened["view"] or {}
        modal = await jimin.modal()
        await jimin.fills(modal, {"Words": "half a sentence"}, submit=False)
        await client.views_update(view_id=view["id"], hash=view["hash"], view=text_modal(note="!"))
        modal = await jimin.modal("More!")
        assert modal.value("Words") == "half a sentence"
        stale = client.views_update(view_id=view["id"], hash=view["hash"], view=text_modal())
        assert await failing(stale) == "hash_conflict"
        await jimin.presses("More!", in_=modal)
        state = caught.bodies["block_actions"]["view"]["state"]["values"]
        assert state["words"]["words"] == {"type": "plain_text_input", "value": "half a sentence"}


async def test_three_modals_and_no_more(slack: LocalSlack, client: AsyncWebClient) -> None:
    """The fourth is push_limit_reached; closing leads back; what is closed cannot be updated."""
    caught = Caught(slack)
    async with over_socket_mode(caught.app, slack):
        jimin = slack.person("jimin")
        await client.views_open(trigger_id=await caught.trigger(slack), view=text_modal("1"))
        for title in ("2", "3"):
            await jimin.presses("More", in_=await jimin.modal())
            trigger = caught.bodies["block_actions"]["trigger_id"]
            await client.views_push(trigger_id=trigger, view=text_modal(title, notify_on_close=True))
        top = await jimin.modal("3")
        await jimin.presses("More", in_=top)
        trigger = caught.bodies["block_actions"]["trigger_id"]
        assert (
            await failing(client.views_push(trigger_id=trigger, view=text_modal("4"))) == "push_limit_reached"
        )
        await jimin.closes(top)
        assert caught.bodies["view_closed"]["view"]["id"] == top.id
        assert (await jimin.modal()).title == "2"
        assert await failing(client.views_update(view_id=top.id, view=text_modal())) == "not_found"


async def test_a_view_that_breaks_a_rule_is_refused_with_a_pointer(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
    """invalid_arguments, and where."""
    caught = Caught(slack)
    async with over_socket_mode(caught.app, slack):
        with pytest.raises(SlackApiError) as raised:
            await client.views_open(trigger_id=await caught.trigger(slack), view=text_modal("x" * 25))
        answer = raised.value.response
        assert answer["error"] == "invalid_arguments"
        assert answer["response_metadata"]["messages"] == [
            "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"
        ]


async def test_an_answer_with_errors_for_no_field_is_an_error_itself(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
    """Slack cannot show them, so the person reads that something went wrong and the modal stays."""
    caught = Caught(slack, {"response_action": "errors", "errors": {"nowhere": "x"}})
    async with over_socket_mode(caught.app, slack):
        jimin = slack.person("jimin")
        await client.views_open(trigger_id=await caught.trigger(slack), view=text_modal())
        with pytest.raises(NotSeen, match="must name input blocks"):
            await jimin.fills(await jimin.modal(), {"Words": "x"})
        assert (await jimin.modal()).title == "Form"
        assert "trouble connecting" in (await jimin.toasts())[0]


async def test_clear_closes_all_and_update_replaces(slack: LocalSlack, client: AsyncWebClient) -> None:
    """The four response actions of a submission."""
    caught = Caught(slack, {"response_action": "update", "view": text_modal("Again")})
    async with over_socket_mode(caught.app, slack):
        jimin = slack.person("jimin")
        await client.views_open(trigger_id=await caught.trigger(slack), view=text_modal())
        assert await jimin.fills(await jimin.modal(), {"Words": "x"}) is None
        assert (await jimin.modal()).title == "Again"


async def test_home_is_published_for_each_person(slack: LocalSlack, client: AsyncWebClient) -> None:
    """One person's Home is nobody else's; opening it tells the bot, with the view that was there."""
    events: list[Body] = []
    app = bolt_app(slack)

    @app.event("app_home_opened")
    async def opened(event: Body) -> None:
        events.append(event)

    async with over_socket_mode(app, slack):
        jimin = slack.person("jimin")
        section = {"type": "section", "text": {"type": "mrkdwn", "text": "hello"}}
        await client.views_publish(user_id=jimin.id, view={"type": "home", "blocks": [section]})
        assert (await jimin.opens_home("hello")).text == "hello"
        await slack.quiet()
        assert [event["tab"] for event in events] == ["home"]
        assert events[0]["view"]["type"] == "home"
        with pytest.raises(NotSeen, match="Home"):
            await slack.person("bob").home(within=0.01)


async def test_a_global_shortcut(slack: LocalSlack) -> None:
    """It carries a trigger and no channel."""
    caught = Caught(slack)
    async with over_socket_mode(caught.app, slack):
        await slack.person("jimin").uses("New item")
        assert caught.bodies["shortcut"]["callback_id"] == "new_item"
        assert "channel" not in caught.bodies["shortcut"]
