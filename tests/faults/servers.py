"""Small sets of servers, as operators run them: a cluster, and a master with a replica under a Sentinel."""

import asyncio
import socket
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from pathlib import Path

from bot.adapters.server_program import server_program

PATIENCE = 20.0


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(folder: Path, *options: str, program: str = "") -> Iterator[subprocess.Popen[bytes]]:
    """A server with these options, ours unless another program is named; killed at the end."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 - our own server
            [program or server_program(), *options, "--dir", str(folder)], stdout=log, stderr=log, cwd=folder
        )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


async def ask(port: int, command: str) -> str:
    """What a server answers to one command; empty while it does not listen yet."""
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return ""
    writer.write(f"{command}\r\n".encode())
    answer = await reader.read(1 << 16)
    writer.close()
    await writer.wait_closed()
    return answer.decode()


async def until(port: int, command: str, word: str) -> None:
    """Ask until the answer holds a word."""
    async with asyncio.timeout(PATIENCE):
        while word not in await ask(port, command):  # noqa: ASYNC110 - another program's state
            await asyncio.sleep(0.02)


async def until_there(socket: Path) -> None:
    """Wait until a server answers on its Unix socket."""
    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                _, writer = await asyncio.open_unix_connection(socket)
            except OSError:
                await asyncio.sleep(0.02)
                continue
            writer.close()
            return


@contextmanager
def cluster_node(folder: Path) -> Iterator[int]:
    """A server in cluster mode without any slots yet; its port."""
    port = free_port()
    with running(
        folder, "--port", str(port), "--cluster-enabled", "yes", "--cluster-port", str(free_port()),
        "--save", "", "--bind", "127.0.0.1",
    ):  # fmt: skip
        yield port


@asynccontextmanager
async def watched_pair(folder: Path) -> AsyncIterator[tuple[subprocess.Popen[bytes], int, int]]:
    """A master and its replica, then a Sentinel that watches them as `mymaster`: the master's process, the others' ports.

    The Sentinel starts last: it looks at each server at once, and then only every ten seconds.
    """
    master, replica, sentinel = free_port(), free_port(), free_port()
    common = ("--save", "", "--bind", "127.0.0.1", "--repl-diskless-sync-delay", "0")
    settings = folder / "sentinel.conf"
    settings.write_text(
        f"port {sentinel}\nsentinel monitor mymaster 127.0.0.1 {master} 1\n"
        "sentinel down-after-milliseconds mymaster 500\nsentinel failover-timeout mymaster 5000\n"
    )
    following = ("--replicaof", "127.0.0.1", str(master))
    with ExitStack() as stack:
        process = stack.enter_context(running(folder / "master", "--port", str(master), *common))
        stack.enter_context(running(folder / "replica", "--port", str(replica), *common, *following))
        await until(replica, "INFO replication", "master_link_status:up")
        stack.enter_context(running(folder / "sentinel", str(settings), "--sentinel"))
        await until(sentinel, "SENTINEL REPLICAS mymaster", str(replica))
        yield process, replica, sentinel
