"""`python -m tests.faults.bot_by_words`: the whole bot, understanding by words alone, so that it starts in a second."""

import asyncio
import logging
import os
import signal

from bot.settings import Need, Settings
from bot.wiring import serving
from bot.wiring.files import read_by_words


async def main() -> None:
    """Serve until SIGTERM."""
    until = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, until.set)
    await serving(Settings.read(os.environ, Need.SOCKET_MODE), http=False, until=until, read=read_by_words)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    asyncio.run(main())
