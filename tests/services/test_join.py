"""Everybody who waits with a customer has one live card of their own, whatever goes wrong."""

import pytest

from bot.domain.carrying import Changed, Outcome
from bot.domain.escalation import Escalation, Packet
from bot.errors import StoreUnavailable
from bot.ports import FollowerCard
from bot.ports.escalations import Some
from bot.services.close import cancel, resolve
from bot.services.hand_over import Draft, hand_over
from bot.services.join import join, leave, open_alike
from bot.services.live_cards import face_of, live_cards
from bot.services.satisfied import satisfied
from tests.domain.carried import party
from tests.services.escalation_scene import EscalationScene, escalation_scene

MINE = Packet(need="Mine, too", link="https://desk.example.com/t/7")


async def joins(place: EscalationScene, e: Escalation, *keys: str) -> Escalation:
    """Each with a customer, and what follows is done."""
    for key in keys:
        await join(place.tools, e.id, party(key), MINE)
        await place.work()
    return await place.newest(e)


def cards_of(place: EscalationScene, user: str) -> list[FollowerCard]:
    """The live cards somebody sees."""
    said = [standing.what for standing in place.messenger.said_in(user)]
    return [what for what in said if isinstance(what, FollowerCard)]


def at_rest(e: Escalation) -> bool:
    """Whether each shows what it should."""
    return all((post := e.post(card.key)) and post.face == face_of(e, card.key) for card in live_cards(e))


async def test_each_has_one_card_and_fifty_do_not_redraw_each_others() -> None:
    """What it costs grows with those who join, not with its square."""
    place = escalation_scene()
    e = await place.hands_over()
    before = sum(standing.redrawn for standing in place.messenger.said_in("UEVE"))
    e = await joins(place, e, "ann", "cho", "dan")
    for user in ("UANN", "UCHO", "UDAN"):
        assert len(cards_of(place, user)) == 1
        assert [standing.redrawn for standing in place.messenger.said_in(user)] == [0]
    assert sum(standing.redrawn for standing in place.messenger.said_in("UEVE")) == before
    assert at_rest(e)


async def test_joining_asks_nobody_again() -> None:
    """One line in the thread; those who were asked hear nothing more."""
    place = escalation_scene()
    e = await place.hands_over()
    bobs = place.keys_in("UBOB")
    await joins(place, e, "cho")
    assert place.keys_in("UBOB") == bobs
    assert place.keys_in("#support") == ["card", "notice-1"]


async def test_everybody_who_waits_is_told_of_the_solution_and_the_owner_is_asked_once() -> None:
    """However often it settles."""
    place = escalation_scene()
    e = await joins(place, await place.hands_over(), "cho")
    await place.takes(e, "bob")
    await resolve(place.tools, e.id, party("bob"), "refunded")
    await place.comes_to_rest()
    e = await place.newest(e)
    kinds = {(n.user, n.kind.value) for n in e.notices if n.place == "dm"}
    assert {("UEVE", "closed"), ("UCHO", "closed"), ("UBOB", "satisfied")} <= kinds
    assert place.messenger.doubled() == []
    asked = len(place.messenger.said_in("UBOB"))
    await satisfied(place.tools, e.id, party("bob"), "yes")
    await place.comes_to_rest()
    assert len(place.messenger.said_in("UBOB")) == asked
    [figures] = await place.escalations.figures(place.now.date(), place.now.date())
    assert (figures.satisfied, figures.customers) == ("yes", 2)


async def test_only_who_was_asked_answers() -> None:
    """And only about what is solved."""
    place = escalation_scene()
    e = await place.hands_over()
    assert not isinstance(await satisfied(place.tools, e.id, party("bob"), "yes"), Changed)
    await place.takes(e, "bob")
    await resolve(place.tools, e.id, party("bob"), "refunded")
    assert not isinstance(await satisfied(place.tools, e.id, party("eve"), "yes"), Changed)
    assert isinstance(await satisfied(place.tools, e.id, party("bob"), "not_yet"), Changed)
    assert not isinstance(await satisfied(place.tools, e.id, party("bob"), "not_yet"), Changed)
    assert isinstance(await satisfied(place.tools, e.id, party("bob"), "yes"), Changed)
    await place.work()


async def test_after_the_requester_cancelled_each_keeps_their_own_card() -> None:
    """Eve's says goodbye, Cho's becomes the requester's; nobody gets another's words or a second card."""
    place = escalation_scene()
    e = await joins(place, await place.hands_over(), "cho", "dan")
    await cancel(place.tools, e.id, party("eve"), None)
    await place.comes_to_rest()
    e = await place.newest(e)
    assert e.requester.user == "UCHO"
    assert [card.whose for user in ("UEVE", "UCHO", "UDAN") for card in cards_of(place, user)] == [
        "UEVE", "UCHO", "UDAN",
    ]  # fmt: skip
    assert at_rest(e)
    goodbye = [standing.redrawn for standing in place.messenger.said_in("UEVE")]
    await place.takes(e, "bob")
    assert [standing.redrawn for standing in place.messenger.said_in("UEVE")] == goodbye


async def killed_after(steps: int) -> tuple[EscalationScene, Escalation, bool]:
    """Cho joins, and the process that does it ends after so many steps."""
    place = escalation_scene()
    e = await place.hands_over()

    async def work() -> Outcome:
        return await join(place.tools, e.id, party("cho"), MINE)

    killed = await place.until_killed(work(), steps=steps)
    await place.comes_to_rest()
    if not (await place.newest(e)).joined:
        await work()
        await place.comes_to_rest()
    return place, await place.newest(e), killed


@pytest.mark.parametrize("steps", range(24))
async def test_killed_at_any_step_there_is_one_card_and_one_line(steps: int) -> None:
    """Before and after every call."""
    place, e, _ = await killed_after(steps)
    assert len(e.joined) == 1
    assert place.messenger.doubled() == []
    assert len(cards_of(place, "UCHO")) == 1
    assert at_rest(e)
    assert e.said >= e.notices[-1].number


async def test_what_is_open_is_found_by_topic_and_by_link_in_any_team() -> None:
    """A closed one is not; and without topic and address the store is not asked."""
    place = escalation_scene()
    e = await joins(place, await place.hands_over(), "cho")
    assert [found.id for found in await open_alike(place.tools, "refund", None)] == [e.id]
    assert [found.id for found in await open_alike(place.tools, None, MINE.link)] == [e.id]
    assert await open_alike(place.tools, None, "a ticket") == ()
    await cancel(place.tools, e.id, party("ann"), None)
    await place.work()
    assert await open_alike(place.tools, "refund", MINE.link) == ()


async def test_a_form_opens_though_the_store_is_away() -> None:
    """Then nothing is offered, and the customer is handed over."""
    place = escalation_scene()
    await place.hands_over()

    async def away(team: str, most: int, *, newest: bool = False) -> Some:
        raise StoreUnavailable(f"{team}, {most}, {newest}")

    place.escalations.some_of_team = away  # type: ignore[method-assign]  # the store as it is while it is away
    assert await open_alike(place.tools, "refund", None) == ()


async def test_who_leaves_and_hands_over_instead_has_two_cards_and_follows_one() -> None:
    """The joined customer goes, the new escalation is theirs."""
    place = escalation_scene()
    e = await joins(place, await place.hands_over(), "cho")
    await leave(place.tools, e.id, party("cho"), 1)
    other = await hand_over(
        place.tools, Draft(requester=party("cho"), topic="refund", packet=MINE), once="V2"
    )
    await place.comes_to_rest()
    assert {card.escalation.id for card in cards_of(place, "UCHO")} == {e.id, other.id}
    assert (await place.newest(e)).followers == ("UEVE",)
