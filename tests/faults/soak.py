"""`make soak`: many people, days that go by, files that change, connections that break; and nothing may grow.

The bot is a process of its own on a store of its own. The clock is moved on every evening, and what is stored ages as
much, so that what is kept for months reaches its end within the run and the number of keys can come to rest.
"""

import asyncio
import json
import os
import sys
import time
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import click

from bot.adapters.keys import Keys
from bot.adapters.redis_client import connected
from playground.driver import LocalSlack, NotSeen
from playground.people import TEAM_ID
from tests.faults.bots import ROOT, STARTS_WITHIN, environment, monday_morning
from tests.faults.ladder_life import SECRET
from tests.faults.servers import free_port, running, until_there
from tests.faults.soak_age import aged
from tests.faults.soak_look import Closely, Onlooker
from tests.faults.soak_page import page
from tests.faults.soak_people import Crowd
from tests.faults.soak_slack import forget_the_past
from tests.faults.soak_watch import WARM_UP, Sample, Verdict, judged, verdicts

DAY = 15.0
"""Seconds of one working day; then the clock goes forward."""
LOOK = 5.0
RESTS, REST, LONGEST_REST = 20, 32.0, 75.0
"""How often people pause in a run at most, and for how many seconds: until connections that nobody uses are closed (they
are looked at every 15, and closed after 15), and what people asked for is done, for at most so long."""
KEPT = 430
"""Days of the moved clock that the warm-up has to span: nearly everything that ends is kept for 400 days at most."""
AT_ONCE = 6
_SHOWN = 60


@dataclass
class Soak:
    """One run."""

    slack: LocalSlack
    onlooker: Onlooker
    crowd: Crowd
    files: Path
    seconds: float
    pace: float
    samples: list[Sample] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)
    days: int = 0
    first: Closely = field(default_factory=Closely)
    last: Closely = field(default_factory=Closely)
    _at_work: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def gone(self) -> float:
        """Seconds since the beginning."""
        return time.monotonic() - self.began

    async def run(self, written: Callable[[], object]) -> None:
        """Until the time is over; `written` is called at every rest, so that a run that breaks off leaves what was seen."""
        self._at_work.set()
        async with asyncio.TaskGroup() as group:
            others = [group.create_task(self._somebody()) for _ in range(AT_ONCE)]
            others.append(group.create_task(self._watch()))
            pauses = max(3, min(RESTS, int(self.seconds // 120)))
            for pause in range(1, pauses + 1):
                while self.gone < self.seconds * pause / pauses - REST:
                    await asyncio.sleep(DAY)
                    await self._evening()
                await self._rest()
                written()
            for task in others:
                task.cancel()

    async def _rest(self) -> None:
        """Nobody does anything for a while; then it is looked closely at what is held all the same."""
        self._at_work.clear()
        await asyncio.sleep(REST)
        rested = REST
        while rested < LONGEST_REST and (await self.onlooker.held())["work under way"]:
            await asyncio.sleep(LOOK)
            rested += LOOK
        self.last = await self.onlooker.closely()
        self.samples.append(Sample(self.gone, await self.onlooker.held(), at_rest=True))
        if not self.first.types and self.gone > self.seconds * WARM_UP:
            self.first = self.last
        self._at_work.set()

    async def _somebody(self) -> None:
        while True:
            await self._at_work.wait()
            await self.crowd.somebody_does_something()
            await asyncio.sleep(self.crowd.dice.expovariate(self.pace / AT_ONCE))

    async def _evening(self) -> None:
        """The night comes, some days go by, a connection breaks, Slack stumbles, a file is saved."""
        self.days += 1
        jump = timedelta(days=max(1, round(KEPT / (self.seconds * WARM_UP / DAY))))
        before = self.slack.now()
        with suppress(ValueError, NotSeen):
            await self.slack.forward_to("tonight")
            await self.slack.quiet()
        await self.slack.forward(hours=jump / timedelta(hours=1))
        morning = (self.slack.now() + timedelta(days=1)).replace(hour=1, minute=0)
        while morning.weekday() > 4:
            morning += timedelta(days=1)
        await self.slack.forward_to(morning)
        await aged(self.onlooker.store, Keys(TEAM_ID), self.slack.now() - before)
        forget_the_past(self.slack)
        dice = self.crowd.dice
        await self.slack.disconnect(
            dice.choice(("refresh_requested", "link_disabled", "reset", "freeze")), only=0
        )
        self.slack.fault("*", dice.choice(("429", "500", "drop", "drop_after_doing")))
        if self.days % 5 == 0:
            self._save_a_file()

    def _save_a_file(self) -> None:
        path = self.files / "escalation.yaml"
        text = (ROOT / "escalation.yaml").read_text(encoding="utf-8")
        changed = text.replace("within: 15m", f"within: {15 + self.days % 7}m", 1)
        path.with_suffix(".new").write_text(changed, encoding="utf-8")
        path.with_suffix(".new").replace(path)

    async def _watch(self) -> None:
        while True:
            self.samples.append(Sample(self.gone, await self.onlooker.held()))
            await asyncio.sleep(LOOK)


@asynccontextmanager
async def _soak(folder: Path, log_file: Path, seconds: float, pace: float, seed: int) -> AsyncIterator[Soak]:
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(monday_morning())
        socket, port = folder / "store.sock", free_port()
        listens = ("--port", str(port), "--bind", "127.0.0.1", "--unixsocket", str(socket), "--save", "")
        stack.enter_context(running(folder / "store", *listens))
        await until_there(socket)
        store = await stack.enter_async_context(connected(f"unix://{socket}"))
        for name in ("escalation.yaml", "values.yaml"):
            (folder / name).write_text((ROOT / name).read_text(encoding="utf-8"), encoding="utf-8")
        environ = environment(slack, folder / "data", slack.api_url) | {
            "REDIS_URL": f"unix://{socket}", "BATON_SECRET_KEYS": SECRET, "BATON_UNDERSTANDING": "meaning",
            "BATON_ESCALATION_FILE": str(folder / "escalation.yaml"), "BATON_VALUES_FILE": str(folder / "values.yaml"),
        }  # fmt: skip
        log = stack.enter_context(log_file.open("wb"))
        bot = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.faults.soak_bot",
            env=environ, stdin=PIPE, stdout=PIPE, stderr=log, cwd=ROOT, limit=1 << 24,
        )  # fmt: skip
        try:
            await slack.bot_connected(within=STARTS_WITHIN)
            crowd = Crowd(slack, Random(seed))  # noqa: S311 - dice
            yield Soak(slack, Onlooker(bot, store, port), crowd, folder, seconds, pace)
        finally:
            if bot.returncode is None:
                bot.terminate()
            await bot.wait()


def _facts(soak: Soak, seed: int) -> list[str]:
    deeds = sum(soak.crowd.did.values())
    what = ", ".join(f"{many} {name}" for name, many in soak.crowd.did.most_common())
    late = sum(many for why, many in soak.crowd.refused.items() if "timeout" in why)
    crowded = max(sample.held["work under way"] for sample in soak.samples)
    return [
        f"{soak.gone / 60:.0f} of {soak.seconds / 60:.0f} minutes, seed {seed}",
        f"{soak.days} working days, the clock moved to {soak.slack.now():%Y-%m-%d}",
        f"{deeds} deeds of people ({deeds / soak.gone:.1f} a second): {what}",
        f"{soak.slack.connections} connections of Socket Mode, one broken every evening; one call to Slack went wrong then",
        f"{late} deeds not answered within Slack's three seconds; at most {crowded:.0f} pieces of work under way at a time",
        f"{len(judged(soak.samples))} moments of rest are judged",
    ]


async def main(minutes: float, pace: float, seed: int, out: Path) -> list[Verdict]:
    """Soak, write the page, and answer the verdicts."""
    with TemporaryDirectory(prefix="soak-") as folder:
        async with _soak(Path(folder), out.with_suffix(".log"), minutes * 60, pace, seed) as soak:
            await soak.run(lambda: _write(soak, verdicts(soak.samples), seed, out))
    return verdicts(soak.samples)


def _write(soak: Soak, found: list[Verdict], seed: int, out: Path) -> None:
    """The page, and beside it the samples as JSON."""
    most = dict(list(soak.last.more_than(soak.first).items())[:_SHOWN])
    caches = {name: (held, soak.last.bounds[name]) for name, held in soak.last.caches.items()}
    told = page("Baton, soaked", _facts(soak, seed), soak.samples, found, most, caches)
    out.write_text(told, encoding="utf-8")
    samples = [{"at": sample.at, "at rest": sample.at_rest, **sample.held} for sample in soak.samples]
    figures = {
        "samples": samples,
        "refused": soak.crowd.refused,
        "first": asdict(soak.first),
        "last": asdict(soak.last),
    }
    out.with_suffix(".json").write_text(json.dumps(figures), encoding="utf-8")


@click.command()
@click.option("--minutes", type=float, default=float(os.environ.get("SOAK_MINUTES", "60")), show_default=True)
@click.option("--pace", type=float, default=2.0, show_default=True, help="Deeds a second.")
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), default=ROOT / ".baton" / "soak.html")
def command(minutes: float, pace: float, seed: int, out: Path) -> None:
    """Soak Baton and say whether anything grows; exit code 1 if so."""
    out.parent.mkdir(parents=True, exist_ok=True)
    found = asyncio.run(main(minutes, pace, seed, out))
    for one in found:
        click.echo(
            f"{'flat ' if one.flat else 'GROWS'} {one.curve}: {one.before:.1f} to {one.after:.1f}, "
            f"by its slope {one.rise:+.1f} of {one.allowed:.1f} allowed"
        )
    click.echo(f"The curves: {out}")
    sys.exit(0 if all(one.flat for one in found) else 1)


if __name__ == "__main__":
    command()
