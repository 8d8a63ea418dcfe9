"""Pinning: one truth whoever presses, one message before the end whatever dies in between."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any, cast

import pytest

from bot.domain.facts import LONGEST_PIN, Draft, Facts
from bot.services.handbook import Handbook
from bot.services.pin import (
    FactTools,
    No,
    change,
    extend,
    facts_around,
    pin,
    replaced_by,
    standing,
    tick_facts,
    unpin,
)
from tests.domain.carried import MONDAY, crew, party
from tests.fakes.calendars import FakeCalendars
from tests.fakes.facts import FakeFacts
from tests.fakes.faults import Killed
from tests.fakes.store import FakeDeadlines
from tests.fakes.voice import FakeVoice
from tests.services.escalation_scene import Life, Mortal
from tests.services.feedback_scene import philosophy

HOUR = timedelta(hours=1)
ANN, DAN, BOB = party("ann"), party("dan"), party("bob")


@dataclass
class PinScene:
    """`now` is the bot's clock, `real` Slack's and the store's; they move together."""

    now: datetime
    real: datetime
    deadlines: FakeDeadlines
    book: FakeFacts
    voice: FakeVoice[Facts]
    life: Life
    tools: FactTools

    async def pinned(self, name: str = "F1", *, hours: float = 2, **more: Any) -> Facts:  # noqa: ANN401 - of Draft
        """Ann pins something."""
        draft = Draft(**{"what": "down", "back": "soon", "ends": self.now + hours * HOUR} | more)
        made = await pin(self.tools, draft, ANN, facts_id=name)
        assert isinstance(made, Facts)
        return made

    async def later(self, **length: float) -> list[str]:
        """Time passes, and what is due is done; whom the voice told by then."""
        self.now += timedelta(**length)
        self.real += timedelta(**length)
        for lease in await self.deadlines.claim(self.now, 10):
            await tick_facts(self.tools, lease.item.partition(":")[2], lease)
        return [user for user, _ in self.voice.said()]


@pytest.fixture
def scene() -> PinScene:
    """Nothing is pinned yet."""
    return pin_scene()


def pin_scene() -> PinScene:
    """Ann leads support, Dan is a lead by his role."""
    numbers = count()
    made: PinScene

    def now() -> datetime:
        return made.now

    def real() -> datetime:
        return made.real

    def new_id() -> str:
        return f"ID{next(numbers)}"

    deadlines = FakeDeadlines(new_id, real)
    book, voice, life = FakeFacts(deadlines), FakeVoice[Facts](real), Life()
    handbook = Handbook.of(crew(people={"dan": {"roles": ["lead"]}}), philosophy(), FakeCalendars())
    tools = FactTools(
        handbook=lambda: handbook,
        book=cast("Any", Mortal(book, life)),
        voice=cast("Any", Mortal(voice, life)),
        deadlines=cast("Any", Mortal(deadlines, life)),
        clock=now,
        wall_clock=real,
        new_id=new_id,
    )
    start = MONDAY.astimezone(UTC)
    made = PinScene(start, start, deadlines, book, voice, life, tools)
    return made


async def test_a_form_sent_twice_pins_once(scene: PinScene) -> None:
    """And somebody else's form of the same name pins nothing."""
    assert await scene.pinned() == await scene.pinned()
    assert await pin(scene.tools, Draft(what="x", ends=scene.now), DAN, facts_id="F1") is No.NOT_YOURS
    assert len(await standing(scene.tools)) == 1


async def test_nobody_else_may(scene: PinScene) -> None:
    """Checked at each act, not at the button."""
    made, t = await scene.pinned(), scene.tools
    draft = Draft(what="x", back="y", ends=scene.now + HOUR)
    assert await pin(t, draft, BOB, facts_id="F2") is No.NOT_YOURS
    assert await change(t, made.id, draft, BOB) is No.NOT_YOURS
    assert await extend(t, made.id, made.ends + HOUR, BOB) is No.NOT_YOURS
    assert await unpin(t, made.id, BOB) is No.NOT_YOURS
    assert await standing(t) == (made,)


async def test_cards_of_the_topic_have_it_until_it_ends(scene: PinScene) -> None:
    """Those of others never; nearest end first."""
    await scene.pinned("F1", topics=("refund",), hours=2)
    await scene.pinned("F2", kind="closure", hours=1)

    async def around(topic: str | None) -> list[str]:
        found = await facts_around(scene.tools, None, topic, scene.now)
        return [facts.id for facts in found.facts]

    assert (await around("refund"), await around("other"), await around(None)) == (
        ["F2", "F1"],
        ["F2"],
        ["F2"],
    )
    await scene.later(hours=1)
    assert (await around("refund"), await around("other")) == (["F1"], [])
    await scene.later(hours=1)
    assert await around("refund") == []


async def test_a_store_that_is_away_leaves_cards_without_facts(scene: PinScene) -> None:
    """A card never fails for it."""
    await scene.pinned()
    scene.book.away = True
    assert (await facts_around(scene.tools, None, None, scene.now)).facts == ()


async def test_what_contradicts_it_is_taken_down_with_it(scene: PinScene) -> None:
    """Those that were named before; what came meanwhile is asked about anew by whoever shows the form."""
    old = await scene.pinned("F1", topics=("refund",))
    draft = Draft(what="better words", back="at three", topics=("refund",), ends=scene.now + HOUR)
    assert await replaced_by(scene.tools, draft, "F2") == (old,)
    await pin(scene.tools, draft, DAN, facts_id="F2", replaces=("F1",))
    assert [facts.id for facts in await standing(scene.tools)] == ["F2"]


async def test_sent_again_after_a_crash_it_takes_down_what_it_replaces(scene: PinScene) -> None:
    """A life that ended between pinning and taking down left both standing."""
    await scene.pinned("F1", topics=("refund",))
    draft = Draft(what="better words", back="at three", topics=("refund",), ends=scene.now + HOUR)
    await pin(scene.tools, draft, DAN, facts_id="F2")
    await pin(scene.tools, draft, DAN, facts_id="F2", replaces=("F1",))
    assert [facts.id for facts in await standing(scene.tools)] == ["F2"]


async def test_extending_twice_is_extending_once(scene: PinScene) -> None:
    """A button names the end it means; one that was overtaken changes nothing."""
    made, t = await scene.pinned(), scene.tools
    for _ in range(2):
        longer = await extend(t, made.id, made.ends + HOUR, DAN)
        assert isinstance(longer, Facts)
        assert longer.ends == made.ends + HOUR
    assert await extend(t, made.id, made.ends, ANN) == longer
    assert await extend(t, made.id, scene.now + LONGEST_PIN + HOUR, ANN) is No.TOO_FAR


async def test_after_its_end_nothing_brings_it_back(scene: PinScene) -> None:
    """A late press is told that it is over."""
    made, t = await scene.pinned(hours=1), scene.tools
    await scene.later(hours=1)
    assert await extend(t, made.id, made.ends + HOUR, ANN) is No.OVER
    assert await unpin(t, made.id, ANN) is No.OVER
    assert await change(t, made.id, Draft(what="x", ends=scene.now + HOUR), ANN) is No.OVER
    assert await unpin(t, "F9", ANN) is No.OVER


async def test_two_who_take_it_down_at_once_both_hear_that_it_is_down(scene: PinScene) -> None:
    """One of them did it."""
    made, t = await scene.pinned(), scene.tools
    outcomes = await asyncio.gather(unpin(t, made.id, ANN), unpin(t, made.id, DAN))
    assert await standing(t) == ()
    assert all(isinstance(one, Facts) or one is No.OVER for one in outcomes)


async def test_who_pinned_it_hears_once_half_an_hour_before(scene: PinScene) -> None:
    """Not before, and not again at its end."""
    await scene.pinned(hours=2)
    assert await scene.later(minutes=89) == []
    assert await scene.later(minutes=1) == [ANN.user]
    assert await scene.later(minutes=30) == [ANN.user]
    assert await scene.deadlines.next_due() is None


async def test_another_end_is_told_anew(scene: PinScene) -> None:
    """Extended after the message: once more before the new end. Taken down: not at all."""
    made = await scene.pinned(hours=2)
    await scene.later(minutes=90)
    await extend(scene.tools, made.id, made.ends + 2 * HOUR, DAN)
    assert await scene.later(minutes=119) == [ANN.user]
    assert await scene.later(minutes=1) == [ANN.user] * 2
    other = await scene.pinned("F2", hours=3)
    await unpin(scene.tools, other.id, ANN)
    assert await scene.later(hours=3) == [ANN.user] * 2


@pytest.mark.parametrize("fault", ["lost", "lost reply", "refuse:user_not_found"])
async def test_slack_that_does_not_answer_is_asked_again(scene: PinScene, fault: str) -> None:
    """Found where it was said after all, said anew where it was not, given up where Slack says no."""
    await scene.pinned(hours=3)
    scene.voice.faults.append(fault)
    await scene.later(minutes=150)
    told = await scene.later(minutes=10)
    assert told == ([] if fault.startswith("refuse") else [ANN.user])
    assert await scene.deadlines.next_due() is None


@pytest.mark.parametrize("steps", range(16))
async def test_a_crash_anywhere_tells_once_at_most_and_then_once(scene: PinScene, steps: int) -> None:
    """The next replica looks before it speaks."""
    await scene.pinned(hours=3)
    scene.life.left = steps
    with suppress(Killed):
        await scene.later(minutes=150)
    scene.life.left = None
    await scene.later(minutes=6)
    assert await scene.later(minutes=6) == [ANN.user]


async def test_a_form_sent_again_after_its_end_brings_nothing_back(scene: PinScene) -> None:
    """It is told that it is over."""
    made = await scene.pinned()
    await unpin(scene.tools, made.id, ANN)
    draft = Draft(what="down", back="soon", ends=made.ends)
    assert await pin(scene.tools, draft, ANN, facts_id=made.id) is No.OVER
