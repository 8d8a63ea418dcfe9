"""One call of a method: its checked arguments and the scopes it may use."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from playground.manifest import Manifest
from playground.socket_mode import SocketMode
from playground.state import World
from playground.surfaces import Surfaces
from playground.tickets import Tickets
from playground.wire import Json, SlackError

_JSON_ARGUMENTS = frozenset({"attachments", "blocks", "files", "metadata", "view"})
_EVERYWHERE = frozenset({"token", "team_id"})
"""Taken by every method; Bolt's clients send team_id with each call."""


@dataclass
class Upload:
    """A file on its way; ``length`` is what was announced, in bytes."""

    id: str
    name: str
    length: int
    alt: str = ""
    content: bytes | None = None


@dataclass(frozen=True)
class Services:
    """What methods work on. ``address`` is the playground's own, without a slash at the end."""

    world: World
    surfaces: Surfaces
    tickets: Tickets
    socket_mode: SocketMode
    address: Callable[[], str]
    uploads: dict[str, Upload] = field(default_factory=dict)


@dataclass(frozen=True)
class Call:
    """One call. ``warnings`` are sent beside a good answer."""

    on: Services
    args: Json
    warnings: list[str]

    @property
    def manifest(self) -> Manifest:
        """The calling app."""
        return self.on.world.manifest

    def text(self, name: str) -> str:
        """A text argument; empty when it is not given."""
        value = self.args.get(name)
        return "" if value is None else str(value)

    def flag(self, name: str) -> bool:
        """A yes-or-no argument in any of the ways Slack takes them."""
        return self.text(name).lower() in {"1", "true"}

    def number(self, name: str, *, default: int, most: int) -> int:
        """A count.

        Raises:
            SlackError: invalid_limit when it is no number from 1 to ``most``.
        """
        given = self.text(name)
        if not given or given == "0":
            return default
        if not given.isdecimal() or int(given) > most:
            raise SlackError("invalid_limit")
        return int(given)

    def need(self, *scopes: str) -> None:
        """Any one of these scopes will do.

        Raises:
            SlackError: missing_scope with ``needed`` and ``provided``.
        """
        if not self.manifest.scopes.intersection(scopes):
            raise missing_scope(self.manifest, *scopes)


def missing_scope(manifest: Manifest, *needed: str) -> SlackError:
    """Slack's refusal for want of a scope."""
    return SlackError("missing_scope", needed=",".join(needed), provided=",".join(sorted(manifest.scopes)))


@dataclass(frozen=True)
class Method:
    """A documented method. ``required`` and ``optional`` are all its arguments; ``reads``: no JSON bodies."""

    name: str
    run: Callable[[Call], Json]
    scopes: tuple[str, ...]
    required: tuple[str, ...]
    optional: frozenset[str]
    reads: bool
    for_token: Literal["bot", "app"]
    per_minute: int


METHODS: dict[str, Method] = {}


def method(
    name: str,
    args: str = "",
    *,
    scopes: tuple[str, ...] = (),
    reads: bool = False,
    token: Literal["bot", "app"] = "bot",  # noqa: S107  a kind of token, not one
    per_minute: int = 50,
) -> Callable[[Callable[[Call], Json]], Callable[[Call], Json]]:
    """Enter a function into the table of methods.

    ``args`` lists the documented arguments, a required one with ``!``. ``per_minute`` is the method's tier: 20
    for tier 2, 50 for tier 3, 100 for tier 4.
    """
    names = args.split()
    required = tuple(n.removesuffix("!") for n in names if n.endswith("!"))
    optional = frozenset(n for n in names if not n.endswith("!"))

    def enter(run: Callable[[Call], Json]) -> Callable[[Call], Json]:
        METHODS[name] = Method(name, run, scopes, required, optional, reads, token, per_minute)
        return run

    return enter


def checked_arguments(method_: Method, given: Json) -> Json:
    """The arguments with JSON ones parsed and nulls left out.

    Raises:
        SlackError: invalid_arguments for an unknown or a missing one or one that is not JSON.
    """
    args = {name: value for name, value in given.items() if value is not None and name not in _EVERYWHERE}
    problems = [
        f"[ERROR] missing required field: {name} [json-pointer:/{name}]"
        for name in method_.required
        if args.get(name) in (None, "")
    ]
    known = {*method_.required, *method_.optional}
    problems += [
        f"[ERROR] undocumented argument: {name} [json-pointer:/{name}]" for name in args if name not in known
    ]
    for name in _JSON_ARGUMENTS.intersection(args):
        if isinstance(args[name], str):
            try:
                args[name] = json.loads(args[name])
            except ValueError:
                if name == "blocks":
                    raise SlackError("invalid_blocks_format") from None
                problems.append(f"[ERROR] not valid JSON [json-pointer:/{name}]")
    if problems:
        raise SlackError("invalid_arguments", *problems)
    return args
