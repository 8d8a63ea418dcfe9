"""Is what Slack gave us of use: the token, what it may do, Socket Mode, and whether our clock is Slack's."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from bot.adapters.slack_api import SlackApi
from bot.adapters.slack_client import SCOPES as NEEDED
from bot.adapters.slack_client import Identity, missing_scopes
from bot.domain.diagnosis import Finding, Grade
from bot.ports import Refused, Unclear

_PATIENCE = 20.0
_REINSTALL = "update the app from manifest.yaml (api.slack.com/apps, App Manifest), then install it again"
_WORTH_TELLING = timedelta(seconds=30)
_LARGEST = timedelta(minutes=4)
"""A signed request is refused when its time stamp lies five minutes off."""
_APP_TOKEN = {
    "not_allowed_token_type": "copy an app-level token (xapp-…), not the bot's",
    "missing_scope": "give the app-level token the scope connections:write",
    "no_permission": "give the app-level token the scope connections:write",
}
_ANOTHER = (
    "create one with connections:write under Basic Information, App-Level Tokens, and switch Socket Mode on"
)


def token(identity: Identity) -> Iterator[Finding]:
    """Whose token it is, and whether it may do what the manifest asks for."""
    grid = f", of the organisation {identity.enterprise}" if identity.enterprise else ""
    yield Finding(
        "token", "ok", f"is {identity.name or 'Baton'}'s in {identity.workspace or identity.team}{grid}"
    )
    if not identity.scopes:
        yield Finding("scopes", "warning", "Slack does not tell what the token may do")
        return
    if lacks := missing_scopes(identity):
        yield Finding("scopes", "error", f"the token lacks {', '.join(lacks)}", _REINSTALL)
    if more := sorted(identity.scopes - NEEDED):
        told = f"the token may do more than Baton needs: {', '.join(more)}"
        yield Finding("scopes", "warning", told, f"to take that back, {_REINSTALL}")
    if identity.scopes == NEEDED:
        yield Finding("scopes", "ok", "the token may do what manifest.yaml asks for, and no more")


async def app_token(api: SlackApi) -> Finding:
    """Whether Socket Mode can be opened. Asking for an address opens no connection."""
    try:
        await api.try_token("apps.connections.open", patience=_PATIENCE)
    except Refused as refused:
        how = _APP_TOKEN.get(refused.reason, _ANOTHER)
        return Finding("socket mode", "error", f"Slack does not take SLACK_APP_TOKEN ({refused.reason})", how)
    except Unclear as unclear:
        return Finding(
            "socket mode", "error", f"Slack gives no address ({unclear})", "check the network, and try again"
        )
    return Finding("socket mode", "ok", "is switched on, and the app-level token opens it")


def signing_secret(secret: str) -> Finding:
    """Slack's are 32 hexadecimal digits; whether it is the right one only a request can tell."""
    if re.fullmatch(r"[0-9a-f]{32}", secret):
        return Finding(
            "signing secret", "ok", "looks like one; the first request will tell whether it is yours"
        )
    how = "copy the Signing Secret of Basic Information, App Credentials (not the Client Secret)"
    return Finding("signing secret", "warning", "does not look like Slack's 32 hexadecimal digits", how)


def clock(dated: tuple[str, float] | None) -> Finding:
    """Our clock beside the `Date` that Slack wrote on an answer, and the time (s) at which that came."""
    try:
        theirs = parsedate_to_datetime(dated[0]) if dated else None
    except ValueError:
        theirs = None
    if dated is None or theirs is None:
        return Finding("clock", "warning", "cannot be compared: Slack's answer has no date")
    off = datetime.fromtimestamp(dated[1], UTC) - theirs
    if abs(off) < _WORTH_TELLING:
        return Finding("clock", "ok", f"agrees with Slack's to {max(1, round(abs(off).total_seconds()))} s")
    said = f"is {abs(off).total_seconds():.0f} s {'ahead of' if off > timedelta(0) else 'behind'} Slack's"
    grade: Grade = "error" if abs(off) >= _LARGEST else "warning"
    return Finding(
        "clock", grade, said, "have this machine keep time by NTP; signed requests fail at five minutes"
    )
