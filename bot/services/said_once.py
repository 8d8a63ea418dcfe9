"""What is said once: whoever finds an intent without an answer looks before it is said again (docs/adr/0003).

The intent, with its time, is stored before Slack is called, and Slack's answer after. A crash in between, or a lost
reply, leaves the intent alone; each record keeps its own.
"""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.domain.escalation import Posted
from bot.ports import Refused, Unclear

log = logging.getLogger(__name__)

Look = Callable[[datetime], Awaitable[Posted | None]]
"""Looks for a message among those said since (real time)."""


class LeaseLost(Exception):
    """Another replica has taken over."""


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
