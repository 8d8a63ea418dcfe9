"""Every kind of field: filled by what a person sees, sent as Slack sends it, refused as Slack's client refuses."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from playground.driver import LocalSlack, NotSeen, Opened
from tests.playground.conftest import bolt_app, over_socket_mode

Body = dict[str, Any]


def plain(text: str) -> Body:
    """A plain_text object."""
    return {"type": "plain_text", "text": text}


def field(label: str, kind: str, **more: object) -> Body:
    """An optional field named after its kind."""
    element = {"type": kind, "action_id": kind, **more}
    return {"type": "input", "block_id": kind, "label": plain(label), "optional": True, "element": element}


COLOURS = [{"text": plain(name), "value": name.lower()} for name in ("Red", "Blue", "Light blue")]
GROUPS = [{"label": plain("Colours"), "options": COLOURS}]
FORM: Body = {
    "type": "modal",
    "callback_id": "form",
    "title": plain("Form"),
    "submit": plain("Send"),
    "blocks": [
        field("Words", "plain_text_input", min_length=2, max_length=5, initial_value="abc"),
        field("Count", "number_input", is_decimal_allowed=False, min_value="1", max_value="9"),
        field("Mail", "email_text_input"),
        field("Link", "url_text_input"),
        field("Colour", "static_select", options=COLOURS, initial_option=COLOURS[0]),
        field("Colours", "multi_static_select", option_groups=GROUPS, max_selected_items=2),
        field("One", "radio_buttons", options=COLOURS),
        field("Some", "checkboxes", options=COLOURS),
        field("Who", "users_select"),
        field("Team", "multi_users_select"),
        field("Where", "conversations_select"),
        field("Day", "datepicker"),
        field("Time", "timepicker"),
        field("Moment", "datetimepicker"),
        field("Found", "external_select"),
        {
            "type": "actions",
            "block_id": "row",
            "elements": [
                {
                    "type": "overflow",
                    "action_id": "menu",
                    "options": [{"text": plain("Copy"), "value": "copy"}],
                    "confirm": {
                        "title": plain("Sure?"),
                        "text": plain("x"),
                        "confirm": plain("Y"),
                        "deny": plain("N"),
                    },
                },
                {"type": "datepicker", "action_id": "when"},
            ],
        },
    ],
}


class Form:
    """The form, opened for jimin by an app that keeps what it is sent."""

    def __init__(self, slack: LocalSlack) -> None:
        self.slack = slack
        self.jimin = slack.person("jimin")
        self.bodies: list[Body] = []

    @property
    def values(self) -> Body:
        """The submitted values by the kind of field."""
        state: Body = self.bodies[-1]["view"]["state"]["values"]
        return {
            kind: next((v for k, v in fields[kind].items() if k != "type"), None)
            for kind, fields in state.items()
            if kind in fields
        }

    async def modal(self) -> Opened:
        """As it is now."""
        return await self.jimin.modal("Words")


@pytest.fixture
async def form(slack: LocalSlack) -> AsyncIterator[Form]:
    """The open form."""
    form = Form(slack)
    app = bolt_app(slack)

    @app.command("/ask")
    async def ask(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=FORM)

    @app.options("external_select")
    async def suggest(ack: AsyncAck, body: Body) -> None:
        await ack(options=[{"text": plain(f"{body['value']} found"), "value": f"found:{body['value']}"}])

    async def keep(ack: AsyncAck, body: Body) -> None:
        form.bodies.append(body)
        await ack()

    app.view("form")(keep)
    app.action("menu")(keep)
    app.action("when")(keep)
    async with over_socket_mode(app, slack):
        await form.jimin.types("#support", "/ask", answered=False)
        yield form


async def test_untouched_fields(form: Form) -> None:
    """Initial values are sent; everything else is null, or an empty list for checkboxes and multi-selects."""
    assert await form.jimin.submits(await form.modal()) is None
    assert form.values == {
        **dict.fromkeys(block["block_id"] for block in FORM["blocks"][:-1]),
        "plain_text_input": "abc",
        "static_select": COLOURS[0],
        "multi_static_select": [],
        "checkboxes": [],
        "multi_users_select": [],
    }


async def test_filled_fields(form: Form) -> None:
    """People choose by what they read; the bot gets options, ids, dates."""
    slack = form.slack
    modal = await form.modal()
    assert modal.value("Colour") == "Red"
    accepted = await form.jimin.fills(
        modal,
        {
            "Words": "안녕!",
            "Count": "7",
            "Mail": "a@b.example",
            "Link": "https://example.com",
            "Colour": "Blue",
            "Colours": ["Red", "Light blue"],
            "One": "Light",
            "Some": ["Blue"],
            "Who": "@bob",
            "Team": ["jimin", "김지민"],
            "Where": "#support",
            "Day": "2026-11-22",
            "Time": "19:00",
            "Moment": "1795315068",
            "Found": "needle",
        },
    )
    assert accepted is None
    values = form.values
    assert values["static_select"] == COLOURS[1]
    assert values["multi_static_select"] == [COLOURS[0], COLOURS[2]]
    assert values["radio_buttons"] == COLOURS[2]
    assert values["users_select"] == "U02BOB"
    assert values["multi_users_select"] == [form.jimin.id] * 2
    assert values["conversations_select"] == form.jimin._place("#support")
    assert (values["datepicker"], values["timepicker"], values["datetimepicker"]) == (
        "2026-11-22",
        "19:00",
        1795315068,
    )
    assert values["external_select"]["value"] == "found:needle"
    assert slack.person("bob").user.name == "Bob Brown"


@pytest.mark.parametrize(
    ("label", "value", "sentence"),
    [
        ("Words", "a", "at least 2"),
        ("Words", "abcdef", "no more than 5"),
        ("Count", "seven", "a number"),
        ("Count", "0", "at least 1"),
        ("Count", "10", "at most 9"),
        ("Mail", "nobody", "valid email"),
        ("Link", "example", "valid URL"),
    ],
)
async def test_what_the_client_refuses(form: Form, label: str, value: str, sentence: str) -> None:
    """It says so beside the field and sends nothing."""
    errors = await form.jimin.fills(await form.modal(), {label: value})
    if errors is None:
        raise AssertionError
    assert sentence in errors[label]
    assert (await form.modal()).errors == errors
    assert form.bodies == []


async def test_what_nobody_can_choose(form: Form) -> None:
    """An option that is not there, too many, a date that is none, a field that does not exist."""
    modal = await form.modal()
    for label, value, sentence in (
        ("Colour", "Green", "no option"),
        ("Colours", ["Red", "Blue", "Light blue"], "at most 2"),
        ("Day", "tomorrow", "not a date"),
        ("Size", "L", "no field"),
    ):
        with pytest.raises(NotSeen, match=sentence):
            await form.jimin.fills(modal, {label: value})


async def test_menus_pickers_and_their_confirmation(form: Form) -> None:
    """A confirm dialogue stands between the click and the bot; pickers outside fields send at once."""
    modal = await form.modal()
    with pytest.raises(NotSeen, match="confirm_needed"):
        await form.jimin.presses("Copy", in_=modal, confirmed=False)
    await form.jimin.presses("Copy", in_=modal)
    assert form.bodies[-1]["actions"][0]["selected_option"]["value"] == "copy"
    await form.jimin.chooses("2026-12-24", in_=modal, action_id="when")
    assert form.bodies[-1]["actions"][0]["selected_date"] == "2026-12-24"
    with pytest.raises(NotSeen, match="nothing to press"):
        await form.jimin.presses("Delete", in_=modal)
