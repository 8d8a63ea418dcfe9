"""Kudos, nights and notes, in memory and in Redis: one contract."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr

from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store
from bot.adapters.sealing import SealBroken, Sealer
from bot.adapters.store_deadlines import StoredDeadlines
from bot.adapters.store_kudos import StoredKudos, StoredNights
from bot.adapters.store_notes import StoredNotes
from bot.domain.correction import Correction, Observation
from bot.domain.escalation import Party
from bot.domain.kudos import Kudos, Thanked
from bot.domain.language import Text
from bot.domain.night_run import NightKey, NightRoom, NightRun
from bot.ports import Deadlines, Lease, NewId
from bot.ports.kudos import Alike, DayFull, Kept, KudosBook, Overtaken
from bot.ports.nights import NightClosed, NightLedger
from bot.ports.notes import Notes
from tests.contracts.sample import party
from tests.fakes.feedback_store import FakeKudos, FakeNights, FakeNotes
from tests.fakes.store import FakeDeadlines

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)
FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)
TONIGHT, NEXT = NightKey(team="support", date=FRIDAY), NightKey(team="support", date=MONDAY)
WORDS = Observation(
    situation="zz-situation", behaviour="zz-behaviour", impact="zz-impact", next_time="zz-next"
)
_number = count(1)


@dataclass
class Feedback:
    """One implementation of each."""

    kudos: KudosBook
    nights: NightLedger
    notes: Notes
    deadlines: Deadlines

    async def lease(self, item: str) -> Lease:
        """A lease that is free."""
        lease = await self.deadlines.lease(item)
        assert lease
        return lease


@pytest.fixture
def feedback(kind: str, request: pytest.FixtureRequest, new_id: NewId) -> Feedback:
    """The ports of that implementation, empty."""
    if kind == "memory":
        deadlines = FakeDeadlines(new_id, lambda: datetime.now(UTC))
        nights = FakeNights(deadlines)
        return Feedback(FakeKudos(nights), nights, FakeNotes(deadlines, nights), deadlines)
    store, keys = request.getfixturevalue("store"), request.getfixturevalue("keys")
    return stored(store, keys, new_id)


def stored(store: Store, keys: Keys, new_id: NewId) -> Feedback:
    """The ports in Redis, with a key of their own."""
    sealer = Sealer([SecretStr(Fernet.generate_key().decode())])
    return Feedback(
        StoredKudos(store, keys, new_id),
        StoredNights(store, keys, new_id),
        StoredNotes(store, keys, new_id, sealer, lambda: timedelta(days=90)),
        StoredDeadlines(store, keys, new_id),
    )


def kudos(
    *people: str, night: NightKey = TONIGHT, giver: str = "UANN", text: str = "thanks", given: datetime = NOON
) -> Kudos:
    """Thanks, unlike any other in their id."""
    return Kudos(
        id=f"K{next(_number)}",
        giver=party(giver),
        recipients=tuple(Thanked(who=party(user), night=night) for user in people or ("UBOB",)),
        text=text,
        given=given,
        day=FRIDAY,
    )


def note(*, night: NightKey | None = TONIGHT, author: str = "UANN", to: str = "UBOB") -> Correction:
    """A sealed note."""
    return Correction(
        id=f"N{next(_number)}",
        author=party(author),
        recipient=party(to),
        words=WORDS,
        written=NOON,
        night=night,
        deliver_at=NOON + timedelta(hours=7),
    )


def next_of(thing: Kudos, **update: object) -> Kudos:
    """The same kudos, one write later."""
    return thing.model_copy(update={"revision": thing.revision + 1, **update})


def later(thing: Correction, **update: object) -> Correction:
    """The same note, one write later."""
    return thing.model_copy(update={"revision": thing.revision + 1, **update})


def unopened(thing: Correction) -> Correction:
    """The same note as a list has it: without its words."""
    erased = Observation(situation="", behaviour="", impact="", next_time="")
    return thing.model_copy(update={"words": erased})


def closing(night: NightKey = TONIGHT) -> NightRun:
    """The run that closes a night."""
    return NightRun(night=night, closed=NOON)


async def test_what_is_given_waits_for_its_night_and_is_its_givers(feedback: Feedback) -> None:
    """A kudos is stored whole, in its night and in the giver's list."""
    one = kudos("UBOB", "UCHO")
    assert await feedback.kudos.give(one, cap=5) == Kept(kudos=one)
    assert await feedback.kudos.get(one.id) == one
    assert await feedback.kudos.given_by("UANN", NOON - timedelta(days=1)) == [one]
    assert await feedback.kudos.given_by("UBOB", NOON - timedelta(days=1)) == []
    assert await feedback.nights.kudos([TONIGHT]) == [one]
    assert await feedback.nights.pending("support", FRIDAY) == [FRIDAY]


async def test_fifty_at_once_keep_the_days_cap(feedback: Feedback) -> None:
    """The cap is counted in the write itself, so no two can both be the last."""
    sent = [feedback.kudos.give(kudos(text=f"thanks {n}"), cap=5) for n in range(50)]
    answers = await asyncio.gather(*sent)
    assert sum(isinstance(answer, Kept) for answer in answers) == 5
    assert sum(isinstance(answer, DayFull) for answer in answers) == 45


async def test_taking_back_frees_the_place_in_the_day(feedback: Feedback) -> None:
    """Whoever took one back may give another."""
    one = kudos(text="one")
    await feedback.kudos.give(one, cap=1)
    assert await feedback.kudos.give(kudos(text="two"), cap=1) == DayFull()
    gone = next_of(one, taken_back=NOON)
    assert await feedback.kudos.change(one, gone) == Kept(kudos=gone)
    assert isinstance(await feedback.kudos.give(kudos(text="two"), cap=1), Kept)


async def test_the_same_within_five_minutes_is_one(feedback: Feedback) -> None:
    """Ten sends at once of the same words to the same people are one kudos."""
    answers = await asyncio.gather(*(feedback.kudos.give(kudos("UBOB", "UCHO"), cap=99) for _ in range(10)))
    assert sum(isinstance(answer, Kept) for answer in answers) == 1
    [kept] = await feedback.nights.kudos([TONIGHT])
    turned = kudos("UCHO", "UBOB", text="THANKS", given=NOON + timedelta(minutes=4))
    assert await feedback.kudos.give(turned, cap=99) == Alike(kudos=kept)
    afterwards = kudos("UBOB", "UCHO", given=NOON + timedelta(minutes=6))
    assert isinstance(await feedback.kudos.give(afterwards, cap=99), Kept)


async def test_what_was_taken_back_can_be_given_again_at_once(feedback: Feedback) -> None:
    """A second thought is no repeat."""
    one = kudos()
    await feedback.kudos.give(one, cap=5)
    await feedback.kudos.change(one, next_of(one, taken_back=NOON))
    assert isinstance(await feedback.kudos.give(kudos(), cap=5), Kept)


async def test_a_closed_night_accepts_nothing(feedback: Feedback) -> None:
    """Neither new thanks, nor changes, nor notes; and it says which night it was."""
    one = kudos()
    await feedback.kudos.give(one, cap=5)
    await feedback.nights.close(closing())
    assert await feedback.kudos.give(kudos(text="late"), cap=5) == NightClosed(nights=(TONIGHT,))
    assert await feedback.kudos.change(one, next_of(one, text="x")) == NightClosed(nights=(TONIGHT,))
    assert await feedback.kudos.change(one, next_of(one, taken_back=NOON)) == NightClosed(nights=(TONIGHT,))
    assert await feedback.notes.seal(note()) == NightClosed(nights=(TONIGHT,))
    assert await feedback.nights.kudos([TONIGHT]) == [one]


async def test_a_change_moves_it_to_its_new_night(feedback: Feedback) -> None:
    """Re-addressed to another team, it leaves the night it waited for."""
    one = kudos()
    await feedback.kudos.give(one, cap=5)
    moved = next_of(one, recipients=(Thanked(who=party("UCHO"), night=NEXT),))
    assert await feedback.kudos.change(one, moved) == Kept(kudos=moved)
    assert await feedback.nights.kudos([TONIGHT]) == []
    assert await feedback.nights.kudos([NEXT]) == [moved]
    assert await feedback.nights.pending("support", MONDAY) == [MONDAY]


async def test_everybody_thanked_finds_what_they_were_given(feedback: Feedback) -> None:
    """Each recipient, oldest first, since a moment; it follows who is thanked and goes when it is taken back."""
    before = kudos("UBOB", text="before", given=NOON - timedelta(days=2))
    one = kudos("UBOB", "UCHO")
    for given in (one, before):
        await feedback.kudos.give(given, cap=5)
    long_ago, today = NOON - timedelta(days=9), NOON - timedelta(days=1)
    assert await feedback.kudos.received_by("UBOB", long_ago) == [before, one]
    assert await feedback.kudos.received_by("UBOB", today) == [one]
    assert await feedback.kudos.received_by("UCHO", long_ago) == [one]
    assert await feedback.kudos.received_by("UANN", long_ago) == []
    moved = next_of(one, recipients=(Thanked(who=party("UCHO"), night=NEXT),))
    await feedback.kudos.change(one, moved)
    assert await feedback.kudos.received_by("UBOB", today) == []
    assert await feedback.kudos.received_by("UCHO", today) == [moved]
    await feedback.kudos.change(moved, next_of(moved, taken_back=NOON))
    assert await feedback.kudos.received_by("UCHO", today) == []


async def test_what_a_customer_wrote_is_kept_like_any_other(feedback: Feedback) -> None:
    """It has nobody in Slack as its giver, and its recipient finds it."""
    words = kudos("UBOB").model_copy(
        update={"source": "customer", "giver": Party(user="", name=Text(en="a customer"))}
    )
    assert await feedback.kudos.give(words, cap=1) == Kept(kudos=words)
    assert await feedback.kudos.received_by("UBOB", NOON) == [words]
    assert await feedback.nights.kudos([TONIGHT]) == [words]


async def test_a_change_of_something_older_is_overtaken(feedback: Feedback) -> None:
    """Two windows open on one kudos: the second to save reads again first."""
    one = kudos()
    await feedback.kudos.give(one, cap=5)
    await feedback.kudos.change(one, next_of(one, text="a"))
    assert await feedback.kudos.change(one, next_of(one, text="b")) == Overtaken()


async def test_closing_twice_answers_the_first(feedback: Feedback) -> None:
    """Whoever comes second learns how far the first got."""
    first = await feedback.nights.close(closing())
    lease = await feedback.lease("night:support")
    saved = first.model_copy(update={"revision": 1, "private": ("UBOB",)})
    assert await feedback.nights.save(saved, lease=lease)
    assert await feedback.nights.close(closing()) == saved
    assert await feedback.nights.run(TONIGHT) == saved
    assert await feedback.nights.run(NEXT) is None
    assert await feedback.nights.closed([TONIGHT, NEXT]) == {TONIGHT}


async def test_a_run_is_saved_only_under_its_lease_and_in_order(feedback: Feedback) -> None:
    """Whoever overslept its lease writes nothing."""
    run = await feedback.nights.close(closing())
    lease = await feedback.lease("night:support")
    skipped = run.model_copy(update={"revision": 2})
    assert not await feedback.nights.save(skipped, lease=lease)
    await feedback.deadlines.release(lease)
    assert not await feedback.nights.save(run.model_copy(update={"revision": 1}), lease=lease)


async def test_a_done_run_takes_its_dates_out_of_what_is_pending(feedback: Feedback) -> None:
    """Missed dates that shared the post are done with it."""
    await feedback.kudos.give(kudos(), cap=5)
    run = await feedback.nights.close(closing(NEXT))
    lease = await feedback.lease("night:support")
    assert await feedback.nights.pending("support", MONDAY) == [FRIDAY, MONDAY]
    done = run.model_copy(update={"revision": 1, "state": "done", "also": (FRIDAY,)})
    assert await feedback.nights.save(done, lease=lease)
    assert await feedback.nights.pending("support", MONDAY) == []


async def test_a_teams_night_is_put_into_the_due_index(feedback: Feedback) -> None:
    """And taken out of it where a team has none any more."""
    await feedback.nights.schedule("support", NOON)
    assert await feedback.deadlines.next_due() == NOON
    await feedback.nights.schedule("support", None)
    assert await feedback.deadlines.next_due() is None


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
    other = WORDS.model_copy(update={"impact": "zz-other"})
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
    now = later(monday, night=None, deliver_at=NOON, words=WORDS.model_copy(update={"phrase": "zz-phrase"}))
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
    assert "zz-" not in held
    assert brought.id in held


async def test_a_lost_deadline_is_rebuilt_from_its_note(store: Store, keys: Keys, new_id: NewId) -> None:
    """The index can always be made again."""
    feedback = stored(store, keys, new_id)
    one = note()
    await feedback.notes.seal(one)
    await store.remove(keys.due)
    assert isinstance(feedback.notes, StoredNotes)
    assert await feedback.notes.rebuild() == 1
    assert await feedback.notes.rebuild() == 0
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
    assert "zz-" not in str(broken.value)


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
    assert "zz-" not in shown(note())


async def everything(store: Store, keys: Keys) -> str:
    """Every key name and every value of a workspace, as one text."""
    found: list[str] = []
    async for key in store.scan(keys, keys.every):
        kind, _ = await store.kind_and_ttl(key)
        read = {"hash": store.fields, "string": store.get, "set": store.members, "zset": store.scores}[kind]
        found += [key, str(await read(key))]
    return "\n".join(found)


async def test_what_a_night_holds_is_read_by_ids(feedback: Feedback) -> None:
    """Each once, in the order asked; what is gone is left out."""
    one, two = kudos(), kudos("UCHO", text="more thanks")
    await feedback.kudos.give(one, cap=5)
    await feedback.kudos.give(two, cap=5)
    assert sorted(await feedback.nights.held([TONIGHT, TONIGHT])) == sorted([one.id, two.id])
    assert await feedback.nights.those([two.id, "nobody's", one.id]) == [two, one]


async def test_the_layout_of_a_run_is_written_once_and_stands(feedback: Feedback) -> None:
    """It goes with the write that fixes it; later ones leave it alone, also where a replica does not know it."""
    await feedback.nights.close(closing())
    lease = await feedback.lease("night:support")
    layout = (("K1", "K2"), ("K3",))
    fixed = closing().model_copy(
        update={"revision": 1, "layout": layout, "story": "K2", "thanked": (FRIDAY,)}
    )
    assert await feedback.nights.save(fixed, lease=lease, fixed=True)
    assert await feedback.nights.run(TONIGHT) == fixed
    unknowing = fixed.model_copy(update={"revision": 2, "layout": ()})
    assert await feedback.nights.save(unknowing, lease=lease)
    assert await feedback.nights.run(TONIGHT) == fixed.model_copy(update={"revision": 2})
    assert await feedback.nights.close(closing()) == fixed.model_copy(update={"revision": 2})


async def test_the_room_of_a_teams_nights_is_remembered(feedback: Feedback) -> None:
    """Nothing, then what was kept last."""
    assert await feedback.nights.room("support") is None
    for told in ("archived", None):
        room = NightRoom(named="#kudos", id="CKUDOS", told=told)
        await feedback.nights.keep_room("support", room)
        assert await feedback.nights.room("support") == room
