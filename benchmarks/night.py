"""How a night of 2,000 thanks goes, beside one of 200: work, memory, what is written, and how long Slack makes it take.

    .venv/bin/python -m benchmarks.night

Everything is real but Slack: an embedded server, the stores, the night's run, and its messages as they are rendered.
Slack is a voice behind the same pace as ours (about a message a second in a channel); its clock is moved along
instead of waited for. Each size runs in a process of its own, so that peaks of memory can be compared.
"""

import argparse
import asyncio
import json
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import cast

from bot.adapters.embedded import embedded_server
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Script, Store, connected
from bot.adapters.slack_feedback import RenderingWhisperer, SlackNightBoard
from bot.adapters.slack_pace import Pace
from bot.adapters.store_deadlines import StoredDeadlines
from bot.adapters.store_kudos import StoredKudos, StoredNights
from bot.adapters.store_people import StoredPreferences
from bot.config import PackageCalendars, load
from bot.domain.escalation import Party, Posted
from bot.domain.kudos import Kudos, Thanked
from bot.domain.language import Language, Text
from bot.domain.night_run import NightKey
from bot.domain.reader import Reader
from bot.ports import ChannelInfo, Member, NewId, Place
from bot.services.feedback_tools import NightTools
from bot.services.handbook import Handbook, by_words_alone
from bot.services.run_night import NightOutcome, Ran, tick_night
from bot.views.feedback_render import FeedbackRenderer
from bot.views.message import Message

ROOT = Path(__file__).parents[1]
CUT_OFF = datetime(2035, 3, 12, 10, tzinfo=UTC)
NIGHT = NightKey(team="support", date=date(2035, 3, 12))
PEOPLE = 200


def user(number: int) -> str:
    """One of the colleagues."""
    return f"U{number:06d}"


@dataclass
class Clock:
    """Time that is moved along."""

    now: float = 0.0

    def read(self) -> float:
        """Seconds."""
        return self.now

    def at(self) -> datetime:
        """As a date."""
        return CUT_OFF + timedelta(seconds=self.now)

    async def sleep(self, seconds: float) -> None:
        """Nothing is waited for."""
        self.now += seconds


@dataclass
class Slack:
    """A voice behind our pace, and a directory in which everybody is a colleague."""

    clock: Clock
    pace: Pace
    said: list[tuple[str, int, int]] = field(default_factory=list)

    async def say(self, place: Place, message: Message, *, key: str) -> Posted:  # noqa: ARG002 - the port's shape
        """Post it when it is the channel's turn."""
        where = place.channel or place.user or ""
        await self.pace.turn(where)
        self.said.append((where, len(message.text), len(message.blocks)))
        return Posted(channel=where, ts=f"{len(self.said)}.0")

    async def redraw(self, posted: Posted, message: Message) -> None:
        """Nothing is edited here."""

    async def find(self, place: Place, *, key: str, since: datetime) -> Posted | None:  # noqa: ARG002
        """Nothing was lost."""
        return None

    def user_of(self, key: str) -> str | None:
        """The lead."""
        return f"U{key.upper()}"

    def key_of(self, user: str) -> str | None:  # noqa: ARG002
        """Nobody of the file."""
        return None

    async def member(self, user: str, *, fresh: bool = False) -> Member | None:  # noqa: ARG002
        """A colleague."""
        return Member(user=user, name=user)

    def known(self, user: str) -> Member | None:
        """The same, without asking."""
        return Member(user=user, name=user)

    async def group(self, group: str) -> tuple[str, ...]:  # noqa: ARG002
        """Nobody."""
        return ()

    async def channel(self, channel: str, *, fresh: bool = False) -> ChannelInfo | None:  # noqa: ARG002
        """A public one."""
        return ChannelInfo(id="CKUDOS", name=channel.removeprefix("#"), is_member=True)

    async def sees(self, user: str, channel: str) -> bool:  # noqa: ARG002
        """Everybody sees it."""
        return True

    def permalink(self, posted: Posted) -> str | None:  # noqa: ARG002
        """Nowhere."""
        return None


class Counting:
    """The store, and how much is written to it."""

    def __init__(self, inner: Store) -> None:
        self._inner = inner
        self.largest = self.written = 0

    def __getattr__(self, name: str) -> object:
        return getattr(self._inner, name)

    async def run(self, script: Script, *, keys: Sequence[str], args: Sequence[str | int] = ()) -> list[str]:
        """Count what a save of the run sends, and pass it on."""
        if script.name == "night_save":
            size = sum(len(str(one)) for one in args)
            self.largest, self.written = max(self.largest, size), self.written + size
        return await self._inner.run(script, keys=keys, args=args)


@dataclass
class Direct:
    """The same voice, to one person alone."""

    slack: Slack

    async def whisper(self, user: str, message: Message, *, key: str) -> Posted:
        """In somebody's direct messages."""
        return await self.slack.say(Place(user=user), message, key=key)

    async def find(self, user: str, *, key: str, since: datetime) -> Posted | None:  # noqa: ARG002
        """Nothing was lost."""
        return None


def thanks(number: int, random: Random) -> Kudos:
    """The n-th of the day, for one to three people; some for the same message."""
    to = random.sample(range(PEOPLE), random.choice((1, 1, 1, 2, 3)))
    return Kudos(
        id=f"k{number:05d}",
        giver=Party(user=user(number % PEOPLE), name=Text(ko="김하나", en="Hana Kim")),
        recipients=tuple(
            Thanked(who=Party(user=user(one), name=Text(ko=f"박{one}", en=f"Park {one}")), night=NIGHT)
            for one in to
        ),
        text="고객님 말씀을 끝까지 들어 주셔서 고맙습니다. " * random.randint(1, 8),
        value=random.choice(("hear", "own", None)),
        given=CUT_OFF - timedelta(hours=8) + timedelta(seconds=number),
        day=NIGHT.date,
        about=f"C1:{number // 7}" if number % 5 == 0 else None,
    )


async def one_night(size: int, folder: Path) -> dict[str, float]:
    """Give them all, run the night, and tell what it took."""
    clock, random, number = Clock(), Random(7), count(1)  # noqa: S311 - the same night every time, not a secret
    slack = Slack(clock, Pace(now=clock.read, sleep=clock.sleep))
    file, philosophy = load(ROOT / "escalation.yaml", ROOT / "values.yaml").both()
    book = Handbook.of(file, philosophy, PackageCalendars(), understand=by_words_alone)

    def new_id() -> str:
        return f"n{next(number)}"

    async with embedded_server(folder) as server, connected(server.url) as store:
        keys = Keys("T1")
        given = StoredKudos(store, keys, new_id)
        for one in range(size):
            await given.give(thanks(one, random), cap=10_000)
        preferences = StoredPreferences(store, keys)
        for one in range(0, PEOPLE, 20):
            await preferences.change(user(one), thanks="private")
        tools, counting = tools_of(book, store, keys, new_id, slack, preferences)
        lease = await tools.deadlines.lease("night:support")
        if lease is None:
            raise RuntimeError("somebody else runs this night")
        tracemalloc.start()
        began, spent = time.perf_counter(), time.process_time()
        [outcome] = await tick_night(tools, "support", lease)
        wall, cpu = time.perf_counter() - began, time.process_time() - spent
        _, peak = tracemalloc.get_traced_memory()
        return told(outcome, slack, counting) | {
            "wall": wall, "cpu": cpu, "peak": peak / 1024, "slack_seconds": clock.now,
        }  # fmt: skip


def tools_of(
    book: Handbook, store: Store, keys: Keys, new_id: NewId, slack: Slack, preferences: StoredPreferences
) -> tuple[NightTools, Counting]:
    """What the night works with."""
    render = FeedbackRenderer(lambda: book)
    counting = Counting(store)

    async def reader(user: str) -> Reader:
        return Reader(language=Language.KO, zone="Asia/Seoul", user=user)

    tools = NightTools(
        handbook=lambda: book,
        ledger=StoredNights(cast("Store", counting), keys, new_id),
        board=SlackNightBoard(slack, render, lambda _team: Reader(language=Language.KO, zone="Asia/Seoul")),
        whisperer=RenderingWhisperer(Direct(slack), render, reader),
        directory=slack,
        preferences=preferences,
        deadlines=StoredDeadlines(store, keys, new_id),
        clock=slack.clock.at,
        wall_clock=slack.clock.at,
        notes=None,  # type: ignore[arg-type]  # the clock's run brings no notes
    )
    return tools, counting


def told(outcome: NightOutcome, slack: Slack, counting: Counting) -> dict[str, float]:
    """What was posted and written."""
    if not isinstance(outcome, Ran) or outcome.run.state != "done":
        raise RuntimeError(f"the night was not done: {outcome}")
    pages = [one for one in slack.said if one[0] == "CKUDOS"]
    return {
        "pages": len(pages),
        "alone": len(slack.said) - len(pages),
        "longest_text": max(text for _, text, _ in pages),
        "most_blocks": max(blocks for _, _, blocks in pages),
        "largest_save": counting.largest / 1024,
        "written": counting.written / 1024,
    }


def in_a_process(size: int) -> dict[str, float]:
    """One night, measured alone."""
    run = [sys.executable, "-m", "benchmarks.night", "--one", str(size)]
    said = subprocess.run(run, check=True, capture_output=True, text=True, cwd=ROOT)  # noqa: S603 - ourselves
    measured: dict[str, float] = json.loads(said.stdout.splitlines()[-1])
    return measured


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--one", type=int, help="one night of so many, as JSON")
    parser.add_argument("--few", type=int, default=200)
    parser.add_argument("--many", type=int, default=2_000)
    chosen = parser.parse_args()
    if chosen.one:
        with tempfile.TemporaryDirectory() as folder:
            print(json.dumps(asyncio.run(one_night(chosen.one, Path(folder)))))
        return
    few, many = in_a_process(chosen.few), in_a_process(chosen.many)
    units = {
        "pages": "", "alone": "", "longest_text": "", "most_blocks": "", "cpu": "s", "wall": "s",
        "slack_seconds": "s", "peak": "KiB", "largest_save": "KiB", "written": "KiB",
    }  # fmt: skip
    print(f"{'':14}{chosen.few:>12,}{chosen.many:>12,}   ratio")
    for name, unit in units.items():
        ratio = f"{many[name] / few[name]:.1f}" if few[name] else "–"
        print(f"{name:14}{few[name]:>12,.1f}{many[name]:>12,.1f}   {ratio:>5}  {unit}")


if __name__ == "__main__":
    main()
