"""What answers open or change beyond the acknowledgement: modals, App Home, and replies to a response_url."""

import json
import logging
from time import perf_counter
from typing import Any

from aiohttp import ClientError

from bot.adapters.slack_api import SlackApi
from bot.ports import Refused, Unclear
from bot.ports.metrics import SLACK_CALL
from bot.views.message import Message

log = logging.getLogger(__name__)

_TRIGGER_LASTS = 2.5
"""Seconds a call may wait before its trigger, good for three, is lost."""


class Surfaces:
    """Best effort, and told in the log: whoever pressed can press again, and nothing of theirs is lost."""

    def __init__(self, api: SlackApi) -> None:
        self._api = api

    async def open(self, trigger: str, view: dict[str, Any], *, push: bool = False) -> bool:
        """Open a modal, or push it on the one that is open; whether Slack said that it did.

        Nothing opens without a trigger, so Slack is not asked then.
        """
        if not trigger:
            return False
        method = "views.push" if push else "views.open"
        return await self._try(method, patience=_TRIGGER_LASTS, trigger_id=trigger, view=json.dumps(view))

    async def redraw(self, view_id: str, view: dict[str, Any]) -> None:
        """Show something else in an open modal."""
        await self._try("views.update", view_id=view_id, view=json.dumps(view))

    async def home(self, user: str, view: dict[str, Any]) -> None:
        """Publish somebody's App Home."""
        await self._try("views.publish", user_id=user, view=json.dumps(view))

    async def beside(self, channel: str, user: str, message: Message, *, thread: str | None) -> None:
        """Only for one person's eyes, where they wrote."""
        blocks = list(message.blocks)
        await self._try(
            "chat.postEphemeral",
            channel=channel,
            user=user,
            text=message.text,
            blocks=blocks or None,
            thread_ts=thread,
        )

    async def direct(self, channel: str, message: Message) -> None:
        """An answer in the person's DM with Baton."""
        await self._try(
            "chat.postMessage", channel=channel, text=message.text, blocks=list(message.blocks) or None
        )

    async def respond(self, url: str, message: Message, *, replace: bool) -> None:
        """Answer where a button was pressed: only they see it; or in place of the message it stood on."""
        session = self._api.client.session
        began, outcome = perf_counter(), "unclear"
        body = {"text": message.text, "blocks": list(message.blocks), "replace_original": replace}
        try:
            if session is None:
                raise RuntimeError("the Slack client has no session yet")
            told = body | {"response_type": "ephemeral"}
            async with session.post(url, json=told, proxy=self._api.client.proxy) as answer:
                outcome = "ok" if answer.status < 400 else "refused"
                if answer.status >= 400:
                    log.warning("a reply beside a button was not taken: HTTP %s", answer.status)
        except (ClientError, TimeoutError) as problem:
            log.warning("a reply beside a button was not taken: %s", type(problem).__name__)
        finally:
            self._api.meter.took(SLACK_CALL, perf_counter() - began, "response_url", outcome)

    async def _try(self, method: str, *, patience: float = 15.0, **arguments: object) -> bool:
        try:
            await self._api.write(method, patience=patience, **arguments)
        except (Refused, Unclear) as problem:
            log.warning("%s was not done: %s", method, problem)
            return False
        return True
