"""The improvement list: who adds, who reads, who says what became of it, and what its lead is told."""

from dataclasses import dataclass

from bot.domain.correction import Observation
from bot.ports.improvements import ImprovementNews
from bot.services.correct import ToImprove, improve_process
from bot.services.improve import (
    Gone,
    ImproveTools,
    Listed,
    NoList,
    NotTheLead,
    TeamList,
    TooLong,
    ensure_improvements,
    item_for_lead,
    list_item,
    lists_of,
    settle_item,
    tick_improvements,
    unlist_item,
)
from tests.fakes.voice import FakeVoice
from tests.services.feedback_scene import Scene, scene

MONDAY = "2026-11-23T01:00"
"""Ten in the morning in Seoul."""


@dataclass
class Lists:
    """A scene with lists."""

    scene: Scene
    tools: ImproveTools
    voice: FakeVoice[ImprovementNews]

    async def add(self, text: str = "the refund form asks twice", by: str = "UBOB") -> str:
        """A line; its id."""
        outcome = await list_item(self.tools, author=by, text=text)
        assert isinstance(outcome, Listed)
        return outcome.item.id

    async def tick(self) -> None:
        """Whatever is due of the lists."""
        for lease in await self.scene.deadlines.claim(self.scene.now, 20):
            if lease.item.startswith("improvements:"):
                await tick_improvements(self.tools, lease.item.partition(":")[2], lease)

    async def told(self) -> list[tuple[str, list[str]]]:
        """Who was told which lines."""
        return [(user, [one.words.situation for one in what.items]) for user, what in self.voice.said()]


def lists() -> Lists:
    """The support team: Ann leads Bob and Cho; it is Friday noon."""
    s = scene()
    voice = FakeVoice[ImprovementNews](lambda: s.real)
    tools = ImproveTools(
        handbook=lambda: s.book,
        book=s.notes.improvements,
        voice=voice,
        directory=s.directory,
        deadlines=s.deadlines,
        clock=lambda: s.now,
        wall_clock=lambda: s.real,
        new_id=s.notes.new_id,
    )
    return Lists(s, tools, voice)


async def read(tools: ImproveTools, user: str) -> list[TeamList]:
    """Somebody's lists."""
    found = await lists_of(tools, user)
    assert not isinstance(found, NoList)
    return list(found)


async def test_one_line_is_enough_and_holds_no_name() -> None:
    """Not the author's, nor their id, in any form."""
    at = lists()
    outcome = await list_item(at.tools, author="UBOB", text="the refund form asks twice")
    assert isinstance(outcome, Listed)
    assert not any(mark in outcome.item.model_dump_json().lower() for mark in ("ubob", '"bob"'))


async def test_the_whole_team_reads_it_and_nobody_else() -> None:
    """Members and lead; the members do not say what becomes of it."""
    at = lists()
    await at.add()
    assert [(one.team, one.leads, len(one.items)) for one in await read(at.tools, "UCHO")] == [
        ("support", False, 1)
    ]
    assert [one.leads for one in await read(at.tools, "UANN")] == [True]
    assert not any(one.items for one in await read(at.tools, "UEVE"))
    for other in ("UHR", "UGUEST", "UBOT", "USTRANGER"):
        assert isinstance(await lists_of(at.tools, other), NoList)


async def test_guests_and_people_in_no_team_add_nothing() -> None:
    """They are told so."""
    at = lists()
    assert isinstance(await list_item(at.tools, author="UGUEST", text="x"), NoList)
    assert isinstance(await list_item(at.tools, author="UHR", text="x"), NoList)
    assert await list_item(at.tools, author="UBOB", text="x" * 1001) == TooLong(1001, 1000)


async def test_undo_takes_it_off_until_something_was_said() -> None:
    """For people of the team; again is the same."""
    at = lists()
    item = await at.add()
    assert not await unlist_item(at.tools, "support", item, by="UEVE")
    assert await unlist_item(at.tools, "support", item, by="UBOB")
    assert await unlist_item(at.tools, "support", item, by="UBOB")
    item = await at.add()
    await settle_item(at.tools, "support", item, by="UANN", state="looking", answer="")
    assert not await unlist_item(at.tools, "support", item, by="UBOB")


async def test_only_the_lead_says_what_became_of_it() -> None:
    """It is checked as it is done; the team then reads the line."""
    at = lists()
    item = await at.add()
    for other in ("UBOB", "UDAN", "UHR"):
        assert await item_for_lead(at.tools, "support", item, by=other) == NotTheLead("support")
        refused = await settle_item(at.tools, "support", item, by=other, state="done", answer="x")
        assert refused == NotTheLead("support")
    settled = await settle_item(at.tools, "support", item, by="UANN", state="done", answer="it asks once now")
    assert isinstance(settled, Listed)
    [mine] = await read(at.tools, "UCHO")
    assert [(one.state, one.answer) for one in mine.items] == [("done", "it asks once now")]
    again = await settle_item(at.tools, "support", item, by="UANN", state="done", answer="it asks once now")
    assert again == settled
    assert await settle_item(at.tools, "support", "gone", by="UANN", state="done", answer="x") == Gone()


async def test_what_is_done_leaves_after_180_days_and_what_is_open_stays() -> None:
    """For the lead and the team alike."""
    at = lists()
    done, still = await at.add(), await at.add("the queue has no filter")
    await settle_item(at.tools, "support", done, by="UANN", state="done", answer="ok")
    at.scene.later(days=179)
    assert len((await read(at.tools, "UBOB"))[0].items) == 2
    at.scene.later(days=1)
    assert [one.id for one in (await read(at.tools, "UBOB"))[0].items] == [still]
    assert await at.tools.book.get("support", done) is None


async def test_the_lead_hears_once_a_week_and_only_of_what_is_new() -> None:
    """As their Monday begins, in one message; nothing new, no message."""
    at = lists()
    await ensure_improvements(at.tools)
    await at.tick()
    first, second = await at.add("one"), await at.add("two")
    await at.tick()
    assert await at.told() == []
    at.scene.until(MONDAY)
    await at.tick()
    await at.tick()
    assert await at.told() == [("UANN", ["one", "two"])]
    await settle_item(at.tools, "support", first, by="UANN", state="done", answer="done")
    await at.add("three")
    at.scene.later(days=3)
    await at.tick()
    assert len(at.voice.told) == 1
    at.scene.later(days=4)
    await at.tick()
    assert (await at.told())[1:] == [("UANN", ["one", "three"])]
    at.scene.later(days=7)
    await at.tick()
    assert len(at.voice.told) == 2
    assert second


async def test_it_waits_for_the_leads_hours() -> None:
    """At night nobody is told."""
    at = lists()
    await ensure_improvements(at.tools)
    await at.tick()
    await at.add()
    at.scene.until("2026-11-22T16:00")
    await at.tick()
    assert await at.told() == []


async def test_a_lost_answer_is_looked_for_and_not_told_twice() -> None:
    """A crash after it was said, and before it was noted, too."""
    at = lists()
    await ensure_improvements(at.tools)
    await at.tick()
    await at.add()
    at.scene.until(MONDAY)
    at.voice.faults.append("lost reply")
    await at.tick()
    at.scene.later(minutes=10)
    await at.tick()
    assert len(at.voice.told) == 1


async def test_what_comes_while_an_answer_is_lost_is_told_the_week_after() -> None:
    """The message that is found does not hold it."""
    at = lists()
    await ensure_improvements(at.tools)
    await at.tick()
    await at.add("one")
    at.scene.until(MONDAY)
    at.voice.faults.append("lost reply")
    await at.tick()
    await at.add("two")
    at.scene.later(minutes=10)
    await at.tick()
    assert await at.told() == [("UANN", ["one"])]
    at.scene.later(days=7)
    await at.tick()
    assert await at.told() == [("UANN", ["one"]), ("UANN", ["two"])]


async def test_what_slack_refuses_waits_for_the_next_week() -> None:
    """And is still new then."""
    at = lists()
    await ensure_improvements(at.tools)
    await at.tick()
    await at.add("one")
    at.scene.until(MONDAY)
    at.voice.faults.append("refuse:user_disabled")
    await at.tick()
    assert await at.told() == []
    at.scene.later(days=7)
    await at.tick()
    assert await at.told() == [("UANN", ["one"])]


async def test_the_note_forms_process_goes_to_the_same_kind_of_item() -> None:
    """What was written in parts reads as one text."""
    at = lists()
    words = Observation(situation="in the queue", behaviour="", impact="it takes long", next_time="")
    outcome = await improve_process(at.scene.notes, author="UBOB", recipient=None, words=words)
    assert isinstance(outcome, ToImprove)
    found = await at.tools.book.listed("support")
    assert [one.words for one in found] == [words]


async def test_a_form_sent_again_after_the_lead_answered_changes_nothing() -> None:
    """It is one line with a random id, and the lead's answer stays."""
    at = lists()
    words = Observation(situation="in the queue", behaviour="", impact="it takes long", next_time="")
    for form in ("V1-beef", "V1-beef", "V2-beef"):
        await improve_process(at.scene.notes, author="UBOB", recipient=None, words=words, once=form)
    found = await at.tools.book.listed("support")
    assert len(found) == 2
    assert not [one.id for one in found if "beef" in one.id or one.id.startswith("V")]
    first = found[-1]
    await settle_item(at.tools, "support", first.id, by="UANN", state="done", answer="it asks once now")
    await improve_process(at.scene.notes, author="UBOB", recipient=None, words=words, once="V1-beef")
    found = await at.tools.book.listed("support")
    assert sorted(one.state for one in found) == ["done", "open"]
