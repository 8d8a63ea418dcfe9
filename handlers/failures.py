"""The one boundary of errors: what somebody reads when a handler could not do it."""

import asyncio
import logging

from bot.adapters.redis_client import hurried
from bot.errors import StoreUnavailable, UserError
from bot.views import failures
from handlers.desk import Desk
from handlers.routing import Handler, Incoming, Reply, Say

log = logging.getLogger(__name__)

_PATIENCE = 2.2
"""Seconds a handler has: Slack wants the acknowledgement within three."""


async def guarded(desk: Desk, handler: Handler, incoming: Incoming) -> Reply:
    """The handler's reply, or a kind sentence. A bug's trace goes to the log under the reference shown.

    Somebody waits: a store that does not answer is told of before Slack gives up.
    """
    with hurried():
        return await _guarded(desk, handler, incoming)


async def _guarded(desk: Desk, handler: Handler, incoming: Incoming) -> Reply:
    try:
        async with asyncio.timeout(_PATIENCE):
            return await handler(incoming)
    except UserError as problem:
        error = problem
    except TimeoutError:
        log.warning("an answer took too long; somebody was asked to try again")
        return Say(failures.too_slow(desk.book, await desk.reader(incoming)))
    except StoreUnavailable:
        log.warning("the store does not answer; somebody was asked to try again")
        return Say(failures.store_away(desk.book, await desk.reader(incoming)))
    except Exception:
        reference = desk.tools.new_id()
        log.exception("a request failed, reference %s", reference)
        return Say(failures.broken(reference, desk.book, await desk.reader(incoming)))
    return Say(failures.user_error(error, desk.book, await desk.reader(incoming)))


async def unknown(desk: Desk, incoming: Incoming) -> Reply:
    """Nothing here answers it: an old button, or a command the app's manifest has and we do not."""
    book, reader = desk.book, await desk.reader(incoming)
    command = incoming.body.get("command")
    if command:
        return Say(failures.unknown_command(str(command), book, reader))
    return Say(failures.expired(book, reader))
