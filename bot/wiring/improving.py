"""What the improvement list works with, put together from the core."""

from bot.adapters.slack_feedback import PrivateVoice
from bot.adapters.slack_voice import SlackVoice
from bot.adapters.store_improvements import StoredImprovements
from bot.adapters.system_clock import SystemClock
from bot.services.improve import ImproveTools
from bot.views.improve_messages import told
from bot.wiring.core import Core


def improve_tools(c: Core, voice: PrivateVoice) -> ImproveTools:
    """It has no voice but a private one."""
    return ImproveTools(
        handbook=c.live,
        book=StoredImprovements(c.store, c.keys, c.sealer),
        voice=SlackVoice(voice, c.live, c.reader_of, told),
        directory=c.directory,
        deadlines=c.deadlines,
        clock=c.clock,
        wall_clock=SystemClock(),
        new_id=c.new_id,
    )
