"""The team's library of good phrases and cases: proposed by anybody, accepted by the file's approvers.

proposed ──accept──► accepted ──retire──► retired
   │                  │    ▲
   │                  └keep┘ at its review date
   └──decline──► declined      taken back by whoever it is from; lapsed after half a year
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Literal

from bot.domain.escalation import Party, Posted
from bot.domain.language import Frozen, Language

PracticeState = Literal["proposed", "accepted", "declined", "taken_back", "lapsed", "retired"]
Kind = Literal["phrase", "case"]

LAPSES_AFTER = timedelta(days=180)
"""A proposal that nobody decided on for so long has lost its moment; whoever made it may make it again."""
KEEP_CLOSED = timedelta(days=90)
"""How long those who proposed it can read what became of one that does not stand."""
MOST_WAITING = 5
"""Proposals of one person that may wait: approvers read each of them."""
MOST_SHOWN = 5
"""Accepted ones shown for a situation, of each language."""
LONGEST: Mapping[Kind, int] = {"phrase": 300, "case": 1500}
"""Characters: a phrase can be said in one breath, a case read in one minute."""
SHORTEST = 5


class TellingKind(StrEnum):
    """What somebody is told about a practice, once."""

    ASKED = "asked"
    """An approver: please decide."""
    SAVED = "saved"
    """Its author: a colleague proposed your words."""
    ACCEPTED = "accepted"
    DECLINED = "declined"
    LAPSED = "lapsed"
    RETIRED = "retired"


WHILE_PROPOSED = frozenset({TellingKind.ASKED, TellingKind.SAVED})
"""What is drawn anew once somebody has decided, and not said any more."""


class Telling(Frozen):
    """One direct message: being posted since (real time, UTC), or told.

    That of an approver is drawn anew once somebody has decided: `settled` says that this is done.
    """

    number: int
    user: str
    kind: TellingKind
    posting_since: datetime | None = None
    told: bool = False
    posted: Posted | None = None
    settled: bool = False


class Practice(Frozen):
    """A phrase one can say, or a case one can learn from, and whom it is owed to. Times are UTC.

    `situation` is a key of values.yaml; `language` is that of the words. `saver` proposed what somebody else
    wrote; `edited_by` changed the words, and the author keeps the credit. A `review_by` that is past (a date
    of the workspace) asks its approvers to read it again; it still counts until they retire it.
    """

    version: Literal[1] = 1
    id: str
    revision: int = 0
    kind: Kind = "phrase"
    situation: str
    text: str
    language: Language
    author: Party
    saver: Party | None = None
    edited_by: Party | None = None
    state: PracticeState = "proposed"
    proposed: datetime
    decided: datetime | None = None
    decided_by: Party | None = None
    reason: str = ""
    review_by: date | None = None
    reviewed_by: Party | None = None
    closed: datetime | None = None
    closed_by: Party | None = None
    tellings: tuple[Telling, ...] = ()

    @property
    def stands(self) -> bool:
        """Whether it is in the library, or on its way into it."""
        return self.state in ("proposed", "accepted")

    @property
    def from_whom(self) -> tuple[Party, ...]:
        """Its author, and who proposed it, where that was somebody else."""
        return (self.author, *([self.saver] if self.saver else []))

    @property
    def proposer(self) -> Party:
        """Who proposed it."""
        return self.saver or self.author

    def is_from(self, user: str) -> bool:
        """Whether somebody wrote or proposed it."""
        return any(one.user == user for one in self.from_whom)

    def is_due_for_review(self, today: date) -> bool:
        """Whether its approvers are to read it again."""
        return self.state == "accepted" and self.review_by is not None and self.review_by <= today

    def due(self, now: datetime) -> datetime | None:
        """When there is something to do about it by itself; None once all is said."""
        if any(not one.told or self._shows_old(one) for one in self.tellings):
            return now
        return self.proposed + LAPSES_AFTER if self.state == "proposed" else None

    def _shows_old(self, one: Telling) -> bool:
        asks = one.kind in WHILE_PROPOSED and one.posted is not None
        return asks and self.state != "proposed" and not one.settled

    def telling(self, kind: TellingKind, *users: str | None) -> "Practice":
        """With one more thing to tell each of these people."""
        number = len(self.tellings)
        new = [user for user in dict.fromkeys(users) if user]
        more = tuple(Telling(number=number + i, user=user, kind=kind) for i, user in enumerate(new))
        return self.model_copy(update={"tellings": (*self.tellings, *more)})

    def noted(self, telling: Telling) -> "Practice":
        """With our note of one thing told, as the next revision."""
        changed = tuple(telling if telling.number == one.number else one for one in self.tellings)
        return self.model_copy(update={"tellings": changed, "revision": self.revision + 1})
