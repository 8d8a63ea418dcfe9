"""Nobody posts on a lease that may have run out.

The store refuses a late write by the lease's token; Slack knows no leases. A process that was frozen (a paused
container, a laptop that slept) between "I am about to post" and the post has been followed meanwhile, and would post a
second time when it wakes. So whoever takes a lease notes here until when what is begun under it may still be posted,
with room for the call itself, and the last look at the clock is taken as the request is put on the wire.

What is noted holds for the task that took the lease and the tasks it begins; of several leases the one taken last,
until it is given back. Tasks that live long must not take leases themselves, but begin a task for it.
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

_leases: ContextVar[tuple[tuple[str, float], ...]] = ContextVar("may post until", default=())
"""The tokens of what is held, with the moment (`real_seconds`) until when may be posted under each, the newest last."""


class Overslept(aiohttp.ClientError):
    """The lease this was to be posted under has run out, or soon will."""


def real_seconds() -> float:
    """A clock that goes on while the process is stopped, and where the system has one while the machine sleeps."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if clock is None else time.clock_gettime(clock)


def leased(token: str, asked_at: float, lease_for: timedelta) -> None:
    """A lease was asked for, or renewed, at that moment (`real_seconds`) and given."""
    until = asked_at + lease_for.total_seconds() * (1 - _FOR_THE_CALL)
    held = dict(_leases.get())
    held[token] = until
    _leases.set(tuple(held.items()))


def claimed(token: str, asked_at: float, lease_for: timedelta) -> None:
    """A batch was leased by whoever posts nothing itself, for the tasks it begins; what it noted before is theirs."""
    _leases.set(())
    leased(token, asked_at, lease_for)


def given_back(token: str) -> None:
    """It is held no more, and what is posted from here on is not posted under it."""
    _leases.set(tuple((held, until) for held, until in _leases.get() if held != token))


def check(method: str) -> None:
    """Before a call.

    Raises:
        Overslept: it would post under a lease that may be another's.
    """
    held = _leases.get()
    if held and method in POSTS and real_seconds() > held[-1][1]:
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
