"""Notes, in memory and in Redis: one contract; and how their words are sealed."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr

from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store
from bot.adapters.sealing import SealBroken, Sealer
from bot.adapters.store_rebuild import rebuild
from bot.domain.correction import Correction
from bot.ports import NewId
from bot.ports.nights import NightClosed
from tests.contracts.feedback import (
    NEXT,
    NOON,
    TONIGHT,
    WORDS,
    Feedback,
    closing,
    everything,
    later,
    note,
    stored,
    unopened,
)


async def test_a_note_is_sealed_with_its_deadline(feedback: Feedback) -> None:
    """Stored whole, due at its time, known to its night and its author."""
    one = note()
    assert await feedback.notes.seal(one) is None
    assert await feedback.notes.get(one.id) == one
    assert await feedback.notes.sealed_by("UANN") == [unopened(one)]
    assert await feedback.notes.sealed_by("UBOB") == []
    assert await feedback.notes.delivered_to("UBOB") == []
    assert await feedback.nights.notes(TONIGHT) == [one.id]
    [due] = await feedback.deadlines.claim(one.deliver_at, 10)
    assert due.item == f"note:{one.id}"


async def test_a_form_sent_twice_is_one_note(feedback: Feedback) -> None:
    """The second send changes nothing, also after it was changed."""
    one = note()
    await feedback.notes.seal(one)
    changed = later(one, value="hear")
    assert await feedback.notes.change(changed)
    assert await feedback.notes.seal(one) is None
    assert await feedback.notes.get(one.id) == changed


async def test_a_note_without_a_night_is_sealed_too(feedback: Feedback) -> None:
    """Where no team has nights it only has its own deadline."""
    one = note(night=None)
    assert await feedback.notes.seal(one) is None
    assert await feedback.notes.get(one.id) == one


async def test_a_changed_note_has_its_new_words_and_its_old_deadline(feedback: Feedback) -> None:
    """Changing the words does not move the delivery."""
    one = note()
    await feedback.notes.seal(one)
    other = WORDS.model_copy(update={"impact": "zzmark-other"})
    changed = later(one, words=other)
    assert await feedback.notes.change(changed)
    assert await feedback.notes.get(one.id) == changed
    assert await feedback.deadlines.next_due() == one.deliver_at
    assert not await feedback.notes.change(later(one, value="hear"))


async def test_a_moved_note_has_its_new_deadline_and_night(feedback: Feedback) -> None:
    """Out of tonight's, into another night's or none's; in one step with its words."""
    one = note()
    await feedback.notes.seal(one)
    monday = later(one, night=NEXT, deliver_at=NOON + timedelta(days=3))
    assert await feedback.notes.move(one, monday) is True
    assert await feedback.notes.get(one.id) == monday
    assert await feedback.deadlines.next_due() == monday.deliver_at
    assert (await feedback.nights.notes(TONIGHT), await feedback.nights.notes(NEXT)) == ([], [one.id])
    now = later(
        monday, night=None, deliver_at=NOON, words=WORDS.model_copy(update={"phrase": "zzmark-phrase"})
    )
    assert await feedback.notes.move(monday, now) is True
    assert await feedback.notes.get(one.id) == now
    assert await feedback.nights.notes(NEXT) == []
    assert await feedback.deadlines.next_due() == NOON


async def test_a_note_moves_to_no_closed_night_and_only_in_order(feedback: Feedback) -> None:
    """It stays where it was; so does one that was changed, withdrawn or delivered meanwhile."""
    one = note()
    await feedback.notes.seal(one)
    await feedback.nights.close(closing(NEXT))
    assert await feedback.notes.move(one, later(one, night=NEXT)) == NightClosed(nights=(NEXT,))
    assert await feedback.nights.notes(TONIGHT) == [one.id]
    await feedback.nights.close(closing())
    kept = later(one, deliver="tonight", value="hear")
    assert await feedback.notes.move(one, kept) is True
    assert await feedback.notes.move(one, later(one, value="act")) is False
    gone = later(kept, withdrawn=NOON)
    await feedback.notes.change(gone)
    assert await feedback.notes.move(gone, later(gone, night=None)) is False
    assert await feedback.notes.move(note(), later(note())) is False


async def test_a_withdrawn_note_loses_words_deadline_and_place(feedback: Feedback) -> None:
    """Nothing of it is left to deliver."""
    one = note()
    await feedback.notes.seal(one)
    assert await feedback.notes.change(later(one, withdrawn=NOON))
    left = await feedback.notes.get(one.id)
    assert left is not None
    assert left.words.situation == ""
    assert await feedback.deadlines.next_due() is None
    assert await feedback.nights.notes(TONIGHT) == []
    assert await feedback.notes.sealed_by("UANN") == []


async def test_a_delivered_note_is_its_readers(feedback: Feedback) -> None:
    """It leaves its author's list and its night, and keeps its words for its reader."""
    one = note()
    await feedback.notes.seal(one)
    lease = await feedback.lease(f"note:{one.id}")
    done = later(one, delivered=NOON + timedelta(hours=7))
    assert await feedback.notes.save(done, lease=lease, due=None)
    assert await feedback.notes.delivered_to("UBOB") == [unopened(done)]
    assert await feedback.notes.sealed_by("UANN") == []
    assert await feedback.nights.notes(TONIGHT) == []
    opened = later(done, opened=NOON + timedelta(hours=8))
    assert await feedback.notes.live(opened, due=None)
    assert await feedback.notes.get(one.id) == opened


async def test_a_note_put_off_is_due_later(feedback: Feedback) -> None:
    """It waits for its reader's hours."""
    one = note()
    await feedback.notes.seal(one)
    lease = await feedback.lease(f"note:{one.id}")
    await feedback.notes.put_off(lease, NOON + timedelta(days=1))
    await feedback.deadlines.release(lease)
    assert await feedback.deadlines.next_due() == NOON + timedelta(days=1)


async def test_whoever_lost_the_lease_of_a_note_writes_nothing(feedback: Feedback) -> None:
    """Another replica brings it."""
    one = note()
    await feedback.notes.seal(one)
    lease = await feedback.lease(f"note:{one.id}")
    await feedback.deadlines.release(lease)
    assert not await feedback.notes.save(later(one, delivered=NOON), lease=lease, due=None)


async def test_the_store_holds_no_word_of_a_note(store: Store, keys: Keys, new_id: NewId) -> None:
    """Every key name and every value is searched while it is sealed, changed and delivered."""
    feedback = stored(store, keys, new_id)
    sealed, brought = note(), note()
    for one in (sealed, brought):
        await feedback.notes.seal(one)
    await feedback.notes.change(later(sealed, value="hear"))
    lease = await feedback.lease(f"note:{brought.id}")
    await feedback.notes.save(later(brought, delivered=NOON), lease=lease, due=None)
    held = await everything(store, keys)
    assert not [word for word in WORDS.model_dump().values() if word and word in held]
    assert brought.id in held


async def test_a_lost_deadline_is_rebuilt_from_its_note(store: Store, keys: Keys, new_id: NewId) -> None:
    """The index can always be made again."""
    feedback = stored(store, keys, new_id)
    one = note()
    await feedback.notes.seal(one)
    await store.remove(keys.due)
    assert await rebuild(store, keys, "note") == 1
    assert await rebuild(store, keys, "note") == 0
    assert await feedback.deadlines.next_due() == one.deliver_at


async def test_a_note_whose_key_is_lost_does_not_hide_the_others(
    store: Store, keys: Keys, new_id: NewId
) -> None:
    """Lists open nothing; only opening that one fails, without a word of it."""
    before, after = stored(store, keys, new_id), stored(store, keys, new_id)
    lost, other = note(), note()
    await before.notes.seal(lost)
    await after.notes.seal(other)
    assert len(await after.notes.sealed_by("UANN")) == 2
    assert await after.notes.get(other.id) == other
    with pytest.raises(SealBroken, match=lost.id):
        await after.notes.get(lost.id)


def test_words_moved_to_another_note_do_not_open() -> None:
    """A seal is bound to its note; the error says nothing of the words."""
    sealer = Sealer([SecretStr(Fernet.generate_key().decode())])
    sealed = sealer.seal(WORDS, note="N1")
    with pytest.raises(SealBroken) as broken:
        sealer.open(sealed, note="N2")
    assert "zzmark-" not in str(broken.value)


def test_a_new_key_still_opens_what_the_old_one_sealed() -> None:
    """Keys are changed by putting the new one first."""
    old, new = (SecretStr(Fernet.generate_key().decode()) for _ in range(2))
    sealed = Sealer([old]).seal(WORDS, note="N1")
    assert Sealer([new, old]).open(sealed, note="N1") == WORDS
    with pytest.raises(SealBroken):
        Sealer([new]).open(sealed, note="N1")


@pytest.mark.parametrize("shown", [repr, str, lambda one: one.model_dump_json(exclude={"words"})])
def test_printing_a_note_shows_none_of_its_words(shown: Callable[[Correction], str]) -> None:
    """A careless log line gives nothing away."""
    assert "zzmark-" not in shown(note())
