"""How whoever runs Baton sees it run: readiness with reasons, and the page of figures."""

from collections.abc import Mapping
from functools import partial

from bot.adapters.asgi import AsgiApp
from bot.adapters.background import Background
from bot.adapters.metrics_page import MetricsPage
from bot.adapters.prometheus import PrometheusMeter
from bot.adapters.readiness import Check
from bot.adapters.server import METRICS_PATH
from bot.adapters.slack_socket import SocketMode
from bot.ports.metrics import BACKGROUND, DUE, PARKED, SOCKETS
from bot.wiring.core import Core
from bot.wiring.mending import Mending
from bot.wiring.taking_up import TakingUp


def ready_checks(c: Core, socket: SocketMode | None, taking_up: TakingUp) -> Mapping[str, Check]:
    """What must hold before requests can be served. The files were read, or nobody would be asking."""

    async def slack() -> str | None:
        if socket is None or await socket.connected():
            return None
        return "no Socket Mode connection stands; it is being opened again"

    async def store() -> str | None:
        await c.store.ping()
        return taking_up.why

    async def files() -> str | None:
        return None if c.book.file.people else "escalation.yaml names nobody"

    return {"slack": slack, "store": store, "files": files}


def goes_on(mending: Mending) -> Mapping[str, str]:
    """What keeps nobody from being served, and should be known all the same."""
    return {"deadlines": why} if (why := mending.why) else {}


def metrics_page(
    meter: PrometheusMeter, c: Core, background: Background, socket: SocketMode | None
) -> Mapping[str, AsgiApp]:
    """Where Prometheus reads, with what is only looked at when it does."""
    looks = [partial(_depths, c), partial(_under_way, c, background, socket)]
    return {METRICS_PATH: MetricsPage(meter, looks, tokens=c.settings.metrics_tokens)}


async def _depths(c: Core) -> None:
    due, parked = await c.deadlines.depths(c.clock())
    c.meter.stands(DUE, due)
    c.meter.stands(PARKED, parked)


async def _under_way(c: Core, background: Background, socket: SocketMode | None) -> None:
    c.meter.stands(BACKGROUND, len(background))
    if socket is not None:
        c.meter.stands(SOCKETS, await socket.standing())
