"""Keys of a workspace as they are, taken out of a store and put into one."""

import time
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar, cast

from bot.adapters.families import Family
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store
from bot.errors import OperatorError

T = TypeVar("T")
Value = str | list[str] | dict[str, str]
Kind = Literal["string", "hash", "zset", "set"]

LEFT_OUT = frozenset({"leases", "lease-tokens"})
"""Families that say who is at work right now: nobody is, where they are put back."""
_PAGE = 200
_CLOCKS_APART = 60_000
"""Ms by which the server's clock and ours may differ."""
_FIELDS = 500
"""Fields of a hash, or members of a set, that go into one command."""

_READ: dict[str, tuple[str, ...]] = {
    "string": ("GET",), "hash": ("HGETALL",), "set": ("SMEMBERS",), "zset": ("ZRANGE", "0", "-1", "WITHSCORES"),
}  # fmt: skip


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

    A list read later than its records names at least those; what it names besides, readers pass over.

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
    found = await store.each([command for key in page for command in (("TYPE", key), ("PTTL", key))])
    kinds, left = [str(kind) for kind in found[::2]], [int(str(ms)) for ms in found[1::2]]
    for key, kind in zip(page, kinds, strict=True):
        if kind not in {*_READ, "none"}:
            raise OperatorError(f"{key} is a {kind}, which Baton does not keep: who wrote it?")
    there = [one for one in zip(page, kinds, left, strict=True) if one[1] != "none"]
    now = real_ms()
    values = await store.each([(_READ[kind][0], key, *_READ[kind][1:]) for key, kind, _ in there])
    return [
        Kept(
            key.removeprefix(keys.named("")),
            cast("Kind", kind),
            _shaped(kind, value),
            now + ms if ms >= 0 else None,
        )
        for (key, kind, ms), value in zip(there, values, strict=True)
        if value
    ]


def _shaped(kind: str, value: object) -> Value:
    if kind == "set":
        return sorted(cast("set[str]", value))
    if kind == "zset":
        flat = cast("list[str]", value)
        return dict(zip(flat[::2], flat[1::2], strict=True))
    return cast("str | dict[str, str]", value)


async def put_back(store: Store, keys: Keys, page: Sequence[Kept]) -> None:
    """Write keys as they were, where there are none of these names; doing it again changes nothing."""
    await store.each([command for one in page for command in _commands(keys.named(one.name), one)])


def _commands(key: str, one: Kept) -> Iterator[tuple[str, ...]]:
    match one.value:
        case str(text):
            yield ("SET", key, text)
        case list(members):
            for part in _parts(members):
                yield ("SADD", key, *part)
        case dict(pairs):
            command, flip = ("HSET", False) if one.kind == "hash" else ("ZADD", True)
            for some in _parts(list(pairs.items())):
                yield (command, key, *(text for pair in some for text in (reversed(pair) if flip else pair)))
    if one.ends is not None:
        yield ("PEXPIREAT", key, str(one.ends))


def _parts(whole: Sequence[T]) -> Iterator[Sequence[T]]:
    return (whole[first : first + _FIELDS] for first in range(0, len(whole), _FIELDS))


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
