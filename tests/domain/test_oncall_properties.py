"""Random files against a second opinion, and windows against the whole: the proof that rotations are right.

Each case lies around a change of the clocks, a leap day, or the day that Samoa left out. BATON_PROOF=1 tries
far more of them, minute by minute.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.oncall import Cover, Gap, Roster, Shift
from tests.domain.plain_clock import TICK, ZONES, PlainClock, changes
from tests.domain.plain_roster import Agreed, Answer, PlainRoster, time_off
from tests.domain.small_files import PEOPLE, Raw, team_file
from tests.fakes.calendars import FakeCalendars
from tests.fakes.feeds import FakeFeed
from tests.proof import PROOF, examples

LEAP_DAY = datetime(2028, 2, 29, 12, tzinfo=UTC)
PLACES = [
    *((zone, change) for zone in ZONES for change in changes(zone) or (datetime(2026, 3, 29, tzinfo=UTC),)),
    ("Asia/Seoul", LEAP_DAY),
    ("America/New_York", LEAP_DAY),
    ("Pacific/Apia", datetime(2011, 12, 30, 10, tzinfo=UTC)),  # Friday the 30th never was
]
DAYS = 14
HOURS = ("00:00", "09:00", "18:30", "23:45")
QUARTER = timedelta(minutes=15)
PERSON_ZONES = ("Asia/Seoul", "Asia/Kathmandu", "America/New_York", "Europe/Berlin")


@dataclass(frozen=True)
class Case:
    """A random file: two schedules of one team, each with holidays of its own country, and all that can happen."""

    clock: PlainClock
    schedules: dict[str, Raw]
    people: dict[str, Raw]
    covers: tuple[Cover, ...]
    events: dict[str, tuple[Agreed, ...]]
    holidays: dict[str, frozenset[date]]

    @property
    def window(self) -> tuple[datetime, datetime]:
        """All its days."""
        return self.clock.start, self.clock.end

    def roster(self) -> Roster:
        """The roster of the domain."""
        countries = {
            code: " ".join(str(day) for day in sorted(self.holidays[name]))
            for code, name in (("KR", "desk"), ("DE", "other"))
        }
        file = team_file(
            zone=str(self.clock.zone),
            people=self.people,
            schedules=self.schedules,
            holidays={"country": "KR"},
        )
        feeds = {
            f"{name}.ics": FakeFeed(*((event.by.title(), event.start, event.end) for event in events))
            for name, events in self.events.items()
        }
        return Roster(file, FakeCalendars(**countries), self.covers, feeds)

    def second_opinion(self, name: str) -> dict[datetime, Answer]:
        """What the simple-minded implementation says at every tick."""
        clocks = {
            zone: PlainClock(zone, self.clock.start, DAYS)
            for zone in {details.get("time_zone", self.clock.zone) for details in self.people.values()}
        }
        away = {
            person: time_off(clocks[details.get("time_zone", self.clock.zone)], details["time_off"])
            for person, details in self.people.items()
        }
        covers = [Agreed(one.by, one.start, one.end, one.absent, one.schedule) for one in self.covers]
        return PlainRoster(
            self.clock,
            self.schedules[name],
            away,
            name=name,
            covers=covers,
            events=self.events.get(name, ()),
            holidays=self.holidays[name],
        ).answers()


def near(clock: PlainClock) -> list[datetime]:
    """Times of the wall around the change: those it skips or repeats, and an hour on either side."""
    before, after = clock.walls[clock.middle - TICK] + TICK, clock.walls[clock.middle]
    first, last = min(before, after) - timedelta(hours=1), max(before, after) + timedelta(hours=1)
    if last - first > timedelta(hours=6):  # Samoa's missing day: its edges
        return [first, before, after, last]
    return [first + number * QUARTER for number in range((last - first) // QUARTER + 1)]


@st.composite
def hours(draw: st.DrawFn, clock: PlainClock) -> str:
    """A time of day, most of them such as the change comes upon."""
    of_the_change = st.sampled_from(near(clock)).map(lambda wall: f"{wall:%H:%M}")
    any_minute = st.integers(0, 24 * 60 - 1).map(lambda number: f"{number // 60:02}:{number % 60:02}")
    return draw(of_the_change | (any_minute if PROOF else st.sampled_from(HOURS)))


@st.composite
def moments(draw: st.DrawFn, clock: PlainClock, *, first: int = -3, last: int = DAYS + 2) -> str:
    """A wall time, every other one around the change."""
    if draw(st.booleans()):
        return f"{draw(st.sampled_from(near(clock))):%Y-%m-%dT%H:%M}"
    return f"{clock.start.date() + timedelta(days=draw(st.integers(first, last)))}T{draw(hours(clock))}"


@st.composite
def stretches(draw: st.DrawFn, clock: PlainClock) -> tuple[str, str]:
    """Some days, or less, or nothing."""
    start, end = draw(moments(clock)), draw(moments(clock))
    return min(start, end), max(start, end)


@st.composite
def layers(draw: st.DrawFn, clock: PlainClock) -> Raw:
    """A layer of a few members, by the calendar or by worked turns; some slots are empty, some layers too."""
    days = st.sampled_from(["mon-fri", "sat,sun", "daily", "daily", "fri-mon", "wed"])
    span = st.tuples(hours(clock), hours(clock)).filter(lambda pair: pair[0] != pair[1])
    spans = span.map(lambda pair: ["-".join(pair)]) | st.just(["00:00-24:00"])
    active = st.dictionaries(days, spans, max_size=1) | st.just({"mon-fri": ["09:00-12:00", "13:00-18:00"]})
    first = clock.start.date() + timedelta(days=draw(st.integers(-14, 6)))
    return {
        "members": draw(st.lists(st.sampled_from([*PEOPLE, None]), max_size=4)),
        "starts": f"{first}T{draw(hours(clock))}",
        "every": draw(st.sampled_from(["1d", "1d", "2d", "3d", "7d", "1w", "2w"])),
        "active": draw(st.none() | active),
        "turns": draw(st.sampled_from(["calendar", "worked"])),
    }


@st.composite
def people_off(draw: st.DrawFn, clock: PlainClock) -> dict[str, Raw]:
    """Everybody, some with time off, in zones of their own."""
    off, whole = (draw(st.lists(stretches(clock), max_size=1)) for _ in range(2))
    spans = [*off, *((start[:10], end[:10]) for start, end in whole if start[:10] < end[:10])]
    time_off = [{"from": start, "to": end} for start, end in spans]
    people: dict[str, Raw] = {name: {"time_off": time_off if draw(st.booleans()) else []} for name in PEOPLE}
    if str(clock.zone) == "Pacific/Apia":  # a day after one that never was: nobody else's clock knows it
        return people
    return {
        name: {**details, "time_zone": draw(st.sampled_from(PERSON_ZONES))}
        for name, details in people.items()
    }


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A file around a day on which time does something."""
    zone, change = draw(st.sampled_from(PLACES))
    clock = PlainClock.around(zone, change, DAYS)
    anybody = st.sampled_from(PEOPLE)

    def some(count: int) -> list[tuple[str, str]]:
        return draw(st.lists(stretches(clock), max_size=count))

    def agreed(start: str, end: str, **more: str | None) -> Agreed:
        since, until = (clock.begins(datetime.fromisoformat(moment)) for moment in (start, end))
        return Agreed(draw(anybody), since, until, **more)  # type: ignore[arg-type]  # the two names it may have

    def schedule(name: str, country: str) -> Raw:
        overrides = [
            {"person": draw(anybody), "from": start, "to": end, "instead_of": draw(st.none() | anybody)}
            for start, end in some(3)
        ]
        return {
            "ical": f"{name}.ics",
            "holidays": {"country": country},
            "layers": draw(st.lists(layers(clock), max_size=3)),
            "overrides": overrides,
        }

    schedules = {"desk": schedule("desk", "KR"), "other": schedule("other", "DE")}
    where = st.sampled_from([None, None, *schedules])
    covers = [agreed(*span, absent=draw(anybody), schedule=draw(where)) for span in some(4)]
    day = st.integers(-14, DAYS + 2).map(lambda number: clock.start.date() + timedelta(days=number))
    return Case(
        clock,
        schedules,
        draw(people_off(clock)),
        tuple(
            Cover(str(number), one.absent, one.by, one.start, one.end, one.schedule)
            for number, one in enumerate(covers)
        ),
        {name: tuple(agreed(*span) for span in some(3)) for name in schedules},
        {name: draw(st.frozensets(day, max_size=6)) for name in schedules},
    )


def at_ticks(clock: PlainClock, shifts: tuple[Shift, ...], gaps: tuple[Gap, ...]) -> dict[datetime, Answer]:
    """Shifts and gaps as an answer for each tick; a tick in both or twice fails."""
    found: dict[datetime, Answer] = {}
    stretches: list[Shift | Gap] = [*shifts, *gaps]
    for stretch in stretches:
        tick = clock.start + -((clock.start - stretch.start) // TICK) * TICK
        while tick < stretch.end:
            assert tick not in found
            found[tick] = (stretch.person, stretch.why.value) if isinstance(stretch, Shift) else None
            tick += TICK
    return found


@examples(50, 500)
@given(cases(), st.sampled_from(["desk", "other"]))
def test_random_files_agree_with_a_second_opinion(case: Case, name: str) -> None:
    """An implementation that decides at each tick by walking to it says the same for a fortnight."""
    shifts, gaps = case.roster().shifts(name, *case.window)

    assert at_ticks(case.clock, shifts, gaps) == case.second_opinion(name)


@st.composite
def windows(draw: st.DrawFn, case: Case) -> tuple[datetime, datetime]:
    """Two instants in the days of a case, also between ticks."""
    span = (case.clock.end - case.clock.start) // timedelta(seconds=1)
    second = st.integers(0, span) | st.integers(0, span // 900).map(lambda number: number * 900)
    seconds = draw(st.lists(second, min_size=2, max_size=2, unique=True))
    start, end = sorted(case.clock.start + timedelta(seconds=number) for number in seconds)
    return start, end


@examples(40, 500)
@given(st.data())
def test_a_window_is_the_whole_clipped(data: st.DataObject) -> None:
    """What is asked for a window, to the second, is what all the days show of it, in order and without a hole."""
    case = data.draw(cases())
    start, end = data.draw(windows(case))
    roster = case.roster()
    whole = case.roster().shifts("desk", *case.window)

    def clipped(stretches: Iterable[Shift | Gap]) -> Iterator[tuple[object, ...]]:
        for stretch in stretches:
            since, until = max(start, stretch.start), min(end, stretch.end)
            if since < until:
                yield (*who_and_why(stretch), since, until)

    shifts, gaps = roster.shifts("desk", start, end)
    every: list[Shift | Gap] = [*shifts, *gaps]
    every.sort(key=lambda one: one.start)
    assert list(clipped(shifts)) == [(*who_and_why(one), one.start, one.end) for one in shifts]
    assert list(clipped(shifts)) == list(clipped(whole[0]))
    assert list(clipped(gaps)) == list(clipped(whole[1]))
    assert [start, *(one.end for one in every)] == [*(one.start for one in every), end]


def who_and_why(stretch: Shift | Gap) -> tuple[object, ...]:
    """What a stretch is, without its times."""
    return (stretch.person, stretch.why) if isinstance(stretch, Shift) else ()


@examples(25, 400)
@given(st.data())
def test_an_answer_for_an_instant_is_the_shift_of_the_whole(data: st.DataObject) -> None:
    """The present shift and the next are those of the full list, in whatever zone the instant comes."""
    case = data.draw(cases())
    at, _ = data.draw(windows(case))
    roster = case.roster()
    shifts, _ = roster.shifts("desk", at - timedelta(days=90), at + timedelta(days=90))
    expected = next((shift for shift in shifts if shift.start <= at < shift.end), None)
    later = [shift for shift in shifts if shift.start > at]
    local = at.astimezone(ZoneInfo(data.draw(st.sampled_from(ZONES))))

    present, following = roster.on_call("desk", local), roster.next_on_call("desk", local)

    assert (present is None) == (expected is None)
    if present and expected:
        assert who_and_why(present) == who_and_why(expected)
        assert present.start == max(expected.start, at - timedelta(days=60))
        assert present.end == min(expected.end, at + timedelta(days=60))
        assert present.endless == (expected.end >= at + timedelta(days=60))
    if following:
        assert following.start == later[0].start
        assert who_and_why(following) == who_and_why(later[0])
    elif not (present and present.endless):
        assert not later
