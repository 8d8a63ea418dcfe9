"""/values: what the team stands for, and the words for what is going on."""

from collections.abc import Awaitable, Callable, Mapping

from bot.requests.values import Begun, Glance, Help, LookUp, Word, parse_values
from bot.services.look_up_values import look_up_values
from bot.views import failures, ids, values
from bot.views.blocks import modal
from bot.views.limits import unescape
from bot.views.words import say
from handlers.desk import Desk
from handlers.routing import Incoming, Open, Reply, Routes, Say, bind

Subcommand = Callable[[Desk, Incoming, str], Awaitable[Reply | None]]
"""Answers a command word with what stands behind it; None where that makes no sense and the whole is looked up."""

Subcommands = Mapping[Word, Subcommand]


def routes(desk: Desk, subcommands: Subcommands) -> Routes:
    """What this module answers, and the command words that other modules answer."""
    return Routes(
        commands={"/values": bind(asked, desk, subcommands)},
        actions={
            ids.LOOK_AT_VALUE_FAMILY: bind(looked_at_value, desk),
            ids.LOOK_AT_SITUATION_FAMILY: bind(looked_at_situation, desk),
        },
        shortcuts={ids.WHICH_VALUE_HELPS: bind(which_value_helps, desk)},
    )


async def asked(desk: Desk, subcommands: Subcommands, incoming: Incoming) -> Reply:
    """Everything at a glance, one value, a command word, or a situation in somebody's own words."""
    book, reader = desk.book, await desk.reader(incoming)
    if await desk.is_outsider(incoming.user):
        return Say(failures.guest(book, reader))
    match parse_values(unescape(incoming.text)):
        case Glance():
            return Say(values.glance(book, reader))
        case Help():
            return Say(values.helped(book, reader))
        case LookUp(text):
            return Say(values.looked_up(look_up_values(book, text), book, reader))
        case Begun(word, rest, text):
            begun = subcommands.get(word)
            reply = await begun(desk, incoming, rest) if begun else None
            return reply or Say(values.looked_up(look_up_values(desk.book, text), desk.book, reader))


async def looked_at_value(desk: Desk, incoming: Incoming) -> Reply:
    """One value, from a button."""
    book, reader = desk.book, await desk.reader(incoming)
    value = book.philosophy.value(incoming.value or "")
    return Say(values.value_shown(value, book, reader) if value else failures.expired(book, reader))


async def looked_at_situation(desk: Desk, incoming: Incoming) -> Reply:
    """A situation's card, from a button."""
    book, reader, key = desk.book, await desk.reader(incoming), incoming.value or ""
    if key not in book.philosophy.situations:
        return Say(failures.expired(book, reader))
    return Say(values.situation_shown(key, book, reader))


async def which_value_helps(desk: Desk, incoming: Incoming) -> Reply:
    """The card for a message, shown to whoever asked, in a window of their own."""
    book, reader = desk.book, await desk.reader(incoming)
    if await desk.is_outsider(incoming.user):
        message = failures.guest(book, reader)
    else:
        found = look_up_values(book, unescape(incoming.text))
        message = values.looked_up(found, book, reader)
    title = say(reader, ko="도움이 되는 가치", en="What helps here")
    close = say(reader, ko="닫기", en="Close")
    return Open(modal(ids.READ_ONLY, title, message.blocks, close=close))
