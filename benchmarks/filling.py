"""A store as a company fills it: open escalations and past thanks, written by the stores themselves."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, time, timedelta

from benchmarks.serving_alone import numbered
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store
from bot.adapters.store_escalations import StoredEscalations
from bot.adapters.store_kudos import StoredKudos, StoredNights
from bot.domain.escalation import Escalation, Packet, Party, State
from bot.domain.kudos import Kudos, Thanked
from bot.domain.language import Text
from bot.domain.night_run import NightKey, NightRun
from bot.domain.policy import Level, Policy, Severity

TODAY = datetime(2035, 3, 12, 1, tzinfo=UTC)
TEAM = "support"
EACH = 10
"""Open escalations, and ten times as many thanks, of one person: a larger company has more people, not busier ones."""
DAYS = 300
_LEVEL = Level.model_validate({"ask": ["team:support"], "within": "15m"})
_TEXT = "고객님 말씀을 끝까지 들어 주셔서 고맙습니다. Thank you for hearing them out. "
_AT_ONCE = 300


def person(number: int) -> Party:
    """The first is one of the local Slack's, whose App Home is looked at."""
    user = f"UFILL{number:06d}" if number else "U02BOB"
    return Party(user=user, name=Text(ko=f"김{number}", en=f"Kim {number}"))


def escalation(number: int, people: int) -> Escalation:
    """An open one that waits until tomorrow."""
    opened = TODAY - timedelta(hours=3) + timedelta(milliseconds=number)
    return Escalation(
        id=f"F{number:07d}", opened=opened, requester=person(number % people), team=TEAM, topic="billing_refund",
        title=Text(ko="결제·환불", en="Billing & refunds"), severity=Severity.NORMAL,
        packet=Packet(need="환불 승인 부탁드려요, the customer has waited since Monday " + "x" * 200),
        policy=Policy(levels=(_LEVEL,)), last_resort=(_LEVEL,), state=State.WAITING,
        level_ends=TODAY + timedelta(days=1, milliseconds=number),
    )  # fmt: skip


def thanks(number: int, people: int) -> Kudos:
    """One of a day of the last three hundred, whose night is over."""
    day = TODAY - timedelta(days=1 + number // people % DAYS)
    night = NightKey(team=TEAM, date=day.date())
    return Kudos(
        id=f"K{number:08d}", giver=person(number % people), text=f"{_TEXT}{number}", given=day, day=day.date(),
        recipients=(Thanked(who=person((number * 7 + 1) % people), night=night),), value="hear",
    )  # fmt: skip


async def each(number: int, write: Callable[[int], Awaitable[object]]) -> None:
    """Write so many, many at once."""

    async def some(first: int) -> None:
        for one in range(first, number, _AT_ONCE):
            await write(one)

    await asyncio.gather(*(some(first) for first in range(min(number, _AT_ONCE))))


async def fill(store: Store, keys: Keys, *, escalations: int, kudos: int) -> None:
    """All of it. Leases are given back at once, and past nights are over."""
    people = max(1, escalations // EACH)
    ids = numbered("f")
    opened, given = StoredEscalations(store, keys, ids), StoredKudos(store, keys, ids)

    async def open_one(number: int) -> None:
        e = escalation(number, people)
        await opened.open(e, once=e.id, due=e.level_ends)

    await each(escalations, open_one)
    _, leases, tokens, *_ = keys.deadlines
    await store.remove(leases, tokens)
    await each(kudos, lambda number: given.give(thanks(number, people), cap=10**9))
    nights = StoredNights(store, keys, ids)
    for ago in range(1, DAYS + 1):
        night = NightKey(team=TEAM, date=(TODAY - timedelta(days=ago)).date())
        over = datetime.combine(night.date, time(10), UTC)
        await nights.close(NightRun(night=night, state="done", closed=over, done=over))
    await store.remove(keys.nights_pending(TEAM))
