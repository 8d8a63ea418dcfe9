"""Corrections: a note with exactly one reader. Thanks are another type (`bot.domain.kudos`).

They share no base class and no function takes either, so that one can never stand where the other is meant.
"""

from datetime import date, datetime
from typing import Literal

from pydantic import ConfigDict, Field

from bot.domain.escalation import Party, Post
from bot.domain.language import Frozen
from bot.domain.night_run import NightKey

Deliver = Literal["tonight", "next_morning", "now"]
"""When its author wants a note to arrive; the night and the morning are its reader's."""


class Observation(Frozen):
    """The words of a correction: situation, behaviour, impact, next time. Only ever stored encrypted.

    Printing one, or failing to read one, shows none of them, so that no log and no error can.
    """

    model_config = ConfigDict(hide_input_in_errors=True)

    situation: str
    behaviour: str
    impact: str
    next_time: str
    phrase: str = ""

    def __repr__(self) -> str:
        return "Observation(sealed)"

    def __str__(self) -> str:
        return repr(self)


AnswerKind = Literal["understood", "reply", "differ", "talk"]
"""What its reader can say to a note; each once (`bot.domain.note_life`)."""


class Answer(Frozen):
    """What its reader said to a note. `words` are only ever stored encrypted, and printing shows none."""

    model_config = ConfigDict(hide_input_in_errors=True)

    kind: AnswerKind
    at: datetime
    words: str = Field(default="", repr=False)


class Shown(Frozen):
    """Somebody its reader let read a note, until they took that back."""

    who: Party
    at: datetime


class Knock(Frozen):
    """Something one person is still to be told about a note, in neutral words: that there is something to open.

    `posting_since` (real time) is the intent to say it; whoever finds one looks first (docs/adr/0003).
    """

    number: int
    to: str
    due: datetime
    about: Literal["opened", "answered", "shown", "follow_up", "settled"]
    posting_since: datetime | None = None


class Correction(Frozen):
    """A signed note to one colleague. Everything but the words, of it and of its answers, may be stored in the clear.

    `deliver_at` is UTC by the bot's clock; so are `delivered`, `opened` and the times of its later life. `night` is
    the one whose cut-off seals it, None where no team has nights. `held`: its reader wants no notes of this author,
    who must not learn that; it is stored encrypted like words.
    """

    model_config = ConfigDict(hide_input_in_errors=True)

    version: Literal[1] = 1
    id: str
    revision: int = 0
    author: Party
    recipient: Party
    words: Observation
    value: str | None = None
    written: datetime
    night: NightKey | None
    deliver: Deliver = "tonight"
    deliver_at: datetime
    follow_up: date | None = None
    delivered: datetime | None = None
    opened: datetime | None = None
    withdrawn: datetime | None = None
    undeliverable: str | None = None
    post: Post | None = None
    held: bool = Field(default=False, repr=False)
    answers: tuple[Answer, ...] = ()
    shown: tuple[Shown, ...] = ()
    follow_up_at: datetime | None = None
    asked: datetime | None = None
    closed: datetime | None = None
    keep_until: datetime | None = None
    knocks: tuple[Knock, ...] = ()
    knocked: int = 0

    @property
    def is_sealed(self) -> bool:
        """Whether it still waits, and nobody but its author can read it."""
        return not (self.delivered or self.withdrawn or self.undeliverable)

    @property
    def is_to_self(self) -> bool:
        """Whether somebody wrote it to themselves."""
        return self.author.user == self.recipient.user

    @property
    def is_changeable(self) -> bool:
        """Whether its author may change it: until its reader is being told of it."""
        return self.is_sealed and self.post is None


ItemState = Literal["open", "looking", "done", "not_now"]
"""What became of an item of the improvement list, as the team's lead says."""


class ProcessItem(Frozen):
    """About the process, not the person: no author, no recipient; for the team's improvement list.

    `answer` is the lead's one line: what was done, or why not now; encrypted at rest like `words`. `settled` is
    the team's date on which it was last said what became of it. `revision` counts those times.
    """

    model_config = ConfigDict(hide_input_in_errors=True)

    version: Literal[1] = 1
    id: str
    team: str
    words: Observation
    written: date
    revision: int = 0
    state: ItemState = "open"
    answer: str = Field(default="", repr=False)
    settled: date | None = None
