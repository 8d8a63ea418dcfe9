"""A change of secret keys: everything that is stored encrypted, encrypted anew with the first one.

It goes by what encrypted text looks like, wherever it stands, so that no family of keys can be forgotten. It runs
beside serving bots: what one of them replaces meanwhile is found by looking again until nothing is left.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.adapters.keys import Keys
from bot.adapters.redis_client import Script, Store
from bot.adapters.sealing import Sealer
from bot.adapters.store_copy import Kept, kept

_SWAP_FIELD = Script.load("field_swap")
_SWAP_STRING = Script.load("string_swap")

_SEALED = re.compile(r"(?<![\w-])gAAAAA[\w-]{94,}={0,2}")
"""A Fernet token: version 0x80, 40 bits of a time that stay zero until 2106, and at least 57 bytes more, in base64
(the format: github.com/fernet/spec)."""
_ROUNDS = 5


@dataclass(frozen=True)
class Resealed:
    """How many texts were encrypted anew, how many no key opens, and how many somebody kept changing meanwhile."""

    renewed: int = 0
    closed: int = 0
    left: int = 0


async def reseal(store: Store, keys: Keys, sealer: Sealer) -> Resealed:
    """Encrypt anew what another key than the first encrypted.

    Raises:
        OperatorError: a key is of a type that Baton does not keep.
        StoreUnavailable: it can be run again; what is done stays done.
    """
    renewed = closed = left = 0
    for _ in range(_ROUNDS):
        found = _Found(sealer)
        async for one in kept(store, keys):
            await _look_at(store, keys.named(one.name), one, found)
        renewed, closed, left = renewed + found.renewed, found.closed, found.left
        if not found.renewed and not found.left:
            break
    return Resealed(renewed, closed, left)


async def try_keys(store: Store, keys: Keys, sealer: Sealer, *, most: int) -> Resealed:
    """How many texts need another key than the first, and how many no key opens; nothing is changed.

    Looks at what lies under the first so many keys of the store.

    Raises:
        OperatorError: a key is of a type that Baton does not keep.
        StoreUnavailable: the store does not answer.
    """
    found, older, looked_at = _Found(sealer), 0, 0
    async for one in kept(store, keys):
        older += sum(found.anew(held)[1] for _, _, held in _texts(one))
        looked_at += 1
        if looked_at >= most:
            break
    return Resealed(older, found.closed)


class _Found:
    """What one look at everything found."""

    def __init__(self, sealer: Sealer) -> None:
        self._sealer = sealer
        self.renewed = self.closed = self.left = 0

    def anew(self, text: str) -> tuple[str, int]:
        """A text with every sealed part of it sealed by the first key, and how many those were."""
        changed = 0

        def one(match: re.Match[str]) -> str:
            nonlocal changed
            after = self._sealer.renewed(match[0])
            if after is None:
                self.closed += 1
                return match[0]
            changed += after != match[0]
            return after

        return _SEALED.sub(one, text), changed


async def _look_at(store: Store, key: str, one: Kept, found: _Found) -> None:
    for script, args, held in _texts(one):
        after, changed = found.anew(held)
        if not changed:
            continue
        if await store.run(script, keys=[key], args=[*args, held, after]) == ["swapped"]:
            found.renewed += changed
        else:
            found.left += changed


def _texts(one: Kept) -> Iterator[tuple[Script, list[str], str]]:
    """The texts under a key, each with what swaps it."""
    if isinstance(one.value, str):
        yield _SWAP_STRING, [], one.value
    elif isinstance(one.value, dict) and one.kind == "hash":
        for field, value in one.value.items():
            yield _SWAP_FIELD, [field], value
