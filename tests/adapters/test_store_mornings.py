"""What mornings keep in Redis: courses, answers without names, newcomers' cards; each under its lease."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr

from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store
from bot.adapters.sealing import Sealer
from bot.adapters.store_deadlines import StoredDeadlines
from bot.adapters.store_line_up import StoredLineUps
from bot.adapters.store_meanings import StoredMeanings
from bot.adapters.store_welcome import StoredWelcomes
from bot.domain.line_up import Course
from bot.domain.meanings import Meaning, Reading, Round
from bot.domain.welcome import Welcome
from bot.ports import Lease, NewId
from bot.ports.meanings import Batch

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)
LATER = NOON + timedelta(days=1)
GONE = Lease(item="meanings:all", token="nobody's")


@dataclass
class Kept:
    """The three stores, and what is due."""

    store: Store
    keys: Keys
    line_ups: StoredLineUps
    meanings: StoredMeanings
    welcomes: StoredWelcomes
    deadlines: StoredDeadlines

    async def due(self, at: datetime) -> list[str]:
        """What is due then; given back at once."""
        leases = await self.deadlines.claim(at, 10)
        for lease in leases:
            await self.deadlines.release(lease)
        return sorted(lease.item for lease in leases)

    async def lease(self, item: str) -> Lease:
        """A lease that is free."""
        lease = await self.deadlines.lease(item)
        assert lease
        return lease


@pytest.fixture
def kept(store: Store, keys: Keys, new_id: NewId) -> Kept:
    """Empty."""
    sealer = Sealer([SecretStr(Fernet.generate_key().decode())])
    return Kept(
        store,
        keys,
        StoredLineUps(store, keys),
        StoredMeanings(store, keys, new_id, sealer),
        StoredWelcomes(store, keys, new_id),
        StoredDeadlines(store, keys, new_id),
    )


async def test_a_course_is_begun_once_and_saved_under_a_lease(kept: Kept) -> None:
    """Planning again moves the deadline alone; without the lease nothing is written."""
    course = Course(team="support", begun=NOON)
    await kept.line_ups.plan(course, LATER)
    lease = await kept.lease("line_up:support")
    shown = course.showing("hear", ["hear", "act"])
    assert await kept.line_ups.save(shown, lease=lease, due=LATER)
    await kept.line_ups.plan(course, NOON)
    assert await kept.line_ups.get("support") == shown
    await kept.deadlines.release(lease)
    assert not await kept.line_ups.save(course, lease=lease, due=None)
    assert await kept.due(NOON) == ["line_up:support"]
    await kept.line_ups.plan(course, None)
    assert await kept.due(LATER) == []


async def test_a_second_answer_replaces_the_first(kept: Kept) -> None:
    """Of the same person about the same value; nobody can read who it was, nor what."""
    for user, text in (("UANN", "zzmark-one"), ("UANN", "zzmark-two"), ("UBOB", "zzmark-three")):
        await kept.meanings.put(user, Meaning(value="hear", text=text, month="2026-11"), due=LATER)
    waiting = (await kept.meanings.waiting()).values()
    assert sorted(one.text for one in waiting) == ["zzmark-three", "zzmark-two"]
    for key in (kept.keys.meanings, kept.keys.meanings_by, kept.keys.meanings_round):
        stored = f"{await kept.store.fields(key)}"
        assert "zzmark-" not in stored
        assert "UANN" not in stored
    assert await kept.due(LATER) == ["meanings:all"]


async def test_a_round_takes_its_answers_and_erases_them_at_its_end(kept: Kept) -> None:
    """With their digests; what came meanwhile waits for the following one."""
    await kept.meanings.put("UANN", Meaning(value="hear", text="zzmark", month="2026-11"), due=NOON)
    taken = list(await kept.meanings.waiting())
    begun = Round(month="2026-12", readings=(Reading(user="UJIM", due=NOON),))
    batch = Batch(month="2026-12", told={"hear": ("zzmark",)})
    assert not await kept.meanings.begin(begun, batch, taken, lease=GONE, due=NOON)
    lease = await kept.lease("meanings:all")
    assert not await kept.meanings.begin(begun, batch, [*taken, "gone"], lease=lease, due=NOON)
    assert await kept.meanings.begin(begun, batch, taken, lease=lease, due=NOON)
    assert await kept.meanings.under_way() == begun
    assert await kept.meanings.batch() == batch
    assert not await kept.meanings.waiting()
    await kept.meanings.put("UANN", Meaning(value="hear", text="new", month="2026-12"), due=LATER)
    assert await kept.meanings.finish((), lease=lease, following=LATER)
    assert await kept.meanings.batch() is None
    await kept.deadlines.release(lease)
    assert await kept.due(NOON) == []
    assert await kept.due(LATER) == ["meanings:all"]


async def test_a_round_that_no_key_opens_keeps_nobody_waiting(kept: Kept) -> None:
    """Its words are lost with their key; the round ends without them, and no error quotes them."""
    await kept.meanings.put("UANN", Meaning(value="hear", text="zzmark", month="2026-11"), due=NOON)
    lease = await kept.lease("meanings:all")
    begun = Round(month="2026-12", readings=(Reading(user="UJIM", due=NOON),))
    batch = Batch(month="2026-12", told={"hear": ("zzmark",)})
    assert await kept.meanings.begin(begun, batch, list(await kept.meanings.waiting()), lease=lease, due=NOON)
    other = Sealer([SecretStr(Fernet.generate_key().decode())])
    assert await replace(kept.meanings, sealer=other).batch() is None
    assert "zzmark" not in repr(batch)


async def test_newcomers_are_met_once_and_a_stop_wins(kept: Kept) -> None:
    """Two replicas meet the same person; a card that is noted after a stop is not."""
    new = Welcome(person="bob", first=date(2026, 11, 20))
    await kept.welcomes.meet({"key:bob", "key:ann"}, [(new, NOON)])
    lease = await kept.lease("welcome:bob")
    passed = new.model_copy(update={"passed": 1, "revision": 1})
    assert await kept.welcomes.save(passed, lease=lease, due=LATER)
    await kept.welcomes.meet({"key:bob"}, [(new, NOON)])
    assert await kept.welcomes.of_each(["ann", "bob"]) == {"bob": passed}
    assert await kept.welcomes.known() == {"key:ann", "key:bob"}
    stopped = passed.model_copy(update={"stopped": True, "revision": 2})
    assert await kept.welcomes.save(stopped, lease=None, due=None)
    late = passed.model_copy(update={"passed": 3, "revision": 2})
    assert not await kept.welcomes.save(late, lease=lease, due=LATER)
    await kept.deadlines.release(lease)
    assert await kept.due(LATER) == []
