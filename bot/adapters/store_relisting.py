"""Thanks of before schema 3, listed by whom they thank.

Until then nothing led from a person to what they were given: their own list, their data, and what erases it would
pass it over.
"""

import logging
from collections.abc import Sequence
from datetime import timedelta

from pydantic import ValidationError

from bot.adapters.keys import Keys
from bot.adapters.redis_client import Script, Store
from bot.adapters.times import ms_reached
from bot.domain.kudos import KEEP_KUDOS, Kudos

log = logging.getLogger(__name__)

_RELIST = Script.load("kudos_relist")
_AT_ONCE = 200
_KEPT_MS = KEEP_KUDOS // timedelta(milliseconds=1)


async def relist_kudos(store: Store, keys: Keys) -> int:
    """List every stored kudos with those whom it thanks; how many that were.

    Once more changes nothing. Runs beside other replicas: what is changed meanwhile is read again.

    Raises:
        StoreUnavailable: the store does not answer; what is listed stays so.
    """
    prefix, listed = keys.kudos(""), 0
    found: list[str] = []
    async for key in store.scan(keys, f"{prefix}*"):
        found.append(key.removeprefix(prefix))
        if len(found) == _AT_ONCE:
            listed += await _relist(store, keys, found)
            found = []
    return listed + await _relist(store, keys, found)


async def _relist(store: Store, keys: Keys, ids: Sequence[str]) -> int:
    listed = 0
    while ids:
        stored = await store.fields_of_each([keys.kudos(one) for one in ids], "record")
        records = [(one, record) for one, [record] in zip(ids, stored, strict=True) if record]
        read = [(kudos, record) for name, record in records if (kudos := _standing(name, record))]
        ids = await _list(store, keys, read) if read else []
        listed += len(read) - len(ids)
    return listed


async def _list(store: Store, keys: Keys, read: Sequence[tuple[Kudos, str]]) -> list[str]:
    """List these; the ids of those whose record reads otherwise by now."""
    facts: list[str | int] = [_KEPT_MS, len(read)]
    for kudos, record in read:
        facts += [kudos.id, record, ms_reached(kudos.given), len(kudos.people)]
    people = (keys.kudos_to(party.user) for kudos, _ in read for party in kudos.people)
    return await store.run(_RELIST, keys=[*(keys.kudos(one.id) for one, _ in read), *people], args=facts)


def _standing(name: str, record: str) -> Kudos | None:
    """The kudos of a record; None if it was taken back, or cannot be read, which must not keep Baton from starting."""
    try:
        kudos = Kudos.model_validate_json(record, extra="ignore")
    except ValidationError as error:
        log.warning("kudos %s cannot be read (%d problems); it is not listed", name, error.error_count())
        return None
    return kudos if kudos.taken_back is None else None
