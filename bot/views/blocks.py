"""Block Kit in few words: the blocks Baton uses, cut to Slack's limits."""

from collections.abc import Iterable, Sequence
from typing import Any

from bot.views import limits
from bot.views.limits import cut, mrkdwn, plain
from bot.views.message import Block

View = dict[str, Any]


def section(text: str, *, accessory: Block | None = None, block_id: str | None = None) -> Block:
    """A paragraph, with a button or select beside it."""
    made: Block = {"type": "section", "text": mrkdwn(text)}
    return _with(made, accessory=accessory, block_id=block_id)


def header(text: str) -> Block:
    """A title."""
    return {"type": "header", "text": plain(text, limits.HEADER)}


def context(*texts: str) -> Block:
    """Small print."""
    return {"type": "context", "elements": [mrkdwn(text) for text in texts[: limits.CONTEXT_ELEMENTS]]}


def divider() -> Block:
    """A line."""
    return {"type": "divider"}


def actions(elements: Iterable[Block], *, block_id: str | None = None) -> Block:
    """Buttons and selects in a row."""
    return _with({"type": "actions", "elements": list(elements)[: limits.ACTIONS]}, block_id=block_id)


def button(
    label: str, action: str, value: str = "", *, style: str | None = None, confirm: Block | None = None
) -> Block:
    """A button; its value is whatever the handler needs to know which one it was."""
    made: Block = {"type": "button", "text": plain(label, limits.BUTTON), "action_id": action}
    return _with(made, value=value or None, style=style, confirm=confirm)


def confirm(title: str, text: str, yes: str, no: str) -> Block:
    """Asked before a button acts."""
    return {
        "title": plain(title, limits.CONFIRM_TITLE),
        "text": plain(text, limits.CONFIRM_TEXT),
        "confirm": plain(yes, limits.CONFIRM_BUTTON),
        "deny": plain(no, limits.CONFIRM_BUTTON),
    }


def option(label: str, value: str, description: str | None = None) -> Block:
    """One choice of a select."""
    made: Block = {"text": plain(label, limits.OPTION), "value": cut(value, 150)}
    return _with(made, description=plain(description, limits.OPTION) if description else None)


def select(action: str, options: Sequence[Block], *, placeholder: str, initial: str | None = None) -> Block:
    """A menu of up to a hundred choices."""
    chosen = next((entry for entry in options if entry["value"] == initial), None)
    made: Block = {
        "type": "static_select",
        "action_id": action,
        "placeholder": plain(placeholder, 150),
        "options": list(options)[: limits.OPTIONS],
    }
    return _with(made, initial_option=chosen)


def overflow(action: str, options: Sequence[Block]) -> Block:
    """A menu behind three dots, of up to five choices."""
    return {"type": "overflow", "action_id": action, "options": list(options)[: limits.OVERFLOW]}


def grouped_select(action: str, groups: Sequence[tuple[str, Sequence[Block]]], *, placeholder: str) -> Block:
    """A menu of named groups; what is more than a hundred choices goes on in a group of the same name."""
    made = [
        {"label": plain(name, limits.OPTION), "options": list(options[at : at + limits.OPTIONS])}
        for name, options in groups
        for at in range(0, len(options), limits.OPTIONS)
    ]
    return {
        "type": "static_select",
        "action_id": action,
        "placeholder": plain(placeholder, 150),
        "option_groups": made[: limits.OPTIONS],
    }


def field(
    block_id: str,
    label: str,
    element: Block,
    *,
    hint: str | None = None,
    optional: bool = False,
    dispatch: bool = False,
) -> Block:
    """An input of a form. `dispatch` sends its changes while the form is open."""
    made: Block = {
        "type": "input",
        "block_id": block_id,
        "label": plain(label, limits.LABEL),
        "element": element,
        "optional": optional,
    }
    return _with(made, hint=plain(hint, limits.LABEL) if hint else None, dispatch_action=dispatch or None)


def text_input(
    action: str,
    *,
    initial: str | None = None,
    placeholder: str | None = None,
    lines: bool = False,
    longest: int = 3000,
    shortest: int | None = None,
) -> Block:
    """A place to write in."""
    made: Block = {
        "type": "plain_text_input",
        "action_id": action,
        "multiline": lines,
        "max_length": longest,
    }
    return _with(
        made,
        initial_value=cut(initial, longest) if initial else None,
        placeholder=plain(placeholder, 150) if placeholder else None,
        min_length=shortest,
    )


def modal(
    callback: str,
    title: str,
    blocks: Sequence[Block],
    *,
    close: str,
    submit: str | None = None,
    metadata: str = "",
) -> View:
    """A form, or something to read."""
    made: View = {
        "type": "modal",
        "callback_id": callback,
        "title": plain(title, limits.VIEW_TITLE),
        "close": plain(close, limits.VIEW_TITLE),
        "blocks": list(blocks)[: limits.VIEW_BLOCKS],
    }
    return _with(
        made, submit=plain(submit, limits.VIEW_TITLE) if submit else None, private_metadata=metadata or None
    )


def _with(made: dict[str, Any], **optional: Any) -> dict[str, Any]:  # noqa: ANN401 - Block Kit's optional keys
    return made | {key: value for key, value in optional.items() if value is not None}
