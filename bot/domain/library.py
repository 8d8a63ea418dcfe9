"""The team's library of good phrases and cases: proposed by anybody, accepted by the file's approvers."""

from datetime import date, datetime
from typing import Literal

from bot.domain.escalation import Party
from bot.domain.language import Frozen, Language

PracticeState = Literal["proposed", "accepted", "declined", "retired"]


class Practice(Frozen):
    """A phrase one can say, or a case one can learn from, and whom it is owed to. Times are UTC.

    `situation` is a key of values.yaml; `language` is that of the words. A `review_by` that is past asks its
    approvers to read it again; it still counts until they retire it.
    """

    version: Literal[1] = 1
    id: str
    revision: int = 1
    kind: Literal["phrase", "case"] = "phrase"
    situation: str
    text: str
    language: Language
    author: Party
    state: PracticeState = "proposed"
    proposed: datetime
    decided: datetime | None = None
    decided_by: Party | None = None
    review_by: date | None = None
