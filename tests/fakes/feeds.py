"""Calendars that hold what a test writes into them."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.feeds import Booking, Claim


class FakeFeed:
    """A calendar of events with a title; like a real one it gives every event that touches a window, in no order."""

    def __init__(self, *events: tuple[str, datetime, datetime]) -> None:
        self._bookings = [
            Booking(start, end, Claim(title), line) for line, (title, start, end) in enumerate(events, 1)
        ]
        self.asked = 0

    def between(self, start: datetime, end: datetime, zone: ZoneInfo) -> Sequence[Booking]:  # noqa: ARG002 - the protocol's shape
        """The events that touch the window."""
        self.asked += 1
        return [one for one in reversed(self._bookings) if one.start < end and one.end > start]
