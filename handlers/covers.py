"""Covers: /escalate cover, its form, and the buttons of what follows from it."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from zoneinfo import ZoneInfo

from bot.domain.covering import Arrangement, Refusal, Wish
from bot.domain.reader import Reader
from bot.requests.cover import (
    CoverTicket,
    ListCovers,
    Started,
    UnknownName,
    parse_cover,
    parse_cover_form,
)
from bot.requests.slack_text import users_in
from bot.services.cover import CoverTools, arrange, consider, end, mine, take_search
from bot.views import cover_forms, cover_lists, cover_words, covers, failures, forms
from bot.views import cover_ids as ids
from bot.views.message import Block, Message
from handlers.desk import Desk
from handlers.routing import Incoming, Mend, Open, Redraw, Reply, Routes, Say, bind


def routes(desk: Desk, t: CoverTools) -> Routes:
    """What this module answers."""
    return Routes(
        actions={
            ids.COVER_NEW: bind(opened_form, desk, t),
            ids.COVER_MAKE: bind(made, desk, t),
            ids.COVER_TAKE: bind(took, desk, t),
            ids.COVER_END_FAMILY: bind(ended, desk, t),
        },
        views={
            ids.COVER_FORM: bind(filled, desk, t),
            ids.COVER_CONFIRM_FORM: bind(confirmed, desk, t),
        },
    )


async def asked(t: CoverTools, desk: Desk, incoming: Incoming, rest: str) -> Reply | None:
    """Behind /escalate cover: the list, what a wish would mean, or None where it speaks of something else."""
    book, reader, now = desk.book, await desk.reader(incoming), desk.now
    request = parse_cover(
        rest,
        me=reader.key,
        people=book.file.people,
        schedules=book.file.schedule_names,
        key_of={user: key for user in users_in(rest) if (key := desk.directory.key_of(user))},
        now=now,
        zone=ZoneInfo(reader.zone),
    )
    match request:
        case None:
            return None
        case ListCovers():
            return Say(cover_lists.listed(await mine(t, reader.key), book, reader, now))
        case UnknownName(said, meant):
            return Say(cover_lists.unknown_name(said, meant, book, reader))
        case Started(absent, by, schedule):
            ticket = CoverTicket.of(Wish(absent, by, now, now, schedule), t.tools.new_id())
            return Say(cover_lists.time_missing(absent, by, schedule, book, reader, ticket.write()))
        case Wish() as wish:
            ticket = CoverTicket.of(wish, t.tools.new_id())
            weighed = await consider(t, wish, await desk.reading.party(book, incoming.user))
            if isinstance(weighed, Refusal):
                return Say(cover_lists.refused(weighed, book, reader))
            return Say(covers.preview(weighed, ticket, desk.book, reader, now))


async def sections(
    desk: Desk, t: CoverTools, more: Callable[[Reader], Awaitable[Sequence[Block]]], reader: Reader
) -> Sequence[Block]:
    """The part of App Home that tells whom somebody covers and who covers them, before the others."""
    found = await mine(t, reader.key) if reader.key else []
    return [*cover_lists.home_section(found, desk.book, reader, desk.now), *await more(reader)]


async def made(desk: Desk, t: CoverTools, incoming: Incoming) -> Reply:
    """Make what was looked at; whether it may be made is decided now."""
    book, reader = desk.book, await desk.reader(incoming)
    ticket = CoverTicket.read(incoming.value)
    if ticket is None:
        return Say(failures.expired(book, reader))
    return Say(await _arranged(desk, t, incoming, ticket, reader), replace=True)


async def opened_form(desk: Desk, t: CoverTools, incoming: Incoming) -> Reply:
    """The form, filled with what is known already."""
    book, reader = desk.book, await desk.reader(incoming)
    if await desk.is_outsider(incoming.user):
        return Say(failures.guest(book, reader))
    ticket = CoverTicket.read(incoming.value)
    known = ticket is not None and ticket.end > ticket.start
    user_of = {key: user for key in book.file.people if (user := t.user(key))}
    return Open(
        cover_forms.cover_form(
            book,
            reader,
            absent=ticket.absent if ticket else reader.key,
            by=ticket.by if ticket else None,
            schedule=ticket.schedule if ticket else None,
            start=ticket.start if ticket and known else None,
            end=ticket.end if ticket and known else None,
            user_of=user_of,
        )
    )


async def filled(desk: Desk, t: CoverTools, incoming: Incoming) -> Reply:
    """The form was filled: what it would mean is shown before anything is made."""
    book, reader = desk.book, await desk.reader(incoming)
    found = parse_cover_form(incoming.inputs, partial(_key, desk))
    if isinstance(found, dict):
        return Mend(cover_words.slips(found, reader))
    weighed = await consider(t, found, await desk.reading.party(book, incoming.user))
    if isinstance(weighed, Refusal):
        return Mend({ids.COVER_TO: cover_words.no(weighed, book, reader)})
    ticket = CoverTicket.of(found, t.tools.new_id())
    return Redraw(cover_forms.confirm_form(weighed, ticket, desk.book, reader, desk.now))


async def confirmed(desk: Desk, t: CoverTools, incoming: Incoming) -> Reply:
    """It was looked at and sent."""
    book, reader = desk.book, await desk.reader(incoming)
    ticket = CoverTicket.read(incoming.metadata)
    if ticket is None:
        return Redraw(forms.told(failures.expired(book, reader).text, book, reader))
    done = await _arranged(desk, t, incoming, ticket, reader)
    return Redraw(forms.told(done.text, book, reader))


async def took(desk: Desk, t: CoverTools, incoming: Incoming) -> Reply:
    """Take it: the first one has it."""
    book, reader = desk.book, await desk.reader(incoming)
    if await desk.is_outsider(incoming.user):
        return Say(failures.guest(book, reader))
    by = await desk.reading.party(book, incoming.user)
    outcome = await take_search(t, incoming.value or "", by)
    return Say(_told(desk, outcome, reader))


async def ended(desk: Desk, t: CoverTools, incoming: Incoming) -> Reply:
    """Take it back, decline it, withdraw the search."""
    reader = await desk.reader(incoming)
    by = await desk.reading.party(desk.book, incoming.user)
    outcome = await end(t, incoming.value or "", by)
    if isinstance(outcome, Refusal):
        return Say(cover_lists.refused(outcome, desk.book, reader))
    return Say(covers.ended(outcome, desk.book, reader, desk.now))


async def _arranged(
    desk: Desk, t: CoverTools, incoming: Incoming, ticket: CoverTicket, reader: Reader
) -> Message:
    by = await desk.reading.party(desk.book, incoming.user)
    return _told(desk, await arrange(t, ticket.wish, by, cover_id=ticket.id), reader)


def _told(desk: Desk, outcome: Arrangement | Refusal, reader: Reader) -> Message:
    if isinstance(outcome, Refusal):
        return cover_lists.refused(outcome, desk.book, reader)
    return covers.made(outcome, desk.book, reader, desk.now)


def _key(desk: Desk, user: str) -> str | None:
    key = desk.directory.key_of(user)
    return key if key in desk.book.file.people else None
