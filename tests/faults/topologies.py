"""Stores as operators run them: with TLS and a user of Baton's own, replicated under a Sentinel, and a cluster."""

import asyncio
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest

from bot.adapters.redis_client import Store, connected
from bot.errors import StoreUnavailable
from tests.faults.certificates import certificates
from tests.faults.servers import PATIENCE, ask, cluster_node, free_port, running, until

ACL = "user baton on >s3cret:@/ ~baton:* &* +@all -@dangerous +info"
"""The user that docs/operations.md recommends."""
PASSWORD = "s3cret:@/"


async def until_answering(store: Store) -> None:
    """Wait for a server that this client can reach."""
    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                await store.ping()
            except StoreUnavailable:
                continue
            return


@asynccontextmanager
async def secured(folder: Path) -> AsyncIterator[str]:
    """A server that speaks TLS only and knows one user: its address, which names the authority."""
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("no redis-server is installed here, and the packaged one is built without TLS")
    port, made = free_port(), certificates(folder)
    settings = folder / "server.conf"
    settings.write_text("\n".join((f"tls-port {port}", *made.lines, "user default off", ACL, "")))
    options = (str(settings), "--bind", "127.0.0.1", "--save", "")
    url = f"rediss://baton:{quote(PASSWORD, safe='')}@127.0.0.1:{port}/0?ssl_ca_certs={made.authority}"
    with running(folder / "server", *options, program=program):
        async with connected(url) as store:
            await until_answering(store)
        yield url


@dataclass(frozen=True)
class Watched:
    """A primary that takes writes only while a replica follows it, two of those, and who watches them."""

    url: str
    primary: subprocess.Popen[bytes]


@asynccontextmanager
async def watched(folder: Path) -> AsyncIterator[Watched]:
    """As docs/operations.md recommends, but with one Sentinel; it starts last, since it looks at each server at once."""
    ports, sentinel = [free_port() for _ in range(3)], free_port()
    common = (
        *("--save", "", "--bind", "127.0.0.1", "--repl-diskless-sync-delay", "0"),
        *("--appendonly", "yes", "--min-replicas-to-write", "1", "--min-replicas-max-lag", "5"),
    )
    settings = folder / "sentinel.conf"
    settings.write_text(
        f"port {sentinel}\nsentinel monitor mymaster 127.0.0.1 {ports[0]} 1\n"
        "sentinel down-after-milliseconds mymaster 500\nsentinel failover-timeout mymaster 5000\n"
    )
    following = ("--replicaof", "127.0.0.1", str(ports[0]))
    with ExitStack() as stack:
        primary = stack.enter_context(running(folder / "0", "--port", str(ports[0]), *common))
        for number, port in enumerate(ports[1:], start=1):
            stack.enter_context(running(folder / str(number), "--port", str(port), *common, *following))
        for port in ports[1:]:
            await until(port, "INFO replication", "master_link_status:up")
        stack.enter_context(running(folder / "sentinel", str(settings), "--sentinel"))
        for port in ports[1:]:
            await until(sentinel, "SENTINEL REPLICAS mymaster", str(port))
        yield Watched(f"redis+sentinel://127.0.0.1:{sentinel}/mymaster/0", primary)


@asynccontextmanager
async def small_cluster(folder: Path) -> AsyncIterator[str]:
    """Two nodes share the slots: the address of one of them."""
    with cluster_node(folder / "a") as first, cluster_node(folder / "b") as second:
        await until(first, "PING", "PONG")
        await until(second, "PING", "PONG")
        await ask(first, "CLUSTER ADDSLOTSRANGE 0 8191")
        await ask(second, "CLUSTER ADDSLOTSRANGE 8192 16383")
        bus = await _bus_port(second)
        await ask(first, f"CLUSTER MEET 127.0.0.1 {second} {bus}")
        await until(first, "CLUSTER INFO", "cluster_slots_ok:16384")
        await until(first, "CLUSTER INFO", "cluster_state:ok")
        await until(second, "CLUSTER INFO", "cluster_state:ok")
        yield f"redis+cluster://127.0.0.1:{first}"


async def _bus_port(node: int) -> int:
    """Where a node speaks with the others: `… 127.0.0.1:7000@17000 …`."""
    line = next(line for line in (await ask(node, "CLUSTER NODES")).splitlines() if "@" in line)
    return int(line.split("@")[1].split()[0].split(",")[0])


@asynccontextmanager
async def watched_with_tls(folder: Path) -> AsyncIterator[str]:
    """A primary and its Sentinel that speak TLS only, each with a user of its own: their address."""
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("no redis-server is installed here, and the packaged one is built without TLS")
    made, port, sentinel = certificates(folder), free_port(), free_port()
    tls = "".join(f"{line}\n" for line in made.lines)
    (folder / "server.conf").write_text(f"tls-port {port}\n{tls}user default off\n{ACL}\n")
    (folder / "sentinel.conf").write_text(
        f"tls-port {sentinel}\n{tls}tls-replication yes\nuser default off\nuser watch on >w4tch ~* &* +@all\n"
        f"sentinel monitor mymaster 127.0.0.1 {port} 1\nsentinel auth-user mymaster baton\n"
        f"sentinel auth-pass mymaster {PASSWORD}\n"
    )
    asking = "sentinel_username=watch&sentinel_password=w4tch"
    url = f"rediss+sentinel://baton:{quote(PASSWORD, safe='')}@127.0.0.1:{sentinel}/mymaster/0"
    with ExitStack() as stack:
        stack.enter_context(
            running(folder / "server", str(folder / "server.conf"), "--save", "", program=program)
        )
        stack.enter_context(
            running(folder / "watch", str(folder / "sentinel.conf"), "--sentinel", program=program)
        )
        address = f"{url}?ssl_ca_certs={made.authority}&{asking}"
        async with connected(address) as store:
            await until_answering(store)
        yield address
