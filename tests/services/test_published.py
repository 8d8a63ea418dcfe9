"""After the night: withdrawing, "+1 because …", and a post that follows."""

from dataclasses import replace

import pytest

from bot.domain.kudos import Kudos
from bot.domain.survey import CUSTOMER
from bot.ports.published import PostStands
from bot.services.change_kudos import NotYours, TakenBack
from bot.services.published import (
    NotThere,
    Withdrawn,
    may_join,
    published_of,
    withdraw,
)
from tests.fakes.faults import Killed
from tests.services.feedback_scene import TEXT, scene
from tests.services.published_scene import FAULTS, NIGHT, OTHER, After, posted


@pytest.fixture
def at() -> After:
    """Friday noon in Seoul, nothing given yet."""
    return After(scene())


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
