"""`make proof`: lives of a company in which everything goes wrong, by many seeds. Writes docs/proof-faults.md."""

import asyncio
import os
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from playground.driver import NotSeen
from tests.faults.bots import ROOT
from tests.faults.company import ON_TIME, REPLICAS
from tests.faults.company_life import Lived, broken_off
from tests.faults.mixes import MIXES, live
from tests.faults.nursery import Nursery, nursery

RESULT = ROOT / "docs" / "proof-faults.md"
FINDINGS = ROOT / ".baton" / "proof-faults"
"""Of each life in which something was wrong its whole account, written as it ends: `MIX-SEED.txt`."""
LIVES = int(os.environ.get("BATON_PROOF_LIVES", "20"))
"""Of each mix; fewer where there is less time, and the report says so."""
SEED = int(os.environ.get("BATON_PROOF_SEED", "1"))
"""The first; the others follow it."""
DEEDS = int(os.environ.get("BATON_PROOF_DEEDS", "60"))
_AT_ONCE = 2


async def main() -> int:
    """Live them all; 0 if the oracle found nothing."""
    with TemporaryDirectory(prefix="proof-") as folder:
        async with nursery() as bots:
            lives = await _all(Path(folder), bots)
    RESULT.write_text(_report(lives), encoding="utf-8")
    bad = [life for found in lives.values() for life in found if life.wrong]
    where = f"; what was found stands in {FINDINGS.relative_to(ROOT)}/" if bad else ""
    click.echo(
        f"{sum(map(len, lives.values()))} lives, {len(bad)} wrong; see {RESULT.relative_to(ROOT)}{where}"
    )
    return 1 if bad else 0


async def _all(folder: Path, bots: Nursery) -> dict[str, list[Lived]]:
    room = asyncio.Semaphore(_AT_ONCE)

    async def one(mix: str, seed: int) -> Lived:
        async with room:
            life = await _lived(mix, folder / f"{mix}-{seed}", bots, seed)
            click.echo("\n".join([f"{mix}, seed {seed}: {len(life.wrong)} wrong", *life.wrong]))
            if life.wrong:
                FINDINGS.mkdir(parents=True, exist_ok=True)
                (FINDINGS / f"{mix}-{seed}.txt").write_text(f"{life.report()}\n", encoding="utf-8")
            return life

    seeds = range(SEED, SEED + LIVES)
    return {mix: await asyncio.gather(*(one(mix, seed) for seed in seeds)) for mix in MIXES}


async def _lived(mix: str, folder: Path, bots: Nursery, seed: int) -> Lived:
    """Also where not even the company came together."""
    try:
        return await live(mix, folder, bots, seed, deeds=DEEDS)
    except (AssertionError, NotSeen, TimeoutError) as problem:
        return Lived(seed, (broken_off(problem),), Counter(), 0.0, Counter(), ())


def _report(lives: Mapping[str, Sequence[Lived]]) -> str:
    every = [life for found in lives.values() for life in found]
    wrong = [f"- seed {life.seed}: {line}" for life in every for line in life.wrong]
    happened = sum((life.happened for life in every), Counter[str]())
    told = sum((life.told for life in every), Counter[str]())
    found = (
        "**The oracle found nothing wrong.**"
        if not wrong
        else f"**{len(wrong)} findings:**\n" + "\n".join(wrong)
    )
    lived = "\n".join(f"| {mix} | {_seeds(those)} |" for mix, those in lives.items())
    return f"""# People at work while everything goes wrong

`make proof`, {datetime.now(UTC):%Y-%m-%d}: {len(every)} lives of a company, {DEEDS} deeds each and the nights after them.
{REPLICAS} bots, processes of their own, real stores, the local Slack; people type every command and press every button
by a seeded script.

{found} The longest that anything due was left undone once things were well again: {max(life.longest for life in every):.1f} s
(bound {ON_TIME:.0f} s; the leases of the dead and pauses after failures are ended by hand, see below).

| mix | seeds |
|---|---|
{lived}

| what went wrong | times |
|---|---|
{_rows(happened)}

| what people did and were told | times |
|---|---|
{_rows(told)}
{_WHAT_IT_SAYS}"""


def _seeds(those: Sequence[Lived]) -> str:
    return ", ".join(str(life.seed) for life in those)


def _rows(counted: Counter[str]) -> str:
    return "\n".join(f"| {name} | {times} |" for name, times in sorted(counted.items()))


_WHAT_IT_SAYS = """
## What the oracle compares

- Every customer that a hand-over form took is in the store, once (also where somebody joined them to another).
- Every open escalation has an owner, or a clock that stands in the due index no later than its record says.
- Its card shows its present face; every message noted as posted stands, and nothing with a key stands twice anywhere.
- Thanks that were answered are stored with their words and were read by somebody else after their night.
- Notes that were accepted are stored, are between the two people they were written between, and their reader was told
  once; their words were read by those two (and whom they were shown to) and nowhere else.
- What somebody told Baton in their DM, and Slack delivered again, is answered once.
- Most of what people did was answered: a life of bots that answer nobody would show nothing.
- Nothing is parked, and whatever is due by the bots' clock is done within its bound once nothing is wrong any more. So
  where the clock is set back, nothing is later than by that.

`tests/faults/test_verdict.py` breaks each of these on purpose and expects to be told. Random lives seldom meet a broken bot
in the act, so `tests/faults/test_mutants.py` lets broken ones live where it matters: one does not look before it repeats,
one says yes before it has written, one does not know an event again that Slack repeats, one waits for a time it has seen
already when the clock is set back, one posts after it slept past its lease. Each is found; sound bots in the same place
are not (for the last one that is `test_frozen_bot.py`). What a life of `make proof` finds stands in `.baton/proof-faults/`,
with its whole script, as soon as that life ends.

## What it does not show

- Ninety seconds of lease and up to five minutes of pause after failures are not waited for: the harness ends the pauses and
  the leases of dead and frozen bots, and lets a frozen one wake up a lease later by its own clock. In life they come on top
  of the bound. Living bots keep their leases: one may wait a minute for its turn in a busy channel, and whoever takes its
  lease away meanwhile has the message posted twice, as an earlier harness did after 22 s (seeds 700 and 702 of *slack*).
  What a living bot leased and lost as the store went away is waited for, ninety seconds more.
- After a button that may change or take back thanks or a note, what became of them is not compared any more.
- Everything runs on one machine: no network that splits, no disk that lies, no two bots whose clocks differ. The clock is
  set back by three quarters of an hour at most.
- Over signed HTTP (the mix *http*) the balancer passes bots over that do not listen or are frozen; Slack's waits of one and
  five minutes before it repeats an event are shortened to one and six seconds.
"""


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
