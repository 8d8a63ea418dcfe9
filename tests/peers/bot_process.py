"""The real bot as its own process, with two files written in another hand than the examples."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.peers.other_slack import APP_TOKEN, BOT_TOKEN, SECRET, OtherSlack

ROOT = Path(__file__).parents[2]
PEOPLE = {"U0ANN": "ann@other.example", "U0BEN": "ben@other.example", "U0DEE": "dee@other.example"}
CHANNELS = {"C0GENERAL": "general", "C0CARDS": "cards", "G0THANKS": "thanks", "C0DISPATCH": "dispatch"}

ESCALATION = """\
version: 1
workspace:
  time_zone: Europe/Madrid
  language: en
  last_resort:
    levels:
      - ask: lead:payments
        within: 1h
people:
  ann:
    slack: U0ANN
    name:
      en: Ann Archer
    roles:
      - lead
  ben:
    slack: U0BEN
    name:
      en: Ben Baker
  dee:
    email: dee@other.example
    name:
      en: Dee Dunn
  cho:
    email: cho@nowhere.example
    name:
      en: Cho Chen
teams:
  payments:
    name:
      en: Payments
    lead: ann
    members:
      - ben
      - cho
      - dee
    channel: C0CARDS
    night:
      time: "23:59"
      days: daily
      channel: G0THANKS
  dispatch:
    name:
      en: Dispatch
    lead: ann
    members:
      - ben
    channel: "#dispatch"
schedules:
  desk:
    layers:
      - members:
          - ben
        starts: 2025-01-06T00:00
        every: 1w
topics:
  chargeback:
    title:
      en: Chargebacks
    team: payments
    keywords:
      en:
        - chargeback
    policies:
      - levels:
          - ask: schedule:desk
            within: 15m
          - ask:
              - lead:payments
              - group:S0NOBODY
              - channel:C0GENERAL
            within: 30m
  parcel:
    title:
      en: Lost parcels
    team: dispatch
    keywords:
      en:
        - parcel
    policies:
      - levels:
          - ask: schedule:desk
            within: 15m
"""

VALUES = """\
version: 1
purpose:
  en: We keep what we promise.
vision:
  en: Every customer is answered the same day.
acronym: C
values:
  - id: candour
    letter: C
    name:
      en: Candour
    action:
      en: I say what I know and what I do not.
situations:
  delay:
    value: candour
    title:
      en: A delay
    keywords:
      en:
        - late
    say:
      en:
        - "You will hear from me by five."
"""


@dataclass
class Bot:
    """A running bot; `said` is its log."""

    process: asyncio.subprocess.Process
    said: list[str] = field(default_factory=list)
    port: int = 0

    async def ready(self) -> None:
        """Wait until it says so."""
        assert self.process.stderr
        while line := (await self.process.stderr.readline()).decode():
            self.said.append(line)
            if found := re.search(r"listening on port (\d+)", line):
                self.port = int(found[1])
            if "Baton is ready" in line:
                return
        raise AssertionError("the bot did not start:\n" + "".join(self.said))

    async def follow(self) -> None:
        """Read its log to the end."""
        assert self.process.stderr
        while line := (await self.process.stderr.readline()).decode():
            self.said.append(line)

    async def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Stop it; within ten seconds, like a container."""
        self.process.send_signal(how)
        return await asyncio.wait_for(self.process.wait(), 10)


@dataclass(frozen=True)
class Home:
    """A data folder with the two files."""

    folder: Path
    slack: OtherSlack
    more: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        (self.folder / "escalation.yaml").write_text(ESCALATION, encoding="utf-8")
        (self.folder / "values.yaml").write_text(VALUES, encoding="utf-8")

    @property
    def environ(self) -> dict[str, str]:
        """What the bot is told."""
        return {
            "PATH": os.environ["PATH"],
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_APP_TOKEN": APP_TOKEN,
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_API_URL": self.slack.url + self.slack.manner.path,
            "BATON_DATA_DIR": str(self.folder / "data"),
            "BATON_ESCALATION_FILE": str(self.folder / "escalation.yaml"),
            "BATON_VALUES_FILE": str(self.folder / "values.yaml"),
            "BATON_UNDERSTANDING": "words",
            "PORT": "0",
        } | dict(self.more)

    async def start(self, *words: str) -> asyncio.subprocess.Process:
        """Run a command."""
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            *words,
            cwd=ROOT,
            env=self.environ,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )

    async def run(self, *words: str) -> tuple[int | None, str]:
        """Run a command to its end: exit code and what it printed."""
        process = await self.start(*words)
        printed, complaints = await asyncio.wait_for(process.communicate(), 60)
        return process.returncode, printed.decode() + (complaints.decode() if process.returncode else "")

    @asynccontextmanager
    async def bot(self, *words: str) -> AsyncIterator[Bot]:
        """The bot, serving until the context ends."""
        bot = Bot(await self.start("serve", *words))
        following: asyncio.Task[None] | None = None
        try:
            await asyncio.wait_for(bot.ready(), 60)
            following = asyncio.create_task(bot.follow())
            if "--http" in words:
                self.slack.events_url = f"http://127.0.0.1:{bot.port}/slack/events"
            yield bot
        finally:
            with suppress(ProcessLookupError):
                await bot.stop()
            if following is not None:
                await following


def store_processes(folder: Path) -> list[str]:
    """The command lines of processes that mention a data folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            line = entry.read_bytes().replace(b"\0", b" ").decode(errors="replace")
            if str(folder) in line:
                found.append(line)
    return found
