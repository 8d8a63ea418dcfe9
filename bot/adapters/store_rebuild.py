"""Putting back what the indexes lost: the records are gone through once, in slices.

Runs beside bots that serve and beside other replicas, since whatever differs is looked at and mended in one step. No
slice holds up the server or the event loop for more than a few milliseconds.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from bot.adapters.keys import Keys
from bot.adapters.redis_client import Script, Store

_REBUILD = Script.load("deadlines", "rebuild")
_FACTS = Script.load("deadlines", "facts_reindex")
_STRAYS = Script.load("deadlines", "escalation_strays")

_SLICE = 100
"""Records that one script looks at: under a millisecond of the server's time where nothing is amiss."""
_SEPARATOR = "\x1f"
_ESCALATION, _FACTS_KIND, _FILES_KIND = "escalation", "facts", "files"


@dataclass(frozen=True)
class _Records:
    """Records of one kind, each a hash with a `due`; `lists` names their entries' fields, and the index of each."""

    kind: str
    begins: str
    lists: tuple[tuple[str, str], ...] = ()
    exact: bool = False
    """Whether a deadline that the index has wrong is set right, too."""

    def item(self, name: str) -> str:
        """What one is in the due index."""
        return f"{self.kind}:{name}"


def _all(keys: Keys) -> tuple[_Records, ...]:
    people = keys.open_of_people
    listed = (("team", keys.open_of_teams), ("requester", people), ("owner", people))
    return (
        _Records(_ESCALATION, keys.escalation(""), listed, exact=True),
        _Records("promise", keys.promise(""), (("keeper", keys.promises_of_people),), exact=True),
        _Records("note", keys.note("")),
        _Records("cover", keys.cover("")),
        _Records("disagreement", keys.disagreement("")),
        _Records("survey", keys.survey("")),
        _Records("unclaimed", keys.unclaimed("")),
        _Records("thanks-question", keys.thanks_question("")),
        _Records("night-edit", keys.night_edits(None)),
        _Records("erase", keys.erasure("")),
        _Records("practice", keys.practice("")),
        _Records("bulletin", keys.bulletin("")),
        _Records("news", keys.news_leaf("")),
    )


REBUILT = frozenset(one.kind for one in _all(Keys("any"))) | {_FACTS_KIND, _FILES_KIND}
"""The kinds of deadlines that are put back from records. Those of all others are planned again at every start."""


async def rebuild(store: Store, keys: Keys, *kinds: str) -> int:
    """Put back the deadlines and entries that the indexes lost, of these kinds or of all; how many records that were.

    Entries of escalations that have no such record any more are taken out.

    Raises:
        StoreUnavailable: the store does not answer; what was put back stays so.
    """
    wanted = frozenset(kinds) or REBUILT
    mended = 0
    if _FACTS_KIND in wanted:
        [found] = await store.run(_FACTS, keys=[*keys.deadlines, keys.facts], args=["facts:"])
        mended += int(found)
    if _FILES_KIND in wanted:
        mended += await put_back(store, keys, {"files:all": keys.files_told})
    some = tuple(one for one in _all(keys) if one.kind in wanted)
    if some:
        mended += await _Sweep(store, keys).through(some)
    return mended


async def put_back(store: Store, keys: Keys, records: Mapping[str, str]) -> int:
    """Put back those of these deadlines that left the index: the record's key by item. How many that were."""
    if not records:
        return 0
    asked = ["0", "", *records]
    return len(await store.run(_REBUILD, keys=[*keys.deadlines, *records.values()], args=asked))


class _Sweep:
    """Goes from the records to the indexes, and for escalations back."""

    def __init__(self, store: Store, keys: Keys) -> None:
        self._store = store
        self._keys = keys
        self._mended: set[str] = set()

    async def through(self, some: Sequence[_Records]) -> int:
        """How many records of these were not where the indexes say."""
        async for of, names in self._found(some):
            await self._mend(of, names)
        for of in some:
            if of.kind == _ESCALATION:
                for index in (self._keys.due, *dict.fromkeys(index for _, index in of.lists)):
                    async for entries in self._entries(index):
                        await self._take_out_strays(of, index, entries)
        return len(self._mended)

    async def _found(self, some: Sequence[_Records]) -> AsyncIterator[tuple[_Records, list[str]]]:
        """The names of the records, in slices of one kind."""
        begun: dict[_Records, list[str]] = {of: [] for of in some}
        async for key in self._store.scan(self._keys, _pattern(self._keys, [of.begins for of in some])):
            of = next((of for of in some if key.startswith(of.begins)), None)
            if of is None:
                continue
            begun[of].append(key.removeprefix(of.begins))
            if len(begun[of]) == _SLICE:
                yield of, begun[of]
                begun[of] = []
        for of, names in begun.items():
            if names:
                yield of, names

    async def _mend(self, of: _Records, names: Sequence[str]) -> None:
        answer = await self._store.run(
            _REBUILD,
            keys=[*self._keys.deadlines, *(index for _, index in of.lists), *(of.begins + n for n in names)],
            args=[
                len(of.lists), *(field for field, _ in of.lists), "1" if of.exact else "",
                *(of.item(name) for name in names),
            ],
        )  # fmt: skip
        self._mended.update(answer)

    async def _entries(self, index: str) -> AsyncIterator[Sequence[str]]:
        """A sorted set's members, each at least once, in no order."""
        cursor = "0"
        while True:
            [page] = await self._store.each([("ZSCAN", index, cursor, "COUNT", str(_SLICE))])
            following, found = cast("tuple[object, list[tuple[str, float]]]", page)
            for first in range(0, len(found), _SLICE):  # a small set comes as a whole
                yield [entry for entry, _ in found[first : first + _SLICE]]
            cursor = str(following)
            if cursor == "0":
                return

    async def _take_out_strays(self, of: _Records, index: str, entries: Sequence[str]) -> None:
        """Those that an escalation's record does not know of, or not any more."""
        if index == self._keys.due:
            named = {one: one.removeprefix(of.item("")) for one in entries if one.startswith(of.item(""))}
        else:
            named = {one: one.rpartition(_SEPARATOR)[2] for one in entries}
        if not named:
            return
        fields = [field for field, listed in of.lists if listed == index]
        each = (part for entry, name in named.items() for part in (of.item(name), entry))
        answer = await self._store.run(
            _STRAYS,
            keys=[*self._keys.deadlines, index, *(of.begins + name for name in named.values())],
            args=[len(fields), *fields, *each],
        )
        self._mended.update(answer)


def _pattern(keys: Keys, begins: Sequence[str]) -> str:
    """Of the keys that begin so, and of as few others as a pattern can tell: all thanks are passed over by their letter."""
    if len(begins) == 1:
        return f"{begins[0]}*"
    letters = {one.removeprefix(keys.named(""))[:1] for one in begins}
    return keys.named(f"[{''.join(sorted(letters))}]*")
