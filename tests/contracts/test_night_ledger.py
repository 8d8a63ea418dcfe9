"""Nights and their runs, in memory and in Redis: one contract."""

from bot.domain.night_run import NightRoom
from tests.contracts.feedback import FRIDAY, MONDAY, NEXT, NOON, TONIGHT, Feedback, closing, kudos


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
