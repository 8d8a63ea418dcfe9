"""People whose Slack status says that they are away: a hint for this moment, not a rota."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pydantic import Field

from bot.domain.language import Frozen


@dataclass(frozen=True)
class AwayStatus:
    """What somebody's status says; `until` is when Slack clears it (UTC), None where it never does."""

    text: str
    until: datetime | None = None

    def holds(self, at: datetime, *, present: bool) -> bool:
        """Whether it counts at an instant: until it is cleared; one that is never cleared counts at present only."""
        return present if self.until is None else at < self.until


class AwayWords(Frozen):
    """Which statuses say away. Without emoji and words none does."""

    emoji: tuple[str, ...] = Field(
        default=(
            ":palm_tree:",
            ":face_with_thermometer:",
            ":no_entry:",
            ":airplane:",
            ":beach_with_umbrella:",
        ),
        description="status emoji, as Slack names them",
    )
    text: tuple[str, ...] = Field(
        default=("휴가", "연차", "병가", "반차", "휴무", "부재", "육아휴직", "vacation", "holiday", "out of office", "ooo",
                 "sick", "on leave", "parental leave", "day off"),
        description="words a status text has; a word in Latin letters counts whole",
    )  # fmt: skip

    def read(self, emoji: str, text: str, until: datetime | None, now: datetime) -> AwayStatus | None:
        """What a status says; None where it says nothing of being away, or no more."""
        if until is not None and until <= now:
            return None
        base = emoji.partition("::skin-tone")[0].rstrip(":") + ":" if emoji else ""
        if (base and base in self.emoji) or any(_has(text, word) for word in self.text):
            return AwayStatus(text.strip() or emoji, until)
        return None


def _has(text: str, word: str) -> bool:
    folded, wanted = text.casefold(), word.strip().casefold()
    if not wanted:
        return False
    if not wanted.isascii():
        return wanted in folded
    return _whole(folded, wanted)


def _whole(text: str, word: str) -> bool:
    at = text.find(word)
    while at >= 0:
        around: Sequence[str] = (text[at - 1 : at], text[at + len(word) : at + len(word) + 1])
        if not any(letter.isascii() and letter.isalnum() for letter in around):
            return True
        at = text.find(word, at + 1)
    return False
