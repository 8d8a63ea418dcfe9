"""A local Slack with a small team in it, and our calls to it; waits that Slack asks for take no time."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import yaml
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack_api import SlackApi
from bot.adapters.slack_client import Identity, introduce, make_client, open_session
from bot.adapters.slack_directory import SlackDirectory
from bot.adapters.slack_messenger import Mouth
from bot.adapters.slack_pace import Pace
from bot.adapters.slack_posting import Posting
from bot.domain.team_file import TeamFile
from playground.faults import Fault, Logged
from playground.people import Channel, Message, User
from playground.server import Options, Playground

ROOT = Path(__file__).parents[2]
MANIFEST = ROOT / "manifest.yaml"
SHORT = 0.3
"""Seconds a call may take here; a hanging Slack must not hang the tests."""

TEAM: dict[str, Any] = {
    "version": 1,
    "workspace": {
        "time_zone": "Asia/Seoul",
        "last_resort": {"levels": [{"ask": "team:support", "within": "30m"}]},
    },
    "people": {
        "jimin": {
            "email": "Jimin@example.com",
            "name": {"ko": "김지민"},
            "language": "ko",
            "roles": ["lead"],
        },
        "bob": {
            "slack": "U02BOB",
            "name": {"en": "Bob Brown"},
            "time_zone": "Europe/Berlin",
            "language": "en",
        },
    },
    "teams": {
        "support": {
            "name": {"en": "Support"},
            "lead": "jimin",
            "members": ["bob"],
            "channel": "#support",
            "night": {"time": "19:00", "channel": "#kudos"},
        }
    },
    "topics": {
        "bug": {
            "title": {"en": "Bugs"},
            "team": "support",
            "policies": [{"levels": [{"ask": ["team:support", "group:S0123ABC"], "within": "15m"}]}],
        }
    },
}


class Time:
    """Time that passes only while somebody waits."""

    def __init__(self) -> None:
        self.at = 1000.0
        self.waits: list[float] = []

    def now(self) -> float:
        """Seconds."""
        return self.at

    async def sleep(self, seconds: float) -> None:
        """Let it pass at once."""
        self.waits.append(seconds)
        self.at += seconds


@dataclass(frozen=True)
class Stage:
    """Everything a test of the adapters needs."""

    playground: Playground
    session: aiohttp.ClientSession
    client: AsyncWebClient
    time: Time
    api: SlackApi
    identity: Identity
    directory: SlackDirectory
    posting: Posting
    mouth: Mouth

    def fault(self, method: str, kind: str, *, times: int = 1, retry_after: int = 1) -> None:
        """Let the next calls of a method go wrong."""
        self.playground.faults.plan(Fault(method, kind, times, retry_after))

    def calls(self, method: str) -> list[Logged]:
        """The calls of a method, in order."""
        return [entry for entry in self.playground.faults.log if entry.method == method]

    def user(self, key: str) -> User:
        """Somebody by the key in one of the files."""
        found = self.playground.world.person(key)
        assert found is not None
        return found

    def channel(self, name: str) -> Channel:
        """A channel by name."""
        return next(c for c in self.playground.world.channels.values() if c.name == name)

    def said(self, name: str) -> list[Message]:
        """What the bot said in a channel, threads included."""
        return [message for message in self.channel(name).messages.values() if message.bot_id is not None]

    def direct(self, key: str) -> list[Message]:
        """What the bot wrote to one person."""
        user = self.user(key).id
        return [
            message
            for channel in self.playground.world.channels.values()
            if channel.kind == "dm" and user in channel.members
            for message in channel.messages.values()
            if message.bot_id is not None
        ]


@asynccontextmanager
async def staged(
    folder: Path, *, team: dict[str, Any] | None = None, without_scopes: frozenset[str] = frozenset()
) -> AsyncIterator[Stage]:
    """A stage until the context ends; the bot is there, but in no private channel."""
    document = team or TEAM
    file = TeamFile.model_validate(document)
    escalation, manifest = folder / "escalation.yaml", folder / "manifest.yaml"
    escalation.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
    app = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    granted = app["oauth_config"]["scopes"]
    granted["bot"] = [scope for scope in granted["bot"] if scope not in without_scopes]
    manifest.write_text(yaml.safe_dump(app, allow_unicode=True), encoding="utf-8")
    playground = Playground(Options(escalation, manifest, grace_seconds=0.05))
    time = Time()
    async with playground.listening(), open_session(timeout=SHORT) as session:
        client = make_client(playground.tokens.bot, session, base_url=f"{playground.address}/api")
        api = SlackApi(client, Pace(now=time.now, sleep=time.sleep))
        identity = await introduce(api)
        directory = SlackDirectory(api, identity, file)
        posting = Posting(api, identity)
        mouth = Mouth(posting, channel_id=directory.channel_id)
        yield Stage(playground, session, client, time, api, identity, directory, posting, mouth)


@asynccontextmanager
async def scripted(
    answers: Mapping[str, web.Response], *, speaking_as: str = "xoxb-1"
) -> AsyncIterator[SlackApi]:
    """Our calls to something that answers each method in one way, for what no honest Slack would say."""

    async def answer(request: web.Request) -> web.Response:
        return answers[request.match_info["method"]]

    app = web.Application()
    app.router.add_post("/api/{method}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        async with open_session(timeout=SHORT) as session:
            address = f"http://127.0.0.1:{runner.addresses[0][1]}/api/"
            yield SlackApi(make_client(speaking_as, session, base_url=address))
    finally:
        await runner.cleanup()
