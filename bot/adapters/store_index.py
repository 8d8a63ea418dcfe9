"""Whether the due index, and the lists of what is open, are what the records say, told without reading them all.

Record and index are written in one step, so nothing in Baton lets them fall apart. What can is outside: an evicting
server, a hand in the data, a backup. The index counts its own entries (`due_count.lua`): one that was taken out past
Baton, or a lost index, is seen at once, and only then every record is gone through (`store_rebuild.py`).
"""

from dataclasses import replace

from bot.adapters.keys import Keys
from bot.adapters.redis_client import Script, Store
from bot.adapters.store_copy import Kept
from bot.ports import Lease

_COUNT = Script.load("deadlines", "due_count")
_COUNTER = "#"
_SAMPLE = "100"
_BETWEEN = "\x1e"


async def is_whole(store: Store, keys: Keys) -> bool:
    """Whether nothing was lost since it counted as whole, as far as the count and a sample of what is open tell.

    What an older Baton wrote meanwhile, which did not count, looks like a loss: then more is done than needed, once.
    """
    if await store.run(_COUNT, keys=keys.deadlines, args=["look"]) != ["whole"]:
        return False
    return await _sample_is_listed(store, keys)


async def count_from_now(store: Store, keys: Keys, lease: Lease) -> bool:
    """Before the records are gone through: count from here on, and not as whole yet. False once the lease is lost."""
    return await _count(store, keys, "begin", lease) == "begun"


async def counts_as_whole(store: Store, keys: Keys, lease: Lease) -> bool:
    """After the records were gone through: whether nothing was lost meanwhile, so that the index is whole from now on.

    False also once the lease is lost: then somebody else goes through them.
    """
    return await _count(store, keys, "end", lease) == "whole"


async def _count(store: Store, keys: Keys, what: str, lease: Lease) -> str:
    [answer] = await store.run(_COUNT, keys=keys.deadlines, args=[what, lease.item, lease.token])
    return answer


def uncounted(one: Kept) -> Kept:
    """A due index whose entries are to be counted anew; any other key as it is."""
    if one.name != "due" or not isinstance(one.value, dict):
        return one
    return replace(one, value={item: due for item, due in one.value.items() if item != _COUNTER})


async def _sample_is_listed(store: Store, keys: Keys) -> bool:
    [sample] = await store.each([("ZRANDMEMBER", keys.due, _SAMPLE)])
    items = [str(item).partition(":") for item in sample] if isinstance(sample, list) else []
    escalations = [key for kind, _, key in items if kind == "escalation"]
    promises = [key for kind, _, key in items if kind == "promise"]
    of_escalations = await store.fields_of_each(
        [keys.escalation(one) for one in escalations], "team", "requester", "owner"
    )
    of_promises = await store.fields_of_each([keys.promise(one) for one in promises], "keeper")
    wanted = [(keys.promises_of_people, entry) for [entry] in of_promises if entry]
    for team, *people in of_escalations:
        wanted += [(keys.open_of_teams, team)] if team else []
        wanted += [
            (keys.open_of_people, one) for field in people for one in (field or "").split(_BETWEEN) if one
        ]
    return None not in await store.each([("ZSCORE", index, entry) for index, entry in wanted])
