"""Customers' answers: whose they are, what they come to, and who is told."""

from datetime import date, timedelta

import pytest

from bot.domain.survey import MoodCounts, Scale
from bot.ports.surveys import NobodyFound, Taken, WordsWait
from bot.services.answer_survey import waiting_for
from tests.domain.small_files import team
from tests.services.survey_scene import KIND, SurveyScene, survey_scene

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
