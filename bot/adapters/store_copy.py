"""Keys of a workspace as they are, taken out of a store and put into one."""

import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal, cast

from bot.adapters.families import Family
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Script, Store
from bot.errors import OperatorError

Value = str | list[str] | dict[str, str]
Kind = Literal["string", "hash", "zset", "set"]

LEFT_OUT = frozenset({"leases", "lease-tokens"})
"""Families that say who is at work right now: nobody is, where they are put back."""
_PAGE = 500
_CLOCKS_APART = 60_000
"""Ms by which the server's clock and ours may differ."""
_TEXTS = 5_000
"""Texts that are written in one step: a millisecond or two of the server's time."""

_WRITTEN_BY: dict[str, str] = {"string": "SET", "hash": "HSET", "set": "SADD", "zset": "ZADD"}
_READ = Script.load("copy_read")
_WRITE = Script.load("copy_write")


@dataclass(frozen=True)
class Kept:
    """One key: its name without the workspace, what it holds, and its end in ms of real time; None if it stays.

    A string is its text, a set a list, a hash and a sorted set a dict (of a sorted set: member -> score).
    """

    name: str
    kind: Kind
    value: Value
    ends: int | None

    def is_over(self, now: int) -> bool:
        """Whether it would be gone by then (ms of real time)."""
        return self.ends is not None and self.ends <= now


def real_ms() -> int:
    """Real time, which times to live are measured by."""
    return time.time_ns() // 1_000_000


async def kept(store: Store, keys: Keys) -> AsyncIterator[Kept]:
    """Every key of a workspace, beside bots that go on writing: records first, then the lists of them.

    A list read later than its records names at least those; what it names besides, readers pass over. A key may
    come twice, as SCAN gives them while the server's table grows: then the last one is how it was.

    Raises:
        OperatorError: a key is of a type that Baton does not keep.
        StoreUnavailable: the store does not answer.
    """
    for lists in (False, True):
        page: list[str] = []
        async for key in store.scan(keys, keys.every):
            family = keys.family(key)
            if _is_list(family) is lists and not (family and family.shape in LEFT_OUT):
                page.append(key)
            if len(page) == _PAGE:
                for one in await _read(store, keys, page):
                    yield one
                page = []
        for one in await _read(store, keys, page):
            yield one


def _is_list(family: Family | None) -> bool:
    """Whether a family lists what others hold: sets of ids, and what there is one of."""
    return family is not None and (family.type in {"zset", "set"} or "<" not in family.shape)


async def _read(store: Store, keys: Keys, page: Sequence[str]) -> list[Kept]:
    """All of a page as it stands at one instant."""
    answer = iter(await store.run(_READ, keys=page) if page else [])
    now, found = real_ms(), []
    for key in page:
        kind, left = next(answer), int(next(answer))
        texts = list(islice(answer, int(next(answer))))
        if kind not in {*_WRITTEN_BY, "none"}:
            raise OperatorError(f"{key} is a {kind}, which Baton does not keep: who wrote it?")
        if kind != "none":
            ends = now + left if left >= 0 else None
            found.append(
                Kept(key.removeprefix(keys.named("")), cast("Kind", kind), _shaped(kind, texts), ends)
            )
    return found


def _shaped(kind: str, texts: list[str]) -> Value:
    if kind == "string":
        return texts[0]
    return sorted(texts) if kind == "set" else dict(zip(texts[::2], texts[1::2], strict=True))


async def put_back(store: Store, keys: Keys, page: Sequence[Kept]) -> None:
    """Write keys as they were, in place of what has these names; doing it again changes nothing."""
    names: list[str] = []
    args: list[str | int] = []
    for one in page:
        texts = _texts(one)
        for first in range(0, len(texts), _TEXTS):
            part = texts[first : first + _TEXTS]
            names.append(keys.named(one.name))
            ends, how = "" if one.ends is None else one.ends, "more" if first else "anew"
            args += [_WRITTEN_BY[one.kind], ends, how, len(part), *part]
            if len(args) > _TEXTS:
                await store.run(_WRITE, keys=names, args=args)
                names, args = [], []
    if names:
        await store.run(_WRITE, keys=names, args=args)


def _texts(one: Kept) -> Sequence[str]:
    match one.value:
        case str(text):
            return [text]
        case dict(pairs):
            flip = one.kind == "zset"
            return [text for pair in pairs.items() for text in (reversed(pair) if flip else pair)]
        case members:
            return members


async def is_empty(store: Store, keys: Keys) -> bool:
    """Whether a workspace has no key at all."""
    async for _ in store.scan(keys, keys.every):
        return False
    return True


async def differing(store: Store, keys: Keys, page: Sequence[Kept]) -> list[str]:
    """The names of those that a store does not hold as they are here; what has ended meanwhile is none of them."""
    there = {one.name: one for one in await _read(store, keys, [keys.named(one.name) for one in page])}
    now = real_ms()
    return [one.name for one in page if not (one.is_over(now) or _same(one, there.get(one.name)))]


def _same(one: Kept, other: Kept | None) -> bool:
    if other is None or (one.kind, one.value) != (other.kind, other.value):
        return False
    if one.ends is None or other.ends is None:
        return one.ends is other.ends
    return abs(one.ends - other.ends) < _CLOCKS_APART


async def clear(store: Store, keys: Keys) -> None:
    """Remove every key of a workspace but its schema."""
    page: list[str] = []
    async for key in store.scan(keys, keys.every):
        if key != keys.schema:
            page.append(key)
        if len(page) == _PAGE:
            await store.remove(*page)
            page = []
    await store.remove(*page)
