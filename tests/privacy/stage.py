"""The stage: the whole bot in this process against the local Slack, and everything the judge looks at."""

import asyncio
import json
import logging
import socket
import time
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import aiohttp
from redis.asyncio import Redis

from bot.adapters.embedded import EmbeddedServer
from bot.adapters.intake_door import PATH, SIGNATURE, TIMESTAMP, signature
from bot.adapters.keys import Keys
from bot.config import PackageCalendars, load
from bot.domain.language import Language
from bot.domain.periods import Kind, Period
from bot.domain.reader import Reader
from bot.services.handbook import Handbook
from bot.settings import Need, Settings
from bot.views.review_page import page
from bot.wiring import gather_review
from playground.driver import LocalSlack
from playground.people import BOT_USER_ID, TEAM_ID
from tests.conversations.conftest import ROOT, serving_bot
from tests.privacy.judge import Judge
from tests.privacy.marks import Marks

SECRET = "the-secret-of-the-survey-tool"
_KEYS = Keys(TEAM_ID)
PATIENCE = 20.0
"""Seconds until what is due should be done and said: Slack takes about one message a second and channel."""


@dataclass
class Stage:
    """One workspace and its bot."""

    slack: LocalSlack
    marks: Marks
    judge: Judge
    data_dir: Path
    port: int
    lines: list[logging.LogRecord]
    store: Redis | None = None
    _read_up_to: dict[str, int] = field(default_factory=dict)
    _looked_at: dict[str, set[str]] = field(default_factory=dict)

    @asynccontextmanager
    async def serving(self, *, http: bool = False) -> AsyncIterator[None]:
        """The bot serves until the context ends; `http`: signed requests instead of Socket Mode."""
        async with serving_bot(
            self.slack,
            self.data_dir,
            http=http,
            PORT=str(self.port),
            BATON_INTAKE_SECRET=SECRET,
            BATON_LOG_LEVEL="DEBUG",
        ):
            self.store = Redis.from_url(EmbeddedServer(self.data_dir).url)
            try:
                yield
            finally:
                await self.store.aclose()
                self.store = None

    # --- waiting ---

    async def idle(self) -> None:
        """Wait until the bot owes nothing: no delivery, no work behind an answer, nothing due."""
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    await self.slack.quiet(within=PATIENCE)
                    if not _at_work() and not await self._due():
                        return
                    await asyncio.sleep(0.004)
        except TimeoutError:
            owed = [repr(task.get_coro()) for task in _at_work()]
            raise AssertionError(f"still at work after {PATIENCE} s: {owed}, {await self._due()}") from None

    async def _due(self) -> list[str]:
        if self.store is None:
            return []
        now = self.slack.now().timestamp() * 1000
        return [_text(item) for item in await self.store.zrangebyscore(_KEYS.due, "-inf", now)]

    # --- what the judge sees ---

    async def look(self) -> None:
        """Everything that could be read since the last look, by who may read what right now."""
        for user in self.slack.playground.world.users.values():
            if user.id == BOT_USER_ID:
                continue
            reads = self.slack.playground.world.readable.of(user.id)
            for read in reads[self._read_up_to.get(user.id, 0) :]:
                self.judge.read(user.id, read)
            self._read_up_to[user.id] = len(reads)
            await self._files(user.id)

    async def _files(self, user: str) -> None:
        world = self.slack.playground.world
        seen = self._looked_at.setdefault(user, set())
        for channel in world.channels.values():
            for message in channel.messages.values():
                for shared in message.files if user in world.readers(message) else ():
                    if shared["id"] not in seen:
                        seen.add(shared["id"])
                        self.judge.export(user, shared["name"], world.files.get(shared["id"], b""))

    async def look_behind(self) -> None:
        """What operators could see: every call, log line, key, value and page, and the reports."""
        for call in self.slack.calls():
            self.judge.call(call)
        formatter = logging.Formatter("%(name)s %(message)s")
        for line in self.lines:
            if not line.name.startswith("playground"):
                self.judge.elsewhere("log line", line.name, formatter.format(line))
        await self._look_into_store()
        await self._look_at_pages()
        await self._look_at_reports()

    def look_at_files(self) -> None:
        """The data folder, byte for byte."""
        for path in sorted(self.data_dir.rglob("*")):
            if path.is_file():
                self.judge.elsewhere("file at rest", path.name, path.read_bytes().decode(errors="replace"))

    async def _look_into_store(self) -> None:
        assert self.store is not None
        async for key in self.store.scan_iter(count=1000):
            name = _text(key)
            held = await _held(self.store, name)
            self.judge.elsewhere("key", name, name)
            self.judge.elsewhere("value at rest", name, held)
            if ":improvements:" in name:
                people = [user for user in self.slack.playground.world.users if user in held]
                assert not people, f"{name} tells of {people}"

    async def _look_at_pages(self) -> None:
        async with aiohttp.ClientSession(f"http://127.0.0.1:{self.port}") as session:
            for path in ("/healthz", "/readyz", "/metrics", "/", PATH):
                async with session.get(path) as answered:
                    self.judge.elsewhere("page", path, await answered.text())

    async def _look_at_reports(self) -> None:
        settings = Settings.read(
            {
                "SLACK_BOT_TOKEN": self.slack.bot_token,
                "SLACK_API_URL": self.slack.api_url,
                "BATON_CLOCK_URL": self.slack.clock_url,
                "BATON_DATA_DIR": str(self.data_dir),
                "BATON_ESCALATION_FILE": str(ROOT / "escalation.yaml"),
                "BATON_VALUES_FILE": str(ROOT / "values.yaml"),
            },
            Need.REPORT,
        )
        book = Handbook.of(*load(ROOT / "escalation.yaml", ROOT / "values.yaml").both(), PackageCalendars())
        kinds: tuple[Kind, ...] = ("week", "month")
        for kind in kinds:
            review = await gather_review(settings, "support", Period.around(kind, self.slack.now().date()))
            asker = Reader(language=Language.EN, zone="Asia/Seoul")
            self.judge.elsewhere("report", kind, page(review, book, asker, self.slack.now()))

    # --- from outside ---

    async def survey(self, **answer: object) -> str:
        """A survey tool sends an answer; what became of it."""
        body, stamp = json.dumps(answer).encode(), str(int(time.time()))
        headers = {
            "Content-Type": "application/json",
            TIMESTAMP: stamp,
            SIGNATURE: signature(SECRET.encode(), stamp, body),
        }
        url = f"http://127.0.0.1:{self.port}{PATH}"
        async with aiohttp.ClientSession() as session, session.post(url, data=body, headers=headers) as said:
            told = await said.text()
        self.judge.elsewhere("page", PATH, told)
        return str(json.loads(told).get("result", ""))


def _at_work() -> list[asyncio.Task[Any]]:
    """Work behind answers (bot.adapters.background) that has not ended."""
    return [
        task
        for task in asyncio.all_tasks()
        if getattr(task.get_coro(), "__qualname__", "") == "Background._in_turn"
    ]


async def _held(store: Redis, key: str) -> str:
    """A value of any type, as text."""
    match _text(await store.type(key)):
        case "string":
            found: list[object] = [await store.get(key)]
        case "hash":
            pairs = await cast("Awaitable[dict[object, object]]", store.hgetall(key))
            found = [part for pair in pairs.items() for part in pair]
        case "zset":
            found = list(await store.zrange(key, 0, -1))
        case "set":
            found = list(await cast("Awaitable[set[object]]", store.smembers(key)))
        case "list":
            found = list(await cast("Awaitable[list[object]]", store.lrange(key, 0, -1)))
        case other:
            raise AssertionError(f"{key} is a {other}: no key of ours is")
    return "\n".join(map(_text, found))


def _text(held: object) -> str:
    return held.decode(errors="replace") if isinstance(held, bytes) else str(held)


def free_port() -> int:
    """One that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        found: int = free.getsockname()[1]
        return found
