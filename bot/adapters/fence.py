"""Nobody posts on a lease that may have run out.

The store refuses a late write by the lease's token; Slack knows no leases. A process that was frozen (a paused
container, a laptop that slept) between "I am about to post" and the post has been followed meanwhile, and would post a
second time when it wakes. So whoever takes a lease notes here until when what is begun under it may still be posted,
with room for the call itself, and the last look at the clock is taken as the request is put on the wire.

What is noted holds for the task that took the lease and the tasks it begins. Tasks that live long must not take
leases themselves, but begin a task for it.
"""

import time
from contextvars import ContextVar
from datetime import timedelta
from types import SimpleNamespace

import aiohttp

POSTS = frozenset({"chat.postMessage", "chat.postEphemeral", "chat.update", "files.completeUploadExternal"})
"""What, done twice, is there twice; and what would lay the words of before over those of whoever followed."""

_FOR_THE_CALL = 20 / 90
"""The part of a lease that is left to the call: 20 of 90 seconds (docs/adr/0003)."""

_until: ContextVar[float | None] = ContextVar("may post until", default=None)


class Overslept(aiohttp.ClientError):
    """The lease this was to be posted under has run out, or soon will."""


def real_seconds() -> float:
    """A clock that goes on while the process is stopped, and where the system has one while the machine sleeps."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if clock is None else time.clock_gettime(clock)


def leased(asked_at: float, lease_for: timedelta) -> None:
    """A lease was asked for at that moment (`real_seconds`) and given."""
    _until.set(asked_at + lease_for.total_seconds() * (1 - _FOR_THE_CALL))


def given_back() -> None:
    """It is held no more, and what is posted from here on is not posted under it."""
    _until.set(None)


def check(method: str) -> None:
    """Before a call.

    Raises:
        Overslept: it would post under a lease that may be another's.
    """
    until = _until.get()
    if until is not None and method in POSTS and real_seconds() > until:
        raise Overslept("the lease this was to be posted under has run out")


def last_look() -> aiohttp.TraceConfig:
    """Checks once more as a request goes out: connecting may take its time."""
    trace = aiohttp.TraceConfig()

    async def look(
        _session: aiohttp.ClientSession,
        _context: SimpleNamespace,
        sent: aiohttp.TraceRequestHeadersSentParams,
    ) -> None:
        check(sent.url.name)

    trace.on_request_headers_sent.append(look)
    return trace
