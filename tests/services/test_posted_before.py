"""Nights that a Baton of before posted, whose run does not tell what stands where."""

import pytest

from bot.domain.digest import NightPage
from bot.domain.escalation import Post, Posted
from bot.domain.kudos import Kudos
from bot.ports.published import POSTED_APART, PostStands
from bot.services.published import NotThere, withdraw
from tests.services.feedback_scene import scene
from tests.services.published_scene import NIGHT, After


async def test_a_post_of_before_layouts_keeps_everybody_else_in_its_one_message() -> None:
    """It held more than a message does now: what is laid out anew must not fall out of it."""
    at = After(scene(kudos={"leads_per_day": 20}))
    texts = [f"{number:02} " + "for the calm words to that customer " * 3 for number in range(15)]
    given = [await at.scene.give("UCHO", text=text) for text in texts]
    await at.post()
    run = at.scene.nights.runs[NIGHT]
    assert len(run.layout) > 1
    [first] = [post for post in run.posts if post.key == run.page_key(1)]
    at.scene.nights.runs[NIGHT] = run.model_copy(update={"layout": (), "posts": (first,)})
    await withdraw(at.tools, given[0].kudos.id, by="UANN")
    await at.tick()
    [page] = [one for one in at.scene.said_in("CKUDOS") if isinstance(one, NightPage) and one.number == 1]
    assert sorted(words.text for card in page.cards for words in card.words) == [t.strip() for t in texts[1:]]


async def posted_apart(at: After, *, gave: int) -> list[Kudos]:
    """So many thanks of Bob's, posted as two messages of which the run does not tell what they hold."""
    texts = [f"{number:02} " + "for the calm words to that customer " * 3 for number in range(gave)]
    given = [(await at.scene.give("UCHO", by="UBOB", text=text)).kudos for text in texts]
    await at.post()
    run = at.scene.nights.runs[NIGHT]
    [first] = [post for post in run.posts if post.key == run.page_key(1)]
    second = Post(
        key=run.page_key(2), posted=run.posted(run.page_key(2)) or Posted(channel="CKUDOS", ts="99")
    )
    at.scene.nights.runs[NIGHT] = run.model_copy(update={"layout": (), "posts": (first, second)})
    return given


@pytest.mark.parametrize("gave", [3, 15])
async def test_a_post_of_before_in_several_messages_is_left_alone_and_its_giver_and_lead_are_told(
    gave: int,
) -> None:
    """Whether today it would take one message or several: none of them may lose or repeat anything."""
    at = After(scene(kudos={"leads_per_day": 20, "per_day": 20}))
    given = await posted_apart(at, gave=gave)
    before = at.words()
    await withdraw(at.tools, given[-1].id, by="UBOB")
    await at.tick()
    await at.tick()
    assert (at.words(), at.scene.slack.edits) == (before, [])
    told = [(one.where, one.what.reason) for one in at.voice.told if isinstance(one.what, PostStands)]
    assert told == [("UBOB", POSTED_APART), ("UANN", POSTED_APART)]
    assert at.due() == []


async def test_nothing_is_joined_to_such_a_post() -> None:
    """It has no button to, and a forged press is told that there is nothing: a +1 would have to stand in it."""
    at = After(scene(kudos={"leads_per_day": 20, "per_day": 20}))
    [one, *_rest] = await posted_apart(at, gave=3)
    assert await at.plus(one, by="UANN") == NotThere()
