"""`doctor`: the whole installation looked at from outside, beside a bot that serves or without one."""

import asyncio
import errno
import json
import socket
from datetime import UTC, datetime

import aiohttp
from pydantic import SecretStr

from bot.adapters import examining_slack, examining_store
from bot.adapters.address import Address
from bot.adapters.keys import Keys
from bot.adapters.slack_api import SlackApi
from bot.adapters.slack_client import Identity, introduce, make_client, open_session, quiet_loggers
from bot.adapters.store_deadlines import StoredDeadlines
from bot.config import Loaded
from bot.domain.diagnosis import Finding
from bot.errors import OperatorError
from bot.ports import Unclear
from bot.settings import Settings
from bot.wiring.commands import check_slack
from bot.wiring.core import short_id
from bot.wiring.storage import opened

_PATIENCE = 20.0
"""Seconds: somebody sits in front of it."""
_ANSWERS_WITHIN = 5.0
_ANY = "T0"
"""Stands for a workspace where none is known; nothing is stored of it."""


async def examine(settings: Settings, loaded: Loaded, http: bool) -> list[Finding]:  # noqa: FBT001 - the command line's flag
    """Slack, the people and channels of the files, the store, the secret keys and the port."""
    quiet_loggers()
    async with open_session() as session:
        identity, findings = await _slack(settings, session, http=http)
        if identity is not None:
            findings += await _named_in_files(settings, loaded)
        findings += await _stored(settings, identity)
        findings.append(await _port(settings.port, session))
        return findings


async def _slack(
    settings: Settings, session: aiohttp.ClientSession, *, http: bool
) -> tuple[Identity | None, list[Finding]]:
    def api(token: SecretStr) -> SlackApi:
        return SlackApi(make_client(token.get_secret_value(), session, base_url=settings.slack_api_url))

    if settings.slack_bot_token is None:
        return None, []
    ours = api(settings.slack_bot_token)
    try:
        identity = await introduce(ours, patience=_PATIENCE)
    except OperatorError as refused:
        return None, [Finding("token", "error", str(refused))]
    findings = [*examining_slack.token(identity), examining_slack.clock(ours.dated)]
    if http and settings.slack_signing_secret:
        findings.append(examining_slack.signing_secret(settings.slack_signing_secret.get_secret_value()))
    if not http and settings.slack_app_token:
        findings.append(await examining_slack.app_token(api(settings.slack_app_token)))
    return identity, findings


async def _named_in_files(settings: Settings, loaded: Loaded) -> list[Finding]:
    """Who and what the files name, as Slack knows them."""
    if loaded.team_file is None:
        return []
    try:
        problems = await check_slack(settings, loaded)
    except (OperatorError, Unclear) as gone:
        return [Finding("people, channels", "error", f"Slack did not tell ({gone})", "try again")]
    if not problems:
        return [Finding("people, channels", "ok", "Slack knows whom and what escalation.yaml names")]
    return [
        Finding("people, channels", "warning", one.message, f"{one.path}:{one.line} names it")
        for one in problems
    ]


async def _stored(settings: Settings, identity: Identity | None) -> list[Finding]:
    """While it is not known whose the token is, only what holds for any workspace."""
    keys = Keys(identity.key if identity else _ANY)
    if settings.redis_url is None and not (settings.data_dir / "store").exists():
        said = f"none yet: the first start makes one in {settings.data_dir}, for one machine"
        return [Finding("store", "ok", said, "for several set REDIS_URL")]
    findings: list[Finding] = []
    try:
        async with opened(settings) as (store, ring):
            replicated = _is_replicated(settings)
            findings += [one async for one in examining_store.store(store, keys, replicated=replicated)]
            if identity is None or any(one.grade == "error" for one in findings):
                return findings
            findings += await examining_store.written(store, keys)
            if any(one.grade == "error" for one in findings):
                return findings
            findings.append(await examining_store.secret_keys(store, keys, ring))
            index = StoredDeadlines(store, keys, short_id)
            findings += await examining_store.deadlines(index, datetime.now(UTC))
    except OperatorError as gone:
        findings.append(Finding("store", "error", str(gone)))
    return findings


def _is_replicated(settings: Settings) -> bool:
    """Whether the store should have replicas."""
    url = settings.redis_url.get_secret_value() if settings.redis_url else ""
    return bool(url) and Address.parse(url).kind in {"sentinel", "cluster"}


async def _port(port: int, session: aiohttp.ClientSession) -> Finding:
    """Whether PORT is free, or Baton's own already."""
    try:
        socket.create_server(("0.0.0.0", port)).close()  # noqa: S104 - where `serve` listens
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            return Finding(
                "port", "error", f"{port} may not be used ({error.strerror})", "set PORT to another one"
            )
        return await _who_listens(port, session)
    return Finding("port", "ok", f"{port} is free")


async def _who_listens(port: int, session: aiohttp.ClientSession) -> Finding:
    try:
        async with asyncio.timeout(_ANSWERS_WITHIN), session.get(f"http://127.0.0.1:{port}/readyz") as answer:
            told = json.loads(await answer.text())
            ready, whys = bool(told["ok"]), told.get("why", {})
    except (aiohttp.ClientError, TimeoutError, ValueError, KeyError, TypeError, AttributeError):
        said = f"something else listens on {port}"
        return Finding("port", "error", said, "set PORT to a free one, or stop what listens there")
    if ready:
        return Finding("port", "ok", f"Baton listens on {port} and is ready")
    why = "; ".join(f"{name}: {reason}" for name, reason in dict(whys).items())
    return Finding(
        "port", "warning", f"Baton listens on {port} and is not ready ({why})", "its log tells more"
    )
