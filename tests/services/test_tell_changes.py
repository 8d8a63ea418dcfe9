"""Telling people what changed in the files: what, whom, when, once."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest

from bot.ports import ChannelInfo
from bot.ports.changes import Leaf
from bot.services.acknowledge import Acknowledged, acknowledge
from bot.services.handbook import Handbook
from bot.services.say_news import tick_news
from bot.services.tell_changes import (
    AT_LATEST,
    MOST_READERS,
    QUIET,
    NewsTools,
    note_bad,
    note_good,
    tick_files,
)
from tests.domain.small_files import Raw, layer, seoul, team, team_file
from tests.fakes.calendars import FakeCalendars
from tests.fakes.faults import Killed
from tests.fakes.feedback_slack import FakeDirectory
from tests.fakes.news import FakeNews, FakeNewsBoard
from tests.fakes.store import FakeDeadlines
from tests.services.escalation_scene import Life, Mortal
from tests.services.feedback_scene import philosophy

MORNING = seoul("2026-03-02T10:00")
MINUTE = timedelta(minutes=1)


def files(
    first: str = "ann",
    *,
    people: Mapping[str, Raw] | None = None,
    desk: str = "dan eve",
    **topic: Any,  # noqa: ANN401 - as YAML has it
) -> Handbook:
    """Refunds ask one person first; a desk changes hands on Mondays; ann keeps the files."""
    levels = [{"ask": f"person:{first}", "within": "15m"}]
    refund = {"title": {"en": "Refunds"}, "team": "support", "policies": [{"levels": levels}], **topic}
    file = team_file(
        topics={"refund": refund},
        schedules={"desk": {"layers": [layer(desk)]}},
        teams={"support": team(lead="ann", members=["bob"], hours={"mon-fri": ["09:00-18:00"]})},
        people=people,
    )
    keeping = file.workspace.model_copy(update={"keepers": ("ann",)})
    return Handbook.of(file.model_copy(update={"workspace": keeping}), philosophy(), FakeCalendars())


@dataclass
class Scene:
    """One store and one Slack; `now` is the bot's clock, `real` theirs."""

    tools: NewsTools
    book: FakeNews
    board: FakeNewsBoard
    deadlines: FakeDeadlines
    directory: FakeDirectory
    now: datetime
    real: datetime
    handbook: Handbook

    def later(self, length: timedelta) -> None:
        """Time passes."""
        self.now += length
        self.real += length

    async def good(self, handbook: Handbook) -> None:
        """Taken over here."""
        self.handbook = handbook
        await note_good(self.tools, handbook)

    async def tick(self) -> None:
        """Everything due now, as the loop does it, until nothing is."""
        for _ in range(10):
            leases = await self.deadlines.claim(self.now, 99)
            for lease in leases:
                kind, _, key = lease.item.partition(":")
                await (tick_files if kind == "files" else tick_news)(self.tools, key, lease)
            if not leases:
                return
        raise AssertionError("it never comes to rest")

    @property
    def to(self) -> list[str]:
        """To whom something was said, in order."""
        return sorted(to for to, _, _ in self.board.said)


@pytest.fixture
def scene() -> Scene:
    """After the first start with the first files."""
    return new_scene()


def new_scene() -> Scene:
    """A store of its own, and a Slack."""
    made: list[Scene] = []
    number = count(1)

    def new_id() -> str:
        return f"id{next(number)}"

    handbook = files()
    directory = FakeDirectory()
    directory.enlist(*handbook.file.people)
    directory.channels["#support"] = ChannelInfo(id="CSUPPORT", name="support", is_member=True)
    deadlines = FakeDeadlines(new_id, lambda: made[0].real)
    book, board = FakeNews(deadlines), FakeNewsBoard(lambda: made[0].real)
    tools = NewsTools(
        handbook=lambda: made[0].handbook, book=book, board=board, directory=directory, deadlines=deadlines,
        clock=lambda: made[0].now, wall_clock=lambda: made[0].real, new_id=new_id,
    )  # fmt: skip
    made.append(Scene(tools, book, board, deadlines, directory, MORNING, MORNING, handbook))
    return made[0]


async def told(scene: Scene, handbook: Handbook) -> None:
    """A change, and two quiet minutes."""
    await scene.good(files())
    await scene.good(handbook)
    scene.later(QUIET)
    await scene.tick()


async def test_the_first_start_tells_nothing(scene: Scene) -> None:
    """There is nothing to compare with."""
    await scene.good(files())
    scene.later(timedelta(hours=1))
    await scene.tick()
    assert not scene.board.said


async def test_keepers_those_it_touches_and_the_teams_channel(scene: Scene) -> None:
    """Ann keeps the files and is touched: one message, not two."""
    await told(scene, files("bob"))
    assert scene.to == ["UANN", "UBOB", "support"]
    kinds = {leaf.to: leaf.kind for leaf in scene.book.leaves.values()}
    assert kinds == {"UANN": "keeper", "UBOB": "person", "support": "team"}


async def test_nothing_is_told_before_it_rests(scene: Scene) -> None:
    """Each save begins the two minutes anew, but not for ever."""
    await scene.good(files())
    begun = scene.now
    for step in range(30):
        await scene.good(files("bob" if step % 2 else "cho"))
        scene.later(MINUTE)
        await scene.tick()
        if scene.board.said:
            break
    assert AT_LATEST <= scene.now - begun <= AT_LATEST + MINUTE


async def test_an_edit_that_was_taken_back_was_none(scene: Scene) -> None:
    """Nobody hears of it."""
    await scene.good(files())
    await scene.good(files("bob"))
    await scene.good(files())
    scene.later(timedelta(hours=1))
    await scene.tick()
    assert not scene.board.said


async def test_what_only_looks_different_is_not_told(scene: Scene) -> None:
    """Not a word where nothing means anything else."""
    await told(scene, files("ann"))
    assert not scene.board.said


async def test_two_replicas_that_notice_tell_once(scene: Scene) -> None:
    """And the second change is told against the first."""
    await scene.good(files())
    await scene.good(files("bob"))
    await scene.good(files("bob"))
    scene.later(QUIET)
    await scene.tick()
    await scene.good(files("bob"))
    scene.later(QUIET)
    await scene.tick()
    assert scene.to == ["UANN", "UBOB", "support"]
    await scene.good(files("cho"))
    scene.later(QUIET)
    await scene.tick()
    assert [to for to, _, _ in scene.board.said[3:]] == ["UANN", "UBOB", "UCHO", "support"]


async def test_a_replica_with_the_old_files_leaves_it_to_one_with_the_new(scene: Scene) -> None:
    """It may not know the new people in Slack; but if nobody else tells, it does after some minutes."""
    await scene.good(files())
    await scene.good(files("bob"))
    scene.handbook = files()
    scene.later(QUIET)
    await scene.tick()
    assert not scene.board.said
    for _ in range(6):
        scene.real += timedelta(minutes=2)
        await scene.tick()
    assert scene.to == ["UANN", "UBOB", "support"]


async def test_who_is_at_home_reads_it_as_their_hours_begin(scene: Scene) -> None:
    """The keepers and the channel at once."""
    scene.later(timedelta(hours=10))
    await told(scene, files("bob"))
    assert scene.to == ["UANN", "support"]
    scene.later(timedelta(hours=13))
    await scene.tick()
    assert "UBOB" in scene.to


async def test_a_shift_that_changes_hands_sooner_does_not_wait(scene: Scene) -> None:
    """At eight in the evening, about a shift that begins now."""
    scene.later(timedelta(hours=10))
    await told(scene, files(desk="eve dan"))
    assert {"UDAN", "UEVE"} <= set(scene.to)


async def test_a_crowd_is_not_written_to_one_by_one(scene: Scene) -> None:
    """More than fifty: the keepers, and the channels."""
    crowd = {f"p{number}": {"name": {"en": f"P{number}"}} for number in range(MOST_READERS + 1)}
    scene.directory.enlist(*crowd)
    may = {"agent": {"en": "Up to ten"}}
    await scene.good(files(people=crowd))
    await scene.good(files(people=crowd, may_decide=may))
    scene.later(QUIET)
    await scene.tick()
    assert scene.to == ["UANN", "support"]


async def test_not_where_another_company_reads_along(scene: Scene) -> None:
    """Rule 20, for who is asked about what."""
    shared = ChannelInfo(id="CSUPPORT", name="support", is_member=True, is_shared_outside=True)
    scene.directory.channels["#support"] = shared
    await told(scene, files("bob"))
    assert scene.to == ["UANN", "UBOB"]


async def test_a_bad_file_is_told_to_the_keepers_once(scene: Scene) -> None:
    """By every replica; and once more after another good one."""
    await scene.good(files())
    for _ in range(2):
        await note_bad(scene.tools, "bad" * 20, ["escalation.yaml:1:1: …"])
        await scene.tick()
    assert scene.to == ["UANN"]
    await scene.good(files())
    scene.later(QUIET)
    await scene.tick()
    assert scene.to == ["UANN", "UANN"]


async def test_the_good_one_after_a_bad_one_says_so(scene: Scene) -> None:
    """With what changed."""
    await scene.good(files())
    await note_bad(scene.tools, "bad", ["…"])
    await scene.good(files("bob"))
    scene.later(QUIET)
    await scene.tick()
    leaf = next(leaf for leaf in scene.book.leaves.values() if leaf.to == "UBOB")
    found = await scene.book.news(leaf.news)
    assert found
    assert found.news.mended


@pytest.mark.parametrize("fault", ["lost", "lost reply", "killed after"])
async def test_each_message_stands_once_whatever_happens(scene: Scene, fault: str) -> None:
    """Whoever comes next looks first."""
    for place in range(3):
        scene.board.said.clear()
        scene.board.faults.extend([""] * place + [fault])
        with suppress(Killed):
            await told(scene, files("bob" if place % 2 else "cho"))
        scene.real += timedelta(minutes=10)
        await scene.tick()
        assert len(scene.to) == len(set(scene.to))
        assert {"UANN", "support"} <= set(scene.to)


async def test_killed_anywhere_everybody_reads_it_once() -> None:
    """After each call to the store and to Slack, and before: one truth when it comes to rest."""
    steps, is_over = 0, False
    while not is_over:
        scene, life = new_scene(), Life()
        await scene.good(files())
        mortal: dict[str, Any] = {
            name: Mortal(getattr(scene.tools, name), life) for name in ("book", "board", "deadlines")
        }
        life.left = steps
        alive, scene.tools = scene.tools, replace(scene.tools, **mortal)
        is_over = True
        try:
            await note_good(scene.tools, files("bob"))
            scene.handbook = files("bob")
            scene.later(QUIET)
            await scene.tick()
        except Killed:
            is_over = False
        scene.tools = alive
        scene.real += timedelta(minutes=10)
        await scene.good(files("bob"))
        scene.later(QUIET)
        await scene.tick()
        assert scene.to == ["UANN", "UBOB", "support"], steps
        steps += 1
    assert steps > 20


async def test_somebody_who_cannot_be_written_to_holds_up_nobody(scene: Scene) -> None:
    """The rest is told, and it is not tried again."""
    scene.board.faults.extend(["refuse:user_disabled"])
    await told(scene, files("bob"))
    assert len(scene.board.said) == 2
    assert [leaf.given_up for leaf in scene.book.leaves.values()].count("user_disabled") == 1


async def test_acknowledging_counts_once_and_is_shown(scene: Scene) -> None:
    """To the keeper, and on one's own message."""
    await told(scene, files("bob"))
    news = one_leaf(scene, "UBOB").news
    assert await acknowledge(scene.tools, news, by="UBOB") == Acknowledged(scene.now, before=False)
    first = scene.now
    scene.later(MINUTE)
    assert await acknowledge(scene.tools, news, by="UBOB") == Acknowledged(first, before=True)
    assert await acknowledge(scene.tools, news, by="UEVE") == "not_asked"
    assert await acknowledge(scene.tools, "never", by="UBOB") == "gone"
    await scene.tick()
    assert sorted(scene.board.drawn, key=str) == [
        ("UANN", frozenset({"UBOB"})),
        ("UBOB", frozenset({"UBOB"})),
    ]


async def test_read_between_posting_and_noting_it_is_drawn_anew(scene: Scene) -> None:
    """Nobody's press is lost on the keeper's message."""
    await told(scene, files("bob"))
    leaf = one_leaf(scene, "UANN")
    await acknowledge(scene.tools, leaf.news, by="UANN")
    scene.board.faults.extend(["lost"])
    await scene.tick()
    await acknowledge(scene.tools, leaf.news, by="UBOB")
    scene.real += timedelta(minutes=10)
    await scene.tick()
    assert ("UANN", frozenset({"UANN", "UBOB"})) in scene.board.drawn


def one_leaf(scene: Scene, to: str) -> Leaf:
    """The message to somebody."""
    return next(leaf for leaf in scene.book.leaves.values() if leaf.to == to)
