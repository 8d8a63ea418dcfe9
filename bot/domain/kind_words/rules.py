"""What a rule of kind words is: words to look for in a note, and where they are looked for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Literal, get_args

from bot.domain.language import Language, Text

Part = Literal["situation", "behaviour", "impact", "next_time"]
"""What is written of a note, in the order it is read; each is a field of `Observation`."""
PARTS: tuple[Part, ...] = get_args(Part)


class Care(StrEnum):
    """What a note's reader would stumble over. The order is that in which it is told."""

    INSULT = "insult"
    """The only one that is not merely advice."""
    CUSTOMER = "customer"
    MOTIVE = "motive"
    ABSOLUTE = "absolute"
    NO_EXAMPLE = "no_example"
    SEVERAL = "several"


WHY: dict[Care, Text] = {
    Care.INSULT: Text(ko="이 말만 남고 나머지는 들리지 않습니다", en="it is all they would remember"),
    Care.CUSTOMER: Text(ko="고객님의 정보로 보입니다", en="this looks like a customer's data"),
    Care.MOTIVE: Text(
        ko="마음속은 보이지 않아서 짐작으로 들립니다",
        en="nobody sees into another's mind, so it reads as a guess",
    ),
    Care.ABSOLUTE: Text(
        ko="한 번만 예외가 있어도 이야기가 그쪽으로 갑니다", en="one exception, and the talk is about that"
    ),
    Care.NO_EXAMPLE: Text(ko="어떤 장면인지 떠올리기 어렵습니다", en="they cannot see the moment you mean"),
    Care.SEVERAL: Text(ko="이야기가 여럿이면 어느 것도 남지 않습니다", en="of several things none stays"),
}
"""In a few words, what its reader would hear."""

INSTEAD: dict[Care, Text] = {
    Care.INSULT: Text(ko="무엇을 보거나 들었는지로 바꿔 적어 주세요.", en="Say what you saw or heard."),
    Care.CUSTOMER: Text(
        ko="지우거나 ‘고객님’, 문의 번호로 바꿔 주세요.", en="Leave it out, or say “the customer”."
    ),
    Care.MOTIVE: Text(
        ko="본 것만 적고 이유는 여쭤보세요: “무슨 일이 있었나요?”",
        en="Keep to what you saw, and ask: “What happened there?”",
    ),
    Care.ABSOLUTE: Text(
        ko="언제, 몇 번이었는지로: “이번 주에 두 번, 화요일과 오늘”",
        en="Say when and how often: “twice this week, on Tuesday and today”.",
    ),
    Care.NO_EXAMPLE: Text(
        ko="두 분 다 떠올릴 수 있는 한 장면으로: “오늘 오전 통화에서 …라고 하셨을 때”",
        en="Take one moment you both know: “on this morning's call, when you said …”.",
    ),
    Care.SEVERAL: Text(
        ko="가장 중요한 하나만 남기고, 나머지는 다음 메모로 나눠 주세요.",
        en="Keep the one that matters most; the others fit another note.",
    ),
}
"""A gentler way, one a kind."""


@dataclass(frozen=True)
class Rule:
    r"""Words to look for in some of a note's parts.

    `pattern` is a regular expression without `*`, `+` or open-ended repeats, so that no text makes it slow; the text
    it meets holds single spaces and straight apostrophes. `unless` lets a sentence pass in which it is found, too.
    """

    id: str
    care: Care
    language: Language
    pattern: str
    unless: str | None = None
    parts: tuple[Part, ...] = PARTS

    @cached_property
    def finds(self) -> re.Pattern[str]:
        r"""The pattern, ready for use. `\b` is a border of Latin letters, also beside Hangul."""
        return re.compile(self.pattern, re.IGNORECASE | re.ASCII | re.MULTILINE)

    @cached_property
    def lets_pass(self) -> re.Pattern[str] | None:
        """What makes a sentence fine after all, ready for use."""
        return re.compile(self.unless, re.IGNORECASE | re.ASCII) if self.unless else None


Row = tuple[str, str] | tuple[str, str, str | None]
"""A rule as the tables write it: name, pattern, and unless where there is one."""


def rules(
    language: Language, care: Care, rows: Iterable[Row], parts: tuple[Part, ...] = PARTS
) -> tuple[Rule, ...]:
    """A table's rules."""
    return tuple(
        Rule(row[0], care, language, row[1], row[2] if len(row) > 2 else None, parts) for row in rows
    )
