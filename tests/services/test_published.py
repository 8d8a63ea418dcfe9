"""After the night: withdrawing, "+1 because …", and a post that follows."""

import asyncio
from dataclasses import replace

import pytest

from bot.domain.kudos import Kudos
from bot.domain.survey import CUSTOMER
from bot.ports.published import PostStands
from bot.services.change_kudos import NotYours, TakenBack
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
    published_of,
    withdraw,
)
from tests.domain.small_files import Raw
from tests.fakes.faults import Killed
from tests.services.feedback_scene import TEXT, scene
from tests.services.published_scene import NIGHT, After

OTHER = "for the quiet patience on the phone today"


@pytest.fixture
def at() -> After:
    """Friday noon in Seoul, nothing given yet."""
    return After(scene())


async def posted(at: After, *people: str, text: str = TEXT) -> Kudos:
    """Thanks of Ann's that were posted, beside others of Bob's."""
    kept = await at.scene.give(*(people or ("UCHO",)), text=text)
    await at.scene.give("UANN", by="UBOB", text=OTHER)
    await at.post()
    return kept.kudos


async def test_withdrawn_it_leaves_the_post_and_the_others_stay(at: After) -> None:
    """Once, however often it is pressed, with two bots at work."""
    kudos = await posted(at)
    assert sorted(at.words()) == sorted([TEXT, OTHER])
    for _ in range(3):
        outcome = await withdraw(at.tools, kudos.id, by="UANN")
        assert isinstance(outcome, Withdrawn)
    await at.tick(bots=2)
    await at.tick(bots=2)
    assert at.words() == [OTHER]
    assert len(at.scene.slack.edits) == 1
    assert at.due() == []


async def test_what_is_listed_is_mine_and_went_out(at: After) -> None:
    """Newest first; what waits for its night, or is withdrawn, is not there."""
    kudos = await posted(at)
    at.scene.later(minutes=5)
    await at.scene.give("UCHO", text="for something that waits until Monday")
    assert [one.id for one in await published_of(at.tools, "UANN")] == [kudos.id]
    assert await published_of(at.tools, "UCHO") == ()
    await withdraw(at.tools, kudos.id, by="UANN")
    assert await published_of(at.tools, "UANN") == ()


class TestOfACustomer:
    """A customer's words, which their agent agreed to share."""

    async def brought(self, at: After) -> Kudos:
        """Posted, beside others."""
        kept = await at.scene.give("UCHO")
        words = {"id": "F1", "giver": CUSTOMER, "source": "customer", "text": "You stayed on the line!"}
        kudos = kept.kudos.model_copy(update=words)
        await at.scene.kudos_book.give(kudos, cap=9)
        await at.post()
        return kudos

    async def test_whoever_agreed_withdraws_them(self, at: After) -> None:
        """They find them among what went out; the post follows, and none of the words is kept."""
        kudos = await self.brought(at)
        assert [one.id for one in await published_of(at.tools, "UCHO")] == ["F1"]
        for by in ("UANN", "UBOB", ""):
            assert await withdraw(at.tools, "F1", by=by) == NotYours()
        for _ in range(2):
            assert isinstance(await withdraw(at.tools, "F1", by="UCHO"), Withdrawn)
            await at.tick()
        assert at.words() == [TEXT]
        assert await published_of(at.tools, "UCHO") == ()
        kept = await at.scene.kudos_book.get("F1")
        assert kept
        assert kudos.text not in kept.model_dump_json()

    async def test_of_colleagues_thanks_nothing_can_be_withdrawn_by_whom_they_are_to(self, at: After) -> None:
        """They are their giver's."""
        kudos = await posted(at)
        assert await withdraw(at.tools, kudos.id, by="UCHO") == NotYours()

    async def test_where_slack_refuses_they_and_their_lead_are_told(self, at: After) -> None:
        """In the place of a giver, once."""
        await self.brought(at)
        await withdraw(at.tools, "F1", by="UCHO")
        at.scene.slack.faults.append("refuse:edit_window_closed")
        for _ in range(2):
            await at.tick()
        said = [(one.where, one.what) for one in at.voice.told]
        assert [where for where, _ in said] == ["UCHO", "UANN"]
        assert all(isinstance(what, PostStands) and what.agreed for _, what in said)


async def test_forged_ids_are_answered_like_none(at: After) -> None:
    """Somebody else's, one that never was, one that waits: the same answer, and nothing changes."""
    kudos = await posted(at)
    waits = (await at.scene.give("UANN", by="UCHO", text="for what waits until Monday")).kudos
    for forged in (kudos.id, waits.id, "K404", ""):
        assert await withdraw(at.tools, forged, by="UDAN") == NotYours()
    for forged in (waits.id, "K404", ""):
        assert await may_join(at.tools, forged, by="UDAN") == NotThere()
        assert await at.plus(waits, "UDAN") == NotThere()
    assert at.due() == []


async def test_before_its_night_it_is_taken_back(at: After) -> None:
    """A button that is older than one thinks."""
    kept = await at.scene.give("UCHO")
    assert isinstance(await withdraw(at.tools, kept.kudos.id, by="UANN"), TakenBack)


async def test_just_as_its_night_closes_it_is_in_no_post(at: After) -> None:
    """The hour has come, the bot has not: it never is posted."""
    kept = await at.scene.give("UCHO")
    await at.scene.give("UANN", by="UBOB", text=OTHER)
    at.scene.until("2026-11-20T10:00")
    assert isinstance(await withdraw(at.tools, kept.kudos.id, by="UANN"), Withdrawn)
    await at.scene.tick()
    await at.tick()
    assert at.words() == [OTHER]
    assert at.due() == []


async def test_while_it_is_being_posted_the_edit_waits_for_the_end(at: After) -> None:
    """A page that was read before and posts after must not keep what was withdrawn."""
    kudos = await posted(at)
    done = at.scene.nights.runs[NIGHT]
    at.scene.nights.runs[NIGHT] = done.model_copy(update={"state": "closed"})
    await withdraw(at.tools, kudos.id, by="UANN")
    await at.tick()
    assert at.due()
    at.scene.nights.runs[NIGHT] = done
    await at.tick(after=40)
    assert at.due() == []
    assert at.words() == [OTHER]


@pytest.mark.parametrize(
    "reason", ["cant_update_message", "edit_window_closed", "message_not_found", "channel_not_found"]
)
async def test_where_slack_refuses_giver_and_lead_are_told_once(at: After, reason: str) -> None:
    """It stands as withdrawn; what can be done is said, and not again."""
    kept = await at.scene.give("UCHO", by="UBOB")
    await at.post()
    await withdraw(at.tools, kept.kudos.id, by="UBOB")
    at.scene.slack.faults.append(f"refuse:{reason}")
    for _ in range(3):
        await at.tick(bots=2)
    told = [(one.where, one.what) for one in at.voice.told]
    assert [where for where, _ in told] == ["UBOB", "UANN"]
    what = told[0][1]
    assert isinstance(what, PostStands)
    assert (what.reason, what.to_giver, what.people) == (reason, True, kept.kudos.people)
    assert at.due() == []


async def test_a_team_that_left_the_file_keeps_its_post(at: After) -> None:
    """Nobody could draw it: its giver and the keepers hear of it, and nothing is tried for ever."""
    kept = await at.scene.give("UCHO", by="UBOB")
    await at.post()
    await withdraw(at.tools, kept.kudos.id, by="UBOB")
    teams = {name: team for name, team in at.scene.book.file.teams.items() if name != "support"}
    file = at.scene.book.file.model_copy(update={"teams": teams})
    gone = replace(at.editing.nights, handbook=lambda: replace(at.scene.book, file=file))
    at.editing = replace(at.editing, nights=gone)
    await at.tick()
    assert [(one.where, getattr(one.what, "reason", "")) for one in at.voice.told] == [("UBOB", "team_gone")]
    assert at.due() == []


async def test_the_lead_who_gave_it_is_told_once(at: After) -> None:
    """As its giver."""
    kudos = await posted(at)
    await withdraw(at.tools, kudos.id, by="UANN")
    at.scene.slack.faults.append("refuse:is_archived")
    await at.tick()
    assert [one.where for one in at.voice.told] == ["UANN"]


async def test_thanks_that_came_quietly_are_changed_there(at: After) -> None:
    """And no word of them reaches the lead where Slack refuses."""
    await at.scene.preferences.change("UCHO", thanks="private")
    kept = await at.scene.give("UCHO", by="UBOB")
    other = await at.scene.give("UCHO", by="UBOB", text=OTHER)
    await at.post()
    await withdraw(at.tools, kept.kudos.id, by="UBOB")
    await at.tick()
    [(_, user, left)] = at.voice.direct
    assert user == "UCHO"
    assert left
    assert [words.text for card in left.thanks for words in card.words] == [OTHER]
    await withdraw(at.tools, other.kudos.id, by="UBOB")
    at.voice.faults.append("refuse:cant_update_message")
    await at.tick()
    assert [(one.where, getattr(one.what, "direct", None)) for one in at.voice.told] == [("UBOB", True)]


FAULTS = ["lost", "lost reply", "killed", "killed after"]


@pytest.mark.parametrize("fault", FAULTS)
async def test_after_a_crash_while_editing_the_post_follows(at: After, fault: str) -> None:
    """Whoever comes after finds the change still to be shown."""
    kudos = await posted(at)
    await withdraw(at.tools, kudos.id, by="UANN")
    at.scene.slack.faults.append(fault)
    try:
        await at.tick()
    except Killed:
        assert fault.startswith("killed")
    at.scene.restart()
    await at.tick(bots=2)
    assert at.words() == [OTHER]
    assert at.due() == []


@pytest.mark.parametrize("fault", FAULTS)
async def test_after_a_crash_while_telling_they_are_told_once(at: After, fault: str) -> None:
    """Both of them."""
    kept = await at.scene.give("UCHO", by="UBOB")
    await at.post()
    await withdraw(at.tools, kept.kudos.id, by="UBOB")
    at.voice.faults.append(fault)
    for _ in range(3):
        at.scene.slack.faults.append("refuse:is_archived")
        try:
            await at.tick()
        except Killed:
            assert fault.startswith("killed")
        at.scene.restart()
        at.scene.slack.faults.clear()
    assert [one.where for one in at.voice.told] == ["UBOB", "UANN"]


class TestPlusOne:
    """A line of one's own under published thanks."""

    async def test_it_stands_under_what_it_joins(self, at: After) -> None:
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

    async def test_another_line_replaces_the_first(self, at: After) -> None:
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

    async def test_not_to_whoever_likes_it_quietly(self, at: After) -> None:
        """Only those whom the post names."""
        await at.scene.preferences.change("UANN", thanks="private")
        kept = await at.scene.give("UCHO", "UANN", by="UBOB")
        await at.post()
        outcome = await at.plus(kept.kudos, "UDAN")
        assert isinstance(outcome, PlusOneKept)
        assert [party.user for party in outcome.kudos.people] == ["UCHO"]

    async def test_thanks_that_went_quietly_alone_cannot_be_joined(self, at: After) -> None:
        """Nor does the answer tell that there were any."""
        await at.scene.preferences.change("UCHO", thanks="private")
        kept = await at.scene.give("UCHO", by="UBOB")
        await at.post()
        assert await at.plus(kept.kudos, "UDAN") == NotThere()

    async def test_who_cannot_thank_cannot_join(self, at: After) -> None:
        """Guests, strangers, people who left; oneself, and one's own."""
        kudos = await posted(at)
        for user in ("UGUEST", "USTRANGER", "UGONE", "UBOT"):
            assert isinstance(await at.plus(kudos, user), CannotJoin)
        assert await at.plus(kudos, "UCHO") == OwnThanks(to_oneself=True)
        assert await at.plus(kudos, "UANN") == OwnThanks(to_oneself=False)

    async def test_one_of_several_thanked_joins_for_the_others(self, at: After) -> None:
        """Nobody thanks themselves."""
        kept = await at.scene.give("UCHO", "UANN", by="UBOB")
        await at.post()
        outcome = await at.plus(kept.kudos, "UCHO")
        assert isinstance(outcome, PlusOneKept)
        assert [party.user for party in outcome.kudos.people] == ["UANN"]

    @pytest.mark.parametrize("text", ["", " ", "x", "x" * 151])
    async def test_it_is_one_line_of_some_words(self, at: After, text: str) -> None:
        """Three to a hundred and fifty characters."""
        kudos = await posted(at)
        assert isinstance(await at.plus(kudos, "UBOB", text), LineLength)

    async def test_the_cap_of_the_day_counts_it(self, at: After) -> None:
        """As every other thanks."""
        kudos = await posted(at)
        for number in range(4):
            await at.scene.give("UCHO", by="UBOB", text=f"for helping with customer number {number}")
        assert isinstance(await at.plus(kudos, "UBOB"), PlusOnesFull)

    async def test_withdrawn_it_leaves_the_post_and_may_come_again(self, at: After) -> None:
        """The same button as for any other thanks."""
        kudos = await posted(at)
        outcome = await at.plus(kudos, "UBOB", "first words")
        assert isinstance(outcome, PlusOneKept)
        await at.tick()
        assert isinstance(await withdraw(at.tools, outcome.kudos.id, by="UBOB"), Withdrawn)
        await at.tick()
        assert sorted(at.words()) == sorted([TEXT, OTHER])
        assert isinstance(await at.plus(kudos, "UBOB", "other words"), PlusOneKept)

    async def test_what_it_joins_withdrawn_takes_it_along(self, at: After) -> None:
        """It would say +1 to nothing; nobody can join any more."""
        kudos = await posted(at)
        await at.plus(kudos, "UBOB", "first words")
        await at.tick()
        await withdraw(at.tools, kudos.id, by="UANN")
        await at.tick()
        assert at.words() == [OTHER]
        assert await at.plus(kudos, "UDAN") == NotThere()
        assert list(await received_by(at.tools.thanks, "UCHO")) == []

    async def test_two_hundred_at_once_are_a_few_edits(self) -> None:
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
    async def test_a_reply_is_posted_once_after_a_crash(self, fault: str) -> None:
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

    async def test_in_a_reply_it_is_withdrawn_too(self) -> None:
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

    async def test_where_the_post_cannot_be_changed_it_goes_under_it(self, at: After) -> None:
        """The line is said all the same."""
        kudos = await posted(at)
        await at.plus(kudos, "UBOB", "I saw it too")
        at.scene.slack.faults.append("refuse:edit_window_closed")
        await at.tick()
        assert at.replied() == [["I saw it too"]]
        assert at.voice.told == []

    async def test_nothing_new_is_said_to_another_company(self, at: After) -> None:
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
