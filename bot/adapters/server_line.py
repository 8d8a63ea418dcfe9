"""A line to the embedded server in its own plain protocol, to see who is there and to shut it down."""

import asyncio
import contextlib
from pathlib import Path
from typing import Self


class ServerLine:
    """One connection to the server, in its plain protocol. Kept open, it shows that somebody is here."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    async def to(cls, socket: Path) -> "Self | None":
        """A connection that answers; None while the server does not, or is still reading its data."""
        try:
            line = cls(*await asyncio.open_unix_connection(str(socket)))
        except OSError:
            return None
        try:
            if (await line._ask("PING")).startswith(b"+PONG"):
                return line
        except OSError:
            pass
        except BaseException:  # a start that is stopped meanwhile
            line._writer.close()
            raise
        await line.close()
        return None

    @property
    def broken(self) -> bool:
        """Whether the server has hung up."""
        return self._reader.at_eof()

    async def others(self) -> int:
        """How many connections there are beside this one."""
        header = await self._ask("CLIENT LIST TYPE normal")
        listed = await self._reader.readexactly(int(header[1:]) + 2)
        return len(listed.strip().splitlines()) - 1

    async def remove(self, pattern: str) -> None:
        """Delete every key of a pattern.

        Raises:
            OSError: the server did not.
        """
        script = "for _, key in ipairs(redis.call('KEYS', ARGV[1])) do redis.call('DEL', key) end return 1"
        answer = await self._ask(f'EVAL "{script}" 0 {pattern}')
        if not answer.startswith(b":1"):
            raise OSError(answer.decode(errors="replace").strip())

    async def shut_down(self) -> None:
        """Have the server write everything down and end."""
        self._writer.write(b"SHUTDOWN\r\n")
        await self._writer.drain()

    async def close(self) -> None:
        """Hang up."""
        self._writer.close()
        with contextlib.suppress(OSError):
            await self._writer.wait_closed()

    async def _ask(self, command: str) -> bytes:
        self._writer.write(f"{command}\r\n".encode())
        await self._writer.drain()
        answer = await self._reader.readline()
        if not answer:
            raise ConnectionResetError("the server hung up")
        return answer
