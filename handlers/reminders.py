"""Values that come up by themselves in the channels that asked, and /values quiet."""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

from bot.domain.quieting import Silence, end_of_today
from bot.domain.reader import Reader
from bot.requests.quiet import AskQuiet, NoQuiet, NoSuchTime, QuietForGood, QuietUntil, parse_quiet
from bot.services.remind import Overheard, ReminderTools, be_quiet, choose, overhear, quiet_of
from bot.services.reminder_rooms import asked_for
from bot.services.tools import Later
from bot.views import reminder_ids as ids
from bot.views import reminders
from bot.views.limits import unescape
from bot.views.message import Block, Message
from handlers.desk import Desk
from handlers.feedback_home import HomePage
from handlers.routing import Incoming, Nothing, Reply, Routes, Say, bind

log = logging.getLogger(__name__)


def routes(desk: Desk, t: ReminderTools, later: Later, home: HomePage) -> Routes:
    """What this module answers."""
    heed = partial(heeds, t)
    heard = bind(overheard, t, later)
    return Routes(
        events={"message.channels": heard, "message.groups": heard},
        heeds={"message.channels": heed, "message.groups": heed},
        actions={
            ids.QUIET_TODAY: bind(quiet_today, desk, t),
            ids.QUIET_FOR_GOOD: bind(quiet_for_good, desk, t),
            ids.REMIND_AGAIN: bind(again, desk, t),
            ids.CHOOSE_REMINDERS: bind(chosen_at_home, desk, t, home),
        },
    )


def heeds(t: ReminderTools, event: Mapping[str, Any]) -> bool:
    """Whether a channel's message is worth a look: in a channel that asked, and about a customer.

    What mentions somebody begins a conversation of its own: Baton's own mention is answered elsewhere.
    """
    text = unescape(str(event.get("text") or ""))
    return "<@" not in text and t.heeds(str(event.get("channel") or ""), text)


async def overheard(t: ReminderTools, later: Later, incoming: Incoming) -> Reply:
    """Nothing is answered; a reminder may follow, and what goes wrong with it is nobody's news but the log's."""
    event = incoming.body.get("event") or {}
    if not incoming.body.get("is_ext_shared_channel"):
        later(_remind(t, heard_in(event, incoming.user)))
    return Nothing()


def heard_in(event: Mapping[str, Any], user: str) -> Overheard:
    """A message event as what was overheard. Slack's time stamps are seconds of real time."""
    ts = str(event.get("ts") or event.get("event_ts") or "0")
    try:
        at = datetime.fromtimestamp(float(ts), UTC)
    except (ValueError, OverflowError, OSError):
        at = datetime.fromtimestamp(0, UTC)
    thread = event.get("thread_ts")
    text = unescape(str(event.get("text") or ""))
    return Overheard(user, str(event.get("channel") or ""), ts, at, text, str(thread) if thread else None)


async def _remind(t: ReminderTools, heard: Overheard) -> None:
    what = await overhear(t, heard)
    log.debug("overheard: %s", what if isinstance(what, Silence) else "reminded")


async def typed(t: ReminderTools, desk: Desk, incoming: Incoming, rest: str) -> Reply | None:
    """Behind /values quiet: until when, or how it stands; None where it speaks of something else."""
    reader, now = await desk.reader(incoming), desk.now
    match parse_quiet(rest, now=now, zone=reader.zone):
        case None:
            return None
        case AskQuiet():
            pass
        case QuietUntil(until):
            await be_quiet(t, incoming.user, until=until)
        case QuietForGood():
            await choose(t, incoming.user, "off")
        case NoQuiet():
            await choose(t, incoming.user, None)
        case NoSuchTime(said):
            return Say(reminders.no_such_time(said, desk.book, reader))
    return Say(await _stands(desk, t, incoming.user, reader))


async def quiet_today(desk: Desk, t: ReminderTools, incoming: Incoming) -> Reply:
    """No more of them before their midnight."""
    reader = await desk.reader(incoming)
    await be_quiet(t, incoming.user, until=end_of_today(desk.now, reader.zone))
    return Say(await _stands(desk, t, incoming.user, reader), replace=True)


async def quiet_for_good(desk: Desk, t: ReminderTools, incoming: Incoming) -> Reply:
    """No more of them."""
    await choose(t, incoming.user, "off")
    return Say(await _stands(desk, t, incoming.user, await desk.reader(incoming)), replace=True)


async def again(desk: Desk, t: ReminderTools, incoming: Incoming) -> Reply:
    """They come again."""
    await choose(t, incoming.user, None)
    return Say(await _stands(desk, t, incoming.user, await desk.reader(incoming)), replace=True)


async def chosen_at_home(desk: Desk, t: ReminderTools, home: HomePage, incoming: Incoming) -> Reply:
    """The menu in App Home."""
    if incoming.value == reminders.TODAY:
        reader = await desk.reader(incoming)
        await be_quiet(t, incoming.user, until=end_of_today(desk.now, reader.zone))
    elif incoming.value in {reminders.ON, reminders.OFF}:
        await choose(t, incoming.user, "off" if incoming.value == reminders.OFF else None)
    return await home(incoming)


async def sections(
    desk: Desk, t: ReminderTools, more: Callable[[Reader], Awaitable[Sequence[Block]]], reader: Reader
) -> Sequence[Block]:
    """The choice in App Home, where any channel asked for reminders at all; the other sections before it."""
    before = await more(reader)
    if reader.user is None or not asked_for(desk.book.file):
        return before
    choice, until = await quiet_of(t, reader.user)
    return [*before, *reminders.home_section(choice, until, reader, desk.now)]


async def _stands(desk: Desk, t: ReminderTools, user: str, reader: Reader) -> Message:
    choice, until = await quiet_of(t, user)
    return reminders.stands(choice, until, desk.book, reader, desk.now)
