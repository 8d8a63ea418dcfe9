"""Many records of one form, written without working each of them out.

What a store would send is noted once, and sent again and again with other names in it. The commands are the very ones of
Baton's stores, so that the server does for each all that it does for one.
"""

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import cast

from bot.adapters.redis_client import Script, Store

_TOGETHER = 500
"""Commands written before the answers to those before them are read."""
_PATIENCE = 60.0
"""Seconds for the answers to one such batch."""


class NotWritten(Exception):
    """The server answered something else than that it keeps it."""


@dataclass
class Noted:
    """Stands in for a store, and answers that it did what it noted."""

    answer: str
    digest: str = ""
    keys: list[str] = field(default_factory=list)
    args: list[str] = field(default_factory=list)

    @property
    def store(self) -> Store:
        """As what is noted takes it; only `run` is there."""
        return cast("Store", self)

    async def run(
        self, script: Script, *, keys: Sequence[str], args: Iterable[str | int] = ()
    ) -> Sequence[str]:
        """Note it."""
        self.digest, self.keys, self.args = script.digest, list(keys), [str(one) for one in args]
        return [self.answer]

    def stencil(self, **marks: str) -> bytes:
        """The command as the server reads it, to be filled in with `%`: each mark by something just as long."""
        parts = [
            one.encode() for one in ("EVALSHA", self.digest, str(len(self.keys)), *self.keys, *self.args)
        ]
        told = b"*%d\r\n" % len(parts) + b"".join(b"$%d\r\n%b\r\n" % (len(one), one) for one in parts)
        told = told.replace(b"%", b"%%")
        for name, mark in marks.items():
            told = told.replace(mark.encode(), b"%%(%b)b" % name.encode())
        return told


def cut(stencil: bytes, fillings: Iterable[Mapping[bytes, bytes]]) -> Iterator[bytes]:
    """The commands."""
    return (stencil % filling for filling in fillings)


async def write(socket: str, commands: Iterable[bytes], answer: str) -> None:
    """Send them all to the server at a path, whose scripts are loaded.

    Raises:
        NotWritten: one was answered otherwise.
    """
    expected = b"*1\r\n$%d\r\n%b\r\n" % (len(answer), answer.encode())
    reader, writer = await asyncio.open_unix_connection(socket)
    rest, owed = iter(commands), 0
    while part := list(islice(rest, _TOGETHER)):
        writer.write(b"".join(part))
        await _read(reader, expected * owed)
        owed = len(part)
    await _read(reader, expected * owed)
    writer.close()
    await writer.wait_closed()


async def _read(reader: asyncio.StreamReader, expected: bytes) -> None:
    """What was answered to one batch; an error is longer than what is expected, or shorter and followed by nothing."""
    told = b""
    with suppress(TimeoutError):
        async with asyncio.timeout(_PATIENCE):
            told = await reader.readexactly(len(expected))
    if told != expected:
        raise NotWritten(told[:200].decode(errors="replace") or "too little was answered")
