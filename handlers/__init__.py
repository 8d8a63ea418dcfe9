"""Bolt listeners: parse, call, render, reply."""

from collections.abc import Sequence

from slack_bolt.async_app import AsyncApp

from bot.adapters.slack_surfaces import Surfaces
from bot.domain.reader import Reader
from bot.ports import Once
from bot.services.tools import Later
from bot.views.message import Block
from handlers import escalate, home, values
from handlers.desk import Desk
from handlers.front_door import FrontDoor
from handlers.routing import Routes, merge


async def _nothing_more(_reader: Reader) -> Sequence[Block]:
    return ()


def all_routes(desk: Desk) -> Routes:
    """Everything Baton answers."""
    return merge([escalate.routes(desk), values.routes(desk), home.routes(desk, _nothing_more)])


def register(app: AsyncApp, desk: Desk, surfaces: Surfaces, later: Later, once: Once) -> None:
    """Put every handler behind the app's listeners."""
    FrontDoor(desk=desk, routes=all_routes(desk), surfaces=surfaces, later=later, once=once).open(app)
