"""Thanks, nights and notes as the version before this one stored them, read and carried on by this one.

`feedback_from_before.json` is what the code of commit 718c5ee left in Redis: key by key, its type and what it held.
"""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.adapters.keys import Keys
from bot.adapters.redis_client import Script, Store
from bot.adapters.sealing import Sealer
from bot.adapters.store_deadlines import StoredDeadlines
from bot.adapters.store_improvements import StoredImprovements
from bot.adapters.store_kudos import StoredKudos, StoredNights
from bot.adapters.store_notes import StoredNotes
from bot.adapters.store_people import StoredPreferences
from bot.adapters.store_published import StoredPublished
from bot.adapters.store_rebuild import rebuild
from bot.domain.correction import Observation
from bot.domain.note_life import after_answer, after_opening, next_due, part_of
from bot.ports import NewId
from bot.ports.kudos import Kept
from tests.contracts.feedback import NEXT, NOON, TONIGHT, later, next_of

STORED = json.loads((Path(__file__).parent / "feedback_from_before.json").read_text(encoding="utf-8"))
SEALER = Sealer([SecretStr("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=")])
WORDS = Observation(
    situation="zz-situation", behaviour="zz-behaviour", impact="zz-impact", next_time="zz-next"
)
EVENING = NOON + timedelta(hours=7)
_PUT = Script("put as it was", "redis.call(unpack(ARGV)) return {}")


@pytest.fixture(autouse=True)
async def stored_before(store: Store, keys: Keys) -> None:
    """What the version before left."""
    for name, (kind, held) in STORED.items():
        key = keys.named(name)
        match kind:
            case "string":
                command = ["SET", key, held]
            case "set":
                command = ["SADD", key, *held]
            case "zset":
                command = ["ZADD", key, *(str(part) for one, at in held.items() for part in (at, one))]
            case _:
                command = ["HSET", key, *(part for pair in held.items() for part in pair)]
        await store.run(_PUT, keys=[key], args=command)
        family = keys.family(key)
        if family and family.ttl:
            await store.run(_PUT, keys=[key], args=["PEXPIRE", key, 600_000])


@pytest.fixture
def notes(store: Store, keys: Keys, new_id: NewId) -> StoredNotes:
    """This version's."""
    return StoredNotes(store, keys, new_id, SEALER, lambda: timedelta(days=90))


async def test_a_delivered_note_is_opened_and_answered(notes: StoredNotes) -> None:
    """It had no answers, no day of its end and no knocks; its author, who had no list then, is told."""
    [listed] = await notes.delivered_to("UBOB")
    note = await notes.get(listed.id)
    assert note
    assert (note.words, note.answers, note.keep_until) == (WORDS, (), None)
    assert part_of(note, "UBOB", EVENING) == "reader"
    opened = after_opening(note, EVENING, tell_at=EVENING)
    said = later(
        after_answer(opened, "reply", "zzmark", EVENING, tell_at=EVENING), revision=note.revision + 1
    )
    assert await notes.live(said, due=next_due(said))
    assert await notes.get(note.id) == said


async def test_a_sealed_note_is_moved_and_withdrawn(notes: StoredNotes) -> None:
    """Its author may still change all of it."""
    [listed] = await notes.sealed_by("UANN")
    note = await notes.get(listed.id)
    assert note
    assert note.words == WORDS
    moved = later(note, night=None, deliver="next_morning", deliver_at=EVENING)
    assert await notes.move(note, moved) is True
    assert await notes.change(later(moved, withdrawn=NOON))
    assert await notes.sealed_by("UANN") == []


async def test_thanks_are_withdrawn_after_their_night_and_changed_before_it(
    store: Store, keys: Keys, new_id: NewId
) -> None:
    """Neither was listed by whom it thanks; a change sees to that."""
    book, published = StoredKudos(store, keys, new_id), StoredPublished(store, keys, new_id)
    out, waits = await book.get("KOLD"), await book.get("KNEXT")
    assert out
    assert waits
    gone = next_of(out, withdrawn=NOON)
    assert await published.change(out, gone, edits=[TONIGHT], due=NOON) == Kept(kudos=gone)
    other = next_of(waits, text="for the day after")
    assert await book.change(waits, other) == Kept(kudos=other)
    assert list(await book.received_by("UCHO", NOON)) == [other]


async def test_a_night_is_read_without_its_layout(store: Store, keys: Keys, new_id: NewId) -> None:
    """What was posted and for whom it came quietly stands; the next one waits."""
    ledger = StoredNights(store, keys, new_id)
    run = await ledger.run(TONIGHT)
    assert run
    assert (run.state, run.private, run.layout, run.story) == ("done", ("UCHO",), (), None)
    assert run.posted(run.page_key(1))
    assert await ledger.pending("support", NEXT.date) == [NEXT.date]


@pytest.mark.usefixtures("notes")
async def test_choices_the_improvement_list_and_deadlines_are_read(
    store: Store, keys: Keys, new_id: NewId
) -> None:
    """And a due index that was lost is made again from the notes."""
    assert (await StoredPreferences(store, keys).get("UCHO")).thanks == "private"
    [item] = await StoredImprovements(store, keys, SEALER).listed("support")
    assert (item.words, item.state, item.answer) == (WORDS, "open", "")
    deadlines = StoredDeadlines(store, keys, new_id)
    before = await deadlines.next_due()
    await store.remove(keys.due)
    assert await rebuild(store, keys, "note") == 1
    assert await deadlines.next_due() == before
