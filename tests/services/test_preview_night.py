"""A lead looks at tonight's post and has it posted now: who may, what they see, and that it happens once."""

import asyncio
from collections.abc import Coroutine
from datetime import date
from typing import Any

from bot.domain.digest import NightPage
from bot.domain.night_run import NightKey
from bot.ports import ChannelInfo
from bot.services.preview_night import NotYours, Preview, UnderWay, post_now, preview_night, teams_led
from bot.services.run_night import AlreadyPosted, Busy, Quiet, Ran
from tests.services.feedback_scene import Scene, scene

FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)
CUT_OFF = "2026-11-20T10:00"


class Later:
    """Runs what need not be waited for."""

    def __init__(self) -> None:
        self.tasks: list[asyncio.Task[None]] = []

    def __call__(self, work: Coroutine[Any, Any, None]) -> None:
        """Begin it."""
        self.tasks.append(asyncio.create_task(work))


def posts(place: Scene) -> list[NightPage]:
    """What stands in the channel."""
    return [what for what in place.said_in("CKUDOS") if isinstance(what, NightPage)]


async def test_the_preview_is_what_is_posted() -> None:
    """Word for word, and looking changes nothing."""
    place = scene()
    await place.give("UCHO", by="UBOB")
    seen = await preview_night(place.night, "support", "UANN")
    assert isinstance(seen, Preview)
    assert place.slack.heard == []
    outcome = await post_now(place.night, "support", FRIDAY, "UANN", Later())
    assert isinstance(outcome, Ran)
    assert tuple(posts(place)) == seen.pages


async def test_a_second_press_finds_it_posted() -> None:
    """Twice in a row, and twice at once."""
    place = scene()
    await place.give("UCHO", by="UBOB")
    pressed = [post_now(place.night, "support", FRIDAY, "UANN", Later()) for _ in range(2)]
    outcomes = await asyncio.gather(*pressed)
    assert sorted(type(one).__name__ for one in outcomes) in (["AlreadyPosted", "Ran"], ["Busy", "Ran"])
    again = await post_now(place.night, "support", FRIDAY, "UANN", Later())
    assert isinstance(again, AlreadyPosted)
    assert len(posts(place)) == 1


async def test_only_its_lead_may_look_and_post() -> None:
    """A colleague, another team's lead and somebody of no file: asked again at the press."""
    place = scene()
    await place.give("UCHO", by="UBOB")
    for user in ("UBOB", "UDAN", "UHR"):
        assert isinstance(await preview_night(place.night, "support", user), NotYours)
        assert isinstance(await post_now(place.night, "support", FRIDAY, user, Later()), NotYours)
    assert await preview_night(place.night, "support", "UBOB") == NotYours("support", "ann")
    assert await preview_night(place.night, "finance", "UEVE") == NotYours(None, None)
    assert place.slack.heard == []


async def test_whoever_leads_no_team_with_a_night_leads_none_here() -> None:
    """By the file as it is now."""
    place = scene()
    assert teams_led(place.book, "ann") == ("support",)
    assert teams_led(place.book, "eve") == ()
    assert teams_led(place.book, None) == ()


async def test_while_another_replica_posts_it_says_so() -> None:
    """Nothing is begun twice."""
    place = scene()
    await place.deadlines.lease("night:support")
    assert await post_now(place.night, "support", FRIDAY, "UANN", Later()) == Busy(
        NightKey(team="support", date=FRIDAY)
    )


async def test_a_quiet_day_names_the_next_night() -> None:
    """Saturday: Monday takes what comes in."""
    place = scene()
    place.until("2026-11-21T03:00")
    seen = await preview_night(place.night, "support", "UANN")
    assert isinstance(seen, Quiet)
    assert seen.following == NightKey(team="support", date=MONDAY)


async def test_on_a_quiet_day_what_was_held_back_can_be_posted() -> None:
    """The lead mended the channel on Saturday and need not wait for Monday."""
    place = scene()
    await place.give("UCHO", by="UBOB")
    fine = place.directory.channels["#kudos"]
    place.directory.channels["#kudos"] = ChannelInfo(id="CKUDOS", name="kudos", is_archived=True)
    place.until(CUT_OFF)
    await place.tick()
    place.until("2026-11-21T03:00")
    seen = await preview_night(place.night, "support", "UANN")
    assert isinstance(seen, Preview)
    assert (seen.night.date, seen.problem) == (FRIDAY, "archived")
    place.directory.channels["#kudos"] = fine
    assert isinstance(await post_now(place.night, "support", FRIDAY, "UANN", Later()), Ran)
    assert len(posts(place)) == 1


async def test_while_slack_is_silent_there_is_still_a_preview() -> None:
    """The file is believed; a window must open in three seconds."""
    place = scene()
    await place.give("UCHO", by="UBOB")
    place.directory.silent = True
    seen = await preview_night(place.night, "support", "UANN")
    assert isinstance(seen, Preview)
    assert len(seen.pages) == 1


async def test_a_long_night_goes_on_without_whoever_pressed() -> None:
    """They are told that it is under way; the rest follows."""
    place = scene(kudos={"per_day": 99})
    await place.give("UCHO", by="UBOB")
    gate = asyncio.Event()
    board = place.night.board
    later = Later()

    class Slow:
        """A board that waits."""

        def __getattr__(self, name: str) -> object:
            return getattr(board, name)

        async def post(self, *args: Any, **more: Any) -> object:  # noqa: ANN401 - whatever the port takes
            """Post, in the end."""
            await gate.wait()
            return await board.post(*args, **more)

    slow = type(place.night)(**{**vars(place.night), "board": Slow()})
    assert isinstance(await post_now(slow, "support", FRIDAY, "UANN", later), UnderWay)
    gate.set()
    await asyncio.gather(*later.tasks)
    assert len(posts(place)) == 1
