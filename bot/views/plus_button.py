"""The button beside published thanks."""

from bot.domain.reader import Reader
from bot.views.blocks import button
from bot.views.message import Block
from bot.views.published_ids import PLUS_ONE
from bot.views.words import say


def plus_button(kudos_id: str, reader: Reader) -> Block:
    """Opens the form in which one adds a line of one's own.

    Both languages in one label would take half a phone's width from the thanks beside it.
    """
    label = "+1" if reader.both else say(reader, ko="+1 저도요", en="+1 because …")
    return button(label, PLUS_ONE, kudos_id)
