"""The payloads of slash commands and interactions, field by field as Slack sends them."""

import time
from collections.abc import Callable

from playground.people import APP_ID, OTHER_TEAM_ID, TEAM_DOMAIN, TEAM_ID, Channel, Message, User
from playground.state import message_json
from playground.surfaces import View, value_key
from playground.tickets import Tickets
from playground.wire import Json

_TOKEN = "unused"  # noqa: S105  Slack's deprecated verification token: sent, never checked


class Payloads:
    """Builds payloads; each carries a fresh trigger id, and a response URL where Slack gives one."""

    def __init__(self, tickets: Tickets, address: Callable[[], str]) -> None:
        self._tickets = tickets
        self._address = address

    def command(self, user: User, channel: Channel, command: str, text: str) -> Json:
        """A slash command's form fields."""
        return {
            "token": _TOKEN,
            "team_id": TEAM_ID,
            "team_domain": TEAM_DOMAIN,
            "channel_id": channel.id,
            "channel_name": _channel_name(channel),
            "user_id": user.id,
            "user_name": user.handle,
            "command": command,
            "text": text,
            "api_app_id": APP_ID,
            "is_enterprise_install": "false",
            "response_url": self._response_url(user, channel.id),
            "trigger_id": self._tickets.trigger(user.id),
        }

    def shortcut(self, user: User, callback_id: str) -> Json:
        """A global shortcut."""
        return {
            "type": "shortcut",
            **self._common(user),
            "action_ts": _now(),
            "callback_id": callback_id,
            "trigger_id": self._tickets.trigger(user.id),
        }

    def message_action(self, user: User, callback_id: str, channel: Channel, message: Message) -> Json:
        """A message shortcut."""
        return {
            "type": "message_action",
            **self._common(user),
            "action_ts": _now(),
            "callback_id": callback_id,
            "trigger_id": self._tickets.trigger(user.id),
            "response_url": self._response_url(user, channel.id, message.ts),
            "message_ts": message.ts,
            "channel": {"id": channel.id, "name": _channel_name(channel)},
            "message": message_json(message, channel),
        }

    def message_press(
        self, user: User, channel: Channel, message: Message, action: Json, state: Json
    ) -> Json:
        """A click in a message. An ephemeral message is not sent back, as in Slack."""
        container: Json = {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": channel.id,
            "is_ephemeral": message.only_for is not None,
        }
        if message.is_reply:
            container["thread_ts"] = message.thread_ts
        body: Json = {
            "type": "block_actions",
            **self._common(user),
            "container": container,
            "trigger_id": self._tickets.trigger(user.id),
            "channel": {"id": channel.id, "name": _channel_name(channel)},
            "state": {"values": state},
            "response_url": self._response_url(user, channel.id, message.ts),
            "actions": [action],
        }
        if not message.only_for:
            body["message"] = message_json(message, channel, with_metadata=True)
        return body

    def view_press(self, user: User, view: View, action: Json) -> Json:
        """A click in a modal or on the Home tab."""
        in_modal = view.content["type"] == "modal"
        return {
            "type": "block_actions",
            **self._common(user),
            "container": {"type": "view", "view_id": view.id},
            "trigger_id": self._tickets.trigger(user.id, view=view.id if in_modal else None),
            "view": view.to_json(),
            "actions": [action],
        }

    def submission(self, user: User, view: View) -> Json:
        """A submitted modal."""
        return {
            "type": "view_submission",
            **self._common(user),
            "trigger_id": self._tickets.trigger(user.id, view=view.id),
            "view": view.to_json(),
            "response_urls": [],
        }

    def closing(self, user: User, view: View, *, is_cleared: bool) -> Json:
        """A closed modal."""
        return {"type": "view_closed", **self._common(user), "view": view.to_json(), "is_cleared": is_cleared}

    def suggestion(
        self,
        user: User,
        block: Json,
        element: Json,
        query: str,
        *,
        view: View | None,
        channel: Channel | None,
    ) -> Json:
        """A question for the options of an external select."""
        body: Json = {
            "type": "block_suggestion",
            **self._common(user),
            "action_id": element["action_id"],
            "block_id": block["block_id"],
            "value": query,
        }
        if view is not None:
            return {**body, "container": {"type": "view", "view_id": view.id}, "view": view.to_json()}
        return {**body, "channel": {"id": channel.id if channel else "", "name": ""}}

    def _common(self, user: User) -> Json:
        other = user.team_id == OTHER_TEAM_ID
        return {
            "token": _TOKEN,
            "team": {"id": TEAM_ID, "domain": TEAM_DOMAIN},
            "user": {
                "id": user.id,
                "username": user.handle,
                "name": user.handle,
                "team_id": OTHER_TEAM_ID if other else TEAM_ID,
            },
            "api_app_id": APP_ID,
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def _response_url(self, user: User, channel: str, ts: str | None = None) -> str:
        return f"{self._address()}/response/{self._tickets.response_url(user.id, channel, ts)}"


def action_of(block: Json, element: Json, value: Json) -> Json:
    """The one entry of ``actions``; ``value`` is the element's new state value."""
    action: Json = {
        "type": element["type"],
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "action_ts": _now(),
    }
    for name in ("text", "placeholder", "value", "url"):
        if element["type"] == "button" and element.get(name) is not None:
            action[name] = element[name]
    if element["type"] != "button":
        key = value_key(element["type"])
        action[key] = value.get(key)
    return action


def _now() -> str:
    return f"{time.time():.6f}"


def _channel_name(channel: Channel) -> str:
    return {"dm": "directmessage", "private": "privategroup"}.get(channel.kind, channel.name)
