"""Modals and Home tabs: each person's stack of views, their typed state, their hashes."""

import json
import secrets
import time
from dataclasses import dataclass, field

from playground.blockkit import check_view
from playground.blocks import STATELESS, all_elements, with_ids
from playground.people import APP_ID, BOT_ID, TEAM_ID
from playground.state import World
from playground.wire import Json, SlackError

STACK = 3
VIEW_BYTES = 250_000


@dataclass(eq=False)
class View:
    """One view. ``state`` is what the person typed or chose: block id, action id, state value."""

    id: str
    user: str
    content: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    state: dict[str, dict[str, Json]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def blocks(self) -> list[Json]:
        """The view's blocks, ids filled in."""
        blocks: list[Json] = self.content["blocks"]
        return blocks

    def to_json(self) -> Json:
        """As payloads and answers show it."""
        view = self.content
        return {
            "id": self.id,
            "team_id": TEAM_ID,
            "type": view["type"],
            "blocks": self.blocks,
            "private_metadata": view.get("private_metadata", ""),
            "callback_id": view.get("callback_id", ""),
            "state": {"values": self.state},
            "hash": self.hash,
            "title": view.get("title", {"type": "plain_text", "text": "View Title"}),
            "clear_on_close": bool(view.get("clear_on_close", False)),
            "notify_on_close": bool(view.get("notify_on_close", False)),
            "close": view.get("close"),
            "submit": view.get("submit"),
            "previous_view_id": self.previous_id,
            "root_view_id": self.root_id,
            "app_id": APP_ID,
            "external_id": view.get("external_id", ""),
            "app_installed_team_id": TEAM_ID,
            "bot_id": BOT_ID,
        }


class Surfaces:
    """What is open in front of whom."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.stacks: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}

    def stack(self, user: str) -> list[View]:
        """That person's modals; the last is on top."""
        return self.stacks.setdefault(user, [])

    def find(self, view_id: str | None = None, external_id: str | None = None) -> View | None:
        """An open modal or a Home tab."""
        for view in (*(v for stack in self.stacks.values() for v in stack), *self.homes.values()):
            if (view_id and view.id == view_id) or (
                external_id and view.content.get("external_id") == external_id
            ):
                return view
        return None

    def open(self, user: str, content: Json) -> View:
        """A new modal that replaces whatever stack there was."""
        view = self._new(user, content, kind="modal")
        self.stacks[user] = [view]
        self._shown(view)
        return view

    def push(self, user: str, content: Json) -> View:
        """A new modal on top.

        Raises:
            SlackError: push_limit_reached, or not_found when nothing is open any more.
        """
        stack = self.stack(user)
        if not stack:
            raise SlackError("not_found")
        if len(stack) >= STACK:
            raise SlackError("push_limit_reached")
        view = self._new(user, content, kind="modal")
        view.root_id, view.previous_id = stack[0].id, stack[-1].id
        stack.append(view)
        self._shown(view)
        return view

    def update(self, view: View, content: Json, *, expected_hash: str | None = None) -> View:
        """Change a view in place; fields that keep both ids keep what was typed.

        Raises:
            SlackError: hash_conflict when the view changed since ``expected_hash``.
        """
        if expected_hash and expected_hash != view.hash:
            raise SlackError("hash_conflict")
        self._check(content, kind=view.content["type"], replacing=view)
        view.content = {**content, "blocks": with_ids(content["blocks"])}
        view.state = kept_state(view.blocks, view.state)
        view.errors = {}
        view.hash = new_hash()
        self._shown(view)
        return view

    def publish(self, user: str, content: Json, *, expected_hash: str | None = None) -> View:
        """Set a person's Home tab."""
        present = self.homes.get(user)
        if present is not None:
            return self.update(present, content, expected_hash=expected_hash)
        view = self._new(user, content, kind="home")
        self.homes[user] = view
        self._shown(view)
        return view

    def close(self, view: View, *, whole_stack: bool = False) -> list[View]:
        """Take a modal away, with all others of its stack if asked. Answers what was closed, top first."""
        stack = self.stack(view.user)
        closed = list(reversed(stack)) if whole_stack else [view]
        self.stacks[view.user] = [v for v in stack if v not in closed]
        self._world.bell.ring([view.user])
        return closed

    def changed(self, view: View) -> None:
        """The person typed into it, or errors were put beside its fields."""
        self._world.bell.ring([view.user])

    def _shown(self, view: View) -> None:
        kind = view.content["type"]
        self._world.readable.note_view(view.user, kind, view.id, view.content)
        self._world.bell.ring([view.user])

    def _new(self, user: str, content: Json, *, kind: str) -> View:
        self._check(content, kind=kind)
        view_id = "V" + secrets.token_hex(5).upper()
        filled = {**content, "blocks": with_ids(content["blocks"])}
        return View(view_id, user, filled, new_hash(), view_id, state=initial_state(filled["blocks"]))

    def _check(self, content: Json, *, kind: str, replacing: View | None = None) -> None:
        problems = check_view(content, kind=kind)
        if problems:
            raise SlackError("invalid_arguments", *problems)
        if len(json.dumps(content, ensure_ascii=False).encode()) > VIEW_BYTES:
            raise SlackError("view_too_large")
        external = content.get("external_id")
        other = self.find(external_id=external) if external else None
        if other is not None and other is not replacing:
            raise SlackError("duplicate_external_id")

    def __contains__(self, view: View) -> bool:
        return self.find(view.id) is view


def new_hash() -> str:
    """A view's version, such as ``1569262015.55b5e41b``."""
    return f"{int(time.time())}.{secrets.token_hex(4)}"


_INITIAL = {
    "initial_value": "value",
    "initial_option": "selected_option",
    "initial_options": "selected_options",
    "initial_user": "selected_user",
    "initial_users": "selected_users",
    "initial_channel": "selected_channel",
    "initial_channels": "selected_channels",
    "initial_conversation": "selected_conversation",
    "initial_conversations": "selected_conversations",
    "initial_date": "selected_date",
    "initial_time": "selected_time",
    "initial_date_time": "selected_date_time",
}


def initial_state(blocks: list[Json]) -> dict[str, dict[str, Json]]:
    """The state of fields nobody has touched."""
    state: dict[str, dict[str, Json]] = {}
    for block, element in all_elements(blocks):
        if element["type"] in STATELESS:
            continue
        value: Json = {"type": element["type"], value_key(element["type"]): empty_value(element["type"])}
        for given, key in _INITIAL.items():
            if given in element:
                value[key] = element[given]
        state.setdefault(block["block_id"], {})[element["action_id"]] = value
    return state


def kept_state(blocks: list[Json], before: dict[str, dict[str, Json]]) -> dict[str, dict[str, Json]]:
    """The state of blocks in which every field that kept both ids and its type keeps what was put into it."""
    state = initial_state(blocks)
    for block_id, fields in state.items():
        for action_id, value in fields.items():
            old = before.get(block_id, {}).get(action_id, {})
            if old.get("type") == value["type"]:
                fields[action_id] = old
    return state


_VALUE_KEYS = {
    "static_select": "selected_option",
    "external_select": "selected_option",
    "radio_buttons": "selected_option",
    "overflow": "selected_option",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
    "checkboxes": "selected_options",
    "users_select": "selected_user",
    "multi_users_select": "selected_users",
    "channels_select": "selected_channel",
    "multi_channels_select": "selected_channels",
    "conversations_select": "selected_conversation",
    "multi_conversations_select": "selected_conversations",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
}


def value_key(kind: str) -> str:
    """Where an element's state keeps its value."""
    return _VALUE_KEYS.get(kind, "value")


def empty_value(kind: str) -> list[object] | None:
    """An untouched element's value."""
    return [] if kind == "checkboxes" or kind.startswith("multi_") else None
