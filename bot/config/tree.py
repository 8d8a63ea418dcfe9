"""A YAML text as a tree of located nodes: what was written, and where."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.config.problems import Place

Plain = str | int | float | bool | None
Path = tuple[str | int, ...]
"""The keys and indexes that lead from the root to a node."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A scalar: its value, and the text as it was written."""

    at: Place
    value: Plain
    text: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A sequence."""

    at: Place
    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A key and what stands under it."""

    key: Leaf
    value: "Node"


@dataclass(frozen=True, slots=True)
class Keyed:
    """A mapping; keys are texts, as they were written."""

    at: Place
    entries: Mapping[str, Entry]


Node = Leaf | Listed | Keyed


def to_data(node: Node) -> Any:  # noqa: ANN401 - whatever the file holds
    """The tree as plain dicts, lists and scalars."""
    match node:
        case Keyed():
            return {key: to_data(entry.value) for key, entry in node.entries.items()}
        case Listed():
            return [to_data(item) for item in node.items]
        case Leaf():
            return node.value


def find(root: Node, pattern: str) -> Iterator[tuple[Path, Node]]:
    """Every node a dotted path leads to; `*` stands for any key or any item."""
    found: list[tuple[Path, Node]] = [((), root)]
    for part in pattern.split("."):
        found = [step for path, node in found for step in _steps(path, node, part)]
    yield from found


def texts(root: Node, pattern: str) -> Iterator[tuple[Path, Leaf, str]]:
    """The texts a path leads to: the scalar there, or each scalar of the list there."""
    for path, node in find(root, pattern):
        for leaf in node.items if isinstance(node, Listed) else (node,):
            if isinstance(leaf, Leaf) and isinstance(leaf.value, str):
                yield path, leaf, leaf.value


def keys(root: Node | None, pattern: str) -> dict[str, Leaf] | None:
    """The keys of the mapping at a path, or None where there is no mapping to look in."""
    for _, node in find(root, pattern) if root else ():
        if isinstance(node, Keyed):
            return {name: entry.key for name, entry in node.entries.items()}
    return None


def child(node: Node | None, key: str) -> Node | None:
    """What stands under a key, if anything does."""
    if isinstance(node, Keyed) and (entry := node.entries.get(key)):
        return entry.value
    return None


def text_of(node: Node | None, key: str) -> str | None:
    """The text under a key, if there is one."""
    found = child(node, key)
    return found.value if isinstance(found, Leaf) and isinstance(found.value, str) else None


def _steps(path: Path, node: Node, part: str) -> Iterator[tuple[Path, Node]]:
    if isinstance(node, Keyed):
        for name, entry in node.entries.items():
            if part in ("*", name):
                yield (*path, name), entry.value
    elif isinstance(node, Listed) and part == "*":
        for index, item in enumerate(node.items):
            yield (*path, index), item
