"""Look-ups answered in full over signed HTTP, beside servers that only acknowledge.

    python -m benchmarks.http [--quick]

Every server is a process of its own on the first core; people type on the other one, where the store runs, too. All of
them are asked in turn, round by round, so that whatever else the machine does befalls all alike.
"""

import statistics
from collections.abc import Mapping
from contextlib import AsyncExitStack

import aiohttp
import uvloop

from benchmarks.bare_servers import SECRET
from benchmarks.load import Measured, Typed, typed
from benchmarks.measuring import Figure, Goal, options, ratios, record
from benchmarks.stand import NoNode, Served, bare, baton, bolt_on_node, here_on_the_last_core, local_slack
from bot.ports.metrics import REQUEST

LOOK_UPS = ("/values own_mistake", "/escalate refund")
ASGI, BARE = "plain ASGI with hmac", "bare Bolt"
MANY = 32
_WARM = 0.3

Runs = dict[tuple[str, str, int], list[Measured]]


async def _run(server: Served, what: Typed, seconds: float, at_once: int, expects: bytes = b"") -> Measured:
    return await typed(
        what, port=server.port, pid=server.pid, secret=SECRET, seconds=seconds, at_once=at_once, expects=expects
    )  # fmt: skip


async def measured(servers: Mapping[str, Served], users: list[str], rounds: int, seconds: float) -> Runs:
    """Each server in turn, alone and with 32 at once; the people take turns, too."""
    runs: Runs = {}
    for _ in range(rounds):
        for name, server in servers.items():
            for text in LOOK_UPS if name == "Baton" else LOOK_UPS[:1]:
                command, _, words = text.partition(" ")
                what = Typed(command, words, users[0], others=users[1:])
                expects = b'"blocks"' if name == "Baton" else b""

                await _run(server, what, _WARM, 1)
                for at_once in (1, MANY):
                    one = await _run(server, what, seconds, at_once, expects)
                    runs.setdefault((name, text, at_once), []).append(one)
    return runs


async def in_its_hands(server: Served) -> dict[str, float]:
    """Microseconds by the clock that each command has taken from our door to its reply, on average, as Baton itself counts."""
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{server.port}/metrics") as page,
    ):
        lines = (await page.text()).splitlines()

    def whole(name: str, command: str) -> float:
        those = [
            line
            for line in lines
            if line.startswith(f"{REQUEST.name}_{name}{{") and f'name="{command}"' in line
        ]
        return sum(float(line.rpartition(" ")[2]) for line in those)

    commands = [text.partition(" ")[0] for text in LOOK_UPS]
    return {name: whole("sum", name) / whole("count", name) * 1e6 for name in commands}


def split(runs: Runs, text: str, ours: float) -> str:
    """What the processor's time of one answer goes into, one layer upon the other.

    A command passes Bolt by (bot/adapters/slack_app.py), so that Bolt's share is no part of it, but what it is measured by.
    """

    def spent(name: str, what: str) -> float:
        return statistics.median(one.processor for one in runs[name, what, MANY])

    asgi, bolt, baton = spent(ASGI, LOOK_UPS[0]), spent(BARE, LOOK_UPS[0]), spent("Baton", text)
    rest = baton - asgi - ours
    behind = "taking the form apart, writing a whole answer out, counting, and what follows behind the answer"
    return (
        f"Of the {baton:.0f} µs of processor that `{text}` takes, {asgi:.0f} go to the server and the signature, as in plain "
        f"ASGI, {baton - asgi:.0f} to Baton, where bare Bolt takes {bolt - asgi:.0f} to acknowledge. "
        + (
            f"From our door to the reply (who asks, what is meant, the answer) it is {ours:.0f} µs; the other {rest:.0f} are "
            f"{behind}."
            if rest >= 0
            else "How much of them lies before the reply the clock cannot tell: others had the core, too."
        )
    )


def figures(runs: Runs) -> list[Figure]:
    """The ratios first: they are what is to be reached."""
    found = []
    bolt = runs[BARE, LOOK_UPS[0], MANY]
    for text in LOOK_UPS:
        many = runs["Baton", text, MANY]
        goal = Goal.at_least(0.6)
        rates = ratios([one.per_second for one in many], [one.per_second for one in bolt])
        found.append(Figure(f"`{text}` in full, 32 at once, against {BARE}", "×", rates, goal, beside=BARE))
        spent = ratios([one.processor for one in bolt], [one.processor for one in many])
        found.append(Figure("the same by processor time", "×", spent, goal, beside=BARE))
    for (name, text, at_once), those in runs.items():
        label = f"{name}: `{text}`" if name == "Baton" else name
        how = "alone" if at_once == 1 else f"{at_once} at once"
        found.append(Figure(f"{label}, {how}", "/s", [one.per_second for one in those]))
        found.append(Figure(f"{label}, {how}, p50", "ms", [one.p50 for one in those]))
        found.append(Figure(f"{label}, {how}, p99", "ms", [one.p99 for one in those]))
        found.append(Figure(f"{label}, {how}, processor", "µs", [one.processor for one in those]))
    return found


async def main(*, quick: bool) -> None:
    """Measure, and record."""
    here_on_the_last_core()
    remarks = [
        "The processor's time an answer takes says the same on a busy machine; the rates need a quiet one."
    ]
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(local_slack())
        servers = {
            ASGI: await stack.enter_async_context(bare("asgi")),
            BARE: await stack.enter_async_context(bare("bolt")),
            "Baton": await stack.enter_async_context(baton(slack, http=True)),
        }
        try:
            servers["@slack/bolt on Node"] = await stack.enter_async_context(bolt_on_node())
        except NoNode as why:
            remarks.append(f"@slack/bolt was left out: {why}.")
        users = [
            user.id for user in slack.playground.world.users.values() if user.is_full and not user.bot_id
        ]
        runs = await measured(servers, users, 2 if quick else 9, 1.0 if quick else 4.0)
        ours = await in_its_hands(servers["Baton"])
    remarks += [split(runs, text, ours[text.partition(" ")[0]]) for text in LOOK_UPS]
    wrong = sum(one.wrong for those in runs.values() for one in those)
    remarks.append(f"{wrong} answers were not what was expected; {len(users)} people asked in turn.")
    record("http", "Look-ups over signed HTTP, one core", figures(runs), *remarks, quick=quick)


if __name__ == "__main__":
    uvloop.run(main(quick=options(__doc__).quick))
