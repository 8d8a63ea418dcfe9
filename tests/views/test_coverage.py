"""What looking ahead found, in the words of both languages."""

from datetime import timedelta

import pytest

from bot.domain.coverage import Hole, HoleKind, Subject
from bot.domain.ladder import SkipReason, Unreached
from bot.domain.language import Language
from bot.domain.policy import Target
from bot.domain.promise_checks import AskedTooLate, Hollow, PromisedAlways, PromisedTooSoon, SaysAlways
from bot.domain.reader import Reader
from bot.domain.readiness import LevelReachesNobody, LevelRepeats, NeverChosen, NobodyEver, Stuck
from bot.domain.timeline import Intervals
from bot.services.foresee import Outlook
from bot.views import coverage
from bot.views.when import occasions, period
from tests.domain.small_files import layer, seoul, team, team_file

EN = Reader(Language.EN, "Asia/Seoul", user="terminal")
KO = Reader(Language.KO, "Asia/Seoul", user="terminal")
POLICY = {"levels": [{"ask": "lead:support", "within": "15m"}]}
FILE = team_file(
    teams={"support": team(lead="ann", members=["bob"], time_zone="Europe/Berlin")},
    topics={
        "one": {
            "title": {"en": "x"},
            "team": "support",
            "policies": [{**POLICY, "when": {"tier": ["vip"]}}, POLICY],
        },
        "two": {"title": {"en": "y"}, "team": "support", "policies": [POLICY]},
    },
)
PERIOD = (seoul("2026-03-02T00:00"), seoul("2026-05-04T00:00"))
NIGHT = (seoul("2026-03-02T18:00"), seoul("2026-03-03T09:00"))
LEAD_OFF = Unreached(Target.parse("lead:support"), SkipReason.TIME_OFF, "ann")
NOBODY = Unreached(Target.parse("schedule:desk"), SkipReason.NOBODY_ON_CALL)
HELP = Target.parse("channel:#help")
GROUP = Target.parse("group:S0123ABC")
ONE = Subject("one", 0)


def off(*people: str) -> tuple[Unreached, ...]:
    """A desk whose people are off one after the other."""
    desk = Target.parse("schedule:desk")
    return tuple(Unreached(desk, SkipReason.TIME_OFF, name) for name in people)


def weeks(start: str, end: str) -> Intervals:
    """The same hours in each of nine weeks."""
    week = timedelta(days=7)
    return tuple((seoul(start) + step * week, seoul(end) + step * week) for step in range(9))


@pytest.mark.parametrize(
    ("interval", "en"),
    [
        (("2026-03-02T08:00", "2026-03-02T09:00"), "2026-03-02 Mon 08:00–09:00"),
        (("2026-03-02T08:00", "2026-03-03T00:00"), "2026-03-02 Mon 08:00–24:00"),
        (("2026-03-02T00:00", "2026-03-04T00:00"), "2026-03-02 Mon 00:00 – 2026-03-03 Tue 24:00"),
        (("2026-03-02T18:00", "2026-03-03T09:00"), "2026-03-02 Mon 18:00 – 2026-03-03 Tue 09:00"),
    ],
)
def test_an_interval_has_its_dates(interval: tuple[str, str], en: str) -> None:
    """A day is named once, and midnight ends the day before."""
    start, end = (seoul(text) for text in interval)
    assert period((start, end), EN) == en


def test_what_comes_again_is_told_once() -> None:
    """As a week; a night keeps its day's name, what is longer than a day has two."""
    nights = weeks("2026-03-02T18:00", "2026-03-03T09:00")
    assert occasions(nights, PERIOD, EN) == "every week Mon 18:00–09:00"
    assert occasions(nights, PERIOD, KO) == "매주 월 18:00–09:00"
    weekend = weeks("2026-03-07T00:00", "2026-03-09T09:00")
    assert occasions(weekend, PERIOD, EN) == "in 8 of 9 weeks Sat 00:00 – Mon 09:00, in 1 a part of it"
    assert occasions(weekend, PERIOD, KO) == "9주 가운데 8주는 토 00:00 – 월 09:00, 1주는 그중 일부"


def test_weeks_that_differ_are_counted() -> None:
    """Seven of nine, with what comes besides."""
    some = (
        *weeks("2026-03-02T18:00", "2026-03-03T09:00")[:7],
        (seoul("2026-04-29T10:00"), seoul("2026-04-29T11:00")),
    )
    assert (
        occasions(some, PERIOD, EN) == "in 7 of 9 weeks Mon 18:00–09:00; besides 2026-04-29 Wed 10:00–11:00"
    )
    assert occasions(some, PERIOD, KO) == "9주 가운데 7주, 월 18:00–09:00, 그 밖에 2026-04-29 수 10:00–11:00"


def test_many_without_a_habit_are_summed_up() -> None:
    """How often, how long together, and the first."""
    start = seoul("2026-03-02T10:00")
    often = tuple(
        (start + step, start + step + timedelta(hours=2))
        for step in (timedelta(days=5) * n for n in range(9))
    )
    assert occasions(often, PERIOD, EN) == "9 times, 18 h in all; the first 2026-03-02 Mon 10:00–12:00"
    assert occasions(often, PERIOD, KO) == "9번, 모두 18시간. 처음은 2026-03-02 월 10:00–12:00"
    assert occasions((PERIOD,), PERIOD, EN) == "all the time"


def test_a_teams_clock_may_tell_the_week() -> None:
    """What follows Berlin's clock is no habit of Seoul's across the change, but one of Berlin's."""
    berlin = tuple(
        (start - (timedelta(hours=1) if start > seoul("2026-03-29T12:00") else timedelta()), end)
        for start, end in weeks("2026-03-02T18:00", "2026-03-02T23:00")
    )
    moved = tuple((start, start + timedelta(hours=5)) for start, _ in berlin)
    hole = Hole(HoleKind.ALONE, (ONE,), moved, people=("ann",))
    assert coverage.times(hole, PERIOD, FILE, EN) == "every week Mon 10:00–15:00 (Europe/Berlin)"


def test_a_schedules_clock_may_tell_the_week_too() -> None:
    """Whoever keeps the schedule knows its hours."""
    nights = (
        *weeks("2026-03-02T18:00", "2026-03-03T02:00")[:4],
        *weeks("2026-03-02T17:00", "2026-03-03T01:00")[4:],
    )
    file = team_file(
        teams={"support": team(lead="ann")},
        schedules={"desk": {"time_zone": "Europe/Berlin", "layers": [layer("bob")]}},
        topics={"one": {"title": {"en": "x"}, "team": "support", "policies": [POLICY]}},
    )
    hole = Hole(HoleKind.LAST_RESORT, (ONE,), nights, missed=(NOBODY,))
    assert coverage.times(hole, PERIOD, file, EN) == "every week Mon 10:00–18:00 (Europe/Berlin)"


def test_a_last_resort_that_is_away_leaves_hand_overs_reached() -> None:
    """The sentence that begins the report is of hand-overs."""
    away = Hole(HoleKind.NOBODY, (Subject(),), (NIGHT,), missed=(LEAD_OFF,))
    outlook = Outlook(*PERIOD, holes=(away,), stuck=(), hollow=())
    assert coverage.opening(outlook, FILE, EN).endswith("Every hand-over reaches a person, at every moment.")


def test_topics_are_named_with_the_policies_that_are_meant() -> None:
    """No numbers where it is all of them."""
    every = (Subject("one", 0), Subject("one", 1), Subject("two", 0), Subject())
    assert coverage.subjects(every, FILE, EN) == "one, two, the last resort"
    assert coverage.subjects((Subject("one", 1), Subject("two", 0)), FILE, KO) == "one (규칙 2), two"


@pytest.mark.parametrize(
    ("hole", "en", "ko"),
    [
        (
            Hole(HoleKind.LAST_RESORT, (ONE,), (NIGHT,), missed=(LEAD_OFF, NOBODY)),
            "the lead of Support: Ann is off; desk on-call: nobody",
            "Support 리드: Ann님이 휴가 중입니다; desk 당번: 아무도 없습니다",
        ),
        (
            Hole(HoleKind.PLACE, (ONE,), (NIGHT,), missed=(NOBODY,), places=(HELP, GROUP)),
            "desk on-call: nobody; told: #help, user group S0123ABC",
            "desk 당번: 아무도 없습니다; 알림이 가는 곳: #help, 사용자 그룹 S0123ABC",
        ),
        (
            Hole(HoleKind.LAST_RESORT, (ONE,), (NIGHT,), missed=(NOBODY, *off("ann", "bob"))),
            "desk on-call: nobody, or Ann, Bob are off",
            "desk 당번: 아무도 없거나, Ann님, Bob님이 휴가 중입니다",
        ),
        (
            Hole(HoleKind.LAST_RESORT, (ONE,), (NIGHT,), missed=off("ann", "bob", "cho", "dan", "eve")),
            "desk on-call: Ann, Bob, Cho or 2 more are off",
            "desk 당번: Ann님, Bob님, Cho님 외 2명이 휴가 중입니다",
        ),
        (Hole(HoleKind.ALONE, (ONE,), (NIGHT,), people=("ann",)), "Ann", "Ann님"),
        (
            Hole(HoleKind.ALONE, (ONE,), (NIGHT,), people=("ann", "bob"), roles=("lead",)),
            "Ann, Bob, all of the role lead: if one of them asks, a single other is left",
            "Ann님, Bob님. 모두 lead 역할이라, 그중 한 분이 요청하면 남는 사람은 하나뿐입니다",
        ),
    ],
)
def test_reasons(hole: Hole, en: str, ko: str) -> None:
    """Who is not reached and why, what is told all the same, who is alone."""
    assert coverage.reasons(hole, FILE, EN) == en
    assert coverage.reasons(hole, FILE, KO) == ko


NO_LEAD = Unreached(Target.parse("lead:support"), SkipReason.NO_LEAD)


@pytest.mark.parametrize(
    ("found", "en", "ko"),
    [
        (NeverChosen(ONE), "is never chosen", "한 번도 쓰이지 않습니다"),
        (
            LevelReachesNobody(ONE, 2, (NO_LEAD,)),
            "the lead of Support: has no lead",
            "리드가 정해져 있지 않습니다",
        ),
        (LevelRepeats(ONE, 2, "ann"), "only asks Ann again", "이미 요청받은 Ann님께만"),
        (LevelRepeats(ONE, 2, None), "only asks again whoever", "이미 요청받은 분께만"),
        (
            NobodyEver(Subject("one"), (NO_LEAD,), (HELP,), unanswerable=False),
            "no person by name",
            "이름이 정해진",
        ),
        (
            NobodyEver(Subject("one"), (NO_LEAD,), (), unanswerable=True),
            "the last resort does not",
            "최종 담당자도",
        ),
    ],
)
def test_ladders_that_cannot_work(found: Stuck, en: str, ko: str) -> None:
    """Each in a sentence that follows the name of its place in the file."""
    assert en in coverage.stuck(found, FILE, EN)
    assert ko in coverage.stuck(found, FILE, KO)


AT = seoul("2026-03-06T18:00")
HOUR = timedelta(hours=1)
NIGHT_EN, NIGHT_KO = period(NIGHT, EN), period(NIGHT, KO)


@pytest.mark.parametrize(
    ("found", "en", "ko"),
    [
        (
            PromisedTooSoon(ONE, 1, AT, AT + HOUR, AT + 2 * HOUR),
            "may wait 2 h, but the customer is promised an answer after 1 h (handed over 2026-03-06 Fri 18:00)",
            "고객에게는 1시간 안에 답을 약속하는데, 이 단계만 2시간 걸릴 수 있습니다 (예: 2026-03-06 금 18:00)",
        ),
        (
            AskedTooLate(ONE, 2, AT, AT + HOUR, AT + 2 * HOUR),
            "is asked after 2 h, when the promise of 1 h is over (handed over 2026-03-06 Fri 18:00)",
            "2시간 뒤에야 요청하는데, 고객에게 약속한 1시간은 이미 지난 뒤입니다 (예: 2026-03-06 금 18:00)",
        ),
        (
            PromisedAlways(Subject("one"), (NIGHT,)),
            f"promises an answer at any hour, but outside the team's hours nobody may be asked: {NIGHT_EN}",
            f"언제 넘겨도 답을 약속하지만, 운영 시간 밖에는 단계에 아무도 없을 때가 있습니다. {NIGHT_KO}",
        ),
        (
            SaysAlways(Subject("one"), Language.EN, 0, "24/7"),
            'says "24/7", but outside the team\'s hours nobody may be asked',
            '"24/7" 표현이 있지만, 운영 시간 밖에는 단계에 아무도 없을 때가 있습니다',
        ),
    ],
)
def test_promises_that_cannot_be_kept(found: Hollow, en: str, ko: str) -> None:
    """What is promised, what the ladder may take, and a hand-over that shows it."""
    assert coverage.hollow(found, PERIOD, EN) == en
    assert coverage.hollow(found, PERIOD, KO) == ko
