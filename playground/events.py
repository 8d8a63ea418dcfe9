"""Turns what happens in the workspace into Slack's events, for the ones the manifest subscribes to."""

import re
import secrets
import time

from playground.deliveries import Deliveries
from playground.people import APP_ID, BOT_ID, BOT_USER_ID, TEAM_ID, Channel, Message
from playground.state import Happening, World, message_json
from playground.surfaces import Surfaces
from playground.web_api.shapes import user_json
from playground.wire import Json

_EVENT_SCOPES = {
    "app_mention": "app_mentions:read",
    "message.im": "im:history",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "member_joined_channel": "channels:read",
    "user_change": "users:read",
    "user_status_changed": "users:read",
}
_CHANNEL_TYPES = {"dm": ("message.im", "im"), "private": ("message.groups", "group")}


class Events:
    """Sends an event when the app subscribes to it, has its scope and sits in the channel."""

    def __init__(self, world: World, surfaces: Surfaces, deliveries: Deliveries) -> None:
        self._world = world
        self._surfaces = surfaces
        self._deliveries = deliveries

    def __call__(self, happening: Happening) -> None:
        """Something happened."""
        channel, message = happening.channel, happening.message
        if channel is not None and BOT_USER_ID not in channel.members:
            return
        if happening.kind in {"posted", "edited", "deleted"} and channel and message:
            self._message(happening, channel, message)
        elif happening.kind in {"reaction_added", "reaction_removed"} and channel and message:
            self._send(happening.kind, _reaction(happening, channel, message), channel)
        elif happening.kind == "joined" and channel:
            self._send("member_joined_channel", self._joined(happening, channel), channel)
        elif happening.kind in {"changed", "status"}:
            user = self._world.users[happening.user]
            with_email = "users:read.email" in self._world.manifest.scopes
            event = {
                "user": user_json(user, with_email=with_email, with_locale=True),
                "cache_ts": int(time.time()),
            }
            kind = "user_change" if happening.kind == "changed" else "user_status_changed"
            self._send(kind, event, None)

    def home_opened(self, user: str, tab: str) -> None:
        """A person looks at the app's Home or Messages tab."""
        channel = self._world.dm(user, BOT_USER_ID)
        event: Json = {"user": user, "channel": channel.id, "tab": tab}
        home = self._surfaces.homes.get(user)
        if tab == "home" and home is not None:
            event["view"] = home.to_json()
        self._send("app_home_opened", event, channel)

    def _message(self, happening: Happening, channel: Channel, message: Message) -> None:
        subscription, channel_type = _CHANNEL_TYPES.get(channel.kind, ("message.channels", "channel"))
        if happening.kind == "posted":
            event = {**message_json(message, channel), "channel": channel.id, "team": TEAM_ID}
            if not message.bot_id:
                event["client_msg_id"] = secrets.token_hex(16)
            mentioned = re.search(rf"<@{BOT_USER_ID}(\|[^>]*)?>", message.text)
            if mentioned and channel.kind != "dm" and message.bot_id != BOT_ID:
                self._send("app_mention", {**event, "type": "app_mention"}, channel)
        elif happening.kind == "edited":
            previous = happening.extra["previous"]
            event = {
                "subtype": "message_changed",
                "message": message_json(message, channel),
                "previous_message": message_json(previous, channel),
                "channel": channel.id,
                "hidden": True,
                "ts": self._world.new_ts(),
            }
        else:
            event = {
                "subtype": "message_deleted",
                "deleted_ts": message.ts,
                "previous_message": message_json(message, channel),
                "channel": channel.id,
                "hidden": True,
                "ts": self._world.new_ts(),
            }
        self._send(subscription, {**event, "type": "message", "channel_type": channel_type}, channel)

    def _joined(self, happening: Happening, channel: Channel) -> Json:
        return {
            "user": happening.user,
            "channel": channel.id,
            "channel_type": "G" if channel.kind == "private" else "C",
            "team": self._world.users[happening.user].team_id,
            **happening.extra,
        }

    def _send(self, subscription: str, event: Json, channel: Channel | None) -> None:
        manifest = self._world.manifest
        scope = _EVENT_SCOPES.get(subscription)
        if subscription not in manifest.events or (scope and scope not in manifest.scopes):
            return
        event = {"type": subscription, "event_ts": event.get("ts") or self._world.new_ts(), **event}
        self._deliveries.send_event(
            {
                "token": "unused",
                "team_id": TEAM_ID,
                "context_team_id": TEAM_ID,
                "context_enterprise_id": None,
                "api_app_id": APP_ID,
                "event": event,
                "type": "event_callback",
                "event_id": "Ev" + secrets.token_hex(5).upper(),
                "event_time": int(time.time()),
                "authorizations": [
                    {
                        "enterprise_id": None,
                        "team_id": TEAM_ID,
                        "user_id": BOT_USER_ID,
                        "is_bot": True,
                        "is_enterprise_install": False,
                    }
                ],
                "is_ext_shared_channel": channel is not None and channel.kind == "shared",
                "event_context": "4-" + secrets.token_hex(20),
            }
        )


def _reaction(happening: Happening, channel: Channel, message: Message) -> Json:
    return {
        "user": happening.user,
        "reaction": happening.extra["reaction"],
        "item_user": message.user,
        "item": {"type": "message", "channel": channel.id, "ts": message.ts},
    }
