"""Block Kit's elements and objects: fields and limits.

Limits are those of @slack/types 3.2 and slack_sdk's validators, and what both miss.
"""

from collections.abc import Iterator

from playground.blockkit_rules import Bool, Int, Many, OneOf, Rule, Shape, Str, Text, problem
from playground.wire import Json

URL = Str(3000)
STYLE = OneOf(("primary", "danger"))
DATE = Str(10, pattern=r"\d{4}-\d{2}-\d{2}")
CONFIRM = Shape(
    {
        "title!": Text(100, plain=True),
        "text!": Text(300),
        "confirm!": Text(30, plain=True),
        "deny!": Text(30, plain=True),
        "style": STYLE,
    }
)


def _option(*, mrkdwn: bool = False, url: bool = False) -> Shape:
    fields: dict[str, Rule] = {
        "text!": Text(75, plain=not mrkdwn),
        "value!": Str(150),
        "description": Text(75, plain=not mrkdwn),
    }
    return Shape({**fields, "url": URL} if url else fields)


OPTION = _option()
RICH_OPTION = _option(mrkdwn=True)
GROUP = Shape({"label!": Text(75, plain=True), "options!": Many(OPTION, 100)})
_ACTION: dict[str, Rule] = {"action_id": Str(255), "confirm": CONFIRM}
_PLACED: dict[str, Rule] = {**_ACTION, "focus_on_load": Bool(), "placeholder": Text(150, plain=True)}
_IDS = Many(Str(255), 100, 0)
_DISPATCH = Shape({"trigger_actions_on!": Many(OneOf(("on_enter_pressed", "on_character_entered")), 2)})
_FILTER = Shape(
    {
        "include": Many(OneOf(("im", "mpim", "private", "public")), 4),
        "exclude_external_shared_channels": Bool(),
        "exclude_bot_users": Bool(),
    }
)


def _options_of(element: Json) -> list[Json]:
    groups = [
        group.get("options") or [] for group in element.get("option_groups") or [] if isinstance(group, dict)
    ]
    return [*(element.get("options") or []), *(option for group in groups for option in group)]


def _choices(element: Json, at: str) -> Iterator[str]:
    if bool(element.get("options")) == bool(element.get("option_groups")):
        yield problem("must provide either options or option_groups", at)
    yield from _initial(element, at)


def _initial(element: Json, at: str) -> Iterator[str]:
    options = _options_of(element)
    initial = element.get("initial_option")
    if initial is not None and initial not in options:
        yield problem("initial_option must exactly match one of the options", f"{at}/initial_option")
    for index, chosen in enumerate(element.get("initial_options") or []):
        if chosen not in options:
            yield problem("must exactly match one of the options", f"{at}/initial_options/{index}")


def _lengths(element: Json, at: str) -> Iterator[str]:
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if isinstance(least, int) and isinstance(most, int):
        if least > most:
            yield problem("min_length must not exceed max_length", at)
        if len(element.get("initial_value") or "") > most:
            yield problem(f"must be less than {most + 1} characters", f"{at}/initial_value")


def image_source(image: Json, at: str) -> Iterator[str]:
    """An image is either somewhere on the web or a file in Slack."""
    if bool(image.get("image_url")) == bool(image.get("slack_file")):
        yield problem("must provide either image_url or slack_file", at)


def _static(**more: Rule) -> Shape:
    return Shape(
        {**_PLACED, "options": Many(OPTION, 100), "option_groups": Many(GROUP, 100), **more}, also=_choices
    )


_FEEDBACK_BUTTON = Shape({"text!": Text(75, plain=True), "value!": Str(2000), "accessibility_label": Str(75)})
_NUMBER = Str(255)
_MOST = {"max_selected_items": Int(1, 1000)}

ELEMENTS: dict[str, Shape] = {
    "button": Shape(
        {
            **_ACTION,
            "text!": Text(75, plain=True),
            "url": URL,
            "value": Str(2000, 0),
            "style": STYLE,
            "accessibility_label": Str(75),
        }
    ),
    "overflow": Shape({**_ACTION, "options!": Many(_option(url=True), 5)}),
    "static_select": _static(initial_option=OPTION),
    "multi_static_select": _static(initial_options=Many(OPTION, 100), **_MOST),
    "external_select": Shape({**_PLACED, "initial_option": OPTION, "min_query_length": Int(0, 255)}),
    "multi_external_select": Shape(
        {**_PLACED, "initial_options": Many(OPTION, 100), "min_query_length": Int(0, 255), **_MOST}
    ),
    "users_select": Shape({**_PLACED, "initial_user": Str(255)}),
    "multi_users_select": Shape({**_PLACED, "initial_users": _IDS, **_MOST}),
    "conversations_select": Shape(
        {
            **_PLACED,
            "initial_conversation": Str(255),
            "default_to_current_conversation": Bool(),
            "response_url_enabled": Bool(),
            "filter": _FILTER,
        }
    ),
    "multi_conversations_select": Shape(
        {
            **_PLACED,
            "initial_conversations": _IDS,
            "default_to_current_conversation": Bool(),
            "filter": _FILTER,
            **_MOST,
        }
    ),
    "channels_select": Shape({**_PLACED, "initial_channel": Str(255), "response_url_enabled": Bool()}),
    "multi_channels_select": Shape({**_PLACED, "initial_channels": _IDS, **_MOST}),
    "datepicker": Shape({**_PLACED, "initial_date": DATE}),
    "timepicker": Shape({**_PLACED, "initial_time": Str(5, pattern=r"\d{2}:\d{2}"), "timezone": Str(255)}),
    "datetimepicker": Shape({**_ACTION, "focus_on_load": Bool(), "initial_date_time": Int(0, 9_999_999_999)}),
    "checkboxes": Shape(
        {
            **_ACTION,
            "focus_on_load": Bool(),
            "options!": Many(RICH_OPTION, 10),
            "initial_options": Many(RICH_OPTION, 10),
        },
        also=_initial,
    ),
    "radio_buttons": Shape(
        {
            **_ACTION,
            "focus_on_load": Bool(),
            "options!": Many(RICH_OPTION, 10),
            "initial_option": RICH_OPTION,
        },
        also=_initial,
    ),
    "plain_text_input": Shape(
        {
            "action_id": Str(255),
            "initial_value": Str(3000, 0),
            "multiline": Bool(),
            "min_length": Int(0, 3000),
            "max_length": Int(1, 3000),
            "dispatch_action_config": _DISPATCH,
            "focus_on_load": Bool(),
            "placeholder": Text(150, plain=True),
        },
        also=_lengths,
    ),
    "email_text_input": Shape(
        {**_PLACED, "initial_value": Str(3000, 0), "dispatch_action_config": _DISPATCH}
    ),
    "url_text_input": Shape({**_PLACED, "initial_value": Str(3000, 0), "dispatch_action_config": _DISPATCH}),
    "number_input": Shape(
        {
            **_PLACED,
            "is_decimal_allowed!": Bool(),
            "initial_value": _NUMBER,
            "min_value": _NUMBER,
            "max_value": _NUMBER,
            "dispatch_action_config": _DISPATCH,
        }
    ),
    "feedback_buttons": Shape(
        {"action_id": Str(255), "positive_button!": _FEEDBACK_BUTTON, "negative_button!": _FEEDBACK_BUTTON}
    ),
    "icon_button": Shape(
        {
            **_ACTION,
            "icon!": OneOf(("trash",)),
            "text!": Text(75, plain=True),
            "value": Str(2000, 0),
            "accessibility_label": Str(75),
            "visible_to_user_ids": _IDS,
        }
    ),
    "image": Shape(
        {"image_url": URL, "alt_text!": Str(2000), "slack_file": Shape({"id": Str(255), "url": URL})},
        also=image_source,
    ),
}

_SELECTS = frozenset(kind for kind in ELEMENTS if kind.endswith("_select"))
_PICKERS = frozenset({"datepicker", "timepicker", "checkboxes", "radio_buttons"})
ACCESSORIES = _SELECTS | _PICKERS | {"button", "overflow", "image"}
IN_ACTIONS = _SELECTS | _PICKERS | {"button", "overflow", "datetimepicker"}
IN_INPUTS = (
    _SELECTS
    | _PICKERS
    | {"datetimepicker", "plain_text_input", "email_text_input", "url_text_input", "number_input"}
)
