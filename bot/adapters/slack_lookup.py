"""What Slack answers about people and channels, as our own values; every field may be missing."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.adapters.slack_client import Identity
from bot.ports import ChannelInfo, Member, Status

SLACKBOT = "USLACKBOT"
UNHEARD_OF = "unknown_method"
"""What a Slack answers that does not have a method at all, such as a small local one."""


def member_of(user: dict[str, Any], identity: Identity) -> Member:
    """A user object (docs.slack.dev/reference/objects/user-object)."""
    profile = user.get("profile") or {}
    named = (profile.get("display_name"), profile.get("real_name"), user.get("real_name"), user.get("name"))
    return Member(
        user=str(user["id"]),
        name=next((name for name in named if name), str(user["id"])),
        team=user.get("team_id"),
        email=profile.get("email"),
        locale=user.get("locale"),
        time_zone=user.get("tz"),
        is_bot=bool(user.get("is_bot") or user.get("is_workflow_bot") or user["id"] == SLACKBOT),
        is_guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        is_stranger=_is_stranger(user, identity),
        has_left=bool(user.get("deleted")),
    )


def status_of(user: Mapping[str, Any]) -> Status:
    """The status in a user object; an expiration of 0 is none (docs.slack.dev/reference/events/user_status_changed)."""
    profile = user.get("profile") or {}
    return Status(
        emoji=str(profile.get("status_emoji") or ""),
        text=str(profile.get("status_text") or ""),
        until=_expires(profile.get("status_expiration")),
    )


def _expires(seconds: object) -> datetime | None:
    """When it is cleared; None for 0 and for what is no time of this millennium."""
    try:
        at = datetime.fromtimestamp(int(str(seconds or 0)), UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return at if 1970 < at.year < 3000 else None


def _is_stranger(user: dict[str, Any], identity: Identity) -> bool:
    """Whether they belong to another company: neither our workspace nor our organisation."""
    if user.get("is_stranger"):
        return True
    enterprise = user.get("enterprise_user") or {}
    if identity.team in (enterprise.get("teams") or ()):
        return False
    if identity.enterprise and enterprise.get("enterprise_id") == identity.enterprise:
        return False
    home = user.get("team_id")
    return bool(home and identity.team) and home not in {identity.team, identity.enterprise}


def channel_of(channel: dict[str, Any]) -> ChannelInfo:
    """A conversation object. `is_shared` alone may be within one organisation; in doubt it is outside."""
    outside = channel.get("is_ext_shared")
    if outside is None:
        outside = channel.get("is_shared") and not channel.get("is_org_shared")
    is_direct = bool(channel.get("is_im") or channel.get("is_mpim"))
    return ChannelInfo(
        id=str(channel["id"]),
        name=str(channel.get("name_normalized") or channel.get("name") or channel["id"]),
        is_private=bool(channel.get("is_private") or channel.get("is_group") or is_direct),
        is_archived=bool(channel.get("is_archived")),
        is_shared_outside=bool(outside),
        is_member=bool(channel.get("is_member") or is_direct),
    )
