"""Which value a morning shows, and when: every one before one comes again, once each local date."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.line_up import Course, LineUpClock, drills, next_pick, pick_on
from bot.domain.philosophy import Philosophy
from tests.domain.small_files import Raw, team, team_file, utc
from tests.fakes.calendars import FakeCalendars

ZONES = ("Asia/Seoul", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Havana", "UTC")
START = datetime(2026, 3, 2, tzinfo=UTC)


def philosophy(*values: str, situations: Raw | None = None, **details: Raw) -> Philosophy:
    """Values by their ids."""
    return Philosophy.model_validate(
        {
            "version": 1,
            "purpose": {"en": "p"},
            "vision": {"en": "v"},
            "values": [
                {"id": one, "name": {"en": one}, "action": {"en": "I"}, **details.get(one, {})}
                for one in values
            ],
            "situations": situations or {},
        }
    )


def clock(zone: str = "Asia/Seoul", holidays: str = "", **line_up: str) -> LineUpClock:
    """One team with a line-up at half past nine."""
    details = {"time": "09:30", "days": "mon-fri", "channel": "#support", **line_up}
    support: Raw = team(
        lead="ann",
        members=["bob"],
        time_zone=zone,
        line_up=details,
        holidays={"country": "KR"},
        hours={"mon-fri": ["09:00-12:00", "13:00-18:00"]},
    )
    return LineUpClock(team_file(teams={"support": support}), FakeCalendars(KR=holidays))


def shown(course: Course, found: Philosophy, days: int) -> list[str]:
    """The values of so many mornings."""
    seen = []
    for _ in range(days):
        pick = next_pick(course, found)
        course = course.showing(pick.value, [value.id for value in found.values])
        seen.append(pick.value)
    return seen


@given(count=st.integers(1, 9), days=st.integers(1, 60), key=st.text(min_size=1, max_size=8))
def test_every_value_is_shown_before_one_comes_again(count: int, days: int, key: str) -> None:
    """Over any number of working days, no value is ahead of another by more than one."""
    values = [f"v{number}" for number in range(count)]
    seen = shown(Course(team=key, begun=START), philosophy(*values), days)
    for end in range(1, days + 1):
        times = Counter(seen[:end])
        assert max(times.values()) - min(times[value] for value in values) <= 1
    assert all(first != second for first, second in pairwise(seen)) or count == 1


@given(edits=st.lists(st.sets(st.sampled_from("abcdefg"), min_size=1), min_size=1, max_size=40))
def test_edits_of_the_file_repeat_nothing_too_early(edits: list[set[str]]) -> None:
    """Whatever values come and go, one comes again only when each of those that stand was shown since."""
    course, last = Course(team="support", begun=START), dict[str, int]()
    for number, standing in enumerate(edits):
        found = philosophy(*sorted(standing))
        pick = next_pick(course, found).value
        before = course
        course = course.showing(pick, sorted(standing))
        if pick in before.shown:
            assert standing <= set(before.shown)
        last[pick] = number


def test_a_restart_shows_the_same() -> None:
    """What comes next follows from what is stored, and from nothing else."""
    found = philosophy("a", "b", "c", "d", "e")
    course = Course(team="support", begun=START)
    again = Course.model_validate_json(course.model_dump_json())
    assert shown(course, found, 12) == shown(again, found, 12)


@given(
    zone=st.sampled_from(ZONES),
    at=st.sampled_from(("00:00", "02:30", "03:00", "09:30", "23:50")),
    data=st.data(),
)
def test_each_local_date_has_one_across_clock_changes(zone: str, at: str, data: st.DataObject) -> None:
    """However time passes, no date is due twice, and one that is looked at within its time is due."""
    ups = clock(zone, days="daily", time=at)
    now, last, seen = START, None, list[date]()
    for _ in range(30):
        now += timedelta(minutes=data.draw(st.integers(1, 2000)))
        day = ups.due("support", now, begun=START, last=last)
        if day is not None:
            assert day == now.astimezone(ZoneInfo(zone)).date()
            assert ups.hour("support", day) <= now <= ups.latest("support", day)
            seen.append(day)
            last = day
            assert ups.due("support", now, begun=START, last=last) is None
    assert len(seen) == len(set(seen))
    assert seen == sorted(seen)


@given(zone=st.sampled_from(ZONES), days=st.integers(0, 400))
def test_following_the_hours_misses_no_date(zone: str, days: int) -> None:
    """Each hour leads to the next date's."""
    ups = clock(zone, days="daily", time="02:30")
    first = START + timedelta(days=days)
    one = ups.next_hour("support", first)
    assert one
    two = ups.next_hour("support", one)
    assert two
    assert (ups.today("support", two) - ups.today("support", one)).days == 1


def test_holidays_and_weekends_have_none() -> None:
    """Friday is a holiday: after Thursday's comes Monday's."""
    ups = clock(holidays="2026-11-20")
    assert ups.next_hour("support", utc("2026-11-19T01:00")) == utc("2026-11-23T00:30")


def test_it_may_be_late_by_four_hours_at_most() -> None:
    """Half past nine until half past one; a team that closes at eleven, until then."""
    assert clock().latest("support", date(2026, 11, 20)) == utc("2026-11-20T04:30")
    short = team_file(
        teams={
            "support": team(
                lead="ann", hours={"fri": ["09:00-11:00"]}, line_up={"time": "09:30", "channel": "#s"}
            )
        }
    )
    assert LineUpClock(short, FakeCalendars()).latest("support", date(2026, 11, 20)) == utc(
        "2026-11-20T02:00"
    )


def test_a_course_that_begins_after_the_hour_waits_for_the_next() -> None:
    """Whoever installs Baton at ten reads no line-up of half past nine."""
    at = utc("2026-11-20T01:00")
    assert clock().due("support", at, begun=at, last=None) is None


def test_the_files_own_questions_come_first() -> None:
    """In their order; without any they are made from the situations and from work."""
    own = philosophy("a", a={"questions": [{"en": "one?"}, {"en": "two?"}]})
    assert [(drill.kind, drill.number) for drill in drills(own, "a")] == [("own", 0), ("own", 1)]
    situation = {"value": "a", "title": {"en": "t"}, "say": {"en": ["s"]},
                 "avoid": [{"wrong": {"en": "w"}, "better": {"en": "b"}}]}  # fmt: skip
    made = [drill.kind for drill in drills(philosophy("a", situations={"x": situation}), "a")]
    assert made == ["recall", "first_words", "recall", "instead"]
    assert [drill.kind for drill in drills(philosophy("a"), "a")] == ["recall", "recall"]


def test_without_a_line_up_five_weekdays_bring_five_values() -> None:
    """The same all day for everybody of a team."""
    found = philosophy("a", "b", "c", "d", "e")
    week = [pick_on("billing", date(2026, 11, day), found).value for day in range(16, 21)]
    assert sorted(week) == ["a", "b", "c", "d", "e"]
