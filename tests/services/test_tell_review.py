"""Each lead is brought each week and month once, on their morning, through crashes and lost answers."""

from dataclasses import replace

import pytest

from bot.domain.review import Review
from bot.services.tell_review import NotTheirs, ensure_team_reviews, read_review
from tests.domain.small_files import team
from tests.fakes.calendars import FakeCalendars
from tests.services.review_scene import TEAMS, ReviewScene, figures, review_scene

MORNING = "2026-08-10T00:00"
"""Monday, nine in Seoul, a week after Baton came."""


@pytest.fixture
async def place() -> ReviewScene:
    """A team Baton has just come to."""
    return await review_scene()


async def test_the_week_comes_on_monday_morning_to_each_lead_alone(place: ReviewScene) -> None:
    """Words first, then the picture; not a minute before."""
    assert await place.at("2026-08-09T23:59") == []
    assert sorted(await place.at(MORNING)) == [("UANN", "2026-W32"), ("UEVE", "2026-W32")]
    assert {(user, review.team) for user, review in place.voice.shown} == {
        ("UANN", "support"),
        ("UEVE", "finance"),
    }
    assert len(await place.at("2026-08-10T09:00")) == 2


async def test_the_month_comes_on_its_first_working_day(place: ReviewScene) -> None:
    """The first of September is a Tuesday; the week came the day before."""
    await place.at("2026-08-31T00:00")
    told = await place.at("2026-09-01T00:00")
    assert sorted(told[-2:]) == [("UANN", "2026-08"), ("UEVE", "2026-08")]
    assert not any(name == "2026-07" for _, name in told)


async def test_a_bot_that_was_down_brings_the_last_week_only_and_in_their_hours(place: ReviewScene) -> None:
    """Three weeks later, on a Saturday: the last week, on Monday."""
    assert await place.at("2026-08-29T03:00") == []
    assert sorted(await place.at("2026-08-31T00:00")) == [("UANN", "2026-W35"), ("UEVE", "2026-W35")]


@pytest.mark.parametrize("fault", ["lost", "lost reply"])
async def test_an_answer_that_was_lost_makes_no_second_message(place: ReviewScene, fault: str) -> None:
    """Whoever comes after looks first."""
    place.voice.faults.append(fault)
    await place.at(MORNING)
    place.feedback.later(minutes=10)
    await place.tick_due()
    assert sorted(place.voice.periods()) == [("UANN", "2026-W32"), ("UEVE", "2026-W32")]


async def test_it_is_said_once_however_often_the_process_dies() -> None:
    """After each call in turn; the picture comes once at most."""
    for steps in range(1, 40):
        place = await review_scene(teams={"support": TEAMS["support"]})
        place.feedback.until(MORNING)
        ended = await place.dies_after(steps)
        while not ended:
            ended = await place.dies_after(30)
        assert place.voice.periods() == [("UANN", "2026-W32")]
        assert len(place.voice.shown) <= 1
        if place.life.calls and len(place.life.calls) < steps:
            break
    assert len(place.voice.shown) == 1


async def test_a_lead_who_cannot_be_written_to_is_left_in_peace() -> None:
    """No picture without words, no second attempt before the next week."""
    place = await review_scene(teams={"support": TEAMS["support"]})
    place.voice.faults.append("refuse:cannot_dm_bot")
    assert await place.at(MORNING) == []
    assert place.voice.shown == []
    assert await place.at("2026-08-11T00:00") == []
    assert await place.at("2026-08-17T00:00") == [("UANN", "2026-W33")]


async def test_a_team_without_a_lead_has_none() -> None:
    """And nobody else reads it in their place."""
    made = await review_scene(teams={"support": team(members=["bob"])})
    assert await made.at(MORNING) == []
    assert (await made.at("2026-08-17T00:00")) == []


async def test_only_the_present_lead_of_that_team_reads_it(place: ReviewScene) -> None:
    """Looked at when it is pressed: neither a colleague nor the lead of another team."""
    place.escalations.closed(figures(1, "2026-08-04T03:00"))
    place.feedback.until(MORNING)
    found = await read_review(place.tools, "UANN", "support", "week", "2026-W32")
    assert isinstance(found, Review)
    assert found.handed == 1
    for user in ("UBOB", "UEVE", "UNOBODY"):
        assert await read_review(place.tools, user, "support", "week", "2026-W32") == NotTheirs()
    assert await read_review(place.tools, "UANN", "gone", "week", "2026-W32") == NotTheirs()


async def test_who_leads_no_more_is_not_brought_what_was_begun() -> None:
    """The file changed between two attempts; whoever leads now is brought it, on their own morning in Berlin."""
    place = await review_scene(teams={"support": TEAMS["support"]})
    place.voice.faults.append("lost")
    await place.at(MORNING)
    book = place.feedback.book
    teams = {**book.file.teams, "support": book.file.teams["support"].model_copy(update={"lead": "bob"})}
    place.feedback.book = replace(book, file=book.file.model_copy(update={"teams": teams}))
    assert await place.at("2026-08-10T06:00") == []
    assert await place.at("2026-08-10T07:00") == [("UBOB", "2026-W32")]


async def test_who_is_new_in_the_team_is_known_from_that_day(place: ReviewScene) -> None:
    """Planning again keeps what is known of the others."""
    before = await place.book.get("support")
    place.feedback.later(days=3)
    book = place.feedback.book
    teams = {
        **book.file.teams,
        "support": book.file.teams["support"].model_copy(update={"members": ("bob", "cho", "dan", "eve")}),
    }
    place.feedback.book = replace(
        book, file=book.file.model_copy(update={"teams": teams}), calendars=FakeCalendars()
    )
    await ensure_team_reviews(place.tools)
    after = await place.book.get("support")
    assert before is not None
    assert after is not None
    assert {key: f"{day:%m-%d}" for key, day in after.known.items()} == {
        "bob": "08-03",
        "cho": "08-03",
        "dan": "08-03",
        "eve": "08-06",
    }
    assert after.begun == before.begun
