"""Arranging covers: one truth, everybody told once whatever dies in between, and waiting escalations look again."""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.absence import circle
from bot.domain.covering import Arrangement, Ending, No, Refusal, Wish
from bot.domain.escalation import State
from bot.services.cover import CoverTools, arrange, end, mine, take_search
from bot.services.fresh_covers import FreshCovers
from bot.services.live_book import LiveBook
from bot.services.tick import tick_escalation
from bot.services.tick_cover import tick_cover
from tests.domain.carried import party
from tests.fakes.covers import FakeBoard, FakeCovers
from tests.services.escalation_scene import EscalationScene, Mortal, escalation_scene

HOUR = timedelta(hours=1)


@dataclass
class CoverScene:
    """The scene of escalations, with covers beside them."""

    base: EscalationScene
    covers: FakeCovers
    board: FakeBoard
    tools: CoverTools

    @property
    def now(self) -> datetime:
        """The bot's clock."""
        return self.base.now

    async def made(
        self, absent: str, by: str | None, *, hours: float = 4, start: float = 0, who: str = "ann"
    ) -> Arrangement | Refusal:
        """Somebody (the lead) arranges it from now on."""
        begin = self.now + start * HOUR
        wish = Wish(absent, by, begin, begin + hours * HOUR)
        return await arrange(self.tools, wish, party(who), cover_id=self.tools.tools.new_id())

    async def has(self, absent: str, by: str | None, **more: Any) -> Arrangement:  # noqa: ANN401 - of made
        """The same where nothing speaks against it."""
        made = await self.made(absent, by, **more)
        assert isinstance(made, Arrangement)
        return made

    async def rest(self) -> None:
        """Everything due is done, by one replica after another."""
        for _ in range(30):
            self.base.restart()
            leases = await self.base.deadlines.claim(self.now, 50)
            if not leases:
                return
            for lease in leases:
                kind, _, key = lease.item.partition(":")
                if kind == "cover":
                    await tick_cover(self.tools, key, lease)
                else:
                    await tick_escalation(self.tools.tools, key, lease)
            await self.base.work()
        raise AssertionError("it never comes to rest")

    def told(self) -> list[str]:
        """Who was told, in the order they were."""
        return [where for where, _ in self.board.said.values()]


def cover_scene() -> CoverScene:
    """Nothing is arranged yet."""
    base = escalation_scene()
    live = LiveBook(base.book)
    covers, board = FakeCovers(base.deadlines), FakeBoard()
    book, posting = Mortal(covers, base.life), Mortal(board, base.life)
    fresh = FreshCovers(covers, live, lambda: base.now)
    tools = replace(base.tools, handbook=live, refresh=fresh)
    base.tools = tools
    return CoverScene(base, covers, board, CoverTools(tools, book, posting, fresh, lambda _id: None))


@pytest.fixture
def scene() -> CoverScene:
    """Nothing is arranged yet."""
    return cover_scene()


class TestWhoAndWhat:
    """Who may, and what is refused."""

    async def test_by_oneself_and_by_the_lead(self, scene: CoverScene) -> None:
        """Nobody else."""
        assert isinstance(await scene.made("bob", "cho", who="bob"), Arrangement)
        assert isinstance(await scene.made("cho", "eve", who="ann"), Arrangement)
        assert await scene.made("bob", "eve", who="dan") == Refusal(No.NOT_YOURS)

    @pytest.mark.parametrize(
        ("wish", "why"),
        [
            ({"by": "bob"}, No.ONESELF),
            ({"by": "zoe"}, No.NOT_IN_FILE),
            ({"start": -5}, No.PAST),
            ({"hours": 61 * 24}, No.TOO_LONG),
            ({"start": 181 * 24}, No.TOO_FAR),
        ],
    )
    async def test_slips_are_refused(self, scene: CoverScene, wish: dict[str, Any], why: No) -> None:
        """Each with its reason, and nothing is made."""
        outcome = await scene.made("bob", wish.pop("by", "cho"), **wish)
        assert isinstance(outcome, Refusal)
        assert outcome.why is why
        assert (await scene.covers.listed()).arrangements == ()

    async def test_a_circle_is_refused_where_times_meet(self, scene: CoverScene) -> None:
        """It names its people; at another time it is none."""
        await scene.made("bob", "cho")
        await scene.made("cho", "dan")
        assert await scene.made("dan", "bob", who="dan") == Refusal(No.CIRCLE, ("dan", "bob", "cho"))
        assert isinstance(await scene.made("dan", "bob", start=4, who="dan"), Arrangement)

    async def test_two_halves_of_a_circle_at_once(self, scene: CoverScene) -> None:
        """One is made, the other refused: each decides against the covers present."""
        outcomes = await asyncio.gather(scene.made("bob", "cho"), scene.made("cho", "bob"))
        assert sorted(isinstance(outcome, Refusal) for outcome in outcomes) == [False, True]

    async def test_the_same_again_is_so_already(self, scene: CoverScene) -> None:
        """A second wish for what holds makes nothing."""
        await scene.made("bob", "cho")
        assert await scene.made("bob", "cho", hours=2) == Refusal(No.SO_ALREADY)


_KEYS = ("ann", "bob", "cho", "dan", "eve")
_WISHES = st.lists(
    st.tuples(st.sampled_from(_KEYS), st.sampled_from(_KEYS), st.integers(0, 5), st.integers(1, 5)),
    max_size=8,
)


@settings(max_examples=60, deadline=None)
@given(_WISHES)
def test_whatever_is_made_chains_and_never_closes_a_circle(wishes: list[tuple[str, str, int, int]]) -> None:
    """Every cover that was made reaches the end of its chain at each of its instants."""

    async def play() -> None:
        scene = cover_scene()
        for absent, by, start, hours in wishes:
            await scene.made(absent, by, start=start, hours=hours, who=absent)
        covers = (await scene.covers.listed()).covers(scene.now)
        for number, cover in enumerate(covers):
            others = covers[:number] + covers[number + 1 :]
            assert circle(others, cover) == ()
        roster = scene.tools.handbook.roster
        assert roster.covers == covers
        for hour in range(11):
            at = scene.now + hour * HOUR
            for person in _KEYS:
                answering = roster.stand_in(person, at)
                assert answering is not None
                held = [cover for cover in covers if cover.holds(at, None)]
                assert answering.person not in {cover.absent for cover in held}

    asyncio.run(play())


class TestTelling:
    """Both are told once, whatever dies in between."""

    async def test_both_are_told(self, scene: CoverScene) -> None:
        """Who covers first."""
        await scene.made("bob", "cho")
        await scene.rest()
        assert scene.told() == ["UCHO", "UBOB"]

    @pytest.mark.parametrize("steps", range(0, 40, 3))
    async def test_killed_anywhere_nobody_is_told_twice(self, scene: CoverScene, steps: int) -> None:
        """The board refuses a second time; after the restart both have been told."""
        await scene.made("bob", "cho")
        lease = await scene.base.deadlines.lease("cover:id1")
        assert lease
        await scene.base.until_killed(tick_cover(scene.tools, "id1", lease), steps=steps)
        await scene.rest()
        assert scene.told() == ["UCHO", "UBOB"]

    async def test_declining_tells_the_others(self, scene: CoverScene) -> None:
        """The maker, too; who declined is not told what they did."""
        made = await scene.has("bob", "cho")
        await scene.rest()
        ended = await end(scene.tools, made.id, party("cho"))
        assert isinstance(ended, Arrangement)
        assert ended.how is Ending.DECLINED
        await scene.rest()
        assert scene.told()[2:] == ["UBOB", "UANN"]
        assert await mine(scene.tools, "bob") == []

    async def test_only_those_concerned_end_it(self, scene: CoverScene) -> None:
        """Dan is none of them."""
        made = await scene.has("bob", "cho")
        assert await end(scene.tools, made.id, party("dan")) == Refusal(No.NOT_YOURS, ("bob",))


class TestSearching:
    """One message; the first click wins."""

    async def test_of_two_who_press_at_once_one_has_it(self, scene: CoverScene) -> None:
        """The other learns who."""
        made = await scene.has("bob", None, who="bob")
        await scene.rest()
        assert scene.told() == ["#support"]
        outcomes = await asyncio.gather(
            *(take_search(scene.tools, made.id, party(who)) for who in ("cho", "dan"))
        )
        assert sorted(isinstance(outcome, Refusal) for outcome in outcomes) == [False, True]
        await scene.rest()
        _, shown = scene.board.said[f"cover-{made.id}"]
        assert shown.by in ("cho", "dan")

    async def test_its_time_passes(self, scene: CoverScene) -> None:
        """The card is drawn anew, and a late click is told so."""
        made = await scene.has("bob", None, who="bob")
        await scene.rest()
        scene.base.now += 5 * HOUR
        await scene.rest()
        found = await scene.covers.get(made.id)
        assert found
        assert found.card
        assert found.card.face == 3
        assert await take_search(scene.tools, made.id, party("cho")) == Refusal(No.OVER)


class TestWaitingEscalations:
    """Rule 4: who is on call is worked out again, the level's clock stands."""

    async def test_a_cover_made_while_it_waits_asks_the_new_person_too(self, scene: CoverScene) -> None:
        """Bob was asked; Cho covers him from now on."""
        e = await scene.base.hands_over()
        await scene.made("bob", "cho")
        await scene.rest()
        now = await scene.base.newest(e)
        assert now.asked_people == ("bob", "cho")
        assert now.level_ends == e.level_ends

    async def test_one_taken_back_asks_the_first_again(self, scene: CoverScene) -> None:
        """Cho covered Bob and was asked; now Bob is."""
        made = await scene.has("bob", "cho")
        e = await scene.base.hands_over()
        assert e.asked_people == ("cho",)
        await end(scene.tools, made.id, party("bob"))
        await scene.rest()
        assert (await scene.base.newest(e)).asked_people == ("cho", "bob")

    async def test_one_that_began_its_level_meanwhile_is_found_too(self, scene: CoverScene) -> None:
        """It was decided before the cover was known, and stored after everything was looked at."""
        stale = replace(scene.base.tools, handbook=lambda: scene.base.book, refresh=scene.base.tools.refresh)
        made = await scene.has("bob", "cho")
        lease = await scene.base.deadlines.lease(f"cover:{made.id}")
        assert lease
        await tick_cover(scene.tools, made.id, lease)
        scene.base.tools, fresh = stale, scene.base.tools
        e = await scene.base.hands_over()
        scene.base.tools = fresh
        assert e.asked_people == ("bob",)
        scene.base.now += timedelta(seconds=16)
        await scene.rest()
        assert (await scene.base.newest(e)).asked_people == ("bob", "cho")

    async def test_others_are_left_alone(self, scene: CoverScene) -> None:
        """A cover of somebody who is not asked changes no escalation; nor does one of an owner."""
        e = await scene.base.hands_over()
        await scene.made("dan", "eve")
        await scene.rest()
        assert (await scene.base.newest(e)).revision == e.revision
        await scene.base.takes(e, "bob")
        owned = await scene.base.newest(e)
        await scene.made("bob", "cho")
        await scene.rest()
        assert (await scene.base.newest(e)).revision == owned.revision
        assert owned.state is State.OWNED

    async def test_a_cover_that_begins_while_it_waits_is_asked_then(self, scene: CoverScene) -> None:
        """Not before its time; the level's clock stands."""
        e = await scene.base.hands_over()
        assert e.level_ends
        start = scene.now + timedelta(minutes=5)
        wish = Wish("bob", "cho", start, start + HOUR)
        await arrange(scene.tools, wish, party("bob"), cover_id="C9")
        await scene.rest()
        assert (await scene.base.newest(e)).asked_people == ("bob",)
        scene.base.now = start
        await scene.rest()
        found = await scene.base.newest(e)
        assert found.asked_people == ("bob", "cho")
        assert found.level_ends == e.level_ends
