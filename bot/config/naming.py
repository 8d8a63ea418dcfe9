"""How a place in the files is called in a sentence: `topic "refund", level 2`, never `topics.refund.0`."""

from bot.config.tree import Keyed, Listed, Node, Path, child, text_of

_SECTIONS = {
    "people": "person",
    "teams": "team",
    "schedules": "schedule",
    "topics": "topic",
    "situations": "situation",
}
_NUMBERED = {
    "policies": "policy",
    "levels": "level",
    "layers": "layer",
    "overrides": "override",
    "time_off": "time off",
    "avoid": "phrase to avoid",
    "also": "holiday",
    "values": "value",
}


def item_name(root: Node, path: Path) -> str:
    """The name of what a path leads to; empty for the file itself."""
    if len(path) > 1 and path[0] in _SECTIONS:
        labels = [f'{_SECTIONS[str(path[0])]} "{path[1]}"']
        node, rest = child(child(root, str(path[0])), str(path[1])), path[2:]
    else:
        labels, node, rest = [], root, path
    for part in rest:
        labels = _extend(labels, node, part)
        node = _below(node, part)
    return ", ".join(labels)


def _extend(labels: list[str], node: Node | None, part: str | int) -> list[str]:
    if not isinstance(part, int):
        return [*labels, part]
    plural = labels[-1] if labels else ""
    if (singular := _NUMBERED.get(plural)) is None:
        return [*labels, f"entry {part + 1}"]
    before = labels[:-1]
    if plural == "policies" and isinstance(node, Listed) and len(node.items) == 1:
        return before
    key = text_of(_below(node, part), "id") if plural == "values" else None
    return [*before, f'{singular} "{key}"' if key else f"{singular} {part + 1}"]


def _below(node: Node | None, part: str | int) -> Node | None:
    if isinstance(part, int):
        return node.items[part] if isinstance(node, Listed) and part < len(node.items) else None
    return child(node, part) if isinstance(node, Keyed) else None
