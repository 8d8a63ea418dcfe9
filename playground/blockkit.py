"""Checks blocks and views as Slack does: every problem as a sentence with a JSON pointer."""

from collections import Counter
from collections.abc import Iterator

from playground.blockkit_rules import problem
from playground.blockkit_tables import MESSAGE_BLOCKS, VIEWS
from playground.blocks import all_elements, elements_of
from playground.texts import all_text
from playground.wire import Json

MARKDOWN_CHARACTERS = 12_000
"""Of all markdown blocks of a message together."""
MESSAGE_CHARACTERS = 13_200
"""Undocumented: Slack answers msg_blocks_too_long near here (github.com/slackapi/bolt-js/issues/2509)."""


def check_message_blocks(blocks: object) -> list[str]:
    """The problems of a message's blocks; empty when Slack would take them."""
    problems = list(MESSAGE_BLOCKS.check(blocks, "/blocks"))
    if problems or not isinstance(blocks, list):
        return problems
    problems += _ids(blocks, "/blocks")
    markdown = sum(len(block["text"]) for block in blocks if block["type"] == "markdown")
    if markdown > MARKDOWN_CHARACTERS:
        problems.append(
            problem(f"markdown must be less than {MARKDOWN_CHARACTERS + 1} characters", "/blocks")
        )
    return problems


def too_long(blocks: list[Json]) -> bool:
    """Whether a message's blocks carry more text than Slack takes."""
    return sum(len(text) for text in all_text(blocks)) > MESSAGE_CHARACTERS


def check_view(view: object, *, kind: str) -> list[str]:
    """The problems of a view of that kind (``modal`` or ``home``)."""
    if not isinstance(view, dict):
        return [problem("must be an object", "/view")]
    if view.get("type") != kind:
        return [problem(f"unsupported type: {view.get('type')}", "/view/type")]
    problems = list(VIEWS[kind].check(view, "/view"))
    if problems:
        return problems
    blocks: list[Json] = view["blocks"]
    problems += _ids(blocks, "/view/blocks")
    if kind == "modal" and not view.get("submit") and any(block["type"] == "input" for block in blocks):
        problems.append(problem("missing required field: submit (there are input blocks)", "/view"))
    if sum(1 for _, element in all_elements(blocks) if element.get("focus_on_load")) > 1:
        problems.append(problem("only one element can set focus_on_load", "/view/blocks"))
    return problems


def _ids(blocks: list[Json], at: str) -> Iterator[str]:
    used = Counter(block["block_id"] for block in blocks if block.get("block_id"))
    for index, block in enumerate(blocks):
        if used[block.get("block_id")] > 1:
            yield problem(f"block_id already exists: {block['block_id']}", f"{at}/{index}/block_id")
        actions = Counter(e["action_id"] for e in elements_of(block) if e.get("action_id"))
        for action_id, times in actions.items():
            if times > 1:
                yield problem(f"action_id already exists: {action_id}", f"{at}/{index}")
