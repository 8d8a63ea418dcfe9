"""What stands around a situation beside the file's own words: pinned facts, and practices people shared."""

from bot.domain.facts import Facts
from bot.domain.language import Frozen
from bot.domain.practice import Practice


class Around(Frozen):
    """Facts that hold now, the nearest to end first, and accepted practices, newest first.

    `near` are facts of topics that may be meant as well.
    """

    facts: tuple[Facts, ...] = ()
    near: tuple[Facts, ...] = ()
    practices: tuple[Practice, ...] = ()


NOTHING_AROUND = Around()
