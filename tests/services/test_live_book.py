"""The handbook of this moment: files, covers and calendars come to it from three sides."""

from pathlib import Path

from bot.config import PackageCalendars, load
from bot.domain.oncall import Cover
from bot.services.handbook import Handbook
from bot.services.live_book import LiveBook
from tests.domain.small_files import seoul
from tests.fakes.feeds import FakeFeed

ROOT = Path(__file__).parents[2]
DAY = seoul("2026-01-05T00:00"), seoul("2026-01-06T00:00")
COVER = Cover("1", "bob", "grace", *DAY)
FEED = FakeFeed(("Bob Brown", *DAY))


def book() -> Handbook:
    """The example files, in which billing follows a calendar."""
    file, philosophy = load(ROOT / "escalation.yaml", ROOT / "values.yaml").both()
    billing = file.schedules["billing"].model_copy(update={"ical": "duty.ics"})
    file = file.model_copy(update={"schedules": {**file.schedules, "billing": billing}})
    return Handbook.of(file, philosophy, PackageCalendars())


def on_call(live: LiveBook) -> str | None:
    """Who has billing at noon of the day."""
    shift = live().roster.on_call("billing", seoul("2026-01-05T12:00"))
    return shift.person if shift else None


def test_a_calendar_that_was_read_holds_from_then_on() -> None:
    """In the rotation it would be Sujin."""
    live = LiveBook(book())
    assert on_call(live) == "sujin"

    live.feed({"duty.ics": FEED})

    assert on_call(live) == "bob"


def test_covers_and_calendars_stay_when_the_files_change() -> None:
    """Whichever came first."""
    live = LiveBook(book())
    live.feed({"duty.ics": FEED})
    live.cover([COVER])
    assert on_call(live) == "grace"

    live.adopt(book())

    assert on_call(live) == "grace"


def test_a_calendar_read_anew_leaves_covers_alone() -> None:
    """And a calendar that is gone leaves the rotation."""
    live = LiveBook(book())
    live.cover([COVER])
    live.feed({"duty.ics": FEED})
    assert on_call(live) == "grace"

    live.feed({})

    assert on_call(live) == "sujin"
    assert live().roster.covers == (COVER,)
