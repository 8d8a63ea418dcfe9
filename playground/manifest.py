"""What the app's manifest.yaml grants: scopes, events, commands, shortcuts."""

from dataclasses import dataclass
from pathlib import Path

import yaml

from playground.wire import Json


@dataclass(frozen=True)
class Command:
    """A slash command as the manifest declares it."""

    command: str
    description: str
    usage_hint: str
    should_escape: bool


@dataclass(frozen=True)
class Shortcut:
    """A shortcut; ``type`` is ``message`` or ``global``."""

    name: str
    type: str
    callback_id: str


@dataclass(frozen=True)
class Manifest:
    """The installed app. Scopes are the bot token's."""

    bot_name: str
    handle: str
    scopes: frozenset[str]
    events: frozenset[str]
    commands: tuple[Command, ...]
    shortcuts: tuple[Shortcut, ...]
    home_tab: bool
    messages_tab: bool
    interactivity: bool

    def command(self, name: str) -> Command | None:
        """The declared command of that name."""
        return next((c for c in self.commands if c.command == name), None)

    def shortcut(self, callback_id: str) -> Shortcut | None:
        """The declared shortcut with that callback id."""
        return next((s for s in self.shortcuts if s.callback_id == callback_id), None)


def read_manifest(path: Path) -> Manifest:
    """Read manifest.yaml.

    Raises:
        OSError: the file cannot be read.
        yaml.YAMLError: it is not YAML.
    """
    return parse_manifest(yaml.safe_load(path.read_text(encoding="utf-8")) or {})


def parse_manifest(document: Json) -> Manifest:
    """The manifest out of its parsed YAML; what is missing is off, as in Slack."""
    features: Json = document.get("features") or {}
    settings: Json = document.get("settings") or {}
    home: Json = features.get("app_home") or {}
    name = (document.get("display_information") or {}).get("name", "Bot")
    return Manifest(
        bot_name=name,
        handle=(features.get("bot_user") or {}).get("display_name", name),
        scopes=frozenset(((document.get("oauth_config") or {}).get("scopes") or {}).get("bot") or ()),
        events=frozenset((settings.get("event_subscriptions") or {}).get("bot_events") or ()),
        commands=tuple(
            Command(
                command=c["command"],
                description=c.get("description", ""),
                usage_hint=c.get("usage_hint", ""),
                should_escape=bool(c.get("should_escape", False)),
            )
            for c in features.get("slash_commands") or ()
        ),
        shortcuts=tuple(
            Shortcut(name=s["name"], type=s["type"], callback_id=s["callback_id"])
            for s in features.get("shortcuts") or ()
        ),
        home_tab=bool(home.get("home_tab_enabled", False)),
        messages_tab=bool(home.get("messages_tab_enabled", False))
        and not home.get("messages_tab_read_only_enabled", False),
        interactivity=bool((settings.get("interactivity") or {}).get("is_enabled", False)),
    )
