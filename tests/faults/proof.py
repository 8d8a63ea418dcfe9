"""`make proof`: every step of an escalation's life is the last one of its bot once. Writes docs/proof.md."""

import asyncio
import os
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from tests.faults.bots import ROOT
from tests.faults.ladder_acts import THE_WHOLE_LADDER
from tests.faults.ladder_life import Truth, difference, live
from tests.faults.nursery import Nursery, nursery

RESULT = ROOT / "docs" / "proof.md"
_AT_ONCE = 2
EVERY = int(os.environ.get("BATON_PROOF_EVERY", "1"))
"""Only one step in so many, where there is less time; the report says so."""
_AGAIN = 1
"""A life that did not come to its end (a busy machine) is lived again; a wrong truth never is."""


async def main() -> int:
    """Live them all; 0 if there was one truth."""
    with TemporaryDirectory(prefix="proof-") as folder:
        async with nursery() as bots:
            undisturbed, lives = await _all(Path(folder), bots)
    wrong = [
        f"after step {number}: {told if isinstance(told, str) else difference(undisturbed, told)}"
        for number, told in lives.items()
        if told != undisturbed
    ]
    RESULT.write_text(_report(undisturbed, lives, wrong), encoding="utf-8")
    for line in wrong:
        click.echo(line)
    click.echo(
        f"{len(lives) - len(wrong)} of {len(lives)} lives ended in one truth; see {RESULT.relative_to(ROOT)}"
    )
    return 1 if wrong else 0


async def _all(folder: Path, bots: Nursery) -> tuple[Truth, dict[int, Truth | str]]:
    """The undisturbed life, and one for each of its steps."""
    undisturbed = await live(folder / "0", bots, THE_WHOLE_LADDER)
    room = asyncio.Semaphore(_AT_ONCE)

    async def one(number: int) -> tuple[int, Truth | str]:
        async with room:
            return number, await _lived(folder, bots, number)

    numbers = range(1, len(undisturbed.steps) + 1, EVERY)
    return undisturbed, dict(await asyncio.gather(*(one(number) for number in numbers)))


async def _lived(folder: Path, bots: Nursery, number: int) -> Truth | str:
    told = ""
    for attempt in range(_AGAIN + 1):
        try:
            return await live(folder / f"{number}-{attempt}", bots, THE_WHOLE_LADDER, die_after=number)
        except (TimeoutError, AssertionError, OSError, LookupError) as problem:
            told = f"{type(problem).__name__}: {problem}"
    return told


def _report(undisturbed: Truth, lives: dict[int, Truth | str], wrong: list[str]) -> str:
    kinds = Counter(told.killed or "never reached" for told in lives.values() if isinstance(told, Truth))
    rows = "\n".join(f"| {kind} | {times} |" for kind, times in sorted(kinds.items()))
    acts = ", ".join(act.name for act in THE_WHOLE_LADDER)
    return f"""# Killed after every step

`make proof`, {datetime.now(UTC):%Y-%m-%d}: a bot, a process of its own, lives through an escalation ({acts}), against a
real store and the local Slack. It is ended with SIGKILL after one call to Slack, or one script that changed the store,
before it hears the answer; another bot goes on. This was done once for {_how_many(undisturbed, lives)}. Afterwards history
and state have to be those of an undisturbed life, every message has to stand exactly once, and nothing may be left due.

**{len(lives) - len(wrong)} of {len(lives)} lives ended in that one truth.**{_wrong(wrong)}

| killed after | lives |
|---|---|
{rows}

An undisturbed life posts {sum(undisturbed.said.values())} messages. Steps of other things that fall due meanwhile (a
night, a shift change) are among those counted; where fewer steps were taken than expected nobody was killed.
`tests/faults/test_every_step.py` tries a sample of them in CI.
"""


def _how_many(undisturbed: Truth, lives: dict[int, Truth | str]) -> str:
    steps = len(undisturbed.steps)
    return (
        f"each of its {steps} steps" if EVERY == 1 else f"{len(lives)} of its {steps} steps, one in {EVERY}"
    )


def _wrong(wrong: list[str]) -> str:
    return "".join(f"\n- {line}" for line in ["", *wrong]) if wrong else ""


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
