"""What holds while a team is closed or something is down: a block of facts that every card of the topic shows.

  pin ──► stands ──(30 minutes before: its lead is told once)──► ends by itself
           │  ▲
end early ─┘  └─ change, extend: the same block, another end
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal, Self

from bot.domain.escalation import Party
from bot.domain.language import Frozen
from bot.domain.oncall import Roster

LONGEST_PIN = timedelta(days=31)
"""Longer than any holiday or outage: what holds for good belongs into the files."""

WARNED_BEFORE = timedelta(minutes=30)
"""How long before the end whoever pinned it is told, once."""

WORTH_WARNING = timedelta(hours=1)
"""An end that is set nearer than this comes without a word: whoever set it has it in mind."""

LONGEST_WHAT, LONGEST_LINE = 150, 300
"""Characters of what happened, and of each of the four lines: a card is read on a phone."""

Kind = Literal["outage", "closure"]


class _Said(Frozen):
    """What a block says: what happened to which topics, and the four lines."""

    kind: Kind = "outage"
    topics: tuple[str, ...] = ()
    what: str = ""
    charged: str = ""
    pause: str = ""
    cancel: str = ""
    back: str = ""


class Facts(_Said):
    """Facts a lead pinned, in the lead's own words; it ends by itself at `ends`. Times are UTC.

    No `topics` means all of them. The four lines are what customers ask first (practices 0.4 and 4.1): what is
    charged meanwhile, how to pause, how to cancel, when we are back. `ended` is when somebody took it down.
    `warning_since` is when telling of the end began (real time), `warned_of` the end that was told.
    """

    version: Literal[1] = 1
    id: str
    revision: int = 1
    pinned: datetime
    pinned_by: Party
    ends: datetime
    ended: datetime | None = None
    ended_by: Party | None = None
    warning_since: datetime | None = None
    warned_of: datetime | None = None

    def stands(self, now: datetime) -> bool:
        """Whether it holds at `now`; its end is not part of it."""
        return self.ended is None and now < self.ends

    def stands_for(self, topic: str | None, now: datetime) -> bool:
        """Whether it is shown on a card of this topic at `now`; a card of no topic shows what holds for all."""
        return self.stands(now) and (not self.topics or topic in self.topics)

    @property
    def warning_due(self) -> datetime | None:
        """When whoever pinned it is told of the end; None once that was told, or needs no telling."""
        return None if self.ended is not None or self.warned_of == self.ends else self.ends - WARNED_BEFORE

    def ending(self, ends: datetime, now: datetime) -> Self:
        """The same with an end that is set at `now`, and its own telling."""
        if ends == self.ends and self.revision > 0:
            return self
        in_mind = ends if ends - now < WORTH_WARNING else None
        return self.model_copy(update={"ends": ends, "warning_since": None, "warned_of": in_mind})


class Slip(StrEnum):
    """What is wrong with a block somebody wants to pin."""

    NOTHING_SAID = "nothing said"
    NO_LINE = "no line"
    NO_END = "no end"
    PAST = "past"
    TOO_FAR = "too far"


class Draft(_Said):
    """A block as somebody filled it in; `ends` is UTC."""

    ends: datetime | None = None

    def replaces(self, facts: Facts) -> bool:
        """Whether what stands has no topic of its own beside this: then two of a kind would contradict each other."""
        within = bool(facts.topics) and set(facts.topics) <= set(self.topics)
        return self.kind == facts.kind and (not self.topics or within)

    def slips(self, now: datetime) -> Mapping[str, Slip]:
        """What is missing or wrong, by field. At least one of the four lines must help a customer."""
        found: dict[str, Slip] = {}
        if not self.what:
            found["what"] = Slip.NOTHING_SAID
        if not (self.charged or self.pause or self.cancel or self.back):
            found["back"] = Slip.NO_LINE
        if self.ends is None:
            found["ends"] = Slip.NO_END
        elif self.ends <= now:
            found["ends"] = Slip.PAST
        elif self.ends > now + LONGEST_PIN:
            found["ends"] = Slip.TOO_FAR
        return found


FIRST_LENGTH = timedelta(hours=2)
_QUARTER = timedelta(minutes=15)


def first_end(now: datetime) -> datetime:
    """The end a form begins with (UTC): two hours on, at the next full quarter of an hour."""
    at = now + FIRST_LENGTH
    return at + (datetime.min.replace(tzinfo=at.tzinfo) - at) % _QUARTER


def drafted(facts: Facts) -> Draft:
    """A block as its form shows it, to change it."""
    return Draft.model_validate(facts.model_dump(include=set(Draft.model_fields)))


def written(draft: Draft) -> dict[str, object]:
    """What a draft changes of a block."""
    return {name: getattr(draft, name) for name in Draft.model_fields}


def may_pin(key: str | None, roster: Roster, now: datetime) -> bool:
    """Leads (by role, of any team, or covering one now) and keepers; `key` is that of escalation.yaml."""
    person = roster.file.people.get(key or "")
    if key is None or person is None:
        return False
    if "lead" in person.roles or key in roster.file.workspace.keepers:
        return True
    leads = {team.lead for team in roster.file.teams.values() if team.lead}
    standing_in = (roster.stand_in(lead, now) for lead in leads)
    return key in leads or any(one is not None and one.person == key for one in standing_in)


def nearest_first(found: Iterable[Facts]) -> tuple[Facts, ...]:
    """In the order of their ends."""
    return tuple(sorted(found, key=lambda facts: (facts.ends, facts.pinned, facts.id)))
