"""What is written down in an escalation as it goes: what came with it, who joined, what was asked and done."""

from datetime import datetime
from typing import Literal

from bot.domain.escalation.asked import Party
from bot.domain.language import Frozen, Text


class Packet(Frozen):
    """What travels with the customer, so that they need not tell it twice."""

    need: str
    impact: str | None = None
    tried: str | None = None
    told: str | None = None
    link: str | None = None


class Came(Frozen):
    """From which topic and team it was handed on, and by whom."""

    by: Party
    title: Text
    team: str


class Question(Frozen):
    """What somebody wants to know of the requester; open until it is answered. `id` is that of its form."""

    id: str
    by: Party
    text: str
    at: datetime


class Note(Frozen):
    """What somebody of the file, or the requester, wrote beside it. `id` is that of its form."""

    id: str
    by: Party
    text: str
    at: datetime


class Joined(Frozen):
    """One more customer with the same trouble, and who speaks with them; `at` is UTC.

    Somebody may join for two customers: `number` tells them apart.
    """

    number: int
    party: Party
    need: str
    link: str | None = None
    told: str | None = None
    at: datetime


class Left(Frozen):
    """Somebody who follows it no more: their card stays as it was with that face."""

    party: Party
    face: int


class Nudge(Frozen):
    """Somebody reminded those who should act that the customer waits (UTC)."""

    at: datetime
    by: Party


class Silence(Frozen):
    """When the silence of an owner who gave a sign at `since` has lasted too long (UTC)."""

    since: datetime
    ends: datetime


Satisfied = Literal["yes", "not_yet", "unknown"]
"""Whether the customer was satisfied, too, as far as the owner knows."""


class Event(Frozen):
    """A line of the history: who did what, when (UTC); `count` of them in one line where it was said hourly."""

    at: datetime
    what: Literal[
        "opened", "queued", "asked", "skipped", "taken", "handed_on", "offered", "offer_lapsed",
        "reminded", "reopened", "exhausted", "resolved", "cancelled",
        "still_on_it", "nudged", "joined", "left", "passed_on", "satisfied",
        "promised", "promise_moved", "promise_kept", "promise_broken",
        "handed_back", "declined", "question", "answered", "noted", "rated", "moved", "not_reached", "folded",
    ]  # fmt: skip
    who: str | None = None
    detail: str | None = None
    count: int = 1
