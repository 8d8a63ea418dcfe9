"""Disagreeing quietly: once to each reader, named or not, through failures and crashes."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from bot.domain.disagreement import Disagreement
from bot.services.disagree import DisagreeTools, NobodyReads, OnItsWay, disagree, tick_disagreement
from bot.services.handbook import Handbook
from tests.domain.carried import MONDAY, crew
from tests.fakes.calendars import FakeCalendars
from tests.fakes.disagreements import FakeDisagreements
from tests.fakes.feedback_slack import FakeDirectory
from tests.fakes.store import FakeDeadlines
from tests.fakes.voice import FakeVoice
from tests.services.escalation_scene import Life, Mortal, Restarting
from tests.services.feedback_scene import philosophy


@dataclass
class Scene(Restarting):
    """`now` is the bot's clock, `real` Slack's and the store's; they move together."""

    now: datetime
    real: datetime
    deadlines: FakeDeadlines
    book: FakeDisagreements
    voice: FakeVoice[Disagreement]
    directory: FakeDirectory
    life: Life
    tools: DisagreeTools

    async def says(
        self, by: str = "UCHO", *, signed: bool = False, once: str = "V1"
    ) -> OnItsWay | NobodyReads:
        """Somebody sends the form."""
        return await disagree(
            self.tools, by=by, about="closing early", words="it hurts", signed=signed, once=once
        )

    async def tick_due(self) -> int:
        """Everything due now, as the loop does it; how many items that was."""
        leases = await self.deadlines.claim(self.now, 50)
        for lease in leases:
            await tick_disagreement(self.tools, lease.item.partition(":")[2], lease)
        return len(leases)

    async def look(self, minutes: float = 0) -> list[tuple[str, str]]:
        """Time passes; what has been told by then, to whom."""
        self.now += timedelta(minutes=minutes)
        self.real += timedelta(minutes=minutes)
        await self.tick_due()
        return [(user, d.words) for user, d in self.voice.said()]


def scene_of(*keepers: str) -> Scene:
    """A team whose values these people keep."""
    file = crew()
    values = philosophy().model_copy(update={"approvers": keepers})
    book, number, begin = Handbook.of(file, values, FakeCalendars()), count(1), MONDAY.astimezone(UTC)
    directory, life = FakeDirectory(), Life()
    directory.enlist(*file.people)
    made: list[Scene] = []

    def new_id() -> str:
        return f"id{next(number)}"

    def real() -> datetime:
        return made[0].real

    deadlines = FakeDeadlines(new_id, real)
    kept, voice = FakeDisagreements(deadlines), FakeVoice[Disagreement](real)
    tools = DisagreeTools(
        handbook=lambda: book,
        book=Mortal(kept, life),
        voice=Mortal(voice, life),
        directory=directory,
        deadlines=Mortal(deadlines, life),
        clock=lambda: made[0].now,
        wall_clock=real,
        new_id=new_id,
    )
    made.append(Scene(begin, begin, deadlines, kept, voice, directory, life, tools))
    return made[0]


@pytest.fixture
def scene() -> Scene:
    """Ann and Bob keep the values."""
    return scene_of("ann", "bob")


async def test_each_keeper_is_told_once(scene: Scene) -> None:
    """However often time looks again."""
    assert isinstance(await scene.says(), OnItsWay)
    assert await scene.look() == [("UANN", "it hurts"), ("UBOB", "it hurts")]
    assert len(await scene.look(60)) == 2


async def test_the_form_sent_twice_is_one(scene: Scene) -> None:
    """A retry, or a second press."""
    await scene.says()
    await scene.says()
    assert len(await scene.look()) == 2


async def test_an_unnamed_one_holds_nothing_of_its_author(scene: Scene) -> None:
    """Neither the record nor what is said."""
    await scene.says("UCHO")
    kept = "".join(d.model_dump_json() for d in scene.book.kept.values())
    assert "UCHO" not in kept
    assert "Cho" not in kept
    assert all(d.author is None for d in scene.book.kept.values())


async def test_a_signed_one_names_its_author_and_does_not_come_back_to_them(scene: Scene) -> None:
    """Who writes it need not be told of it."""
    await scene.says("UANN", signed=True)
    assert await scene.look() == [("UBOB", "it hurts")]
    told = scene.voice.told[0].what
    assert told.author
    assert told.author.user == "UANN"


async def test_an_unnamed_one_goes_to_every_keeper_its_author_included(scene: Scene) -> None:
    """The one keeper who got none would be known by that."""
    await scene.says("UANN")
    assert [to for to, _ in await scene.look()] == ["UANN", "UBOB"]


@pytest.mark.parametrize("keepers", [(), ("cho",), ("nobody",)])
async def test_where_nobody_else_reads_nothing_is_kept(keepers: tuple[str, ...]) -> None:
    """No keeper, only oneself, or one who is not in Slack."""
    scene = scene_of(*keepers)
    assert isinstance(await scene.says("UCHO"), NobodyReads)
    assert not scene.book.kept


async def test_a_keeper_who_left_is_not_named_as_a_reader(scene: Scene) -> None:
    """What the form says is so when it says it."""
    scene.directory.members["UANN"] = scene.directory.members["UANN"].model_copy(update={"has_left": True})
    outcome = await scene.says()
    assert isinstance(outcome, OnItsWay)
    assert [reader.user for reader in outcome.readers] == ["UBOB"]


async def test_the_words_are_erased_once_told(scene: Scene) -> None:
    """Nothing of them stays with us."""
    await scene.says()
    await scene.look()
    assert [d.words + d.about for d in scene.book.kept.values()] == ["", ""]


async def test_printing_one_shows_no_words() -> None:
    """A log line that holds one holds none of them."""
    printed = repr(Disagreement(id="D1", to="U1", about="zzmark", words="zzmark"))
    assert "zzmark" not in printed


class TestFailures:
    """Nothing is lost, and nothing said twice."""

    @pytest.mark.parametrize("fault", ["lost", "lost reply"])
    async def test_an_unclear_answer_is_cleared_up_first(self, fault: str) -> None:
        """Slack is asked whether it was said before it is said again."""
        scene = scene_of("ann")
        await scene.says()
        scene.voice.faults.append(fault)
        await scene.look()
        assert await scene.look(10) == [("UANN", "it hurts")]

    async def test_what_cannot_be_brought_goes_back_to_who_signed_it(self) -> None:
        """With every word, once."""
        scene = scene_of("ann")
        await scene.says(signed=True)
        scene.voice.gone.add("UANN")
        await scene.look()
        assert await scene.look(1) == [("UCHO", "it hurts")]
        assert scene.voice.told[0].what.returned
        assert len(await scene.look(600)) == 1

    async def test_unnamed_words_wait_until_their_reader_can_be_reached(self) -> None:
        """There is nobody to give them back to; they stay sealed and are tried again."""
        scene = scene_of("ann")
        await scene.says()
        scene.voice.gone.add("UANN")
        assert await scene.look() == []
        assert await scene.look(30) == []
        scene.voice.gone.clear()
        assert await scene.look(30) == [("UANN", "it hurts")]

    @pytest.mark.parametrize("steps", range(14))
    async def test_a_crash_anywhere_loses_and_doubles_nothing(self, steps: int) -> None:
        """Killed after any step, whoever comes next finishes it."""
        scene = scene_of("ann", "bob")
        await scene.says()
        await scene.until_killed(scene.tick_due(), steps=steps)
        scene.restart()
        await scene.look()
        scene.restart()
        assert sorted(await scene.look()) == [("UANN", "it hurts"), ("UBOB", "it hurts")]
        assert scene.voice.doubled() == []
