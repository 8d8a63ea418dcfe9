"""A process that uses an embedded store, as a bot or the command line does.

Prints the server's process id, keeps the store until its standard input ends, and leaves.
"""

import asyncio
import sys
from pathlib import Path

from bot.adapters.embedded import embedded_server
from bot.adapters.keys import Keys
from bot.adapters.redis_client import connected


async def main(folder: Path) -> None:
    """Use the store of a folder."""
    async with embedded_server(folder) as server, connected(server.url) as store:
        info = await store.info(Keys("T1"))
        keys = ",".join(key.get_secret_value() for key in server.secret_keys)
        sys.stdout.write(f"{info['process_id']} {keys}\n")
        sys.stdout.flush()
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
