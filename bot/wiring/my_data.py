"""What showing people their data and erasing it works with, put together from the core."""

from bot.adapters.slack_feedback import PrivateVoice
from bot.adapters.slack_voice import SlackVoice
from bot.adapters.store_erasures import StoredErasures
from bot.adapters.store_traces import StoredTraces
from bot.adapters.system_clock import SystemClock
from bot.services.feedback_tools import NoteTools
from bot.services.my_data import MyDataTools
from bot.services.published import PublishedTools
from bot.services.survey_tools import SurveyTools
from bot.views.my_data import erased
from bot.wiring.core import Core


def my_data_tools(
    c: Core, voice: PrivateVoice, published: PublishedTools, notes: NoteTools, surveys: SurveyTools
) -> MyDataTools:
    """It has no voice but a private one."""
    return MyDataTools(
        handbook=c.live,
        published=published,
        notes=notes,
        surveys=surveys,
        traces=StoredTraces(c.store, c.keys, c.sealer),
        erasures=StoredErasures(c.store, c.keys),
        voice=SlackVoice(voice, c.live, c.reader_of, erased),
        directory=c.directory,
        deadlines=c.deadlines,
        clock=c.clock,
        wall_clock=SystemClock(),
    )
