"""Instants as whole milliseconds, the way the store compares them."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)


def ms_reached(instant: datetime) -> int:
    """The milliseconds that have passed: for "now"."""
    return (instant - _EPOCH) // _MS


def ms_due(instant: datetime | None) -> str:
    """The first whole millisecond not before a deadline, so that nothing falls due early; "" for none."""
    return "" if instant is None else str(-((_EPOCH - instant) // _MS))


def at_ms(ms: str | float) -> datetime:
    """The instant, aware, UTC."""
    return _EPOCH + int(ms) * _MS
