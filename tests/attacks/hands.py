"""Somebody's requests as Slack would hand them over, whoever that is and whatever they were ever shown."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from playground.people import BOT_USER_ID, OTHER_TEAM_ID, TEAM_DOMAIN, TEAM_ID
from playground.transport import EnvelopeKind, NoAnswer
from playground.wire import Json
from tests.privacy.stage import Stage

Field = str | list[str] | int | None


@dataclass
class Hands:
    """One account. `read` collects everything that acknowledgements showed it."""

    stage: Stage
    id: str
    is_stranger: bool = False
    read: list[str] = field(default_factory=list)

    async def types(self, command: str, text: str = "") -> Json | None:
        """A slash command, in their conversation with Baton."""
        payload = {
            "team_id": self._team,
            "team_domain": TEAM_DOMAIN,
            "channel_id": self.room,
            "channel_name": "directmessage",
            "user_id": self.id,
            "command": command,
            "text": text,
            "trigger_id": self._trigger(),
            "response_url": self._response_url(),
        }
        return await self._send("slash_commands", payload)

    async def presses(self, name: str, value: str | None = None, *, home: bool = False) -> None:
        """A button or a menu. `home`: on a page of their own rather than beside a message."""
        action: Json = {"type": "button", "action_id": name, "block_id": "b", "action_ts": "1.1"}
        if value is not None:
            action |= {"value": value, "selected_option": {"value": value}, "selected_user": value}
        where: Json = {"channel": {"id": self.room, "name": "directmessage"}}
        if home:
            where = {"view": {"id": "VHOME", "type": "home", "hash": "1"}}
        else:
            where["response_url"] = self._response_url()
        await self._interacts({"type": "block_actions", "actions": [action], **where})

    async def submits(
        self, callback: str, metadata: str, fields: Mapping[str, Field], *, view_id: str = ""
    ) -> Json | None:
        """A form."""
        values = {name: {name: typed(held)} for name, held in fields.items() if held is not None}
        view = {
            "id": view_id or f"V{self.stage.slack.playground.world.new_ts()}",
            "type": "modal",
            "callback_id": callback,
            "private_metadata": metadata,
            "state": {"values": values},
        }
        return await self._interacts({"type": "view_submission", "view": view})

    async def uses(self, shortcut: str, message: Mapping[str, Any]) -> None:
        """A shortcut on a message."""
        body = {"type": "message_action", "callback_id": shortcut, "message": dict(message)}
        await self._interacts(
            body | {"channel": {"id": self.room, "name": "x"}, "response_url": self._response_url()}
        )

    async def happens(self, kind: str, **event: object) -> None:
        """An event they caused."""
        body = {
            "type": "event_callback",
            "team_id": self._team,
            "event_id": f"Ev{self.stage.slack.playground.world.new_ts()}",
            "event": {"type": kind, "user": self.id, **event},
        }
        await self._send("events_api", body)

    @property
    def room(self) -> str:
        """Their conversation with Baton."""
        world = self.stage.slack.playground.world
        return world.dm(self.id, BOT_USER_ID).id

    @property
    def shown(self) -> str:
        """Everything that Baton showed them alone: acknowledgements, windows, App Home, direct messages."""
        world = self.stage.slack.playground.world
        own = [
            f"{read.raw}\n{read.text}"
            for read in world.readable.of(self.id)
            if read.kind not in {"message", "notification"} or read.place == self.room
        ]
        return "\n".join([*self.read, *own])

    @property
    def _team(self) -> str:
        return OTHER_TEAM_ID if self.is_stranger else TEAM_ID

    def _trigger(self) -> str:
        return self.stage.slack.playground.tickets.trigger(self.id)

    def _response_url(self) -> str:
        slack = self.stage.slack
        return f"{slack.url}/response/{slack.playground.tickets.response_url(self.id, self.room)}"

    async def _interacts(self, body: Json) -> Json | None:
        user = {"id": self.id, "username": "x", "name": "x", "team_id": self._team}
        common = {"team": {"id": self._team, "domain": TEAM_DOMAIN}, "user": user}
        return await self._send("interactive", {**common, "trigger_id": self._trigger(), **body})

    async def _send(self, kind: EnvelopeKind, payload: Json) -> Json | None:
        try:
            answered = await self.stage.slack.playground.deliveries.ask(kind, payload, what="attack")
        except NoAnswer as failure:
            raise AssertionError(f"{kind} of {self.id} was not acknowledged: {failure.reason}") from None
        if answered:
            self.read.append(json.dumps(answered, ensure_ascii=False))
        return answered


def typed(held: Field) -> Json:
    """What a field sends: the kinds of elements by what they hold."""
    if isinstance(held, int):
        return {"type": "datetimepicker", "selected_date_time": held}
    if isinstance(held, list):
        if all(one.startswith("U") for one in held):
            return {"type": "multi_users_select", "selected_users": held}
        return {"type": "multi_static_select", "selected_options": [{"value": one} for one in held]}
    if held and re.fullmatch(r"U[0-9A-Z]{4,}", held):
        return {"type": "users_select", "selected_user": held}
    return {"type": "plain_text_input", "value": held}


def in_hours(stage: Stage, hours: float) -> int:
    """A moment as a picker holds it."""
    return int((stage.slack.now() + timedelta(hours=hours)).timestamp())
