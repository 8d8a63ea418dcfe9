"""Tests act as people through the page's own HTTP API, and wait for what they should see.

Nothing here sleeps: every wait is a request the server answers when something changed.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp

from playground.deliveries import Delivery
from playground.eyes import WITHIN
from playground.faults import Fault, Logged
from playground.person import Person
from playground.seen import NotSeen, Opened, SharedFile, Shown
from playground.server import Options, Playground
from playground.socket_mode import Disconnect
from playground.wire import Json

__all__ = ["LocalSlack", "NotSeen", "Opened", "Person", "SharedFile", "Shown"]


class LocalSlack:
    """A playground running in this process, and the people in it."""

    def __init__(self, playground: Playground, session: aiohttp.ClientSession) -> None:
        self.playground = playground
        self._session = session

    @classmethod
    @asynccontextmanager
    async def start(
        cls,
        *,
        escalation: Path,
        manifest: Path,
        events_url: str | None = None,
        **options: Any,  # noqa: ANN401  Options
    ) -> AsyncIterator["LocalSlack"]:
        """Serve on an ephemeral port until the context ends. ``options`` are those of Options."""
        playground = Playground(Options(escalation, manifest, events_url=events_url, **options))
        async with playground.listening(), aiohttp.ClientSession(playground.address) as session:
            yield cls(playground, session)

    @property
    def url(self) -> str:
        """Where the page is."""
        return self.playground.address

    @property
    def api_url(self) -> str:
        """What the bot's SLACK_API_URL is set to."""
        return f"{self.url}/api/"

    @property
    def clock_url(self) -> str:
        """What the bot's BATON_CLOCK_URL is set to."""
        return f"{self.url}/clock"

    @property
    def bot_token(self) -> str:
        """The bot token, with the manifest's scopes."""
        return self.playground.tokens.bot

    @property
    def app_token(self) -> str:
        """The app-level token for Socket Mode."""
        return self.playground.tokens.app

    @property
    def signing_secret(self) -> str:
        """What HTTP requests are signed with."""
        return self.playground.tokens.signing_secret

    @property
    def deliveries(self) -> list[Delivery]:
        """Every try to hand something to the bot."""
        return self.playground.deliveries.record

    def use_http(self, events_url: str) -> None:
        """Send everything as signed HTTP to this address."""
        self.playground.use_http(events_url)

    async def bot_connected(self, *, within: float = WITHIN) -> None:
        """Wait until the bot can be reached.

        Raises:
            NotSeen: it cannot.
        """
        if not await self.playground.transport.ready(within=within):
            raise NotSeen(f"the bot did not connect within {within} s")

    async def bot_reconnected(self, *, connections: int, within: float = WITHIN) -> None:
        """Wait until Socket Mode connections have been opened more often than that (see ``connections``)."""
        if not await self.playground.socket_mode.opened_more_than(connections, within=within):
            raise NotSeen(f"no new connection within {within} s")

    @property
    def connections(self) -> int:
        """How many Socket Mode connections have been opened so far."""
        return self.playground.socket_mode.opened

    def person(self, ref: str) -> Person:
        """By the file's key, an id or a name.

        Raises:
            NotSeen: there is nobody like that.
        """
        user = self.playground.world.person(ref)
        if user is None:
            keys = ", ".join(u.key for u in self.playground.world.users.values())
            raise NotSeen(f"there is no {ref}; there are: {keys}")
        return Person(self.playground.world, self._session, user)

    async def forward(self, *, hours: float = 0, minutes: float = 0, seconds: float = 0) -> datetime:
        """Move the clock and wait until the bot, if it follows the clock, knows. Answers the new time, UTC."""
        by = timedelta(hours=hours, minutes=minutes, seconds=seconds)
        return await self._move({"forward_seconds": by.total_seconds()})

    async def forward_to(self, moment: datetime | str) -> datetime:
        """Move to a moment with an offset, or to ``"tonight"``."""
        return await self._move({"to": moment.isoformat() if isinstance(moment, datetime) else moment})

    async def back(self, *, minutes: float) -> datetime:
        """Move the clock back, as on a machine whose clock is set right, and wait until the bot knows. Answers the new time."""
        clock = self.playground.clock
        followed = clock.followed
        clock.jump(-timedelta(minutes=minutes))
        if followed:
            await clock.caught_up(within=WITHIN)
        return clock.now()

    async def _move(self, wish: Json) -> datetime:
        async with self._session.post("/page/clock", json={**wish, "settle": True}) as answer:
            moved: Json = await answer.json()
        if "now" not in moved:
            raise ValueError(moved.get("error"))
        return datetime.fromisoformat(moved["now"])

    async def clock_followed(self, *, within: float = WITHIN) -> None:
        """Wait until the bot follows the clock."""
        if not await self.playground.clock.caught_up(within=within):
            raise NotSeen(f"nobody followed the clock within {within} s")

    def now(self) -> datetime:
        """The moved time, UTC."""
        return self.playground.clock.now()

    def calls(self, method: str | None = None) -> list[Logged]:
        """The bot's calls so far."""
        return [call for call in self.playground.faults.log if method in {None, call.method}]

    def fault(self, method: str, kind: str, *, times: int = 1, retry_after: int = 1) -> None:
        """Let the next calls of a method (``*``: any) go wrong; the kinds are in faults.py."""
        self.playground.faults.plan(Fault(method, kind, times, retry_after))

    def answer_late(self) -> None:
        """Give the answers that ``late_after_doing`` kept back so far."""
        self.playground.faults.answer_late()

    def deliver_badly(self, *, twice: int = 0, late: int = 0) -> None:
        """So many of the next events come twice, and so many are overtaken by a later one."""
        self.playground.deliveries.deliver_twice(twice)
        self.playground.deliveries.deliver_late(late)

    async def disconnect(self, how: Disconnect, *, only: int | None = None) -> None:
        """Let Socket Mode connections go wrong."""
        await self.playground.socket_mode.disconnect(how, only=only)

    async def quiet(self, *, within: float = WITHIN) -> None:
        """Wait until nothing is on its way to the bot."""
        if not await self.playground.deliveries.quiet(within=within):
            raise NotSeen(f"the bot still owes an answer after {within} s")

    async def delivered(self, what: str, *, attempts: int = 1, within: float = WITHIN) -> list[Delivery]:
        """Wait until that many tries were made to hand over a kind of event, command or action."""

        def tries() -> list[Delivery]:
            return [delivery for delivery in self.deliveries if delivery.what == what]

        if not await self.playground.deliveries.until(lambda: len(tries()) >= attempts, within=within):
            raise NotSeen(f"{what} was tried {len(tries())} times, not {attempts}, within {within} s")
        return tries()

    async def called(self, method: str, times: int = 1, *, within: float = WITHIN) -> list[Logged]:
        """Wait until a method has been called that often."""
        if not await self.playground.faults.until(lambda: len(self.calls(method)) >= times, within=within):
            raise NotSeen(
                f"{method} was called {len(self.calls(method))} times, not {times}, within {within} s"
            )
        return self.calls(method)
