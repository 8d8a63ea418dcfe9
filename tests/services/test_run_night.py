"""The night of a team: what is posted, what is told quietly, when, and that it happens once."""

from datetime import date, timedelta

from bot.domain.digest import NightPage, PrivateThanks
from bot.domain.language import Language
from bot.domain.night_run import NightKey
from bot.domain.reader import Reader
from bot.ports import ChannelInfo, Member
from bot.ports.nights import PostHeld
from bot.services.correct import write_note
from bot.services.run_night import (
    AlreadyPosted,
    Busy,
    NoNight,
    Quiet,
    Ran,
    Rehearsed,
    TooEarly,
    ensure_nights,
    run_night,
)
from bot.views.night import lines
from tests.services.feedback_scene import WORDS, Scene, scene

FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)
CUT_OFF, MONDAYS = "2026-11-20T10:00", "2026-11-23T10:00"


def pages(place: Scene, channel: str = "CKUDOS") -> list[NightPage]:
    """The posts in a channel."""
    return [what for what in place.said_in(channel) if isinstance(what, NightPage)]


def named(page: NightPage) -> list[str]:
    """Whom a post names, in its order."""
    return [party.user for group in page.groups for thanks in group.thanks for party in thanks.named]


async def test_the_night_posts_the_days_thanks_once() -> None:
    """At its hour, in the team's channel; the next tick has nothing to do."""
    place = scene()
    await place.give("UCHO")
    await ensure_nights(place.night)
    place.until("2026-11-20T09:59")
    await place.tick_due()
    assert pages(place) == []
    place.until(CUT_OFF)
    await place.tick_due()
    await place.tick_due()
    [page] = pages(place)
    assert (page.dates, named(page)) == ((FRIDAY,), ["UCHO"])


async def test_after_a_night_the_next_one_is_due() -> None:
    """Friday's run puts Monday's into the index."""
    place = scene()
    await ensure_nights(place.night)
    place.until(CUT_OFF)
    await place.tick_due()
    assert place.deadlines.due["night:support"].isoformat() == "2026-11-23T10:00:00+00:00"
    assert place.deadlines.due["night:berlin"].isoformat() == "2026-11-20T16:30:00+00:00"
    assert "night:finance" not in place.deadlines.due


async def test_an_empty_night_posts_nothing() -> None:
    """Silence, not "no kudos today"."""
    place = scene()
    place.until(CUT_OFF)
    [outcome] = await place.tick()
    assert isinstance(outcome, Ran)
    assert place.slack.heard == []


async def test_each_team_posts_its_own_people() -> None:
    """A kudos across teams stands in both posts, naming each team's own."""
    place = scene()
    await place.give("UCHO", "UDAN")
    place.until("2026-11-20T16:30")
    await place.tick("support")
    await place.tick("berlin")
    assert named(pages(place)[0]) == ["UCHO"]
    assert named(pages(place, "CDANKE")[0]) == ["UDAN"]


async def test_who_likes_it_quietly_is_not_named() -> None:
    """They get a direct message; the post names the others only (rule 13)."""
    place = scene()
    await place.preferences.change("UCHO", thanks="private")
    await place.give("UCHO", "UANN", by="UBOB")
    place.until(CUT_OFF)
    await place.tick()
    [page] = pages(place)
    [thanks] = page.groups[0].thanks
    assert [party.user for party in thanks.named] == ["UANN"]
    assert [party.user for party in thanks.hidden] == ["UCHO"]
    [quiet] = place.said_in("UCHO")
    assert isinstance(quiet, PrivateThanks)
    assert [words.giver and words.giver.user for words in quiet.thanks[0].words] == ["UBOB"]


async def test_a_night_of_quiet_people_posts_nothing_in_public() -> None:
    """No empty post that would give the choice away."""
    place = scene()
    await place.preferences.change("UCHO", thanks="private")
    await place.give("UCHO")
    place.until(CUT_OFF)
    await place.tick()
    assert [heard.where for heard in place.slack.heard] == ["UCHO"]


async def test_missed_dates_share_one_post_that_names_each() -> None:
    """Down from Wednesday to Friday: one post with the dates that hold something."""
    place = scene()
    await place.give("UCHO")
    place.until("2026-11-23T01:00")
    await place.give("UBOB", text="for the calm answer on Monday morning")
    await place.give("UCHO", by="UBOB", text="for the handover notes of the day")
    place.until("2026-11-23T12:00")
    await place.tick()
    [page] = pages(place)
    assert page.dates == (FRIDAY, MONDAY)
    assert await place.nights.pending("support", MONDAY) == []
    assert await run_night(place.night, "support", FRIDAY) == AlreadyPosted(
        place.nights.runs[NightKey(team="support", date=MONDAY)]
    )


async def test_by_hand_it_closes_now_and_only_once() -> None:
    """The second run says that it is posted, and the evening's tick has nothing to add."""
    place = scene()
    await place.give("UCHO")
    first = await run_night(place.night, "support")
    assert isinstance(first, Ran)
    assert first.run.state == "done"
    assert await run_night(place.night, "support") == AlreadyPosted(first.run)
    place.until(CUT_OFF)
    assert await place.tick() == []
    assert len(pages(place)) == 1


async def test_a_dry_run_changes_nothing() -> None:
    """It tells what would be posted; afterwards the night is as open as before."""
    place = scene()
    given = await place.give("UCHO")
    rehearsed = await run_night(place.night, "support", dry_run=True)
    assert isinstance(rehearsed, Rehearsed)
    assert [named(page) for page in rehearsed.pages] == [["UCHO"]]
    assert place.slack.heard == []
    assert place.nights.runs == {}
    assert await place.nights.kudos(given.kudos.nights) == [given.kudos]


async def test_what_cannot_be_run_by_hand_says_why() -> None:
    """A team without a night, a quiet day, a day to come, a run under way."""
    place = scene()
    assert await run_night(place.night, "finance") == NoNight("finance", ("support", "berlin"))
    assert await run_night(place.night, "nonsense") == NoNight("nonsense", ("support", "berlin"))
    saturday = NightKey(team="support", date=date(2026, 11, 14))
    assert await run_night(place.night, "support", saturday.date) == Quiet(
        saturday, NightKey(team="support", date=FRIDAY)
    )
    monday = NightKey(team="support", date=MONDAY)
    assert await run_night(place.night, "support", MONDAY) == TooEarly(monday)
    await place.deadlines.lease("night:support")
    assert await run_night(place.night, "support") == Busy(NightKey(team="support", date=FRIDAY))


async def _held(place: Scene, info: ChannelInfo | None) -> None:
    if info is None:
        del place.directory.channels["#kudos"]
    else:
        place.directory.channels["#kudos"] = info
    await place.give("UCHO")
    place.until(CUT_OFF)
    await place.tick()


async def test_a_channel_in_doubt_is_not_posted_to_and_the_lead_is_told() -> None:
    """Missing, archived, private without us, shared with another company: checked as it is posted."""
    for problem, info in {
        "missing": None,
        "archived": ChannelInfo(id="CKUDOS", name="kudos", is_archived=True),
        "not_member": ChannelInfo(id="CKUDOS", name="kudos", is_private=True),
        "shared": ChannelInfo(id="CKUDOS", name="kudos", is_shared_outside=True, is_member=True),
    }.items():
        place = scene()
        await _held(place, info)
        assert pages(place) == []
        [told] = place.said_in("UANN")
        assert told == PostHeld(team="support", channel="#kudos", dates=(FRIDAY,), problem=problem)


async def test_what_was_held_goes_out_with_the_next_night() -> None:
    """Nothing is lost, nothing is posted twice, and the lead is told once for each night."""
    place = scene()
    fine = place.directory.channels["#kudos"]
    await _held(place, None)
    assert place.deadlines.due["night:support"].isoformat() == "2026-11-23T10:00:00+00:00"
    place.directory.channels["#kudos"] = fine
    place.until(MONDAYS)
    await place.tick_due()
    [page] = pages(place)
    assert (page.dates, named(page)) == ((FRIDAY,), ["UCHO"])
    assert len(place.said_in("UANN")) == 1


async def test_a_held_night_can_be_posted_by_hand_once_the_channel_is_mended() -> None:
    """The lead invites the bot and runs it again."""
    place = scene()
    fine = place.directory.channels["#kudos"]
    await _held(place, None)
    place.directory.channels["#kudos"] = fine
    outcome = await run_night(place.night, "support")
    assert isinstance(outcome, Ran)
    assert outcome.run.state == "done"
    assert len(pages(place)) == 1


async def test_slack_refusing_the_post_holds_the_night() -> None:
    """The reason reaches the lead in Slack's own word."""
    place = scene()
    await place.give("UCHO")
    place.until(CUT_OFF)
    place.slack.faults.append("refuse:restricted_action")
    await place.tick()
    [told] = place.said_in("UANN")
    assert isinstance(told, PostHeld)
    assert told.problem == "restricted_action"


async def test_quiet_thanks_of_a_held_night_are_brought_once() -> None:
    """They do not wait for the channel, and do not come again with the next night."""
    place = scene()
    await place.preferences.change("UCHO", thanks="private")
    await place.give("UCHO", "UANN", by="UBOB")
    fine = place.directory.channels.pop("#kudos")
    place.until(CUT_OFF)
    await place.tick()
    place.directory.channels["#kudos"] = fine
    place.until(MONDAYS)
    await place.tick()
    assert len(place.said_in("UCHO")) == 1
    assert len(pages(place)) == 1


async def test_a_long_night_is_one_header_and_a_thread() -> None:
    """Later pages stand under the first."""
    place = scene(kudos={"per_day": 99})
    for number in range(40):
        await place.give("UCHO", by="UBOB", text=f"{number} " + "for a very long evening " * 8)
    place.until(CUT_OFF)
    await place.tick()
    first, *rest = [heard for heard in place.slack.heard if isinstance(heard.what, NightPage)]
    assert rest
    assert first.thread is None
    assert {heard.thread for heard in rest} == {"1"}
    assert sum(len(named(page)) for page in pages(place)) == 40


def givers(page: NightPage) -> list[str | None]:
    """Who signs each word of a post; None for somebody it does not name."""
    return [words.giver.user if words.giver else None for card in page.cards for words in card.words]


async def test_who_left_meanwhile_is_neither_named_nor_shown_as_giver() -> None:
    """Left, became a guest, or is a stranger now: the others' thanks stand, signed by a colleague (rule 20)."""
    for about in ("has_left", "is_guest", "is_stranger"):
        place = scene()
        await place.give("UCHO", "UANN", by="UBOB", text="for the answers that both of you wrote")
        await place.give("UBOB", by="UCHO", text="for the calm hours on the phone today")
        place.directory.members["UCHO"] = Member.model_validate({"user": "UCHO", "name": "Cho", about: True})
        place.until(CUT_OFF)
        await place.tick()
        [page] = pages(place)
        assert (named(page), givers(page)) == (["UANN", "UBOB"], ["UBOB", None])
        assert "UCHO" in {party.user for card in page.cards for party in card.hidden}
        assert place.said_in("UCHO") == []


async def test_thanks_only_to_somebody_who_left_are_nowhere() -> None:
    """Nobody is left to thank."""
    place = scene()
    await place.give("UCHO")
    place.directory.members["UCHO"] = Member(user="UCHO", name="Cho", has_left=True)
    place.until(CUT_OFF)
    await place.tick()
    assert place.slack.heard == []


async def test_what_slack_said_before_does_not_count_at_night() -> None:
    """Somebody who left a minute ago is asked about anew as the night closes."""
    place = scene()
    place.directory.before["UCHO"] = place.directory.members["UCHO"]
    await place.give("UCHO", by="UBOB")
    place.directory.members["UCHO"] = Member(user="UCHO", name="Cho", has_left=True)
    place.until(CUT_OFF)
    await place.tick()
    assert pages(place) == []


async def test_while_slack_is_silent_the_file_is_believed() -> None:
    """Whoever stands in it is a colleague."""
    place = scene()
    await place.give("UCHO", by="UBOB")
    place.directory.silent = True
    place.until(CUT_OFF)
    await place.tick()
    [page] = pages(place)
    assert (named(page), givers(page)) == (["UCHO"], ["UBOB"])


async def test_only_who_likes_it_is_mentioned() -> None:
    """The post knows who does; everybody else is a name."""
    place = scene()
    await place.preferences.change("UCHO", mentioned="on")
    await place.preferences.change("UBOB", mentioned="on")
    await place.give("UCHO", "UANN", by="UBOB")
    place.until(CUT_OFF)
    await place.tick()
    [page] = pages(place)
    assert page.mention == ("UCHO",)


async def test_a_long_night_holds_its_lease_while_it_works() -> None:
    """Posting takes longer than a lease lasts, and nobody else begins meanwhile."""
    place = scene(kudos={"per_day": 99})
    for number in range(40):
        await place.give("UCHO", by="UBOB", text=f"{number} " + "for a very long evening " * 8)
    place.until(CUT_OFF)
    place.slack.takes = timedelta(seconds=60)
    [outcome] = await place.tick()
    assert isinstance(outcome, Ran)
    assert outcome.run.state == "done"
    assert len(pages(place)) > 2


async def test_what_is_in_public_stands_as_it_was_fixed() -> None:
    """A run that was begun is finished as it was laid out, whatever people chose since."""
    place = scene(kudos={"per_day": 99})
    for number in range(40):
        await place.give("UCHO", by="UBOB", text=f"{number} " + "for a very long evening " * 8)
    place.until(CUT_OFF)
    place.slack.faults.extend(["", "lost"])
    await place.tick()
    await place.preferences.change("UCHO", thanks="private")
    place.restart()
    await place.tick()
    assert sum(len(named(page)) for page in pages(place)) == 40


async def test_a_run_stored_before_there_were_layouts_is_finished() -> None:
    """Half of it was posted by an older replica: the rest follows, and nothing twice."""
    place = scene(kudos={"per_day": 99})
    for number in range(40):
        await place.give("UCHO", by="UBOB", text=f"{number} " + "for a very long evening " * 8)
    place.until(CUT_OFF)
    place.slack.faults.extend(["", "lost"])
    await place.tick()
    night = NightKey(team="support", date=FRIDAY)
    begun = place.nights.runs[night]
    place.nights.runs[night] = begun.model_copy(update={"layout": (), "story": None, "thanked": ()})
    place.restart()
    await place.tick()
    assert place.nights.runs[night].layout == begun.layout
    assert sum(len(named(page)) for page in pages(place)) == 40
    assert len({page.number for page in pages(place)}) == len(pages(place))


async def test_a_dry_run_tells_nothing_of_notes() -> None:
    """In a small team the number alone says something: it prints the same with one waiting and without."""
    printed = []
    for waits in (False, True):
        place = scene()
        await place.give("UCHO")
        if waits:
            await write_note(place.notes, author="UANN", recipient="UCHO", words=WORDS, value=None)
        rehearsed = await run_night(place.night, "support", dry_run=True)
        printed.append(lines(rehearsed, place.book, Reader(language=Language.EN, zone="Asia/Seoul")))
    assert printed[0] == printed[1]
