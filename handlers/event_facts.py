"""What an event tells of itself, whatever kind it is of."""

import re
from collections.abc import Mapping
from typing import Any


def channel_type(event: Mapping[str, Any]) -> str:
    """What kind of conversation a message was written in; direct messages have ids of their own letter."""
    told = event.get("channel_type")
    return str(told or ("im" if str(event.get("channel") or "").startswith("D") else "channel"))


def item(event: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a reaction was put on."""
    found = event.get("item")
    return found if isinstance(found, Mapping) else {}


def known_by(event: Mapping[str, Any]) -> str:
    """Stands in for an event's id that is not told: a message's place and time; empty if it has none."""
    ts, on = event.get("ts") or event.get("event_ts"), item(event)
    place = event.get("channel") or f"{on.get('channel')}-{on.get('ts')}"
    return f"{event.get('type')}-{place}-{ts}-{event.get('user')}" if ts else ""


def said(event: Mapping[str, Any], ourselves: str | None) -> str:
    """What was written, without the mention that called us; somebody else who is mentioned first is meant."""
    text = str(event.get("text") or "")
    first = re.match(r"\s*<@([UW][A-Z0-9]+)(\|[^>]*)?>[\s,:]*", text)
    if first is None:
        return text
    called = first[1] == ourselves if ourselves else event.get("type") == "app_mention"
    return text[first.end() :] if called else text
