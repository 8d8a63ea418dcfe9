"""A night that is killed, loses its connection or its answers: everything arrives, and once."""

import random
from contextlib import suppress

import pytest

from bot.domain.digest import NightPage
from bot.services.correct import write_note
from bot.services.run_night import ensure_nights
from tests.fakes.faults import Killed
from tests.services.feedback_scene import WORDS, Scene, scene

CUT_OFF = "2026-11-20T10:00"
FAULTS = ("killed", "killed after", "lost", "lost reply")


async def full_evening() -> Scene:
    """A page in public, thanks for one in private, a note; and it is seven o'clock."""
    place = scene()
    await place.preferences.change("UCHO", thanks="private")
    await place.give("UANN", "UCHO", by="UBOB")
    await write_note(place.notes, author="UANN", recipient="UCHO", words=WORDS, value=None)
    await ensure_nights(place.night)
    place.until(CUT_OFF)
    return place


async def run_to_the_end(place: Scene) -> None:
    """The loop of one replica after another, until nothing is due any more."""
    for _ in range(20):
        with suppress(Killed):
            await place.tick_due()
        place.restart()


def check(place: Scene) -> None:
    """One page, one private thanks, one knock."""
    keys = [heard.key for heard in place.slack.heard]
    assert sorted(keys) == sorted(set(keys))
    pages = [heard for heard in place.slack.heard if isinstance(heard.what, NightPage)]
    assert [heard.where for heard in pages] == ["CKUDOS"]
    assert len(place.said_in("UCHO")) == 2


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("before", [0, 1, 2])
async def test_one_fault_at_any_message_loses_and_doubles_nothing(fault: str, before: int) -> None:
    """Whatever happens to any one of the three messages, each is read once."""
    place = await full_evening()
    place.slack.faults.extend([""] * before + [fault])
    await run_to_the_end(place)
    check(place)


@pytest.mark.parametrize("seed", range(25))
async def test_any_mix_of_faults_loses_and_doubles_nothing(seed: int) -> None:
    """Crashes and lost answers in a row, in any order."""
    chance = random.Random(seed)  # noqa: S311 - a test's dice
    place = await full_evening()
    place.slack.faults.extend(chance.choice(("", *FAULTS)) for _ in range(8))
    await run_to_the_end(place)
    check(place)


async def test_while_slack_does_not_let_us_look_nothing_is_said_again() -> None:
    """It may have been said: until that can be known, silence is the smaller mistake."""
    place = await full_evening()
    place.slack.faults.extend(["lost reply"] * 3)
    place.slack.blind = True
    await run_to_the_end(place)
    said = len(place.slack.heard)
    place.slack.blind = False
    await run_to_the_end(place)
    check(place)
    assert said <= len(place.slack.heard)


async def test_a_replica_that_overslept_its_lease_stops() -> None:
    """Two replicas at one night: the second carries on, the first finds its lease gone and writes nothing."""
    place = await full_evening()
    slow = await place.deadlines.lease("night:support")
    assert slow
    place.restart()
    await place.tick_due()
    heard = len(place.slack.heard)
    await place.deadlines.release(slow)
    await place.tick()
    assert len(place.slack.heard) == heard
    check(place)
