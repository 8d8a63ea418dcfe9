"""A store whose records were gone through, so that its due index counts as whole."""

from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store
from bot.adapters.store_deadlines import StoredDeadlines
from bot.adapters.store_index import count_from_now, counts_as_whole


async def counted(store: Store, keys: Keys) -> None:
    """What is there now is all there should be."""
    deadlines = StoredDeadlines(store, keys, lambda: "counts")
    lease = await deadlines.lease("rebuild:all")
    assert lease is not None
    assert await count_from_now(store, keys, lease)
    assert await counts_as_whole(store, keys, lease)
    await deadlines.release(lease)
