"""What any keeper of escalations does."""

import asyncio
from datetime import date, timedelta

import pytest

from bot.domain.escalation import KEEP_AFTER_CLOSING, Joined, State
from bot.ports import Figures
from tests.contracts.conftest import Ports
from tests.contracts.sample import NOON, escalation, party, resolved, taken, touched

LATER = NOON + timedelta(minutes=15)


async def test_an_opened_one_is_read_back_whole(ports: Ports) -> None:
    """What is stored is what was opened, in both languages."""
    e = escalation()
    await ports.escalations.open(e, once="press-1", due=LATER)
    assert await ports.escalations.get(e.id) == e


async def test_an_unknown_one_is_none(ports: Ports) -> None:
    """Asking for what is not there is no error."""
    assert await ports.escalations.get("E0") is None


async def test_opening_gives_the_lease(ports: Ports) -> None:
    """Whoever opens one holds it, so that nobody else posts its card."""
    e = escalation()
    _, lease = await ports.escalations.open(e, once="press-1", due=NOON)
    assert lease is not None
    assert lease.item == f"escalation:{e.id}"
    assert await ports.deadlines.claim(NOON, 10) == []


async def test_a_second_press_opens_nothing(ports: Ports) -> None:
    """The same token answers what it opened first, without a lease."""
    first, second = escalation(), escalation()
    await ports.escalations.open(first, once="press-1", due=LATER)
    assert await ports.escalations.open(second, once="press-1", due=LATER) == (first, None)
    assert await ports.escalations.get(second.id) is None


async def test_the_token_of_an_opening_is_remembered_for_a_day(ports: Ports) -> None:
    """A day later the same token opens anew."""
    await ports.escalations.open(escalation(), once="press-1", due=LATER)
    await ports.pass_time(timedelta(days=1, seconds=1))
    second = escalation()
    _, lease = await ports.escalations.open(second, once="press-1", due=LATER)
    assert lease is not None


async def test_an_id_is_used_once(ports: Ports) -> None:
    """Two escalations of one id would overwrite each other."""
    e = escalation()
    await ports.escalations.open(e, once="press-1", due=LATER)
    with pytest.raises(ValueError, match=e.id):
        await ports.escalations.open(e, once="press-2", due=LATER)


async def test_only_the_next_revision_is_saved(ports: Ports) -> None:
    """Of two who read the same revision one is faster, and the other is told."""
    e = escalation()
    await ports.escalations.open(e, once="press-1", due=LATER)
    assert await ports.escalations.save(taken(e, "UBOB"), due=LATER, op="a")
    assert not await ports.escalations.save(taken(e, "UCAT"), due=LATER, op="b")
    assert await ports.escalations.get(e.id) == taken(e, "UBOB")


async def test_saving_twice_with_one_token_is_one_write(ports: Ports) -> None:
    """A save whose reply was lost is recognised, also after others have saved since."""
    e = escalation()
    await ports.escalations.open(e, once="press-1", due=LATER)
    mine = taken(e, "UBOB")
    theirs = touched(mine)
    assert await ports.escalations.save(mine, due=LATER, op="mine")
    assert await ports.escalations.save(theirs, due=LATER, op="theirs")
    assert await ports.escalations.save(mine, due=LATER, op="mine")
    assert await ports.escalations.get(e.id) == theirs


async def test_what_is_gone_cannot_be_saved(ports: Ports) -> None:
    """A save never brings one back."""
    assert not await ports.escalations.save(touched(escalation()), due=LATER, op="a")


async def test_a_lost_lease_saves_nothing(ports: Ports) -> None:
    """Whoever overslept their lease cannot write over the one who followed."""
    e = escalation()
    _, lease = await ports.escalations.open(e, once="press-1", due=NOON)
    await ports.pass_time(timedelta(seconds=91))
    [following] = await ports.deadlines.claim(NOON, 1)
    assert not await ports.escalations.save(touched(e), due=LATER, op="a", lease=lease)
    assert await ports.escalations.save(touched(e), due=LATER, op="b", lease=following)


async def test_an_expired_lease_saves_nothing_though_nobody_followed(ports: Ports) -> None:
    """The lease's end counts, not whether somebody noticed."""
    e = escalation()
    _, lease = await ports.escalations.open(e, once="press-1", due=NOON)
    await ports.pass_time(timedelta(seconds=91))
    assert not await ports.escalations.save(touched(e), due=LATER, op="a", lease=lease)


async def test_the_deadline_moves_with_the_record(ports: Ports) -> None:
    """One write holds both."""
    e = escalation()
    _, lease = await ports.escalations.open(e, once="press-1", due=NOON)
    assert lease is not None
    await ports.escalations.save(touched(e), due=LATER, op="a", lease=lease)
    await ports.deadlines.release(lease)
    assert await ports.deadlines.next_due() == LATER


async def test_a_team_sees_its_open_ones_oldest_first(ports: Ports) -> None:
    """Closed ones and other teams' are not among them."""
    late = escalation(opened=NOON + timedelta(hours=1))
    early, other, done = escalation(), escalation(team="sup"), escalation()
    for e in (late, early, other, done):
        await ports.escalations.open(e, once=e.id, due=LATER)
    await ports.escalations.save(resolved(done), due=None, op="a")
    assert await ports.escalations.open_of_team("support") == [early, late]


async def test_a_team_with_many_open_reads_some_and_counts_all(ports: Ports) -> None:
    """The oldest for a list, the newest for what may be the same trouble; both oldest first."""
    ones = [escalation(opened=NOON + timedelta(hours=hours)) for hours in range(4)]
    for e in (*ones, escalation(team="sup")):
        await ports.escalations.open(e, once=e.id, due=LATER)
    oldest = await ports.escalations.some_of_team("support", 2)
    newest = await ports.escalations.some_of_team("support", 2, newest=True)
    assert (list(oldest.found), oldest.number) == (ones[:2], 4)
    assert (list(newest.found), newest.number) == (ones[2:], 4)
    assert (await ports.escalations.some_of_team("sales", 2)).number == 0


async def test_one_that_went_to_another_team_is_listed_there_alone(ports: Ports) -> None:
    """The write that hands it on moves it."""
    e = escalation()
    await ports.escalations.open(e, once="press-1", due=LATER)
    moved = touched(e).model_copy(update={"team": "engineering"})
    await ports.escalations.save(moved, due=LATER, op="a")
    assert await ports.escalations.open_of_team("support") == []
    assert await ports.escalations.open_of_team("engineering") == [moved]


async def test_a_person_sees_what_they_requested_or_own(ports: Ports) -> None:
    """Owners come and go with the writes; a requester stays."""
    e, mine = escalation(requester="UANN"), escalation(requester="UBOB")
    for one in (e, mine):
        await ports.escalations.open(one, once=one.id, due=LATER)
    owned = taken(e, "UBOB")
    await ports.escalations.save(owned, due=LATER, op="a")
    assert await ports.escalations.open_of_person("UBOB") == [owned, mine]
    passed = taken(owned, "UCAT")
    await ports.escalations.save(passed, due=LATER, op="b")
    assert await ports.escalations.open_of_person("UBOB") == [mine]
    assert await ports.escalations.open_of_person("UANN") == [passed]


async def test_whoever_joined_sees_it_until_they_leave(ports: Ports) -> None:
    """Any number of them, beside an owner."""
    e = escalation(requester="UANN")
    await ports.escalations.open(e, once="press-1", due=LATER)
    customers = tuple(
        Joined(number=number, party=party(user), need="Mine, too", at=NOON)
        for number, user in enumerate(("UBOB", "UCAT", "UBOB"), start=1)
    )
    joined = taken(e, "UDAN").model_copy(update={"joined": customers})
    await ports.escalations.save(joined, due=LATER, op="a")
    for user in ("UANN", "UBOB", "UCAT", "UDAN"):
        assert await ports.escalations.open_of_person(user) == [joined]
    left = touched(joined).model_copy(update={"joined": customers[:1]})
    await ports.escalations.save(left, due=LATER, op="b")
    assert await ports.escalations.open_of_person("UCAT") == []
    assert await ports.escalations.open_of_person("UBOB") == [left]
    await ports.escalations.save(resolved(left), due=None, op="c")
    assert await ports.escalations.open_of_person("UBOB") == []


async def test_a_requester_who_takes_it_sees_it_once(ports: Ports) -> None:
    """Requesting and owning is one line in the list."""
    e = escalation(requester="UANN")
    await ports.escalations.open(e, once="press-1", due=LATER)
    await ports.escalations.save(taken(e, "UANN"), due=LATER, op="a")
    assert await ports.escalations.open_of_person("UANN") == [taken(e, "UANN")]


async def test_a_closed_one_is_kept_for_its_time_and_then_gone(ports: Ports) -> None:
    """Packets are erased ninety days after closing, counted from the closing."""
    e = escalation()
    await ports.escalations.open(e, once="press-1", due=LATER)
    closed = resolved(e)
    await ports.escalations.save(closed, due=None, op="a")
    await ports.pass_time(KEEP_AFTER_CLOSING / 2)
    await ports.escalations.save(touched(closed), due=None, op="b")
    await ports.pass_time(KEEP_AFTER_CLOSING / 2 - timedelta(seconds=60))
    assert await ports.escalations.get(e.id) == touched(closed)
    await ports.pass_time(timedelta(seconds=61))
    assert await ports.escalations.get(e.id) is None


async def test_a_reopened_one_is_open_again(ports: Ports) -> None:
    """It is listed, it no longer expires, and its figures wait for the next closing."""
    e = escalation()
    await ports.escalations.open(e, once="press-1", due=LATER)
    await ports.escalations.save(resolved(e), due=None, op="a")
    again = e.model_copy(update={"revision": 2})
    await ports.escalations.save(again, due=LATER, op="b")
    await ports.pass_time(KEEP_AFTER_CLOSING)
    assert await ports.escalations.open_of_team("support") == [again]
    assert await ports.escalations.figures(NOON.date(), NOON.date()) == []


async def test_figures_stay_after_the_packet_is_erased(ports: Ports) -> None:
    """They tell what it was and how long it took, and hold no word of anybody."""
    e = escalation()
    await ports.escalations.open(e, once="press-1", due=LATER)
    owned = taken(e, "UBOB", at=NOON + timedelta(minutes=4))
    await ports.escalations.save(owned, due=LATER, op="a")
    await ports.escalations.save(resolved(owned, at=LATER), due=None, op="b")
    await ports.pass_time(KEEP_AFTER_CLOSING + timedelta(seconds=1))
    [figures] = await ports.escalations.figures(date(2026, 2, 1), date(2026, 3, 2))
    assert figures == Figures(
        id=e.id,
        topic="billing_refund",
        team="support",
        severity=e.severity,
        opened=NOON,
        first_owned=NOON + timedelta(minutes=4),
        closed=LATER,
        outcome="resolved",
    )


async def test_figures_are_asked_by_the_date_of_opening(ports: Ports) -> None:
    """Both dates are included, nothing outside them is."""
    for days in (0, 1, 40, 41):
        e = escalation(opened=NOON + timedelta(days=days))
        await ports.escalations.open(e, once=e.id, due=None)
        await ports.escalations.save(resolved(e, at=e.opened), due=None, op="a")
    found = await ports.escalations.figures(date(2026, 3, 3), date(2026, 4, 11))
    assert [one.opened for one in found] == [NOON + timedelta(days=1), NOON + timedelta(days=40)]


async def test_twenty_writers_make_twenty_revisions(ports: Ports) -> None:
    """Nobody's write is lost, nobody waits for a lock."""
    e = escalation()
    await ports.escalations.open(e, once="press-1", due=LATER)

    async def write(name: str) -> None:
        for attempt in range(100):
            now = await ports.escalations.get(e.id)
            assert now is not None
            mine = touched(now).model_copy(update={"summary": f"{now.summary or ''} {name}"})
            if await ports.escalations.save(mine, due=LATER, op=f"{name}-{attempt}"):
                return
        pytest.fail(f"{name} never got through")

    await asyncio.gather(*(write(f"w{number}") for number in range(20)))
    last = await ports.escalations.get(e.id)
    assert last is not None
    assert last.revision == 20
    assert sorted((last.summary or "").split()) == sorted(f"w{number}" for number in range(20))


async def test_one_closed_with_something_left_to_say_stays_due(ports: Ports) -> None:
    """Closing takes it from the lists; the deadline goes only when the write says so."""
    e = escalation()
    _, lease = await ports.escalations.open(e, once="press-1", due=LATER)
    assert lease is not None
    await ports.deadlines.release(lease)
    closed = resolved(e)
    await ports.escalations.save(closed, due=NOON, op="a")
    [claimed] = await ports.deadlines.claim(NOON, 1)
    assert await ports.escalations.save(touched(closed), due=None, op="b", lease=claimed)
    await ports.deadlines.release(claimed)
    assert await ports.deadlines.next_due() is None
    assert closed.state is State.RESOLVED


async def test_a_save_can_give_the_lease_back_in_the_same_step(ports: Ports) -> None:
    """What was failing before is forgiven, and whoever comes next gets it."""
    e = escalation()
    _, lease = await ports.escalations.open(e, once="press-1", due=NOON)
    assert lease is not None
    await ports.deadlines.release(lease, failed=True)
    again = await ports.deadlines.lease(lease.item)
    assert again is not None
    assert await ports.escalations.save(touched(e), due=NOON, op="a", lease=again, release=True)
    [next_one] = await ports.deadlines.claim(NOON, 1)
    assert next_one.failures == 0


async def test_a_save_that_is_refused_gives_no_lease_back(ports: Ports) -> None:
    """Somebody else wrote meanwhile: whoever settles goes on under their lease."""
    e = escalation()
    _, lease = await ports.escalations.open(e, once="press-1", due=NOON)
    assert lease is not None
    assert await ports.escalations.save(taken(e, "UBOB"), due=NOON, op="a")
    assert not await ports.escalations.save(touched(e), due=NOON, op="b", lease=lease, release=True)
    assert await ports.deadlines.lease(lease.item) is None


async def test_what_is_learned_after_closing_is_in_the_figures_and_prolongs_nothing(ports: Ports) -> None:
    """Whether the customer was satisfied, and how many there were; the packet goes when it would have gone."""
    e = escalation()
    await ports.escalations.open(e, once="press-1", due=LATER)
    closed = resolved(e)
    assert await ports.escalations.save(closed, due=None, op="a")
    await ports.pass_time(timedelta(days=1))
    felt = touched(closed).model_copy(update={"satisfied": "yes"})
    assert await ports.escalations.save(felt, due=None, op="b")
    [figures] = await ports.escalations.figures(NOON.date(), NOON.date())
    assert (figures.satisfied, figures.customers) == ("yes", 1)
    await ports.pass_time(KEEP_AFTER_CLOSING - timedelta(days=1) + timedelta(seconds=1))
    assert await ports.escalations.get(e.id) is None


def test_figures_of_before_are_read() -> None:
    """Nobody was asked then."""
    old = {"id": "E1", "topic": None, "team": "support", "severity": "low", "opened": NOON, "closed": NOON}
    read = Figures.model_validate({**old, "outcome": "resolved"})
    assert (read.satisfied, read.customers) == (None, 1)
