"""What customers answered about a conversation, on its way to the one colleague it is about.

    good, with words ──told──► a draft ──share──► kudos of that night      (keep quietly │ drop │ 14 days: erased)
    poor             ──told──► a private note, and a loop: open ──► changed ──► the customer was told
    in between, or old        only counted

The score itself is kept nowhere: a month and a team have counts, and a person has words nobody else can read.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal

from pydantic import ConfigDict, Field

from bot.domain.escalation import Party, Post
from bot.domain.language import Frozen, Language, Text
from bot.domain.philosophy import SurveyRules

DRAFT_FOR = timedelta(days=14)
"""A draft nobody decided on is erased so long after its agent was told of it."""
KEEP_FEEDBACK = timedelta(days=400)
"""The longest anything stays: what an agent keeps quietly, and a loop that nobody closes."""
OLDEST_TOLD = timedelta(days=30)
"""An older answer is counted only: importing last year must not fill today's messages."""
REMIND_EVERY = timedelta(days=7)
LEAST_PEOPLE = 3
"""A smaller team is counted together with the other small ones: of two people each would know the other's."""
SMALL_TEAMS = "-"
"""Stands for them where teams are counted."""
TOGETHER = timedelta(hours=3)
"""Who was told of words so shortly before and has not read them yet is not told of the next ones."""

CUSTOMER = Party(user="", name=Text(ko="고객", en="a customer"))
"""Who gives the thanks a customer wrote; in Korean it is spoken with 님."""


class Scale(StrEnum):
    """What was asked: satisfied (CSAT, 1–5), easy (CES, 1–7), or simply good or bad (1, 0)."""

    CSAT = "csat"
    CES = "ces"
    GOOD_BAD = "good_bad"


ENDS: Mapping[Scale, tuple[int, int]] = {Scale.CSAT: (1, 5), Scale.CES: (1, 7), Scale.GOOD_BAD: (0, 1)}
"""The lowest and the highest score of each scale."""


class Mood(StrEnum):
    """What a score comes to by the thresholds of the file."""

    GOOD = "good"
    MIDDLE = "middle"
    POOR = "poor"


def mood_of(scale: Scale, score: int, rules: SurveyRules) -> Mood:
    """Good from the one threshold up, poor from the other down."""
    if scale is Scale.GOOD_BAD:
        return Mood.GOOD if score else Mood.POOR
    good, poor = (
        (rules.good.csat, rules.poor.csat) if scale is Scale.CSAT else (rules.good.ces, rules.poor.ces)
    )
    if score >= good:
        return Mood.GOOD
    return Mood.POOR if score <= poor else Mood.MIDDLE


class SurveyAnswer(Frozen):
    """One answer as it came in. `agent` is an e-mail address, a key of the file or a Slack id; `answered_at` is UTC.

    `customers` are names to take out of the words. Printing one shows no words.
    """

    model_config = ConfigDict(hide_input_in_errors=True)

    id: str = Field(repr=False)
    agent: str = Field(repr=False)
    scale: Scale
    score: int = Field(repr=False)
    comment: str = Field(default="", repr=False)
    customers: tuple[str, ...] = Field(default=(), repr=False)
    ticket: str = Field(default="", repr=False)
    channel: str = Field(default="", repr=False)
    answered_at: datetime
    language: Language | None = None
    wants_reply: bool = False


class CustomerWords(Frozen):
    """What a customer wrote, where it can be looked up, and what the agent says has changed. Stored sealed only."""

    model_config = ConfigDict(hide_input_in_errors=True)

    comment: str = ""
    ticket: str = ""
    changed: str = ""

    def __repr__(self) -> str:
        return "CustomerWords(sealed)"

    def __str__(self) -> str:
        return repr(self)


LoopState = Literal["open", "changed", "told"]


class Loop(Frozen):
    """Whether the customer was told what changed (PRACTICES 1.23). Times are UTC by the bot's clock."""

    state: LoopState = "open"
    opened: datetime
    closed: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether the customer still has not heard."""
        return self.state != "told"


class Feedback(Frozen):
    """One answer for one agent's eyes. The whole of it is sealed at rest.

    `tell_at` is when they are told, in their hours; `told` when they were, or when another message shortly before
    spoke for this one. `remind_at` is when an open loop is brought up next. `draft` is where the thanks of a
    good one stand. Times are UTC by the bot's clock; `post.posting_since` is real time.
    """

    model_config = ConfigDict(hide_input_in_errors=True)

    version: Literal[1] = 1
    id: str
    revision: int = 0
    agent: Party
    team: str
    mood: Mood
    channel: str = ""
    language: Language | None = None
    answered: datetime
    received: datetime
    words: CustomerWords
    draft: Literal["waiting", "sharing", "kept"] | None = None
    loop: Loop | None = None
    tell_at: datetime
    told: datetime | None = None
    opened: datetime | None = None
    remind_at: datetime | None = None
    reminders: int = 0
    post: Post | None = None

    @property
    def may_be_told(self) -> bool:
        """Whether its agent was told, or may have been: the intent to tell them stands.

        They may press before Slack has answered us, or after whoever told them has died.
        """
        return self.told is not None or self.post is not None

    @property
    def is_open(self) -> bool:
        """Whether it still waits for its agent: to be read, decided on, or for the customer to be told."""
        return self.opened is None or self.draft == "waiting" or self.loop_is_open

    @property
    def loop_is_open(self) -> bool:
        """Whether the customer still waits to hear."""
        return self.loop is not None and self.loop.is_open

    def due(self, retention: timedelta) -> datetime | None:
        """When time does something to it next; `retention` is how long private words are kept."""
        if self.told is None:
            return self.tell_at
        if self.draft == "sharing":
            return self.told
        found = [self.ends_at]
        found += [self.remind_at] if self.loop_is_open and self.remind_at else []
        found += [at for at in (self.erased_at(retention),) if at]
        return min(found)

    @property
    def ends_at(self) -> datetime:
        """When it goes whatever waits: before the store forgets it by itself, so that it leaves no open loop behind."""
        return self.received + KEEP_FEEDBACK - timedelta(days=1)

    def erased_at(self, retention: timedelta) -> datetime | None:
        """When its words go: a draft's after two weeks, a note's after the retention of notes; kept ones stay.

        What waits for an open loop alone stays until the customer was told.
        """
        if self.told is None or self.draft in ("kept", "sharing"):
            return None
        if self.loop_is_open and not self.words.comment:
            return None
        return self.told + (DRAFT_FOR if self.draft == "waiting" else retention)


class Unclaimed(Frozen):
    """How many answers of a day (UTC) named somebody who cannot be found. Neither words nor whom they named are kept."""

    version: Literal[1] = 1
    day: str
    count: int = 0
    told: tuple[str, ...] = ()
    post: Post | None = None
    done: bool = False


class MoodCounts(Frozen):
    """How many answers of a month and team there were; no name, no score."""

    good: int = 0
    middle: int = 0
    poor: int = 0
