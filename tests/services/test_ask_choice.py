"""Asking once, in their hours, how somebody likes to be thanked."""

from dataclasses import replace

import pytest

from bot.domain.kudos import Kudos
from bot.requests.kudos import KudosTo
from bot.services.answer_survey import WillBeShared, share
from bot.services.ask_choice import take_up_questions
from bot.services.change_kudos import rewrite_kudos
from bot.services.give_kudos import KudosKept, give_kudos
from tests.fakes.faults import Killed
from tests.services.feedback_scene import scene
from tests.services.published_scene import Asking
from tests.services.survey_scene import KIND, survey_scene

CHO, BOB = "thanks-question-UCHO", "thanks-question-UBOB"


@pytest.fixture
def at() -> Asking:
    """Friday noon in Seoul."""
    return Asking(scene())


def asked(at: Asking) -> list[str]:
    """Who was asked, in order."""
    return [key for key, _ in at.asker.asked]


async def test_everybody_thanked_is_asked_once(at: Asking) -> None:
    """At the next full hour of theirs, however often they are thanked."""
    await at.thank("UCHO")
    await at.tick()
    assert asked(at) == []
    at.scene.later(hours=1)
    for number in range(3):
        await at.thank("UCHO", text=f"for the long call with customer {number}")
        await at.tick(bots=2)
    at.scene.later(hours=1)
    await at.tick(bots=2)
    assert asked(at) == [CHO]


async def test_each_in_their_own_hours(at: Asking) -> None:
    """Noon in Seoul is four in the morning for Bob in Berlin: his question waits for nine."""
    await at.thank("UCHO", "UBOB")
    at.scene.later(hours=1)
    await at.tick()
    assert asked(at) == [CHO]
    at.scene.later(hours=4)
    await at.tick()
    assert asked(at) == [CHO, BOB]


async def test_who_chose_already_is_not_asked(at: Asking) -> None:
    """Before the thanks, or between them and the question."""
    await at.scene.preferences.change("UCHO", thanks="public")
    await at.thank("UCHO", "UBOB")
    await at.scene.preferences.change("UBOB", thanks="private")
    at.scene.later(hours=5)
    await at.tick()
    assert asked(at) == []


async def test_who_left_is_not_asked(at: Asking) -> None:
    """Nor is their question tried again."""
    await at.thank("UCHO")
    member = at.scene.directory.members["UCHO"]
    at.scene.directory.members["UCHO"] = member.model_copy(update={"has_left": True})
    at.scene.later(hours=1)
    await at.tick()
    assert asked(at) == []
    assert not [item for item in at.scene.deadlines.due if item.startswith("thanks-question:")]


@pytest.mark.parametrize("fault", ["lost", "lost reply", "killed", "killed after"])
async def test_after_a_crash_they_are_asked_once(at: Asking, fault: str) -> None:
    """Whoever comes after looks first."""
    await at.thank("UCHO")
    at.scene.later(hours=1)
    at.asker.faults.append(fault)
    if fault.startswith("killed"):
        with pytest.raises(Killed):
            await at.tick()
    else:
        await at.tick()
    at.scene.restart()
    await at.tick(bots=2)
    assert asked(at) == [CHO]


async def lost(at: Asking) -> None:
    """The question to Cho never reached Slack, and nobody knows."""
    await at.thank("UCHO")
    at.scene.later(hours=1)
    at.asker.faults.append("lost")
    await at.tick()
    at.scene.restart()


async def test_who_chose_after_a_lost_question_is_not_asked_again(at: Asking) -> None:
    """In their Home tab, say, before it was looked for."""
    await lost(at)
    await at.scene.preferences.change("UCHO", thanks="private")
    await at.tick()
    assert asked(at) == []
    assert at.questions.kept["UCHO"].settled


async def test_who_left_after_a_lost_question_is_not_asked_again(at: Asking) -> None:
    """It is looked for, and then nobody is there."""
    await lost(at)
    member = at.scene.directory.members["UCHO"]
    at.scene.directory.members["UCHO"] = member.model_copy(update={"has_left": True})
    await at.tick()
    assert asked(at) == []
    assert at.questions.kept["UCHO"].settled


async def test_a_lost_question_is_asked_again_in_their_hours(at: Asking) -> None:
    """The next morning, where it was noticed after their evening, and once."""
    await lost(at)
    at.scene.later(hours=8)
    await at.tick()
    assert asked(at) == []
    at.scene.until("2026-11-23T00:00")
    await at.tick(bots=2)
    assert asked(at) == [CHO]


async def test_where_nobody_can_look_it_counts_as_asked(at: Asking) -> None:
    """A question twice would be unkind; Home has the choice."""
    await at.thank("UCHO")
    at.scene.later(hours=1)
    at.asker.faults.append("lost reply")
    await at.tick()
    at.asker.blind = True
    at.scene.restart()
    await at.tick()
    assert asked(at) == [CHO]
    assert at.questions.kept["UCHO"].settled


async def test_a_bot_that_died_before_it_noted_them_makes_up_for_it(at: Asking) -> None:
    """At its start it asks for those whom an open night thanks."""
    await at.scene.give("UCHO")
    assert not at.questions.kept
    await take_up_questions(at.tools)
    at.scene.later(hours=1)
    await at.tick()
    assert asked(at) == [CHO]


async def test_somebody_refused_is_not_tried_for_ever(at: Asking) -> None:
    """Slack said no for good; the night goes on as without an answer."""
    await at.thank("UCHO")
    at.scene.later(hours=1)
    at.asker.faults.append("refuse:user_disabled")
    await at.tick()
    assert at.questions.kept["UCHO"].settled


async def test_giving_tells_of_whom_it_thanks(at: Asking) -> None:
    """Also when it is given to somebody else afterwards."""
    told: list[Kudos] = []
    tools = replace(at.scene.thanks, thanked=told.append)
    text = "for staying late with that customer"
    kept = await give_kudos(tools, KudosTo(users=("UCHO",), text=text), giver="UANN")
    assert isinstance(kept, KudosKept)
    await rewrite_kudos(tools, kept.kudos.id, KudosTo(users=("UBOB",), text=text), by="UANN", value=None)
    assert [[who.user for who in kudos.people] for kudos in told] == [["UCHO"], ["UBOB"]]


async def test_thanks_of_a_customer_tell_of_their_agent() -> None:
    """Whoever is thanked first by a customer is asked in time, too."""
    told: list[Kudos] = []
    customers = survey_scene()
    found = await customers.brought(score=5, comment=KIND)
    tools = replace(customers.tools, thanked=told.append)
    assert isinstance(await share(tools, found.id, by="UCHO", text=KIND), WillBeShared)
    assert {who.user for kudos in told for who in kudos.people} == {"UCHO"}
