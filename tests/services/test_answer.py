"""When somebody is there again, told beside an answer that reaches nobody."""

from bot.domain.policy import Severity
from bot.services.answer import Question, route
from bot.services.handbook import Handbook
from tests.domain.small_files import Raw, layer, seoul, team, team_file
from tests.fakes.calendars import FakeCalendars
from tests.services.feedback_scene import philosophy

OFFICE = {"mon-fri": ["09:00-18:00"]}
FRIDAY_NIGHT = seoul("2026-01-09T22:00")


def handbook(*policies: Raw, active: Raw | None = None) -> Handbook:
    """A team with office hours; its schedule is worked on Saturdays unless told otherwise."""
    file = team_file(
        teams={"support": team(members=["ann", "bob"], hours=OFFICE)},
        schedules={"desk": {"layers": [layer("ann bob", active=active or {"sat": ["10:00-12:00"]})]}},
        topics={"refund": {"title": {"en": "Refunds"}, "team": "support", "policies": list(policies)}},
    )
    return Handbook.of(file, philosophy(), FakeCalendars())


def test_a_team_that_opens_is_nobody_if_the_ladder_asks_somebody_else() -> None:
    """On Sunday night the next one is the schedule's, on Saturday, not the team's Monday morning."""
    book = handbook({"levels": [{"ask": "schedule:desk", "within": "15m"}]})
    found = route(book, "refund", seoul("2026-01-11T22:00"), Question("refund"))
    assert found.somebody_at == seoul("2026-01-17T10:00")


def test_a_policy_of_working_hours_reaches_somebody_as_the_team_opens() -> None:
    """Another policy applies then, and that one asks the team."""
    book = handbook(
        {"when": {"hours": "outside"}, "levels": [{"ask": "schedule:desk", "within": "15m"}]},
        {"levels": [{"ask": "team:support", "within": "15m"}]},
        active={"thu": ["10:00-12:00"]},
    )
    found = route(book, "refund", FRIDAY_NIGHT, Question("refund", Severity.HIGH))
    assert found.somebody_at == seoul("2026-01-12T09:00")


def test_somebody_now_needs_no_waiting_time() -> None:
    """Only an answer that reaches nobody tells when somebody is there again."""
    book = handbook({"levels": [{"ask": "team:support", "within": "15m"}]})
    assert route(book, "refund", FRIDAY_NIGHT, Question("refund")).somebody_at is None
