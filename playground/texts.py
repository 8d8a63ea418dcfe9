"""Text as people type it, as Slack stores it, and as people read it."""

import html
import re
from collections.abc import Iterable, Iterator, Mapping

from playground.people import Channel, Group, User
from playground.wire import Json

_URL = re.compile(r"(?<![<|\w])https?://[^\s<>|]+")
_SPECIAL = {"channel": "<!channel>", "here": "<!here>", "everyone": "<!everyone>"}
_NOT_SHOWN_AT_ONCE = {
    "options",
    "option_groups",
    "initial_option",
    "initial_options",
    "confirm",
    "placeholder",
}


def escape(text: str) -> str:
    """Slack's three entities."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def as_sent(text: str, users: Iterable[User], groups: Iterable[Group], channels: Iterable[Channel]) -> str:
    """Typed text as an app receives it: entities, ``<@U…>``, ``<!subteam^S…>``, ``<#C…|name>``, ``<https://…>``.

    The longest name wins, so that ``@Jimin Kim`` is not ``@Jimin`` and a stray word.
    """
    people = {name.lower(): f"<@{user.id}>" for user in users for name in (*user.names, user.handle)}
    handles = {group.handle.lower(): f"<!subteam^{group.id}>" for group in groups}
    at = {**_SPECIAL, **handles, **people}
    hashes = {
        c.name.lower(): f"<#{c.id}|{'' if c.kind == 'private' else c.name}>" for c in channels if c.name
    }
    sent = _URL.sub(lambda m: f"<{m.group(0)}>", escape(text))
    return _named("#", hashes, _named("@", at, sent))


def _named(sign: str, names: Mapping[str, str], text: str) -> str:
    if not names:
        return text
    choices = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    # 님, 에게 and other particles may follow a Korean name at once; a Latin name ends where its word ends
    pattern = re.compile(rf"(?<![\w{sign}<|]){sign}({choices})(?![A-Za-z0-9_])", re.IGNORECASE)
    return pattern.sub(lambda m: names[m.group(1).lower()], text)


def as_read(text: str, names: Mapping[str, str]) -> str:
    """Stored text as a person reads it; ``names`` by id of users, channels and user groups."""

    def shown(match: re.Match[str]) -> str:
        target, _, label = match.group(1).partition("|")
        sign, ident = target[:1], target[1:]
        if sign in "@#":
            return f"{sign}{names.get(ident) or label or ident}"
        if target.startswith("!subteam^"):
            return f"@{names.get(target.removeprefix('!subteam^')) or label}"
        if target.startswith("!date^"):
            return label
        return f"@{ident}" if sign == "!" else label or target

    return html.unescape(re.sub(r"<([^<>\s][^<>]*)>", shown, text))


def all_text(node: object, *, at_once: bool = False) -> Iterator[str]:
    """Every text in blocks, views or attachments; ``at_once``: without what only a click reveals."""
    if isinstance(node, list):
        for item in node:
            yield from all_text(item, at_once=at_once)
    if not isinstance(node, dict):
        return
    yield from _own_text(node)
    for key, value in node.items():
        if isinstance(value, dict | list) and not (at_once and key in _NOT_SHOWN_AT_ONCE):
            yield from all_text(value, at_once=at_once)


def _own_text(node: Json) -> Iterator[str]:
    kind = node.get("type")
    if kind == "user":
        yield f"<@{node.get('user_id')}>"
    elif kind == "usergroup":
        yield f"<!subteam^{node.get('usergroup_id')}>"
    elif kind == "channel":
        yield f"<#{node.get('channel_id')}>"
    elif kind == "link" and not node.get("text"):
        yield str(node.get("url"))
    elif kind == "emoji":
        yield f":{node.get('name')}:"
    for key in ("text", "alt_text", "fallback", "pretext", "title", "initial_value"):
        if isinstance(node.get(key), str):
            yield node[key]
