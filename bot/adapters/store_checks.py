"""What is checked about the store at start."""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.adapters.families import ALL_SCHEMAS, SCHEMA_VERSION
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Script, Store
from bot.adapters.store_relisting import relist_kudos
from bot.errors import AnotherServer, OperatorError, StoreUnavailable

log = logging.getLogger(__name__)

_SWAP = Script.load("string_swap")

OLDEST_SERVER = (6, 2)
"""The first Redis with ZMSCORE, which the due index reads with."""


RESTORING = "restoring"
"""Stands for the version while a backup is put back: no bot starts on half of one."""


@dataclass(frozen=True)
class Migration:
    """What is done once to a store that an older Baton wrote. Doing it again, or twice at once, changes nothing."""

    to: int
    what: str
    run: Callable[[Store, Keys], Awaitable[object]]


async def _nothing(_store: Store, _keys: Keys) -> None:
    """What was written before reads as it is."""


MIGRATIONS = (
    Migration(
        2,
        "escalations know joined customers and more kinds of events; those of before read as they are",
        _nothing,
    ),
    Migration(3, "thanks are listed by whom they thank", relist_kudos),
)
"""One for each version from 2 on, in order; each is noted when it is done."""


async def check_schema(store: Store, keys: Keys) -> None:
    """At start: bring what an older Baton wrote to this version, and note which version writes here.

    Whoever crashes in between does the rest again.

    Raises:
        OperatorError: a newer Baton has written here, and this one might misread it; or a backup is half restored.
        StoreUnavailable: the store does not answer.
    """
    found = await store.get(keys.schema)
    if found == RESTORING:
        raise OperatorError(
            "A backup is being put back into this store, or putting it back was broken off: "
            "wait, or run restore again with --replace."
        )
    if found is None:
        await store.put(keys.schema, str(SCHEMA_VERSION), ttl=None)
        return
    if is_newer(found):
        raise OperatorError(
            f"The store was written by a newer Baton (schema {found}; this one knows {SCHEMA_VERSION}). "
            "Start that version again, or give this one another store."
        )
    for migration in MIGRATIONS:
        if migration.to > int(found):
            await migration.run(store, keys)
            if await store.run(_SWAP, keys=[keys.schema], args=[found, str(migration.to)]) != ["swapped"]:
                await check_schema(store, keys)  # somebody else went on meanwhile, or a restore began
                return
            found = str(migration.to)
            log.info("the store is now of schema %d: %s", migration.to, migration.what)


def is_newer(schema: str) -> bool:
    """Whether what stands for a version is one that this Baton does not know."""
    return not schema.isdigit() or int(schema) > SCHEMA_VERSION


async def taken_over(store: Store, keys: Keys, *, look: float = 10.0) -> str:
    """Wait until a newer Baton has taken this store over; what to tell whoever runs this one. `look` in seconds.

    An older one that went on would write records back without what it does not know.
    """
    while True:
        await asyncio.sleep(look)
        try:
            found = await store.get(keys.schema)
        except StoreUnavailable:
            continue
        if found is not None and is_newer(found):
            return f"a newer Baton, or a restore, has taken over the store (schema {found}): this one stops"


async def other_workspaces(store: Store, keys: Keys) -> list[str]:
    """Whose data lie here, where this workspace has none yet: perhaps the token is another one's."""
    if await store.get(keys.schema) is not None:
        return []
    return [one for one in await workspaces(store) if one != keys.workspace]


async def workspaces(store: Store) -> list[str]:
    """The workspaces that have data here, by Slack's id; goes through all keys, on a cluster of every node."""
    found = [re.fullmatch(r"baton:\{([^}]+)\}:schema", key) async for key in store.scan_all(ALL_SCHEMAS)]
    return sorted({match[1] for match in found if match})


def away(why: StoreUnavailable) -> OperatorError:
    """What whoever runs Baton reads when the store does not answer, or went over to another server."""
    if isinstance(why, AnotherServer):
        return OperatorError(
            f"All keys had to be gone through by one server, and meanwhile {why}: begin again."
        )
    return OperatorError(
        f"The store does not answer ({why}): check REDIS_URL, its user and password, and that the server runs."
    )


async def warnings(store: Store, keys: Keys, *, replicated: bool = False) -> list[str]:
    """What about the server could lose data, in sentences for whoever runs Baton; `replicated` if it should be."""
    return shortcomings(await store.info(keys), replicated=replicated)


def shortcomings(info: Mapping[str, str], *, replicated: bool = False) -> list[str]:
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
            "appendonly is off: a crash of the server loses everything since its last snapshot, "
            "or everything where it takes none. Set appendonly yes and appendfsync everysec."
        )
    for name, what in (("aof_last_write_status", "append-only file"), ("rdb_last_bgsave_status", "snapshot")):
        if info.get(name, "ok") != "ok":
            sentences.append(
                f"The server could not write its last {what}: is its disk full? Its log tells why."
            )
    replicas = int(info.get("connected_slaves", "0"))
    if replicated and replicas == 0:
        sentences.append("No replica follows the server: a failover has nowhere to go. Start one.")
    if replicas > 0 and "min_slaves_good_slaves" not in info:
        sentences.append(
            "min-replicas-to-write is not set: a failover can lose acknowledged writes. Set it to 1."
        )
    return sentences
