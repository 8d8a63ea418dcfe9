"""The Slack app in manifest.yaml is what the code answers and calls, and no more."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
import yaml

import bot
import handlers
from bot.adapters.slack_client import SCOPES as KNOWN_SCOPES
from handlers.routing import Routes

ROOT = Path(__file__).parents[1]
MANIFEST: dict[str, Any] = yaml.safe_load((ROOT / "manifest.yaml").read_text(encoding="utf-8"))
FEATURES: dict[str, Any] = MANIFEST["features"]
SCOPES: list[str] = MANIFEST["oauth_config"]["scopes"]["bot"]

LONGEST = {
    ("display_information", "name"): (1, 35),
    ("display_information", "description"): (1, 140),
    ("display_information", "long_description"): (175, 4000),
    ("display_information", "background_color"): (4, 7),
    ("bot_user", "display_name"): (1, 80),
    ("slash_commands", "command"): (2, 32),
    ("slash_commands", "description"): (1, 2000),
    ("slash_commands", "usage_hint"): (1, 1000),
    ("shortcuts", "name"): (1, 24),
    ("shortcuts", "callback_id"): (1, 255),
    ("shortcuts", "description"): (1, 150),
}
"""Shortest and longest texts, from Slack's public manifest schema (slackapi/manifest-schema, version 2)."""

KEYS = {
    "": {"_metadata", "display_information", "features", "oauth_config", "settings"},
    "features": {"app_home", "bot_user", "shortcuts", "slash_commands"},
    "settings": {
        "event_subscriptions",
        "interactivity",
        "org_deploy_enabled",
        "socket_mode_enabled",
        "token_rotation_enabled",
    },
}
"""Slack refuses keys it does not know."""

SCOPES_OF_METHODS: dict[str, set[str]] = {
    "apps.connections.open": set(),  # the app-level token's connections:write
    "auth.test": set(),
    "chat.delete": {"chat:write"},
    "chat.postEphemeral": {"chat:write"},
    "chat.postMessage": {"chat:write", "chat:write.public"},
    "chat.update": {"chat:write"},
    "conversations.history": {"channels:history", "groups:history", "im:history", "metadata.message:read"},
    "conversations.info": {"channels:read", "groups:read"},
    "conversations.join": {"channels:join"},
    "conversations.list": {"channels:read", "groups:read"},
    "conversations.members": {"channels:read", "groups:read"},
    "conversations.open": {"im:write"},
    "conversations.replies": {"channels:history", "groups:history", "im:history", "metadata.message:read"},
    "dnd.info": {"dnd:read"},
    "files.completeUploadExternal": {"files:write"},
    "files.getUploadURLExternal": {"files:write"},
    "usergroups.list": {"usergroups:read"},
    "usergroups.users.list": {"usergroups:read"},
    "users.info": {"users:read"},
    "users.list": {"users:read", "users:read.email"},
    "users.lookupByEmail": {"users:read.email"},
    "views.open": set(),
    "views.publish": set(),
    "views.push": set(),
    "views.update": set(),
}
"""From each method's page at docs.slack.dev/reference/methods, for public and private channels and direct messages."""

SCOPES_OF_EVENTS = {
    "app_home_opened": set[str](),
    "app_mention": {"app_mentions:read"},
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "message.im": {"im:history"},
    "reaction_added": {"reactions:read"},
    "reaction_removed": {"reactions:read"},
    "user_status_changed": {"users:read"},
}
"""From each event's page at docs.slack.dev/reference/events."""

METHOD = re.compile(
    r'"((?:apps|auth|chat|conversations|dnd|files|reactions|team|usergroups|users|views)\.[a-zA-Z.]+)"'
)


def handled() -> Iterator[Routes]:
    """The tables of every module of handlers; what they are bound to does not matter here."""
    for found in pkgutil.iter_modules(handlers.__path__):
        module = importlib.import_module(f"handlers.{found.name}")
        if routes := getattr(module, "routes", None):
            nothing = [cast("Any", None)] * len(inspect.signature(routes).parameters)
            yield routes(*nothing)


def names(kind: str) -> list[str]:
    """What the handlers answer of one kind."""
    return sorted(name for routes in handled() for name in getattr(routes, kind))


def called() -> set[str]:
    """The methods of the Web API that the code names."""
    folders = [*bot.__path__, *handlers.__path__]
    sources = [path.read_text(encoding="utf-8") for folder in folders for path in Path(folder).rglob("*.py")]
    return {method for source in sources for method in METHOD.findall(source)}


def entries() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every part of the manifest that holds texts with limits."""
    yield "display_information", MANIFEST["display_information"]
    yield "bot_user", FEATURES["bot_user"]
    for part in ("slash_commands", "shortcuts"):
        yield from ((part, entry) for entry in FEATURES[part])


def test_texts_are_within_slacks_limits() -> None:
    """Else Slack refuses the paste."""
    wrong = [
        f"{part}.{key}: {len(text)}"
        for part, entry in entries()
        for key, text in entry.items()
        if isinstance(text, str) and (part, key) in LONGEST
        if not LONGEST[part, key][0] <= len(text) <= LONGEST[part, key][1]
    ]
    assert wrong == []


@pytest.mark.parametrize("part", KEYS)
def test_there_are_no_keys_slack_does_not_know(part: str) -> None:
    """Else Slack refuses the paste."""
    assert set(MANIFEST[part] if part else MANIFEST) == KEYS[part]


def test_the_commands_are_those_that_are_answered() -> None:
    """None is declared without a handler, none is handled without being declared."""
    assert sorted(entry["command"] for entry in FEATURES["slash_commands"]) == names("commands")


def test_every_command_hands_over_ids_and_shows_how_it_is_used() -> None:
    """`should_escape` turns @names into ids; descriptions and hints speak both languages."""
    hangul = re.compile("[가-힣]")
    for entry in FEATURES["slash_commands"]:
        assert entry["should_escape"] is True
        assert hangul.search(entry["description"])
        assert entry["usage_hint"]
        assert re.search("[a-z]", entry["description"])


def test_the_shortcuts_are_those_that_are_answered() -> None:
    """By their callback ids; all of them stand on messages."""
    assert sorted(entry["callback_id"] for entry in FEATURES["shortcuts"]) == names("shortcuts")
    assert {entry["type"] for entry in FEATURES["shortcuts"]} == {"message"}


def test_the_events_are_those_that_are_answered() -> None:
    """What nobody handles is not asked for."""
    assert sorted(MANIFEST["settings"]["event_subscriptions"]["bot_events"]) == names("events")


def test_every_method_that_is_called_has_its_scopes_known() -> None:
    """Whoever calls a new one says here what it needs."""
    assert called() <= set(SCOPES_OF_METHODS)


def test_the_scopes_are_the_fewest() -> None:
    """Exactly what commands, events and called methods need: none is missing, none is for later."""
    needed = {"commands"}
    needed |= {scope for method in called() for scope in SCOPES_OF_METHODS[method]}
    events = MANIFEST["settings"]["event_subscriptions"]["bot_events"]
    needed |= {scope for event in events for scope in SCOPES_OF_EVENTS[event]}
    assert sorted(SCOPES) == sorted(needed)


def test_the_bot_knows_its_scopes() -> None:
    """At start it names those an older installation lacks."""
    assert set(SCOPES) == KNOWN_SCOPES


def test_every_scope_says_why() -> None:
    """Whoever installs the app reads the reason beside it."""
    lines = (ROOT / "manifest.yaml").read_text(encoding="utf-8").splitlines()
    unexplained = [
        scope
        for scope in SCOPES
        if not any(re.match(rf"\s*- {re.escape(scope)}\s+# \S", line) for line in lines)
    ]
    assert unexplained == []


def test_both_tabs_are_on() -> None:
    """Home shows one's own; questions may be typed into Messages."""
    assert FEATURES["app_home"] == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": False,
    }
