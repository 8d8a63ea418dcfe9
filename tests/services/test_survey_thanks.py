"""What becomes of a good answer: thanks, for its agent to decide on."""

from datetime import timedelta

import pytest

from bot.services.answer_survey import (
    NoNightTakesIt,
    NothingThere,
    NotShorter,
    Settled,
    WillBeShared,
    drop,
    keep,
    kept_for,
    read_words,
    share,
    take_back_consent,
)
from tests.domain.small_files import team
from tests.services.survey_scene import KIND, SurveyScene, survey_scene


@pytest.fixture
def scene() -> SurveyScene:
    """Ann keeps the files."""
    return survey_scene(keepers=("ann",))


async def test_with_consent_it_is_thanks_of_their_night(scene: SurveyScene) -> None:
    """From a customer without a name; then nothing of the draft stays."""
    f = await scene.brought(score=5, comment=KIND)
    outcome = await share(scene.tools, f.id, by="UCHO", text="You stayed on the line. Thank you!")
    assert isinstance(outcome, WillBeShared)
    assert [arrival.channel for arrival in outcome.arrivals] == ["#kudos"]
    [kudos] = await scene.around.kudos_book.received_by("UCHO", scene.now - timedelta(days=1))
    assert (kudos.source, kudos.text) == ("customer", "You stayed on the line. Thank you!")
    assert kudos.giver.name.both == ("고객", "a customer")
    assert not scene.book.kept


async def test_the_value_is_suggested_from_the_words(scene: SurveyScene) -> None:
    """As for any thanks."""
    f = await scene.brought(score=5, comment=KIND)
    await share(scene.tools, f.id, by="UCHO", text=KIND)
    [kudos] = await scene.around.kudos_book.received_by("UCHO", scene.now - timedelta(days=1))
    assert kudos.value == "act"


async def test_sent_twice_it_is_shared_once(scene: SurveyScene) -> None:
    """And both times they read that it is."""
    f = await scene.brought(score=5, comment=KIND)
    for _ in range(2):
        assert isinstance(await share(scene.tools, f.id, by="UCHO", text=KIND), WillBeShared)
    assert len(await scene.around.kudos_book.received_by("UCHO", scene.now - timedelta(days=1))) == 1


@pytest.mark.parametrize("steps", range(12))
async def test_a_crash_while_sharing_shares_once(steps: int) -> None:
    """Once they agreed, time finishes it."""
    scene = survey_scene()
    f = await scene.brought(score=5, comment=KIND)
    killed = await scene.until_killed(share(scene.tools, f.id, by="UCHO", text=KIND), steps=steps)
    scene.restart()
    await scene.look()
    given = await scene.around.kudos_book.received_by("UCHO", scene.now - timedelta(days=1))
    undecided = scene.book.kept.get(f.id)
    assert len(given) == (0 if undecided else 1)
    assert killed or not undecided


@pytest.mark.parametrize("text", ["", " … ", "the best agent of all", "Thank you You stayed"])
async def test_words_can_only_be_left_out(scene: SurveyScene, text: str) -> None:
    """Nobody speaks in a customer's name."""
    f = await scene.brought(score=5, comment=KIND)
    assert isinstance(await share(scene.tools, f.id, by="UCHO", text=text), NotShorter)
    assert scene.book.kept[f.id].draft == "waiting"


async def test_consent_can_be_taken_back_until_the_night_closes(scene: SurveyScene) -> None:
    """By its agent alone; then nobody reads it, and nothing of the words is kept."""
    f = await scene.brought(score=5, comment=KIND)
    outcome = await share(scene.tools, f.id, by="UCHO", text=KIND)
    assert isinstance(outcome, WillBeShared)
    assert not await take_back_consent(scene.tools, outcome.kudos, by="UANN")
    for _ in range(2):
        assert await take_back_consent(scene.tools, outcome.kudos, by="UCHO")
    assert await scene.around.kudos_book.received_by("UCHO", scene.now - timedelta(days=1)) == []
    kept = await scene.around.kudos_book.get(outcome.kudos)
    assert kept
    assert "courier" not in kept.text
    assert isinstance(await share(scene.tools, f.id, by="UCHO", text=KIND), NothingThere)


async def test_after_its_night_it_is_shared(scene: SurveyScene) -> None:
    """Taking it back then says so."""
    f = await scene.brought(score=5, comment=KIND)
    outcome = await share(scene.tools, f.id, by="UCHO", text=KIND)
    assert isinstance(outcome, WillBeShared)
    scene.around.until("2026-11-20T10:00")
    await scene.around.tick()
    assert not await take_back_consent(scene.tools, outcome.kudos, by="UCHO")


async def test_where_no_team_has_a_night_it_can_only_be_kept() -> None:
    """And they are told so."""
    scene = survey_scene(teams={"support": team(members=["ann", "bob", "cho"])})
    f = await scene.brought(score=5, comment=KIND)
    assert isinstance(await share(scene.tools, f.id, by="UCHO", text=KIND), NoNightTakesIt)


async def test_kept_quietly_it_stays_theirs(scene: SurveyScene) -> None:
    """Past the two weeks, and may still be shared later."""
    f = await scene.brought(score=5, comment=KIND)
    assert isinstance(await keep(scene.tools, f.id, by="UCHO"), Settled)
    await scene.look(days=40)
    [kept] = await kept_for(scene.tools, "UCHO")
    assert kept.words.comment == KIND
    assert isinstance(await share(scene.tools, f.id, by="UCHO", text=KIND), WillBeShared)


async def test_dropped_it_is_gone_at_once(scene: SurveyScene) -> None:
    """And a second press learns that nothing is there."""
    f = await scene.brought(score=5, comment=KIND)
    assert await drop(scene.tools, f.id, by="UCHO") == Settled(None)
    assert not scene.book.kept
    assert isinstance(await drop(scene.tools, f.id, by="UCHO"), NothingThere)


async def test_undecided_it_is_erased_after_two_weeks(scene: SurveyScene) -> None:
    """Not a day earlier."""
    f = await scene.brought(score=5, comment=KIND)
    await scene.look(days=13)
    assert f.id in scene.book.kept
    await scene.look(days=2)
    assert not scene.book.kept


@pytest.mark.parametrize("somebody", ["UANN", "UBOB", "UGUEST"])
async def test_nobody_else_can_read_or_decide(scene: SurveyScene, somebody: str) -> None:
    """Neither the lead nor a colleague."""
    f = await scene.brought(score=5, comment=KIND)
    assert isinstance(await read_words(scene.tools, f.id, by=somebody), NothingThere)
    assert isinstance(await share(scene.tools, f.id, by=somebody, text=KIND), NothingThere)
    assert isinstance(await drop(scene.tools, f.id, by=somebody), NothingThere)
