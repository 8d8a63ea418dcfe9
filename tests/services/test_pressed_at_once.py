"""People are faster than Slack's answer to us: their step stands, nothing is said twice, and nothing is held up."""

from contextlib import suppress
from dataclasses import replace

import pytest

from bot.domain.covering import Arrangement
from bot.domain.facts import Draft
from bot.domain.practice_acts import Became
from bot.services.acknowledge import Acknowledged, acknowledge
from bot.services.answer_survey import ForYou, NothingThere, Settled, drop, move_loop, read_words, waiting_for
from bot.services.cover import end, take_search
from bot.services.pin import change
from bot.services.practices import accept
from bot.services.published import MayJoin, NotThere, PlusOneKept, may_join
from bot.services.tell_changes import QUIET
from bot.services.tick_cover import tick_cover
from tests.domain.carried import party
from tests.fakes.faults import Killed
from tests.fakes.pressed import PressedAtOnce
from tests.services.feedback_scene import TEXT, scene
from tests.services.practice_scene import practice_scene
from tests.services.published_scene import OTHER, After
from tests.services.survey_scene import KIND, SurveyScene, survey_scene
from tests.services.test_cover import CoverScene, cover_scene
from tests.services.test_pin import ANN, HOUR, PinScene, pin_scene
from tests.services.test_tell_changes import files, new_scene

UNHEARD = pytest.mark.parametrize("fault", ["lost reply", "killed after"])
"""What was said stands in Slack, and nobody here knows."""


class TestACustomersWords:
    """The knock about them."""

    async def told(self, fault: str) -> SurveyScene:
        """It stands there."""
        place = survey_scene()
        await place.comes(score=5, comment=KIND)
        place.voice.faults.append(fault)
        if fault == "killed after":
            with pytest.raises(Killed):
                await place.tick_due()
        else:
            await place.tick_due()
        return place

    @UNHEARD
    async def test_they_are_read_by_whom_they_are_about_and_by_nobody_else(self, fault: str) -> None:
        """They wait for their agent from then on, like any that were told."""
        place = await self.told(fault)
        for user in ("UANN", "UBOB"):
            assert await read_words(place.tools, "f001", by=user) == NothingThere()
        found = await read_words(place.tools, "f001", by="UCHO")
        assert isinstance(found, ForYou)
        assert (found.feedback.words.comment, found.feedback.told) == (KIND, place.now)
        assert [one.id for one in await waiting_for(place.tools, "UCHO")] == ["f001"]

    @UNHEARD
    async def test_they_are_told_of_once(self, fault: str) -> None:
        """Whoever comes next finds them opened, and looks for nothing."""
        place = await self.told(fault)
        await read_words(place.tools, "f001", by="UCHO")
        place.restart()
        place.voice.blind = True
        assert len(await place.look(hours=5)) == 1
        assert await place.around.deadlines.lease("survey:f001")

    @UNHEARD
    async def test_dropped_they_are_gone(self, fault: str) -> None:
        """At once, and for good."""
        place = await self.told(fault)
        assert await drop(place.tools, "f001", by="UCHO") == Settled(None)
        place.restart()
        assert len(await place.look(hours=5)) == 1
        assert not place.book.kept

    async def test_before_anything_was_said_nobody_reads_them(self) -> None:
        """A name that somebody guessed opens nothing."""
        place = survey_scene()
        await place.comes()
        assert await read_words(place.tools, "f001", by="UCHO") == NothingThere()

    async def test_opened_while_slack_answers_they_were_told_once(self) -> None:
        """Whoever told them leaves it at that, and gives the lease back."""
        place = survey_scene()
        await place.comes()

        async def press() -> None:
            await read_words(place.tools, "f001", by="UCHO")

        place.tools = replace(place.tools, voice=PressedAtOnce(place.voice, "tell", press))
        assert len(await place.look()) == 1
        assert len(await place.look(minutes=5)) == 1
        assert place.book.kept["f001"].opened
        assert await place.around.deadlines.lease("survey:f001")


async def test_a_loop_moved_as_it_is_brought_up_is_brought_up_once_that_week() -> None:
    """What the agent wrote stays, and the next week has its own reminder."""
    place = survey_scene()
    loop = await place.brought()

    async def press() -> None:
        await move_loop(place.tools, loop.id, by="UCHO", state="changed", changed="zzmark-changed")

    place.tools = replace(place.tools, voice=PressedAtOnce(place.voice, "tell", press))
    place.around.until("2026-11-27T08:00")
    for _ in range(3):
        assert len(await place.look(minutes=6)) == 2
    assert place.book.kept[loop.id].words.changed == "zzmark-changed"
    assert len(await place.look(days=7)) == 3


class Unseeing(PressedAtOnce):
    """A directory of people who see no channel."""

    def __init__(self, directory: object) -> None:
        super().__init__(directory, "", press=nobody)

    async def sees(self, _user: str, _channel: str) -> bool:
        """Not even that one."""
        return False


async def nobody() -> None:
    """Presses nothing."""


class TestTheNight:
    """A line of one's own under thanks that have only just come."""

    async def come(self, fault: str) -> tuple[After, str]:
        """It stands there; the thanks that are joined."""
        at = After(scene())
        kept = await at.scene.give("UCHO")
        await at.scene.give("UANN", by="UBOB", text=OTHER)
        at.scene.until("2026-11-20T10:00")
        at.scene.slack.faults.append(fault)
        if fault == "killed after":
            with pytest.raises(Killed):
                await at.scene.tick()
        else:
            await at.scene.tick()
        return at, kept.kudos.id

    @UNHEARD
    async def test_a_line_is_kept_and_stands_there_in_the_end(self, fault: str) -> None:
        """Under the one post there is."""
        at, kudos = await self.come(fault)
        joined = await at.scene.kudos_book.get(kudos)
        assert joined
        assert isinstance(await at.plus(joined, "UBOB"), PlusOneKept)
        await at.tick()
        at.scene.later(minutes=6)
        await at.scene.tick()
        await at.tick(after=30)
        await at.tick(after=30)
        assert sorted(at.words()) == sorted([TEXT, OTHER, "I saw it too"])
        assert len(at.scene.said_in("CKUDOS")) == 1
        assert at.due() == []

    @UNHEARD
    async def test_who_does_not_see_the_channel_joins_nothing(self, fault: str) -> None:
        """As once it is known to stand; nor does anybody where another company reads by now."""
        at, kudos = await self.come(fault)
        assert isinstance(await may_join(at.tools, kudos, by="UBOB"), MayJoin)
        unseen = replace(at.tools, thanks=replace(at.tools.thanks, directory=Unseeing(at.scene.directory)))
        assert await may_join(unseen, kudos, by="UBOB") == NotThere()
        shared = {"is_shared_outside": True}
        channels = at.scene.directory.channels
        channels["#kudos"] = channels["#kudos"].model_copy(update=shared)
        assert await may_join(at.tools, kudos, by="UBOB") == NotThere()

    async def test_before_the_night_there_is_nothing_to_join(self) -> None:
        """Only its giver knows of it."""
        at = After(scene())
        kept = await at.scene.give("UCHO")
        assert await may_join(at.tools, kept.kudos.id, by="UBOB") == NotThere()


@UNHEARD
async def test_news_that_were_found_show_who_has_read_them(fault: str) -> None:
    """Bob read them before what his keeper reads was found again."""
    place = new_scene()
    await place.good(files())
    await place.good(files("bob"))
    place.later(QUIET)
    place.board.faults.append(fault)
    with suppress(Killed):
        await place.tick()
    assert place.board.said[0][0] == "UANN"
    [news] = {leaf.news for leaf in place.book.leaves.values()}
    assert isinstance(await acknowledge(place.tools, news, by="UBOB"), Acknowledged)
    place.real += QUIET
    await place.tick()
    assert place.to == ["UANN", "UBOB", "support"]
    assert ("UANN", frozenset({"UBOB"})) in place.board.drawn


class TestCovers:
    """Slack's answer is not thrown away for what people did meanwhile."""

    async def ticked(self, place: CoverScene, cover: Arrangement) -> None:
        """What is due of it, as the loop does it."""
        lease = await place.base.deadlines.lease(f"cover:{cover.id}")
        assert lease
        await tick_cover(place.tools, cover.id, lease)

    async def test_a_search_taken_at_once_is_posted_once(self) -> None:
        """Its one card then says who has it, and both are told."""
        place = cover_scene()
        cover = await place.has("bob", None)

        async def press() -> None:
            await take_search(place.tools, cover.id, party("cho"))

        place.tools = replace(place.tools, board=PressedAtOnce(place.board, "post", press))
        await self.ticked(place, cover)
        await place.rest()
        assert place.told() == ["#support", "UCHO", "UBOB"]
        _, shown = place.board.said[f"cover-{cover.id}"]
        assert shown.by == "cho"

    async def test_one_declined_at_once_is_told_once(self) -> None:
        """And the others hear that it has ended."""
        place = cover_scene()
        cover = await place.has("bob", "cho")

        async def press() -> None:
            await end(place.tools, cover.id, party("cho"))

        place.tools = replace(place.tools, board=PressedAtOnce(place.board, "tell", press))
        await self.ticked(place, cover)
        await place.rest()
        assert sorted(place.told()) == ["UANN", "UBOB", "UBOB", "UCHO"]


async def test_words_accepted_at_once_are_asked_about_once() -> None:
    """The message that asked shows what was decided, though nobody may look for it."""
    place = await practice_scene()
    p = await place.proposed()  # its author is told first, then Ann
    board = place.board

    async def press() -> None:
        assert isinstance(await accept(place.tools, p.id, party("ann")), Became)

    place.tools = replace(place.tools, board=PressedAtOnce(board, "tell", press, after=1))
    await place.settle()
    assert (await place.newest(p)).state == "accepted"
    assert board.doubled() == []
    assert board.shown["UANN"] == "accepted"


async def test_facts_changed_at_once_are_warned_of_once() -> None:
    """Other words, the same end: that was told."""
    place: PinScene = pin_scene()
    facts = await place.pinned()

    async def press() -> None:
        draft = Draft(what="down in parts", back="soon", ends=facts.ends)
        await change(place.tools, facts.id, draft, ANN)

    place.tools = replace(place.tools, voice=PressedAtOnce(place.voice, "tell", press))
    assert await place.later(hours=2 - 0.2) == ["UANN"]
    assert await place.later(minutes=2) == ["UANN"]
    stands = await place.book.get(facts.id)
    assert stands
    assert (stands.what, stands.warned_of) == ("down in parts", facts.ends)
    assert facts.ends - place.now < HOUR
