"""Nights that a Baton of before posted, whose run does not tell what stands where."""

from bot.domain.digest import NightPage
from bot.services.published import withdraw
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
