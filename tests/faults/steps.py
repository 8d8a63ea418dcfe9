"""Numbers every step a bot takes in the outside world, and ends its process after the one it is told to.

A step is a call to Slack that changes something there, or a script that changes the store. Both pass through
here. When its time has come the outside has done it, the process is killed, and the answer reaches nobody.
"""

import asyncio
import pkgutil
import re
import socket
import struct
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from hashlib import sha1
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

import aiohttp
from aiohttp import web

import bot.adapters
from bot.adapters.redis_client import Script
from tests.faults.nursery import Forked

_SLACK = frozenset(
    {"chat.postMessage", "chat.update", "chat.postEphemeral", "conversations.open", "views.open"}
)
_LOOKING = frozenset({"next_due", "once_begin", "due_count", "deadlines", "escalations"})
"""Scripts that change nothing worth dying after, and beginnings of others."""
_EMPTY = b"*0\r\n"
_AN_ID = re.compile(rb"\r\n([A-Z2-9]{8})(?=\r\n)")
"""An argument that may be a lease's token: what `bot.wiring.core.short_id` makes."""
_SOL_LOCAL, _LOCAL_PEERPID = 0, 2
"""macOS' way of asking (sys/un.h); Python names none."""
_SPLIT = 11
"""Bytes of a command that may stand at the end of one read while the rest of an id comes with the next."""


class Steps:
    """The steps of one bot, one process after another. `die_after` is the number of the last one, from 1."""

    def __init__(self, die_after: int | None = None) -> None:
        self.taken: list[str] = []
        self.process: Forked | None = None
        self.victim: Forked | None = None
        self._die_after = die_after

    @property
    def killed(self) -> str | None:
        """The step after which the process was ended; None if it never came so far."""
        return self.taken[self._die_after - 1] if self.victim and self._die_after else None

    def take(self, name: str) -> bool:
        """The outside has done something; True if the process dies of it and must not hear of it."""
        self.taken.append(name)
        if len(self.taken) != self._die_after or self.process is None:
            return False
        self.victim = self.process
        self.victim.kill()
        return True


def _scripts() -> Mapping[bytes, str]:
    """The digest of every script that changes the store, and its name: those its adapters hold."""
    scripts = [
        held
        for found in pkgutil.iter_modules(bot.adapters.__path__)
        if found.name.startswith("store_")
        for held in vars(import_module(f"bot.adapters.{found.name}")).values()
        if isinstance(held, Script) and held.name not in _LOOKING
    ]
    return {
        sha1(script.text.encode(), usedforsecurity=False).hexdigest().encode(): script.name
        for script in scripts
    }


class StoreDoor:
    """Stands before the store's socket, at the socket `path`."""

    def __init__(self, steps: Steps, upstream: str, path: Path) -> None:
        self.path = path
        self._steps = steps
        self._upstream = upstream
        self._names = _scripts()
        self._passed: dict[bytes, int] = {}
        self._open: set[asyncio.StreamWriter] = set()
        self.slow = 0.0
        """Seconds that every answer takes longer."""

    @property
    def url(self) -> str:
        """The address of the store as whoever uses this door reaches it."""
        return f"unix://{self.path}"

    def passed(self, token: str) -> int | None:
        """The process that leased something with the token; None if nobody did behind this door."""
        return self._passed.get(token.encode())

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection; a client of the store waits for each answer before it asks again."""
        try:
            theirs, ours = await asyncio.open_unix_connection(self._upstream)
        except OSError:
            writer.close()  # nobody is there: nobody is here
            return
        self._open |= {writer, ours}
        asked: list[str] = []
        back = asyncio.create_task(self._answers(theirs, writer, asked))
        before, who = b"", _process_of(writer)
        with suppress(OSError):
            while command := await reader.read(1 << 20):
                asked[:] = [name for digest, name in self._names.items() if digest in command[:200]]
                self._passed.update(dict.fromkeys(_AN_ID.findall(before + command), who))
                before = command[-_SPLIT:]
                ours.write(command)
                await ours.drain()
        back.cancel()
        with suppress(asyncio.CancelledError, OSError):
            await back
        for one in (ours, writer):
            one.close()
            self._open.discard(one)

    async def _answers(
        self, theirs: asyncio.StreamReader, writer: asyncio.StreamWriter, asked: list[str]
    ) -> None:
        """Hand them back, until one is not to be heard; `asked` holds the script that is under way."""
        with suppress(OSError):
            while answer := await theirs.read(1 << 20):
                name = asked.pop() if asked else ""
                did = name and not (name == "claim" and answer == _EMPTY)
                if did and self._steps.take(f"store {name}"):
                    return
                if self.slow:
                    await asyncio.sleep(self.slow)
                writer.write(answer)
                await writer.drain()
        writer.close()

    def close(self) -> None:
        """Hang up on everybody."""
        for one in self._open:
            one.close()


def _process_of(writer: asyncio.StreamWriter) -> int:
    """Who is at the other end of a Unix socket, by its pid."""
    ours = writer.get_extra_info("socket")
    if hasattr(socket, "SO_PEERCRED"):
        told = ours.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
        return int(struct.unpack("3i", told)[0])
    return int(ours.getsockopt(_SOL_LOCAL, _LOCAL_PEERPID))


@asynccontextmanager
async def store_door(steps: Steps, upstream: str) -> AsyncIterator[StoreDoor]:
    """The store as one bot, and whoever follows it, reaches it."""
    with TemporaryDirectory(prefix="door-") as folder:
        door = StoreDoor(steps, upstream, Path(folder) / "store.sock")
        server = await asyncio.start_unix_server(door.serve, door.path)
        try:
            yield door
        finally:
            server.close()
            door.close()
            await server.wait_closed()


@asynccontextmanager
async def slack_door(steps: Steps, api_url: str) -> AsyncIterator[str]:
    """The Web API's address as the bot reaches it."""
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(aiohttp.ClientSession(auto_decompress=False))

        async def pass_on(request: web.Request) -> web.StreamResponse:
            method = request.match_info["method"]
            kept = {"Authorization", "Content-Type", "User-Agent"}
            headers = {name: value for name, value in request.headers.items() if name in kept}
            body = await request.read()
            try:
                async with session.request(
                    request.method, api_url + method, data=body, headers=headers
                ) as answer:
                    said = await answer.read()
                    passed = {k: v for k, v in answer.headers.items() if k in {"Content-Type", "Retry-After"}}
            except aiohttp.ServerDisconnectedError:
                if request.transport:
                    request.transport.abort()  # dropped there, dropped here
                raise web.HTTPBadGateway from None
            if method in _SLACK and answer.status == 200 and steps.take(f"slack {method}"):
                raise web.HTTPBadGateway  # nobody is there any more to read it
            return web.Response(body=said, status=answer.status, headers=passed)

        app = web.Application(client_max_size=1 << 24)
        app.router.add_route("*", "/api/{method}", pass_on)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = runner.addresses[0][1]
        yield f"http://127.0.0.1:{port}/api/"
