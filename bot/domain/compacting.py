"""Keeping a record small however long it lives: old lines are folded, what was said long ago leaves."""

from bot.domain.escalation import Escalation, Event, NoticeKind
from bot.domain.overtaken import is_moot

KEPT_NOTICES = 6
"""So many of what has been said stay, without the words; unsaid ones stay as they are."""
KEPT_EVENTS = 60
_FIRST_EVENTS = 10
KEPT_SKIPS = 20


def compacted(e: Escalation) -> Escalation:
    """The same escalation with less of its past; the same value where there is nothing to fold.

    Hourly lines of one that nobody takes become one with a count; of a very long history the beginning and
    the end stay, and what figures count. A month of that stays far below the 64 KB that a record should have.
    """
    said = [notice for notice in e.notices if notice.number < e.said]
    hourly = [notice for notice in e.unsaid if notice.kind is NoticeKind.EXHAUSTED and is_moot(e, notice)]
    old = {notice.number for notice in (*said[:-KEPT_NOTICES], *hourly)} - {e.next_number - 1}
    notices = tuple(
        notice.model_copy(update={"text": None}) if notice.number < e.said and notice.text else notice
        for notice in e.notices
        if notice.number not in old
    )
    kept = {None, *(notice.number for notice in notices)}
    posts = tuple(post for post in e.posts if _number_of(post.key) in kept and not post.retired)
    events, skipped = folded(e.events), e.skipped[-KEPT_SKIPS:]
    if (notices, posts, events, skipped) == (e.notices, e.posts, e.events, e.skipped):
        return e
    update = {"notices": notices, "posts": posts, "events": events, "skipped": skipped}
    return e.model_copy(update=update)


def folded(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """A history with its repetitions counted and its middle left out where it is long."""
    lines: list[Event] = []
    for event in events:
        before = lines[-1] if lines else None
        if before and event.what == before.what == "exhausted":
            lines[-1] = event.model_copy(update={"count": before.count + event.count})
        else:
            lines.append(event)
    if len(lines) <= KEPT_EVENTS:
        return tuple(lines)
    last = KEPT_EVENTS - _FIRST_EVENTS - 1
    middle = lines[_FIRST_EVENTS:-last]
    figures = [event for event in middle if event.what.startswith("promise_")]
    count = sum(event.count for event in middle if event not in figures)
    fold = Event(at=middle[-1].at, what="folded", count=count)
    return (*lines[:_FIRST_EVENTS], *figures, fold, *lines[-last:])


def _number_of(key: str) -> int | None:
    """The notice a post belongs to: `notice-3`, `notice-3-UBOB`."""
    kind, _, rest = key.partition("-")
    number = rest.partition("-")[0]
    return int(number) if kind == "notice" and number.isdigit() else None
