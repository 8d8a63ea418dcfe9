"""/values: what the team stands for, and the words for what is going on."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.around import NOTHING_AROUND
from bot.domain.language import Language, language_of
from bot.domain.reader import Reader
from bot.requests.departments import department_named, department_near, departments_of
from bot.requests.tickets import OnCard, asked_beside
from bot.requests.values import Begun, Glance, Help, LookUp, Word, parse_values
from bot.services.answer import read_reasons
from bot.services.handbook import Handbook
from bot.services.look_up_values import LookedUp, SituationsFound, look_up_values, topics_of
from bot.views import failures, ids, value_ids, value_page, values
from bot.views.facts import near_blocks
from bot.views.human import reads_like
from bot.views.limits import unescape
from bot.views.message import Block, Message
from bot.views.situation_card import as_asked, on_hand, situation_shown
from bot.views.situation_more import MORE, more_window, window
from handlers.desk import Desk
from handlers.routing import Incoming, Open, Redraw, Reply, Routes, Say, bind

Subcommand = Callable[[Desk, Incoming, str], Awaitable[Reply | None]]
"""Answers a command word with what stands behind it; None where that makes no sense and the whole is looked up."""

Subcommands = Mapping[Word, Subcommand]

_FEW_WORDS = 2
"""More words than that name no department: they tell of a situation."""


def routes(desk: Desk, subcommands: Subcommands) -> Routes:
    """What this module answers, and the command words that other modules answer."""
    return Routes(
        commands={"/values": bind(asked, desk, subcommands)},
        actions={
            ids.LOOK_AT_VALUE_FAMILY: bind(looked_at_value, desk),
            ids.LOOK_AT_SITUATION_FAMILY: bind(looked_at_situation, desk),
            ids.SITUATION_OTHER_LANGUAGE: bind(turned, desk),
            value_ids.OTHER_SIDE_FAMILY: bind(turned, desk),
            ids.SITUATION_MORE: bind(looked_at_all, desk),
            value_ids.PICK_SITUATION: bind(looked_at_situation, desk),
            value_ids.LOOK_AT_DEPARTMENT_FAMILY: bind(looked_at_department, desk),
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
            return Say(await looked_up(desk, text, reader))
        case Begun(word, rest, text):
            begun = subcommands.get(word)
            reply = await begun(desk, incoming, rest) if begun else None
            return reply or Say(await looked_up(desk, text, reader))


async def sections(
    desk: Desk, more: Callable[[Reader], Awaitable[Sequence[Block]]], reader: Reader
) -> Sequence[Block]:
    """The part of App Home that brings a situation's card up, before the others."""
    return [*values.home_section(desk.book, reader), *await more(reader)]


async def looked_up(desk: Desk, text: str, reader: Reader, *, typed: bool = True) -> Message:
    """A value, or the card of a situation with what stands around it, in the language of the question.

    `typed` False: the words are those of a message, and not of whoever asks.
    """
    book = desk.book
    asked = await desk.understood.aside(book, ("values", text), lambda: _understood(book, text))
    found = asked.found
    desk.learning.looked_up(reader.user or "", found, typed=typed)
    around = NOTHING_AROUND
    if isinstance(found, SituationsFound):
        around = await desk.around(found.best, asked.topic, beside=asked.beside)
        reader = in_language_of(text, reader)

    def shown() -> Message:
        card = values.looked_up(found, book, reader, topic=asked.topic, around=around)
        return replace(card, blocks=(*near_blocks(around.near, book, reader), *card.blocks))

    return desk.said.of(book, ("values", text, reads_like(reader, book), around), shown)


@dataclass(frozen=True)
class _Understood:
    """What words are about: what /values finds, the topic they mean, and the topics they may mean as well."""

    found: LookedUp
    topic: str | None
    beside: tuple[str, ...]


def _understood(book: Handbook, text: str) -> _Understood:
    topic, beside = topics_of(book, text)
    found = look_up_values(book, text, topic=topic)
    if isinstance(found, SituationsFound):
        read_reasons(found.decision)
    return _Understood(found, topic, beside)


def in_language_of(text: str, reader: Reader) -> Reader:
    """The reader in the language of a question: its words go to the customer who was quoted or told of in it.

    A single word of Latin letters tells nothing: Koreans write "VIP" and "refund" too.
    """
    told = language_of(text)
    if told is None or (told is Language.EN and len(text.split()) == 1):
        return reader
    return replace(reader, language=told)


async def for_department(desk: Desk, incoming: Incoming, rest: str) -> Reply | None:
    """`/values for sales`; None where what follows is no department but a situation."""
    book, reader = desk.book, await desk.reader(incoming)
    known = departments_of(book.philosophy)
    named = department_named(rest, known)
    if named:
        return Say(value_page.for_department(named, book, reader))
    near = department_near(rest, known)
    tells = isinstance(found := look_up_values(book, rest), SituationsFound) and found.leads
    if rest and (len(rest.split()) > _FEW_WORDS or (tells and near is None)):
        return None
    return Say(value_page.no_such_department(rest, near, book, reader))


async def looked_at_department(desk: Desk, incoming: Incoming) -> Reply:
    """What the values mean in a department, from a button."""
    book, reader, key = desk.book, await desk.reader(incoming), incoming.value or ""
    if await desk.is_outsider(incoming.user):
        return Say(failures.guest(book, reader))
    if key not in departments_of(book.philosophy):
        return Say(failures.expired(book, reader))
    return Say(value_page.for_department(key, book, reader))


async def looked_at_value(desk: Desk, incoming: Incoming) -> Reply:
    """One value, from a button."""
    book, reader = desk.book, await desk.reader(incoming)
    if await desk.is_outsider(incoming.user):
        return Say(failures.guest(book, reader))
    value = book.philosophy.value(incoming.value or "")
    return Say(value_page.value_shown(value, book, reader) if value else failures.expired(book, reader))


async def looked_at_situation(desk: Desk, incoming: Incoming) -> Reply:
    """A situation's card, from a button or a menu: beside what it stood in, or in a window on top."""
    return await _card(desk, incoming, turned=False)


async def turned(desk: Desk, incoming: Incoming) -> Reply:
    """The same card from another side, or in the other language: in its place where only they see it."""
    return await _card(desk, incoming, turned=True)


async def _card(desk: Desk, incoming: Incoming, *, turned: bool) -> Reply:
    book, reader, about = desk.book, await desk.reader(incoming), OnCard.of(incoming.value)
    about = about.model_copy(update={"text": about.text or asked_beside(incoming.block)})
    if await desk.is_outsider(incoming.user):
        return Say(failures.guest(book, reader))
    around = await desk.around(about.situation, about.topic)
    card = on_hand(about, book, around)
    if card is None:
        return Say(failures.expired(book, reader))
    if turned and incoming.metadata == MORE:
        return Redraw(more_window(card, book, reader))
    if not turned:
        desk.learning.looked_at(incoming.user, about.situation, about.text)
    message = situation_shown(card, book, reader)
    if incoming.view is None:
        return Say(message, replace=turned)
    shown = window(message, as_asked(about, reader))
    return Redraw(shown) if turned else Open(shown)


async def looked_at_all(desk: Desk, incoming: Incoming) -> Reply:
    """Everything there is to a situation."""
    book, reader, about = desk.book, await desk.reader(incoming), OnCard.of(incoming.value)
    if await desk.is_outsider(incoming.user):
        return Say(failures.guest(book, reader))
    card = on_hand(about, book, await desk.around(about.situation, about.topic))
    return Open(more_window(card, book, reader)) if card else Say(failures.expired(book, reader))


async def which_value_helps(desk: Desk, incoming: Incoming) -> Reply:
    """The card for a message, shown to whoever asked, in a window of their own."""
    book, reader = desk.book, await desk.reader(incoming)
    if await desk.is_outsider(incoming.user):
        return Open(window(failures.guest(book, reader), reader))
    text = await desk.reading.as_read(book, incoming.text, reader)
    return Open(window(await looked_up(desk, text, reader, typed=False), reader))
