"""Slack shows each escalation as it is: every message once, whatever is lost, whoever dies."""

import asyncio
import random
from contextlib import suppress
from datetime import timedelta

import pytest

from bot.domain.escalation import Escalation, State
from bot.services.close import resolve
from bot.services.give_back import hand_back
from bot.services.live_cards import face_of
from bot.services.settle import settle, when_due
from bot.services.tick import tick_escalation
from tests.domain.carried import party
from tests.fakes.faults import Killed
from tests.services.escalation_scene import EscalationScene, another_bot, escalation_scene

FAULTS = ("killed", "killed after", "lost", "lost reply")


async def stands_as_it_is(place: EscalationScene, e: Escalation) -> None:
    """One card, one card of the requester's, both with the present face; nothing doubled, nothing owed."""
    assert place.messenger.doubled() == []
    assert place.keys_in("#support").count("card") == 1
    assert place.keys_in("UEVE").count("requester") == 1
    newest = await place.newest(e)
    assert newest.unsaid == ()
    assert all(
        post.face == face_of(newest, post.key) for post in newest.posts if post.key in {"card", "requester"}
    )
    shown = [s.what.escalation.state for s in place.messenger.said_in("#support") if s.thread is None]
    assert shown == [newest.state]


async def test_a_hand_over_is_two_writes_and_two_posts() -> None:
    """The intents travel with the opening; the requester's message follows the card, and links to it.

    The note gives the lease back in the same write.
    """
    place = escalation_scene()
    await place.hands_over()
    calls = place.life.calls[::2]
    assert sorted(calls) == ["open", "post", "post", "save"]


async def test_nothing_is_done_twice() -> None:
    """Once Slack shows it, settling again touches nothing."""
    place = escalation_scene()
    e = await place.hands_over()
    lease = await place.deadlines.lease(f"escalation:{e.id}")
    assert lease
    before = dict(place.messenger.stands)
    await settle(place.tools, e, lease)
    assert place.messenger.stands == before


async def test_whoever_is_asked_and_cannot_see_the_channel_gets_it_by_dm() -> None:
    """Rule 11: the thread mentions Dan, and as he does not see it he is written to as well."""
    place = escalation_scene()
    e = await place.hands_over()
    place.later(minutes=16)
    await place.tick_due()
    assert place.keys_in("#support") == ["card", "notice-1"]
    assert place.keys_in("UDAN") == ["notice-1-UDAN"]
    await stands_as_it_is(place, e)


async def test_where_the_card_cannot_be_posted_everybody_asked_is_written_to() -> None:
    """The channel is gone: those asked get it by DM, and the requester's card says so."""
    place = escalation_scene()
    place.messenger.closed.add("#support")
    e = await place.hands_over()
    assert place.keys_in("UBOB") == ["notice-0-UBOB"]
    [mine] = place.messenger.said_in("UEVE")
    post = mine.what.escalation.post("card")
    assert post
    assert post.given_up == "channel_not_found"
    assert when_due(await place.newest(e)) == e.level_ends


async def test_where_the_thread_is_refused_later_those_asked_are_written_to() -> None:
    """Somebody removed the bot from the channel: the next level is asked all the same."""
    place = escalation_scene(
        policy={"levels": [{"ask": "person:bob", "within": "15m"}, {"ask": "person:cho", "within": "15m"}]}
    )
    e = await place.hands_over()
    place.messenger.closed.add("#support")
    place.later(minutes=16)
    await place.tick_due()
    assert place.keys_in("UCHO") == ["notice-1-UCHO"]
    assert (await place.newest(e)).said == 2
    assert not await place.tick_due()


async def test_a_face_slack_refused_is_passed_over_and_the_next_is_shown() -> None:
    """One bad redraw does not freeze the card for good."""
    place = escalation_scene()
    e = await place.hands_over()
    place.messenger.faults.extend(["refuse:msg_too_long"])
    await place.takes(e, "bob")
    place.later(hours=4)
    await place.tick_due()
    place.later(minutes=16)
    await place.tick_due()
    await stands_as_it_is(place, e)


async def test_nobody_is_asked_for_what_somebody_took_meanwhile() -> None:
    """Slack was away while the level passed and Dan took it: nothing is asked any more."""
    place = escalation_scene()
    e = await place.hands_over()
    place.messenger.faults.extend(["lost"] * 4)
    place.later(minutes=16)
    await place.tick_due()
    await place.takes(e, "dan")
    await place.comes_to_rest()
    assert "notice-1-UDAN" not in place.keys_in("UDAN")
    assert place.keys_in("UEVE")[-1].startswith("notice")
    await stands_as_it_is(place, e)


async def test_however_long_slack_is_silent_the_levels_go_on() -> None:
    """A day without Slack: nothing is set aside, and afterwards it shows what is."""
    place = escalation_scene()
    e = await place.hands_over()
    place.messenger.faults.extend(["lost"] * 1000)
    for _ in range(24 * 6):
        place.later(minutes=10)
        await place.tick_due()
    assert await place.deadlines.parked() == []
    assert (await place.newest(e)).state is State.EXHAUSTED
    place.messenger.faults.clear()
    await place.comes_to_rest()
    await stands_as_it_is(place, e)


@pytest.mark.parametrize("steps", range(9))
async def test_a_crash_anywhere_in_a_hand_over_ends_in_one_truth(steps: int) -> None:
    """Before or after any call to the store or to Slack; what was not opened is opened by the second press."""
    place = escalation_scene()
    await place.until_killed(place.hands_over(), steps=steps)
    place.restart()
    e = await place.hands_over()
    await place.comes_to_rest()
    await stands_as_it_is(place, e)


@pytest.mark.parametrize("steps", range(17))
async def test_a_crash_anywhere_in_a_tick_asks_the_next_level_once(steps: int) -> None:
    """The level's end, its thread, its DM, two cards."""
    place = escalation_scene()
    e = await place.hands_over()
    place.later(minutes=16)
    await place.until_killed(place.tick_due(), steps=steps)
    await place.comes_to_rest()
    assert place.keys_in("UDAN") == ["notice-1-UDAN"]
    assert place.keys_in("#support") == ["card", "notice-1"]
    await stands_as_it_is(place, e)


@pytest.mark.parametrize("steps", range(19))
async def test_a_crash_anywhere_in_taking_tells_the_requester_once(steps: int) -> None:
    """Who was cut off presses again, and has it once."""
    place = escalation_scene()
    e = await place.hands_over()
    if await place.until_killed(place.takes(e, "bob"), steps=steps):
        place.restart()
        await place.takes(e, "bob")
    await place.comes_to_rest()
    newest = await place.newest(e)
    assert (newest.state, newest.owner) == (State.OWNED, party("bob"))
    assert [key for key in place.keys_in("UEVE") if key != "requester"] == ["notice-1"]
    await stands_as_it_is(place, e)


@pytest.mark.parametrize("seed", range(40))
async def test_any_mix_of_lost_replies_and_crashes_says_everything_once(seed: int) -> None:
    """Through a whole story: handed over, not taken, taken."""
    chance = random.Random(seed)  # noqa: S311 - a test's dice
    place = escalation_scene()
    place.messenger.faults.extend(chance.choice(("", *FAULTS)) for _ in range(10))
    with suppress(Killed):
        await place.opens()
        await place.work()
    place.restart()
    e = await place.hands_over()
    for minutes in (0, 16, 1):
        place.later(minutes=minutes)
        for _ in range(8):
            with suppress(Killed):
                await place.tick_due()
            place.restart()
    with suppress(Killed):
        await place.takes(e, "dan")
    for _ in range(12):
        with suppress(Killed):
            await place.tick_due()
        place.restart()
    await stands_as_it_is(place, e)


async def test_where_slack_lets_nobody_look_twice_is_better_than_never() -> None:
    """Somebody must get the customer: unlike a night's post, a card may stand twice."""
    place = escalation_scene()
    place.messenger.faults.append("lost")
    place.messenger.blind = True
    e = await place.hands_over()
    await place.comes_to_rest()
    await stands_as_it_is(place, e)


async def test_a_lease_lost_between_slacks_yes_and_our_note_leaves_one_card() -> None:
    """The other bot finds the post, notes it and carries on; the first finds its lease gone and stops."""
    place = escalation_scene()
    other = another_bot(place)

    async def overslept() -> None:
        place.real += timedelta(minutes=2)
        await other.tick_due()

    place.messenger.meanwhile = overslept
    e = await place.hands_over()
    await place.comes_to_rest()
    await stands_as_it_is(place, e)


async def test_who_wakes_up_long_after_its_intent_looks_before_it_posts() -> None:
    """A laptop was closed, or the queue behind the answers was long: another bot has posted by now."""
    place = escalation_scene()
    e = await place.opens()
    place.later(minutes=5)
    other = another_bot(place)
    await other.tick_due()
    await place.work()
    await place.comes_to_rest()
    await stands_as_it_is(place, e)


async def test_two_bots_settle_one_escalation_once() -> None:
    """Both saw the level pass."""
    place = escalation_scene()
    e = await place.hands_over()
    place.later(minutes=16)
    other = another_bot(place)
    await asyncio.gather(place.tick_due(), other.tick_due())
    assert place.keys_in("#support") == ["card", "notice-1"]
    await stands_as_it_is(place, e)


async def test_two_people_who_take_at_once_end_in_one_truth() -> None:
    """Through different bots: one owner, and the card shows them."""
    place = escalation_scene()
    e = await place.hands_over()
    other = another_bot(place)
    await asyncio.gather(place.takes(e, "bob"), other.takes(e, "cho"))
    await place.comes_to_rest()
    newest = await place.newest(e)
    assert newest.owner in {party("bob"), party("cho")}
    assert [key for key in place.keys_in("UEVE") if key != "requester"] == ["notice-1"]
    await stands_as_it_is(place, e)


async def test_a_change_while_another_settles_is_shown() -> None:
    """Bob takes it between the card's post and our note of it."""
    place = escalation_scene()
    e = await place.opens()

    async def bob_takes() -> None:
        place.messenger.meanwhile = never
        await another_bot(place).takes(e, "bob")

    async def never() -> None:
        pass

    place.messenger.meanwhile = bob_takes
    await place.work()
    await place.comes_to_rest()
    assert (await place.newest(e)).owner == party("bob")
    await stands_as_it_is(place, e)


async def test_a_change_before_the_intent_is_stored_is_shown() -> None:
    """Cho solves what Bob hands back, between what is wanted being worked out and our note of it."""
    place = escalation_scene()
    e = await place.hands_over()
    await place.takes(e, "bob")
    await hand_back(place.tools, e.id, party("bob"), "in a meeting")
    handed_back, lease = await place.newest(e), await place.deadlines.lease(f"escalation:{e.id}")
    assert lease
    other = another_bot(place)
    await resolve(other.tools, e.id, party("cho"), "refunded")
    await other.work()
    await settle(place.tools, handed_back, lease)
    await place.comes_to_rest()
    assert (await place.newest(e)).state is State.RESOLVED
    await stands_as_it_is(place, e)


async def test_what_is_in_the_index_for_nothing_is_put_where_it_belongs() -> None:
    """Otherwise it would be taken again and again."""
    place = escalation_scene()
    e = await place.hands_over()
    place.deadlines.schedule(f"escalation:{e.id}", place.now)
    assert await place.tick_due() == 1
    assert await place.deadlines.next_due() == e.level_ends
    assert await place.tick_due() == 0


async def test_an_item_without_a_record_leaves_the_index() -> None:
    """It was erased ninety days after closing."""
    place = escalation_scene()
    place.deadlines.schedule("escalation:gone", place.now)
    [lease] = await place.deadlines.claim(place.now, 1)
    await tick_escalation(place.tools, "gone", lease)
    assert await place.deadlines.next_due() is None


async def test_a_post_under_way_ends_with_whoever_waits_for_it() -> None:
    """A stop that breaks the work off has waited for all of it: Slack and the store are let go of next."""
    place, begun, ended = escalation_scene(), asyncio.Event(), asyncio.Event()

    async def hangs() -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            for _ in range(5):  # as a connection that is given back
                await asyncio.sleep(0)
            ended.set()

    await place.opens()
    place.messenger.meanwhile = hangs
    working = asyncio.create_task(place.work())
    await begun.wait()
    working.cancel()
    await asyncio.wait([working])
    assert ended.is_set()
