"""What a rule of rewriting is: some words, why they hurt, and what could stand in their place."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from bot.domain.language import Language, Text


class Kind(StrEnum):
    """Why words hurt."""

    BLAME = "blame"
    EXCUSE = "excuse"
    BELITTLING = "belittling"
    EMPTY_PROMISE = "empty_promise"
    PASS_ON = "pass_on"  # noqa: S105 - no password: passing a customer on
    NEGATIVE = "negative"
    COMMAND = "command"
    JARGON = "jargon"
    VAGUE_TIME = "vague_time"
    ABSOLUTE = "absolute"
    OURS = "ours"
    """The team's own file says so, and no rule knows why."""


WHY: dict[Kind, Text] = {
    Kind.BLAME: Text(ko="고객님 탓으로 들립니다", en="it puts the fault on the customer"),
    Kind.EXCUSE: Text(ko="핑계로 들릴 수 있습니다", en="it sounds like an excuse"),
    Kind.BELITTLING: Text(
        ko="고객님께는 큰일인데 작게 들립니다", en="it makes light of what matters to the customer"
    ),
    Kind.EMPTY_PROMISE: Text(ko="언제 무엇을 하는지가 빠져 있습니다", en="it does not say what, or by when"),
    Kind.PASS_ON: Text(ko="고객님을 다른 곳으로 떠넘깁니다", en="it sends the customer away"),
    Kind.NEGATIVE: Text(ko="안 되는 것만 들립니다", en="all they hear is no"),
    Kind.COMMAND: Text(ko="시키는 말로 들립니다", en="it sounds like an order"),
    Kind.JARGON: Text(ko="우리끼리 쓰는 말입니다", en="only we know this word"),
    Kind.VAGUE_TIME: Text(ko="언제인지 알 수 없습니다", en="nobody can plan with it"),
    Kind.ABSOLUTE: Text(ko="한 번만 어긋나도 사실이 아니게 됩니다", en="one exception makes it untrue"),
    Kind.OURS: Text(ko="우리 팀이 쓰지 않기로 한 말입니다", en="our team has agreed not to say it"),
}
"""In a few words, what a customer hears."""


@dataclass(frozen=True)
class Rule:
    r"""Words to look for, and better ones.

    `pattern` is a regular expression without `*`, `+` or open-ended repeats, so that no text makes it slow;
    the text it meets holds single spaces and straight apostrophes. `swap` fits into the very place (`\1` is a
    group, `{josa}` the particle of the group of that name, made to agree). `instead` is a sentence that can
    stand where the whole sentence stood, or be taken as a pattern. What is in `[brackets]` only its writer knows.
    `unless` lets a sentence pass in which it is found, too: "I will look into it" is fine with "by five".
    """

    id: str
    kind: Kind
    language: Language
    pattern: str
    swap: str | None = None
    instead: str | None = None
    unless: str | None = None

    @cached_property
    def lets_pass(self) -> re.Pattern[str] | None:
        """What makes a sentence fine after all, ready for use."""
        return re.compile(self.unless, re.IGNORECASE | re.ASCII) if self.unless else None

    @cached_property
    def finds(self) -> re.Pattern[str]:
        r"""The pattern, ready for use. `\b` is a border of Latin letters, also beside Hangul."""
        return re.compile(self.pattern, re.IGNORECASE | re.ASCII)


Row = tuple[str, str, str | None, str | None] | tuple[str, str, str | None, str | None, str]
"""A rule as the tables write it: name, pattern, swap, instead, and unless where there is one."""


def rules(language: Language, kind: Kind, rows: Iterable[Row]) -> tuple[Rule, ...]:
    """The rules of a table."""
    return tuple(
        Rule(
            id=f"{language}.{kind}.{row[0]}",
            kind=kind,
            language=language,
            pattern=row[1],
            swap=row[2],
            instead=row[3],
            unless=row[4] if len(row) == 5 else None,
        )
        for row in rows
    )
