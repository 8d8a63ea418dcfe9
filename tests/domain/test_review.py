"""What a review counts: middles only of enough cases, local edges, and nothing that tells how somebody is thanked."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.kudos import Kudos, Thanked
from bot.domain.night_run import NightKey, NightRun
from bot.domain.periods import Period
from bot.domain.review import (
    GAP,
    TOO_FEW,
    WEEKS,
    Handover,
    Missing,
    Nights,
    Spread,
    TopicCount,
    last_night,
    missing_of,
    thanks_of,
    topics_of,
    weeks_of,
    within,
)
from tests.domain.carried import party
from tests.domain.small_files import BERLIN, SEOUL, utc

FRIDAY = date(2026, 11, 20)
VALUES = ["hear", "act"]


def minutes(*counts: float) -> list[timedelta]:
    """Lengths of time."""
    return [timedelta(minutes=count) for count in counts]


class TestSpread:
    """Half of them, and nine in ten."""

    def test_fewer_than_five_tell_nothing(self) -> None:
        """One case would be the figure; how many there were is said."""
        assert Spread.of(minutes(1, 2, 3, 4)) == Spread(n=4)
        assert Spread.of([]) == Spread(n=0)

    def test_the_middle_of_an_even_number_lies_between_two(self) -> None:
        """Of six the mean of the third and the fourth."""
        assert Spread.of(minutes(60, 1, 2, 5, 4, 3)).median == timedelta(minutes=3, seconds=30)
        assert Spread.of(minutes(9, 1, 2, 5, 4)).median == timedelta(minutes=4)

    @pytest.mark.parametrize(("n", "rank"), [(5, 5), (9, 9), (10, 9), (11, 10), (20, 18), (100, 90)])
    def test_the_90th_percentile_is_the_nearest_rank(self, n: int, rank: int) -> None:
        """Hyndman & Fan's first definition: of ten the ninth."""
        assert Spread.of(minutes(*range(1, n + 1))).p90 == timedelta(minutes=rank)

    @given(st.lists(st.integers(0, 10_000), min_size=TOO_FEW, max_size=40))
    @settings(max_examples=60)
    def test_nine_in_ten_did_not_take_longer(self, counts: list[int]) -> None:
        """It happened, at least nine in ten are no longer, and nothing shorter says the same of them."""
        times = minutes(*counts)
        found = Spread.of(times)
        assert found.median is not None
        assert found.p90 in times
        assert sum(time <= found.p90 for time in times) * 10 >= 9 * len(times)
        assert sum(time < found.p90 for time in times) * 10 < 9 * len(times)
        assert found.median <= found.p90


class TestHandovers:
    """Counted by the team's local dates."""

    def test_the_edges_are_local_midnights(self) -> None:
        """The same instant lies in November in Seoul and in October in Berlin."""
        one = Handover(utc("2026-10-31T15:30"), None, "refund")
        november = Period.named("month", "2026-11")
        assert within([one], november, SEOUL) == [one]
        assert within([one], november, BERLIN) == []

    @pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Asia/Seoul"])
    def test_each_hour_of_a_week_with_a_change_of_clocks_counts_once(self, zone: str) -> None:
        """Weeks that touch neither share an hour nor leave one out."""
        start = datetime(2026, 10, 18, tzinfo=UTC)
        hours = [Handover(start + timedelta(hours=n), None, None) for n in range(24 * 28)]
        weeks = [Period.around("week", date(2026, 10, 19) + timedelta(weeks=n)) for n in range(3)]
        found = [one for week in weeks for one in within(hours, week, ZoneInfo(zone))]
        assert len(found) == len(set(found))
        first, last = weeks[0].interval(ZoneInfo(zone))[0], weeks[-1].interval(ZoneInfo(zone))[1]
        assert len(found) == (last - first) / timedelta(hours=1)

    def test_a_topic_that_came_up_often_twice_is_recurring(self) -> None:
        """Three times in both; once less in either is not."""
        now = [
            Handover(utc("2026-11-20T01:00"), None, topic) for topic in ("a", "a", "b", "a", "b", "b", None)
        ]
        before = [Handover(utc("2026-11-12T01:00"), None, topic) for topic in ("a", "a", "a", "b", "b")]
        found = topics_of(now, before)
        assert found == (
            TopicCount(topic="a", n=3, before=3),
            TopicCount(topic="b", n=3, before=2),
            TopicCount(topic=None, n=1),
        )
        assert [one.is_recurring for one in found] == [True, False, False]

    def test_weeks_stand_beside_each_other(self) -> None:
        """Eight of them, empty ones too; a single case stays nobody's figure."""
        monday = utc("2026-11-16T00:30")
        many = [Handover(monday, monday + timedelta(minutes=n), None) for n in range(1, 6)]
        few = [Handover(monday - timedelta(days=5), monday - timedelta(days=4), None)]
        waiting = [Handover(monday, None, None, is_open=True)]
        found = weeks_of([*many, *few, *waiting], FRIDAY, SEOUL)
        assert len(found) == WEEKS
        assert [week.spread.n for week in found] == [0, 0, 0, 0, 0, 0, 1, 5]
        assert found[-2].spread.median is None
        assert "86400" not in found[-2].model_dump_json()
        assert "P1D" not in found[-2].model_dump_json()


def kudos(
    name: str = "k1",
    *to: str,
    day: date = FRIDAY,
    value: str | None = "hear",
    team: str = "support",
    **more: object,
) -> Kudos:
    """Thanks of Ann's."""
    night = NightKey(team=team, date=day)
    given = datetime.combine(day, datetime.min.time(), UTC)
    made = Kudos(
        id=name,
        giver=party("ann"),
        recipients=tuple(Thanked(who=party(one), night=night) for one in to or ("bob",)),
        text="zzmark-words",
        value=value,
        given=given,
        day=day,
    )
    return made.model_copy(update=more)


def run(day: date = FRIDAY, **more: object) -> NightRun:
    """A night that was posted."""
    made = NightRun(night=NightKey(team="support", date=day), state="done", closed=utc("2026-11-20T10:00"))
    return made.model_copy(update=more)


def public(*held: Kudos, runs: Sequence[NightRun]) -> list[str]:
    """The ids of what a team posted."""
    nights = Nights(team="support", runs={one.night.date: one for one in runs}, kudos=held)
    return [one.id for one in nights.in_public()]


class TestThanks:
    """Only what everybody could read, and what still stands."""

    def test_what_is_not_posted_yet_does_not_count(self) -> None:
        """Tonight's is nobody's but its giver's."""
        assert public(kudos(), runs=[]) == []
        assert public(kudos(), runs=[run(state="closed")]) == []
        assert public(kudos(), runs=[run(problem="is_archived")]) == []
        assert public(kudos(), runs=[run()]) == ["k1"]

    def test_what_came_quietly_does_not_count(self) -> None:
        """Whether a night remembers who was not named, or what it laid out."""
        held = kudos("k1"), kudos("k2", "cho"), kudos("k3", "bob", "cho")
        assert public(*held, runs=[run(private=("UBOB",))]) == ["k2", "k3"]
        assert public(*held, runs=[run(layout=(("k2",), ("k3",)))]) == ["k2", "k3"]

    def test_what_was_withdrawn_does_not_count(self) -> None:
        """It does not stand there any more."""
        assert public(kudos(withdrawn=utc("2026-11-21T01:00")), runs=[run()]) == []

    def test_a_night_that_shared_a_later_post_counts(self) -> None:
        """With whom that one did not name."""
        monday = FRIDAY + timedelta(days=3)
        late = run(part_of=monday)
        assert public(kudos(), runs=[late, run(monday, also=(FRIDAY,))]) == ["k1"]
        assert public(kudos(), runs=[late, run(monday, also=(FRIDAY,), private=("UBOB",))]) == []
        assert public(kudos(), runs=[late]) == []

    def test_values_stand_in_the_files_order_and_nobody_is_named(self) -> None:
        """One the file has lost counts as none; those nobody thanked for are told."""
        found = thanks_of(
            [
                kudos("k1", value="act", tags=("turnaround",)),
                kudos("k2", value="gone", tags=("other_team", "turnaround"), source="customer"),
            ],
            VALUES,
        )
        assert [(one.value, one.n) for one in found.values] == [("hear", 0), ("act", 1), (None, 1)]
        assert found.unthanked == ("hear",)
        assert (found.turnaround, found.other_team, found.customers) == (2, 1, 1)
        assert "bob" not in found.model_dump_json().lower()
        assert "zzmark-" not in found.model_dump_json()


KNOWN = {name: date(2026, 1, 1) for name in ("bob", "cho")}


class TestMissing:
    """Who has had none for sixty days: names in the file's order, and one rule for both ways of thanking."""

    def test_sixty_days_are_sixty_dates(self) -> None:
        """The night sixty days ago is long ago; the one after it is not."""
        ago = FRIDAY - GAP
        assert missing_of(["bob"], {"bob": ago}, KNOWN, FRIDAY, ()) == (Missing(person="bob"),)
        assert missing_of(["bob"], {"bob": ago + timedelta(days=1)}, KNOWN, FRIDAY, ()) == ()

    def test_the_order_is_the_one_given(self) -> None:
        """However long each has had none."""
        last = {"cho": date(2026, 2, 1)}
        found = missing_of(["cho", "bob"], last, KNOWN, FRIDAY, ["cho"])
        assert found == (Missing(person="cho", away=True), Missing(person="bob"))
        assert set(Missing.model_fields) == {"person", "away"}

    def test_new_people_are_left_out(self) -> None:
        """Until they have been known for as long."""
        known = {"bob": FRIDAY - GAP, "cho": FRIDAY - GAP + timedelta(days=1)}
        assert missing_of(["bob", "cho", "dan"], {}, known, FRIDAY, ()) == (Missing(person="bob"),)

    @given(st.lists(st.tuples(st.integers(0, 120), st.booleans()), max_size=5))
    @settings(max_examples=60)
    def test_how_somebody_is_thanked_makes_no_difference(self, thanks: list[tuple[int, bool]]) -> None:
        """In public or quietly: whether they are on the list is the same, and what is counted is only the public."""
        days = [FRIDAY - timedelta(days=ago) for ago, _ in thanks]
        held = [kudos(f"k{n}", day=day) for n, day in enumerate(days)]
        quiet = {day for day, (_, is_quiet) in zip(days, thanks, strict=True) if is_quiet}
        runs = [run(day, private=("UBOB",) if day in quiet else ()) for day in set(days)]
        last = last_night(held, "UBOB", FRIDAY)
        found = missing_of(["bob"], {"bob": last} if last else {}, KNOWN, FRIDAY, ())
        assert bool(found) == all(day <= FRIDAY - GAP for day in days)
        counted = thanks_of(
            Nights("support", {one.night.date: one for one in runs}, held).in_public(), VALUES
        )
        assert counted.n == sum(day not in quiet for day in days)

    def test_what_waits_for_a_later_night_is_nobodys_yet(self) -> None:
        """A name that goes from the list before the night would tell that somebody thanked them."""
        tomorrow = kudos(day=FRIDAY + timedelta(days=1))
        assert last_night([tomorrow], "UBOB", FRIDAY) is None
        assert last_night([tomorrow, kudos("k2")], "UBOB", FRIDAY) == FRIDAY
        assert last_night([kudos(withdrawn=utc("2026-11-21T01:00"))], "UBOB", FRIDAY) is None
        assert last_night([kudos()], "UCHO", FRIDAY) is None
