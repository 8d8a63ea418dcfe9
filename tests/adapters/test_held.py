"""Parts of the store held in memory, forgotten as soon as anybody writes them."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from types import MappingProxyType

from bot.adapters.background import broken_off
from bot.adapters.held import GOOD_FOR, Hearing, Held
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store, connected
from bot.adapters.store_people import StoredPreferences
from bot.domain.language import Language


@asynccontextmanager
async def hearing(
    store: Store, *prefixes: str, channels: Mapping[str, Callable[[str], None]] = MappingProxyType({})
) -> AsyncIterator[Held]:
    """Held, and kept fresh, until the context ends; what is published on `channels` is passed on, too."""
    held = Held()
    listening = asyncio.create_task(Hearing(store, held, prefixes, channels).run())
    try:
        async with asyncio.timeout(10):
            while not held.counts:  # noqa: ASYNC110 - it has no event: nobody else waits for it
                await asyncio.sleep(0.005)
        yield held
    finally:
        await broken_off([listening])


async def until_forgotten(held: Held, key: str) -> None:
    """Wait for it."""
    forgotten = asyncio.Event()
    held.when_changed(key, forgotten.set)
    async with asyncio.timeout(30):
        while held.known(key) is not None:
            await forgotten.wait()


async def test_what_is_held_is_not_asked_for_again(store: Store, keys: Keys) -> None:
    """One round trip for the first, none for the others."""
    await store.put(keys.preferences("U1"), "old", ttl=None)
    async with hearing(store, keys.preferences("U1")) as held:
        asked = []

        async def read() -> str | None:
            asked.append(1)
            return await store.get(keys.preferences("U1"))

        assert [await held.get(keys.preferences("U1"), read) for _ in range(3)] == ["old"] * 3
        assert len(asked) == 1


async def test_every_replica_hears_of_a_change_at_once(store: Store, store_url: str, keys: Keys) -> None:
    """Whoever writes, by whatever script: the others forget what they hold."""
    prefix = keys.preferences("")
    async with hearing(store, prefix) as held, connected(store_url) as other:
        here, there = StoredPreferences(store, keys, held), StoredPreferences(other, keys)
        assert (await here.get("U1")).language is None
        assert held.known(keys.preferences("U1")) is not None
        await there.change("U1", language=Language.EN)
        await until_forgotten(held, keys.preferences("U1"))
        assert (await here.get("U1")).language is Language.EN


async def test_own_changes_are_known_at_once(store: Store, keys: Keys) -> None:
    """Whoever changed something reads it changed, without waiting to hear of it."""
    async with hearing(store, keys.preferences("")) as held:
        book = StoredPreferences(store, keys, held)
        await book.get("U1")
        await book.change("U1", language=Language.KO)
        assert (await book.get("U1")).language is Language.KO


async def test_what_changed_while_it_was_read_is_not_held(store: Store, keys: Keys) -> None:
    """An answer that was under way when the part was written may be old, and is not kept."""
    async with hearing(store, keys.preferences("U1")) as held:

        async def read() -> str:
            held.drop(keys.preferences("U1"))
            return "old"

        assert await held.get(keys.preferences("U1"), read) == "old"
        assert held.known(keys.preferences("U1")) is None


async def test_without_a_sign_of_life_nothing_held_counts() -> None:
    """A line that froze leaves nobody with old parts for longer than two seconds."""
    now = 0.0
    held = Held(lambda: now)
    held.heard(0.0)

    async def read() -> str:
        return "part"

    await held.get("x", read)
    now = GOOD_FOR - 0.01
    assert held.known("x") == "part"
    now = GOOD_FOR
    assert held.known("x") is None


async def test_nothing_is_held_where_nobody_listens(store: Store, keys: Keys) -> None:
    """The command line reads from the store each time."""
    held = Held()
    await StoredPreferences(store, keys, held).get("U1")
    assert held.known(keys.preferences("U1")) is None


async def test_a_line_that_broke_off_forgets_everything_and_is_taken_up_again(
    store_url: str, store: Store, keys: Keys
) -> None:
    """What was written in between is not missed."""
    async with hearing(store, keys.preferences("")) as held:
        here = StoredPreferences(store, keys, held)
        await here.get("U1")
        async with connected(store_url) as other:
            await other.each([("CLIENT", "KILL", "TYPE", "pubsub")])
            await StoredPreferences(other, keys).change("U1", language=Language.EN)
        await until_forgotten(held, keys.preferences("U1"))
        async with asyncio.timeout(30):
            while held.known(keys.preferences("U1")) is None:
                assert (await here.get("U1")).language is Language.EN
