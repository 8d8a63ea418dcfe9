"""The playground: everything put together behind one port."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from playground.acts import Acts
from playground.answers import Answers
from playground.api_server import ApiServer, Tokens
from playground.cast import OWN_CAST, Cast, read_cast
from playground.clock import Clock
from playground.deliveries import ANSWER_SECONDS, Deliveries
from playground.events import Events
from playground.faults import Faults, Pace
from playground.manifest import read_manifest
from playground.page import Page
from playground.payloads import Payloads
from playground.signed_http import SignedHttp
from playground.socket_mode import GRACE_SECONDS, SocketMode
from playground.state import World
from playground.surfaces import Surfaces
from playground.tickets import TRIGGER_SECONDS, Tickets
from playground.transport import Transport
from playground.web_api import Services

TOKENS = Tokens(
    bot="xoxb-playground-bot",
    app="xapp-1-playground-app",
    signing_secret="playground-signing-secret",  # noqa: S106  opens nothing but this machine's playground
)
"""The same on every run, so that a bot may be restarted by hand."""


@dataclass(frozen=True)
class Options:
    """How strict and how patient the playground is.

    ``events_url``: signed HTTP to this address instead of Socket Mode. ``rate_limits``: 0 is off, 1 is Slack's
    pace, 0.1 ten times as fast. ``retry_scale`` shortens the waits between retries of events in the same way.
    Seconds are real seconds.
    """

    escalation: Path
    manifest: Path
    cast: Path = OWN_CAST
    events_url: str | None = None
    host: str = "127.0.0.1"
    port: int = 0
    answer_seconds: float = ANSWER_SECONDS
    trigger_seconds: float = TRIGGER_SECONDS
    retry_scale: float = 1.0
    grace_seconds: float = GRACE_SECONDS
    rate_limits: float = 0.0


class Playground:
    """One workspace with one installed app, not yet listening."""

    def __init__(self, options: Options) -> None:
        cast = read_cast(options.escalation, options.cast)
        self.options = options
        self.tokens = TOKENS
        self.address = ""
        self.clock = Clock()
        self.world = World(cast, read_manifest(options.manifest))
        self.surfaces = Surfaces(self.world)
        self.faults = Faults()
        self.socket_mode = SocketMode(grace_seconds=options.grace_seconds)
        self.http: SignedHttp | None = None
        self._left: list[SignedHttp] = []
        self.deliveries = Deliveries(
            lambda: self.transport, answer_seconds=options.answer_seconds, retry_scale=options.retry_scale
        )
        self.tickets = Tickets(trigger_seconds=options.trigger_seconds)
        events = Events(self.world, self.surfaces, self.deliveries)
        self.world.tell = events
        answers = Answers(self.world, self.surfaces, self.tickets)
        services = Services(self.world, self.surfaces, self.tickets, self.socket_mode, lambda: self.address)
        pace = Pace(scale=options.rate_limits)
        self._api = ApiServer(services, answers, self.faults, pace, self.tokens)
        self._page = self._page_of(cast, events, answers)
        if options.events_url:
            self.use_http(options.events_url)

    def _page_of(self, cast: Cast, events: Events, answers: Answers) -> Page:
        acts = Acts(
            world=self.world,
            surfaces=self.surfaces,
            deliveries=self.deliveries,
            payloads=Payloads(self.tickets, lambda: self.address),
            events=events,
            answers=answers,
        )
        return Page(
            world=self.world,
            surfaces=self.surfaces,
            acts=acts,
            clock=self.clock,
            faults=self.faults,
            socket_mode=self.socket_mode,
            nights=cast.nights,
        )

    @property
    def transport(self) -> Transport:
        """The way to the bot."""
        return self.http or self.socket_mode

    def use_http(self, events_url: str) -> None:
        """From now on everything goes to this address as signed requests."""
        if self.http is not None:
            self._left.append(self.http)
        self.http = SignedHttp(events_url, self.tokens.signing_secret)
        self._page.transport = self.http

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        """Listen until the context ends; ``address`` says where."""
        app = web.Application(client_max_size=32 * 1024 * 1024)
        self._api.add_to(app)
        self._page.add_to(app)
        app.router.add_get("/link", self.socket_mode.handle)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await runner.setup()
        try:
            site = web.TCPSite(runner, self.options.host, self.options.port)
            await site.start()
            port = runner.addresses[0][1]
            self.address = f"http://{self.options.host}:{port}"
            yield
        finally:
            self.faults.stop()
            self._page.stop()
            self.clock.stop()
            await self.deliveries.stop()
            await self.socket_mode.stop()
            for way in (*self._left, *([self.http] if self.http else [])):
                await way.stop()
            await runner.cleanup()
