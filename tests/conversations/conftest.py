"""Conversations: the whole bot against the local Slack, over the real wire, typed and read by people."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from bot.config import PackageCalendars, load
from bot.services.handbook import Handbook
from bot.services.reload import UNHURRIED, Pace
from bot.settings import Need, Settings
from bot.wiring import serving
from playground.driver import LocalSlack
from tests.conversations.pressing import KINDS, Unheard

ROOT = Path(__file__).parents[2]

MONDAY_MORNING = "2035-03-12T10:00:00+09:00"
"""A working day of every team of the example file; far ahead, because a playground's clock only moves forward."""
SATURDAY_NIGHT = "2035-03-17T23:00:00+09:00"

_READ: dict[tuple[Path, Path, int], Handbook] = {}


def read_once(settings: Settings) -> Handbook:
    """The two files, ready for every question by words alone; read again only when they changed."""
    files = settings.escalation_file, settings.values_file
    key = (*files, sum(file.stat().st_mtime_ns for file in files))
    if key not in _READ:
        _READ[key] = Handbook.of(*load(*files).both(), PackageCalendars())
        _READ[key].index()
    return _READ[key]


StartBot = Callable[..., AbstractAsyncContextManager[None]]


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    """The workspace of the example file, on a Monday morning in Seoul."""
    async with LocalSlack.start(
        escalation=ROOT / "escalation.yaml", manifest=ROOT / "manifest.yaml"
    ) as slack:
        await slack.forward_to(MONDAY_MORNING)
        yield slack


@asynccontextmanager
async def serving_bot(
    slack: LocalSlack, data_dir: Path, *, http: bool = False, pace: Pace = UNHURRIED, **environ: str
) -> AsyncIterator[None]:
    """The bot, in this process, connected to the local Slack until the context ends."""
    given = {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "SLACK_API_URL": slack.api_url,
        "BATON_CLOCK_URL": slack.clock_url,
        "BATON_DATA_DIR": str(data_dir),
        "BATON_ESCALATION_FILE": str(ROOT / "escalation.yaml"),
        "BATON_VALUES_FILE": str(ROOT / "values.yaml"),
        "PORT": "0",
    }
    settings = Settings.read(given | environ, Need.HTTP_MODE if http else Need.SOCKET_MODE)
    until, port = asyncio.Event(), asyncio.get_running_loop().create_future()
    bot = asyncio.create_task(
        serving(settings, http=http, until=until, read=read_once, pace=pace, listening=port.set_result)
    )
    done, _ = await asyncio.wait({bot, port}, return_when=asyncio.FIRST_COMPLETED)
    if bot in done:
        bot.result()
    if http:
        slack.use_http(f"http://127.0.0.1:{port.result()}/slack/events")
    await slack.bot_connected()
    try:
        yield
    finally:
        until.set()
        with suppress(asyncio.CancelledError):
            await bot


def settings_beside(slack: LocalSlack, data_dir: Path, need: Need) -> Settings:
    """Those of a command that runs beside the bot, over the same data."""
    given = {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_API_URL": slack.api_url,
        "BATON_CLOCK_URL": slack.clock_url,
        "BATON_DATA_DIR": str(data_dir),
        "BATON_ESCALATION_FILE": str(ROOT / "escalation.yaml"),
        "BATON_VALUES_FILE": str(ROOT / "values.yaml"),
    }
    return Settings.read(given, need)


@pytest.fixture
def start_bot(slack: LocalSlack, tmp_path: Path) -> StartBot:
    """Starts the bot on this test's data folder, as often as a test needs."""

    def start(**more: Any) -> AbstractAsyncContextManager[None]:  # noqa: ANN401 - of serving_bot
        return serving_bot(slack, tmp_path / "data", **more)

    return start


@pytest.fixture(params=["socket", "http"])
async def either_road(request: pytest.FixtureRequest, start_bot: StartBot) -> AsyncIterator[None]:
    """The bot, once over Socket Mode and once over signed HTTP."""
    async with start_bot(http=request.param == "http"):
        yield


@pytest.fixture
async def bot(start_bot: StartBot) -> AsyncIterator[None]:
    """The bot over Socket Mode."""
    async with start_bot():
        yield


@pytest.fixture(params=KINDS)
async def unheard(request: pytest.FixtureRequest, slack: LocalSlack, bot: None) -> AsyncIterator[Unheard]:
    """The bot, and a Slack that answers it late, or never. Nothing is left hanging at the end."""
    del bot
    yield Unheard(slack, request.param)
    slack.playground.faults.stop()
