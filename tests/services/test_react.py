"""Thanks by a reaction: whatever Slack tells, however often and in whatever order, ends in one truth."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.kudos import Kudos, reaction_id
from bot.ports import ChannelInfo
from bot.requests.kudos import KudosTo
from bot.services.change_kudos import TakenBack, TooLate, mine, rewrite_kudos, take_back
from bot.services.give_kudos import DayIsFull, KudosKept
from bot.services.my_queue import my_kudos
from bot.services.react import Reaction, ReactionTools, Unsure, react, thanks_by
from tests.fakes.kudos import FakeReactions
from tests.services.feedback_scene import Scene, scene

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)
ON = Reaction(user="UANN", channel="CSUPPORT", ts="1.5", on=True, at=NOON, author="UBOB")
OFF = replace(ON, on=False, at=NOON + timedelta(seconds=5))
AGAIN = replace(ON, at=NOON + timedelta(seconds=9))


@dataclass
class Authors:
    """The port `MessageAuthors`."""

    wrote: dict[tuple[str, str], str] = field(default_factory=dict)

    async def author(self, channel: str, ts: str) -> str | None:
        """Who wrote it."""
        return self.wrote.get((channel, ts))


def place(**kudos: object) -> Scene:
    """The scene, with a reaction and a channel everybody sees."""
    made = scene(kudos={"reaction": "raised_hands", **kudos})
    made.directory.channels["#support"] = ChannelInfo(id="CSUPPORT", name="support", is_member=True)
    return made


def tools(made: Scene, authors: Authors | None = None) -> ReactionTools:
    """What it works with."""
    return ReactionTools(made.thanks, FakeReactions(), authors or Authors())


async def standing(made: Scene) -> list[Kudos]:
    """What Ann gave and still says."""
    return [one for one in await made.kudos_book.given_by("UANN", NOON - timedelta(days=1)) if one.stands]


async def test_it_thanks_the_author_of_the_message() -> None:
    """Without words; the message, whose link everybody may follow, says what for."""
    made = place()
    kept = await react(tools(made), ON)
    assert isinstance(kept, KudosKept)
    assert [party.user for party in kept.kudos.people] == ["UBOB"]
    assert (kept.kudos.text, kept.kudos.source, kept.kudos.about) == ("", "reaction", "CSUPPORT:1.5")
    assert kept.kudos.link == "https://team.slack.com/archives/CSUPPORT/p1.5"
    assert kept.kudos.id == reaction_id("UANN", "CSUPPORT", "1.5")


async def test_in_a_private_channel_it_has_no_link() -> None:
    """Whoever reads the night's post might not see that channel."""
    made = place()
    made.directory.channels["#support"] = ChannelInfo(id="CSUPPORT", name="support", is_private=True)
    kept = await react(tools(made), ON)
    assert isinstance(kept, KudosKept)
    assert (kept.kudos.link, kept.kudos.about) == (None, "CSUPPORT:1.5")


async def test_off_takes_it_back_and_on_again_gives_it_again() -> None:
    """With the line that was added, and without a second place in the day."""
    made = place(leads_per_day=1)
    t = tools(made)
    await react(t, ON)
    line = KudosTo(users=("UBOB",), text="calm")
    changed = await rewrite_kudos(made.thanks, ON.kudos_id(1), line, by="UANN", value="hear")
    assert isinstance(changed, KudosKept)
    assert isinstance(await react(t, OFF), TakenBack)
    assert await standing(made) == []
    again = await react(t, AGAIN)
    assert isinstance(again, KudosKept)
    assert (again.kudos.text, again.kudos.value, again.kudos.about) == ("calm", "hear", "CSUPPORT:1.5")
    assert await standing(made) == [again.kudos]


async def test_told_twice_it_is_given_once_and_said_once() -> None:
    """A retried delivery changes nothing, and nobody is told a second time."""
    made = place()
    t = tools(made)
    assert isinstance(await react(t, ON), KudosKept)
    assert await react(t, ON) is None
    assert len(await standing(made)) == 1


async def test_taken_back_by_hand_a_retried_event_does_not_bring_it_back() -> None:
    """Only putting the reaction on anew does."""
    made = place()
    t = tools(made)
    await react(t, ON)
    await take_back(made.thanks, ON.kudos_id(1), by="UANN")
    assert await react(t, ON) is None
    assert await standing(made) == []
    assert isinstance(await react(t, AGAIN), KudosKept)


@settings(max_examples=40, deadline=None)
@given(
    turns=st.integers(min_value=1, max_value=5),
    order=st.lists(st.integers(min_value=0, max_value=4), min_size=1, max_size=10),
    together=st.booleans(),
)
async def test_any_order_ends_as_the_last_turn_says(turns: int, order: list[int], *, together: bool) -> None:
    """On, off, on …: told in any order, more than once, one after another or at once."""
    made = place()
    t = tools(made)
    events = [replace(ON, on=number % 2 == 0, at=NOON + timedelta(seconds=number)) for number in range(turns)]
    told = [events[number] for number in order if number < turns] + events
    if together:
        await asyncio.gather(*(react(t, event) for event in told))
    else:
        for event in told:
            await react(t, event)
    assert len(await standing(made)) == (1 if events[-1].on else 0)


@pytest.mark.parametrize("author", ["UANN", "UBOT", "UGUEST", "USTRANGER", "UGONE", "UHR"])
async def test_who_is_no_receiver_is_not_thanked(author: str) -> None:
    """Nobody else's emoji is made into something it was not meant as, and nothing is said about it."""
    made = place()
    assert await react(tools(made), replace(ON, author=author)) is None
    assert await standing(made) == []


@pytest.mark.parametrize("user", ["UGUEST", "UBOT", "USTRANGER", "UGONE"])
async def test_who_is_no_giver_thanks_nobody(user: str) -> None:
    """The same on the other side."""
    made = place()
    assert await react(tools(made), replace(ON, user=user)) is None


@pytest.mark.parametrize(
    "channel",
    [ChannelInfo(id="CSUPPORT", name="support", is_shared_outside=True), None],
    ids=["shared", "unknown"],
)
async def test_where_another_company_reads_nothing_happens(channel: ChannelInfo | None) -> None:
    """By what Slack says at that moment; in doubt, not."""
    made = place()
    del made.directory.channels["#support"]
    if channel:
        made.directory.channels["#support"] = channel
    assert await react(tools(made), ON) is None


async def test_where_slack_does_not_tell_who_reads_its_giver_learns_it() -> None:
    """Nothing is thanked in doubt; putting the emoji on again tries again."""
    made = place()
    t = tools(made)
    made.directory.mute = True
    assert await react(t, ON) == Unsure()
    made.directory.mute = False
    assert isinstance(await react(t, AGAIN), KudosKept)


async def test_an_author_slack_does_not_tell_is_read_from_the_message() -> None:
    """And where that cannot be read, nobody is thanked."""
    made = place()
    untold = replace(ON, author=None)
    assert await react(tools(made), untold) is None
    kept = await react(tools(made, Authors({("CSUPPORT", "1.5"): "UBOB"})), untold)
    assert isinstance(kept, KudosKept)


async def test_two_messages_of_one_author_are_two_thanks() -> None:
    """Without words they would be alike; the messages tell them apart."""
    made = place()
    t = tools(made)
    await react(t, ON)
    await react(t, replace(ON, ts="2.5"))
    assert len(await standing(made)) == 2


async def test_a_full_day_is_told() -> None:
    """The emoji stands, the thanks do not; its giver should know."""
    made = place(leads_per_day=1)
    await made.give("UCHO")
    assert await react(tools(made), ON) == DayIsFull(1, "")


async def test_after_the_night_taking_it_off_withdraws() -> None:
    """What was posted is taken out of the post by whoever can; where nobody can, its giver is told."""
    made = place()
    t, withdrawn = tools(made), list[str]()
    await react(t, ON)
    made.until("2026-11-20T10:01")
    assert isinstance(await react(t, OFF), TooLate)

    async def withdraw(kudos_id: str, user: str) -> None:
        withdrawn.append(f"{kudos_id} {user}")

    assert await react(replace(t, withdraw=withdraw), replace(OFF, at=OFF.at + timedelta(seconds=1))) is None
    assert withdrawn == [f"{ON.kudos_id(1)} UANN"]


async def test_given_again_after_it_was_withdrawn_it_is_another() -> None:
    """The posted night keeps the one that was withdrawn; the new one waits for the next night."""
    made = place()
    t = tools(made)
    first = await react(t, ON)
    assert isinstance(first, KudosKept)
    gone = first.kudos.model_copy(update={"withdrawn": NOON, "revision": 1})
    await made.kudos_book.change(first.kudos, gone)
    second = await react(t, AGAIN)
    assert isinstance(second, KudosKept)
    assert second.kudos.id == ON.kudos_id(2)
    assert await react(t, AGAIN) is None
    assert isinstance(await mine(made.thanks, second.kudos.id, by="UANN"), KudosKept)


async def test_withdrawn_by_hand_a_retried_event_does_not_bring_it_back() -> None:
    """The emoji still stands there, but its giver has said what they want."""
    made = place()
    t = tools(made)
    first = await react(t, ON)
    assert isinstance(first, KudosKept)
    gone = first.kudos.model_copy(update={"withdrawn": NOON, "revision": 1})
    await made.kudos_book.change(first.kudos, gone)
    assert await react(t, ON) is None
    assert await standing(made) == []


async def test_it_waits_in_the_queue_like_any_other() -> None:
    """See, edit and take back are its giver's until the cut-off."""
    made = place()
    await react(tools(made), ON)
    assert [one.kudos.source for one in await my_kudos(made.thanks, "UANN")] == ["reaction"]


@pytest.mark.parametrize(
    ("name", "thanks"),
    [("raised_hands", True), ("raised_hands::skin-tone-3", True), ("pray", False), ("", False)],
)
def test_only_the_files_reaction_thanks(name: str, *, thanks: bool) -> None:
    """In any skin tone; without one in the file, none does."""
    assert thanks_by(place().thanks, name) is thanks
    assert not thanks_by(scene().thanks, name)
