"""Promises without an escalation: told once whatever fails, and to whom they belong."""

import pytest

from bot.domain.tracked import Became, Remains, Stays
from bot.errors import Gone
from bot.services.standing import LeftOut
from bot.services.track_promise import accept, decline, give, keep, move, stop
from tests.domain.carried import MINUTE, party
from tests.services.promise_scene import promise_scene

BOB, CHO, EVE = party("bob"), party("cho"), party("eve")


async def test_its_keeper_is_reminded_before_and_at_the_time_then_their_lead() -> None:
    """Each once."""
    scene = promise_scene()
    await scene.tracked()
    assert await scene.look(47) == []
    said = await scene.look(2, 5, 10, 10, 10, 100)
    assert said == [("soon", "UBOB"), ("due", "UBOB"), ("late", "UANN")]
    assert await scene.deadlines.next_due() is None


async def test_after_a_long_absence_one_reminder_is_enough() -> None:
    """Not three; the lead hears of it only once its keeper had their time."""
    scene = promise_scene()
    await scene.tracked()
    assert await scene.look(600, 1) == [("due", "UBOB")]
    assert await scene.look(15) == [("due", "UBOB"), ("late", "UANN")]


async def test_whoever_has_no_lead_is_reminded_all_the_same() -> None:
    """Nobody else is told."""
    scene = promise_scene()
    await scene.tracked(keeper="eve")
    assert await scene.look(60, 60, 60) == [("due", "UEVE")]


async def test_a_lead_s_own_promise_is_told_to_nobody_else() -> None:
    """Least of all to themselves, again."""
    scene = promise_scene()
    await scene.tracked(keeper="ann")
    assert await scene.look(60, 60, 60) == [("due", "UANN")]


@pytest.mark.parametrize("end", ["keep", "late", "stop"])
async def test_what_is_done_is_not_reminded_of(end: str) -> None:
    """Done is done; again changes nothing."""
    scene = promise_scene()
    t = await scene.tracked()

    async def press() -> object:
        if end == "stop":
            return await stop(scene.tools, t.id, BOB)
        return await keep(scene.tools, t.id, BOB, late=end == "late")

    assert isinstance(await press(), Became)
    again = await press()
    assert isinstance(again, Remains)
    assert again.why is Stays.DONE_ALREADY
    assert await scene.look(60, 60) == []


async def test_only_its_keeper_may() -> None:
    """Checked at the action."""
    scene = promise_scene()
    t = await scene.tracked()
    for outcome in (
        await keep(scene.tools, t.id, CHO, late=False),
        await move(scene.tools, t.id, CHO, t.promise.by + MINUTE, "why"),
        await stop(scene.tools, t.id, CHO),
        await give(scene.tools, t.id, CHO, "UEVE"),
    ):
        assert isinstance(outcome, Remains)
        assert outcome.why is Stays.NOT_YOURS


async def test_given_on_the_reminders_go_to_whoever_accepted() -> None:
    """Until then they go to its keeper; both are told."""
    scene = promise_scene()
    t = await scene.tracked()
    await give(scene.tools, t.id, BOB, "UEVE")
    assert await scene.look(48) == [("offered", "UEVE"), ("soon", "UBOB")]
    assert isinstance(await accept(scene.tools, t.id, EVE), Became)
    assert (await scene.look(12))[2:] == [("accepted", "UBOB"), ("due", "UEVE")]
    assert await scene.promises.open_of_person("UBOB") == []


async def test_declined_it_stays_and_a_late_accept_changes_nothing() -> None:
    """Its keeper is told."""
    scene = promise_scene()
    t = await scene.tracked()
    await give(scene.tools, t.id, BOB, "UEVE")
    assert isinstance(await decline(scene.tools, t.id, EVE), Became)
    late = await accept(scene.tools, t.id, EVE)
    assert isinstance(late, Remains)
    assert late.why is Stays.NOT_OFFERED
    assert await scene.look(1) == [("declined", "UBOB")]


async def test_a_stranger_cannot_be_given_one() -> None:
    """Nor a guest, a bot, or somebody who left."""
    scene = promise_scene()
    t = await scene.tracked()
    assert isinstance(await give(scene.tools, t.id, BOB, "USTRANGER"), LeftOut)


async def test_moved_before_it_was_told_the_old_time_is_not_told() -> None:
    """What events overtook is not said any more."""
    scene = promise_scene()
    t = await scene.tracked()
    scene.voice.faults.append("lost")
    await scene.look(48)
    await move(scene.tools, t.id, BOB, t.promise.by + 300 * MINUTE, "the bank is closed")
    scene.restart()
    assert await scene.look(1) == []


async def test_a_lost_reply_is_looked_for_and_not_said_again() -> None:
    """Slack had it."""
    scene = promise_scene()
    await scene.tracked()
    scene.voice.faults.append("lost reply")
    await scene.look(60)
    scene.restart()
    assert await scene.look(0, 1) == [("due", "UBOB")]


async def test_what_was_lost_is_said_when_slack_is_back() -> None:
    """Never set aside, however long that takes."""
    scene = promise_scene()
    await scene.tracked()
    scene.voice.faults.extend(["lost"] * 5)
    for _ in range(6):
        await scene.look(60)
        scene.restart()
    assert scene.told()[0] == ("due", "UBOB")
    assert scene.voice.doubled() == []


async def test_whoever_cannot_be_reached_holds_nothing_up() -> None:
    """Slack refuses one; the lead still hears of it."""
    scene = promise_scene()
    await scene.tracked()
    scene.voice.faults.append("refuse:user_disabled")
    assert await scene.look(60, 15) == [("late", "UANN")]


@pytest.mark.parametrize("steps", range(14))
async def test_killed_after_any_step_each_reminder_is_told_once(steps: int) -> None:
    """Before or after every call to the store and to Slack."""
    scene = promise_scene()
    await scene.tracked()
    for wait in (48, 12, 15):
        scene.later(wait)
        await scene.until_killed(scene.tick_due(), steps=steps)
        scene.restart()
        await scene.tick_due()
    assert scene.told() == [("soon", "UBOB"), ("due", "UBOB"), ("late", "UANN")]
    assert scene.voice.doubled() == []


async def test_one_that_is_gone_says_so() -> None:
    """Thirty days after it was done."""
    scene = promise_scene()
    t = await scene.tracked()
    await keep(scene.tools, t.id, BOB, late=False)
    scene.later(60 * 24 * 31)
    with pytest.raises(Gone):
        await keep(scene.tools, t.id, BOB, late=False)
