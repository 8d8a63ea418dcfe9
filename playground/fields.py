"""What a person put into a field, as Slack's state values; refused where Slack's client refuses it."""

import re
from datetime import date

from playground.surfaces import empty_value, value_key
from playground.wire import Json

REQUIRED = "Please complete this required field."


class NotAllowed(Exception):
    """The client would not let a person do this."""


def state_value(element: Json, given: object, suggested: list[Json] | None = None) -> Json:
    """The state value of an element for what was given: a string, a list of strings, or None.

    Options are given by their value.

    Raises:
        NotAllowed: no such option, or a value of the wrong form.
    """
    kind = element["type"]
    key = value_key(kind)
    if given in (None, "", []):
        return {"type": kind, key: empty_value(kind)}
    if key in {"selected_option", "selected_options"}:
        chosen = [
            _option(element, str(v), suggested or []) for v in (given if isinstance(given, list) else [given])
        ]
        most = element.get("max_selected_items")
        if most and len(chosen) > most:
            raise NotAllowed(f"at most {most} items")
        return {"type": kind, key: chosen if key == "selected_options" else chosen[-1]}
    if kind.startswith("multi_"):
        return {"type": kind, key: list(given) if isinstance(given, list) else [given]}
    if kind == "datetimepicker":
        return {"type": kind, key: int(str(given))}
    if kind == "datepicker":
        _iso_date(str(given))
    return {"type": kind, key: str(given)}


def _iso_date(text: str) -> None:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise NotAllowed(f"{text} is not a date") from None


def options_of(element: Json) -> list[Json]:
    """All options of an element, those of its groups included."""
    grouped = [option for group in element.get("option_groups") or [] for option in group["options"]]
    return [*(element.get("options") or []), *grouped]


def _option(element: Json, value: str, suggested: list[Json]) -> Json:
    for option in (*options_of(element), *suggested, *(element.get("initial_options") or [])):
        if option["value"] == value:
            chosen: Json = option
            return chosen
    known = ", ".join(repr(option["value"]) for option in options_of(element))
    raise NotAllowed(f"no option {value!r}; there are: {known or 'none'}")


def client_errors(blocks: list[Json], state: dict[str, dict[str, Json]]) -> dict[str, str]:
    """What Slack's client says beside fields before it sends anything: block id, sentence."""
    errors: dict[str, str] = {}
    for block in blocks:
        if block["type"] != "input":
            continue
        element = block["element"]
        value = state.get(block["block_id"], {}).get(element["action_id"], {}).get(value_key(element["type"]))
        if value in (None, "", []):
            if not block.get("optional", False):
                errors[block["block_id"]] = REQUIRED
        elif isinstance(value, str) and (sentence := _wrong_text(element, value)):
            errors[block["block_id"]] = sentence
    return errors


def _wrong_text(element: Json, value: str) -> str | None:
    kind = element["type"]
    if kind == "plain_text_input":
        return _wrong_length(element, value)
    if kind == "number_input":
        return _wrong_number(element, value)
    if kind == "email_text_input" and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value):
        return "Please enter a valid email address."
    if kind == "url_text_input" and not re.match(r"https?://\S+", value):
        return "Please enter a valid URL."
    return None


def _wrong_length(element: Json, value: str) -> str | None:
    most, least = element.get("max_length", 3000), element.get("min_length", 0)
    if len(value) > most:
        return f"Please enter no more than {most} characters."
    return f"Please enter at least {least} characters." if len(value) < least else None


def _wrong_number(element: Json, value: str) -> str | None:
    pattern = r"-?\d+(\.\d+)?" if element.get("is_decimal_allowed") else r"-?\d+"
    if not re.fullmatch(pattern, value):
        return "Please enter a number."
    if "min_value" in element and float(value) < float(element["min_value"]):
        return f"Please enter a number of at least {element['min_value']}."
    if "max_value" in element and float(value) > float(element["max_value"]):
        return f"Please enter a number of at most {element['max_value']}."
    return None
