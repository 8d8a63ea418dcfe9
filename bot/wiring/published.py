"""What asking people how they like to be thanked, and what follows a night, work with; put together from the core."""

from bot.adapters.slack_feedback import PrivateVoice
from bot.adapters.slack_thanks_choice import SlackThanksAsker
from bot.adapters.store_kudos import StoredNights
from bot.adapters.store_thanks_choice import StoredThanksQuestions
from bot.adapters.system_clock import SystemClock
from bot.services.ask_choice import AskTools
from bot.wiring.core import Core


def ask_tools(c: Core, voice: PrivateVoice) -> AskTools:
    """They have no voice but a private one."""
    return AskTools(
        handbook=c.live,
        questions=StoredThanksQuestions(c.store, c.keys, c.new_id),
        asker=SlackThanksAsker(voice, c.reader_of),
        preferences=c.preferences,
        ledger=StoredNights(c.store, c.keys, c.new_id),
        directory=c.directory,
        deadlines=c.deadlines,
        clock=c.clock,
        wall_clock=SystemClock(),
    )
