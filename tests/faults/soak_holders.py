"""Which containers of this process hold much, and where they are held: what a leak looks like from inside."""

import gc
import sys
from collections import deque
from collections.abc import Iterable
from functools import lru_cache
from types import ModuleType

_LEAST = 40
"""Fewer entries are not told."""
_MOST = 200
_KINDS = (dict, list, set, deque)
_OURS = ("bot.", "handlers.")
_Remembers = type(lru_cache(int))
_STEPS = 5
"""How far up the path is told."""


def look_through(roots: Iterable[object]) -> dict[str, dict[str, int]]:
    """`holders`: how many entries the largest containers have, by the path to each, the largest first.

    `caches` and `bounds`: how much each cache holds, and at most. Everything is walked from the modules and `roots`:
    the collector's own list lacks what is frozen.
    """
    every, parents = _walked(roots)
    found: dict[str, dict[str, int]] = {"holders": {}, "caches": {}, "bounds": {}}
    large: list[tuple[int, int]] = []
    for place, one in enumerate(every):
        if isinstance(one, _KINDS) and len(one) >= _LEAST:
            large.append((len(one), place))
        elif (cache := _as_a_cache(one)) is not None:
            name = _path(every, parents, place)
            found["caches"][name], found["bounds"][name] = cache
    for many, place in sorted(large, reverse=True)[:_MOST]:
        path = _path(every, parents, place)
        found["holders"][path] = max(many, found["holders"].get(path, 0))
    return found


def _as_a_cache(one: object) -> tuple[int, int] | None:
    """How much it holds, and may."""
    if isinstance(one, _Remembers):
        info = one.cache_info()
        module = str(getattr(one, "__module__", ""))
        return (info.currsize, info.maxsize) if info.maxsize and module.startswith(_OURS) else None
    if str(type(one).__module__).startswith(_OURS):
        known, most = getattr(one, "_known", None), getattr(one, "_most", None)
        return (len(known), most) if isinstance(known, dict) and isinstance(most, int) else None
    return None


def _walked(roots: Iterable[object]) -> tuple[list[object], list[int]]:
    """Everything there is, and of each by which place it was found."""
    every: list[object] = [*sys.modules.values(), *roots]
    parents = [-1] * len(every)
    seen = {id(one) for one in every} | {id(every)}
    for place, one in enumerate(every):  # it grows while it is gone through
        for child in gc.get_referents(one):
            if id(child) not in seen and (gc.is_tracked(child) or isinstance(child, _KINDS)):
                seen.add(id(child))
                every.append(child)
                parents.append(place)
    return every, parents


def _path(every: list[object], parents: list[int], place: int) -> str:
    steps: list[str] = []
    while place >= 0 and len(steps) < _STEPS:
        parent = parents[place]
        steps.append(_name(every[parent] if parent >= 0 else None, every[place]))
        place = parent
    return " < ".join(steps)


def _name(parent: object, one: object) -> str:
    """The kind of a thing, and what its holder calls it."""
    kind = one.__name__ if isinstance(one, ModuleType | type) else type(one).__qualname__
    named = parent if isinstance(parent, dict) else getattr(parent, "__dict__", {})
    called = [str(key)[:40] for key, value in list(named.items()) if value is one][:1]
    slots = getattr(type(parent), "__slots__", ())
    called += [slot for slot in slots if isinstance(slots, tuple) and getattr(parent, slot, None) is one][:1]
    return f"{kind} {called[0]}" if called else str(kind)
