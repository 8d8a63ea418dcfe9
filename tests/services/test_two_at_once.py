"""Two bots on one store, two people at one instant, and deadlines that meet: each thing is said once."""

import asyncio
from collections import Counter
from dataclasses import replace

import pytest

from bot.domain.covering import Arrangement
from bot.domain.escalation import Escalation, Packet, PromiseState, State
from bot.domain.outcome import Changed
from bot.services.close import resolve
from bot.services.cover import end, take_search
from bot.services.hand_on import hand_on
from bot.services.join import join, leave
from bot.services.nudge import nudge
from bot.services.promise import promise
from bot.services.remind_promise import tick_promise
from bot.services.tick_cover import tick_cover
from bot.services.track_promise import accept, give, keep, move
from tests.domain.carried import party, target
from tests.services.escalation_scene import EscalationScene, Life, Mortal, another_bot, escalation_scene
from tests.services.promise_scene import PromiseScene, promise_scene
from tests.services.test_cover import CoverScene, cover_scene

MINE = Packet(need="Mine, too")


async def both_work(one: EscalationScene, other: EscalationScene) -> None:
    """What each began behind its answers, side by side."""
    await asyncio.gather(one.work(), other.work())


def kinds(e: Escalation) -> Counter[str]:
    """What was to be said, by kind."""
    return Counter(notice.kind.value for notice in e.notices)


def assert_nothing_twice(scene: EscalationScene) -> None:
    """No message stands twice in Slack."""
    said = Counter((one.where, one.key) for one in scene.messenger.stands.values())
    assert [key for key, count in said.items() if count > 1] == []


async def test_two_nudges_at_once_are_one() -> None:
    """The requester and whoever joined, each through a bot of their own."""
    one = escalation_scene()
    e = await one.hands_over()
    await join(one.tools, e.id, party("cho"), MINE)
    await one.work()
    one.later(minutes=10)
    other = another_bot(one)
    outcomes = await asyncio.gather(
        nudge(one.tools, e.id, party("eve")), nudge(other.tools, e.id, party("cho"))
    )
    await both_work(one, other)
    assert sum(isinstance(outcome, Changed) for outcome in outcomes) == 1
    assert kinds(await one.newest(e))["nudged"] == 1
    assert_nothing_twice(one)


async def test_the_same_customer_joined_at_once_is_one_customer() -> None:
    """A form sent to two bots."""
    one = escalation_scene()
    e = await one.hands_over()
    other = another_bot(one)
    await asyncio.gather(*(join(bot.tools, e.id, party("cho"), MINE) for bot in (one, other)))
    await both_work(one, other)
    assert len((await one.newest(e)).joined) == 1
    assert one.keys_in("UCHO") == ["joined-UCHO"]
    assert_nothing_twice(one)


async def test_one_leaves_while_it_is_resolved() -> None:
    """Each reads one outcome, and one card."""
    one = escalation_scene()
    e = await one.hands_over()
    await join(one.tools, e.id, party("cho"), MINE)
    await one.takes(e, "bob")
    e = await one.newest(e)
    other = another_bot(one)
    await asyncio.gather(
        leave(one.tools, e.id, party("cho"), e.joined[0].number),
        resolve(other.tools, e.id, party("bob"), "refunded"),
    )
    await both_work(one, other)
    await one.comes_to_rest()
    assert (await one.newest(e)).state is State.RESOLVED
    assert_nothing_twice(one)


async def test_a_promise_given_twice_at_once_is_given_once() -> None:
    """The owner and the requester send the same form at one instant."""
    one = escalation_scene()
    e = await one.hands_over()
    await one.takes(e, "bob")
    other, by = another_bot(one), one.now.replace(hour=10)
    await asyncio.gather(
        *(
            promise(bot.tools, e.id, party(who), None, by, "same")
            for bot, who in ((one, "bob"), (other, "eve"))
        )
    )
    await both_work(one, other)
    found = (await one.newest(e)).promise
    assert found is not None
    assert (found.by, found.moves) == (by, ())
    assert_nothing_twice(one)


async def test_lapse_silence_and_promise_at_one_instant_are_each_said_once() -> None:
    """Three days of absence, and everything is due when two bots are back."""
    one = escalation_scene()
    e = await one.hands_over()
    await one.takes(e, "bob")
    by = one.now.replace(hour=9)
    await promise(one.tools, e.id, party("bob"), "back by six", by, None)
    await hand_on(one.tools, e.id, party("bob"), target("person:cho"))
    await one.work()
    one.later(days=3)
    other = another_bot(one)
    for _ in range(6):
        await asyncio.gather(one.tick_due(), other.tick_due())
        await both_work(one, other)
    said = kinds(await one.newest(e))
    assert (said["owner_silent"], said["promise_due"], said["promise_soon"]) == (1, 1, 0)
    assert_nothing_twice(one)


async def test_a_bot_clock_far_ahead_of_slack_s_says_nothing_twice() -> None:
    """A lost answer is looked for by real time, whatever the bot's clock was set to."""
    scene = escalation_scene()
    scene.now = scene.now.replace(year=2035)
    scene.messenger.faults.append("lost reply")
    e = await scene.opens()
    await scene.work()
    await scene.comes_to_rest()
    assert scene.keys_in("#support").count("card") == 1
    assert (await scene.newest(e)).is_open


def second(scene: PromiseScene) -> PromiseScene:
    """Another bot for promises."""
    life = Life()
    tools = replace(
        scene.tools,
        promises=Mortal(scene.promises, life),
        voice=Mortal(scene.voice, life),
        deadlines=Mortal(scene.deadlines, life),
    )
    return replace(scene, life=life, tools=tools)


async def test_two_bots_remind_of_a_promise_once() -> None:
    """Both see that it is due; one has the lease, the other does nothing."""
    scene = promise_scene()
    t = await scene.tracked(minutes=60)
    other = second(scene)
    for minutes in (50, 10, 16):
        scene.later(minutes)
        leases = [await bot.tools.deadlines.claim(scene.now, 50) for bot in (scene, other)]
        await asyncio.gather(
            *(
                tick_promise(bot.tools, t.id, lease)
                for bot, mine in zip((scene, other), leases, strict=True)
                for lease in mine
            )
        )
    assert Counter(scene.told()) == Counter([("soon", "UBOB"), ("due", "UBOB"), ("late", "UANN")])


async def test_kept_and_moved_at_once_is_one_of_both() -> None:
    """Two windows of one person."""
    scene = promise_scene()
    t = await scene.tracked()
    other, to = second(scene), scene.now.replace(hour=8)
    await asyncio.gather(
        keep(scene.tools, t.id, party("bob"), late=False), move(other.tools, t.id, party("bob"), to, "why")
    )
    found = (await scene.newest(t)).promise
    assert (found.state, len(found.moves)) in {(PromiseState.KEPT, 0), (PromiseState.KEPT, 1)}


async def test_of_two_it_was_given_to_the_last_one_may_accept() -> None:
    """Given to Cho, then to Dan; both press at one instant."""
    scene = promise_scene()
    t = await scene.tracked()
    for who in ("cho", "dan"):
        await give(scene.tools, t.id, party("bob"), party(who).user)
    other = second(scene)
    await asyncio.gather(accept(scene.tools, t.id, party("cho")), accept(other.tools, t.id, party("dan")))
    assert (await scene.newest(t)).keeper.user == "UDAN"


@pytest.fixture
def covers() -> CoverScene:
    """Nothing is arranged yet."""
    return cover_scene()


async def test_two_bots_tell_of_a_cover_once(covers: CoverScene) -> None:
    """One has the lease; the other finds nothing to do."""
    a = await covers.has("bob", "cho")
    leases = [await covers.base.deadlines.lease(f"cover:{a.id}") for _ in range(2)]
    await asyncio.gather(*(tick_cover(covers.tools, a.id, lease) for lease in leases if lease))
    await covers.rest()
    assert Counter(covers.told()) == Counter(["UCHO", "UBOB"])


async def test_a_cover_that_began_and_ended_while_baton_was_down_is_told_once(covers: CoverScene) -> None:
    """Made, killed, and back three days later: both learn of it, and nobody is asked for it any more."""
    await covers.has("bob", "cho", hours=4)
    covers.base.later(days=3)
    await covers.rest()
    await covers.rest()
    assert Counter(covers.told()) == Counter(["UCHO", "UBOB"])


async def test_a_search_is_taken_while_it_is_withdrawn(covers: CoverScene) -> None:
    """Whichever came first holds, and its card stands once."""
    a = await covers.has("bob", None)
    await covers.rest()
    outcomes = await asyncio.gather(
        take_search(covers.tools, a.id, party("cho")), end(covers.tools, a.id, party("ann"))
    )
    await covers.rest()
    now = await covers.covers.get(a.id)
    assert now is not None
    assert any(isinstance(outcome, Arrangement) for outcome in outcomes)
    assert now.ended is not None or now.by == "cho"
    assert len([key for key in covers.board.said if key == f"cover-{a.id}"]) <= 1


async def test_slack_away_while_a_cover_is_told_tells_it_later(covers: CoverScene) -> None:
    """A crash at any step in between doubles nothing."""
    a = await covers.has("bob", "cho")
    for steps in range(1, 12):
        lease = await covers.base.deadlines.lease(f"cover:{a.id}")
        assert lease is not None
        await covers.base.until_killed(tick_cover(covers.tools, a.id, lease), steps=steps)
        covers.base.restart()
    await covers.rest()
    assert Counter(covers.told()) == Counter(["UCHO", "UBOB"])
