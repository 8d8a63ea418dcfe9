"""Is the store well: does it answer, would it lose anything, do the keys open it, and does anything lie about."""

import time
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import datetime, timedelta

from pydantic import SecretStr

from bot.adapters.families import SCHEMA_VERSION
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store
from bot.adapters.resealing import try_keys
from bot.adapters.sealing import Sealer
from bot.adapters.store_checks import RESTORING, is_newer, other_workspaces, shortcomings
from bot.adapters.store_deadlines import StoredDeadlines
from bot.domain.diagnosis import Finding
from bot.errors import StoreUnavailable
from bot.ports import Parked

_PINGS = 5
_SLOW = 0.02
"""Seconds: a request asks the store once or twice, and Slack waits three."""
_KEYS_TRIED = 2000
_FEW = 5
_OVERDUE = timedelta(minutes=3)
"""Longer than a lease: nobody is at it."""


async def store(found: Store, keys: Keys, *, replicated: bool) -> AsyncIterator[Finding]:
    """How it answers, and what about it could lose data."""
    times = []
    try:
        for _ in range(_PINGS):
            began = time.perf_counter()
            await found.ping()
            times.append(time.perf_counter() - began)
        info = await found.info(keys)
    except StoreUnavailable as away:
        yield Finding(
            "store",
            "error",
            f"does not answer ({away})",
            "check REDIS_URL, its user and password, and the server",
        )
        return
    took = sorted(times)[_PINGS // 2]
    said = f"Redis {info.get('redis_version', '')} answers in {took * 1000:.1f} ms"
    yield Finding("store", "warning" if took > _SLOW else "ok", said, "run it nearer" if took > _SLOW else "")
    for sentence in shortcomings(info, replicated=replicated):
        yield Finding("store", "warning", sentence, "docs/operations.md has the settings")


async def written(found: Store, keys: Keys) -> list[Finding]:
    """Whether this version can go on with what lies there."""
    schema = await found.get(keys.schema)
    if schema == RESTORING:
        how = "wait, or run restore again with --replace"
        return [Finding("store", "error", "a backup was not put back to its end", how)]
    if schema is not None and is_newer(schema):
        said = f"was written by a newer Baton (schema {schema}; this one knows {SCHEMA_VERSION})"
        return [Finding("store", "error", said, "start that version again, or give this one another store")]
    return [
        Finding(
            "store",
            "warning",
            f"has data of {other}, and none of this workspace",
            "is the token the right one's?",
        )
        for other in await other_workspaces(found, keys)
    ]


async def secret_keys(found: Store, keys: Keys, ring: Sequence[SecretStr]) -> Finding:
    """Whether they open what is stored; at most the first two thousand keys are tried."""
    if not ring:
        return Finding("secret keys", "error", "there are none", "set BATON_SECRET_KEYS")
    tried = await try_keys(found, keys, Sealer(ring), most=_KEYS_TRIED)
    if tried.closed:
        said = f"of the texts looked at, {tried.closed} cannot be opened with any of them"
        return Finding(
            "secret keys", "error", said, "add the key that wrote them at the end of BATON_SECRET_KEYS"
        )
    if tried.renewed:
        said = f"open what is stored, but {tried.renewed} of it with an older key than the first"
        return Finding(
            "secret keys", "warning", said, "run `python -m bot reseal` before you take the old key away"
        )
    return Finding("secret keys", "ok", "open what is stored")


async def deadlines(index: StoredDeadlines, now: datetime) -> list[Finding]:
    """What is overdue, and what was set aside. `now` by the bot's clock."""
    findings = list(_set_aside(await index.parked()))
    due, _ = await index.depths(now)
    first = await index.next_due()
    if due and first is not None and now - first > _OVERDUE:
        said = f"{due} are overdue, the first since {first:%Y-%m-%d %H:%M} UTC"
        findings.append(Finding("deadlines", "warning", said, "is a bot running? its log tells what fails"))
    return findings or [Finding("deadlines", "ok", "nothing is overdue, nothing was set aside")]


def _set_aside(parked: Sequence[Parked]) -> Iterator[Finding]:
    for one in parked[:_FEW]:
        said = f"{one.item} was set aside after {one.failures} failures"
        yield Finding("deadlines", "warning", said, "the log tells why; a restart of the bot tries it again")
    if len(parked) > _FEW:
        yield Finding("deadlines", "warning", f"{len(parked) - _FEW} more were set aside")
