"""The value that helps, in one line, inside something else: its name and words one can say now."""

from bot.domain.reader import Reader
from bot.requests.tickets import OnCard
from bot.services.handbook import Handbook
from bot.views import ids
from bot.views.blocks import button, context, section
from bot.views.limits import cut, escape
from bot.views.message import Block
from bot.views.value_words import named
from bot.views.words import say, shown

_ONE_LINE = 180
"""Characters of the words: with the value's name two lines on a phone."""


def one_line(book: Handbook, situation_id: str | None, reader: Reader, *, text: str = "") -> str | None:
    """The line of a situation, as mrkdwn; None where the file has no such situation, or no value for it.

    Without words to say it tells the value's action.
    """
    situation = book.philosophy.situations.get(situation_id or "")
    value = book.philosophy.value(situation.value) if situation else None
    if situation is None or value is None:
        return None
    words = situation.side(situation.side_told_of(text)).say.in_(reader.language)
    said = f"“{escape(cut(words[0], _ONE_LINE))}”" if words else shown(value.action, reader)
    return f"{named(value, reader)}: {said}"


def line_of_value(book: Handbook, value_id: str | None, reader: Reader) -> str | None:
    """The line of a value somebody chose: what I do by it; None where the file has no such value."""
    value = book.philosophy.value(value_id) if value_id else None
    return f"{named(value, reader)}: {shown(value.action, reader)}" if value else None


def in_one_line(book: Handbook, situation_id: str | None, reader: Reader, *, text: str = "") -> list[Block]:
    """The same as small print, ready to stand in a message or a form; nothing where there is no line."""
    line = one_line(book, situation_id, reader, text=text)
    return [context(line)] if line else []


def line_with_more(
    book: Handbook, situation_id: str | None, reader: Reader, *, text: str = ""
) -> list[Block]:
    """The same in full size, the card a click away: the side of it that the text tells of, without the text itself."""
    line = one_line(book, situation_id, reader, text=text)
    if line is None or situation_id is None:
        return []
    side = book.philosophy.situations[situation_id].side_told_of(text)
    about = OnCard(situation=situation_id, variant=side)
    label = say(reader, ko="더 보기", en="More")
    return [
        section(
            line, accessory=button(label, f"{ids.LOOK_AT_SITUATION}:{cut(situation_id, 100)}", about.write())
        )
    ]
