"""Reads who is in the workspace: escalation.yaml as plain data, and cast.yaml for those it does not know."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from playground.people import OTHER_TEAM_ID, Channel, Group, Kind, User
from playground.wire import Json, stable_id

OWN_CAST = Path(__file__).with_name("cast.yaml")
LOCALES = {"ko": "ko-KR", "en": "en-US"}
_PLAIN = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Builds nothing but text, lists and mappings: safe, and closest to YAML 1.2. Ten times as fast where there is libyaml."""


@dataclass(frozen=True)
class Night:
    """When a team's night is; ``time`` as in 19:00, on the local clock of ``time_zone``."""

    time: str
    days: str
    time_zone: str


@dataclass(frozen=True)
class Cast:
    """Everybody and every place of the workspace, before anything was said."""

    users: dict[str, User]
    channels: dict[str, Channel]
    groups: dict[str, Group]
    nights: tuple[Night, ...]
    time_zone: str
    locale: str


def read_cast(escalation: Path, own: Path = OWN_CAST) -> Cast:
    """Read both files. Scalars of escalation.yaml stay text, so that ``19:00`` is not a number.

    Raises:
        OSError: a file cannot be read.
        yaml.YAMLError: a file is not YAML.
    """
    document = yaml.load(escalation.read_text(encoding="utf-8"), Loader=_PLAIN)  # noqa: S506 - it is plain
    extra = yaml.safe_load(own.read_text(encoding="utf-8")) or {}
    return build_cast(_mapping(document), _mapping(extra))


def build_cast(document: Json, extra: Json) -> Cast:
    """The workspace out of the two parsed files."""
    workspace = _mapping(document.get("workspace"))
    zone = str(workspace.get("time_zone") or "UTC")
    language = str(workspace.get("language") or "en")
    locale = LOCALES.get(language, LOCALES["ko"] if language == "both" else LOCALES["en"])
    teams = {key: _mapping(team) for key, team in _mapping(document.get("teams")).items()}
    users = {
        user.id: user
        for user in (
            *_people(_mapping(document.get("people")), teams, zone=zone, language=language),
            *_extras(_mapping(extra.get("people")), zone=zone),
        )
    }
    by_key = {user.key: user.id for user in users.values()}
    return Cast(
        users=users,
        channels=_channels(document, extra, users, by_key),
        groups=_groups(document, extra, teams, by_key),
        nights=_nights(teams, zone),
        time_zone=zone,
        locale=locale,
    )


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _people(people: Json, teams: dict[str, Json], *, zone: str, language: str) -> Iterator[User]:
    for key, entry in people.items():
        person = _mapping(entry)
        spoken = str(person.get("language") or language)
        written = person.get("name")
        names = _mapping(written) if isinstance(written, dict) else {"en": str(written or key)}
        order = ("ko", "en") if spoken in {"ko", "both"} else ("en", "ko")
        shown = next((names[lang] for lang in order if names.get(lang)), key)
        of = [
            name
            for name, team in teams.items()
            if key in _list(team.get("members")) or team.get("lead") == key
        ]
        yield User(
            id=str(person.get("slack") or stable_id("U", key)),
            key=key,
            name=shown,
            handle=key,
            email=str(person.get("email") or f"{key}@example.com"),
            tz=str(person.get("time_zone") or zone),
            locale=LOCALES.get(spoken, LOCALES["ko"]),
            title=" · ".join([*map(str, _list(person.get("roles"))), *of[:1]]),
            names=tuple(dict.fromkeys([shown, *map(str, names.values()), key])),
        )


_KINDS: dict[str, Kind] = {"guest": "guest", "stranger": "stranger", "bot": "bot"}


def _extras(people: Json, *, zone: str) -> Iterator[User]:
    for key, entry in people.items():
        person = _mapping(entry)
        kind = _KINDS.get(str(person.get("kind")), "member")
        user_id = str(person.get("slack") or stable_id("U", key))
        yield User(
            id=user_id,
            key=key,
            name=str(person["name"]),
            handle=key,
            email=str(person.get("email") or ("" if kind == "bot" else f"{key}@example.com")),
            tz=str(person.get("time_zone") or zone),
            locale=LOCALES.get(str(person.get("language") or "en"), LOCALES["en"]),
            kind=kind,
            title=str(person.get("title") or ""),
            team_id=OTHER_TEAM_ID if kind == "stranger" else User.team_id,
            names=(str(person["name"]), key),
            deleted=bool(person.get("deactivated", False)),
            bot_id=stable_id("B", key) if kind == "bot" else None,
        )


def _strings(node: object, under: str = "") -> Iterator[tuple[str, str]]:
    """Every text of the file with the key it stands under."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _strings(value, str(key))
    elif isinstance(node, list):
        for value in node:
            yield from _strings(value, under)
    elif isinstance(node, str):
        yield under, node


def _places(document: Json) -> Iterator[str]:
    """Channels named anywhere in escalation.yaml, as ``#name`` or as an id."""
    for under, text in _strings(document):
        if under in {"channel", "channels"} and re.fullmatch(r"#?[\w-]+", text):
            yield text
        elif under == "ask" and text.startswith("channel:"):
            yield text.removeprefix("channel:")


def _channels(
    document: Json, extra: Json, users: dict[str, User], by_key: dict[str, str]
) -> dict[str, Channel]:
    everybody = {user.id for user in users.values() if user.is_full and user.kind == "member"}
    channels: dict[str, Channel] = {}
    for place in dict.fromkeys(["#general", *_places(document)]):
        name = place.removeprefix("#").lower()
        is_id = re.fullmatch(r"[CG][A-Z0-9]{8,}", place) is not None
        channel_id = place if is_id else stable_id("C", name)
        channels[channel_id] = Channel(id=channel_id, name=name, kind="channel", members=set(everybody))
    for name, value in _mapping(extra.get("channels")).items():
        entry = _mapping(value)
        listed = {by_key[key] for key in _list(entry.get("members")) if key in by_key}
        if entry.get("members_from") == "everybody":
            listed |= everybody
        elif entry.get("members_from") == "leads":
            listed |= {user.id for user in users.values() if user.title.startswith("lead")}
        channel_id = stable_id("C", name)
        kind = entry.get("kind", "channel")
        if "kind" in entry or channel_id not in channels:
            channels[channel_id] = Channel(id=channel_id, name=name, kind=kind, members=set())
        channels[channel_id].members |= listed
    return channels


def _groups(document: Json, extra: Json, teams: dict[str, Json], by_key: dict[str, str]) -> dict[str, Group]:
    groups: dict[str, Group] = {}
    for key, team in teams.items():
        keys = dict.fromkeys([*_list(team.get("members")), team.get("lead")])
        users = [by_key[str(k)] for k in keys if str(k) in by_key]
        group_id = stable_id("S", f"team:{key}")
        handle = f"{key}-team"
        groups[group_id] = Group(id=group_id, handle=handle, name=f"{key} team", users=users)
    leads = [by_key[str(team.get("lead"))] for team in teams.values() if str(team.get("lead")) in by_key]
    named = {
        text.removeprefix("group:")
        for under, text in _strings(document)
        if under == "ask" and "group:" in text
    }
    described = _mapping(extra.get("groups"))
    for group_id in sorted(named | set(described)):
        entry = _mapping(described.get(group_id))
        users = [by_key[key] for key in _list(entry.get("members")) if key in by_key]
        handle = str(entry.get("handle") or group_id.lower())
        groups[group_id] = Group(
            id=group_id,
            handle=handle,
            name=str(entry.get("name") or handle),
            users=users or list(dict.fromkeys(leads)),
        )
    return groups


def _nights(teams: dict[str, Json], zone: str) -> tuple[Night, ...]:
    found = tuple(
        Night(
            time=str(night["time"]),
            days=str(night.get("days") or "daily"),
            time_zone=str(team.get("time_zone") or zone),
        )
        for team in teams.values()
        if (night := _mapping(team.get("night"))).get("time")
    )
    return found or (Night(time="19:00", days="daily", time_zone=zone),)
