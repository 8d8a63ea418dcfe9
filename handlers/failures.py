"""The one boundary of errors: what somebody reads when a handler could not do it."""

import logging
from dataclasses import dataclass, replace

from bot.adapters.hurry import hurried
from bot.adapters.within import within
from bot.domain.reader import Reader
from bot.errors import StoreUnavailable, UserError
from bot.views import failures
from handlers.desk import Desk
from handlers.routing import Handler, Incoming, Reply, Say

log = logging.getLogger(__name__)

_PATIENCE = 2.2
"""Seconds a handler has: Slack wants the acknowledgement within three."""


@dataclass
class Seen:
    """One request as whoever runs Baton sees it: its reference, and how it went."""

    reference: str
    outcome: str = "broken off"


async def guarded(desk: Desk, handler: Handler, incoming: Incoming, seen: Seen) -> Reply:
    """The handler's reply, or a kind sentence. A bug's trace goes to the log under the reference shown.

    Somebody waits: a store that does not answer is told of before Slack gives up.
    """
    with hurried():
        return await _guarded(desk, handler, incoming, seen)


async def _guarded(desk: Desk, handler: Handler, incoming: Incoming, seen: Seen) -> Reply:
    try:
        return await within(_PATIENCE, _handled(desk, handler, incoming, seen))
    except UserError as problem:
        seen.outcome = "refused"
        error = problem
    except TimeoutError:
        seen.outcome = "too slow"
        log.warning("an answer took too long; somebody was asked to try again")
        return Say(failures.too_slow(desk.book, await _reader(desk, incoming)))
    except StoreUnavailable:
        seen.outcome = "store away"
        log.warning("the store does not answer; somebody was asked to try again")
        return Say(failures.store_away(desk.book, await _reader(desk, incoming)))
    except Exception:
        seen.outcome = "failed"
        log.exception("a request failed, reference %s", seen.reference)
        return Say(failures.broken(seen.reference, desk.book, await _reader(desk, incoming)))
    return Say(failures.user_error(error, desk.book, await _reader(desk, incoming)))


async def _handled(desk: Desk, handler: Handler, incoming: Incoming, seen: Seen) -> Reply:
    if await desk.has_left(incoming.user):
        seen.outcome = "refused"
        return Say(failures.guest(desk.book, await desk.reader(incoming)))
    reply = await handler(incoming)
    seen.outcome = "answered"
    return reply


async def _reader(desk: Desk, incoming: Incoming) -> Reader:
    """How they read; where that itself cannot be found out, the workspace's language: a sentence must reach them."""
    try:
        return await desk.reader(incoming)
    except Exception:
        log.exception(
            "it cannot be found out how somebody reads; they are answered in the workspace's language"
        )
        return replace(desk.reading.public(desk.book), user=incoming.user)


async def unknown(desk: Desk, incoming: Incoming) -> Reply:
    """Nothing here answers it: an old button, or a command the app's manifest has and we do not."""
    book, reader = desk.book, await desk.reader(incoming)
    command = incoming.body.get("command")
    if command:
        return Say(failures.unknown_command(str(command), book, reader))
    return Say(failures.expired(book, reader))
