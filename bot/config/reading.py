"""YAML 1.2 core text to a located tree, through PyYAML's parser; never an exception.

PyYAML speaks YAML 1.1, where `NO` is false, `18:00` is 1080 and `on` is true. Only its parser is used:
what a scalar means is decided here, as YAML 1.2's core schema has it. Parser events carry their marks and
come one by one, so that depth, aliases and size are bounded before anything is built.
"""

import itertools
import re
from collections.abc import Iterable, Iterator
from pathlib import Path as FilePath
from typing import Protocol

import yaml

from bot.config.problems import Place, Problem, problem, quoted
from bot.config.scanning import Loader
from bot.config.tree import Entry, Keyed, Leaf, Listed, Node, Plain

_MAX_BYTES = 2_000_000
_MAX_DEPTH = 40
_MAX_NODES = 100_000
"""With aliases written out: ten lines of `&a [*b, *b]` would otherwise be a billion nodes."""

_NULL = {"", "~", "null", "Null", "NULL"}
_TRUE = {"true", "True", "TRUE"}
_FALSE = {"false", "False", "FALSE"}
_INT = re.compile(r"[-+]?[0-9]{1,300}")
_OCTAL = re.compile(r"0o[0-7]{1,100}")
_HEX = re.compile(r"0x[0-9a-fA-F]{1,100}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]{1,300}|[0-9]{1,300}(\.[0-9]{0,300})?)([eE][-+]?[0-9]{1,9})?")
_INFINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_DISPUTED = re.compile(r"\t|(?:^|[\s\[{,])\?")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def core_scalar(text: str) -> Plain:
    """What an unquoted scalar means in YAML 1.2's core schema (spec 1.2.2, section 10.3.2)."""
    if text in _NULL:
        return None
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    if _INT.fullmatch(text):
        return int(text)
    if _OCTAL.fullmatch(text) or _HEX.fullmatch(text):
        return int(text, 0)
    if _FLOAT.fullmatch(text) or _INFINITE.fullmatch(text):
        return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
    return text


def read_file(path: FilePath) -> tuple[bytes | None, tuple[Problem, ...]]:
    """The bytes of a file, or the reason there are none."""
    name, start = str(path), Place(1, 1)
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_BYTES + 1)
    except FileNotFoundError:
        return None, (problem(name, start, "there is no such file"),)
    except IsADirectoryError:
        return None, (problem(name, start, "this is a folder, not a file"),)
    except (OSError, ValueError) as reason:
        told = reason.strerror if isinstance(reason, OSError) else None
        return None, (problem(name, start, f"cannot be read: {told or reason}"),)
    if len(data) > _MAX_BYTES:
        return None, (problem(name, start, "is larger than 2 MB; this cannot be the right file"),)
    return data, ()


def read_yaml(name: str, data: bytes) -> tuple[Node | None, tuple[Problem, ...]]:
    """The tree of a YAML text and what is wrong with it; no tree if it cannot be read at all."""
    try:
        text = _decode(name, data)
        builder = _quickly(name, text) or _Builder(name, _slowly(name, text))
        return builder.document(), tuple(builder.problems)
    except _Unreadable as stop:
        return None, (stop.problem,)


def _quickly(name: str, text: str) -> "_Builder | None":
    """What libyaml reads, in a fifth of the time; None where it is missing, or where it refuses the text.

    PyYAML's own parser then reads it once more: it tells better what is wrong, and where. So it does where the two
    differ: a tab (libyaml takes some), and a "?" that begins a word (YAML 1.1 and 1.2 do not agree on it).
    """
    if not yaml.__with_libyaml__ or _DISPUTED.search(text):
        return None
    try:
        parsed = itertools.islice(yaml.parse(text, Loader=yaml.CSafeLoader), 2 * _MAX_NODES)
        events = list(_not_too_deep(parsed))
    except (yaml.YAMLError, ValueError, OverflowError):
        return None
    return _Builder(name, events)


def _not_too_deep(events: Iterable[yaml.Event]) -> Iterator[yaml.Event]:
    """Up to where it is refused anyway: libyaml takes minutes for a hundred thousand brackets."""
    depth = 0
    for event in events:
        yield event
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _MAX_DEPTH + 1:
            return


class _Mark(Protocol):
    """A position as PyYAML counts it, from 0."""

    line: int
    column: int


class _Unreadable(Exception):
    """The text cannot be read further."""

    def __init__(self, name: str, place: Place, message: str) -> None:
        super().__init__(message)
        self.problem = problem(name, place, message)


def _decode(name: str, data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _Unreadable(name, Place(1, 1), "is saved as UTF-16; save it as UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        before = data[: wrong.start].removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
        place = Place(before.count("\n") + 1, len(before) - before.rfind("\n"))
        raise _Unreadable(name, place, "is not UTF-8 from here on; save it as UTF-8") from wrong


class _Builder:
    """Builds the tree from a parser's events."""

    def __init__(self, name: str, events: Iterable[yaml.Event]) -> None:
        self.problems: list[Problem] = []
        self._name = name
        self._events = iter(events)
        self._anchors: dict[str, tuple[Node, int] | None] = {}
        self._count = 0

    def document(self) -> Node | None:
        self._next()
        if not isinstance(self._next(), yaml.DocumentStartEvent):
            raise _Unreadable(self._name, Place(1, 1), "is empty")
        root = self._node(self._next(), 0)
        self._next()
        second = self._next()
        if isinstance(second, yaml.DocumentStartEvent):
            raise self._stop(second, "a second document begins here (---); one file is one document")
        if isinstance(root, Leaf) and root.value is None:
            raise _Unreadable(self._name, Place(1, 1), "is empty")
        return root

    def _next(self) -> yaml.Event:
        return next(self._events)

    def _stop(self, event: yaml.Event, message: str) -> _Unreadable:
        return _Unreadable(self._name, _place(event.start_mark), message)

    def _node(self, event: yaml.Event, depth: int) -> Node:
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        if depth > _MAX_DEPTH:
            raise self._stop(event, f"is nested more than {_MAX_DEPTH} deep")
        if not isinstance(event, yaml.NodeEvent):
            raise self._stop(event, "a value is missing here")
        anchor, before = event.anchor, self._count
        if anchor:
            self._anchors[anchor] = None
        self._grow(event, 1)
        if isinstance(event, yaml.MappingStartEvent):
            node: Node = self._mapping(event, depth)
        elif isinstance(event, yaml.SequenceStartEvent):
            node = self._sequence(event, depth)
        elif isinstance(event, yaml.ScalarEvent):
            node = self._scalar(event)
        if anchor:
            self._anchors[anchor] = (node, self._count - before)
        return node

    def _alias(self, event: yaml.AliasEvent) -> Node:
        if event.anchor not in self._anchors:
            raise self._stop(event, f"*{event.anchor} stands for nothing: no &{event.anchor} comes before it")
        known = self._anchors[event.anchor]
        if known is None:
            raise self._stop(event, f"*{event.anchor} stands inside &{event.anchor} itself")
        node, size = known
        self._grow(event, size)
        return node

    def _grow(self, event: yaml.Event, by: int) -> None:
        self._count += by
        if self._count > _MAX_NODES:
            raise self._stop(event, f"with its aliases written out this is more than {_MAX_NODES:,} entries")

    def _sequence(self, start: yaml.SequenceStartEvent, depth: int) -> Listed:
        items: list[Node] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        return Listed(_place(start.start_mark), tuple(items))

    def _mapping(self, start: yaml.MappingStartEvent, depth: int) -> Keyed:
        entries: dict[str, Entry] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(self._next(), depth + 1)
            if not isinstance(key, Leaf):
                self.problems.append(problem(self._name, key.at, "a key is a text, not a list or a mapping"))
            elif (first := entries.get(key.text)) is not None:
                line = first.key.at.line
                told = f"the key {quoted(key.text)} is here a second time; the first is on line {line}"
                self.problems.append(problem(self._name, key.at, told))
            else:
                entries[key.text] = Entry(key, value)
        return Keyed(_place(start.start_mark), entries)

    def _scalar(self, event: yaml.ScalarEvent) -> Leaf:
        place, text = _place(event.start_mark), event.value
        if _SURROGATE.search(text):
            raise self._stop(event, "half of a surrogate pair; write the character itself")
        if event.tag is not None and event.tag not in ("!", "tag:yaml.org,2002:str"):
            told = f"the tag {quoted(event.tag)} is not used here; write the plain value"
            self.problems.append(problem(self._name, place, told))
        plain = not event.style and event.tag is None
        return Leaf(place, core_scalar(text) if plain else text, text)


def _slowly(name: str, text: str) -> Iterator[yaml.Event]:
    """What PyYAML's own parser reads.

    Raises:
        _Unreadable: saying what is wrong, and where.
    """
    loader = _loader(name, text)
    try:
        while loader.check_event():
            event: yaml.Event = loader.get_event()  # type: ignore[no-untyped-call]  # stubs lack it
            yield event
    except yaml.MarkedYAMLError as wrong:
        raise _Unreadable(name, *_explain(wrong)) from wrong
    except (ValueError, OverflowError) as wrong:  # "\UFFFFFFFF", which PyYAML hands to chr() unchecked
        place = _place(loader.get_mark())
        raise _Unreadable(name, place, "an escaped character that does not exist") from wrong


def _loader(name: str, text: str) -> yaml.SafeLoader:
    try:
        return Loader(text)
    except yaml.reader.ReaderError as wrong:
        before = text[: wrong.position]
        place = Place(before.count("\n") + 1, len(before) - before.rfind("\n"))
        told = f"the character U+{wrong.character:04X} does not belong in a text file"
        raise _Unreadable(name, place, told) from wrong


def _place(mark: _Mark | None) -> Place:
    return Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)


_EXPLANATIONS = (
    ("character '\\t'", "a tab stands here; YAML is indented and spaced with blanks"),
    ("mapping values are not allowed", 'a ":" is not expected here; quote the text, or see the line above'),
    ("expected '<document start>'", "this line is indented less than the first one"),
    ("found '<stream end>'", "the file ends here, but a bracket above is still open"),
    ("expected the node content", "a value is missing before this, or a bracket is too many"),
    ("expected <block end>", "this line is indented differently from its neighbours above"),
    ("could not find expected ':'", 'a ":" is missing after this key, or the text above needs quotes'),
    ("expected ',' or", 'a "," or the closing bracket is missing before this'),
    ("found unexpected end of stream", "this quote is never closed"),
    ("found unexpected ':'", 'a ":" stands here; put the text in quotes'),
    ("found character '@'", "a text that begins with @ needs quotes"),
    ("found character '`'", "a text that begins with ` needs quotes"),
    ("found character '%'", "a text that begins with % needs quotes"),
)
"""What PyYAML says, and what a person who writes YAML twice a year would rather read."""


def _explain(wrong: yaml.MarkedYAMLError) -> tuple[Place, str]:
    told = wrong.problem or wrong.context or "cannot be read"
    mark = wrong.problem_mark or wrong.context_mark
    if "end of stream" in told and wrong.context_mark:
        mark = wrong.context_mark
    plain = next((plain for part, plain in _EXPLANATIONS if part in told), None)
    return _place(mark), plain or f"not valid YAML: {told}"
