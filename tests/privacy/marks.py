"""Words that stand nowhere else, and who may read each of them from now on."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from random import Random
from types import MappingProxyType
from typing import Literal

Kind = Literal[
    "kudos",  # thanks: their giver's until the night, then everybody's, or their quiet recipients' alone
    "note",  # a note to one colleague, and what is answered to it
    "survey",  # what a customer wrote of one agent, and what the agent notes beside it
    "process",  # an item of a team's improvement list, and what its lead answers
    "question",  # what is asked: it stands in the buttons under its answer, in front of whoever asked
    "unkept",  # what is typed where nothing is kept, and what somebody forges
    "aside",  # a colleague's message in a channel that thanks were given for
]

WORD = re.compile(r"zq(?:[b-dfghj-np-tv-z][aeiou]){4}")
"""Letters alone: no rule about numbers, names or addresses takes one out."""

WINDOW = frozenset({"modal", "export"})
OPENING = frozenset({"views.open", "views.push", "views.update"})
ALL_CALLS = frozenset({"*"})

SHOWN_IN: Mapping[Kind, frozenset[str]] = MappingProxyType(
    {
        "kudos": frozenset({"modal", "export", "home", "message", "ephemeral", "notification"}),
        "note": WINDOW,
        "survey": WINDOW,
        "process": frozenset({"modal", "ephemeral", "message", "notification"}),
        "question": frozenset({"modal", "ephemeral", "message", "notification"}),
        "unkept": frozenset({"modal", "ephemeral", "message", "notification"}),
        "aside": frozenset({"message", "notification"}),
    }
)
"""What a mark may stand in at all, in front of whoever may read it."""

SENT_BY: Mapping[Kind, frozenset[str]] = MappingProxyType(
    {
        "kudos": ALL_CALLS,
        "note": OPENING,
        "survey": OPENING,
        "process": OPENING | {"chat.postMessage", "chat.update"},
        "question": OPENING,
        "unkept": OPENING,
        "aside": frozenset(),
    }
)
"""The calls to Slack that may carry one."""


CARRIED: frozenset[Kind] = frozenset({"kudos", "question"})
"""What may stand in a button's value or a form's metadata, too, in front of whoever wrote it."""


@dataclass(eq=False)
class Mark:
    """One marked word.

    `may` is who may read it from now on; what was read before stays read. `must` is who has to have
    found it in the end; `must_spread` asks for a reader who is neither its author nor one of `near`.
    `unnamed` are names that never stand in one text with it, in front of anybody but `knows`.
    """

    word: str
    kind: Kind
    author: str = ""
    may: set[str] = field(default_factory=set)
    anybody: bool = False
    must: set[str] = field(default_factory=set)
    must_spread: bool = False
    near: set[str] = field(default_factory=set)
    unnamed: set[str] = field(default_factory=set)
    knows: set[str] = field(default_factory=set)
    plain_at_rest: bool = False

    def __repr__(self) -> str:
        return f"{self.word} ({self.kind} of {self.author or 'a customer'})"

    def lets(self, who: str) -> bool:
        """Whether that person may read it now."""
        return self.anybody or who in self.may

    def settle(self) -> None:
        """Nobody has to find it any more: taken back, erased, or its people left."""
        self.must, self.must_spread = set(), False


class Marks:
    """All of them, by word."""

    def __init__(self, dice: Random) -> None:
        self._dice = dice
        self._by_word: dict[str, Mark] = {}

    def new(self, kind: Kind, author: str = "", *, may: Iterable[str] = ()) -> Mark:
        """A word nobody has written yet; its author may always read it."""
        while True:
            word = "zq" + "".join(
                self._dice.choice("bcdfghjklmnprstvwz") + self._dice.choice("aeiou") for _ in range(4)
            )
            if word not in self._by_word:
                break
        mark = Mark(word, kind, author, may={author, *may} - {""}, plain_at_rest=kind == "kudos")
        self._by_word[word] = mark
        return mark

    def __iter__(self) -> Iterator[Mark]:
        return iter(self._by_word.values())

    def within(self, text: str) -> list[Mark]:
        """Those that stand in a text, each once."""
        found = dict.fromkeys(WORD.findall(text))
        return [self._by_word[word] for word in found if word in self._by_word]
