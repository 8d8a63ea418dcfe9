"""A value in a word or two: its name with its signs, and the words of it that are for somebody's role or work."""

from collections.abc import Mapping, Sequence

from bot.domain.language import Text
from bot.domain.philosophy import Value
from bot.domain.reader import Reader
from bot.views.limits import MESSAGE_BLOCKS, escape, pages
from bot.views.message import Block
from bot.views.words import shown, text_of


def named(value: Value, reader: Reader) -> str:
    """Its emoji and its name, in bold."""
    mark = f"{escape(value.emoji)} " if value.emoji else ""
    return f"{mark}*{shown(value.name, reader)}*"


def lettered(value: Value, reader: Reader) -> str:
    """The same with its letter of the acronym before the name."""
    mark = f"{escape(value.emoji)} " if value.emoji else ""
    letter = f"*{escape(value.letter)}* · " if value.letter else ""
    return f"{mark}{letter}*{shown(value.name, reader)}*"


def label(value: Value, reader: Reader) -> str:
    """For a button."""
    return f"{value.emoji} {text_of(value.name, reader)}" if value.emoji else text_of(value.name, reader)


def theirs(by: Mapping[str, Text], keys: Sequence[str]) -> Text | None:
    """The words for the first of somebody's roles or departments that has any."""
    return next((by[key] for key in keys if key in by), None)


def as_many_as_fit(blocks: Sequence[Block], *last: Block) -> tuple[Block, ...]:
    """The first of the blocks, and `last` in any case, as far as Slack takes them in one message."""
    first = pages([*last, *blocks])[0][len(last) : MESSAGE_BLOCKS]
    return (*first, *last)
