"""The fields of Slack's forms, read with care: a form may be old, cut or forged."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any


def text_in(inputs: Mapping[str, Any], name: str) -> str | None:
    """What was typed or chosen, without space around it; None for nothing."""
    found = inputs.get(name)
    return (found.strip() or None) if isinstance(found, str) else None


def moment_in(inputs: Mapping[str, Any], name: str) -> datetime | None:
    """What was picked, UTC; Slack's date and time picker gives seconds since 1970."""
    found = inputs.get(name)
    try:
        return datetime.fromtimestamp(int(str(found)), UTC) if found else None
    except (ValueError, OverflowError, OSError):
        return None
