"""Asking approvers to read again what stands long: in one message on a working morning, once for each due date."""

import logging
from datetime import datetime

from bot.domain.escalation import Posted
from bot.domain.hours import OpeningHours
from bot.domain.night import NightClock
from bot.domain.practice_review import Asked, Review, next_morning, stale_values, to_ask
from bot.ports import Lease, Refused, Unclear
from bot.ports.practices import ToReview
from bot.services.practice_tools import LibraryTools
from bot.services.said_once import said_before_if_seen

log = logging.getLogger(__name__)

_REMEMBERED = 500
"""Due dates that are remembered of one approver: those of practices that stand no more are dropped before."""

_NOTHING: dict[str, object] = {"posting_since": None, "posting": (), "posting_file": False}
"""Nothing is being said."""


async def ensure_reviews(t: LibraryTools) -> None:
    """Every approver whom Slack knows is asked on their mornings; called at a start and when a file changed.

    Whoever was none for a while, or was not known to Slack as they fell due, is asked on from where they were.
    """
    await t.reviews.rebuild(t.approvers_in_slack)
    now = t.clock()
    for user, key in t.approvers_in_slack.items():
        if await t.reviews.get(user) is None:
            await t.reviews.begin(Review(user=user, due=next_morning(_hours(t, key), now)))


async def tick_review(t: LibraryTools, user: str, lease: Lease) -> None:
    """An approver's morning has come: ask what is due, if anything is."""
    review, key = await t.reviews.get(user), t.approvers_in_slack.get(user)
    if review is None or key is None:
        await t.deadlines.forget(lease)
        return
    try:
        await _asked(t, review, key, lease)
    except Unclear as unclear:
        log.warning("review of %s: Slack gave no clear answer: %s", user, unclear)
        await t.deadlines.release(lease, failed=True)
        return
    await t.deadlines.release(lease)


async def _asked(t: LibraryTools, review: Review, key: str, lease: Lease) -> None:
    """Ask exactly once: see docs/adr/0003. Whoever is late waits for the reader's hours."""
    now, hours = t.clock(), _hours(t, key)
    said = f"review-{review.user}-{review.number}"

    async def look(since: datetime) -> Posted | None:
        return await t.board.find(review.user, key=said, since=since)

    if await said_before_if_seen(look, review.posting_since, said):
        await _noted(t, review, hours, lease)
        return
    opens = hours.opens_next(now)
    if opens and opens > now:
        await _saved(t, review, {"due": opens, **_NOTHING}, lease)
        return
    what = await _due(t, review)
    if not what:
        await _noted(t, review.model_copy(update=_NOTHING), hours, lease)
        return
    intent = {
        "posting_since": review.posting_since or t.wall_clock(),
        "posting": tuple(Asked(practice=p.id, review_by=p.review_by) for p in what.practices if p.review_by),
        "posting_file": bool(what.values),
    }
    noted = await _saved(t, review, intent, lease)
    if noted is None:
        return
    try:
        await t.board.review(review.user, what, key=said)
    except Refused as refused:
        log.warning("Slack refused to ask %s to review: %s", review.user, refused.reason)
    await _noted(t, noted, hours, lease)


async def _due(t: LibraryTools, review: Review) -> ToReview:
    handbook, shelf, today = t.handbook(), await t.book.shelf(), t.today(t.clock())
    values = stale_values(handbook.philosophy, today) if review.month != f"{today:%Y-%m}" else []
    return ToReview(to_ask(review, shelf.accepted, today), values, len(shelf.waiting))


async def _noted(t: LibraryTools, review: Review, hours: OpeningHours, lease: Lease) -> None:
    """What was asked is not asked again; the next look is on their next morning."""
    standing = {p.id for p in (await t.book.shelf()).accepted}
    kept = [one for one in (*review.asked, *review.posting) if one.practice in standing]
    now = t.clock()
    update: dict[str, object] = {
        "asked": tuple(kept[-_REMEMBERED:]),
        "due": next_morning(hours, max(now, review.due)),
        "month": f"{t.today(now):%Y-%m}" if review.posting_file else review.month,
        "number": review.number + (1 if review.posting_since else 0),
        **_NOTHING,
    }
    await _saved(t, review, update, lease)


async def _saved(t: LibraryTools, review: Review, update: dict[str, object], lease: Lease) -> Review | None:
    changed = review.model_copy(update={**update, "revision": review.revision + 1})
    return changed if await t.reviews.save(changed, op=t.new_id(), lease=lease) else None


def _hours(t: LibraryTools, key: str) -> OpeningHours:
    handbook = t.handbook()
    return NightClock(handbook.file, handbook.calendars).hours_of(key)
