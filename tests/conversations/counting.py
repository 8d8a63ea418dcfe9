"""What an answer costs: calls to Slack, and round trips to the store, before it and behind it."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.adapters.prometheus import PrometheusMeter
from bot.adapters.slack_socket import SocketMode
from bot.ports.meter import Spread
from bot.ports.metrics import STORE
from bot.ports.reference import now_under_way
from bot.settings import Need, Settings
from bot.wiring.bot import Running, build
from playground.driver import LocalSlack
from tests.conversations.conftest import read_once, settings_beside


class Counting(PrometheusMeter):
    """Remembers each round trip to the store, and what it was made for."""

    def __init__(self) -> None:
        super().__init__()
        self.trips: list[tuple[str, str]] = []

    def took(self, what: Spread, seconds: float, *labels: str) -> None:
        """Note it, too, with what is under way."""
        super().took(what, seconds, *labels)
        if what is STORE and (now := now_under_way()) is not None:
            self.trips.append((now.what, labels[0]))


@dataclass
class Bill:
    """What was done since `begin`."""

    slack: LocalSlack
    bot: Running
    meter: Counting
    _calls: int = 0

    async def begin(self) -> None:
        """From here on, when all that went before is done."""
        await self.settled()
        self._calls = len(self.slack.calls())
        self.meter.trips.clear()

    async def again(self, ask: Callable[[], Awaitable[object]]) -> None:
        """Ask, and count what asking once more does, with all held that the first time read.

        A machine so busy that the bot heard nothing of its store for two seconds has it forget that; then it is done
        once more from the start.
        """
        held, before = self.bot.core.held, -1
        while not held.counts or before != held._dropped:
            await hears(self.bot)
            before = held._dropped
            await ask()
            await self.begin()
            await ask()
            await self.settled()

    async def settled(self) -> None:
        """Wait for the work behind the answers."""
        await self.slack.quiet()
        async with asyncio.timeout(20):
            await self.bot.background.idle()

    def calls(self) -> Counter[str]:
        """To Slack, by method."""
        return Counter(call.method for call in self.slack.calls()[self._calls :])

    def trips(self, what: str = "") -> Counter[str]:
        """To the store, by command or script; of what is under way under such a name."""
        return Counter(command for name, command in self.meter.trips if name.startswith(what))


async def hears(bot: Running) -> None:
    """Wait until the bot hears of what changes in the store."""
    async with asyncio.timeout(20):
        while not bot.core.held.counts:  # noqa: ASYNC110 - it has no event: nobody else waits for it
            await asyncio.sleep(0.01)


@asynccontextmanager
async def counting(slack: LocalSlack, data: Path) -> AsyncIterator[Bill]:
    """A bot over Socket Mode whose work is counted, with everything held that a bot holds after a while."""
    settings: Settings = settings_beside(slack, data, Need.NIGHT)
    meter = Counting()
    async with build(settings, read=read_once, meter=meter) as bot:
        socket = SocketMode(bot.app, slack.app_token)
        await socket.start()
        await slack.bot_connected()
        await hears(bot)
        bot.core.held.now = lambda: 0.0  # on a busy machine a sign of life may be late
        try:
            yield Bill(slack, bot, meter)
        finally:
            await socket.close()
