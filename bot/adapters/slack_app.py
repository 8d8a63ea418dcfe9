"""The Bolt app: everything goes to our one workspace, and slash commands go past Bolt's middleware.

Bolt would build a new AsyncWebClient per request from `app.client` (`AsyncApp._init_context`); ours gives every
request the same one, so what is set on it holds for handlers too.
"""

import logging
import secrets
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack_client import Identity, slack_logger
from bot.adapters.slack_shape import is_slacks

_log = logging.getLogger(__name__)


class _OurWorkspace(AsyncAuthorize):
    """Every request is for the one workspace whose token we have; nothing is asked of Slack."""

    def __init__(self, identity: Identity, token: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # Bolt left it untyped
        self._identity = identity
        self._token = token

    async def __call__(
        self,
        *,
        context: AsyncBoltContext,  # noqa: ARG002 - Bolt passes them by name
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None,
        actor_enterprise_id: str | None = None,  # noqa: ARG002
        actor_team_id: str | None = None,  # noqa: ARG002
        actor_user_id: str | None = None,  # noqa: ARG002
    ) -> AuthorizeResult:
        """Our bot, whoever asks: Slack's signature, or its socket, vouches for the rest."""
        return AuthorizeResult(
            enterprise_id=enterprise_id or self._identity.enterprise,
            team_id=team_id or self._identity.team,
            bot_id=self._identity.bot or None,
            bot_user_id=self._identity.user or None,
            bot_token=self._token,
            user_id=user_id,
        )


Commands = Callable[[Mapping[str, Any]], Awaitable[BoltResponse]]
"""Answers a slash command, told by its fields."""


class BatonApp(AsyncApp):
    """Bolt's app; what has not the shape of anything Slack sends is set aside.

    Slash commands, most of what comes, do not go through Bolt's middleware, which costs as much as an answer: that Slack
    sent them was known before, by the socket they came from or from `SlackGate`, which stands before every HTTP request.
    Not even Bolt's request is made of them: see `form` and `fields`.
    """

    _commands: Commands | None = None

    def answers_commands(self, by: Commands) -> None:
        """From now on, without Bolt's listeners."""
        self._commands = by

    def _init_context(self, req: AsyncBoltRequest) -> None:
        """One client for all requests: ours has one token, and Bolt's copy for each would take a tenth of its time."""
        req.context["logger"] = self.logger
        req.context["token"] = self.client.token
        req.context["client"] = self.client
        req.context["listener_runner"] = self.listener_runner

    async def form(self, body: bytes) -> BoltResponse | None:
        """The answer to a form that came over HTTP, signed; None where it is no command, and Bolt is to answer.

        Its fields are taken as they stand: Bolt takes a form whose words have "payload" in them for a press.
        """
        if self._commands is None or b"command=" not in body:
            return None
        try:
            fields = dict(parse_qsl(body.decode(), keep_blank_values=True))
        except ValueError:  # no UTF-8
            return _set_aside(400)
        if "command" not in fields or "payload" in fields:
            return None
        return await self._commands(fields) if is_slacks(fields) else _set_aside(400)

    async def fields(self, payload: Mapping[str, Any]) -> BoltResponse | None:
        """The answer to what came over Socket Mode; None where it is no command, and Bolt is to answer."""
        if self._commands is None or "command" not in payload:
            return None
        return await self._commands(payload) if is_slacks(payload) else _set_aside(200)

    async def async_dispatch(self, req: AsyncBoltRequest) -> BoltResponse:
        """Answer one request, from either way in."""
        if not is_slacks(req.body):
            return _set_aside(400 if req.mode == "http" else 200)
        if self._commands is not None and "command" in req.body:
            return await self._commands(req.body)
        return await super().async_dispatch(req)


def _set_aside(status: int) -> BoltResponse:
    _log.warning("a request that is not shaped like Slack's was set aside")
    return BoltResponse(status=status, body="")


def build_app(client: AsyncWebClient, identity: Identity, *, signing_secret: str | None) -> BatonApp:
    """The Bolt app: the answer leaves when the listener returns, no auth.test.

    Without a signing secret (Socket Mode) nobody knows the one it checks, so that no HTTP
    request would pass even if one were routed here.
    """
    return BatonApp(
        name="baton",
        client=client,
        authorize=_OurWorkspace(identity, client.token or ""),
        signing_secret=signing_secret or secrets.token_hex(32),
        process_before_response=True,
        logger=slack_logger("bolt"),
    )
