"""A Unix socket in front of a server that loses replies on purpose, or holds commands back."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory


class LossyProxy:
    """Passes everything on, until told to lose the reply to a command and hang up."""

    def __init__(self, upstream: Path) -> None:
        self._upstream = upstream
        self._word = b""
        self._left = 0
        self._open: set[asyncio.StreamWriter] = set()
        self.lost = 0
        self._held, self._go_by = b"", 0
        self._let_go = asyncio.Event()
        self.holds = asyncio.Event()
        """Set once a command is held back."""

    def hold_back(self, word: str, *, after: int = 0) -> None:
        """Commands with this word in them do not reach the server until `let_go`; the first so many do."""
        self._held, self._go_by = word.encode(), after
        self._let_go.clear()
        self.holds.clear()

    def let_go(self) -> None:
        """Whatever is held back goes on; nothing is from here on."""
        self._held = b""
        self._let_go.set()

    def lose_replies_to(self, word: str, times: int = 1) -> None:
        """The server gets the next `times` commands with this word in them; nobody gets its answers."""
        self._word, self._left = word.encode(), times

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection of a client."""
        theirs, ours = await asyncio.open_unix_connection(self._upstream)
        self._open |= {writer, ours}
        back: asyncio.Task[None] | None = None
        with suppress(OSError):
            while command := await reader.read(1 << 20):
                if self._held and self._held in command:
                    self._go_by -= 1
                    if self._go_by < 0:
                        self.holds.set()
                        await self._let_go.wait()
                loses = self._left > 0 and self._word in command
                if loses and back is not None:
                    await _stopped(back)
                    back = None
                elif not loses and back is None:
                    back = asyncio.create_task(_pass_on(theirs, writer))
                ours.write(command)
                await ours.drain()
                if loses:
                    self._left -= 1
                    self.lost += 1
                    await theirs.read(1 << 20)
                    break
        if back is not None:
            await _stopped(back)
        for one in (ours, writer):
            one.close()
            self._open.discard(one)

    def hang_up(self) -> None:
        """Close whatever is open."""
        self.let_go()
        for one in self._open:
            one.close()


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while answer := await reader.read(1 << 20):
            writer.write(answer)
            await writer.drain()


async def _stopped(task: asyncio.Task[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


@asynccontextmanager
async def lossy_proxy(upstream: Path) -> AsyncIterator[tuple[LossyProxy, str]]:
    """A proxy in front of a server's Unix socket, and the address to connect to instead."""
    proxy = LossyProxy(upstream)
    with TemporaryDirectory(prefix="proxy-") as folder:
        socket = Path(folder) / "proxy.sock"
        server = await asyncio.start_unix_server(proxy.serve, socket)
        try:
            yield proxy, f"unix://{socket}"
        finally:
            server.close()
            proxy.hang_up()
            await server.wait_closed()
