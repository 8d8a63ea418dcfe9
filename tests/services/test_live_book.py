"""The handbook of this moment: files, covers and calendars come to it from three sides."""

from collections.abc import Sequence
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


class Knows:
    """An encoder that knows every text the same."""

    def scores(self, text: str) -> dict[str, float]:
        """The same of each."""
        return {text: 1.0}

    def scores_of(self, texts: Sequence[str]) -> list[dict[str, float]]:
        """Of several."""
        return [self.scores(text) for text in texts]


def test_the_encoder_comes_later_and_changes_nothing_else() -> None:
    """Words answer until it is there; what was learned meanwhile stays."""
    live = LiveBook(book())
    understood = live().understood_with(lambda _entries, _not_for_us: Knows())
    live.feed({"duty.ics": FEED})

    assert live.deepen(understood)

    assert live().topics.weighs_meaning
    assert live().situations.weighs_meaning
    assert on_call(live) == "bob"


def test_what_was_understood_of_files_that_changed_meanwhile_is_not_taken() -> None:
    """It would bring back what they said before."""
    live = LiveBook(book())
    understood = live().understood_with(lambda _entries, _not_for_us: Knows())
    live.adopt(book())

    assert not live.deepen(understood)

    assert not live().topics.weighs_meaning
