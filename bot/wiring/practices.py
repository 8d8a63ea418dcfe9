"""What the library of shared phrases works with, put together from the core."""

from bot.adapters.background import Background
from bot.adapters.slack_library import SlackLibrary
from bot.adapters.store_library import StoredLibrary, StoredReviews
from bot.adapters.system_clock import SystemClock
from bot.services.practice_tools import LibraryTools
from bot.services.tell_library import follow_up
from bot.wiring.core import Core


def practice_tools(c: Core, background: Background) -> LibraryTools:
    """Told in direct messages alone."""

    def follow(practice_id: str) -> None:
        background(follow_up(made, practice_id))

    made = LibraryTools(
        handbook=c.live,
        book=StoredLibrary(c.store, c.keys, c.new_id, c.held),
        reviews=StoredReviews(c.store, c.keys, c.new_id),
        board=SlackLibrary(c.mouth, c.live, c.reader_of),
        directory=c.directory,
        deadlines=c.deadlines,
        clock=c.clock,
        wall_clock=SystemClock(),
        new_id=c.new_id,
        follow=follow,
    )
    return made
