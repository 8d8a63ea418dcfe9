"""The +1 on a night's post: a line of one's own under published thanks."""

import asyncio

import pytest

from bot.services.my_thanks import received_by
from bot.services.published import (
    CannotJoin,
    LineLength,
    MayJoin,
    NotThere,
    OwnThanks,
    PlusOneKept,
    PlusOnesFull,
    Withdrawn,
    may_join,
    withdraw,
)
from tests.domain.small_files import Raw
from tests.fakes.faults import Killed
from tests.services.feedback_scene import TEXT, scene
from tests.services.published_scene import FAULTS, OTHER, After, posted


@pytest.fixture
def at() -> After:
    """Friday noon in Seoul, nothing given yet."""
    return After(scene())


async def test_it_stands_under_what_it_joins(at: After) -> None:
    """And counts among what its person gave and its people got."""
    kudos = await posted(at)
    outcome = await at.plus(kudos, "UBOB", "  she called\nthem twice ")
    assert isinstance(outcome, PlusOneKept)
    assert outcome.kudos.source == "plus_one"
    assert outcome.kudos.people == kudos.people
    await at.tick()
    assert "she called them twice" in at.words()
    assert at.words().index("she called them twice") == at.words().index(TEXT) + 1
    received = await at.scene.kudos_book.received_by("UCHO", kudos.given)
    assert outcome.kudos.id in {one.id for one in received}


async def test_another_line_replaces_the_first(at: After) -> None:
    """One each; the form knows the first."""
    kudos = await posted(at)
    await at.plus(kudos, "UBOB", "first words")
    allowed = await may_join(at.tools, kudos.id, by="UBOB")
    assert isinstance(allowed, MayJoin)
    assert allowed.before
    assert allowed.before.text == "first words"
    outcome = await at.plus(kudos, "UBOB", "better words")
    assert isinstance(outcome, PlusOneKept)
    assert outcome.replaced
    await at.tick()
    assert "better words" in at.words()
    assert "first words" not in at.words()


async def test_not_to_whoever_likes_it_quietly(at: After) -> None:
    """Only those whom the post names."""
    await at.scene.preferences.change("UANN", thanks="private")
    kept = await at.scene.give("UCHO", "UANN", by="UBOB")
    await at.post()
    outcome = await at.plus(kept.kudos, "UDAN")
    assert isinstance(outcome, PlusOneKept)
    assert [party.user for party in outcome.kudos.people] == ["UCHO"]


async def test_thanks_that_went_quietly_alone_cannot_be_joined(at: After) -> None:
    """Nor does the answer tell that there were any."""
    await at.scene.preferences.change("UCHO", thanks="private")
    kept = await at.scene.give("UCHO", by="UBOB")
    await at.post()
    assert await at.plus(kept.kudos, "UDAN") == NotThere()


async def test_who_cannot_thank_cannot_join(at: After) -> None:
    """Guests, strangers, people who left; oneself, and one's own."""
    kudos = await posted(at)
    for user in ("UGUEST", "USTRANGER", "UGONE", "UBOT"):
        assert isinstance(await at.plus(kudos, user), CannotJoin)
    assert await at.plus(kudos, "UCHO") == OwnThanks(to_oneself=True)
    assert await at.plus(kudos, "UANN") == OwnThanks(to_oneself=False)


async def test_one_of_several_thanked_joins_for_the_others(at: After) -> None:
    """Nobody thanks themselves."""
    kept = await at.scene.give("UCHO", "UANN", by="UBOB")
    await at.post()
    outcome = await at.plus(kept.kudos, "UCHO")
    assert isinstance(outcome, PlusOneKept)
    assert [party.user for party in outcome.kudos.people] == ["UANN"]


@pytest.mark.parametrize("text", ["", " ", "x", "x" * 151])
async def test_it_is_one_line_of_some_words(at: After, text: str) -> None:
    """Three to a hundred and fifty characters."""
    kudos = await posted(at)
    assert isinstance(await at.plus(kudos, "UBOB", text), LineLength)


async def test_the_cap_of_the_day_counts_it(at: After) -> None:
    """As every other thanks."""
    kudos = await posted(at)
    for number in range(4):
        await at.scene.give("UCHO", by="UBOB", text=f"for helping with customer number {number}")
    assert isinstance(await at.plus(kudos, "UBOB"), PlusOnesFull)


async def test_withdrawn_it_leaves_the_post_and_may_come_again(at: After) -> None:
    """The same button as for any other thanks."""
    kudos = await posted(at)
    outcome = await at.plus(kudos, "UBOB", "first words")
    assert isinstance(outcome, PlusOneKept)
    await at.tick()
    assert isinstance(await withdraw(at.tools, outcome.kudos.id, by="UBOB"), Withdrawn)
    await at.tick()
    assert sorted(at.words()) == sorted([TEXT, OTHER])
    assert isinstance(await at.plus(kudos, "UBOB", "other words"), PlusOneKept)


async def test_what_it_joins_withdrawn_takes_it_along(at: After) -> None:
    """It would say +1 to nothing; nobody can join any more."""
    kudos = await posted(at)
    await at.plus(kudos, "UBOB", "first words")
    await at.tick()
    await withdraw(at.tools, kudos.id, by="UANN")
    await at.tick()
    assert at.words() == [OTHER]
    assert await at.plus(kudos, "UDAN") == NotThere()
    assert list(await received_by(at.tools.thanks, "UCHO")) == []


async def test_two_hundred_at_once_are_a_few_edits() -> None:
    """All of them stand, in the post or in replies under it, each once."""
    people: dict[str, Raw] = {f"p{number}": {} for number in range(200)}
    at = After(scene(people=people))
    kudos = await posted(at)
    joined = await asyncio.gather(*(at.plus(kudos, f"UP{n}", f"thanks from {n}") for n in range(200)))
    assert all(isinstance(one, PlusOneKept) for one in joined)
    for _ in range(3):
        await at.tick(bots=3)
    assert len(at.scene.slack.edits) == 1
    replies = at.replied()
    said = [*at.words(), *(words for reply in replies for words in reply)]
    assert sorted(said) == sorted([TEXT, OTHER, *(f"thanks from {n}" for n in range(200))])
    assert len(replies) < 10
    assert at.due() == []


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_reply_is_posted_once_after_a_crash(fault: str) -> None:
    """Whoever comes after looks first."""
    people: dict[str, Raw] = {f"p{number}": {} for number in range(60)}
    at = After(scene(people=people))
    kudos = await posted(at)
    await asyncio.gather(*(at.plus(kudos, f"UP{n}", f"thanks from {n} " + "x" * 60) for n in range(60)))
    at.voice.faults.append(fault)
    try:
        await at.tick()
    except Killed:
        assert fault.startswith("killed")
    at.scene.restart()
    await at.tick(bots=2)
    await at.tick(bots=2)
    keys = [one.key for one in at.voice.replies]
    assert len(keys) == len(set(keys)) > 1
    assert sum(len(reply) for reply in at.replied()) + len(at.words()) == 62


async def test_in_a_reply_it_is_withdrawn_too() -> None:
    """The reply is changed; empty, it says so."""
    at = After(scene(people={f"p{number}": {} for number in range(28)}))
    kudos = await posted(at)
    made = [await at.plus(kudos, f"UP{n}", f"thanks from {n} " + "x" * 60) for n in range(28)]
    await at.tick()
    [before] = at.replied()
    for outcome, number in zip(made, range(28), strict=True):
        assert isinstance(outcome, PlusOneKept)
        if outcome.kudos.text in before:
            await withdraw(at.tools, outcome.kudos.id, by=f"UP{number}")
    await at.tick()
    assert at.replied() == [[]]


async def test_where_the_post_cannot_be_changed_it_goes_under_it(at: After) -> None:
    """The line is said all the same."""
    kudos = await posted(at)
    await at.plus(kudos, "UBOB", "I saw it too")
    at.scene.slack.faults.append("refuse:edit_window_closed")
    await at.tick()
    assert at.replied() == [["I saw it too"]]
    assert at.voice.told == []


async def test_nothing_new_is_said_to_another_company(at: After) -> None:
    """The channel was shared since; what goes still goes."""
    kudos = await posted(at)
    await at.plus(kudos, "UBOB", "I saw it too")
    shared = at.scene.directory.channels["#kudos"].model_copy(update={"is_shared_outside": True})
    at.scene.directory.channels["#kudos"] = shared
    await at.tick()
    assert sorted(at.words()) == sorted([TEXT, OTHER])
    await withdraw(at.tools, kudos.id, by="UANN")
    await at.tick()
    assert at.words() == [OTHER]
