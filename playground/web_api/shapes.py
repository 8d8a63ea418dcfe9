"""Slack's objects for users and conversations, and its pages."""

import base64
import binascii
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TypeVar

from playground.people import BOT_USER_ID, OTHER_TEAM_ID, TEAM_ID, Channel, User
from playground.web_api.call import Call
from playground.wire import Json, SlackError

Item = TypeVar("Item")


def user_json(user: User, *, with_email: bool, with_locale: bool = False) -> Json:
    """A user object. People of another company lack locale and e-mail."""
    stranger = user.kind == "stranger"
    body: Json = {
        "id": user.id,
        "team_id": user.team_id,
        "name": user.handle,
        "deleted": user.deleted,
        "is_bot": user.kind == "bot",
        "is_app_user": False,
        "updated": 1_700_000_000,
        "profile": _profile(user, with_email=with_email and not stranger),
    }
    if user.deleted:
        return body
    body |= {
        "real_name": user.name,
        "tz": user.tz,
        "tz_label": user.tz,
        "tz_offset": user.tz_offset(datetime.now(UTC)),
        "is_admin": False,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": user.kind == "guest",
        "is_ultra_restricted": False,
    }
    if stranger:
        body["is_stranger"] = True
    if with_locale and not stranger:
        body["locale"] = user.locale
    return body


def _profile(user: User, *, with_email: bool) -> Json:
    profile: Json = {
        "real_name": user.name,
        "real_name_normalized": user.name,
        "display_name": user.handle,
        "display_name_normalized": user.handle,
        "title": user.title,
        "team": user.team_id,
        "status_text": user.status_text,
        "status_emoji": user.status_emoji,
        "status_expiration": user.status_expiration,
        "image_72": "",
    }
    if with_email and user.email:
        profile["email"] = user.email
    if user.bot_id:
        profile["bot_id"] = user.bot_id
    return profile


def channel_json(call: Call, channel: Channel, *, num_members: bool = False) -> Json:
    """A conversation object."""
    body: Json = {
        "id": channel.id,
        "created": channel.created,
        "is_archived": channel.archived,
        "is_im": channel.kind == "dm",
        "is_org_shared": False,
        "context_team_id": TEAM_ID,
    }
    if channel.kind == "dm":
        return {**body, "user": call.on.world.with_whom(channel, BOT_USER_ID), "is_open": True}
    body |= {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": True,
        "is_group": False,
        "is_mpim": False,
        "is_private": channel.kind == "private",
        "is_general": channel.name == "general",
        "is_shared": channel.kind == "shared",
        "is_ext_shared": channel.kind == "shared",
        "is_member": BOT_USER_ID in channel.members,
        "creator": "U0CREATOR1",
        "shared_team_ids": [TEAM_ID, OTHER_TEAM_ID] if channel.kind == "shared" else [TEAM_ID],
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
    }
    if num_members:
        body["num_members"] = len(channel.members)
    return body


def page(call: Call, items: Sequence[Item], *, default: int = 1000) -> tuple[list[Item], Json]:
    """One page of a collection by ``cursor`` and ``limit``, with the ``response_metadata`` beside it.

    Raises:
        SlackError: invalid_cursor or invalid_limit.
    """
    limit = call.number("limit", default=default, most=1000)
    start = 0
    if cursor := call.text("cursor"):
        try:
            start = int(base64.b64decode(cursor, validate=True).decode().removeprefix("next:"))
        except (binascii.Error, ValueError):
            raise SlackError("invalid_cursor") from None
    after = start + limit
    more = after < len(items)
    following = base64.b64encode(f"next:{after}".encode()).decode() if more else ""
    return list(items[start:after]), {"response_metadata": {"next_cursor": following}}
