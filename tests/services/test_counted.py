"""What services tell the meter: lateness, nights, and what was understood."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.adapters.background import Background
from bot.errors import StoreUnavailable
from bot.ports import Lease
from bot.ports.reference import now_under_way
from bot.services.keep_time import KeepTime
from bot.services.run_night import ensure_nights, tick_night
from tests.domain.carried import MONDAY
from tests.fakes.meter import FakeMeter
from tests.fakes.store import FakeDeadlines
from tests.services.feedback_scene import scene
from tests.services.learning_scene import LearningScene


async def test_how_late_and_with_what_end_a_deadline_was_taken_up() -> None:
    """By its kind, never by its id; what is done works under a reference of its own."""
    meter, background, seen = FakeMeter(), Background(), list[str]()
    now = MONDAY

    def clock() -> datetime:
        return now

    deadlines = FakeDeadlines(lambda: "token", clock)

    async def good(_key: str, lease: Lease) -> None:
        under = now_under_way()
        seen.append(under.what if under else "")
        deadlines.schedule(lease.item, None)
        await deadlines.release(lease)

    async def bad(key: str, _lease: Lease) -> None:
        raise RuntimeError(key)

    async def away(key: str, _lease: Lease) -> None:
        raise StoreUnavailable(key)

    for item in ("good:a", "bad:b", "away:c"):
        deadlines.schedule(item, MONDAY - timedelta(seconds=3))
    verbs = {"good": good, "bad": bad, "away": away}
    await KeepTime(deadlines, clock, verbs, background, meter=meter).once()
    await background.idle()
    assert meter.taken["baton_deadline_lateness_seconds", "good"] == [3.0]
    assert set(meter.counted) == {
        ("baton_deadlines_total", "good", "done"),
        ("baton_deadlines_total", "bad", "failed"),
        ("baton_deadlines_total", "away", "store away"),
    }
    assert seen == ["good"]
    assert now_under_way() is None


async def test_questions_are_counted_by_what_became_of_them() -> None:
    """Not by their words."""
    asked, meter = LearningScene(), FakeMeter()
    asked.learning.meter = meter
    await asked.asks("UBOB", "refund")
    await asked.asks("UBOB", "refund and delivery")
    await asked.asks("UBOB", "money left my account twice")
    assert meter.counted == {
        ("baton_understood_total", "topic", "direct"): 1,
        ("baton_understood_total", "topic", "choice"): 1,
        ("baton_understood_total", "topic", "none"): 1,
    }


@pytest.mark.parametrize(
    ("run_at", "outcome", "late"),
    [("2026-11-20T10:00", "posted", [0.0]), ("2026-11-20T11:00", "late", [3600.0])],
)
async def test_a_night_is_counted_with_its_lateness(run_at: str, outcome: str, late: list[float]) -> None:
    """Counted from its cut-off; the one after it, with nothing to post, is only counted."""
    place, meter = scene(), FakeMeter()
    night = replace(place.night, meter=meter)
    await place.give("UCHO")
    await ensure_nights(night)
    for moment in (run_at, "2026-11-23T10:00"):
        place.until(moment)
        [lease] = [one for one in await place.deadlines.claim(place.now, 9) if one.item == "night:support"]
        await tick_night(night, "support", lease)
    assert meter.counted == {("baton_nights_total", outcome): 1, ("baton_nights_total", "empty"): 1}
    assert meter.taken["baton_night_lateness_seconds",] == late
