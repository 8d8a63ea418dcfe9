"""Look-ups in Socket Mode, one at a time, beside bare Bolt; and what is lost while connections are replaced.

    python -m benchmarks.socket [--quick]

The local Slack hands envelopes over; commands, which nobody sends again. Its connections are replaced in every way
Slack and networks know: told beforehand, refreshed, reset, frozen, half closed. An envelope that nobody acknowledged
within three seconds is lost. Apart from them stand those that went under with their connection: they were on it, or put on
it, when it was reset, frozen or half closed, and no answer can come back on it.
"""

import asyncio
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from itertools import islice

import uvloop

from benchmarks.load import Typed
from benchmarks.measuring import Figure, Goal, cpu_seconds, options, percentile, record
from benchmarks.stand import Served, bare_socket, baton, here_on_the_last_core, local_slack
from playground.driver import LocalSlack
from playground.socket_mode import MOST_CONNECTIONS, Disconnect
from playground.transport import Envelope, NoAnswer

LOOK_UPS = ("/values own_mistake", "/escalate refund")
WAYS: tuple[Disconnect, ...] = ("warning", "refresh_requested", "reset", "half_close", "freeze")
BREAKING: tuple[Disconnect, ...] = ("reset", "half_close", "freeze")
"""Ways that nobody tells beforehand."""
QUICK = 3
_WITHIN = 3.0
_BETWEEN = 0.05
_WARM = 50


def _typed(slack: LocalSlack, text: str) -> Typed:
    command, _, words = text.partition(" ")
    users = [user.id for user in slack.playground.world.users.values() if user.is_full and not user.bot_id]
    return Typed(command, words, users[0], others=users[1:])


async def answered(slack: LocalSlack, what: Typed, times: int) -> list[float]:
    """Milliseconds an answer, one after the other."""
    took = []
    for form in islice(what.forms(), times + _WARM):
        began = time.perf_counter()
        await slack.playground.socket_mode.send(
            Envelope("slash_commands", dict(form), accepts_response=True), within=_WITHIN
        )
        took.append((time.perf_counter() - began) * 1000)
    return took[_WARM:]


@dataclass(frozen=True)
class Replaced:
    """What it cost: envelopes sent, lost, and gone under with their connection; seconds until the next one stood."""

    sent: int
    lost: int
    gone_under: int
    took: list[float]


async def replaced(slack: LocalSlack, how: Disconnect, reconnects: int) -> Replaced:
    """So many replacements while somebody types twenty times a second."""
    ended, slacks = asyncio.Event(), slack.playground.socket_mode
    asking: set[asyncio.Task[object]] = set()

    async def type_on() -> None:
        for form in _typed(slack, LOOK_UPS[0]).forms():
            if ended.is_set():
                break
            envelope = Envelope("slash_commands", dict(form), accepts_response=True)
            asking.add(asyncio.create_task(slacks.send(envelope, within=_WITHIN)))
            await asyncio.sleep(_BETWEEN)

    gone_under, took = slacks.gone_under, []
    typing = asyncio.create_task(type_on())
    for number in range(reconnects):
        before, began = slacks.opened, time.perf_counter()
        await slack.disconnect(how, only=number % 2)
        await slacks.opened_more_than(before, within=60)
        took.append(time.perf_counter() - began)
        await asyncio.sleep(4 * _BETWEEN)
        await slacks.no_more_than(
            MOST_CONNECTIONS - 2, within=60
        )  # those told to go are closed ten seconds later
    ended.set()
    await typing
    unanswered = [
        one for one in await asyncio.gather(*asking, return_exceptions=True) if isinstance(one, NoAnswer)
    ]
    gone_under = slacks.gone_under - gone_under
    return Replaced(len(asking), len(unanswered) - gone_under, gone_under, took)


@dataclass
class Alone:
    """What one server took for one command: milliseconds an answer, run by run, and microseconds of its processor."""

    took: list[list[float]] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)

    async def run(self, slack: LocalSlack, served: Served, text: str, times: int) -> None:
        """Once more."""
        used = cpu_seconds(served.pid)
        self.took.append(await answered(slack, _typed(slack, text), times))
        self.worked.append((cpu_seconds(served.pid) - used) / (times + _WARM) * 1e6)

    def figures(self, label: str, *, ours: bool) -> list[Figure]:
        """As they are told."""
        shares = [
            Figure(
                f"{label}, p{share * 100:.0f}",
                "ms",
                [percentile(one, share) for one in self.took],
                Goal.at_most(most) if ours else None,
            )
            for share, most in ((0.5, 0.8), (0.99, 2.0))
        ]
        return [*shares, Figure(f"{label}, processor", "µs", self.worked)]


async def speed(rounds: int, times: int) -> list[Figure]:
    """Baton beside bare Bolt, each alone with the local Slack."""
    found: list[Figure] = []
    for name in ("Baton", "bare Bolt, answering first", "bare Bolt as it comes"):
        ours = name == "Baton"
        runs: dict[str, Alone] = {}
        async with AsyncExitStack() as stack:
            slack = await stack.enter_async_context(local_slack())
            kind = baton(slack, http=False) if ours else bare_socket(slack, first=name.endswith("first"))
            served = await stack.enter_async_context(kind)
            await slack.bot_connected(within=60)
            for _ in range(rounds):
                for text in LOOK_UPS if ours else LOOK_UPS[:1]:
                    await runs.setdefault(text, Alone()).run(slack, served, text, times)
        for text, alone in runs.items():
            found += alone.figures(f"`{text}`" if ours else name, ours=ours)
    return found


async def reconnected(each: int) -> tuple[list[Figure], int]:
    """What every way of replacing connections loses; and how many envelopes that was of."""
    found, whole = [], 0
    async with local_slack() as slack, baton(slack, http=False):
        await slack.bot_connected(within=60)
        for how in WAYS:
            cost = await replaced(slack, how, each)
            whole += cost.sent
            found.append(Figure(f"lost over {each} × {how}", "envelopes", [cost.lost], Goal.at_most(0)))
            if how in BREAKING:
                found.append(
                    Figure(f"went under with a connection, {each} × {how}", "envelopes", [cost.gone_under])
                )
            found.append(Figure(f"until the next connection stood, {how}", "s", cost.took))
    return found, whole


async def main(*, quick: bool) -> None:
    """Measure, and record."""
    here_on_the_last_core()
    found = await speed(2 if quick else 7, 200 if quick else 2000)
    told, whole = await reconnected(QUICK if quick else 10)
    record(
        "socket",
        "Look-ups in Socket Mode, one core, one at a time",
        [*found, *told],
        f"{whole} envelopes were sent while connections were replaced.",
        "The processor's time an answer takes says the same on a busy machine; milliseconds need a quiet one.",
        "Slack chooses any one of the connections, also one that is dead: what it puts there before the bot has left it, "
        "two to three seconds after it froze, goes under. Slack sends events again, commands not.",
        quick=quick,
    )


if __name__ == "__main__":
    uvloop.run(main(quick=options(__doc__).quick))
