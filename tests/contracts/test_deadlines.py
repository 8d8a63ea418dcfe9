"""What any index of deadlines does."""

import asyncio
from datetime import timedelta

from bot.ports import Lease
from tests.contracts.conftest import PARK_AFTER, Ports
from tests.contracts.sample import NOON, escalation, touched

SECOND = timedelta(seconds=1)


async def opened(ports: Ports, *minutes: float) -> list[str]:
    """Free items, due so many minutes after noon."""
    items = []
    for minute in minutes:
        e = escalation()
        _, lease = await ports.escalations.open(e, once=e.id, due=NOON + timedelta(minutes=minute))
        assert lease is not None
        await ports.deadlines.release(lease)
        items.append(lease.item)
    return items


async def fail(ports: Ports, item: str) -> None:
    """Act on an item in vain."""
    lease = await ports.deadlines.lease(item)
    assert lease is not None
    await ports.deadlines.release(lease, failed=True)


async def test_what_is_due_is_claimed_longest_due_first(ports: Ports) -> None:
    """What falls due later stays where it is."""
    late, early, _ = await opened(ports, 2, 1, 30)
    leases = await ports.deadlines.claim(NOON + timedelta(minutes=5), 10)
    assert [lease.item for lease in leases] == [early, late]
    assert [lease.due for lease in leases] == [NOON + timedelta(minutes=1), NOON + timedelta(minutes=2)]


async def test_a_claim_is_bounded(ports: Ports) -> None:
    """A batch is as large as asked; the next claim takes the next."""
    items = await opened(ports, *range(5))
    later = NOON + timedelta(hours=1)
    batches = [[lease.item for lease in await ports.deadlines.claim(later, 2)] for _ in range(4)]
    assert batches == [items[:2], items[2:4], items[4:], []]


async def test_nothing_falls_due_early(ports: Ports) -> None:
    """Not even by the part of a millisecond the store does not keep."""
    e = escalation()
    due = NOON + timedelta(microseconds=400)
    _, lease = await ports.escalations.open(e, once=e.id, due=due)
    assert lease is not None
    await ports.deadlines.release(lease)
    assert await ports.deadlines.claim(due - timedelta(microseconds=300), 1) == []
    assert len(await ports.deadlines.claim(due + timedelta(milliseconds=1), 1)) == 1


async def test_of_many_who_claim_one_gets_it(ports: Ports) -> None:
    """Replicas share the work without speaking to each other."""
    await opened(ports, *[0] * 10)
    claims = await asyncio.gather(*(ports.deadlines.claim(NOON, 3) for _ in range(8)))
    items = [lease.item for claim in claims for lease in claim]
    assert len(items) == len(set(items)) == 10


async def test_a_held_item_cannot_be_leased(ports: Ports) -> None:
    """It can once it is given back."""
    [item] = await opened(ports, 0)
    first = await ports.deadlines.lease(item)
    assert first is not None
    assert await ports.deadlines.lease(item) is None
    await ports.deadlines.release(first)
    assert await ports.deadlines.lease(item) is not None


async def test_an_item_without_a_deadline_can_be_leased(ports: Ports) -> None:
    """The lease says who is at it, due or not."""
    lease = await ports.deadlines.lease("escalation:E0")
    assert lease is not None
    assert lease.due is None
    await ports.deadlines.release(lease)


async def test_a_lease_outlives_a_call_to_slack(ports: Ports) -> None:
    """After twenty seconds it still holds, after ninety another replica follows."""
    [item] = await opened(ports, 0)
    await ports.deadlines.claim(NOON, 1)
    await ports.pass_time(timedelta(seconds=60))
    assert await ports.deadlines.claim(NOON, 1) == []
    await ports.pass_time(timedelta(seconds=31))
    assert [lease.item for lease in await ports.deadlines.claim(NOON, 1)] == [item]


async def test_a_renewed_lease_holds_as_long_as_a_new_one(ports: Ports) -> None:
    """Whoever is at something long holds on to it; nobody else follows meanwhile."""
    [item] = await opened(ports, 0)
    [lease] = await ports.deadlines.claim(NOON, 1)
    for _ in range(3):
        await ports.pass_time(timedelta(seconds=60))
        assert await ports.deadlines.renew(lease)
        assert await ports.deadlines.lease(item) is None
    await ports.pass_time(timedelta(seconds=91))
    assert await ports.deadlines.lease(item) is not None


async def test_a_lost_lease_is_not_renewed(ports: Ports) -> None:
    """Run out, followed, or given back: whoever held it learns that, and the one who followed keeps theirs."""
    [item] = await opened(ports, 0)
    [slept] = await ports.deadlines.claim(NOON, 1)
    await ports.pass_time(timedelta(seconds=91))
    assert not await ports.deadlines.renew(slept)
    [follower] = await ports.deadlines.claim(NOON, 1)
    assert not await ports.deadlines.renew(slept)
    assert await ports.deadlines.renew(follower)
    await ports.deadlines.release(follower)
    assert not await ports.deadlines.renew(follower)
    assert await ports.deadlines.lease(item) is not None


async def test_who_overslept_gives_nothing_back(ports: Ports) -> None:
    """The lease of the one who followed is not theirs to end."""
    [item] = await opened(ports, 0)
    [slept] = await ports.deadlines.claim(NOON, 1)
    await ports.pass_time(timedelta(seconds=91))
    await ports.deadlines.claim(NOON, 1)
    await ports.deadlines.release(slept)
    await ports.deadlines.release(slept, failed=True)
    await ports.deadlines.forget(slept)
    assert await ports.deadlines.lease(item) is None


async def test_the_next_due_is_the_earliest_nobody_holds(ports: Ports) -> None:
    """Held ones say nothing; without any there is none."""
    assert await ports.deadlines.next_due() is None
    first, _ = await opened(ports, 1, 2)
    assert await ports.deadlines.next_due() == NOON + timedelta(minutes=1)
    await ports.deadlines.lease(first)
    assert await ports.deadlines.next_due() == NOON + timedelta(minutes=2)


async def test_a_failed_item_pauses_twice_as_long_each_time(ports: Ports) -> None:
    """Five seconds, then ten; meanwhile it is not claimed, but a person's press may lease it."""
    [item] = await opened(ports, 0)
    await fail(ports, item)
    assert await ports.deadlines.claim(NOON, 1) == []
    assert await ports.deadlines.next_due() is None
    await ports.pass_time(6 * SECOND)
    assert await ports.deadlines.next_due() == NOON
    await fail(ports, item)
    await ports.pass_time(6 * SECOND)
    assert await ports.deadlines.claim(NOON, 1) == []
    await ports.pass_time(5 * SECOND)
    [lease] = await ports.deadlines.claim(NOON, 1)
    assert lease.failures == 2


async def test_success_forgets_failures(ports: Ports) -> None:
    """Only failures in a row count."""
    [item] = await opened(ports, 0)
    for _ in range(2):
        await fail(ports, item)
        lease = await ports.deadlines.lease(item)
        assert lease is not None
        assert lease.failures == 1
        await ports.deadlines.release(lease)


async def test_what_keeps_failing_is_set_aside_and_seen(ports: Ports) -> None:
    """It stops being tried, is listed with its deadline, and comes back when it is revived."""
    [item] = await opened(ports, 0)
    for _ in range(PARK_AFTER):
        await fail(ports, item)
    await ports.pass_time(timedelta(hours=1))
    assert await ports.deadlines.claim(NOON, 1) == []
    [parked] = await ports.deadlines.parked()
    assert (parked.item, parked.due, parked.failures) == (item, NOON, PARK_AFTER)
    assert await ports.deadlines.revive(item)
    assert not await ports.deadlines.revive(item)
    [lease] = await ports.deadlines.claim(NOON, 1)
    assert (lease.item, lease.failures) == (item, 0)


async def test_what_may_not_be_set_aside_never_is(ports: Ports) -> None:
    """It pauses for at most five minutes, however often it failed."""
    [item] = await opened(ports, 0)
    for _ in range(2 * PARK_AFTER + 60):
        lease = await ports.deadlines.lease(item)
        assert lease is not None
        await ports.deadlines.release(lease, failed=True, park=False)
    assert await ports.deadlines.parked() == []
    await ports.pass_time(timedelta(minutes=5, seconds=1))
    assert len(await ports.deadlines.claim(NOON, 1)) == 1


async def test_a_new_deadline_revives_what_was_set_aside(ports: Ports) -> None:
    """A person who acts on it puts it back into time."""
    e = escalation()
    _, lease = await ports.escalations.open(e, once=e.id, due=NOON)
    assert lease is not None
    await ports.deadlines.release(lease)
    for _ in range(PARK_AFTER):
        await fail(ports, lease.item)
    await ports.escalations.save(touched(e), due=NOON, op="a")
    assert await ports.deadlines.parked() == []
    [claimed] = await ports.deadlines.claim(NOON, 1)
    assert claimed.failures == 0


async def test_failing_on_what_is_not_due_counts_nothing(ports: Ports) -> None:
    """Without a deadline there is nothing to try again."""
    for _ in range(PARK_AFTER):
        await fail(ports, "escalation:E0")
    assert await ports.deadlines.parked() == []


async def test_a_forgotten_item_is_never_due_again(ports: Ports) -> None:
    """What has no record any more must not be claimed for ever."""
    await opened(ports, 0)
    [lease] = await ports.deadlines.claim(NOON, 1)
    await ports.deadlines.forget(lease)
    await ports.pass_time(timedelta(hours=1))
    assert await ports.deadlines.claim(NOON, 1) == []


async def test_many_held_items_do_not_hide_the_free_one(ports: Ports) -> None:
    """A claim looks past what is held and what pauses, page after page."""
    items = await opened(ports, *range(150))
    held: list[Lease] = [*await ports.deadlines.claim(NOON + timedelta(hours=9), 149)]
    assert [lease.item for lease in held] == items[:149]
    assert [lease.item for lease in await ports.deadlines.claim(NOON + timedelta(hours=9), 9)] == items[149:]
