"""One store server that can be stopped, killed, frozen, filled up and started again with what it had."""

import asyncio
import resource
import signal
import subprocess
from pathlib import Path
from typing import Final

from bot.adapters.server_program import server_program
from tests.faults.servers import until_there

_KEPT: Final = ("--appendonly", "yes", "--appendfsync", "always", "--save", "")
"""What docs/operations.md recommends: an answered write is on disk."""
_ROOM = 2_000
"""Bytes that still fit on a disk that is about to be full."""


class StoreServer:
    """A server on a Unix socket; what it acknowledged is on disk."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.socket = folder / "store.sock"
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Past every door."""
        return f"unix://{self.socket}"

    async def start(self) -> None:
        """With whatever its folder holds."""
        self._begin()
        await until_there(self.socket)

    def _begin(self) -> None:
        self.socket.unlink(missing_ok=True)
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own server
                [server_program(), "--port", "0", "--unixsocket", str(self.socket), *_KEPT,
                 "--dir", str(self._folder)],
                stdout=log, stderr=log, cwd=self._folder,
                restore_signals=False,  # SIGXFSZ stays ignored: a full disk is an error of write(2), as in real life
            )  # fmt: skip

    def stop(self, sign: signal.Signals = signal.SIGKILL) -> None:
        """Without a warning, unless told otherwise."""
        if self._process is not None:
            self._process.send_signal(signal.SIGCONT)
            self._process.send_signal(sign)
            self._process.wait()
            self._process = None

    def freeze(self) -> None:
        """It keeps every connection open and answers nothing."""
        assert self._process
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """It goes on where it was."""
        assert self._process
        self._process.send_signal(signal.SIGCONT)

    async def fill_memory(self) -> None:
        """`maxmemory` is reached; nothing may be evicted, so that every write is refused."""
        await self._set("maxmemory", "1mb")

    async def free_memory(self) -> None:
        """There is room again."""
        await self._set("maxmemory", "0")

    def fill_disk(self) -> None:
        """Its files may grow by a few bytes more, then write(2) fails. Only for a server that can survive it."""
        assert self._process
        largest = max((file.stat().st_size for file in self._folder.rglob("*.aof")), default=0)
        resource.prlimit(self._process.pid, resource.RLIMIT_FSIZE, (largest + _ROOM, resource.RLIM_INFINITY))

    def free_disk(self) -> None:
        """There is room again."""
        if self._process:
            unlimited = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
            resource.prlimit(self._process.pid, resource.RLIMIT_FSIZE, unlimited)

    @property
    def lives(self) -> bool:
        """Whether it still runs: one that cannot write its file any more may end itself."""
        return self._process is not None and self._process.poll() is None

    async def _set(self, name: str, value: str) -> None:
        reader, writer = await asyncio.open_unix_connection(self.socket)
        writer.write(f"CONFIG SET {name} {value}\r\n".encode())
        assert (await reader.readline()).startswith(b"+OK")
        writer.close()
