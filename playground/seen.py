"""What a person has before their eyes, for tests: words, buttons and fields instead of blocks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from playground.blocks import all_elements
from playground.fields import options_of
from playground.texts import all_text
from playground.wire import Json

Reading = Callable[[str], str]
"""Stored text to read text: mentions as names, entities as characters."""


class NotSeen(AssertionError):
    """Somebody does not see what a test expects; the message says what they see instead."""


@dataclass(frozen=True)
class Surface:
    """A message, a modal or a Home tab in front of one person."""

    owner: str
    blocks: list[Json]
    raw: Json = field(repr=False)
    read: Reading = field(repr=False)

    @property
    def where(self) -> Json:
        """How an act names this surface."""
        raise NotImplementedError

    @property
    def text(self) -> str:
        """Every word that shows without a click, a line for each text."""
        return "\n".join(self.read(text) for text in all_text(self.blocks, at_once=True))

    @property
    def buttons(self) -> list[str]:
        """The labels of the buttons and the menu entries."""
        return [label for _, _, label, _ in self.clickable()]

    def __contains__(self, words: str) -> bool:
        return words in self.text

    def clickable(self) -> Iterator[tuple[Json, Json, str, str | None]]:
        """Block, element, label and the value to send (None for plain buttons)."""
        for block, element in all_elements(self.blocks):
            if isinstance(element.get("text"), dict):
                yield block, element, self.read(element["text"]["text"]), None
            if block["type"] != "input":
                for option in options_of(element):
                    yield block, element, self.read(option["text"]["text"]), option["value"]

    def find(self, label: str | None, action_id: str | None) -> tuple[Json, Json, str | None]:
        """What carries the label (or contains it, if nothing else does), or has the action id.

        Raises:
            NotSeen: nothing or more than one thing does.
        """
        found = [
            (block, element, text, value)
            for block, element, text, value in self.clickable()
            if action_id in {None, element["action_id"]}
        ]
        if label is not None:
            exact = [thing for thing in found if thing[2] == label]
            found = exact or [thing for thing in found if label.casefold() in thing[2].casefold()]
        if len(found) != 1:
            wanted = repr(label) if label is not None else f"action {action_id}"
            many = "nothing" if not found else f"{len(found)} things"
            raise NotSeen(f"{self.owner} sees {many} to press for {wanted}.\n{self.describe()}")
        block, element, _, value = found[0]
        return block, element, value

    def element(self, action_id: str) -> tuple[Json, Json]:
        """The element with that action id, and its block.

        Raises:
            NotSeen: there is none, or more than one.
        """
        found = [
            (block, element)
            for block, element in all_elements(self.blocks)
            if element["action_id"] == action_id
        ]
        if len(found) != 1:
            raise NotSeen(
                f"{self.owner} sees {len(found)} things with action {action_id}.\n{self.describe()}"
            )
        return found[0]

    def describe(self) -> str:
        """For the messages of failing tests."""
        ids = ", ".join(sorted({element["action_id"] for _, element in all_elements(self.blocks)}))
        return f"{self.text}\n  to press: {self.buttons}\n  actions: {ids or 'none'}"


@dataclass(frozen=True)
class SharedFile:
    """A file in front of one person; ``alt`` is what a screen reader says of a picture."""

    name: str
    title: str
    alt: str
    kind: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Shown(Surface):
    """A message as one person sees it. ``notification`` is its top-level text."""

    channel: str
    ts: str

    @property
    def where(self) -> Json:
        """How an act names this message."""
        return {"channel": self.channel, "ts": self.ts}

    @property
    def text(self) -> str:
        """The words of the blocks, or the text of a message without any; attachments after them."""
        own = Surface.text.fget(self) if self.blocks else self.notification  # type: ignore[attr-defined]  # a property
        more = [self.read(text) for text in all_text(self.raw.get("attachments") or [], at_once=True)]
        return "\n".join([own, *more])

    @property
    def notification(self) -> str:
        """What phones show."""
        return self.read(str(self.raw["text"]))

    @property
    def author(self) -> str:
        """The name above the message."""
        return str(self.raw["name"])

    @property
    def ephemeral(self) -> bool:
        """Only this person sees it."""
        return bool(self.raw["ephemeral"])

    @property
    def edited(self) -> bool:
        """It was changed after it was posted."""
        return bool(self.raw["edited"])

    @property
    def thread_ts(self) -> str | None:
        """The thread it stands in."""
        ts: str | None = self.raw["thread_ts"]
        return ts


@dataclass(frozen=True)
class Opened(Surface):
    """A modal or a Home tab."""

    id: str

    @property
    def where(self) -> Json:
        """How an act names this view."""
        return {"view": self.id}

    @property
    def title(self) -> str:
        """The modal's title."""
        return str((self.raw.get("title") or {}).get("text", ""))

    @property
    def hash(self) -> str:
        """Changes whenever the bot changes the view."""
        return str(self.raw["hash"])

    @property
    def labels(self) -> list[str]:
        """The labels of its fields."""
        return [self.read(block["label"]["text"]) for block in self.blocks if block["type"] == "input"]

    @property
    def errors(self) -> dict[str, str]:
        """The sentences beside fields, by the fields' labels."""
        by_block: dict[str, str] = self.raw.get("errors") or {}
        labels = {b["block_id"]: self.read(b["label"]["text"]) for b in self.blocks if b["type"] == "input"}
        return {labels.get(block_id, block_id): sentence for block_id, sentence in by_block.items()}

    def field(self, label: str) -> tuple[Json, Json]:
        """The input block with that label (or block id or action id) and its element.

        Raises:
            NotSeen: there is none.
        """
        inputs = [block for block in self.blocks if block["type"] == "input"]
        for block in inputs:
            if label in (self.read(block["label"]["text"]), block["block_id"], block["element"]["action_id"]):
                return block, block["element"]
        partly = [b for b in inputs if label.casefold() in self.read(b["label"]["text"]).casefold()]
        if len(partly) == 1:
            return partly[0], partly[0]["element"]
        raise NotSeen(f"{self.owner} sees no field {label!r} in {self.title!r}; fields: {self.labels}")

    def value(self, label: str) -> Any:  # noqa: ANN401  whatever the field holds
        """What stands in a field: a text, the text of the chosen option, a list of these, or an id."""
        block, element = self.field(label)
        state: Json = self.raw["state"]["values"].get(block["block_id"], {}).get(element["action_id"], {})
        held = next((value for key, value in state.items() if key != "type"), None)
        if isinstance(held, dict):
            return self.read(held["text"]["text"])
        if isinstance(held, list):
            return [self.read(item["text"]["text"]) if isinstance(item, dict) else item for item in held]
        return held
