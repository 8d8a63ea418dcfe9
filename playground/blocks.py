"""Finding things in blocks, and filling in the ids Slack fills in."""

import copy
import secrets
from collections.abc import Iterable, Iterator

from playground.wire import Json

INTERACTIVE = frozenset(
    {
        *("button", "overflow", "feedback_buttons", "icon_button", "workflow_button"),
        *("static_select", "external_select", "users_select", "conversations_select", "channels_select"),
        *("multi_static_select", "multi_external_select", "multi_users_select"),
        *("multi_conversations_select", "multi_channels_select"),
        *("datepicker", "timepicker", "datetimepicker", "radio_buttons", "checkboxes"),
        *("plain_text_input", "email_text_input", "url_text_input", "number_input"),
        *("rich_text_input", "file_input"),
    }
)
STATELESS = frozenset({"button", "overflow", "feedback_buttons", "icon_button", "workflow_button"})


def elements_of(block: Json) -> Iterator[Json]:
    """The interactive elements of one block, those of cards and containers included."""
    for key in ("accessory", "element"):
        if isinstance(block.get(key), dict) and block[key].get("type") in INTERACTIVE:
            yield block[key]
    for key in ("elements", "actions", "child_blocks"):
        for child in block.get(key) or ():
            if not isinstance(child, dict):
                continue
            if child.get("type") in INTERACTIVE:
                yield child
            else:
                yield from elements_of(child)


def all_elements(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Every interactive element with the block it stands in."""
    for block in blocks:
        for element in elements_of(block):
            yield block, element


def find_element(blocks: list[Json], action_id: str, block_id: str | None = None) -> tuple[Json, Json] | None:
    """The element with that action id, in that block where one is named."""
    for block, element in all_elements(blocks):
        if element.get("action_id") == action_id and block_id in {None, block.get("block_id")}:
            return block, element
    return None


def find_drawn(
    drawings: Iterable[list[Json]], action_id: str, block_id: str | None = None
) -> tuple[list[Json], Json, Json] | None:
    """The same in the first of some drawings that has it, with that drawing."""
    for blocks in drawings:
        if (found := find_element(blocks, action_id, block_id)) is not None:
            return blocks, *found
    return None


def with_ids(blocks: list[Json]) -> list[Json]:
    """A copy in which every block has a block id and every interactive element an action id."""
    filled = copy.deepcopy(blocks)
    for block in filled:
        block.setdefault("block_id", secrets.token_urlsafe(4)[:5])
        for element in elements_of(block):
            element.setdefault("action_id", secrets.token_urlsafe(4)[:5])
    return filled
