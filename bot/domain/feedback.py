"""Kudos and corrections: two different types, from parser to message.

A kudos may be spoken in public; a correction has exactly one reader. They share no base
class and no function takes either, so that one can never stand where the other is meant.
"""

from datetime import date, datetime
from typing import Literal

from bot.domain.escalation import Party, Post, Posted
from bot.domain.language import Frozen


class NightKey(Frozen):
    """One local date of one team."""

    team: str
    date: date

    def __str__(self) -> str:
        return f"{self.team}:{self.date.isoformat()}"


class Kudos(Frozen):
    """Thanks from one person to one or more colleagues.

    `nights` holds, for each primary team of its recipients, the night that will post it
    (DESIGN.md rule 19); `given` is UTC by the bot's clock; `day` is the giver's local date,
    which the cap counts.
    """

    version: Literal[1] = 1
    id: str
    revision: int = 0
    giver: Party
    recipients: tuple[Party, ...]
    text: str
    value: str | None = None
    given: datetime
    day: date
    nights: tuple[NightKey, ...]
    link: str | None = None
    taken_back: datetime | None = None


class Observation(Frozen):
    """The words of a correction: situation, behaviour, impact, next time. Only ever stored encrypted."""

    situation: str
    behaviour: str
    impact: str
    next_time: str


class Correction(Frozen):
    """A signed note to one colleague. Everything but `words` may be stored in the clear.

    `deliver_at` is UTC by the bot's clock; `delivered`, `opened` likewise.
    """

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


class ProcessItem(Frozen):
    """Something about the process, not the person: no author, no recipient, for the team's improvement list."""

    version: Literal[1] = 1
    id: str
    team: str
    words: Observation
    written: date


class NightRun(Frozen):
    """The one run of one night, and how far it got.

    `open` → `closed` (nothing more is accepted, what it holds is fixed) → `done`. `also`
    are the missed dates that share its post. `kudos` are ids in the order given.
    """

    version: Literal[1] = 1
    revision: int = 0
    night: NightKey
    state: Literal["open", "closed", "done"] = "open"
    also: tuple[date, ...] = ()
    closed: datetime | None = None
    done: datetime | None = None
    kudos: tuple[str, ...] = ()
    posts: tuple[Post, ...] = ()
    problem: str | None = None

    def posted(self, key: str) -> Posted | None:
        """Where a part of it stands in Slack."""
        found = next((post for post in self.posts if post.key == key), None)
        return found.posted if found else None
