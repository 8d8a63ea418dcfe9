"""Look-ups in Socket Mode, one at a time, beside bare Bolt; and what is lost while connections are replaced.

    python -m benchmarks.socket [--quick]

The local Slack hands envelopes over; commands, which nobody sends again. Its connections are replaced in every way
Slack and networks know: told beforehand, refreshed, reset, frozen, half closed. An envelope that nobody acknowledged
within three seconds is lost.
"""

import asyncio
import time
from contextlib import AsyncExitStack
from itertools import islice

import uvloop

from benchmarks.load import Typed
from benchmarks.measuring import Figure, Goal, options, percentile, record
from benchmarks.stand import bare_socket, baton, here_on_the_last_core, local_slack
from playground.driver import LocalSlack
from playground.socket_mode import Disconnect
from playground.transport import Envelope, NoAnswer

LOOK_UPS = ("/values own_mistake", "/escalate refund")
WAYS: tuple[Disconnect, ...] = ("warning", "refresh_requested", "reset", "half_close", "freeze")
SLOW: tuple[Disconnect, ...] = ("half_close", "freeze")
"""Ways that are noticed only by silence."""
QUICK = 2
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


async def lost_over(slack: LocalSlack, how: Disconnect, reconnects: int) -> tuple[int, int]:
    """So many replacements while somebody types twenty times a second: envelopes lost, and sent."""
    lost = sent = 0
    replaced = asyncio.Event()

    async def type_on() -> None:
        nonlocal lost, sent
        asking = set()
        for form in _typed(slack, LOOK_UPS[0]).forms():
            if replaced.is_set():
                break
            envelope = Envelope("slash_commands", dict(form), accepts_response=True)
            asking.add(asyncio.create_task(slack.playground.socket_mode.send(envelope, within=_WITHIN)))
            await asyncio.sleep(_BETWEEN)
        for done in asyncio.as_completed(asking):
            sent += 1
            try:
                await done
            except NoAnswer:
                lost += 1

    typing = asyncio.create_task(type_on())
    for number in range(reconnects):
        before = slack.connections
        await slack.disconnect(how, only=number % 2)
        await slack.bot_reconnected(connections=before, within=60)
        await asyncio.sleep(4 * _BETWEEN)
    replaced.set()
    await typing
    return lost, sent


async def speed(rounds: int, times: int) -> list[Figure]:
    """Baton beside bare Bolt, each alone with the local Slack."""
    found: list[Figure] = []
    for name in ("Baton", "bare Bolt, answering first", "bare Bolt as it comes"):
        runs: dict[str, list[list[float]]] = {}
        async with AsyncExitStack() as stack:
            slack = await stack.enter_async_context(local_slack())
            if name == "Baton":
                await stack.enter_async_context(baton(slack, http=False))
            else:
                first = name.endswith("first")
                await stack.enter_async_context(bare_socket(slack, first=first))
            await slack.bot_connected(within=60)
            for _ in range(rounds):
                for text in LOOK_UPS if name == "Baton" else LOOK_UPS[:1]:
                    runs.setdefault(text, []).append(await answered(slack, _typed(slack, text), times))
        for text, took in runs.items():
            label, ours = (f"`{text}`", True) if name == "Baton" else (name, False)
            for share, most in ((0.5, 0.8), (0.99, 2.0)):
                goal = Goal.at_most(most) if ours else None
                spread = [percentile(one, share) for one in took]
                found.append(Figure(f"{label}, p{share * 100:.0f}", "ms", spread, goal))
    return found


async def reconnected(each: int) -> tuple[list[Figure], int]:
    """What every way of replacing connections loses; and how many envelopes that was of."""
    found, whole = [], 0
    async with local_slack() as slack, baton(slack, http=False):
        await slack.bot_connected(within=60)
        for how in WAYS:
            times = each if how not in SLOW or each > QUICK else 1
            lost, sent = await lost_over(slack, how, times)
            whole += sent
            found.append(Figure(f"lost over {times} × {how}", "envelopes", [lost], Goal.at_most(0)))
    return found, whole


async def main(*, quick: bool) -> None:
    """Measure, and record."""
    here_on_the_last_core()
    found = await speed(2 if quick else 7, 100 if quick else 2000)
    replaced, whole = await reconnected(QUICK if quick else 10)
    record(
        "socket",
        "Look-ups in Socket Mode, one core, one at a time",
        [*found, *replaced],
        f"{whole} envelopes were sent while connections were replaced.",
        "A frozen connection is noticed after ten seconds; envelopes that were put on it meanwhile are what is lost.",
        quick=quick,
    )


if __name__ == "__main__":
    uvloop.run(main(quick=options(__doc__).quick))
