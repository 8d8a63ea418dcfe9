"""Kudos and corrections: two different types, from parser to message.

A kudos may be spoken in public; a correction has exactly one reader. They share no base
class and no function takes either, so that one can never stand where the other is meant.
"""

from datetime import date, datetime, timedelta
from typing import Literal

from pydantic import ConfigDict

from bot.domain.escalation import Party, Post, Posted
from bot.domain.language import Frozen

ALIKE_WITHIN = timedelta(minutes=5)
"""The same words from the same giver to the same people are one kudos within this time: a double send."""

KEEP_KUDOS = timedelta(days=400)
"""Thanks are kept a little over a year, for the yearly look back, and then erased."""


class NightKey(Frozen):
    """One local date of one team."""

    team: str
    date: date

    def __str__(self) -> str:
        return f"{self.team}:{self.date.isoformat()}"


class Thanked(Frozen):
    """One recipient of a kudos and the night that brings it to them.

    That is a night of their primary team. A team without nights has nobody to post it: then
    `in_post` is False, and they are thanked by direct message on another team's night.
    """

    who: Party
    night: NightKey
    in_post: bool = True


class Kudos(Frozen):
    """Thanks from one person to one or more colleagues.

    `text` is plain, except that a colleague mentioned in it stands as `<@U…>`; `mentioned`
    tells their names. `given` is UTC by the bot's clock; `day` is the giver's local date,
    which the cap counts.
    """

    version: Literal[1] = 1
    id: str
    revision: int = 0
    giver: Party
    recipients: tuple[Thanked, ...]
    text: str
    mentioned: tuple[Party, ...] = ()
    value: str | None = None
    given: datetime
    day: date
    link: str | None = None
    taken_back: datetime | None = None

    @property
    def nights(self) -> tuple[NightKey, ...]:
        """The nights it waits for, each once, in the order of its recipients."""
        return tuple(dict.fromkeys(recipient.night for recipient in self.recipients))

    @property
    def people(self) -> tuple[Party, ...]:
        """Who is thanked."""
        return tuple(recipient.who for recipient in self.recipients)


class Observation(Frozen):
    """The words of a correction: situation, behaviour, impact, next time. Only ever stored encrypted.

    Printing one, or failing to read one, shows none of them, so that no log and no error can.
    """

    model_config = ConfigDict(hide_input_in_errors=True)

    situation: str
    behaviour: str
    impact: str
    next_time: str

    def __repr__(self) -> str:
        return "Observation(sealed)"

    def __str__(self) -> str:
        return repr(self)


class Correction(Frozen):
    """A signed note to one colleague. Everything but `words` may be stored in the clear.

    `deliver_at` is UTC by the bot's clock; `delivered`, `opened` likewise. `night` is the one
    whose cut-off seals it, None where no team has nights.
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
    deliver_at: datetime
    delivered: datetime | None = None
    opened: datetime | None = None
    withdrawn: datetime | None = None
    undeliverable: str | None = None
    post: Post | None = None

    @property
    def is_sealed(self) -> bool:
        """Whether it still waits, and nobody but its author can read it."""
        return not (self.delivered or self.withdrawn or self.undeliverable)

    @property
    def is_changeable(self) -> bool:
        """Whether its author may change it: until its reader is being told of it."""
        return self.is_sealed and self.post is None


class ProcessItem(Frozen):
    """About the process, not the person: no author, no recipient; for the team's improvement list."""

    model_config = ConfigDict(hide_input_in_errors=True)

    version: Literal[1] = 1
    id: str
    team: str
    words: Observation
    written: date


class NightRun(Frozen):
    """The one run of one night, and how far it got.

    It exists from the moment the night closes: nothing more is accepted, what it holds is
    fixed. `also` are missed dates that share its post; each of those has a run of its own
    whose `part_of` says where it went. `private` are the recipients who had chosen, when it
    closed, not to be named in public. A `problem` means that Slack did not let us post: the
    next night of the team takes it along.
    """

    version: Literal[1] = 1
    revision: int = 0
    night: NightKey
    state: Literal["closed", "done"] = "closed"
    also: tuple[date, ...] = ()
    part_of: date | None = None
    closed: datetime
    done: datetime | None = None
    private: tuple[str, ...] = ()
    posts: tuple[Post, ...] = ()
    problem: str | None = None

    @property
    def dates(self) -> tuple[date, ...]:
        """The dates whose thanks it posts, earliest first."""
        return tuple(sorted((*self.also, self.night.date)))

    def post(self, key: str) -> Post | None:
        """Our note of one of its messages."""
        return next((post for post in self.posts if post.key == key), None)

    def posted(self, key: str) -> Posted | None:
        """Where one of its messages stands in Slack."""
        found = self.post(key)
        return found.posted if found else None

    def noting(self, post: Post) -> "NightRun":
        """The run with our note of that message replaced or added."""
        others = tuple(other for other in self.posts if other.key != post.key)
        return self.model_copy(update={"posts": (*others, post)})
