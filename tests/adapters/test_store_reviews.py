"""How far a team's reviews are, in Redis: begun once, saved under a lease, read back with what newer ones wrote."""

from datetime import UTC, date, datetime, timedelta

from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store
from bot.adapters.store_deadlines import StoredDeadlines
from bot.adapters.store_reviews import StoredReviews
from bot.domain.periods import Period
from bot.domain.review_course import Bringing, Course
from bot.ports import NewId

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)
LATER = NOON + timedelta(days=1)


async def test_it_is_begun_once_and_saved_under_a_lease(store: Store, keys: Keys, new_id: NewId) -> None:
    """Planning again moves the deadline alone; without the lease nothing is written."""
    book, deadlines = StoredReviews(store, keys), StoredDeadlines(store, keys, new_id)
    begun = Course(team="support", begun=NOON, known={"bob": date(2026, 11, 20)})
    await book.plan(begun, LATER)
    lease = await deadlines.lease("team_review:support")
    assert lease
    under_way = Bringing(period=Period.named("week", "2026-W47"), user="UANN", since=NOON, said=True)
    told = begun.model_copy(update={"week": "2026-W46", "bringing": under_way})
    assert await book.save(told, lease=lease, due=NOON)
    await book.plan(begun, NOON)
    assert await book.get("support") == told
    await deadlines.release(lease)
    assert not await book.save(begun, lease=lease, due=LATER)
    assert [one.item for one in await deadlines.claim(NOON, 10)] == ["team_review:support"]
    assert await book.get("finance") is None
