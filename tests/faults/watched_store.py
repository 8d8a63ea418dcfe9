"""A primary and its replica under a Sentinel, whose primary can be killed and comes back as a replica."""

import subprocess
from pathlib import Path
from typing import Final

from bot.adapters.server_program import server_program
from tests.faults.servers import ask, free_port, until

_KEPT: Final = (
    *("--save", "", "--bind", "127.0.0.1", "--repl-diskless-sync-delay", "0"),
    *("--appendonly", "yes", "--appendfsync", "always", "--min-replicas-to-write", "1", "--min-replicas-max-lag", "10"),
)  # fmt: skip
"""What docs/operations.md recommends for a primary with replicas."""


class WatchedStore:
    """Two servers and a Sentinel that calls them `mymaster`."""

    socket: None = None

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sentinel = free_port()
        self._ports = [free_port(), free_port()]
        self._processes: dict[int, subprocess.Popen[bytes]] = {}

    @property
    def url(self) -> str:
        """As bots and the oracle reach it."""
        return f"redis+sentinel://127.0.0.1:{self._sentinel}/mymaster/0"

    async def start(self) -> None:
        """The primary, its replica, then who watches them."""
        primary, replica = self._ports
        self._begin(primary)
        await until(primary, "PING", "PONG")
        self._begin(replica, "--replicaof", "127.0.0.1", str(primary))
        await until(replica, "INFO replication", "master_link_status:up")
        await until(primary, "SET taken-up 1", "+OK")  # a replica counts from its first acknowledgement on
        settings = self._folder / "sentinel.conf"
        settings.write_text(
            f"port {self._sentinel}\nsentinel monitor mymaster 127.0.0.1 {primary} 1\n"
            "sentinel down-after-milliseconds mymaster 500\nsentinel failover-timeout mymaster 3000\n"
        )
        self._processes[self._sentinel] = self._run(str(settings), "--sentinel", folder="sentinel")
        await until(self._sentinel, "SENTINEL REPLICAS mymaster", str(replica))

    async def kill_primary(self) -> None:
        """SIGKILL; the other is told to take over by the Sentinel."""
        old = await self._primary()
        self._processes[old].kill()
        self._processes[old].wait()
        [new] = [port for port in self._ports if port != old]
        await until(new, "INFO replication", "role:master")

    async def bring_back(self) -> None:
        """Whoever is dead comes back as a replica; only then writes are taken again."""
        alive = next(port for port in self._ports if self._processes[port].poll() is None)
        for port in self._ports:
            if port != alive:
                self._begin(port, "--replicaof", "127.0.0.1", str(alive))
                await until(port, "INFO replication", "master_link_status:up")
                await until(alive, "SET taken-up 1", "+OK")

    async def _primary(self) -> int:
        for port in self._ports:
            if "role:master" in await ask(port, "INFO replication"):
                return port
        raise AssertionError("no server is the primary")

    def _begin(self, port: int, *options: str) -> None:
        self._processes[port] = self._run("--port", str(port), *_KEPT, *options, folder=str(port))

    def _run(self, *options: str, folder: str) -> subprocess.Popen[bytes]:
        place = self._folder / folder
        place.mkdir(parents=True, exist_ok=True)
        with (place / "log").open("ab") as log:
            return subprocess.Popen(  # noqa: S603 - our own server
                [server_program(), *options, "--dir", str(place)], stdout=log, stderr=log, cwd=place
            )

    def stop(self) -> None:
        """All of them."""
        for process in self._processes.values():
            process.kill()
            process.wait()
