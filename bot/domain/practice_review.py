"""What comes up for review on an approver's working morning: practices, and values of the file."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from bot.domain.hours import OpeningHours, instant, wall_clock
from bot.domain.language import Frozen
from bot.domain.philosophy import Philosophy, Value
from bot.domain.practice import Practice


class Asked(Frozen):
    """A practice and the review date it was, or is being, brought up for."""

    practice: str
    review_by: date


class Review(Frozen):
    """How far one approver was asked. Times are UTC, `posting_since` real time.

    `due` is the next morning it is looked; `month` the last one in which the file's own dates were brought up.
    While something is being said, `posting` is what, with the file's own dates if `posting_file`, and `number`
    tells one message from the next.
    """

    version: int = 1
    user: str
    revision: int = 0
    due: datetime
    asked: tuple[Asked, ...] = ()
    month: str = ""
    number: int = 0
    posting_since: datetime | None = None
    posting: tuple[Asked, ...] = ()
    posting_file: bool = False


def to_ask(review: Review, accepted: Sequence[Practice], today: date) -> list[Practice]:
    """What this approver has not been asked about for its present review date, longest due first."""
    known = {(one.practice, one.review_by) for one in review.asked}
    found = [p for p in accepted if p.is_due_for_review(today) and (p.id, p.review_by) not in known]
    return sorted(found, key=lambda p: (p.review_by or date.max, p.id))


def stale_values(philosophy: Philosophy, today: date) -> list[Value]:
    """The values whose own review date has come, longest due first."""
    found = [value for value in philosophy.values if value.review_by and value.review_by <= today]
    return sorted(found, key=lambda value: value.review_by or date.max)


def next_morning(hours: OpeningHours, after: datetime) -> datetime:
    """When somebody's first hours after an instant begin; a day later where none are known."""
    local = wall_clock(after, hours.zone).date()
    for day in (local, local + timedelta(days=1)):
        opens = hours.opens_next(instant(datetime.combine(day, time()), hours.zone))
        if opens and opens > after:
            return opens
    return after + timedelta(days=1)
