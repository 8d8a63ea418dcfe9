"""The client every call to Slack goes through, and who we are there."""

import hashlib
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from urllib.request import proxy_bypass

import aiohttp
from slack_bolt.logger.messages import warning_client_prioritized_and_token_skipped, warning_token_skipped
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.fence import last_look
from bot.adapters.slack_api import SlackApi
from bot.errors import OperatorError
from bot.ports import Refused, Unclear

_log = logging.getLogger(__name__)

SLACK_URL = "https://slack.com/api/"
SCOPES = frozenset(
    {
        "app_mentions:read",
        "channels:history",
        "channels:join",
        "channels:read",
        "chat:write",
        "chat:write.public",
        "commands",
        "dnd:read",
        "files:write",
        "groups:history",
        "groups:read",
        "im:history",
        "im:write",
        "metadata.message:read",
        "reactions:read",
        "usergroups:read",
        "users:read",
        "users:read.email",
    }
)
"""What manifest.yaml asks for; it says why beside each."""

CALL_TIMEOUT = 20.0
"""Seconds a call may take as a whole; a lease must outlive it (docs/adr/0003)."""

_CONNECT_TIMEOUT = 5.0
_START_PATIENCE = 300.0
_TOLD_EVERY = 30.0
"""Seconds between two lines of the log while Slack is away at the start."""
_LOUD = ("slack_sdk", "slack_bolt", "aiohttp", "uvicorn", "asyncio", "baton.slack")
_SECRETS = re.compile(r"(xox[a-z](?:\.xox[a-z])?|xapp)-[\w-]+|\b(ticket|token)=[^&\s'\"]+")
_MENDING = {
    "invalid_auth": "copy the Bot User OAuth Token (xoxb-…) from OAuth & Permissions of your Slack app",
    "not_authed": "copy the Bot User OAuth Token (xoxb-…) from OAuth & Permissions of your Slack app",
    "not_allowed_token_type": "it must be the Bot User OAuth Token (xoxb-…) of OAuth & Permissions",
    "token_revoked": "it was revoked; install the app again and copy the new one",
    "token_expired": "it expired; install the app again and copy the new one (token rotation must be off)",
    "account_inactive": "the app was removed from the workspace; install it again and copy the new one",
    "org_login_required": "the workspace is moving into an organisation; try again when that is done",
}


@dataclass(frozen=True)
class Identity:
    """Who we are in Slack, asked once at start. `user` and `bot` are empty where Slack did not tell them."""

    team: str
    user: str
    bot: str
    enterprise: str | None = None
    name: str = ""
    workspace: str = ""
    scopes: frozenset[str] = frozenset()
    url: str = ""

    @property
    def key(self) -> str:
        """Names the workspace's keys in the store: its id, or what stands in for one that was not told."""
        if re.fullmatch(r"[A-Za-z0-9_-]+", self.team):
            return self.team
        return "T" + hashlib.sha256(f"{self.team} {self.url}".encode()).hexdigest()[:12].upper()

    def wrote(self, message: Mapping[str, Any]) -> bool:
        """Whether a message Slack shows us is our own.

        Where Slack never told our ids, any app's may be: a post is then recognised by its key alone.
        """
        if self.bot and message.get("bot_id") == self.bot:
            return True
        if self.user and message.get("user") == self.user:
            return True
        return not self.bot and bool(message.get("bot_id")) and message.get("user") in {None, ""}


class Redacted(logging.Filter):
    """Takes tokens and Socket Mode tickets out of records, tracebacks included."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep every record, without its secrets."""
        record.msg = _SECRETS.sub("(redacted)", record.getMessage())
        record.args = ()
        if record.exc_info:
            text = logging.Formatter().formatException(record.exc_info)
            record.exc_text = _SECRETS.sub("(redacted)", text)
        return True


class _Intended(logging.Filter):
    """Drops Bolt's warnings that a token is ignored: our `authorize` hands it out, and that is meant."""

    def filter(self, record: logging.LogRecord) -> bool:
        return record.msg not in {warning_token_skipped(), warning_client_prioritized_and_token_skipped()}


def quiet_loggers() -> None:
    """Libraries that print request bodies or tokens at DEBUG never log below INFO."""
    for name in _LOUD:
        logger = logging.getLogger(name)
        logger.setLevel(max(logger.level, logging.INFO))


def slack_logger(part: str) -> logging.Logger:
    """The logger we hand to a library of Slack's: never below INFO, without secrets."""
    logger = logging.getLogger(f"baton.slack.{part}")
    logger.setLevel(max(logger.level, logging.INFO))
    for wanted in (_Intended, Redacted):
        if not any(isinstance(there, wanted) for there in logger.filters):
            logger.addFilter(wanted())
    return logger


def open_session(*, timeout: float = CALL_TIMEOUT) -> aiohttp.ClientSession:
    """The session every call shares; made inside the running loop, closed by whoever made it. Seconds a call."""
    return aiohttp.ClientSession(
        timeout=aiohttp.ClientTimeout(total=timeout, sock_connect=_CONNECT_TIMEOUT),
        trace_configs=[last_look()],
    )


def make_client(token: str, session: aiohttp.ClientSession, *, base_url: str = SLACK_URL) -> AsyncWebClient:
    """The one client. It never repeats a call by itself: slack_sdk's default posted twice (docs/adr/0003)."""
    client = AsyncWebClient(
        token=token,
        base_url=base_url.strip(),
        session=session,
        timeout=int(CALL_TIMEOUT),
        retry_handlers=[],
        logger=slack_logger("web"),
    )
    if _needs_no_proxy(client.base_url):
        client.proxy = None
    return client


def _needs_no_proxy(url: str) -> bool:
    """A local Slack, or one that NO_PROXY names; slack_sdk takes the environment's proxy for everything."""
    host = urlsplit(url).hostname or ""
    return host in {"localhost", "127.0.0.1", "::1"} or bool(proxy_bypass(host))


async def introduce(api: SlackApi, *, patience: float | None = _START_PATIENCE) -> Identity:
    """Ask Slack who we are, again and again while it cannot be reached; without `patience` until it is.

    Raises:
        OperatorError: the token is of no use, or Slack was not reached for `patience` seconds.
    """
    try:
        told = await asked(api, "auth.test", patience)
    except Refused as refused:
        how = _MENDING.get(refused.reason, "see docs.slack.dev/reference/methods/auth.test for what it means")
        raise OperatorError(f"Slack does not take SLACK_BOT_TOKEN ({refused.reason}): {how}.") from None
    except Unclear as unclear:
        raise OperatorError(
            f"Slack did not answer at {api.client.base_url} for {patience:.0f} s ({unclear}): check the "
            "network, the proxy and SLACK_API_URL."
        ) from None
    if told.get("is_enterprise_install"):
        raise OperatorError(
            "SLACK_BOT_TOKEN is of an installation for a whole organisation. Baton serves one workspace: install the "
            "app into that workspace (Settings, Install App) and copy the Bot User OAuth Token from there."
        )
    if not told.get("bot_id") and not (api.client.token or "").startswith("xoxb-"):
        raise OperatorError(
            "SLACK_BOT_TOKEN belongs to a person, not to a bot: use the Bot User OAuth Token (xoxb-…)."
        )
    return Identity(
        team=str(told.get("team_id") or ""),
        user=str(told.get("user_id") or ""),
        bot=str(told.get("bot_id") or ""),
        enterprise=told.get("enterprise_id"),
        name=str(told.get("user") or ""),
        workspace=str(told.get("team") or ""),
        scopes=api.scopes,
        url=str(told.get("url") or api.client.base_url),
    )


async def asked(api: SlackApi, method: str, patience: float | None) -> Mapping[str, Any]:
    """A question to try a token with; without `patience` whoever reads the log hears how long Slack is away."""
    while patience is None:
        try:
            return await api.try_token(method, patience=_TOLD_EVERY)
        except Unclear as unclear:
            _log.warning("Slack does not answer (%s); Baton goes on asking", unclear)
    return await api.try_token(method, patience=patience)


def missing_scopes(identity: Identity) -> list[str]:
    """The scopes of manifest.yaml that the token lacks; none if Slack did not say what it has."""
    return sorted(SCOPES - identity.scopes) if identity.scopes else []
