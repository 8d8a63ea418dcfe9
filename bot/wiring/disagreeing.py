"""What disagreeing quietly works with, put together from the core."""

from bot.adapters.slack_feedback import PrivateVoice
from bot.adapters.slack_voice import SlackVoice
from bot.adapters.store_disagreements import StoredDisagreements
from bot.adapters.system_clock import SystemClock
from bot.services.disagree import DisagreeTools
from bot.views.disagreeing import told
from bot.wiring.core import Core


def disagree_tools(c: Core, voice: PrivateVoice) -> DisagreeTools:
    """They have no voice but a private one."""
    return DisagreeTools(
        handbook=c.live,
        book=StoredDisagreements(c.store, c.keys, c.new_id, c.sealer),
        voice=SlackVoice(voice, c.live, c.reader_of, told),
        directory=c.directory,
        deadlines=c.deadlines,
        clock=c.clock,
        wall_clock=SystemClock(),
        new_id=c.new_id,
    )
