"""Doing what is due on a note under its lease, whatever becomes of the lease or of Slack's answer."""

import logging
from collections.abc import Awaitable
from typing import Literal, TypeVar

from bot.ports import Lease, Unclear
from bot.services.feedback_tools import NoteTools
from bot.services.said_once import LeaseLost

log = logging.getLogger(__name__)

T = TypeVar("T")


async def under_lease(
    tools: NoteTools, note_id: str, lease: Lease, doing: Awaitable[T]
) -> T | Literal["waiting", "unclear"]:
    """What `doing` comes to; "waiting" where another replica carries on, "unclear" where it is tried again later."""
    try:
        return await doing
    except LeaseLost:
        log.info(
            "note %s: its author changed it, or the lease went to another replica; it is due again", note_id
        )
        await tools.deadlines.release(lease)
        return "waiting"
    except Unclear:
        log.warning("note %s: Slack gave no clear answer", note_id)
        await tools.deadlines.release(lease, failed=True)
        return "unclear"
