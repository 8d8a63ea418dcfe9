"""What a review is gathered from: the team's own, by its local dates, and nothing that is somebody else's."""

from datetime import date, timedelta

import pytest

from bot.domain.correction import Correction, Observation, ProcessItem
from bot.domain.learning import Asked, Deed, Mark, Realm, wording
from bot.domain.meanings import Meaning
from bot.domain.periods import Period
from bot.domain.review import Missing, Promised, Spread
from bot.domain.survey import CustomerWords, Feedback, Loop, Mood
from bot.ports.surveys import Taking
from bot.services.review_figures import review_of
from tests.domain.carried import party
from tests.domain.small_files import team, utc
from tests.services.feedback_scene import WORDS
from tests.services.review_scene import ReviewScene, figures, review_scene


@pytest.fixture
async def place() -> ReviewScene:
    """A team Baton has known since August, on a Wednesday of November at noon."""
    made = await review_scene()
    made.feedback.until("2026-11-18T03:00")
    return made


class TestFigures:
    """Hand-overs and promises."""

    async def test_only_the_teams_own_within_its_dates(self, place: ReviewScene) -> None:
        """November begins at 15:00 of the day before in Greenwich."""
        place.escalations.closed(
            figures(1, "2026-10-31T14:59"),
            figures(2, "2026-10-31T15:00"),
            figures(3, "2026-11-10T03:00", team="finance"),
            figures(4, "2026-11-30T15:00"),
        )
        found = await place.review()
        assert (found.handed, found.handed_before) == (1, 1)

    async def test_time_to_owner_and_what_never_had_one(self, place: ReviewScene) -> None:
        """Those without an owner are told beside, not hidden in the figure."""
        place.escalations.closed(
            *(figures(n, "2026-11-10T03:00", waited=n) for n in range(1, 11)),
            figures(11, "2026-11-11T03:00", waited=None, outcome="cancelled"),
        )
        found = await place.review()
        assert found.to_owner == Spread(
            n=10, median=timedelta(minutes=5, seconds=30), p90=timedelta(minutes=9)
        )
        assert (found.handed, found.never_owned) == (11, 1)
        assert [week.spread.n for week in found.weeks] == [0, 0, 0, 0, 0, 0, 10, 0]

    async def test_promises_are_counted_in_cases(self, place: ReviewScene) -> None:
        """Kept, moved in time, broken."""
        place.escalations.closed(
            figures(1, "2026-11-10T03:00", promises_kept=2, promises_moved=1),
            figures(2, "2026-11-12T03:00", promises_broken=1),
        )
        assert (await place.review()).promises == Promised(kept=2, moved=1, broken=1)

    async def test_questions_without_an_answer(self, place: ReviewScene) -> None:
        """Counted for everybody; in words only what several asked alike, and only where the team keeps words."""
        keeping = await review_scene(learning={"keep_text": "30d", "people": 2})
        mark = Mark(realm=Realm.TOPIC, deed=Deed.UNMATCHED)
        for where in (place, keeping):
            where.feedback.until("2026-11-18T03:00")
            rules = where.feedback.book.philosophy.learning
            for user, text in (("UBOB", "paper planes"), ("UCHO", "paper planes"), ("UBOB", "mine alone")):
                words = wording(text, keep=rules.keep_text, people=2)
                await where.learning.typed(Asked(user, text, None))
                await where.learning.cast(user, mark, text, day=date(2026, 11, 17), words=words)
            found = await where.review()
            assert sum(one.unmatched for one in found.missed) == 3
            assert [one.text for one in found.asked] == (["paper planes"] if where is keeping else [])

    async def test_the_improvement_list_by_what_became_of_it(self, place: ReviewScene) -> None:
        """Counts alone: its words are for the list."""
        for number, state in enumerate(("open", "done", "open"), 1):
            words = Observation(situation="zzmark", behaviour="zzmark", impact="zzmark", next_time="zzmark")
            item = ProcessItem(id=f"I{number}", team="support", words=words, written=date(2026, 11, 2))
            await place.improvements.add(item.model_copy(update={"state": state}))
        found = await place.review()
        assert found.improvements == (("open", 2), ("done", 1))
        assert "zzmark" not in found.model_dump_json()

    async def test_answers_to_the_line_ups_question(self, place: ReviewScene) -> None:
        """How many wait to be told; none of their words."""
        place.answers.kept = {
            f"a{n}": Meaning(value="hear", text="zzmark", month=month)
            for n, month in enumerate(("2026-11", "2026-11", "2026-10"))
        }
        found = await place.review()
        assert found.answers == 2
        assert "zzmark" not in found.model_dump_json()

    async def test_a_team_without_nights_has_the_other_half(self, place: ReviewScene) -> None:
        """No thanks, and nobody who has had none."""
        place.escalations.closed(figures(1, "2026-11-10T03:00", team="finance"))
        found = await place.review(team_="finance")
        assert (found.handed, found.thanks) == (1, None)


class TestMissing:
    """Whom to think of."""

    async def test_everybody_is_new_at_first(self) -> None:
        """Baton has known them for a month: nothing can be said yet."""
        made = await review_scene()
        made.feedback.until("2026-09-02T03:00")
        assert (await made.review("2026-08")).missing is None

    async def test_who_has_had_none_in_the_files_order(self, place: ReviewScene) -> None:
        """The lead, who reads it, is not on it; who is away is said to be."""
        assert (await place.review("2026-10")).missing == tuple(
            Missing(person=one) for one in ("bob", "cho", "dan")
        )

    async def test_thanks_in_public_and_quietly_are_the_same_here(self, place: ReviewScene) -> None:
        """Bob likes it quiet, Cho does not: both have had some; only Cho's stand among the counts."""
        await place.likes_quiet("UBOB")
        await place.thank("UBOB", text="for staying late with Mr Kim")
        await place.thank("UCHO", text="for the courier on the same day")
        await place.night()
        place.feedback.later(days=1)
        found = await place.review("2026-11")
        assert found.missing == (Missing(person="dan"),)
        assert found.thanks is not None
        assert found.thanks.n == 1
        told = found.model_dump_json().lower()
        for name in ("bob", "cho", "ann", "quiet", "private"):
            assert f'"{name}"' not in told

    async def test_before_the_night_nothing_shows(self, place: ReviewScene) -> None:
        """That a name is gone would tell that somebody thanked them."""
        before = await place.review("2026-11")
        await place.thank("UBOB")
        assert await place.review("2026-11") == before
        await place.night()
        place.feedback.later(days=1)
        assert await place.review("2026-11") != before

    async def test_a_newcomer_is_left_out_until_they_are_known(self) -> None:
        """Their first day stands in the file."""
        made = await review_scene(people={"dan": {"starts": "2026-10-05"}})
        made.feedback.until("2026-11-18T03:00")
        missing = (await made.review("2026-11")).missing
        assert missing == (Missing(person="bob"), Missing(person="cho"))
        made.feedback.until("2026-12-18T03:00")
        missing = (await made.review("2026-12")).missing
        assert missing is not None
        assert [one.person for one in missing] == ["bob", "cho", "dan"]

    async def test_whoever_is_on_time_off_is_named_as_such(self) -> None:
        """It explains a lot."""
        made = await review_scene(people={"bob": {"time_off": [{"from": "2026-10-28", "to": "2026-11-09"}]}})
        made.feedback.until("2026-11-18T03:00")
        missing = (await made.review("2026-10")).missing
        assert missing is not None
        assert [(one.person, one.away) for one in missing] == [("bob", True), ("cho", False), ("dan", False)]


def survey(number: int, mood: Mood = Mood.POOR, team_: str = "support") -> Taking:
    """What a customer wrote of Bob."""
    at = utc("2026-11-10T03:00")
    feedback = Feedback(
        id=f"F{number}",
        agent=party("bob"),
        team=team_,
        mood=mood,
        answered=at,
        received=at,
        words=CustomerWords(comment="zzmark-customer", ticket="zzmark-ticket", changed="zzmark-changed"),
        loop=Loop(opened=at),
        tell_at=at,
    )
    return Taking(
        once=f"once{number}",
        result="note",
        counts=(date(2026, 11, 1), team_, mood),
        feedback=feedback,
        due=at,
    )


class TestWhatNoReviewHolds:
    """Notes of correction, and what customers scored."""

    async def test_notes_leave_no_trace_in_any_figure(self, place: ReviewScene) -> None:
        """Not a word, not a count: the review with them is the review without."""
        names = [("month", "2026-11"), ("week", "2026-W47")]
        periods = [Period.model_validate(Period.named(kind, name)) for kind, name in names]  # type: ignore[arg-type]  # the two kinds
        course = await place.book.get("support")
        before = [await review_of(place.sources, "support", one, course) for one in periods]
        for number in range(7):
            note = Correction(
                id=f"zzmark-note{number}",
                author=party("ann"),
                recipient=party("bob"),
                words=WORDS,
                value="hear",
                written=utc("2026-11-17T03:00"),
                night=None,
                deliver_at=utc("2026-11-17T10:00"),
            )
            assert await place.feedback.notes_book.seal(note) is None
        assert [await review_of(place.sources, "support", one, course) for one in periods] == before
        assert "zzmark-" not in "".join(one.model_dump_json() for one in before)

    async def test_scores_leave_no_trace_but_the_customers_who_wait(self, place: ReviewScene) -> None:
        """Poor or good, many or few: only how many are still to be told what changed."""
        before = await place.review()
        for number, mood in enumerate([Mood.POOR] * 3 + [Mood.GOOD] * 2 + [Mood.MIDDLE]):
            await place.surveys.take(survey(number, mood))
        found = await place.review()
        assert found == before.model_copy(update={"open_loops": 6})
        assert "zzmark-" not in found.model_dump_json()

    async def test_in_a_small_team_not_even_those_are_counted(self) -> None:
        """Of two people the lead would know whose customers they are."""
        made = await review_scene(teams={"support": team(lead="ann", members=["bob", "cho"])})
        made.feedback.until("2026-11-18T03:00")
        before = await made.review()
        await made.surveys.take(survey(1))
        assert await made.review() == before
        assert before.open_loops is None
