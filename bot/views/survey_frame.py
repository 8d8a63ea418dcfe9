"""The frame of every window about what a customer answered."""

from bot.domain.reader import Reader
from bot.domain.survey import Feedback
from bot.views.blocks import View, context, modal, section
from bot.views.ids import READ_ONLY
from bot.views.limits import escape
from bot.views.message import Block
from bot.views.words import say


def title(reader: Reader) -> str:
    """The name of every window about them."""
    return say(reader, ko="고객님의 말씀", en="From a customer")


def window(said: str, reader: Reader, *more: Block) -> View:
    """Something to read, and nothing else."""
    return modal(READ_ONLY, title(reader), [section(said), *more], close=say(reader, ko="닫기", en="Close"))


def ticket(f: Feedback, reader: Reader) -> list[Block]:
    """Which conversation it was, where the survey tool told."""
    if not f.words.ticket:
        return []
    where = say(reader, ko="문의", en="Conversation")
    return [context(f"{where}: {escape(f.words.ticket)}")]
