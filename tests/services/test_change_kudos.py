"""Changing thanks until their night: mine alone, and not a moment longer."""

from bot.requests.kudos import KudosTo
from bot.services.change_kudos import (
    NotYours,
    TakenBack,
    TooLate,
    choose_value,
    mine,
    rewrite_kudos,
    take_back,
)
from bot.services.draft_kudos import WrongLength
from bot.services.give_kudos import KudosKept, Way, give_kudos
from bot.services.my_queue import my_queue
from bot.services.run_night import run_night
from tests.services.feedback_scene import TEXT, scene


async def test_a_value_can_be_chosen_and_unchosen() -> None:
    """One that values.yaml does not have means none."""
    place = scene()
    given = (await place.give("UBOB")).kudos
    chosen = await choose_value(place.thanks, given.id, by="UANN", value="hear")
    assert isinstance(chosen, KudosKept)
    assert chosen.kudos.value == "hear"
    none = await choose_value(place.thanks, given.id, by="UANN", value="nonsense")
    assert isinstance(none, KudosKept)
    assert none.kudos.value is None


async def test_words_and_people_can_be_changed() -> None:
    """Re-addressed to another team, it waits for that team's night."""
    place = scene()
    given = (await place.give("UBOB")).kudos
    request = KudosTo(users=("UDAN",), text="for something else altogether")
    changed = await rewrite_kudos(place.thanks, given.id, request, by="UANN", value=None)
    assert isinstance(changed, KudosKept)
    assert [night.team for night in changed.kudos.nights] == ["berlin"]
    assert (await my_queue(place.thanks, place.notes, "UANN")).kudos == (changed,)


async def test_a_change_that_does_not_fit_leaves_it_as_it_was() -> None:
    """Too short a text is refused; the kudos stands."""
    place = scene()
    given = await place.give("UBOB")
    short = KudosTo(users=("UBOB",), text="x")
    assert await rewrite_kudos(place.thanks, given.kudos.id, short, by="UANN", value=None) == WrongLength(
        1, 20, 500, "x"
    )
    assert await mine(place.thanks, given.kudos.id, by="UANN") == KudosKept(given.kudos, given.arrivals)


async def test_taking_back_twice_says_the_same() -> None:
    """A second press changes nothing."""
    place = scene()
    given = (await place.give("UBOB")).kudos
    first = await take_back(place.thanks, given.id, by="UANN")
    assert isinstance(first, TakenBack)
    assert await take_back(place.thanks, given.id, by="UANN") == first
    assert (await my_queue(place.thanks, place.notes, "UANN")).kudos == ()


async def test_nobody_changes_what_another_gave() -> None:
    """Nor learns that it exists."""
    place = scene()
    given = (await place.give("UBOB")).kudos
    for user in ("UBOB", "UCHO"):
        assert await take_back(place.thanks, given.id, by=user) == NotYours()
        assert await mine(place.thanks, given.id, by=user) == NotYours()
        assert (await my_queue(place.thanks, place.notes, user)).kudos == ()


async def test_after_the_cut_off_nothing_changes() -> None:
    """Also before the run itself has come: the clock closes the night."""
    place = scene()
    given = (await place.give("UBOB")).kudos
    place.until("2026-11-20T10:00")
    assert await take_back(place.thanks, given.id, by="UANN") == TooLate(given)
    assert await choose_value(place.thanks, given.id, by="UANN", value="act") == TooLate(given)


async def test_a_night_run_by_hand_closes_at_once() -> None:
    """What is given afterwards belongs to the next night."""
    place = scene()
    given = (await place.give("UBOB")).kudos
    await run_night(place.night, "support")
    assert await take_back(place.thanks, given.id, by="UANN") == TooLate(given)
    after = await place.give("UBOB", text=TEXT + " too")
    assert [night.date.isoformat() for night in after.kudos.nights] == ["2026-11-23"]


async def test_an_edit_keeps_what_it_is_about() -> None:
    """The message, the way it was given and its marks stay; other people may be of another team."""
    place = scene()
    way = Way("shortcut", about="C1:1.5", tags=("turnaround",))
    given = await give_kudos(place.thanks, KudosTo(users=("UCHO",), text=TEXT), giver="UANN", way=way)
    assert isinstance(given, KudosKept)
    line = KudosTo(users=("UCHO",), text="for another calm word on the phone")
    changed = await rewrite_kudos(place.thanks, given.kudos.id, line, by="UANN", value=None)
    assert isinstance(changed, KudosKept)
    kudos = changed.kudos
    assert (kudos.about, kudos.source, kudos.tags) == ("C1:1.5", "shortcut", ("turnaround",))
    unticked = await rewrite_kudos(place.thanks, kudos.id, line, by="UANN", value=None, tags=())
    assert isinstance(unticked, KudosKept)
    assert unticked.kudos.tags == ()
    other = KudosTo(users=("UDAN",), text=line.text)
    moved = await rewrite_kudos(place.thanks, kudos.id, other, by="UANN", value=None)
    assert isinstance(moved, KudosKept)
    assert moved.kudos.tags == ("other_team",)


async def test_a_value_that_thanks_must_name_cannot_be_taken_off() -> None:
    """Another one can be chosen; by an emoji, which has no words, none is needed."""
    place = scene(kudos={"value": "must", "reaction": "raised_hands"})
    request = KudosTo(users=("UBOB",), text=TEXT)
    given = await give_kudos(place.thanks, request, giver="UANN", value="hear")
    assert isinstance(given, KudosKept)
    kept = await choose_value(place.thanks, given.kudos.id, by="UANN", value="-")
    assert isinstance(kept, KudosKept)
    assert kept.kudos.value == "hear"
    emoji = KudosTo(users=("UCHO",), text="")
    assert isinstance(
        await give_kudos(place.thanks, emoji, giver="UANN", way=Way("reaction", about="C1:1")), KudosKept
    )
