"""The audit trail: written with the thing itself, once, without anybody's words, and without whoever was erased."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr

from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store
from bot.adapters.sealing import Sealer
from bot.adapters.store_audit import StoredAudit
from bot.adapters.store_covers import StoredCovers
from bot.adapters.store_escalations import StoredEscalations
from bot.adapters.store_people import StoredPreferences
from bot.adapters.store_traces import StoredTraces
from bot.domain.audit import Entry
from bot.domain.covering import Arrangement, Ending
from bot.domain.erasure import Whoever
from bot.domain.escalation import Escalation, Event
from bot.ports import NewId
from tests.contracts.sample import NOON, escalation, party, taken

TODAY = NOON.date()


@pytest.fixture
def trail(store: Store, keys: Keys) -> StoredAudit:
    """The trail of an empty workspace."""
    return StoredAudit(store, keys)


@pytest.fixture
def escalations(store: Store, keys: Keys, new_id: NewId) -> StoredEscalations:
    """Escalations beside it."""
    return StoredEscalations(store, keys, new_id)


def after(e: Escalation, *events: Event) -> Escalation:
    """The same with more of a history."""
    return e.model_copy(update={"events": (*e.events, *events)})


async def told(trail: StoredAudit, first: date = TODAY, last: date = TODAY) -> Sequence[Entry]:
    """Everything in the trail."""
    return [entry async for entry in trail.between(first, last)]


async def opened_and_taken(escalations: StoredEscalations) -> Escalation:
    """Ann opened it; Bob took it a minute later, and the reply to that was lost once."""
    e = after(escalation(), Event(at=NOON, what="opened", who="UANN"))
    await escalations.open(e, once=e.id, due=NOON)
    e = after(taken(e, "UBOB"), Event(at=NOON + timedelta(minutes=1), what="taken", who="UBOB"))
    for _ in range(2):
        assert await escalations.save(e, due=NOON, op="a")
    return e


async def test_what_is_done_to_an_escalation_is_in_the_trail_once(
    trail: StoredAudit, escalations: StoredEscalations
) -> None:
    """Every line of its history, in order, however often it was saved."""
    e = await opened_and_taken(escalations)
    assert [(one.about, one.what, one.who) for one in await told(trail)] == [
        (f"escalation:{e.id}", "opened", "UANN"),
        (f"escalation:{e.id}", "taken", "UBOB"),
    ]


async def test_a_save_that_came_too_late_leaves_nothing(
    trail: StoredAudit, escalations: StoredEscalations
) -> None:
    """What was refused was not done."""
    e = await opened_and_taken(escalations)
    late = after(taken(escalation(), "UEVE"), Event(at=NOON, what="taken", who="UEVE"))
    assert not await escalations.save(late.model_copy(update={"id": e.id}), due=NOON, op="late")
    assert "UEVE" not in {one.who for one in await told(trail)}


async def test_two_things_of_one_kind_at_one_instant_are_two_lines(
    trail: StoredAudit, escalations: StoredEscalations
) -> None:
    """Two levels may be skipped at once."""
    skip = Event(at=NOON, what="skipped", detail="person:jimin")
    e = after(escalation(), skip, skip)
    await escalations.open(e, once=e.id, due=NOON)
    assert [one.what for one in await told(trail)] == ["skipped", "skipped"]


async def test_the_trail_holds_no_words(store: Store, keys: Keys, escalations: StoredEscalations) -> None:
    """What was written of a customer stands in the record alone, which is erased earlier."""
    e = await opened_and_taken(escalations)
    held = await store.fields(keys.audit(TODAY))
    assert held
    assert e.packet.need not in str(held)


async def test_what_went_on_around_midnight_is_told_once(
    trail: StoredAudit, escalations: StoredEscalations
) -> None:
    """A save shortly after midnight writes the last hour again, into another day."""
    late = NOON.replace(hour=23, minute=59)
    e = after(escalation(), Event(at=late, what="opened", who="UANN"))
    await escalations.open(e, once=e.id, due=NOON)
    e = after(taken(e, "UBOB"), Event(at=late + timedelta(minutes=2), what="taken", who="UBOB"))
    await escalations.save(e, due=NOON, op="a")
    found = await told(trail, TODAY, TODAY + timedelta(days=1))
    assert [one.what for one in found] == ["opened", "taken"]


async def test_a_day_is_told_by_what_was_done_on_it(
    trail: StoredAudit, escalations: StoredEscalations
) -> None:
    """Not by when it was saved: somebody who asks for one day misses nothing of it and reads nothing else."""
    late = NOON.replace(hour=23, minute=59)
    e = after(
        escalation(),
        Event(at=late, what="opened", who="UANN"),
        Event(at=late + timedelta(minutes=2), what="asked"),
    )
    await escalations.open(e, once=e.id, due=NOON)
    tomorrow = TODAY + timedelta(days=1)
    assert [one.what for one in await told(trail)] == ["opened"]
    assert [one.what for one in await told(trail, tomorrow, tomorrow)] == ["asked"]


async def test_covers_tell_who_made_and_who_ended_them(trail: StoredAudit, store: Store, keys: Keys) -> None:
    """They decide who is asked, so they belong into the trail."""
    covers = StoredCovers(store, keys)
    cover = Arrangement(
        id="C1", absent="jimin", by="bob", start=NOON, end=NOON + timedelta(hours=8), maker=party("UJIMIN"), made=NOON
    )  # fmt: skip
    assert await covers.save(cover, now=NOON, op="a")
    later = NOON + timedelta(hours=3)
    over = {"revision": 1, "ended": later, "ended_by": party("ULEAD"), "how": Ending.TAKEN_BACK}
    assert await covers.save(cover.model_copy(update=over), now=later, op="b")
    assert [(one.what, one.who, one.detail) for one in await told(trail)] == [
        ("arranged", "UJIMIN", "person:jimin"),
        ("covered_by", None, "person:bob"),
        ("ended", "ULEAD", "taken_back"),
    ]


async def test_whoever_is_erased_leaves_the_trail_and_what_was_done_stays(
    trail: StoredAudit, escalations: StoredEscalations, store: Store, keys: Keys
) -> None:
    """And no later save writes them back."""
    e = await opened_and_taken(escalations)
    sealer = Sealer([SecretStr(Fernet.generate_key().decode())])
    await StoredTraces(store, keys, sealer).leave(Whoever(user="UBOB", key="bob"), NOON)
    await escalations.save(e.model_copy(update={"revision": e.revision + 1}), due=NOON, op="b")
    assert [(one.what, one.who) for one in await told(trail)] == [("opened", "UANN"), ("taken", None)]


async def test_what_is_noted_by_itself_is_one_line_however_often(trail: StoredAudit) -> None:
    """A replica that starts notes the files; a lost reply makes it do so twice."""
    entry = Entry(at=NOON, about="files", what="live", detail="escalation.yaml 1f0e")
    for _ in range(2):
        await trail.note(entry)
    assert await told(trail) == [entry]


async def test_who_changed_which_settings_is_told_and_not_what_they_chose(
    trail: StoredAudit, store: Store, keys: Keys
) -> None:
    """How somebody likes to be thanked is nobody else's business."""
    await StoredPreferences(store, keys, clock=lambda: NOON).change("UBOB", thanks="private")
    assert [(one.what, one.who, one.detail) for one in await told(trail)] == [("changed", "UBOB", "thanks")]
    assert "private" not in str(await store.fields(keys.audit(TODAY)))
