"""Delivered notes and what is chosen about them, in memory and in Redis: one contract."""

import json
from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr

from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store
from bot.adapters.sealing import SealedTickets, Sealer
from bot.adapters.store_notes import StoredNotes
from bot.adapters.store_rebuild import rebuild
from bot.domain.correction import Answer, Correction, Knock, Shown
from bot.ports import NewId
from tests.contracts.feedback import NOON, WORDS, Feedback, everything, later, note, stored, unopened
from tests.contracts.sample import party

EVENING = NOON + timedelta(hours=7)
KEPT = timedelta(days=90)


async def brought(feedback: Feedback, *, author: str = "UANN", **more: object) -> Correction:
    """A note that was delivered."""
    one = note(author=author)
    await feedback.notes.seal(one)
    lease = await feedback.lease(f"note:{one.id}")
    done = later(one, **{"delivered": EVENING, "keep_until": EVENING + KEPT, **more})
    assert await feedback.notes.save(done, lease=lease, due=done.keep_until)
    await feedback.deadlines.release(lease)
    return done


def answered(one: Correction) -> Correction:
    """With two answers, one of them without words."""
    said = (
        Answer(kind="understood", at=EVENING),
        Answer(kind="differ", at=EVENING, words="zzmark-answer"),
    )
    knock = Knock(number=1, to="UANN", due=EVENING, about="answered")
    return later(one, opened=EVENING, answers=said, knocks=(knock,), knocked=1)


async def test_an_answer_is_kept_with_its_words_and_its_deadline(feedback: Feedback) -> None:
    """Read whole again, and due when somebody is to be told."""
    one = answered(await brought(feedback))
    assert await feedback.notes.live(one, due=EVENING)
    assert await feedback.notes.get(one.id) == one
    assert await feedback.deadlines.next_due() == EVENING
    assert not await feedback.notes.live(one, due=None)


async def test_no_list_holds_the_words_of_an_answer(feedback: Feedback) -> None:
    """Neither its reader's nor its author's."""
    one = answered(await brought(feedback))
    await feedback.notes.live(one, due=None)
    for [listed] in (await feedback.notes.delivered_to("UBOB"), await feedback.notes.sent_by("UANN")):
        assert [answer.words for answer in listed.answers] == ["", ""]
        assert listed == unopened(one).model_copy(update={"answers": listed.answers})


async def test_a_delivered_note_stands_in_its_authors_other_list(feedback: Feedback) -> None:
    """Newest first, and in nobody else's."""
    first = await brought(feedback)
    second = await brought(feedback, delivered=EVENING + timedelta(hours=1))
    assert [one.id for one in await feedback.notes.sent_by("UANN")] == [second.id, first.id]
    assert await feedback.notes.sent_by("UBOB") == []
    assert await feedback.notes.sealed_by("UANN") == []


async def test_a_held_note_is_its_authors_alone(feedback: Feedback) -> None:
    """To its author it is like any other; its reader has none."""
    held = await brought(feedback, held=True)
    open_ = await brought(feedback)
    theirs = {one.id: one for one in await feedback.notes.sent_by("UANN")}
    assert theirs[held.id].model_copy(update={"id": "", "knocks": ()}) == theirs[open_.id].model_copy(
        update={"id": "", "knocks": ()}
    )
    assert [one.id for one in await feedback.notes.delivered_to("UBOB")] == [open_.id]
    stored = await feedback.notes.get(held.id)
    assert stored is not None
    assert stored.held


async def test_an_erased_note_is_nowhere(feedback: Feedback) -> None:
    """In no list, in no night, and not due; erased again, too."""
    one, sealed = await brought(feedback), note()
    await feedback.notes.seal(sealed)
    for gone in (one, sealed, one):
        await feedback.notes.erase(gone)
    assert await feedback.notes.get(one.id) is None
    assert await feedback.notes.sent_by("UANN") == []
    assert await feedback.notes.sealed_by("UANN") == []
    assert await feedback.notes.delivered_to("UBOB") == []
    assert await feedback.deadlines.next_due() is None
    assert sealed.night
    assert await feedback.nights.notes(sealed.night) == []


async def test_a_life_is_written_only_under_a_lease_that_holds(feedback: Feedback) -> None:
    """Whoever overslept it writes nothing; a person pressing a button needs none."""
    one = await brought(feedback)
    lease = await feedback.lease(f"note:{one.id}")
    await feedback.deadlines.release(lease)
    assert not await feedback.notes.live(later(one, opened=EVENING), due=None, lease=lease)
    assert await feedback.notes.live(later(one, opened=EVENING), due=None)


async def test_a_block_holds_until_it_is_taken_back(feedback: Feedback) -> None:
    """For one author and one reader, set twice like once."""
    for _ in range(2):
        await feedback.notes.block("UBOB", "UANN")
    await feedback.notes.block("UBOB", "UCHO")
    assert await feedback.notes.blocks("UBOB", "UANN")
    assert not await feedback.notes.blocks("UANN", "UBOB")
    assert await feedback.notes.blocked_by("UBOB") == ["UANN", "UCHO"]
    for _ in range(2):
        await feedback.notes.unblock("UBOB", "UANN")
    assert not await feedback.notes.blocks("UBOB", "UANN")
    assert await feedback.notes.blocked_by("UBOB") == ["UCHO"]


async def test_the_store_tells_neither_answers_nor_blocks(store: Store, keys: Keys, new_id: NewId) -> None:
    """No word of an answer, nobody's name among the blocks, and no way to tell a held note from another one."""
    feedback = stored(store, keys, new_id)
    held, other = await brought(feedback, held=True), await brought(feedback)
    await feedback.notes.live(answered(other), due=None)
    await feedback.notes.block("UBOB", "UANN")
    whole = await everything(store, keys)
    assert not [word for word in (*WORDS.model_dump().values(), "zzmark-answer") if word and word in whole]
    assert '"held"' not in whole
    [blocks] = [await store.fields(key) async for key in store.scan(keys, keys.note_blocks("*"))]
    assert "UANN" not in f"{blocks}"
    one, two = [await store.fields(keys.note(note.id)) for note in (held, await brought(feedback))]
    assert one.keys() == two.keys()
    assert len(one["said"]) == len(two["said"])


@pytest.mark.parametrize("sent", ["", "N1", "gAAAA", "메모", "\udfff", "x" * 2000])
def test_what_is_no_ticket_is_taken_for_an_id(sent: str) -> None:
    """Messages of before carry ids; and anybody may send anything."""
    tickets = SealedTickets(Sealer([SecretStr(Fernet.generate_key().decode())]))
    assert tickets.note_of(sent) == sent


def test_no_two_messages_can_be_matched() -> None:
    """A ticket is another one each time, opens the same note, and a key tells nothing of it."""
    sealer = Sealer([SecretStr(Fernet.generate_key().decode())])
    tickets = SealedTickets(sealer)
    one, two = tickets.ticket("NOTE-OF-ANN"), tickets.ticket("NOTE-OF-ANN")
    assert one != two
    assert tickets.note_of(one) == tickets.note_of(two) == "NOTE-OF-ANN"
    assert "NOTE-OF-ANN" not in f"{one}{two}{tickets.key('NOTE-OF-ANN-1')}"
    assert tickets.key("note-N1-1") == tickets.key("note-N1-1") != tickets.key("note-N1-2")
    other = sealer.seal_text("N1", bound="something else")
    assert tickets.note_of(other) == other


async def test_a_changed_key_still_knows_a_block(store: Store, keys: Keys, new_id: NewId) -> None:
    """With the old key behind the new one it holds, and can be taken back."""
    old, new = (SecretStr(Fernet.generate_key().decode()) for _ in range(2))

    def notes(*ring: SecretStr) -> StoredNotes:
        return StoredNotes(store, keys, new_id, Sealer(ring), lambda: KEPT)

    await notes(old).block("UBOB", "UANN")
    assert await notes(new, old).blocks("UBOB", "UANN")
    assert await notes(new, old).blocked_by("UBOB") == ["UANN"]
    await notes(new, old).unblock("UBOB", "UANN")
    assert await notes(new, old).blocked_by("UBOB") == []


async def test_a_note_lives_as_long_as_was_said_at_its_delivery(
    store: Store, keys: Keys, new_id: NewId
) -> None:
    """The key expires by itself, also if nobody comes to erase it."""
    feedback = stored(store, keys, new_id)
    one = await brought(feedback, keep_until=EVENING + timedelta(days=3))
    for key in (keys.note(one.id), keys.notes_to("UBOB"), keys.notes_sent("UANN")):
        _, ttl = await store.kind_and_ttl(key)
        assert ttl is not None
        assert timedelta(days=2) < ttl <= timedelta(days=3)


async def test_a_note_stored_before_reads_and_lives_on(store: Store, keys: Keys, new_id: NewId) -> None:
    """A record without anything of a later life: opened, and answered."""
    feedback = stored(store, keys, new_id)
    one = await brought(feedback)
    old = await store.field(keys.note(one.id), "record")
    assert old
    known = {"version", "id", "revision", "author", "recipient", "value", "written", "night", "deliver_at"}
    record = {name: value for name, value in json.loads(old).items() if name in {*known, "delivered", "post"}}
    await store.put_field(keys.note(one.id), "record", json.dumps(record))
    await store.drop_fields(keys.note(one.id), "said", "due")
    read = await feedback.notes.get(one.id)
    assert read is not None
    assert read.words == one.words
    assert await feedback.notes.live(answered(read), due=None)
    assert await feedback.notes.get(one.id) == answered(read)


async def test_a_lost_deadline_of_a_delivered_note_is_rebuilt(
    store: Store, keys: Keys, new_id: NewId
) -> None:
    """What is to be told, asked or erased is put back."""
    feedback = stored(store, keys, new_id)
    one = await brought(feedback)
    await store.remove(keys.due)
    assert await rebuild(store, keys, "note") == 1
    assert await feedback.deadlines.next_due() == one.keep_until


@pytest.mark.parametrize("shown", [repr, str])
def test_printing_a_life_shows_none_of_its_words(shown: type) -> None:
    """Nor whether its reader wants it."""
    one = answered(note()).model_copy(update={"held": True, "shown": (Shown(who=party("UDAN"), at=EVENING),)})
    assert "zzmark-" not in shown(one)
    assert "held" not in shown(one)
