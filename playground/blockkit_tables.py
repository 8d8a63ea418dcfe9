"""Block Kit's blocks and views: fields and limits, from the same sources as the elements'.

Block types that are not listed are refused: what passes here passes there, not the other way round.
"""

from collections.abc import Iterator

from playground.blockkit_elements import ACCESSORIES, ELEMENTS, IN_ACTIONS, IN_INPUTS, URL, image_source
from playground.blockkit_rules import Bool, Int, Many, OneOf, Rule, Shape, Str, Text, Typed, problem
from playground.wire import Json

_STYLES = Shape({name: Bool() for name in ("bold", "italic", "strike", "code", "underline", "highlight")})
_RICH: dict[str, Shape] = {
    "text": Shape({"text!": Str(12_000), "style": _STYLES}),
    "link": Shape({"url!": URL, "text": Str(12_000, 0), "unsafe": Bool(), "style": _STYLES}),
    "user": Shape({"user_id!": Str(255), "style": _STYLES}),
    "usergroup": Shape({"usergroup_id!": Str(255), "style": _STYLES}),
    "channel": Shape({"channel_id!": Str(255), "style": _STYLES}),
    "emoji": Shape({"name!": Str(255), "unicode": Str(255), "skin_tone": Int(1, 6), "style": _STYLES}),
    "broadcast": Shape({"range!": OneOf(("here", "channel", "everyone")), "style": _STYLES}),
    "color": Shape({"value!": Str(9), "style": _STYLES}),
    "date": Shape(
        {
            "timestamp!": Int(0, 9_999_999_999),
            "format!": Str(255),
            "url": URL,
            "fallback": Str(255),
            "style": _STYLES,
        }
    ),
}
_INLINE = Many(Typed(_RICH), 1000, 0)
_RICH_SECTIONS: dict[str, Shape] = {
    "rich_text_section": Shape({"elements!": _INLINE}),
    "rich_text_quote": Shape({"elements!": _INLINE, "border": Int(0, 1)}),
    "rich_text_preformatted": Shape({"elements!": _INLINE, "border": Int(0, 1), "language": Str(255)}),
}
_RICH_SECTIONS["rich_text_list"] = Shape(
    {
        "style!": OneOf(("bullet", "ordered")),
        "elements!": Many(Typed(_RICH_SECTIONS, frozenset({"rich_text_section"})), 1000),
        "indent": Int(0, 8),
        "offset": Int(0, 10_000),
        "border": Int(0, 1),
    }
)


def _said_something(block: Json, at: str) -> Iterator[str]:
    if not block.get("text") and not block.get("fields"):
        yield problem("must provide text or fields", at)


_ID: dict[str, Rule] = {"block_id": Str(255)}
_CELLS: dict[str, Shape] = {
    "raw_text": Shape({"text!": Str(12_000)}),
    "raw_number": Shape({"text!": Str(255), "value": Int(-(2**53), 2**53)}),
}
_CARD_ACTIONS = Many(Typed(ELEMENTS, frozenset({"button", "overflow"})), 5)

BLOCKS: dict[str, Shape] = {
    "section": Shape(
        {
            **_ID,
            "text": Text(3000),
            "fields": Many(Text(2000), 10),
            "expand": Bool(),
            "accessory": Typed(ELEMENTS, ACCESSORIES),
        },
        also=_said_something,
    ),
    "divider": Shape(_ID),
    "header": Shape({**_ID, "text!": Text(150, plain=True), "level": Int(1, 4)}),
    "context": Shape(
        {
            **_ID,
            "elements!": Many(
                Typed(
                    {
                        "plain_text": Shape({"text!": Str(3000), "emoji": Bool()}),
                        "mrkdwn": Shape({"text!": Str(3000), "verbatim": Bool()}),
                        "image": ELEMENTS["image"],
                    }
                ),
                10,
            ),
        }
    ),
    "actions": Shape({**_ID, "elements!": Many(Typed(ELEMENTS, IN_ACTIONS), 25)}),
    "context_actions": Shape(
        {**_ID, "elements!": Many(Typed(ELEMENTS, frozenset({"feedback_buttons", "icon_button"})), 5)}
    ),
    "input": Shape(
        {
            **_ID,
            "label!": Text(2000, plain=True),
            "hint": Text(2000, plain=True),
            "optional": Bool(),
            "dispatch_action": Bool(),
            "element!": Typed(ELEMENTS, IN_INPUTS),
        }
    ),
    "image": Shape(
        {
            **_ID,
            "image_url": URL,
            "alt_text!": Str(2000),
            "title": Text(2000, plain=True),
            "slack_file": Shape({"id": Str(255), "url": URL}),
        },
        also=image_source,
    ),
    "markdown": Shape({**_ID, "text!": Str(12_000)}),
    "rich_text": Shape({**_ID, "elements!": Many(Typed(_RICH_SECTIONS), 1000, 0)}),
    "alert": Shape(
        {**_ID, "text!": Text(3000), "level": OneOf(("default", "info", "warning", "error", "success"))}
    ),
    "card": Shape(
        {
            **_ID,
            "title": Text(150),
            "subtitle": Text(150),
            "body": Text(200),
            "hero_image": Typed(ELEMENTS),
            "icon": Typed(ELEMENTS),
            "actions": _CARD_ACTIONS,
        }
    ),
}
_CELLS["rich_text"] = BLOCKS["rich_text"]
BLOCKS["table"] = Shape(
    {
        **_ID,
        "rows!": Many(Many(Typed(_CELLS), 20), 100),
        "column_settings": Many(
            Shape({"align": OneOf(("left", "center", "right")), "is_wrapped": Bool()}), 20, 0
        ),
    }
)
BLOCKS["carousel"] = Shape({**_ID, "elements!": Many(Typed(BLOCKS, frozenset({"card"})), 10)})

ONLY_IN_MESSAGES = frozenset({"markdown", "table", "card", "carousel", "context_actions"})
ONLY_IN_MODALS = frozenset({"alert"})

_VIEW: dict[str, Rule] = {
    "callback_id": Str(255, 0),
    "private_metadata": Str(3000, 0),
    "external_id": Str(255, 0),
}
VIEWS: dict[str, Shape] = {
    "modal": Shape(
        {
            **_VIEW,
            "title!": Text(24, plain=True),
            "submit": Text(24, plain=True),
            "close": Text(24, plain=True),
            "clear_on_close": Bool(),
            "notify_on_close": Bool(),
            "submit_disabled": Bool(),
            "blocks!": Many(Typed(BLOCKS, frozenset(BLOCKS) - ONLY_IN_MESSAGES), 100),
        }
    ),
    "home": Shape(
        {**_VIEW, "blocks!": Many(Typed(BLOCKS, frozenset(BLOCKS) - ONLY_IN_MESSAGES - ONLY_IN_MODALS), 100)}
    ),
}
MESSAGE_BLOCKS = Many(Typed(BLOCKS, frozenset(BLOCKS) - ONLY_IN_MODALS), 50, 0)
