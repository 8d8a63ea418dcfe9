"""Who is in a user group or a channel, for whoever writes a first file from them."""

import re
from typing import Any

from bot.adapters.slack_api import SlackApi
from bot.adapters.slack_client import Identity
from bot.adapters.slack_lookup import member_of
from bot.config.starting import Gathered
from bot.errors import OperatorError
from bot.ports import Member, Refused

_GROUP = re.compile(r"S[A-Z0-9]{2,20}")
_CHANNEL = re.compile(r"[CG][A-Z0-9]{2,20}")
_MOST_PAGES = 50
_PATIENT = 600.0
"""Seconds: 200 people are asked about at 100 a minute."""


async def gather(api: SlackApi, identity: Identity, ref: str) -> Gathered:
    """The people of a user group (`S…` or `@handle`) or a channel (`#name` or its id).

    Raises:
        OperatorError: Slack shows no such group or channel, nobody in it, or may not be asked.
        Unclear: Slack gives no answer.
    """
    try:
        found = (
            await _group(api, ref)
            if ref.startswith("@") or _GROUP.fullmatch(ref)
            else await _channel(api, ref)
        )
        name, channel, creator, users = found
        members = [member for user in users if (member := await _member(api, identity, user))]
    except Refused as refused:
        raise OperatorError(f"Slack does not tell who is in {ref} ({refused.reason}).") from None
    everybody = tuple(member for member in members if _is_colleague(member))
    if not everybody:
        raise OperatorError(f"Nobody is in {ref} but guests, bots and people who left.")
    return Gathered(ref, name, channel, everybody, creator, left_out=len(members) - len(everybody))


def _is_colleague(member: Member) -> bool:
    return not (member.is_bot or member.is_guest or member.is_stranger or member.has_left)


async def _member(api: SlackApi, identity: Identity, user: str) -> Member | None:
    told = await api.read("users.info", patience=_PATIENT, user=user, include_locale=True)
    if not told.get("user"):
        return None
    member = member_of({"id": user} | told["user"], identity)
    real = (told["user"].get("profile") or {}).get("real_name")  # a file wants the name, not the nickname
    return member.model_copy(update={"name": str(real)}) if real else member


async def _group(api: SlackApi, ref: str) -> tuple[str, str, str | None, list[str]]:
    listed = (await api.read("usergroups.list", patience=_PATIENT)).get("usergroups") or ()
    wanted = ref.removeprefix("@").casefold()
    known: dict[str, Any] | None = next(
        (one for one in listed if one["id"] == ref or str(one.get("handle")).casefold() == wanted), None
    )
    if known is None:
        handles = ", ".join(f"@{one.get('handle')}" for one in listed) or "none"
        raise OperatorError(f"Slack shows no user group {ref}. There are: {handles}.")
    told = await api.read("usergroups.users.list", patience=_PATIENT, usergroup=known["id"])
    handle, creator = str(known.get("handle") or known["id"]), known.get("created_by")
    usual = (known.get("prefs") or {}).get("channels") or [f"#{handle}"]
    name = str(known.get("name") or handle)
    return name, str(usual[0]), creator, [str(user) for user in told.get("users") or ()]


async def _channel(api: SlackApi, ref: str) -> tuple[str, str, str | None, list[str]]:
    known = await _channel_named(api, ref)
    if known is None:
        raise OperatorError(
            f"Slack shows Baton no channel {ref}; write #name, an id, or @handle of a user group. A private one "
            "has to /invite Baton first."
        )
    users: list[str] = []
    members = api.pages(
        "conversations.members", most=_MOST_PAGES, patience=_PATIENT, channel=known["id"], limit=1000
    )
    async for page in members:
        users += [str(user) for user in page.get("members") or ()]
    name = str(known.get("name") or ref)
    return name, f"#{name}", known.get("creator"), users


async def _channel_named(api: SlackApi, ref: str) -> dict[str, Any] | None:
    if _CHANNEL.fullmatch(ref):
        told = await api.read("conversations.info", patience=_PATIENT, channel=ref)
        return told.get("channel")
    wanted = ref.removeprefix("#").casefold()
    types = "public_channel,private_channel"
    async for page in api.pages("conversations.list", most=_MOST_PAGES, types=types, limit=1000):
        for channel in page.get("channels") or ():
            if str(channel.get("name")).casefold() == wanted and not channel.get("is_archived"):
                found: dict[str, Any] = channel
                return found
    return None
