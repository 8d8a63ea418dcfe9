"""The form of a note, read: what somebody wrote and chose. Whether it may be is asked at the action."""

from datetime import date

from pydantic import ConfigDict

from bot.domain.correction import Deliver, Observation
from bot.domain.language import Frozen

UNWRITTEN = Observation(situation="", behaviour="", impact="", next_time="")


class NoteForm(Frozen):
    """What somebody wrote and chose so far. Printing it shows no word.

    `phrase` is the key of one that was offered. A `follow_up` that is no date is `unreadable`.
    """

    model_config = ConfigDict(hide_input_in_errors=True)

    to: str | None = None
    is_process: bool = False
    words: Observation = UNWRITTEN
    value: str | None = None
    phrase: str | None = None
    deliver: Deliver | None = None
    follow_up: date | None = None
    unreadable: bool = False


NOTHING_TYPED = NoteForm()
"""The form as it opens."""
