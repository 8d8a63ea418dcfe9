"""Where people stand in the store: found for *My data*, and rewritten without them when they ask to be erased.

It goes by the table of `bot.adapters.holdings`, family by family. A record is replaced only if it still is what was
read, one revision on: whoever saves it at the same moment looks again, and writes nobody back.
"""

import json
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.adapters.holdings import HOLDINGS, How
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Script, Store
from bot.adapters.sealing import SealBroken, Sealer
from bot.adapters.traces_ended import Ending, ending_of
from bot.domain.erasure import Json, Whoever, is_about, share_of, takes_part, without
from bot.ports.my_data import Item, Kind

_SWAP = Script.load("record_swap")
_SWAP_FIELD = Script.load("field_swap")
_PUT_DUE = Script.load("deadlines", "put_due")
_PAGE = 500
_TRIES = 5
_IN_BOOKS = frozenset(
    {Kind.KUDOS_GIVEN, Kind.KUDOS_RECEIVED, Kind.NOTES_BY_ME, Kind.NOTES_TO_ME, Kind.CUSTOMERS}
)
"""What its own book shows, which knows who may read what."""


@dataclass(frozen=True)
class StoredTraces:
    """The port `Traces`, in Redis."""

    store: Store
    keys: Keys
    sealer: Sealer

    async def found(self, who: Whoever) -> Mapping[Kind, Sequence[Item]]:
        """See `Traces.found`."""
        made: dict[Kind, list[Item]] = defaultdict(list)
        for shape, holding in HOLDINGS.items():
            if holding.kind is None or holding.kind in _IN_BOOKS:
                continue
            async for item in self._items(shape, holding.how, who):
                made[holding.kind].append(item)
        return made

    async def leave(self, who: Whoever, now: datetime) -> Sequence[str]:
        """See `Traces.leave`."""
        waits: list[str] = []
        for shape, holding in HOLDINGS.items():
            match holding.how:
                case How.OWN:
                    await self.store.remove(*[key async for key in self._own(shape, who)])
                    if holding.due and (item := _named(holding.due, who)):
                        await self.store.run(_PUT_DUE, keys=self.keys.deadlines, args=[item, "", ""])
                case How.RECORD | How.THEIRS:
                    async for key, _ in self._records(shape, who):
                        if not await self._rewritten(shape, key, who, now):
                            waits.append(key.removeprefix(self.keys.named("")))
                case How.FIELDS:
                    await self._leave_fields(shape, who)
                case How.BOOK | How.STAYS:
                    pass
        return waits

    async def leave_ended(self, who: Whoever, waits: Sequence[str], now: datetime) -> Sequence[str]:
        """See `Traces.leave_ended`."""
        left = []
        for name in waits:
            key = self.keys.named(name)
            family = self.keys.family(key)
            if family is not None and not await self._rewritten(family.shape, key, who, now):
                left.append(name)
        return left

    async def _rewritten(self, shape: str, key: str, who: Whoever, now: datetime) -> bool:
        """Whether nothing is left to do there; False while it is under way."""
        for _ in range(_TRIES):
            before = await self.store.field(key, "record")
            if before is None or not _may_name(before, who):
                return True
            record = json.loads(before)
            match ending_of(shape, record, who, now):
                case Ending.GOES_ON:
                    return False
                case Ending.NOT_OURS:
                    return True
                case Ending.GOES:
                    await self.store.remove(key)
                    return True
                case Ending.STAYS_WITHOUT:
                    after = _without(shape, record, who)
                    if after == record or await self._swapped(shape, key, before, after):
                        return True
        return False

    async def _swapped(self, shape: str, key: str, before: str, after: dict[str, Json]) -> bool:
        revision = after.get("revision")
        if isinstance(revision, int):
            after["revision"] = revision = revision + 1
        lists = {"practice:<id>": self.keys.phrases, "cover:<id>": self.keys.covers}
        beside = [lists[shape]] if shape in lists else []
        answer = await self.store.run(
            _SWAP,
            keys=[key, *beside],
            args=[
                before,
                json.dumps(after, ensure_ascii=False, separators=(",", ":")),
                str(revision) if isinstance(revision, int) else "",
                f"{shape.partition(':')[0]} {after.get('id')}",
            ],
        )
        return answer == ["swapped"]

    async def _leave_fields(self, shape: str, who: Whoever) -> None:
        async for key in self._keys(shape):
            for field, held in (await self.store.fields(key)).items():
                after = _field_without(field, held, who)
                if after != held:
                    await self.store.run(_SWAP_FIELD, keys=[key], args=[field, held, after])

    async def _items(self, shape: str, how: How, who: Whoever) -> AsyncIterator[Item]:
        match how:
            case How.OWN:
                async for key in self._own(shape, who):
                    yield {"what": shape.partition(":")[0], "holds": await self._content(key)}
            case How.RECORD | How.THEIRS:
                async for key, record in self._records(shape, who):
                    if takes_part(record, who):
                        yield await self._share(shape, key, record, who)
            case How.FIELDS:
                async for key in self._keys(shape):
                    for field, held in (await self.store.fields(key)).items():
                        if (found := _json_in(held)) and takes_part(found, who):
                            yield share_of(found, who)
                        elif who.user in field:
                            yield {"what": shape.partition(":")[0], "read": held.split()[0]}
            case How.BOOK | How.STAYS:
                return

    async def _share(self, shape: str, key: str, record: dict[str, Json], who: Whoever) -> Item:
        """Their part of a record; a disagreement of theirs with its words, as long as it is on its way."""
        share = share_of(record, who)
        if shape == "disagreement:<id>" and is_about(record.get("author"), who):
            sealed = await self.store.field(key, "words")
            try:
                share |= self.sealer.open_parts(sealed, of=str(record.get("id"))) if sealed else {}
            except SealBroken:  # logged where it is raised; the rest is shown all the same
                return share
        return share

    async def _content(self, key: str) -> Any:  # noqa: ANN401 - whatever type the key is
        kind, _ = await self.store.kind_and_ttl(key)
        match kind:
            case "string":
                held = await self.store.get(key) or ""
                return _json_in(held) or held
            case "hash":
                found = await self.store.fields(key)
                return _json_in(found.get("record", "")) or found
            case "set":
                return await self.store.members(key)
            case _:
                return await self.store.entries(key)

    async def _own(self, shape: str, who: Whoever) -> AsyncIterator[str]:
        """The keys of a shape that are named by somebody."""
        named = _named(shape, who)
        if named is None:
            return
        if "<" not in named:
            if (await self.store.kind_and_ttl(self.keys.named(named)))[0] != "none":
                yield self.keys.named(named)
            return
        async for key in self.store.scan(self.keys, self.keys.named(f"{named.partition('<')[0]}*")):
            yield key

    async def _keys(self, shape: str) -> AsyncIterator[str]:
        pattern = f"{shape.partition('<')[0]}*" if "<" in shape else shape
        async for key in self.store.scan(self.keys, self.keys.named(pattern)):
            family = self.keys.family(key)
            if family is not None and family.shape == shape:
                yield key

    async def _records(self, shape: str, who: Whoever) -> AsyncIterator[tuple[str, dict[str, Json]]]:
        """The records of a shape that may name somebody."""
        found = sorted({key async for key in self._keys(shape)})
        for first in range(0, len(found), _PAGE):
            page = found[first : first + _PAGE]
            stored = await self.store.fields_of_each(page, "record")
            for key, [record] in zip(page, stored, strict=True):
                if record is not None and _may_name(record, who):
                    yield key, json.loads(record)


def _named(shape: str, who: Whoever) -> str | None:
    """A shape with somebody in it; None where it wants a key of the file that they do not have."""
    if "<person>" in shape and who.key is None:
        return None
    return shape.replace("<user>", who.user).replace("<person>", who.key or "")


def _may_name(record: str, who: Whoever) -> bool:
    """A quick look before a record is read: their id, key or name stands in its text."""
    quoted = json.dumps(who.key) if who.key else None
    if who.user in record or (quoted and quoted in record) or (who.key and f"person:{who.key}" in record):
        return True
    spelled = [form for name in who.names for form in (name, json.dumps(name)[1:-1])]
    return any(form in record for form in spelled)


def _without(shape: str, record: dict[str, Json], who: Whoever) -> dict[str, Json]:
    """The record without them; thanks they gave lose their words, too, which were theirs."""
    after: dict[str, Json] = without(record, who)
    if shape == "kudos:<id>" and is_about(record.get("giver"), who):
        after |= {"text": "", "mentioned": [], "link": None}
    return after


def _field_without(field: str, held: str, who: Whoever) -> str:
    """A field as it is without them; '' removes it. Pinned facts stand behind a revision, a token and a deadline."""
    if who.user in field:
        return ""
    head, _, record = held.partition("{")
    found = _json_in(f"{{{record}") if record else None
    if found is None or (after := without(found, who)) == found:
        return held
    parts = head.split()
    if parts and parts[0].isdecimal() and isinstance(after.get("revision"), int):
        after["revision"] += 1
        parts[0] = str(after["revision"])
    return f"{' '.join(parts)} {json.dumps(after, ensure_ascii=False)}".strip()


def _json_in(held: str) -> dict[str, Any] | None:
    """A field's JSON object, behind whatever stands before it; None if it holds none."""
    start = held.find("{")
    if start < 0:
        return None
    try:
        found = json.loads(held[start:])
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
