"""Look-ups answered in full over signed HTTP, against servers that only acknowledge.

    .venv/bin/python -m benchmarks.http [--quick]
"""

import argparse
import asyncio
from contextlib import AsyncExitStack

import uvloop

from benchmarks.load import Measured, Typed, typed
from benchmarks.stand import NoNode, Served, baton, bolt_on_node, bare, here_on_the_last_core, local_slack

SECRET = "playground-signing-secret"


async def main(seconds: float, rounds: int, *, node: bool) -> None:
    here_on_the_last_core()
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(local_slack())
        user = slack.person("jimin").id if False else next(iter(slack.playground.world.users))
        servers: dict[str, Served] = {
            "plain ASGI": await stack.enter_async_context(bare("asgi")),
            "bare Bolt": await stack.enter_async_context(bare("bolt")),
            "Baton": await stack.enter_async_context(baton(slack, http=True)),
        }
        if node:
            try:
                servers["@slack/bolt"] = await stack.enter_async_context(bolt_on_node())
            except NoNode as why:
                print("skipped:", why)
        lookups = {"/values own_mistake": b"blocks", "/escalate refund": b"blocks"}
        for _ in range(rounds):
            for name, server in servers.items():
                for text, expects in lookups.items() if name == "Baton" else [("/values own_mistake", b"")]:
                    command, _, words = text.partition(" ")
                    what = Typed(command, words, user)
                    await typed(what, port=server.port, pid=server.pid, secret=SECRET, seconds=0.3)
                    alone = await typed(what, port=server.port, pid=server.pid, secret=SECRET, seconds=seconds, expects=expects)
                    many = await typed(what, port=server.port, pid=server.pid, secret=SECRET, seconds=seconds, at_once=32, expects=expects)
                    print(f"{name:12} {text:20} alone {alone.per_second:6.0f}/s {alone.p50:.2f}/{alone.p99:.2f} ms {alone.processor:4.0f} µs | 32 {many.per_second:6.0f}/s {many.p50:.2f}/{many.p99:.2f} {many.processor:4.0f} µs wrong {alone.wrong+many.wrong}", flush=True)


if __name__ == "__main__":
    options = argparse.ArgumentParser()
    options.add_argument("--seconds", type=float, default=3)
    options.add_argument("--rounds", type=int, default=1)
    options.add_argument("--node", action="store_true")
    o = options.parse_args()
    uvloop.run(main(o.seconds, o.rounds, node=o.node))
