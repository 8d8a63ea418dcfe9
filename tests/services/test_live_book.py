"""The handbook of this moment: files, covers and calendars come to it from three sides."""

import gc
from collections.abc import Sequence
from pathlib import Path

from bot.config import PackageCalendars, load
from bot.domain.lexical import Lexicon
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


def test_a_change_of_people_indexes_no_words_anew_and_asks_no_encoder() -> None:
    """Not even the first one, of files that were understood by words until the encoder was there."""
    asked: list[object] = []

    def understand(entries: object, _not_for_us: object) -> Knows:
        asked.append(entries)
        return Knows()

    live = LiveBook(book())
    live.deepen(live().understood_with(understand))
    file, philosophy = live().file, live().philosophy
    before, indexes = len(asked), _indexes()

    live.adopt(Handbook.of(file, philosophy, PackageCalendars(), understand=understand))

    assert live().topics.weighs_meaning
    assert (len(asked), _indexes()) == (before, indexes)


def _indexes() -> int:
    """How many indexes of words this process holds."""
    return sum(isinstance(one, Lexicon) for one in gc.get_objects())
