"""What may honestly be promised to a customer: an answer by a time that can be said aloud."""

from datetime import UTC, datetime, timedelta

from bot.domain.hours import OpeningHours
from bot.domain.policy import PromiseRule

STEP = timedelta(minutes=5)
"""Promised times fall on these marks of the clock, later rather than earlier."""


BUFFER_SHARE = 4
LEAST_BUFFER = timedelta(minutes=15)
"""Promise less than you can: what is proposed is a quarter later than the rule allows, and at
least a quarter of an hour."""


def proposed_by(rule: PromiseRule, hours: OpeningHours, now: datetime) -> datetime | None:
    """What a form proposes to promise (UTC): the rule's time with a buffer, counted as the rule counts."""
    buffer = max(LEAST_BUFFER, rule.after / BUFFER_SHARE)
    return promised_by(rule.model_copy(update={"after": rule.after + buffer}), hours, now)


def promised_by(rule: PromiseRule, hours: OpeningHours, now: datetime) -> datetime | None:
    """The instant, in UTC, by which the rule lets an answer be promised at `now`.

    `hours` are those of the topic's team; `count: working_hours` counts only them. None if they never
    come: then nothing can honestly be promised.
    """
    counted = now + rule.after if rule.count == "always" else hours.add_working(now, rule.after)
    return None if counted is None else sayable(counted)


def sayable(moment: datetime) -> datetime:
    """The moment, or the next five-minute mark after it, in UTC."""
    passed = (moment.astimezone(UTC) - datetime.min.replace(tzinfo=UTC)) % STEP
    return moment.astimezone(UTC) + (STEP - passed) % STEP
