"""What the verbs of the line-up, of what values mean to people, of newcomers' cards and of reviews work with."""

from bot.adapters.slack_feedback import PrivateVoice
from bot.adapters.slack_line_up import SlackLineUps
from bot.adapters.slack_meanings import SlackMeanings
from bot.adapters.slack_welcome import SlackWelcomes
from bot.adapters.slack_whisperer import SlackWhisperer
from bot.adapters.store_line_up import StoredLineUps
from bot.adapters.store_meanings import StoredMeanings
from bot.adapters.store_welcome import StoredWelcomes
from bot.adapters.system_clock import SystemClock
from bot.services.line_up import LineUpTools
from bot.services.meanings import MeaningTools
from bot.services.mornings import Mornings
from bot.services.welcome import WelcomeTools
from bot.wiring.core import Core
from bot.wiring.reviewing import review_tools


def morning_tools(c: Core) -> Mornings:
    """Put together once."""
    private = SlackWhisperer(c.posting)
    return Mornings(
        line_ups=_line_ups(c),
        meanings=_meanings(c, private),
        welcomes=_welcomes(c, private),
        reviews=review_tools(c, private),
    )


def _line_ups(c: Core) -> LineUpTools:
    return LineUpTools(
        handbook=c.live,
        book=StoredLineUps(c.store, c.keys),
        board=SlackLineUps(c.mouth, c.live, c.reader_of, c.public),
        deadlines=c.deadlines,
        directory=c.directory,
        clock=c.clock,
        wall_clock=SystemClock(),
    )


def _meanings(c: Core, voice: PrivateVoice) -> MeaningTools:
    """Answers without names have no voice but a private one."""
    return MeaningTools(
        handbook=c.live,
        book=StoredMeanings(c.store, c.keys, c.new_id, c.sealer),
        board=SlackMeanings(voice, c.live, c.reader_of),
        deadlines=c.deadlines,
        directory=c.directory,
        clock=c.clock,
        wall_clock=SystemClock(),
    )


def _welcomes(c: Core, voice: PrivateVoice) -> WelcomeTools:
    return WelcomeTools(
        handbook=c.live,
        book=StoredWelcomes(c.store, c.keys, c.new_id),
        board=SlackWelcomes(voice, c.live, c.reader_of),
        quiet=c.quiet,
        deadlines=c.deadlines,
        directory=c.directory,
        clock=c.clock,
        wall_clock=SystemClock(),
    )
