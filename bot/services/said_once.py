"""What is said once: whoever finds an intent without an answer looks before it is said again (docs/adr/0003).

The intent, with its time, is stored before Slack is called, and Slack's answer after. A crash in between, or a lost
reply, leaves the intent alone; each record keeps its own.
"""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Protocol, TypeVar

from bot.domain.escalation import Posted
from bot.ports import Refused, Unclear

log = logging.getLogger(__name__)

Look = Callable[[datetime], Awaitable[Posted | None]]
"""Looks for a message among those said since (real time)."""


_TRIES = 20


class LeaseLost(Exception):
    """Another replica has taken over."""


class Revised(Protocol):
    """A record that people and time change in turns."""

    @property
    def revision(self) -> int:
        """Counts every write."""


R = TypeVar("R", bound=Revised)


async def on_newest(
    record: R, write: Callable[[R], Awaitable[R]], read: Callable[[], Awaitable[R | None]]
) -> R:
    """The record with Slack's answer noted by `write`, on what people have made of it meanwhile.

    They press as soon as they read it. An answer thrown away for that would have to be looked for, and where Slack
    lets nobody look it would be said again, or never end.

    Raises:
        LeaseLost: as `write` does; it is gone, or not ours to write any more.
    """
    for _ in range(_TRIES):
        try:
            return await write(record)
        except LeaseLost:
            newest = await read()
            if newest is None or newest.revision == record.revision:
                raise
            record = newest
    raise LeaseLost(f"it changed {_TRIES} times meanwhile")


async def said_before(look: Look, since: datetime | None) -> Posted | None:
    """What an earlier attempt said; None if there was none (`since` None), or if it did not reach Slack.

    Raises:
        Unclear: nobody knows, or Slack does not let us look: then nothing is said again.
    """
    if since is None:
        return None
    try:
        return await look(since)
    except Refused as refusal:
        raise Unclear(f"Slack does not let us look: {refusal.reason}") from refusal


async def said_before_if_seen(look: Look, since: datetime | None, what: str) -> Posted | None:
    """The same for what asks or reminds one person: where Slack lets nobody look, twice is better than never.

    Raises:
        Unclear: no answer.
    """
    if since is None:
        return None
    try:
        return await look(since)
    except Refused as refusal:
        log.warning("%s: cannot look whether it was said: %s", what, refusal.reason)
        return None
