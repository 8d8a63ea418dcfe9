"""Erasing somebody in a real store: what goes, what stays without their name, what goes on until it ends."""

import json
from contextlib import suppress

import pytest

from bot.adapters.families import FAMILIES
from bot.adapters.holdings import HOLDINGS, How
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store
from bot.domain.escalation import PromiseState, State
from bot.ports.my_data import Kind
from bot.services.erase_me import ask_to_be_erased
from bot.services.my_data import held_about
from tests.fakes.faults import Killed
from tests.services.my_data_lives import noted, shared, thanked, worked
from tests.services.my_data_scene import Lived, lived

ON_ITS_WAY = {
    "escalation:<id>", "open:people", "promise:<id>", "promises:people", "cover:<id>", "covers", "erasure:<user>", "due",
}  # fmt: skip
"""What goes on for now, as the window says before: a customer or somebody on call rests on it."""
STAYS = {"known-people", "note:<id>"}
"""Who the file names, and a note that is on its way to him."""


@pytest.fixture
def at(store: Store, keys: Keys) -> Lived:
    """Nothing has happened yet."""
    return lived(store, keys)


def test_every_family_of_keys_is_shown_and_erased_or_says_why_not() -> None:
    """Whoever adds a family says in `bot.adapters.holdings` what it holds about people."""
    assert set(HOLDINGS) == {family.shape for family in FAMILIES}
    assert all(one.why for one in HOLDINGS.values() if one.how is How.STAYS)


async def everything(at: Lived) -> None:
    """A whole life of Bob's."""
    await thanked(at)
    await noted(at)
    await shared(at)


async def test_nothing_of_them_is_left_but_what_goes_on(at: Lived) -> None:
    """In no key and in no byte of the store; and in the end only what the file names him for."""
    await everything(at)
    e, promise, _ = await worked(at)
    assert len(await at.traces()) > 20
    await at.erase()
    assert set(await at.traces()) <= ON_ITS_WAY | STAYS
    assert await at.traces()
    [(_, user, waits, _)] = at.voice.told
    assert (user, waits) == ("UBOB", 3)
    stored = await at.escalations.get(e.id)
    assert stored
    assert stored.requester.user == "UBOB"
    closed = stored.model_copy(
        update={"state": State.RESOLVED, "closed": at.now, "revision": stored.revision + 1}
    )
    assert await at.escalations.save(closed, due=None, op="end")
    kept = promise.promise.model_copy(update={"state": PromiseState.KEPT, "ended": at.now})
    assert await at.promises.save(
        promise.model_copy(update={"promise": kept, "revision": 1}), due=None, op="end"
    )
    at.scene.later(days=1, minutes=1)
    await at.tick("erase")
    assert set(await at.traces()) == STAYS
    assert len(at.voice.told) == 1
    ended = await at.escalations.get(e.id)
    assert ended
    assert ended.requester.name.en == "somebody who asked to be erased"
    assert "others: thanks" in ended.notes[1].text


async def test_records_still_read_and_keep_what_is_not_his(at: Lived) -> None:
    """The history of a customer stays; so do thanks to those who were thanked with him, and a shared phrase."""
    await everything(at)
    await worked(at)
    await at.erase()
    read = [key async for key in at.store.scan(at.keys, at.keys.escalation("*"))]
    found = [await at.escalations.get(key.rpartition(":")[2]) for key in read]
    assert [one.packet.need for one in found if one] == ["환불 부탁드려요 & thanks"] * 2
    [phrase] = (await at.practices.shelf()).practices
    assert (phrase.text, phrase.author.user) == ("I call back today.", "")
    thanks = await at.scene.thanks.kudos.received_by("UCHO", at.now.replace(year=2000))
    assert [one.text for one in thanks] == [
        "to you two for the calm words on the phone",
        "you and (somebody who asked to be erased) found that invoice, (somebody who asked to be erased) says",
    ]
    brought = await at.tools.notes.notes.get("NBC")
    assert brought
    assert (brought.words.situation, brought.author.user) == ("zzmark-bob-to-cho", "")
    assert await at.tools.notes.notes.get("NAB") is None
    assert await at.tools.notes.notes.get("NBA") is None
    waits = await at.tools.notes.notes.get("NXB")
    assert waits
    assert (waits.words.situation, waits.recipient.user) == ("zzmark-ann-waits", "UBOB")


async def test_the_posts_are_edited_to_match(at: Lived) -> None:
    """Neither his thanks nor his name stand in the channel any more."""
    await thanked(at)
    assert "Bob Brownfield" in _post(at)
    await at.erase()
    at.scene.later(seconds=10)
    await at.tick("night-edit")
    post = _post(at)
    assert "zzwords" not in post
    assert "for staying late" not in post
    assert "to you two for the calm words" in post
    assert '"UBOB"' not in post


def _post(at: Lived) -> str:
    pages = at.scene.said_in("CKUDOS")
    return json.dumps([page.model_dump(mode="json") for page in pages], ensure_ascii=False)  # type: ignore[attr-defined]


async def test_the_export_has_everything_of_theirs_and_nothing_of_others(at: Lived) -> None:
    """Their words and what they may read; not a note that waits for them, not what others wrote beside."""
    await everything(at)
    await worked(at)
    held = await held_about(at.tools, "UBOB")
    text = json.dumps(held, ensure_ascii=False, default=str)
    assert set(held) == set(Kind)
    for theirs in (
        "zzmark-ann-to-bob",
        "zzmark-bob-waits",
        "zzwords I called",
        "zzwords solved",
        "UDAN",
        "so kind",
    ):
        assert theirs in text
    assert "gAAAA" not in text  # what is sealed is opened, or not shown
    for others in (
        "zzmark-ann-waits",
        "zzmark-bob-to-cho",
        "others: thanks",
        "waiting: for the quick help this evening",
    ):
        assert others not in text


async def test_afterwards_the_export_is_empty_but_for_what_goes_on(at: Lived) -> None:
    """As the window said it would be."""
    await everything(at)
    await at.erase()
    assert await held_about(at.tools, "UBOB") == {}
    await worked(at)
    await at.erase()
    assert set(await held_about(at.tools, "UBOB")) == {Kind.ESCALATIONS, Kind.PROMISES, Kind.COVERS}


async def test_others_lose_nothing(at: Lived) -> None:
    """Erasing Bob leaves what is held about Cho as it was, but for what was between the two."""
    await everything(at)
    before = await held_about(at.tools, "UCHO")
    await at.erase()
    after = await held_about(at.tools, "UCHO")
    assert len(before[Kind.NOTES_TO_ME]) == len(after[Kind.NOTES_TO_ME]) == 1
    assert "zzmark-bob-to-cho" in str(after)


@pytest.mark.parametrize("fault", ["killed", "killed after", "lost reply", "refuse:user_disabled"])
async def test_a_crash_or_a_refusal_ends_the_same_way(at: Lived, fault: str) -> None:
    """The steps that are done stay done; it is told once, or not at all where Slack refuses."""
    await everything(at)
    at.voice.faults.append(fault)
    with suppress(Killed):
        await at.erase()
    await _leases_run_out(at)
    at.scene.later(minutes=10)
    await at.tick("erase", "night-edit")
    assert set(await at.traces()) <= STAYS
    assert len(at.voice.told) == (0 if fault.startswith("refuse") else 1)


async def _leases_run_out(at: Lived) -> None:
    leases, tokens, attempts = (at.keys.named(name) for name in ("leases", "lease-tokens", "attempts"))
    await at.store.remove(leases, tokens, attempts)


async def test_asked_twice_it_is_done_once_more_and_told_twice_at_most(at: Lived) -> None:
    """Two presses at once are one."""
    await everything(at)
    await ask_to_be_erased(at.tools, "UBOB")
    await ask_to_be_erased(at.tools, "UBOB")
    await at.tick("erase", "night-edit")
    assert set(await at.traces()) <= STAYS
    assert len(at.voice.told) == 1
    await at.erase()
    assert set(await at.traces()) <= STAYS
