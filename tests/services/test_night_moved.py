"""A post that Slack never answered for, and a file that moves its channel meanwhile: said once, in one channel."""

import pytest

from bot.ports import ChannelInfo
from bot.ports.nights import PostHeld
from bot.services.published import MayJoin, NotThere, may_join
from tests.fakes.faults import Killed
from tests.services.feedback_scene import Scene, scene
from tests.services.published_scene import NIGHT, After
from tests.services.test_night_room import ARCHIVED, EVENINGS, posts, told, use


def moves(place: Scene) -> None:
    """The file names another channel for the team's nights, which is there."""
    place.directory.channels["#thanks"] = ChannelInfo(id="CTHANKS", name="thanks", is_member=True)
    file = place.book.file
    night = file.teams["support"].night
    assert night
    moved = file.teams["support"].model_copy(
        update={"night": night.model_copy(update={"channel": "#thanks"})}
    )
    use(place, file.model_copy(update={"teams": {**file.teams, "support": moved}}))


async def left_open(place: Scene, fault: str) -> None:
    """A night of which nobody knows whether it stands; then the file moves its channel."""
    await place.give("UCHO", by="UBOB")
    place.until(EVENINGS[0])
    place.slack.faults.append(fault)
    if fault.startswith("killed"):
        with pytest.raises(Killed):
            await place.tick()
    else:
        await place.tick()
    moves(place)


@pytest.mark.parametrize("fault", ["lost reply", "killed after"])
async def test_what_was_posted_before_the_channel_moved_is_found_where_it_was(fault: str) -> None:
    """And is not said in the other one as well."""
    place = scene()
    await left_open(place, fault)
    place.restart()
    place.later(minutes=6)
    await place.tick()
    assert (len(posts(place)), posts(place, "CTHANKS")) == (1, [])
    run = place.nights.runs[NIGHT]
    assert (run.state, run.stands_in) == ("done", "CKUDOS")


@pytest.mark.parametrize("fault", ["lost", "killed"])
async def test_what_was_not_posted_before_the_channel_moved_goes_to_the_new_one(fault: str) -> None:
    """Also where the old one is archived by now: what stands there can be looked for all the same."""
    place = scene()
    await left_open(place, fault)
    place.directory.channels["#kudos"] = ARCHIVED
    place.restart()
    place.later(minutes=6)
    await place.tick()
    assert (posts(place), len(posts(place, "CTHANKS"))) == ([], 1)
    assert told(place) == []


async def test_what_may_stand_where_nobody_can_look_any_more_is_held() -> None:
    """It may have been posted; the lead is told which channel that is about, not the one of the file."""
    place = scene()
    await left_open(place, "lost reply")
    place.directory.channels["#kudos"] = ChannelInfo(id="CKUDOS", name="kudos", is_private=True)
    place.slack.blind = True
    place.restart()
    place.later(minutes=6)
    await place.tick()
    assert (len(posts(place)), posts(place, "CTHANKS")) == (1, [])
    [held] = told(place)
    assert isinstance(held, PostHeld)
    assert (held.channel, held.problem) == ("#kudos", "not_member")


async def test_thanks_that_may_stand_are_joined_by_who_sees_where_they_went() -> None:
    """Not by who sees the channel that the file names since."""
    place = scene()
    await left_open(place, "lost reply")
    after = After(place)
    [kudos] = await place.nights.kudos([NIGHT])
    place.directory.hidden = {"CKUDOS": {"UDAN"}}
    assert isinstance(await may_join(after.tools, kudos.id, by="UDAN"), NotThere)
    place.directory.hidden = {"CTHANKS": {"UDAN"}}
    assert isinstance(await may_join(after.tools, kudos.id, by="UDAN"), MayJoin)
