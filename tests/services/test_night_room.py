"""The channel of a team's nights: in doubt not posted to, found again when renamed, its lead told once; no night at all."""

from datetime import date, timedelta

from bot.domain.digest import NightPage, PrivateThanks
from bot.domain.night_run import NightKey
from bot.domain.team_file import TeamFile
from bot.ports import ChannelInfo
from bot.ports.nights import PostHeld, RoomRenamed
from bot.services.handbook import Handbook
from bot.services.run_night import Rehearsed, ensure_nights, run_night
from tests.domain.small_files import Raw, team
from tests.fakes.calendars import FakeCalendars
from tests.services.feedback_scene import TEAMS, Scene, scene

FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)
EVENINGS = ("2026-11-20T10:00", "2026-11-23T10:00", "2026-11-24T10:00", "2026-11-25T10:00")
ARCHIVED = ChannelInfo(id="CKUDOS", name="kudos", is_archived=True)
SHARED = ChannelInfo(id="CKUDOS", name="kudos", is_shared_outside=True, is_member=True)


def told(place: Scene) -> list[object]:
    """What the lead was told."""
    return [one for one in place.said_in("UANN") if isinstance(one, PostHeld | RoomRenamed)]


def posts(place: Scene, channel: str = "CKUDOS") -> list[NightPage]:
    """What stands in the channel."""
    return [what for what in place.said_in(channel) if isinstance(what, NightPage)]


async def evening(place: Scene, at: str, *, text: str) -> None:
    """Thanks, and the hour they are posted at."""
    await place.give("UCHO", by="UBOB", text=text)
    place.until(at)
    await place.tick()


async def test_the_lead_is_told_once_while_it_stays_like_that() -> None:
    """Not every night the same; every date that waits is posted in the end."""
    place = scene()
    fine = place.directory.channels["#kudos"]
    place.directory.channels["#kudos"] = ARCHIVED
    for number, at in enumerate(EVENINGS[:3]):
        await evening(place, at, text=f"for the calm answers, number {number}")
    assert [one.problem for one in told(place) if isinstance(one, PostHeld)] == ["archived"]
    place.directory.channels["#kudos"] = fine
    await evening(place, EVENINGS[3], text="for the calm answers, the last")
    [page] = posts(place)
    assert len(page.dates) == 4
    assert len(page.cards) == 4


async def test_another_problem_is_told_anew() -> None:
    """Archived, then shared, then archived again: three messages."""
    place = scene()
    for number, (at, info) in enumerate(zip(EVENINGS, (ARCHIVED, SHARED, SHARED, ARCHIVED), strict=True)):
        place.directory.channels["#kudos"] = info
        await evening(place, at, text=f"for the calm answers, number {number}")
    problems = [one.problem for one in told(place) if isinstance(one, PostHeld)]
    assert problems == ["archived", "shared", "archived"]


async def test_once_mended_the_same_problem_counts_anew() -> None:
    """A night that was posted ends what was told."""
    place = scene()
    fine = place.directory.channels["#kudos"]
    for number, (at, info) in enumerate(zip(EVENINGS[:3], (ARCHIVED, fine, ARCHIVED), strict=True)):
        place.directory.channels["#kudos"] = info
        await evening(place, at, text=f"for the calm answers, number {number}")
    assert len(told(place)) == 2


async def test_without_a_lead_the_keepers_are_told() -> None:
    """Somebody who can mend it."""
    teams = {
        **TEAMS,
        "support": team(
            members=["ann", "bob", "cho"], night={"time": "19:00", "days": "mon-fri", "channel": "#kudos"}
        ),
    }
    place = scene(teams=teams)
    file = place.book.file
    keepers = file.workspace.model_copy(update={"keepers": ("dan",)})
    use(place, file.model_copy(update={"workspace": keepers}))
    place.directory.channels["#kudos"] = ARCHIVED
    await evening(place, EVENINGS[0], text="for the calm answers of the day")
    assert isinstance(place.said_in("UDAN")[0], PostHeld)


async def test_a_renamed_channel_is_found_again() -> None:
    """By where the last night stands; the lead is told the new name, once."""
    place = scene()
    await evening(place, EVENINGS[0], text="for the calm answers on Friday")
    del place.directory.channels["#kudos"]
    place.directory.channels["#praise"] = ChannelInfo(id="CKUDOS", name="praise", is_member=True)
    await evening(place, EVENINGS[1], text="for the calm answers on Monday")
    await evening(place, EVENINGS[2], text="for the calm answers on Tuesday")
    assert len(posts(place)) == 3
    assert told(place) == [RoomRenamed(team="support", channel="#kudos", now="#praise")]


async def test_a_channel_by_id_goes_on_whatever_it_is_called() -> None:
    """Nobody need be told."""
    night: Raw = {"time": "19:00", "days": "mon-fri", "channel": "CKUDOS"}
    support = team(lead="ann", members=["bob", "cho"], night=night)
    place = scene(teams={**TEAMS, "support": support})
    place.directory.channels["#kudos"] = ChannelInfo(id="CKUDOS", name="praise", is_member=True)
    await evening(place, EVENINGS[0], text="for the calm answers on Friday")
    assert len(posts(place)) == 1
    assert told(place) == []


async def test_a_channel_that_gets_shared_while_a_long_night_is_posted_hears_no_more() -> None:
    """What is out is out; the rest is held, the lead told, and it goes on under the first once that is mended."""
    place = scene(kudos={"per_day": 99})
    for number in range(60):
        await place.give("UCHO", by="UBOB", text=f"{number} " + "for a very long evening " * 8)
    fine = place.directory.channels["#kudos"]
    place.until(EVENINGS[0])

    def shared_meanwhile(length: timedelta) -> None:
        place.goes_by(length)
        place.directory.channels["#kudos"] = SHARED

    place.slack.takes, place.slack.passes = timedelta(seconds=30), shared_meanwhile
    await place.tick()
    assert len(posts(place)) == 1
    assert [one.problem for one in told(place) if isinstance(one, PostHeld)] == ["shared"]
    place.directory.channels["#kudos"], place.slack.passes = fine, place.goes_by
    place.until(EVENINGS[1])
    await place.tick()
    assert sum(len(page.cards) for page in posts(place)) == 60


def use(place: Scene, file: TeamFile) -> None:
    """The files changed."""
    place.book = Handbook.of(file, place.book.philosophy, FakeCalendars(KR=""))


def without(place: Scene, *teams: str) -> None:
    """These teams are gone from the file."""
    file = place.book.file
    use(place, file.model_copy(update={"teams": {k: t for k, t in file.teams.items() if k not in teams}}))


def without_night(place: Scene, team: str) -> None:
    """The file gives a team no night any more."""
    file = place.book.file
    quiet = file.teams[team].model_copy(update={"night": None})
    use(place, file.model_copy(update={"teams": {**file.teams, team: quiet}}))


async def test_thanks_that_wait_for_a_night_the_file_lost_come_by_direct_message() -> None:
    """Nothing waits for ever: as the files change, each is thanked alone; nothing is posted in public."""
    place = scene()
    await place.give("UCHO", "UANN", by="UBOB")
    without_night(place, "support")
    await ensure_nights(place.night)
    await place.tick_due()
    assert posts(place) == []
    for user in ("UCHO", "UANN"):
        [quiet] = place.said_in(user)
        assert isinstance(quiet, PrivateThanks)
    assert await place.nights.pending("support", date.max) == []
    assert "night:support" not in place.deadlines.due


async def test_a_team_that_is_gone_from_the_file_leaves_nothing_behind() -> None:
    """Its night falls due as planned, and finds no team."""
    place = scene()
    await ensure_nights(place.night)
    await place.give("UCHO", by="UBOB")
    without(place, "support")
    place.until(EVENINGS[0])
    await place.tick_due()
    assert isinstance(place.said_in("UCHO")[0], PrivateThanks)
    assert "night:support" not in place.deadlines.due


async def test_held_thanks_of_a_team_whose_night_is_given_up_are_brought_once() -> None:
    """Who liked it quietly had theirs already."""
    place = scene()
    await place.preferences.change("UCHO", thanks="private")
    await place.give("UCHO", "UANN", by="UBOB")
    place.directory.channels["#kudos"] = ARCHIVED
    place.until(EVENINGS[0])
    await place.tick()
    without_night(place, "support")
    await ensure_nights(place.night)
    await place.tick_due()
    quiet = [heard.where for heard in place.slack.heard if isinstance(heard.what, PrivateThanks)]
    assert sorted(quiet) == ["UANN", "UCHO"]
    assert await place.nights.pending("support", date.max) == []


async def test_a_date_that_is_no_night_any_more_goes_with_the_next_one() -> None:
    """Friday was taken out of the file's days: Friday's thanks are Monday's post, and name their day."""
    place = scene()
    await place.give("UCHO", by="UBOB")
    file = place.book.file
    night = file.teams["support"].night
    assert night
    days = type(night.days).parse("mon-thu")
    shorter = file.teams["support"].model_copy(update={"night": night.model_copy(update={"days": days})})
    use(place, file.model_copy(update={"teams": {**file.teams, "support": shorter}}))
    place.until(EVENINGS[1])
    await place.tick()
    [page] = posts(place)
    assert page.dates == (FRIDAY,)


async def test_a_dry_run_tells_what_is_in_the_way() -> None:
    """And nobody is told by it."""
    place = scene()
    await place.give("UCHO")
    place.directory.channels["#kudos"] = SHARED
    rehearsed = await run_night(place.night, "support", dry_run=True)
    assert isinstance(rehearsed, Rehearsed)
    assert rehearsed.problem == "shared"
    assert place.slack.heard == []
    assert NightKey(team="support", date=FRIDAY) not in place.nights.runs
