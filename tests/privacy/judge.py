"""The judge: given what could be read, sent, logged and stored, which marked words stand where they must not."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from playground.faults import Logged
from playground.readable import Read
from tests.privacy.marks import ALL_CALLS, CARRIED, SENT_BY, SHOWN_IN, Mark, Marks

_UNSEEN = frozenset(
    {"private_metadata", "value", "block_id", "action_id", "callback_id", "external_id", "metadata"}
)
"""What Slack carries for us beside the words people read."""

Elsewhere = Literal["log line", "key", "value at rest", "file at rest", "page", "report"]


@dataclass(frozen=True)
class Leak:
    """A marked word where it must not be."""

    mark: str
    where: str

    def __str__(self) -> str:
        return f"{self.mark} {self.where}"


class Judge:
    """Collects leaks, and who has found what."""

    def __init__(self, marks: Marks) -> None:
        self._marks = marks
        self.leaks: list[Leak] = []
        self.found: dict[str, set[str]] = {}

    def read(self, who: str, read: Read) -> None:
        """Something that reached somebody's client."""
        marks = self._marks.within(read.raw)
        for mark in marks:
            self.found.setdefault(mark.word, set()).add(who)
            if not mark.lets(who):
                self._leak(mark, f"was read by {who} in a {read.kind}: {read.text[:300]!r}")
            if read.kind not in SHOWN_IN[mark.kind]:
                self._leak(mark, f"stands in a {read.kind}: {read.text[:300]!r}")
        if marks and read.kind in {"message", "ephemeral", "modal", "home"}:
            self._shape(who, json.loads(read.raw))

    def export(self, who: str, name: str, content: bytes) -> None:
        """A file that somebody could download."""
        for mark in self._marks.within(content.decode(errors="replace")):
            self.found.setdefault(mark.word, set()).add(who)
            if not mark.lets(who):
                self._leak(mark, f"stands in a file of {who}, {name}")
            if "export" not in SHOWN_IN[mark.kind]:
                self._leak(mark, f"stands in a file at all, {name}")

    def call(self, call: Logged) -> None:
        """One call of the Web API: who reads what it shows is told by the record; here is what may carry it."""
        for mark in self._marks.within(json.dumps(call.args, ensure_ascii=False, default=str)):
            allowed = SENT_BY[mark.kind]
            if allowed is not ALL_CALLS and call.method not in allowed and not mark.plain_at_rest:
                self._leak(mark, f"was sent with {call.method}")

    def elsewhere(self, place: Elsewhere, name: str, text: str) -> None:
        """Places for the eyes of operators: none holds a word, but thanks lie in the store as they are."""
        for mark in self._marks.within(text):
            if place in {"value at rest", "file at rest"} and mark.plain_at_rest:
                continue
            self._leak(mark, f"stands in a {place}: {name}")

    def missing(self) -> list[str]:
        """Marks that did not reach whom they were for."""
        found = []
        for mark in self._marks:
            readers = self.found.get(mark.word, set())
            if not mark.must <= readers:
                found.append(f"{mark!r} was never read by {sorted(mark.must - readers)}")
            if mark.must_spread and not readers - mark.near - {mark.author}:
                found.append(f"{mark!r} was read by nobody but {sorted(readers)}")
        return found

    def _shape(self, who: str, node: object) -> None:
        for carried in _carried(node):
            for mark in self._marks.within(carried):
                if mark.kind not in CARRIED:
                    self._leak(mark, f"is carried where nobody looks, for {who}: {carried[:200]!r}")
        for text in _texts(node):
            for mark in self._marks.within(text):
                named = [name for name in mark.unnamed if name in text]
                if named and who not in mark.knows:
                    self._leak(mark, f"stands beside {named} for {who}: {text[:300]!r}")

    def _leak(self, mark: Mark, where: str) -> None:
        self.leaks.append(Leak(repr(mark), where))


def _carried(node: object) -> Iterator[str]:
    """Everything a view or message carries unseen: the metadata of a message stands fourth in its record."""
    if isinstance(node, list) and len(node) == 5 and isinstance(node[0], str):
        yield json.dumps(node[3], ensure_ascii=False)
    if isinstance(node, dict):
        for key, inner in node.items():
            if key in _UNSEEN and inner:
                yield inner if isinstance(inner, str) else json.dumps(inner, ensure_ascii=False)
    for inner in _inner(node):
        yield from _carried(inner)


def _texts(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    for inner in _inner(node):
        yield from _texts(inner)


def _inner(node: Any) -> Iterable[object]:  # noqa: ANN401 - whatever JSON holds
    if isinstance(node, dict):
        return list(node.values())
    return node if isinstance(node, list) else []
