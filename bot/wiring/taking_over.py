"""A bot that serves ends when it is told to, or when a newer one has taken over its store."""

import asyncio

from bot.adapters.background import broken_off
from bot.adapters.store_checks import taken_over
from bot.wiring.core import Core


async def time_to_end(until: asyncio.Event, c: Core) -> str:
    """Wait for either; why, if nobody told it to: for whoever runs it, and empty otherwise."""
    told = asyncio.create_task(until.wait())
    over = asyncio.create_task(taken_over(c.store, c.keys))
    try:
        await asyncio.wait({told, over}, return_when=asyncio.FIRST_COMPLETED)
        return over.result() if over.done() and not told.done() else ""
    finally:
        await broken_off([told, over])
