"""A card that moves to another team's channel, and levels Slack refuses to ask: once each, whoever dies."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from bot.domain.escalation import Escalation, State
from bot.domain.outcome import Changed
from bot.domain.policy import Severity
from bot.ports import MovedCard
from bot.services.close import resolve
from bot.services.give_back import decline, hand_back
from bot.services.hand_on import hand_on_to_topic
from bot.services.rate import rate
from bot.services.reopen import reopen
from bot.services.take import take
from bot.services.talk import answer, ask_requester, note
from tests.domain.carried import party
from tests.domain.small_files import Raw
from tests.domain.two_topics import two_topics
from tests.services.escalation_scene import EscalationScene, another_bot, escalation_scene

REFUSED: Raw = {"levels": [{"ask": "channel:#gone", "within": "1h"}, {"ask": "person:dan", "within": "1h"}]}


def two_teams() -> EscalationScene:
    """Refunds are support's, outages engineering's."""
    return escalation_scene(file=two_topics())


async def moves(place: EscalationScene, e: Escalation, by: str = "bob") -> None:
    """It turns out to be an outage."""
    assert isinstance(await hand_on_to_topic(place.tools, e.id, party(by), "outage"), Changed)
    await place.work()


def faces_in(place: EscalationScene, where: str) -> list[str]:
    """What the cards of a channel show: the card, or where it went."""
    cards = [s for s in place.messenger.said_in(where) if s.thread is None]
    return ["moved" if isinstance(s.what, MovedCard) else "card" for s in cards]


async def test_the_card_moves_and_the_old_one_points_to_it() -> None:
    """One live post for each escalation (rule 11); the new card asks the first level itself."""
    place = two_teams()
    e = await place.hands_over()
    await moves(place, e)
    assert (faces_in(place, "#support"), faces_in(place, "#engineering")) == (["moved"], ["card"])
    assert place.keys_in("#engineering") == ["card-2"]
    assert await place.escalations.open_of_team("support") == []
    assert [one.id for one in await place.escalations.open_of_team("engineering")] == [e.id]


async def test_what_follows_is_said_under_the_new_card() -> None:
    """And the old one is left alone."""
    place = two_teams()
    e = await place.hands_over()
    await moves(place, e)
    await note(place.tools, e.id, party("eve"), "All shops", once="N1")
    await place.work()
    redrawn = [s.redrawn for s in place.messenger.said_in("#support")]
    await place.takes(e, "dan")
    assert [s.redrawn for s in place.messenger.said_in("#support")] == redrawn
    assert place.keys_in("#engineering")[1:] == ["notice-2"]
    assert not await place.tick_due()


@pytest.mark.parametrize("steps", range(22))
async def test_a_crash_anywhere_in_a_move_leaves_one_card_and_one_pointer(steps: int) -> None:
    """Before or after any call; who was cut off presses again."""
    place = two_teams()
    e = await place.hands_over()
    if await place.until_killed(moves(place, e), steps=steps):
        place.restart()
        await hand_on_to_topic(place.tools, e.id, party("bob"), "outage")
        await place.work()
    await place.comes_to_rest()
    assert (faces_in(place, "#support"), faces_in(place, "#engineering")) == (["moved"], ["card"])
    assert place.messenger.doubled() == []
    assert (await place.newest(e)).unsaid == ()


async def test_a_card_that_was_never_posted_leaves_no_pointer() -> None:
    """Slack was away while it stood in the first channel."""
    place = two_teams()
    place.messenger.faults.extend(["lost"] * 2)
    e = await place.hands_over()
    await moves(place, e)
    await place.comes_to_rest()
    assert (faces_in(place, "#support"), faces_in(place, "#engineering")) == ([], ["card"])


async def test_a_level_that_only_asks_a_channel_slack_refuses_is_passed_over_at_once() -> None:
    """Its hour is not waited for, and the card says why."""
    place = escalation_scene(policy=REFUSED)
    place.messenger.closed.add("#gone")
    e = await place.hands_over()
    newest = await place.newest(e)
    assert (newest.level, newest.asked_people) == (1, ("dan",))
    assert [(skip.target, skip.reason, skip.detail) for skip in newest.skipped] == [
        ("channel:#gone", "not_reached", "channel_not_found")
    ]
    assert newest.unsaid == ()
    assert "notice-1-UDAN" in place.keys_in("UDAN")


@pytest.mark.parametrize("steps", range(18))
async def test_a_crash_while_a_level_is_passed_over_does_not_stall_it(steps: int) -> None:
    """Whoever follows finds the refusals and goes on."""
    place = escalation_scene(policy=REFUSED)
    place.messenger.closed.add("#gone")
    await place.until_killed(place.hands_over(), steps=steps)
    place.restart()
    e = await place.hands_over()
    await place.comes_to_rest()
    assert (await place.newest(e)).level == 1
    assert place.keys_in("UDAN") == ["notice-1-UDAN"]


async def test_a_level_that_reached_somebody_is_waited_for() -> None:
    """The channel is gone, Dan is not."""
    place = escalation_scene(
        policy={
            "levels": [
                {"ask": ["channel:#gone", "person:dan"], "within": "1h"},
                {"ask": "person:cho", "within": "1h"},
            ]
        }
    )
    place.messenger.closed.add("#gone")
    e = await place.hands_over()
    assert (await place.newest(e)).level == 0


async def test_a_ladder_slack_refuses_whole_ends_with_the_last_resort() -> None:
    """It neither spins nor stalls."""
    place = escalation_scene(policy={"levels": [{"ask": "channel:#gone", "within": "1h"}], "repeat": 3})
    place.messenger.closed.add("#gone")
    e = await place.hands_over()
    assert (await place.newest(e)).state is State.EXHAUSTED


async def test_declining_while_another_takes_ends_in_one_truth() -> None:
    """Through different bots: it is taken, and that somebody could not does not undo it."""
    place = escalation_scene()
    e = await place.hands_over()
    other = another_bot(place)
    declined, taken = await asyncio.gather(
        decline(place.tools, e.id, party("bob"), "busy"), take(other.tools, e.id, party("cho"))
    )
    await place.work()
    await other.work()
    await place.comes_to_rest()
    newest = await place.newest(e)
    assert (newest.state, newest.owner) == (State.OWNED, party("cho"))
    assert isinstance(taken, Changed)
    assert newest.asked == ()
    assert declined is not None


async def test_handing_back_while_another_resolves_ends_in_one_truth() -> None:
    """Solved is solved, whoever comes first: giving it back after that is too late."""
    place = escalation_scene()
    e = await place.hands_over()
    await place.takes(e, "bob")
    other = another_bot(place)
    await asyncio.gather(
        hand_back(place.tools, e.id, party("bob"), "ill"), resolve(other.tools, e.id, party("cho"), "done")
    )
    await place.work()
    await other.work()
    await place.comes_to_rest()
    assert (await place.newest(e)).state is State.RESOLVED


async def test_raising_while_another_takes_keeps_both() -> None:
    """It is theirs, at its new severity, and nobody is asked any more."""
    place = two_teams()
    e = await place.hands_over()
    other = another_bot(place)
    await asyncio.gather(
        rate(place.tools, e.id, party("eve"), Severity.CRITICAL, "all"), take(other.tools, e.id, party("bob"))
    )
    await place.work()
    await other.work()
    await place.comes_to_rest()
    newest = await place.newest(e)
    assert (newest.severity, newest.owner, newest.asked) == (Severity.CRITICAL, party("bob"), ())


async def test_a_closed_one_that_is_reopened_is_kept_again() -> None:
    """Its ninety days end no more, and its figures are taken back until it is closed again."""
    place = escalation_scene()
    e = await place.hands_over()
    await place.takes(e, "bob")
    await resolve(place.tools, e.id, party("bob"), "refunded")
    await place.work()
    place.later(days=89)
    await reopen(place.tools, e.id, party("eve"), "Not there")
    await place.work()
    place.later(days=2)
    assert (await place.newest(e)).is_open


async def test_a_question_and_its_answer_are_said_once_each() -> None:
    """To the requester, to whoever asked, and in the thread."""
    place = escalation_scene()
    e = await place.hands_over()
    await ask_requester(place.tools, e.id, party("bob"), "Which card?", once="Q1")
    await place.work()
    assert place.keys_in("UEVE") == ["requester", "notice-2"]
    await answer(place.tools, e.id, party("eve"), "Q1", "The blue one")
    await place.work()
    assert place.keys_in("UBOB") == ["notice-4"]
    assert place.keys_in("#support") == ["card", "notice-1", "notice-3"]


ACTS: dict[str, Callable[[EscalationScene, Escalation], Awaitable[object]]] = {
    "declines": lambda place, e: decline(place.tools, e.id, party("bob"), "busy"),
    "hands back": lambda place, e: hand_back(place.tools, e.id, party("dan"), "ill"),
    "reopens": lambda place, e: reopen(place.tools, e.id, party("eve"), "Not there"),
    "asks": lambda place, e: ask_requester(place.tools, e.id, party("bob"), "Which card?", once="Q1"),
}


@pytest.mark.parametrize("steps", [1, 2, 4, 6, 8, 11, 14, 17])
@pytest.mark.parametrize("act", ACTS)
async def test_a_crash_anywhere_in_a_verb_says_everything_once(act: str, steps: int) -> None:
    """Who was cut off presses again: it is done once, and somebody has it or is asked."""
    place = escalation_scene()
    e = await place.hands_over()
    if act in {"hands back", "reopens"}:
        await place.takes(e, "dan")
    if act == "reopens":
        await resolve(place.tools, e.id, party("dan"), "refunded")
        await place.work()

    async def acts() -> None:
        await ACTS[act](place, e)
        await place.work()

    if await place.until_killed(acts(), steps=steps):
        place.restart()
        await acts()
    await place.comes_to_rest()
    newest = await place.newest(e)
    assert place.messenger.doubled() == []
    assert newest.unsaid == ()
    assert newest.asking
