"""The kinds of rule Block Kit's tables are made of. Each yields Slack's sentences with JSON pointers."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from playground.wire import Json


def problem(sentence: str, at: str) -> str:
    """One line of ``response_metadata.messages``."""
    return f"[ERROR] {sentence} [json-pointer:{at}]"


class Rule(Protocol):
    """Checks one value."""

    def check(self, value: object, at: str) -> Iterator[str]:
        """The problems of the value that stands at that JSON pointer."""
        ...


@dataclass(frozen=True)
class Str:
    """A bare string, its length in characters."""

    most: int
    least: int = 1
    pattern: str | None = None

    def check(self, value: object, at: str) -> Iterator[str]:
        """The problems of the value."""
        if not isinstance(value, str):
            yield problem("must be a string", at)
            return
        if len(value) > self.most:
            yield problem(f"must be less than {self.most + 1} characters", at)
        if len(value) < self.least:
            yield problem(f"must be more than {self.least - 1} characters", at)
        if self.pattern and not re.fullmatch(self.pattern, value):
            yield problem("does not match the expected format", at)


@dataclass(frozen=True)
class Bool:
    """True or false."""

    def check(self, value: object, at: str) -> Iterator[str]:
        """The problems of the value."""
        if not isinstance(value, bool):
            yield problem("must be a boolean", at)


@dataclass(frozen=True)
class Int:
    """A whole number in a range."""

    least: int
    most: int

    def check(self, value: object, at: str) -> Iterator[str]:
        """The problems of the value."""
        if not isinstance(value, int) or isinstance(value, bool):
            yield problem("must be an integer", at)
        elif not self.least <= value <= self.most:
            yield problem(f"must be between {self.least} and {self.most}", at)


@dataclass(frozen=True)
class OneOf:
    """One of a few words."""

    words: tuple[str, ...]

    def check(self, value: object, at: str) -> Iterator[str]:
        """The problems of the value."""
        if value not in self.words:
            yield problem(f"must be one of: {', '.join(self.words)}", at)


@dataclass(frozen=True)
class Text:
    """A text object; ``plain``: mrkdwn is refused."""

    most: int
    plain: bool = False

    def check(self, value: object, at: str) -> Iterator[str]:
        """The problems of the value."""
        if not isinstance(value, dict):
            yield problem("must be a text object", at)
            return
        kind = value.get("type")
        allowed = ("plain_text",) if self.plain else ("plain_text", "mrkdwn")
        if kind not in allowed:
            yield problem(f"must be one of: {', '.join(allowed)}", f"{at}/type")
            return
        fields: Mapping[str, Rule] = {"text!": Str(self.most)}
        options = {"emoji": Bool()} if kind == "plain_text" else {"verbatim": Bool()}
        yield from check_fields({**fields, "type!": OneOf(allowed), **options}, value, at)


@dataclass(frozen=True)
class Many:
    """A list of things under one rule."""

    rule: Rule
    most: int
    least: int = 1

    def check(self, value: object, at: str) -> Iterator[str]:
        """The problems of the value."""
        if not isinstance(value, list):
            yield problem("must be an array", at)
            return
        if len(value) > self.most:
            yield problem(f"no more than {self.most} items allowed", at)
        if len(value) < self.least:
            yield problem(f"no fewer than {self.least} items allowed", at)
        for index, item in enumerate(value):
            yield from self.rule.check(item, f"{at}/{index}")


@dataclass(frozen=True)
class Shape:
    """An object without a ``type``: an option, a confirm dialogue. A name ending in ``!`` is required."""

    fields: Mapping[str, Rule]
    also: Callable[[Json, str], Iterator[str]] | None = None

    def check(self, value: object, at: str) -> Iterator[str]:
        """The problems of the value."""
        if not isinstance(value, dict):
            yield problem("must be an object", at)
            return
        yield from check_fields(self.fields, value, at)
        if self.also:
            yield from self.also(value, at)


@dataclass(frozen=True)
class Typed:
    """An object whose ``type`` picks its rule out of a table; ``only`` narrows which types may stand here."""

    table: Mapping[str, Shape]
    only: frozenset[str] = field(default_factory=frozenset)

    def check(self, value: object, at: str) -> Iterator[str]:
        """The problems of the value."""
        if not isinstance(value, dict):
            yield problem("must be an object", at)
            return
        kind = value.get("type")
        if kind is None:
            yield problem("missing required field: type", at)
        elif not isinstance(kind, str) or kind not in self.table or (self.only and kind not in self.only):
            yield problem(f"unsupported type: {kind}", f"{at}/type")
        else:
            yield from self.table[kind].check(value, at)


def check_fields(fields: Mapping[str, Rule], value: Json, at: str) -> Iterator[str]:
    """Required, unknown and wrong fields of an object."""
    rules = {name.removesuffix("!"): rule for name, rule in fields.items()}
    for name in fields:
        if name.endswith("!") and value.get(name[:-1]) is None:
            yield problem(f"missing required field: {name[:-1]}", at)
    for name, given in value.items():
        if name == "type":
            continue
        if name not in rules:
            yield problem(f"invalid additional property: {name}", at)
        elif given is not None:
            yield from rules[name].check(given, f"{at}/{name}")
