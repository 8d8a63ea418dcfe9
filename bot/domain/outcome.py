"""What comes of a verb: the changed escalation, or why it stays as it is."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.escalation import Escalation


class Kept(StrEnum):
    """Why nothing changed."""

    YOURS_ALREADY = "yours_already"
    TAKEN = "taken"
    CLOSED = "closed"
    NOT_YOURS = "not_yours"
    NOBODY_THERE = "nobody_there"
    NOT_LISTED = "not_listed"
    DONE_ALREADY = "done_already"
    NOT_ASKED = "not_asked"
    NOBODY_HAS_IT = "nobody_has_it"
    OWN_CASE = "own_case"
    NOT_YOUR_QUESTION = "not_your_question"
    QUESTIONS_OPEN = "questions_open"
    TEAM_THERE = "team_there"
    NO_NEXT_SHIFT = "no_next_shift"
    NOT_YOURS_TO_REOPEN = "not_yours_to_reopen"


@dataclass(frozen=True)
class Changed:
    """It changed: what it is now."""

    escalation: Escalation


@dataclass(frozen=True)
class Unchanged:
    """It stays as it is, and why."""

    escalation: Escalation
    why: Kept


Outcome = Changed | Unchanged
