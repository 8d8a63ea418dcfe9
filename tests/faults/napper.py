"""A bot with short leases, as a process of its own: `python -m tests.faults.napper SECONDS`."""

import asyncio
import logging
import os
import signal
import sys
from datetime import timedelta

from bot.settings import Need, Settings
from bot.wiring import serving
from bot.wiring.files import read_by_words


async def _serve(lease_for: timedelta) -> None:
    until = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, until.set)
    settings = Settings.read(os.environ, Need.SOCKET_MODE)
    await serving(settings, http=False, until=until, read=read_by_words, lease_for=lease_for)


if __name__ == "__main__":
    logging.disable()
    asyncio.run(_serve(timedelta(seconds=float(sys.argv[1]))))
