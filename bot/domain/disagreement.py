"""Somebody does not agree with a decision or a value, and says so quietly to those who keep the values."""

from datetime import datetime
from typing import Literal

from pydantic import ConfigDict, Field

from bot.domain.escalation import Party
from bot.domain.language import Frozen

LONGEST = 2000
"""Characters of what somebody writes."""
LONGEST_ABOUT = 800
"""Characters of what it is about."""


class Disagreement(Frozen):
    """One telling of it, to one reader (a Slack user). Its words are encrypted at rest and erased once it is told.

    `author` is None where they chose to stay unnamed: then nothing here, in its id or beside it tells who it was,
    nor when it was written. `posting_since` is real time, UTC. One that could not be brought goes back to its
    author if it has one (`returned`); one without waits until its reader can be reached.
    """

    model_config = ConfigDict(hide_input_in_errors=True)

    version: Literal[1] = 1
    id: str
    to: str
    author: Party | None = None
    about: str = Field(default="", repr=False)
    words: str = Field(default="", repr=False)
    posting_since: datetime | None = None
    told: bool = False
    returned: bool = False
