"""What the verbs of customers' answers work with. They have no voice but a private one."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.kudos import Kudos
from bot.ports import Clock, Deadlines, Directory, NewId
from bot.ports.kudos import KudosBook
from bot.ports.surveys import Surveys, SurveyVoice
from bot.services.feedback_tools import told_to_nobody
from bot.services.handbook import Handbook


@dataclass(frozen=True)
class SurveyTools:
    """Handed over once by the wiring. `wall_clock` is real time; `thanked` is told as in `ThanksTools`."""

    handbook: Callable[[], Handbook]
    book: Surveys
    voice: SurveyVoice
    kudos: KudosBook
    directory: Directory
    deadlines: Deadlines
    clock: Clock
    wall_clock: Clock
    new_id: NewId
    thanked: Callable[[Kudos], None] = told_to_nobody
