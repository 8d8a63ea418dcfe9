"""The shape of what Slack sends, as far as anything relies on it: checked once, before Bolt and the handlers look.

What has another shape comes from nobody we know, and is set aside; in Socket Mode acknowledged, so that it does not come
again. Ids of people become parts of keys, so that here they are ids and nothing else.
"""

import re
from collections.abc import Mapping
from typing import Any

_ID = re.compile(r"[A-Za-z0-9_-]{1,60}", re.ASCII)
_INTERACTIONS = frozenset(
    {"block_actions", "block_suggestion", "view_submission", "view_closed", "message_action", "shortcut"}
)
_OBJECTS = ("team", "enterprise", "channel", "container", "message", "view")
_TEXTS = ("trigger_id", "response_url", "callback_id", "action_id", "block_id")


def is_slacks(body: object) -> bool:
    """Whether a request has the shape of one of Slack's; a kind that is not ours passes, and is answered by nobody.

    Only what tells who acts on what is demanded. The rest may be missing, null or, as PHP writes an object without
    fields, an empty list.
    """
    if not isinstance(body, Mapping) or ("command" in body and not _is_command(body)):
        return False
    kind = body.get("type")
    if not _is_text(kind) or not all(map(_is_text, map(body.get, _TEXTS))):
        return False
    if kind == "event_callback" or "event" in body:
        return _is_event(body)
    if kind in _INTERACTIONS:
        return _is_interaction(body)
    granted = body.get("authorizations")
    return granted is None or _are_objects(granted)


def _is_command(body: Mapping[str, Any]) -> bool:
    texts = map(body.get, ("command", "text", "channel_id", "channel_name", "team_id"))
    return all(map(_is_text, texts)) and _is_id(body.get("user_id"))


def _is_event(body: Mapping[str, Any]) -> bool:
    event, granted = body.get("event"), body.get("authorizations")
    known = isinstance(event, Mapping) and isinstance(event.get("type"), str)
    return known and (granted is None or _are_objects(granted))


def _is_interaction(body: Mapping[str, Any]) -> bool:
    user = body.get("user")
    if not (isinstance(user, Mapping) and _is_id(user.get("id"))):
        return False
    if not all(body.get(name) is None or isinstance(body[name], Mapping) for name in _OBJECTS):
        return False
    if body["type"] == "block_actions" and not (
        _are_objects(body.get("actions")) and _are_named(body["actions"])
    ):
        return False
    return _is_view(body.get("view") or {}) and _is_state(body.get("state"))


def _is_view(view: Mapping[str, Any]) -> bool:
    texts = map(view.get, ("id", "type", "callback_id", "private_metadata", "hash"))
    return all(map(_is_text, texts)) and _is_state(view.get("state"))


def _is_state(state: object) -> bool:
    """Fields by block and action: each an object."""
    if state is None or state == []:
        return True
    blocks = state.get("values") if isinstance(state, Mapping) else 0
    if blocks is None or blocks == []:
        return True
    return isinstance(blocks, Mapping) and all(
        isinstance(fields, Mapping) and all(isinstance(field, Mapping) for field in fields.values())
        for fields in blocks.values()
    )


def _are_objects(found: object) -> bool:
    return isinstance(found, list) and all(isinstance(one, Mapping) for one in found)


def _are_named(actions: list[Mapping[str, Any]]) -> bool:
    return bool(actions) and all(isinstance(one.get("action_id"), str) for one in actions)


def _is_text(found: object) -> bool:
    return found is None or isinstance(found, str)


def _is_id(found: object) -> bool:
    return isinstance(found, str) and _ID.fullmatch(found) is not None
