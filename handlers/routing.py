"""From Bolt to our handlers and back: one listener a kind, a dictionary behind it.

A handler gets an `Incoming` and answers with a `Reply`; it knows nothing of Bolt. Here the
reply becomes the acknowledgement where Slack allows that (the answer is the
ack), and a call afterwards where it does not. Errors meet their one boundary here.
"""

import hashlib
import json
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from bot.views.message import Message

View = dict[str, Any]
"""A modal or Home view as Block Kit JSON."""

StandsFor = Callable[[str], str]
"""What stands for some words where they must not be read: the same for the same, another one for others."""


def _plainly(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:24]


def _spelled(told: Mapping[str, Any]) -> str:
    return json.dumps(told, sort_keys=True, default=str)


@dataclass(frozen=True)
class Incoming:
    """What Slack sent, with the parts every handler needs; optional parts may be missing."""

    user: str
    body: Mapping[str, Any]
    text: str = ""
    value: str | None = None
    retried: bool = False
    stands_for: StandsFor = _plainly

    @property
    def channel(self) -> str | None:
        """The conversation it came from."""
        found = self.body.get("channel_id") or (self.body.get("channel") or {}).get("id")
        return found or (self.body.get("container") or {}).get("channel_id")

    @property
    def trigger(self) -> str | None:
        """Opens a modal within three seconds."""
        return self.body.get("trigger_id")

    @property
    def response_url(self) -> str | None:
        """Where the message it came from can be answered or replaced for 30 minutes."""
        return self.body.get("response_url")

    @property
    def block(self) -> str | None:
        """The name of the block that what was pressed or chosen stands in."""
        found = (self.body.get("actions") or [{}])[0].get("block_id")
        return str(found) if found else None

    @property
    def message(self) -> Mapping[str, Any] | None:
        """The message a shortcut or button belongs to."""
        return self.body.get("message")

    @property
    def view(self) -> Mapping[str, Any] | None:
        """The modal or Home it came from."""
        return self.body.get("view")

    @property
    def view_id(self) -> str:
        """The form's own id: a form sent twice has the same."""
        return str((self.view or {}).get("id") or "")

    @cached_property
    def once(self) -> str:
        """Tells one sending from another, and is the same in every replica that it reaches.

        A form is known by its id and its words, because a Slack may give every view the same id; the rest by what Slack
        made for it alone or, where it made nothing, by all that it says. The words stand there as a digest with our
        keys: no two meet, and nobody without the keys can tell whether it stands for words they guess.
        """
        if self.view_id:
            return f"{self.view_id}-{self.stands_for(_spelled(self.inputs))}"
        made = (self.view or {}).get("hash") or self.trigger or self.body.get("event_id")
        return str(made or self.stands_for(_spelled(self.body)))

    @property
    def from_form(self) -> bool:
        """Whether a form was sent, so that the answer belongs into it."""
        return self.body.get("type") == "view_submission"

    @property
    def permalink(self) -> str | None:
        """The address of the message a shortcut was used on, as Slack builds it."""
        domain = (self.body.get("team") or {}).get("domain")
        ts = (self.message or {}).get("ts")
        if not (domain and self.channel and ts):
            return None
        return f"https://{domain}.slack.com/archives/{self.channel}/p{str(ts).replace('.', '')}"

    @property
    def metadata(self) -> str:
        """What the modal carries for us; it may be forged, so it only says which, never whether one may."""
        return (self.view or {}).get("private_metadata") or ""

    @cached_property
    def inputs(self) -> Mapping[str, Any]:
        """What was typed or chosen, by action id: text, a chosen value, a list of them, or None."""
        state = (self.view or {}).get("state") or self.body.get("state") or {}
        blocks = state.get("values") or {}
        return {action: chosen(entry) for block in blocks.values() for action, entry in block.items()}


def chosen(entry: Mapping[str, Any]) -> str | list[str] | None:
    """What somebody put into one element: text, the value of an option, an id, or a list of them.

    What is none of these, in a form that was forged, counts as nothing.
    """
    kind = entry.get("type")
    match kind if isinstance(kind, str) and kind else _kind_of(entry):
        case "static_select" | "external_select" | "radio_buttons" | "overflow":
            return _value_of(entry.get("selected_option"))
        case "multi_static_select" | "multi_external_select" | "checkboxes":
            return _texts(map(_value_of, _list(entry.get("selected_options"))))
        case "users_select":
            return _text(entry.get("selected_user"))
        case "multi_users_select":
            return _texts(_list(entry.get("selected_users")))
        case "conversations_select":
            return _text(entry.get("selected_conversation"))
        case "datepicker":
            return _text(entry.get("selected_date"))
        case "timepicker":
            return _text(entry.get("selected_time"))
        case "datetimepicker":
            moment = entry.get("selected_date_time")
            return None if moment is None else str(moment)
        case _:
            return _text(entry.get("value"))


def _text(found: object) -> str | None:
    return found if isinstance(found, str) else None


def _list(found: object) -> list[object]:
    return found if isinstance(found, list) else []


def _texts(found: Iterable[object]) -> list[str]:
    return [one for one in found if isinstance(one, str)]


def _value_of(option: object) -> str | None:
    return _text(option.get("value")) if isinstance(option, Mapping) else None


def _kind_of(entry: Mapping[str, Any]) -> str:
    """The element's type by what was left in it, where it is not told."""
    return next((kind for name, kind in _LEFT_IN.items() if name in entry), "plain_text_input")


_LEFT_IN = {
    "selected_option": "static_select",
    "selected_options": "multi_static_select",
    "selected_user": "users_select",
    "selected_users": "multi_users_select",
    "selected_conversation": "conversations_select",
    "selected_date": "datepicker",
    "selected_time": "timepicker",
    "selected_date_time": "datetimepicker",
}


@dataclass(frozen=True)
class Nothing:
    """Acknowledge and say nothing more."""


@dataclass(frozen=True)
class Say:
    """A message only the person sees: the command's answer, or beside the button they pressed.

    `replace` puts it in the place of the (ephemeral) message the button stood on.
    """

    message: Message
    replace: bool = False


@dataclass(frozen=True)
class Open:
    """Open a modal, or push it on the one that is open."""

    view: View
    push: bool = False


@dataclass(frozen=True)
class Redraw:
    """Show another view in the modal it came from."""

    view: View


@dataclass(frozen=True)
class Mend:
    """The form stays open, each sentence under its block."""

    errors: Mapping[str, str]


@dataclass(frozen=True)
class Close:
    """Close the modal, or all of its stack."""

    all: bool = False


@dataclass(frozen=True)
class ShowHome:
    """Publish the person's App Home."""

    view: View


Reply = Nothing | Say | Open | Redraw | Mend | Close | ShowHome
Handler = Callable[[Incoming], Awaitable[Reply]]
Heeds = Callable[[Mapping[str, Any]], bool]
"""Looks at an event before anything else is done for it, the store included; says at once whether to go on."""


def bind(handler: Callable[..., Awaitable[Reply]], *first: object) -> Handler:
    """A handler with what it works with already at hand; what came in is its last argument."""
    return partial(handler, *first)


@dataclass(frozen=True)
class Routes:
    """What one module of handlers answers. Action ids may end in `*` for a family of them."""

    commands: Mapping[str, Handler] = field(default_factory=dict)
    actions: Mapping[str, Handler] = field(default_factory=dict)
    views: Mapping[str, Handler] = field(default_factory=dict)
    shortcuts: Mapping[str, Handler] = field(default_factory=dict)
    events: Mapping[str, Handler] = field(default_factory=dict)
    heeds: Mapping[str, Heeds] = field(default_factory=dict)
    """By the kind of the event; an event of a kind without any is always handled."""


def merge(parts: Sequence[Routes]) -> Routes:
    """All of them as one.

    Raises:
        ValueError: if two claim the same name.
    """
    merged: dict[str, dict[str, Any]] = {}
    for kind in ("commands", "actions", "views", "shortcuts", "events", "heeds"):
        merged[kind] = {}
        for part in parts:
            for name, handler in getattr(part, kind).items():
                if name in merged[kind]:
                    raise ValueError(f"two handlers for {kind} {name!r}")
                merged[kind][name] = handler
    return Routes(**merged)
