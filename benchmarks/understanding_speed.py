"""Questions that words alone do not decide: how long the sentence encoder takes, and whether others wait for it.

    python -m benchmarks.understanding_speed [--quick]

First by itself, on one core, over the questions that the examples were written without. Then over signed HTTP: one person
looks up a name, again and again, while nobody asks anything else, and while somebody asks new questions all the time.
"""

import asyncio
import json
import time
from itertools import count

import uvloop

from benchmarks.bare_servers import SECRET
from benchmarks.load import Measured, Typed, typed
from benchmarks.measuring import ROOT, Figure, Goal, on_core, options, percentile, record
from benchmarks.stand import Served, baton, here_on_the_last_core, local_slack
from bot.adapters import semantic
from bot.config.loading import load
from bot.domain.matching import Matcher
from bot.services.handbook import topic_entries

_NAMED = "/values own_mistake"


def asked() -> list[str]:
    """Questions in both languages, none of them an example of the files."""
    lines = (ROOT / "tests/understanding/unseen.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines]


def alone(rounds: int) -> list[list[float]] | str:
    """Milliseconds a question that the encoder was asked about; or why there is none."""
    file, philosophy = load(ROOT / "escalation.yaml", ROOT / "values.yaml").both()
    entries, daily = topic_entries(file), philosophy.not_for_us.both
    meaning = semantic.load_semantic(entries, not_for_us=daily)
    if meaning is None:
        return semantic.unavailable() or "the encoder is not there"
    matcher, by_words = (Matcher(entries, not_for_us=daily, semantic=one) for one in (meaning, None))
    texts = [text for text in asked() if matcher.match(text) != by_words.match(text)]
    runs = []
    for number in range(rounds):
        took = []
        for text in texts:
            new = f"{text} {number}"  # the last few questions are remembered
            began = time.perf_counter()
            matcher.match(new)
            took.append((time.perf_counter() - began) * 1000)
        runs.append(took)
    return runs


async def beside(server: Served, users: list[str], seconds: float, *, busy: bool) -> Measured:
    """One person looks up a name; `busy`: another one asks what nobody asked before, all the while."""
    stop = asyncio.Event()

    async def asks() -> None:
        texts = asked()
        for number in count():
            if stop.is_set():
                return
            what = Typed("/escalate", f"{texts[number % len(texts)]} {number}", users[1])
            await typed(what, port=server.port, pid=server.pid, secret=SECRET, seconds=0.02)

    asking = asyncio.create_task(asks()) if busy else None
    command, _, words = _NAMED.partition(" ")
    what = Typed(command, words, users[0])
    found = await typed(what, port=server.port, pid=server.pid, secret=SECRET, seconds=seconds)
    stop.set()
    if asking is not None:
        await asking
    return found


async def others(rounds: int, seconds: float) -> list[Figure]:
    """What somebody waits who looks up a name, with and without a stream of new questions."""
    runs: dict[bool, list[Measured]] = {False: [], True: []}
    async with local_slack() as slack, baton(slack, http=True) as server:
        users = [
            user.id for user in slack.playground.world.users.values() if user.is_full and not user.bot_id
        ]
        for _ in range(rounds):
            for busy, found in runs.items():
                found.append(await beside(server, users, seconds, busy=busy))
    told = {False: "while nobody else asks", True: "while another one asks new questions all the time"}
    return [
        Figure(f"`{_NAMED}` {told[busy]}, {name}", "ms", [getattr(one, name) for one in found])
        for busy, found in runs.items()
        for name in ("p50", "p99")
    ]


def main() -> None:
    """Measure, and record."""
    quick = options(__doc__).quick
    on_core(0)
    runs = alone(2 if quick else 10)
    if isinstance(runs, str):
        print(f"skipped: {runs}")
        return
    here_on_the_last_core()
    found = [
        Figure("a question by meaning, p50", "ms", [percentile(one, 0.5) for one in runs], Goal.at_most(5)),
        Figure("a question by meaning, p99", "ms", [percentile(one, 0.99) for one in runs], Goal.at_most(15)),
        *uvloop.run(others(2 if quick else 5, 3.0 if quick else 10.0)),
    ]
    remark = f"{len(runs[0])} questions on which words alone decide something else than words with meaning."
    record(
        "understanding_speed",
        "Questions that need the sentence encoder, one core",
        found,
        remark,
        quick=quick,
    )


if __name__ == "__main__":
    main()
