"""Who can see what, told once to whoever uses something for the first time: under the answer, never instead of it."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.domain.reader import Reader
from bot.errors import StoreUnavailable
from bot.ports.thanks_choice import First, FirstTimes
from bot.views.blocks import context
from bot.views.limits import MESSAGE_BLOCKS, VIEW_BLOCKS
from bot.views.message import Block
from handlers.desk import Desk
from handlers.routing import Handler, Incoming, Open, Reply, Routes, Say

log = logging.getLogger(__name__)

Introduction = tuple[First, Callable[[Reader], str]]
"""What is introduced, and its text (mrkdwn)."""


def introducing(
    desk: Desk,
    firsts: FirstTimes,
    introduction: Introduction,
    routes: Routes,
    *,
    concerns: Callable[[Incoming], bool] = lambda _incoming: True,
) -> Routes:
    """The same routes, whose commands and shortcuts introduce themselves to each person once.

    Only under an answer that the text `concerns`; the first such one has it.
    """

    def introduced(handlers: Mapping[str, Handler]) -> dict[str, Handler]:
        return {
            name: _introduced(desk, firsts, introduction, handler, concerns)
            for name, handler in handlers.items()
        }

    return replace(routes, commands=introduced(routes.commands), shortcuts=introduced(routes.shortcuts))


def _introduced(
    desk: Desk,
    firsts: FirstTimes,
    introduction: Introduction,
    handler: Handler,
    concerns: Callable[[Incoming], bool],
) -> Handler:
    what, text = introduction

    async def answered(incoming: Incoming) -> Reply:
        reply = await handler(incoming)
        if not concerns(incoming) or not _has_room(reply):
            return reply
        try:
            is_first = await firsts.first(incoming.user, what)
        except StoreUnavailable:
            log.warning("whether %s was introduced to somebody could not be read; another time", what)
            return reply
        return _under(reply, context(text(await desk.reader(incoming)))) if is_first else reply

    return answered


def _has_room(reply: Reply) -> bool:
    match reply:
        case Say(message):
            return 0 < len(message.blocks) < MESSAGE_BLOCKS
        case Open(view):
            return len(view["blocks"]) < VIEW_BLOCKS
        case _:
            return False


def _under(reply: Reply, small: Block) -> Reply:
    match reply:
        case Say(message):
            return replace(reply, message=replace(message, blocks=(*message.blocks, small)))
        case Open(view):
            return replace(reply, view={**view, "blocks": [*view["blocks"], small]})
        case _:
            return reply
