"""The bot of a soak: `serve` itself, which on standard input's every line tells how much it holds (JSON, a line).

It understands by words and meaning, as in production: `python -m tests.faults.soak_bot` with the environment of `serve`.
"""

import asyncio
import gc
import json
import logging
import os
import sys
import threading
from collections import Counter

import uvloop

from bot.settings import Need, Settings
from bot.wiring import serving

_TYPES = 400
"""How many types of objects are told, the most frequent first."""


def held(*, closely: bool) -> dict[str, object]:
    """Tasks and threads of this process; looking closely also how many objects of each type there are."""
    tasks = Counter(getattr(task.get_coro(), "__qualname__", "?") for task in asyncio.all_tasks())
    found: dict[str, object] = {"tasks": tasks, "threads": threading.active_count()}
    if closely:
        gc.collect()
        types = Counter(f"{type(one).__module__}.{type(one).__qualname__}" for one in gc.get_objects())
        found["types"] = dict(types.most_common(_TYPES))
    return found


async def _tell() -> None:
    lines = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    while line := await lines.readline():
        sys.stdout.write(json.dumps(held(closely=line.strip() == b"closely")) + "\n")
        sys.stdout.flush()


async def _serve() -> None:
    until = asyncio.Event()
    settings = Settings.read(os.environ, Need.SOCKET_MODE)
    bot = asyncio.create_task(serving(settings, http=False, until=until))
    telling = asyncio.create_task(_tell())
    await asyncio.wait({bot, telling}, return_when=asyncio.FIRST_COMPLETED)
    until.set()
    await bot


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    uvloop.run(_serve())
