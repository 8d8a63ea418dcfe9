"""What the verbs of the line-up, of what values mean to people, and of newcomers' cards work with."""

from bot.adapters.slack_line_up import SlackLineUps
from bot.adapters.store_line_up import StoredLineUps
from bot.adapters.system_clock import SystemClock
from bot.services.line_up import LineUpTools
from bot.services.mornings import Mornings
from bot.wiring.core import Core


def morning_tools(c: Core) -> Mornings:
    """Put together once."""
    return Mornings(line_ups=_line_ups(c))


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
