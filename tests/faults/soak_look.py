"""What the bot of a soak holds, asked from outside: the bot itself, the system, and the store."""

import asyncio
import json
from asyncio.subprocess import Process
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store
from playground.people import TEAM_ID
from tests.faults.servers import ask
from tests.faults.soak_descriptors import opened

_LEFT_OPEN = ("escalation:", "promise:", "practice:", "erasure:")
"""What stays for as long as people leave it open: how much that is is theirs, not Baton's."""


@dataclass(frozen=True)
class Closely:
    """What the bot held at a moment of rest, counted."""

    types: Mapping[str, int] = field(default_factory=dict)
    holders: Mapping[str, int] = field(default_factory=dict)
    tasks: Mapping[str, int] = field(default_factory=dict)
    caches: Mapping[str, int] = field(default_factory=dict)
    bounds: Mapping[str, int] = field(default_factory=dict)
    opened: Mapping[str, int] = field(default_factory=dict)
    keys: Mapping[str, int] = field(default_factory=dict)

    def more_than(self, before: "Closely") -> dict[str, int]:
        """What became more since, the most first."""
        grown = {
            f"{kind}: {name}": many - getattr(before, kind).get(name, 0)
            for kind in ("keys", "opened", "tasks", "caches", "holders", "types")
            for name, many in getattr(self, kind).items()
        }
        return dict(sorted(((name, many) for name, many in grown.items() if many), key=lambda one: -one[1]))


@dataclass
class Onlooker:
    """Asks a bot (`soak_bot`) and its store."""

    bot: Process
    store: Store
    port: int
    _asking: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def closely(self) -> Closely:
        """What the bot holds, by type, by container, and by what its descriptors are."""
        told = await self._told("closely")
        kinds = {kind: told[kind] for kind in ("types", "holders", "tasks", "caches", "bounds")}
        return Closely(**kinds, opened=opened(self.bot.pid), keys=await self._families())  # type: ignore[arg-type]  # JSON

    async def held(self) -> dict[str, float]:
        """By the names of the curves."""
        told = await self._told("look")
        process = Path(f"/proc/{self.bot.pid}")
        keys = await self._keys()
        clients, used = await ask(self.port, "INFO clients"), await ask(self.port, "INFO memory")
        return {
            "memory of the bot": _number(process.joinpath("status").read_text(), "VmRSS:") / 1024,
            "memory in use": float(str(told["malloc"])),
            "objects": float(str(told["blocks"])) / 1000,
            "work under way": float(str(told["under way"])),
            "tasks": sum(told["tasks"].values()),  # type: ignore[attr-defined]  # JSON
            "threads": float(str(told["threads"])),
            "file descriptors": len(list(process.joinpath("fd").iterdir())),
            "connections to the store": _number(clients, "connected_clients:"),
            "keys that end": keys[0],
            "keys that stay": keys[1],
            "memory of the store": _number(used, "used_memory:") / 1024 / 1024,
        }

    async def _keys(self) -> tuple[int, int]:
        """How many have a TTL, and how many have none though nobody left them open and they are no month's figures."""
        text = await ask(self.port, "INFO keyspace")
        ends, names = int(_number(text, "expires=")), Keys(TEAM_ID)
        every = {key async for key in self.store.scan(names, names.every)}
        left = [key for key in every if any(f":{word}" in key for word in _LEFT_OPEN)]
        stay = [key for key in left if (await self.store.kind_and_ttl(key))[1] is None]
        months = [key for key in every if "figures:" in key or "counts:" in key]
        return ends, int(_number(text, "keys=")) - ends - len(stay) - len(months)

    async def _families(self) -> dict[str, int]:
        """How many keys there are of each family, with an end or without."""
        names, found = Keys(TEAM_ID), Counter[str]()
        for key in {key async for key in self.store.scan(names, names.every)}:
            stays = (await self.store.kind_and_ttl(key))[1] is None
            found[key.partition("}:")[2].partition(":")[0] + (", without an end" if stays else "")] += 1
        return dict(found)

    async def _told(self, how: str) -> Mapping[str, object]:
        assert self.bot.stdin
        assert self.bot.stdout
        async with self._asking:
            self.bot.stdin.write(f"{how}\n".encode())
            line = await self.bot.stdout.readline()
        assert line, "the bot ended"
        told: Mapping[str, object] = json.loads(line)
        return told


def _number(text: str, name: str) -> float:
    """The number behind a name in what /proc and INFO tell; 0 where it is not told."""
    _, _, behind = text.partition(name)
    digits = behind.strip().split(None, 1)[0].split(",")[0] if behind.strip() else "0"
    return float(digits)
