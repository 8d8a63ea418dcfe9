"""Block Kit's limits, each by a block that just fits and one that just does not."""

from typing import Any

import pytest
from slack_sdk.models.blocks import Block

from playground.blockkit import check_message_blocks, check_view

Body = dict[str, Any]


def plain(text: str) -> Body:
    """A plain_text object."""
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Body:
    """A mrkdwn object."""
    return {"type": "mrkdwn", "text": text}


def section(**more: object) -> Body:
    """A section that says something."""
    return {"type": "section", "text": mrkdwn("hello"), **more}


def actions(*elements: Body) -> Body:
    """An actions block."""
    return {"type": "actions", "elements": list(elements)}


def button(**more: object) -> Body:
    """A button."""
    return {"type": "button", "action_id": "go", "text": plain("Go"), **more}


def options(number: int) -> list[Body]:
    """Options of a select."""
    return [{"text": plain(f"Option {n}"), "value": f"v{n}"} for n in range(number)]


def select(number: int, **more: object) -> Body:
    """A select with that many options."""
    return {"type": "static_select", "action_id": "pick", "options": options(number), **more}


CONFIRM = {"title": plain("Sure?"), "text": mrkdwn("Really"), "confirm": plain("Yes"), "deny": plain("No")}
FIT: list[Body] = [
    section(),
    section(text=mrkdwn("x" * 3000)),
    {"type": "section", "fields": [mrkdwn("x" * 2000)] * 10},
    section(accessory=button(value="v" * 2000, url="https://example.com/" + "u" * 2980, style="danger")),
    {"type": "header", "text": plain("x" * 150)},
    {"type": "divider", "block_id": "b" * 255},
    {"type": "context", "elements": [mrkdwn("one"), plain("two")] * 5},
    actions(*(button(action_id=f"a{n}") for n in range(25))),
    actions(select(100, initial_option=options(1)[0])),
    actions(button(confirm=CONFIRM)),
    actions({"type": "overflow", "action_id": "more", "options": options(5)}),
    actions({"type": "checkboxes", "action_id": "c", "options": options(10)}),
    actions({"type": "users_select", "action_id": "u", "placeholder": plain("Somebody")}),
    {"type": "image", "image_url": "https://example.com/x.png", "alt_text": "x"},
    {"type": "rich_text", "elements": [
        {"type": "rich_text_section", "elements": [{"type": "user", "user_id": "U1"}, {"type": "text", "text": "hi"}]},
        {"type": "rich_text_list", "style": "bullet", "elements": [{"type": "rich_text_section", "elements": []}]},
    ]},
]  # fmt: skip
REFUSED: list[tuple[str, Body]] = [
    ("/blocks/0", {"type": "section"}),
    ("/blocks/0/type", {"type": "banner"}),
    ("/blocks/0", {"text": plain("no type")}),
    ("/blocks/0", section(colour="red")),
    ("/blocks/0/text/text", section(text=mrkdwn("x" * 3001))),
    ("/blocks/0/text/text", section(text=mrkdwn(""))),
    ("/blocks/0/text/type", section(text={"type": "html", "text": "x"})),
    ("/blocks/0/text", section(text={**mrkdwn("x"), "emoji": True})),
    ("/blocks/0/text", section(text="bare")),
    ("/blocks/0/fields", {"type": "section", "fields": [mrkdwn("x")] * 11}),
    ("/blocks/0/fields/0/text", {"type": "section", "fields": [mrkdwn("x" * 2001)]}),
    ("/blocks/0/block_id", section(block_id="b" * 256)),
    ("/blocks/0/text/text", {"type": "header", "text": plain("x" * 151)}),
    ("/blocks/0/text/type", {"type": "header", "text": mrkdwn("x")}),
    ("/blocks/0/elements", {"type": "context", "elements": [mrkdwn("x")] * 11}),
    ("/blocks/0/elements", actions()),
    ("/blocks/0/elements", actions(*(button(action_id=f"a{n}") for n in range(26)))),
    ("/blocks/0", actions(button(), button())),
    ("/blocks/0/elements/0/text/type", actions(button(text=mrkdwn("Go")))),
    ("/blocks/0/elements/0/text/text", actions(button(text=plain("x" * 76)))),
    ("/blocks/0/elements/0/value", actions(button(value="v" * 2001))),
    ("/blocks/0/elements/0/url", actions(button(url="u" * 3001))),
    ("/blocks/0/elements/0/action_id", actions(button(action_id="a" * 256))),
    ("/blocks/0/elements/0/style", actions(button(style="green"))),
    ("/blocks/0/elements/0/confirm", actions(button(confirm={"title": plain("Sure?")}))),
    ("/blocks/0/elements/0/confirm/title/text", actions(button(confirm={**CONFIRM, "title": plain("x" * 101)}))),
    ("/blocks/0/elements/0/confirm/confirm/text", actions(button(confirm={**CONFIRM, "confirm": plain("x" * 31)}))),
    ("/blocks/0/elements/0/options", actions(select(101))),
    ("/blocks/0/elements/0", actions(select(0))),
    ("/blocks/0/elements/0/initial_option", actions(select(2, initial_option=options(3)[2]))),
    ("/blocks/0/elements/0/options/0/value", actions(
        {"type": "static_select", "options": [{"text": plain("x"), "value": "v" * 151}]})),
    ("/blocks/0/elements/0/options/0/text/type", actions(
        {"type": "static_select", "options": [{"text": mrkdwn("x"), "value": "v"}]})),
    ("/blocks/0/elements/0/options", actions({"type": "overflow", "options": options(6)})),
    ("/blocks/0/elements/0/options", actions({"type": "checkboxes", "options": options(11)})),
    ("/blocks/0/elements/0/options", actions({"type": "radio_buttons", "options": options(11)})),
    ("/blocks/0/elements/0/type", actions({"type": "plain_text_input", "action_id": "t"})),
    ("/blocks/0/accessory/type", section(accessory={"type": "slider"})),
    ("/blocks/0", {"type": "image", "alt_text": "no source"}),
    ("/blocks/0/element/type", {"type": "input", "label": plain("x"), "element": button()}),
    ("/blocks/0/label/text", {"type": "input", "label": plain("x" * 2001), "element": select(1)}),
    ("/blocks/0/text", {"type": "markdown", "text": "x" * 12_001}),
]  # fmt: skip


@pytest.mark.parametrize("block", FIT, ids=str)
def test_what_fits(block: Body) -> None:
    """These are exactly at Slack's limits."""
    assert check_message_blocks([block]) == []


@pytest.mark.parametrize(("pointer", "block"), REFUSED, ids=str)
def test_what_does_not_fit(pointer: str, block: Body) -> None:
    """These are just beyond, and the JSON pointer says where."""
    problems = check_message_blocks([block])
    assert f"[json-pointer:{pointer}]" in " ".join(problems)


@pytest.mark.parametrize("block", FIT, ids=str)
def test_slacks_own_models_agree(block: Body) -> None:
    """What passes here passes the validators of slack_sdk too."""
    parsed = Block.parse(block)
    if parsed is None:
        raise AssertionError(block)
    parsed.validate_json()


def test_a_message_has_at_most_fifty_blocks_with_ids_of_their_own() -> None:
    """Fifty fit, fifty-one do not; a block id may be used once."""
    assert check_message_blocks([section()] * 50) == []
    assert check_message_blocks([section()] * 51) == [
        "[ERROR] no more than 50 items allowed [json-pointer:/blocks]"
    ]
    assert check_message_blocks([section(block_id="a"), section(block_id="a")]) == [
        "[ERROR] block_id already exists: a [json-pointer:/blocks/0/block_id]",
        "[ERROR] block_id already exists: a [json-pointer:/blocks/1/block_id]",
    ]


def modal(**more: object) -> Body:
    """A modal."""
    return {"type": "modal", "title": plain("Title"), "blocks": [section()], **more}


FIELD = {"type": "input", "label": plain("L"), "element": {"type": "plain_text_input", "action_id": "t"}}


@pytest.mark.parametrize(
    ("pointer", "view"),
    [
        ("/view", {"type": "modal", "blocks": [section()]}),
        ("/view/title/text", modal(title=plain("x" * 25))),
        ("/view/title/type", modal(title=mrkdwn("x"))),
        ("/view/submit/text", modal(submit=plain("x" * 25))),
        ("/view/private_metadata", modal(private_metadata="x" * 3001)),
        ("/view/callback_id", modal(callback_id="x" * 256)),
        ("/view/blocks", modal(blocks=[section()] * 101)),
        ("/view", modal(blocks=[FIELD])),
        ("/view/blocks/0/type", modal(blocks=[{"type": "markdown", "text": "x"}])),
        ("/view/type", {"type": "home", "blocks": [section()]}),
        ("/view", modal(colour="red")),
    ],
    ids=str,
)
def test_modals_that_do_not_fit(pointer: str, view: Body) -> None:
    """Titles, buttons, sizes; fields want a submit button."""
    assert f"[json-pointer:{pointer}]" in " ".join(check_view(view, kind="modal"))


def test_a_modal_with_a_field_and_a_submit_button() -> None:
    """That is all it takes."""
    assert check_view(modal(blocks=[FIELD], submit=plain("Send")), kind="modal") == []
