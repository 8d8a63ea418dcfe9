"""Two thousand thanks in one night: every one is shown once, within Slack's limits, and little is written at a time."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.domain.digest import NightPage
from bot.domain.escalation import Party
from bot.domain.kudos import Kudos, Thanked
from bot.domain.language import Text
from bot.domain.night_run import NightKey, NightRun
from bot.ports import Lease
from bot.services.post_night import BATCH
from bot.services.run_night import Ran
from bot.views.limits import MESSAGE_BLOCKS, TEXT, length
from bot.views.night_post import mixed, page
from tests.services.feedback_scene import Scene, scene

FRIDAY = date(2026, 11, 20)
NIGHT = NightKey(team="support", date=FRIDAY)
MANY = 2_000


class Reading:
    """A ledger that remembers how much was read at once, and what was written with each save."""

    def __init__(self, place: Scene) -> None:
        self._nights = place.nights
        self.at_once: list[int] = []
        self.fixed: list[bool] = []

    def __getattr__(self, name: str) -> object:
        return getattr(self._nights, name)

    async def those(self, ids: Sequence[str]) -> Sequence[Kudos]:
        """Count, and pass on."""
        self.at_once.append(len(ids))
        return await self._nights.those(ids)

    async def save(self, run: NightRun, *, lease: Lease, fixed: bool = False) -> bool:
        """Note whether the layout went with it."""
        self.fixed.append(fixed)
        return await self._nights.save(run, lease=lease, fixed=fixed)


def a_night_of(place: Scene, many: int) -> None:
    """Thanks from two hundred colleagues to each other."""
    for number in range(many):
        giver, to = (
            Party(user=f"U{one:03d}", name=Text(en=f"Person {one}"))
            for one in (number % 200, number * 7 % 200)
        )
        one = Kudos(
            id=f"k{number:04d}",
            giver=giver,
            recipients=(Thanked(who=to, night=NIGHT),),
            text=f"for number {number}, and all the calm",
            value=("hear", "act", None)[number % 3],
            given=place.now + timedelta(seconds=number),
            day=FRIDAY,
        )
        place.nights.enter(one)
    place.directory.silent = True


async def test_every_one_is_shown_once_and_little_is_read_or_written_at_a_time() -> None:
    """Read in batches; where everything stands is written once, not with each message."""
    place = scene()
    a_night_of(place, MANY)
    reading = Reading(place)
    place.night = type(place.night)(**{**vars(place.night), "ledger": reading})
    place.until("2026-11-20T10:00")
    [outcome] = await place.tick()
    assert isinstance(outcome, Ran)
    pages = [what for what in place.said_in("CKUDOS") if isinstance(what, NightPage)]
    shown = [words.kudos for one in pages for card in one.cards for words in card.words]
    assert len(shown) == len(set(shown)) == MANY
    assert max(reading.at_once) <= BATCH
    assert reading.fixed.count(True) == 1
    both = mixed(place.book, "support")
    for one in pages[:: len(pages) // 10]:
        message = page(one, place.book, both)
        assert length(message.text) <= TEXT
        assert len(message.blocks) < MESSAGE_BLOCKS


async def test_under_the_first_page_the_others_stand_in_order() -> None:
    """One header, the rest in its thread."""
    place = scene()
    a_night_of(place, 300)
    place.until("2026-11-20T10:00")
    await place.tick()
    heard = [one for one in place.slack.heard if isinstance(one.what, NightPage)]
    assert [one.what.number for one in heard if isinstance(one.what, NightPage)] == list(
        range(1, len(heard) + 1)
    )
    assert heard[0].thread is None
    assert {one.thread for one in heard[1:]} == {"1"}
