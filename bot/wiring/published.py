"""What asking people how they like to be thanked, and what follows a night, work with; put together from the core."""

from bot.adapters.slack_feedback import PrivateVoice
from bot.adapters.slack_messenger import Speaker
from bot.adapters.slack_published import SlackPublished
from bot.adapters.slack_thanks_choice import SlackThanksAsker
from bot.adapters.store_kudos import StoredNights
from bot.adapters.store_published import StoredPublished
from bot.adapters.store_thanks_choice import StoredThanksQuestions
from bot.adapters.system_clock import SystemClock
from bot.services.ask_choice import AskTools
from bot.services.editing import EditTools
from bot.services.feedback_tools import NightTools, ThanksTools
from bot.services.published import PublishedTools
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


def published_tools(
    c: Core, thanks: ThanksTools, nights: NightTools, speaker: Speaker, voice: PrivateVoice
) -> tuple[PublishedTools, EditTools]:
    """For changing thanks after their night, and for what stands in Slack to follow."""
    book = StoredPublished(c.store, c.keys, c.new_id)
    said = SlackPublished(speaker, voice, c.live, c.public, c.reader_of)
    return PublishedTools(thanks, book, c.new_id), EditTools(nights, book, said)
