"""users.*, usergroups.*, dnd.*: who somebody is and whether to disturb them."""

import time

from playground.people import Group, User
from playground.web_api.call import Call, method
from playground.web_api.shapes import page, user_json
from playground.wire import Json, SlackError


def _user(call: Call, ref: str) -> User:
    user = call.on.world.users.get(ref)
    if user is None:
        raise SlackError("user_not_found")
    return user


def _json(call: Call, user: User) -> Json:
    with_email = "users:read.email" in call.manifest.scopes
    return user_json(user, with_email=with_email, with_locale=call.flag("include_locale"))


@method("users.info", "user! include_locale", scopes=("users:read",), reads=True, per_minute=100)
def info(call: Call) -> Json:
    """One user."""
    return {"user": _json(call, _user(call, call.text("user")))}


@method(
    "users.list", "cursor include_locale limit team_id", scopes=("users:read",), reads=True, per_minute=20
)
def list_(call: Call) -> Json:
    """Everybody, those who left included; strangers are not in the list."""
    users = [user for user in call.on.world.users.values() if user.kind != "stranger"]
    found, following = page(call, users)
    return {"members": [_json(call, user) for user in found], "cache_ts": int(time.time()), **following}


@method("users.lookupByEmail", "email!", scopes=("users:read.email",), reads=True)
def lookup_by_email(call: Call) -> Json:
    """The user with that address."""
    wanted = call.text("email").lower()
    for user in call.on.world.users.values():
        if user.email.lower() == wanted and not user.deleted and user.kind != "stranger":
            return {"user": _json(call, user)}
    raise SlackError("users_not_found")


@method(
    "users.profile.get", "user include_labels", scopes=("users.profile:read",), reads=True, per_minute=100
)
def profile_get(call: Call) -> Json:
    """A user's profile."""
    return {"profile": _json(call, _user(call, call.text("user")))["profile"]}


@method("users.getPresence", "user", scopes=("users:read",), reads=True)
def get_presence(call: Call) -> Json:
    """Active or away."""
    return {"presence": "away" if _user(call, call.text("user")).away else "active"}


@method("dnd.info", "user team_id", scopes=("dnd:read",), reads=True, per_minute=50)
def dnd_info(call: Call) -> Json:
    """Whether somebody paused their notifications, or has hours for it. Real Slack tells others' snooze_* of nobody.

    A pause of a colleague shows as their present stretch of Do Not Disturb; without an end it lasts an hour from now.
    """
    if not call.text("user"):
        raise SlackError("user_not_found")
    now, user = int(time.time()), _user(call, call.text("user"))
    start, end = (now - 1, now + 3600) if user.snoozed else user.dnd or (1, 1)
    return {
        "dnd_enabled": user.snoozed or user.dnd is not None,
        "next_dnd_start_ts": start,
        "next_dnd_end_ts": end,
    }


@method(
    "usergroups.list",
    "include_count include_disabled include_users team_id",
    scopes=("usergroups:read",),
    reads=True,
    per_minute=20,
)
def usergroups_list(call: Call) -> Json:
    """All user groups."""
    return {"usergroups": [_group_json(call, group) for group in call.on.world.groups.values()]}


def _group_json(call: Call, group: Group) -> Json:
    body: Json = {
        "id": group.id,
        "team_id": "T0PLAY0001",
        "is_usergroup": True,
        "name": group.name,
        "handle": group.handle,
        "description": "",
        "is_external": False,
        "date_delete": 0,
    }
    if call.flag("include_users"):
        body["users"] = list(group.users)
    if call.flag("include_count"):
        body["user_count"] = len(group.users)
    return body


@method(
    "usergroups.users.list",
    "usergroup! include_disabled team_id",
    scopes=("usergroups:read",),
    reads=True,
    per_minute=20,
)
def usergroups_users_list(call: Call) -> Json:
    """Who is in a user group."""
    group = call.on.world.groups.get(call.text("usergroup"))
    if group is None:
        raise SlackError("no_such_subteam")
    return {"users": list(group.users)}
