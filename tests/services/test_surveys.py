"""Customers' answers: whose they are, what they come to, who is told, what is shared, and what goes when."""

from datetime import date, timedelta

import pytest

from bot.domain.survey import CustomerWords, MoodCounts, Scale
from bot.ports.surveys import LoopsWait, NobodyFound, Taken, WordsWait
from bot.services.answer_survey import (
    ForYou,
    NoNightTakesIt,
    NothingThere,
    NotShorter,
    Settled,
    WillBeShared,
    drop,
    keep,
    kept_for,
    move_loop,
    read_words,
    share,
    take_back_consent,
    waiting_for,
)
from tests.domain.small_files import team
from tests.services.survey_scene import HARD, KIND, SurveyScene, survey_scene

NOVEMBER = date(2026, 11, 1)


@pytest.fixture
def scene() -> SurveyScene:
    """Ann keeps the files."""
    return survey_scene(keepers=("ann",))


async def counts(scene: SurveyScene) -> dict[str, MoodCounts]:
    """Those of the month."""
    return dict((await scene.book.counts(NOVEMBER, NOVEMBER)).get(NOVEMBER, {}))


class TestTakingIn:
    """What an answer comes to."""

    @pytest.mark.parametrize(
        ("scale", "score", "result"),
        [
            (Scale.CSAT, 5, "draft"), (Scale.CSAT, 4, "draft"), (Scale.CSAT, 3, "counted"), (Scale.CSAT, 2, "note"),
            (Scale.CES, 6, "draft"), (Scale.CES, 5, "counted"), (Scale.CES, 3, "note"),
            (Scale.GOOD_BAD, 1, "draft"), (Scale.GOOD_BAD, 0, "note"),
        ],
    )  # fmt: skip
    async def test_the_thresholds(self, scene: SurveyScene, scale: Scale, score: int, result: str) -> None:
        """Good from four, poor to two; six and three of seven."""
        assert (await scene.comes(scale=scale, score=score)).result == result

    async def test_the_thresholds_are_the_files(self) -> None:
        """A stricter team."""
        scene = survey_scene(surveys={"good": {"csat": 5}, "poor": {"csat": 3}})
        assert (await scene.comes("A", score=4)).result == "counted"
        assert (await scene.comes("B", score=3)).result == "note"

    async def test_a_good_one_without_words_is_only_counted(self, scene: SurveyScene) -> None:
        """There is nothing to show."""
        assert await scene.comes(score=5, comment="") == Taken(result="counted")
        assert not scene.book.kept

    async def test_who_wants_a_reply_is_brought_whatever_the_score(self, scene: SurveyScene) -> None:
        """With a loop."""
        assert (await scene.comes(score=3, wants_reply=True)).result == "note"
        assert await scene.book.open_loops("support") == 1

    async def test_an_old_one_is_only_counted_in_its_own_month(self, scene: SurveyScene) -> None:
        """Last year's file fills nobody's messages."""
        before = scene.now - timedelta(days=40)
        assert (await scene.comes(answered_at=before)).result == "counted"
        assert await scene.book.counts(date(2026, 10, 1), NOVEMBER) == {
            date(2026, 10, 1): {"support": MoodCounts(poor=1)}
        }

    async def test_the_same_again_is_the_same(self, scene: SurveyScene) -> None:
        """Once told, once counted."""
        await scene.comes()
        assert await scene.comes(score=5) == Taken(result="note", before=True)
        assert await counts(scene) == {"support": MoodCounts(poor=1)}

    @pytest.mark.parametrize("agent", ["cho", "CHO", "UCHO", "ucho"])
    async def test_an_agent_by_key_or_slack_id(self, scene: SurveyScene, agent: str) -> None:
        """However it is written."""
        await scene.comes(agent=agent)
        assert [f.agent.key for f in scene.book.kept.values()] == ["cho"]

    async def test_an_agent_by_address(self, scene: SurveyScene) -> None:
        """That of the file, or the one in Slack of somebody the file names by id."""
        members = scene.around.directory.members
        members["UCHO"] = members["UCHO"].model_copy(update={"email": "Cho@Example.com"})
        await scene.comes(agent="cho@example.com")
        assert [f.agent.key for f in scene.book.kept.values()] == ["cho"]

    async def test_small_teams_are_counted_together(self) -> None:
        """Of two people each would know the other's."""
        scene = survey_scene(
            teams={"duo": team(members=["ann", "bob"]), "trio": team(members=["cho", "dan", "eve"])}
        )
        await scene.comes("A", agent="bob")
        await scene.comes("B", agent="dan", score=3)
        assert await counts(scene) == {"-": MoodCounts(poor=1), "trio": MoodCounts(middle=1)}

    async def test_no_score_is_kept(self, scene: SurveyScene) -> None:
        """Neither beside the words nor among the counts."""
        await scene.comes(score=2)
        [kept] = scene.book.kept.values()
        assert "score" not in kept.model_dump()

    async def test_names_and_numbers_go_before_anything_is_kept(self, scene: SurveyScene) -> None:
        """Of a good one, which others may read; of a poor one addresses and numbers."""
        text = "Order 20260301 and jane@shop.kr. Best regards,\nJane Doe"
        await scene.comes("A", score=5, comment=f"Cho was great! {text}", customers=("Jane Doe",))
        await scene.comes("B", comment=text)
        good, poor = sorted(scene.book.kept.values(), key=lambda f: f.id)
        assert good.words.comment == "Cho was great! Order … and …. Best regards,\n…"
        assert poor.words.comment == "Order … and …. Best regards,\nJane Doe"


class TestBringing:
    """Told once, in their hours, and never anybody else."""

    async def test_good_and_poor_knock_alike(self, scene: SurveyScene) -> None:
        """The agent alone is told, by the same message."""
        await scene.comes("A", score=5, comment=KIND, agent="cho")
        await scene.comes("B", agent="ann")
        assert await scene.look() == [("UCHO", WordsWait(id="f001")), ("UANN", WordsWait(id="f002"))]
        assert len(await scene.look(hours=5)) == 2

    async def test_at_night_it_waits_for_their_morning(self, scene: SurveyScene) -> None:
        """Friday evening becomes Monday at nine."""
        scene.around.until("2026-11-20T12:00")
        await scene.comes()
        assert await scene.look(hours=20) == []
        scene.around.until("2026-11-23T00:00")
        assert await scene.look() == [("UCHO", WordsWait(id="f001"))]

    async def test_late_after_a_standstill_it_still_waits_for_their_hours(self, scene: SurveyScene) -> None:
        """Due at noon, but nobody looked until midnight."""
        await scene.comes()
        assert await scene.look(hours=12) == []
        scene.around.until("2026-11-23T00:00")
        assert await scene.look() == [("UCHO", WordsWait(id="f001"))]

    async def test_several_at_once_knock_once(self, scene: SurveyScene) -> None:
        """The first speaks for those that came with it; all of them wait in App Home."""
        for number in range(4):
            await scene.comes(f"S{number}")
        await scene.look()
        assert await scene.look(minutes=5) == [("UCHO", WordsWait(id="f001"))]
        assert len(await waiting_for(scene.tools, "UCHO")) == 4

    @pytest.mark.parametrize("fault", ["lost", "lost reply"])
    async def test_an_unclear_answer_is_cleared_up_first(self, scene: SurveyScene, fault: str) -> None:
        """Slack is asked whether it was said before it is said again."""
        await scene.comes()
        scene.voice.faults.append(fault)
        await scene.look()
        assert await scene.look(minutes=10) == [("UCHO", WordsWait(id="f001"))]

    @pytest.mark.parametrize("steps", range(22))
    async def test_a_crash_anywhere_loses_and_doubles_nothing(self, steps: int) -> None:
        """Killed after any step, whoever comes next finishes it."""
        scene = survey_scene()
        await scene.comes()
        await scene.until_killed(scene.tick_due(), steps=steps)
        scene.restart()
        await scene.look()
        scene.restart()
        assert await scene.look() == [("UCHO", WordsWait(id="f001"))]

    async def test_who_left_meanwhile_is_not_told_and_nothing_is_kept(self, scene: SurveyScene) -> None:
        """The keeper hears that there was one."""
        await scene.comes()
        members = scene.around.directory.members
        members["UCHO"] = members["UCHO"].model_copy(update={"has_left": True})
        await scene.look()
        assert not scene.book.kept
        assert await scene.look(hours=2) == [("UANN", NobodyFound(day="2026-11-20", count=1))]
        assert await counts(scene) == {"support": MoodCounts(poor=1)}

    async def test_whom_slack_does_not_know_any_more_is_like_who_left(self, scene: SurveyScene) -> None:
        """Nothing is kept."""
        await scene.comes()
        scene.voice.faults.append("refuse:user_disabled")
        await scene.look()
        assert not scene.book.kept

    async def test_a_lost_scope_loses_no_words(self, scene: SurveyScene) -> None:
        """What Slack refuses for another reason is tried again."""
        await scene.comes()
        scene.voice.faults.append("refuse:missing_scope")
        assert await scene.look() == []
        assert await scene.look(minutes=10) == [("UCHO", WordsWait(id="f001"))]

    async def test_answers_of_nobody_are_told_to_keepers_once_a_day(self, scene: SurveyScene) -> None:
        """How many, without words or names."""
        for number in range(3):
            assert (await scene.comes(f"S{number}", agent="gone@example.com")).result == "nobody"
        assert await scene.look(minutes=30) == []
        assert await scene.look(hours=1) == [("UANN", NobodyFound(day="2026-11-20", count=3))]
        await scene.comes("S9", agent="gone@example.com")
        assert len(await scene.look(hours=2)) == 1
        assert await counts(scene) == {"-": MoodCounts(poor=4)}


class TestThanks:
    """A good one, for its agent to decide on."""

    async def test_with_consent_it_is_thanks_of_their_night(self, scene: SurveyScene) -> None:
        """From a customer without a name; then nothing of the draft stays."""
        f = await scene.brought(score=5, comment=KIND)
        outcome = await share(scene.tools, f.id, by="UCHO", text="You stayed on the line. Thank you!")
        assert isinstance(outcome, WillBeShared)
        assert [arrival.channel for arrival in outcome.arrivals] == ["#kudos"]
        [kudos] = await scene.around.kudos_book.received_by("UCHO", scene.now - timedelta(days=1))
        assert (kudos.source, kudos.text) == ("customer", "You stayed on the line. Thank you!")
        assert kudos.giver.name.both == ("고객", "a customer")
        assert not scene.book.kept

    async def test_the_value_is_suggested_from_the_words(self, scene: SurveyScene) -> None:
        """As for any thanks."""
        f = await scene.brought(score=5, comment=KIND)
        await share(scene.tools, f.id, by="UCHO", text=KIND)
        [kudos] = await scene.around.kudos_book.received_by("UCHO", scene.now - timedelta(days=1))
        assert kudos.value == "act"

    async def test_sent_twice_it_is_shared_once(self, scene: SurveyScene) -> None:
        """And both times they read that it is."""
        f = await scene.brought(score=5, comment=KIND)
        for _ in range(2):
            assert isinstance(await share(scene.tools, f.id, by="UCHO", text=KIND), WillBeShared)
        assert len(await scene.around.kudos_book.received_by("UCHO", scene.now - timedelta(days=1))) == 1

    @pytest.mark.parametrize("steps", range(12))
    async def test_a_crash_while_sharing_shares_once(self, steps: int) -> None:
        """Once they agreed, time finishes it."""
        scene = survey_scene()
        f = await scene.brought(score=5, comment=KIND)
        killed = await scene.until_killed(share(scene.tools, f.id, by="UCHO", text=KIND), steps=steps)
        scene.restart()
        await scene.look()
        given = await scene.around.kudos_book.received_by("UCHO", scene.now - timedelta(days=1))
        undecided = scene.book.kept.get(f.id)
        assert len(given) == (0 if undecided else 1)
        assert killed or not undecided

    @pytest.mark.parametrize("text", ["", " … ", "the best agent of all", "Thank you You stayed"])
    async def test_words_can_only_be_left_out(self, scene: SurveyScene, text: str) -> None:
        """Nobody speaks in a customer's name."""
        f = await scene.brought(score=5, comment=KIND)
        assert isinstance(await share(scene.tools, f.id, by="UCHO", text=text), NotShorter)
        assert scene.book.kept[f.id].draft == "waiting"

    async def test_consent_can_be_taken_back_until_the_night_closes(self, scene: SurveyScene) -> None:
        """By its agent alone; then nobody reads it, and nothing of the words is kept."""
        f = await scene.brought(score=5, comment=KIND)
        outcome = await share(scene.tools, f.id, by="UCHO", text=KIND)
        assert isinstance(outcome, WillBeShared)
        assert not await take_back_consent(scene.tools, outcome.kudos, by="UANN")
        for _ in range(2):
            assert await take_back_consent(scene.tools, outcome.kudos, by="UCHO")
        assert await scene.around.kudos_book.received_by("UCHO", scene.now - timedelta(days=1)) == []
        kept = await scene.around.kudos_book.get(outcome.kudos)
        assert kept
        assert "courier" not in kept.text
        assert isinstance(await share(scene.tools, f.id, by="UCHO", text=KIND), NothingThere)

    async def test_after_its_night_it_is_shared(self, scene: SurveyScene) -> None:
        """Taking it back then says so."""
        f = await scene.brought(score=5, comment=KIND)
        outcome = await share(scene.tools, f.id, by="UCHO", text=KIND)
        assert isinstance(outcome, WillBeShared)
        scene.around.until("2026-11-20T10:00")
        await scene.around.tick()
        assert not await take_back_consent(scene.tools, outcome.kudos, by="UCHO")

    async def test_where_no_team_has_a_night_it_can_only_be_kept(self) -> None:
        """And they are told so."""
        scene = survey_scene(teams={"support": team(members=["ann", "bob", "cho"])})
        f = await scene.brought(score=5, comment=KIND)
        assert isinstance(await share(scene.tools, f.id, by="UCHO", text=KIND), NoNightTakesIt)

    async def test_kept_quietly_it_stays_theirs(self, scene: SurveyScene) -> None:
        """Past the two weeks, and may still be shared later."""
        f = await scene.brought(score=5, comment=KIND)
        assert isinstance(await keep(scene.tools, f.id, by="UCHO"), Settled)
        await scene.look(days=40)
        [kept] = await kept_for(scene.tools, "UCHO")
        assert kept.words.comment == KIND
        assert isinstance(await share(scene.tools, f.id, by="UCHO", text=KIND), WillBeShared)

    async def test_dropped_it_is_gone_at_once(self, scene: SurveyScene) -> None:
        """And a second press learns that nothing is there."""
        f = await scene.brought(score=5, comment=KIND)
        assert await drop(scene.tools, f.id, by="UCHO") == Settled(None)
        assert not scene.book.kept
        assert isinstance(await drop(scene.tools, f.id, by="UCHO"), NothingThere)

    async def test_undecided_it_is_erased_after_two_weeks(self, scene: SurveyScene) -> None:
        """Not a day earlier."""
        f = await scene.brought(score=5, comment=KIND)
        await scene.look(days=13)
        assert f.id in scene.book.kept
        await scene.look(days=2)
        assert not scene.book.kept

    @pytest.mark.parametrize("somebody", ["UANN", "UBOB", "UGUEST"])
    async def test_nobody_else_can_read_or_decide(self, scene: SurveyScene, somebody: str) -> None:
        """Neither the lead nor a colleague."""
        f = await scene.brought(score=5, comment=KIND)
        assert isinstance(await read_words(scene.tools, f.id, by=somebody), NothingThere)
        assert isinstance(await share(scene.tools, f.id, by=somebody, text=KIND), NothingThere)
        assert isinstance(await drop(scene.tools, f.id, by=somebody), NothingThere)


class TestLoops:
    """A poor one: private, and open until the customer was told."""

    async def test_its_agent_reads_it_and_nobody_else(self, scene: SurveyScene) -> None:
        """The lead sees a number, not whose."""
        f = await scene.brought()
        found = await read_words(scene.tools, f.id, by="UCHO")
        assert isinstance(found, ForYou)
        assert found.feedback.words.comment == HARD
        assert isinstance(await read_words(scene.tools, f.id, by="UANN"), NothingThere)
        assert await scene.book.open_loops("support") == 1

    async def test_it_stays_listed_until_the_customer_was_told(self, scene: SurveyScene) -> None:
        """Open, changed, told."""
        f = await scene.brought()
        await read_words(scene.tools, f.id, by="UCHO")
        await move_loop(scene.tools, f.id, by="UCHO", state="changed", changed="we call back the same day")
        assert [one.id for one in await waiting_for(scene.tools, "UCHO")] == [f.id]
        await move_loop(scene.tools, f.id, by="UCHO", state="told", changed="")
        assert await waiting_for(scene.tools, "UCHO") == []
        assert await scene.book.open_loops("support") == 0
        assert scene.book.kept[f.id].words.changed == "we call back the same day"

    async def test_once_a_week_one_message_for_all_of_them(self, scene: SurveyScene) -> None:
        """In their hours, as long as any is open."""
        await scene.brought()
        await scene.look(hours=4)
        await scene.brought()
        scene.voice.told.clear()
        scene.around.until("2026-11-27T08:00")
        await scene.look()
        assert await scene.look(days=3) == [("UCHO", LoopsWait(id="f001", count=2))]
        for one in await waiting_for(scene.tools, "UCHO"):
            await move_loop(scene.tools, one.id, by="UCHO", state="told", changed="")
        assert len(await scene.look(days=9)) == 1

    async def test_a_reminder_that_slack_refuses_comes_again_next_week(self, scene: SurveyScene) -> None:
        """And holds nothing up meanwhile."""
        await scene.brought()
        scene.voice.told.clear()
        scene.voice.faults.append("refuse:user_disabled")
        scene.around.until("2026-11-27T03:00")
        await scene.look()
        assert await scene.look(days=6) == []
        assert await scene.look(days=1) == [("UCHO", LoopsWait(id="f001", count=1))]

    async def test_the_words_go_after_the_retention_of_notes_the_loop_does_not(
        self, scene: SurveyScene
    ) -> None:
        """Where to look the customer up stays with it."""
        f = await scene.brought(ticket="T-1")
        await scene.look(days=91)
        assert scene.book.kept[f.id].words == CustomerWords(ticket="T-1")
        assert await scene.book.open_loops("support") == 1
        await move_loop(scene.tools, f.id, by="UCHO", state="told", changed="")
        await scene.look(minutes=1)
        assert not scene.book.kept

    async def test_a_closed_one_goes_with_its_words(self, scene: SurveyScene) -> None:
        """Nothing stays of it."""
        f = await scene.brought()
        await move_loop(scene.tools, f.id, by="UCHO", state="told", changed="")
        await scene.look(days=91)
        assert not scene.book.kept

    async def test_a_loop_that_nobody_closes_ends_after_a_year(self, scene: SurveyScene) -> None:
        """Before the store forgets it, so that the team's count stays true."""
        f = await scene.brought()
        await read_words(scene.tools, f.id, by="UCHO")
        for _ in range(60):
            await scene.look(days=7)
        assert await scene.book.open_loops("support") == 0

    async def test_nobody_else_closes_it(self, scene: SurveyScene) -> None:
        """Who may is checked at the action."""
        f = await scene.brought()
        outcome = await move_loop(scene.tools, f.id, by="UANN", state="told", changed="")
        assert isinstance(outcome, NothingThere)

    async def test_a_lead_is_an_agent_too(self, scene: SurveyScene) -> None:
        """Their own come to them alone."""
        f = await scene.brought(agent="ann")
        assert isinstance(await read_words(scene.tools, f.id, by="UANN"), ForYou)
