"""What is checked about the store at start."""

import logging
from collections.abc import Mapping

from bot.adapters.families import SCHEMA_VERSION
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store
from bot.adapters.store_relisting import LISTED_SINCE, relist_kudos
from bot.errors import OperatorError

log = logging.getLogger(__name__)

OLDEST_SERVER = (6, 2)
"""The first Redis with ZMSCORE, which the due index reads with."""


async def check_schema(store: Store, keys: Keys) -> None:
    """Note which version of Baton writes here, at start; from what an older one wrote, thanks are listed as they are now.

    Only then it is noted: whoever crashes in between does it again.

    Raises:
        OperatorError: a newer Baton has written here, and this one might misread it.
        StoreUnavailable: the store does not answer.
    """
    found = await store.get(keys.schema)
    if found is not None and int(found) > SCHEMA_VERSION:
        raise OperatorError(
            f"The store was written by a newer Baton (schema {found}; this one knows {SCHEMA_VERSION}). "
            "Start that version again, or give this one another store."
        )
    if found is not None and int(found) < LISTED_SINCE:
        log.info("%d thanks of an older Baton are listed by whom they thank", await relist_kudos(store, keys))
    if found != str(SCHEMA_VERSION):
        await store.put(keys.schema, str(SCHEMA_VERSION), ttl=None)


async def warnings(store: Store, keys: Keys) -> list[str]:
    """What about the server could lose data, in sentences for whoever runs Baton."""
    return shortcomings(await store.info(keys))


def shortcomings(info: Mapping[str, str]) -> list[str]:
    """The same, from what the server says of itself. Managed servers refuse CONFIG, so it is not asked."""
    sentences = []
    version = info.get("redis_version", "")
    if tuple(int(part) for part in version.split(".")[:2] if part.isdigit()) < OLDEST_SERVER:
        sentences.append(f"This is Redis {version}; Baton needs 6.2 or newer (or Valkey).")
    policy = info.get("maxmemory_policy", "noeviction")
    if policy != "noeviction":
        sentences.append(
            f"maxmemory-policy is {policy}: a full server would silently drop escalations. Set noeviction."
        )
    if info.get("aof_enabled") == "0":
        sentences.append(
            "appendonly is off: a crash of the server loses everything since its last snapshot. "
            "Set appendonly yes and appendfsync everysec."
        )
    if int(info.get("connected_slaves", "0")) > 0 and "min_slaves_good_slaves" not in info:
        sentences.append(
            "min-replicas-to-write is not set: a failover can lose acknowledged writes. Set it to 1."
        )
    return sentences
