"""The bot of a soak: `serve` itself, which on standard input's every line tells how much it holds (JSON, a line).

It understands by words and meaning, as in production: `python -m tests.faults.soak_bot` with the environment of `serve`.
"""

import asyncio
import ctypes
import gc
import json
import logging
import os
import sys
import threading
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import uvloop

from bot.domain.hours import instant
from bot.settings import Need, Settings
from bot.wiring import serving
from bot.wiring.files import InStages
from tests.faults.soak_holders import look_through

log = logging.getLogger(__name__)

_TYPES = 400
"""How many types of objects are told, the most frequent first."""
_MALLINFO2 = (
    "arena",
    "ordblks",
    "smblks",
    "hblks",
    "hblkhd",
    "usmblks",
    "fsmblks",
    "uordblks",
    "fordblks",
    "keepcost",
)
_WORK = ("Background._in_turn", "SocketMode._answer")
"""The tasks that do what people asked for, or wait for their turn to."""


class _MallInfo(ctypes.Structure):
    """What glibc's `mallinfo2` answers."""

    _fields_ = [(name, ctypes.c_size_t) for name in _MALLINFO2]


def _in_use() -> float:
    """MB that C's allocator has given out and not got back, mapped ones too; 0 where it cannot be asked.

    Without what is free in its pages: the resident memory has that, too, and it comes and goes by chance. Python's own
    small objects lie in what it mapped for itself, and are counted by `sys.getallocatedblocks`.
    """
    ask = getattr(ctypes.CDLL(None), "mallinfo2", None)
    if ask is None:
        return 0.0
    ask.restype = _MallInfo
    info = ask()
    return float(info.uordblks + info.hblkhd) / 1024 / 1024


def held() -> dict[str, object]:
    """Tasks, threads and memory in use of this process."""
    tasks = Counter(getattr(task.get_coro(), "__qualname__", "?") for task in asyncio.all_tasks())
    return {
        "tasks": tasks,
        "under way": sum(tasks[name] for name in _WORK),
        "threads": threading.active_count(),
        "blocks": sys.getallocatedblocks(),
        "malloc": _in_use(),
    }


def _closely(tasks: Iterable[object]) -> dict[str, object]:
    types = Counter(f"{type(one).__module__}.{type(one).__qualname__}" for one in gc.get_objects())
    return {"types": dict(types.most_common(_TYPES)), **look_through(tasks)}


async def held_closely() -> dict[str, object]:
    """As `held`, and how many objects of each type there are, and which containers hold many.

    A copy of the process looks, so that looking costs this one no memory.
    """
    gc.collect()
    found, tasks = held(), asyncio.all_tasks()
    mine, its = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            with os.fdopen(its, "w") as pipe:
                json.dump(_closely(tasks), pipe)
        except BaseException:
            log.exception("looking closely failed")
        finally:
            os._exit(0)
    os.close(its)
    lines = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    transport, _ = await loop.connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(lines), os.fdopen(mine, "rb", 0)
    )
    told = json.loads(await lines.read() or "{}")
    transport.close()
    os.waitpid(child, 0)  # noqa: ASYNC222 - it has ended
    return {**found, **told}


async def _tell() -> None:
    lines = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    while line := await lines.readline():
        told = await held_closely() if line.strip() == b"closely" else held()
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


def _fill_what_time_fills() -> None:
    """The largest cache holds moments: days fill it within months, a soak's within its hour. So it is full from the start."""
    seoul = ZoneInfo("Asia/Seoul")
    for hours in range(instant.cache_info().maxsize or 0):
        instant(datetime(2100, 1, 1) + timedelta(hours=hours), seoul)  # noqa: DTZ001 - a wall clock's


async def _serve() -> None:
    _fill_what_time_fills()
    until = asyncio.Event()
    settings = Settings.read(os.environ, Need.SOCKET_MODE)
    bot = asyncio.create_task(serving(settings, http=False, until=until, read=InStages()))
    telling = asyncio.create_task(_tell())
    await asyncio.wait({bot, telling}, return_when=asyncio.FIRST_COMPLETED)
    until.set()
    await bot


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    uvloop.run(_serve())
