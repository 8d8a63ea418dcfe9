"""A store as a company fills it: open escalations and past thanks, as Baton's own stores write them."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from benchmarks.serving_alone import numbered
from benchmarks.stencils import Noted, cut, write
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
KNOWN = "U02BOB"
"""The first of them is one of the local Slack's, whose App Home is looked at."""
LOST = "F00000001"
"""One of those that are open."""
_LEVEL = Level.model_validate({"ask": ["team:support"], "within": "15m"})
_TEXT = "고객님 말씀을 끝까지 들어 주셔서 고맙습니다. Thank you for hearing them out. "
_TOGETHER = 1000
"""Escalations opened in the same moment."""
_GIVER, _RECIPIENT, _NUMBER = "GGGGGG", "RRRRRR", "NNNNNNNN"
"""What the stencils are filled in at: people and records, by their numbers."""
_WEEK, _SAME = 7, 8
"""Where `StoredKudos.give` says how long the giver's day and a repeat are remembered: of past days, not any more."""


def named(number: int) -> str:
    """The number of a person, as long as that of any other."""
    return f"{number:06d}"


def person(number: str) -> Party:
    """One of them."""
    user = f"UFILL{number}" if number != named(0) else KNOWN
    return Party(user=user, name=Text(ko=f"김{number}", en=f"Kim {number}"))


def escalation(number: str, requester: str, moment: int = 0) -> Escalation:
    """An open one that waits until tomorrow."""
    after = timedelta(milliseconds=moment)
    return Escalation(
        id=f"F{number}", opened=TODAY - timedelta(hours=3) + after, requester=person(requester), team=TEAM,
        topic="billing_refund", title=Text(ko="결제·환불", en="Billing & refunds"), severity=Severity.NORMAL,
        packet=Packet(need="환불 승인 부탁드려요, the customer has waited since Monday " + "x" * 200),
        policy=Policy(levels=(_LEVEL,)), last_resort=(_LEVEL,), state=State.WAITING,
        level_ends=TODAY + timedelta(days=1) + after,
    )  # fmt: skip


def thanks(number: str, giver: str, recipient: str, ago: int) -> Kudos:
    """One of a day that long ago, whose night is over."""
    day = TODAY - timedelta(days=ago)
    night = NightKey(team=TEAM, date=day.date())
    return Kudos(
        id=f"K{number}", giver=person(giver), text=f"{_TEXT}{number}", given=day, day=day.date(),
        recipients=(Thanked(who=person(recipient), night=night),), value="hear",
    )  # fmt: skip


def _eight(number: int) -> str:
    return f"{number:08d}"


async def fill(store: Store, socket: str, keys: Keys, *, escalations: int, kudos: int) -> None:
    """All of it, in a server that listens at a path. Leases are given back at once, and past nights are over."""
    people = max(1, escalations // EACH)
    await _open(store, socket, keys, escalations, people)
    await _give(store, socket, keys, kudos, people)
    nights = StoredNights(store, keys, numbered("f"))
    for ago in range(1, DAYS + 1):
        night = NightKey(team=TEAM, date=(TODAY - timedelta(days=ago)).date())
        over = datetime.combine(night.date, time(10), UTC)
        await nights.close(NightRun(night=night, state="done", closed=over, done=over))
    await store.remove(keys.nights_pending(TEAM))


async def _open(store: Store, socket: str, keys: Keys, number: int, people: int) -> None:
    opened = StoredEscalations(store, keys, numbered("f"))
    for one in range(0, number, people):  # of the one whom the local Slack knows, as anybody would
        e = escalation(_eight(one), named(0), one)
        await opened.open(e, once=e.id, due=e.level_ends)
    noted = Noted("opened")
    for first in range(0, number, _TOGETHER):
        e = escalation(_NUMBER, _GIVER, first)
        await StoredEscalations(noted.store, keys, numbered(f"o{first}-")).open(
            e, once=e.id, due=e.level_ends
        )
        stencil = noted.stencil(number=_NUMBER, giver=_GIVER)
        some = (one for one in range(first, min(number, first + _TOGETHER)) if one % people)
        fillings = ({b"number": _eight(one).encode(), b"giver": named(one % people).encode()} for one in some)
        await write(socket, cut(stencil, fillings), noted.answer)
    _, leases, tokens, *_ = keys.deadlines
    await store.remove(leases, tokens)


async def _give(store: Store, socket: str, keys: Keys, number: int, people: int) -> None:
    given = StoredKudos(store, keys, numbered("f"))
    noted = Noted("kept")
    for first in range(0, number, people):
        ago = 1 + first // people % DAYS
        await StoredKudos(noted.store, keys, numbered(f"g{first}-")).give(
            thanks(_NUMBER, _GIVER, _RECIPIENT, ago), cap=10**9
        )
        noted.keys[3] = noted.keys[3][: -len(_NUMBER)] + _NUMBER  # no two are the same thanks
        noted.args[_WEEK] = noted.args[_SAME] = "1"
        stencil = noted.stencil(number=_NUMBER, giver=_GIVER, recipient=_RECIPIENT)
        within = range(first, min(number, first + people))
        for one in within:
            giver, recipient = _of(one, people)
            if not giver or not recipient:
                await given.give(thanks(_eight(one), named(giver), named(recipient), ago), cap=10**9)
        await write(socket, cut(stencil, _filled(within, people)), noted.answer)


def _of(number: int, people: int) -> tuple[int, int]:
    return number % people, (number * 7 + 1) % people


def _filled(numbers: range, people: int) -> Iterator[dict[bytes, bytes]]:
    for one in numbers:
        giver, recipient = _of(one, people)
        if giver and recipient:
            yield {
                b"number": _eight(one).encode(),
                b"giver": named(giver).encode(),
                b"recipient": named(recipient).encode(),
            }
