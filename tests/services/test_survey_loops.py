"""What becomes of a poor answer: private, and open until the customer was told."""

import pytest

from bot.domain.survey import CustomerWords
from bot.ports.surveys import LoopsWait
from bot.services.answer_survey import (
    ForYou,
    NothingThere,
    move_loop,
    read_words,
    waiting_for,
)
from tests.services.survey_scene import HARD, SurveyScene, survey_scene


@pytest.fixture
def scene() -> SurveyScene:
    """Ann keeps the files."""
    return survey_scene(keepers=("ann",))


async def test_its_agent_reads_it_and_nobody_else(scene: SurveyScene) -> None:
    """The lead sees a number, not whose."""
    f = await scene.brought()
    found = await read_words(scene.tools, f.id, by="UCHO")
    assert isinstance(found, ForYou)
    assert found.feedback.words.comment == HARD
    assert isinstance(await read_words(scene.tools, f.id, by="UANN"), NothingThere)
    assert await scene.book.open_loops("support") == 1


async def test_it_stays_listed_until_the_customer_was_told(scene: SurveyScene) -> None:
    """Open, changed, told."""
    f = await scene.brought()
    await read_words(scene.tools, f.id, by="UCHO")
    await move_loop(scene.tools, f.id, by="UCHO", state="changed", changed="we call back the same day")
    assert [one.id for one in await waiting_for(scene.tools, "UCHO")] == [f.id]
    await move_loop(scene.tools, f.id, by="UCHO", state="told", changed="")
    assert await waiting_for(scene.tools, "UCHO") == []
    assert await scene.book.open_loops("support") == 0
    assert scene.book.kept[f.id].words.changed == "we call back the same day"


async def test_once_a_week_one_message_for_all_of_them(scene: SurveyScene) -> None:
    """In their hours, as long as any is open."""
    await scene.brought()
    await scene.look(hours=4)
    await scene.brought()
    scene.voice.told.clear()
    scene.around.until("2026-11-27T08:00")
    await scene.look()
    assert await scene.look(days=3) == [("UCHO", LoopsWait(id="f001", count=2))]
    for one in await waiting_for(scene.tools, "UCHO"):
        await move_loop(scene.tools, one.id, by="UCHO", state="told", changed="")
    assert len(await scene.look(days=9)) == 1


async def test_a_reminder_that_slack_refuses_comes_again_next_week(scene: SurveyScene) -> None:
    """And holds nothing up meanwhile."""
    await scene.brought()
    scene.voice.told.clear()
    scene.voice.faults.append("refuse:user_disabled")
    scene.around.until("2026-11-27T03:00")
    await scene.look()
    assert await scene.look(days=6) == []
    assert await scene.look(days=1) == [("UCHO", LoopsWait(id="f001", count=1))]


async def test_the_words_go_after_the_retention_of_notes_the_loop_does_not(scene: SurveyScene) -> None:
    """Where to look the customer up stays with it."""
    f = await scene.brought(ticket="T-1")
    await scene.look(days=91)
    assert scene.book.kept[f.id].words == CustomerWords(ticket="T-1")
    assert await scene.book.open_loops("support") == 1
    await move_loop(scene.tools, f.id, by="UCHO", state="told", changed="")
    await scene.look(minutes=1)
    assert not scene.book.kept


async def test_a_closed_one_goes_with_its_words(scene: SurveyScene) -> None:
    """Nothing stays of it."""
    f = await scene.brought()
    await move_loop(scene.tools, f.id, by="UCHO", state="told", changed="")
    await scene.look(days=91)
    assert not scene.book.kept


async def test_a_loop_that_nobody_closes_ends_after_a_year(scene: SurveyScene) -> None:
    """Before the store forgets it, so that the team's count stays true."""
    f = await scene.brought()
    await read_words(scene.tools, f.id, by="UCHO")
    for _ in range(60):
        await scene.look(days=7)
    assert await scene.book.open_loops("support") == 0


async def test_nobody_else_closes_it(scene: SurveyScene) -> None:
    """Who may is checked at the action."""
    f = await scene.brought()
    outcome = await move_loop(scene.tools, f.id, by="UANN", state="told", changed="")
    assert isinstance(outcome, NothingThere)


async def test_a_lead_is_an_agent_too(scene: SurveyScene) -> None:
    """Their own come to them alone."""
    f = await scene.brought(agent="ann")
    assert isinstance(await read_words(scene.tools, f.id, by="UANN"), ForYou)
