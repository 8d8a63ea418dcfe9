"""`make proof`: two hundred nights of three bots that are killed at random. Writes docs/proof-nights.md."""

import asyncio
import os
import sys
from collections import Counter
from datetime import UTC, datetime
from functools import reduce
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from tests.faults.bots import ROOT
from tests.faults.night_life import REPLICAS, lived, working_days
from tests.faults.night_oracle import Told
from tests.faults.nursery import Nursery, nursery

RESULT = ROOT / "docs" / "proof-nights.md"
NIGHTS = int(os.environ.get("BATON_PROOF_NIGHTS", "200"))
"""How many; fewer where there is less time, and the report says so."""
SEED = int(os.environ.get("BATON_PROOF_SEED", "20261122"))


async def main() -> int:
    """Live them; 0 if everything was said once."""
    with TemporaryDirectory(prefix="proof-") as folder:
        async with nursery() as bots:
            told, wrong = await _all(Path(folder), bots)
    RESULT.write_text(_report(told, wrong), encoding="utf-8")
    for line in wrong:
        click.echo(line)
    click.echo(f"{told.nights} nights, {len(wrong)} wrong; see {RESULT.relative_to(ROOT)}")
    return 1 if wrong else 0


async def _all(folder: Path, bots: Nursery) -> tuple[Told, list[str]]:
    """All nights, in two workspaces at once: the first half in one, the second in the other."""
    days = working_days(NIGHTS)
    halves = [days[: NIGHTS // 2], days[NIGHTS // 2 :]]
    lives = [lived(folder / f"{n}", bots, half, SEED + n) for n, half in enumerate(halves) if half]
    found = await asyncio.gather(*lives)
    return reduce(Told.beside, (told for told, _ in found)), [line for _, wrong in found for line in wrong]


def _report(told: Told, wrong: list[str]) -> str:
    days = working_days(told.nights)
    said = (
        f"**Everything was said once**: {len(told.public)} thanks in public, {len(told.quiet)} for one person alone, "
        f"the knocks of {len(told.notes)} notes."
        if not wrong
        else f"**{len(wrong)} wrong:**\n" + "\n".join(f"- {line}" for line in wrong)
    )
    return f"""# Killed at night

`make proof`, {datetime.now(UTC):%Y-%m-%d}: {REPLICAS} bots, processes of their own on one real store, do {told.nights} nights of
the four teams of the example file against the local Slack ({days[0]} to {days[-1]}, both changes of the clocks in Berlin and
New York among them where that is long enough). All day thanks are typed, some for somebody who likes them quietly, and
notes are sealed. In the evening any step of the work (a script that changed the store, a call that Slack carried out)
may be the last one of its bot, which is ended with SIGKILL before it hears the answer; and calls are answered with 429
or 5xx, dropped, or dropped after they were carried out. Seed {SEED}.

{said}

| killed after | bots |
|---|---|
{_rows(told.deaths)}

| calls answered badly | times |
|---|---|
{_rows(told.faults)}

`tests/faults/test_killed_nights.py` does a few such nights in CI.
"""


def _rows(counted: Counter[str]) -> str:
    return "\n".join(f"| {name} | {times} |" for name, times in sorted(counted.items()))


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
