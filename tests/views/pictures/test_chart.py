"""The chart of who is on call when."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from bot.domain.language import Language
from bot.domain.oncall import Cover
from bot.domain.reader import Reader
from bot.services.handbook import Handbook
from bot.views.pictures import chart
from bot.views.pictures.canvas import Ink
from bot.views.pictures.colours import fill_of
from bot.views.pictures.ticks import ticks
from tests.views.pictures.maps import MONDAY, book_of, everybody_called
from tests.views.pictures.reading import read
from tests.views.pictures.test_ladder import luminance

KO = Reader(language=Language.KO, zone="Asia/Seoul", user="U1")
EN = Reader(language=Language.EN, zone="Asia/Seoul", user="U2")
START = datetime(2026, 2, 8, 15, tzinfo=UTC)
"""Monday, midnight in Seoul."""

ROTATION = "starts: 2026-01-05T09:00, every: 1w"
WORKING = (ROTATION, f'{ROTATION}, active: {{mon-fri: ["09:00-18:00"]}}')
OVERRIDDEN = (
    "topics:",
    "    overrides: [{person: bob, from: 2026-02-11T09:00, to: 2026-02-11T18:00}]\ntopics:",
)
COVERED = Cover("c1", "jimin", "bob", START + timedelta(days=3, hours=9), START + timedelta(days=3, hours=18))


def drawn(book: Handbook, reader: Reader = KO, *, days: float = 7, now: datetime = MONDAY) -> str:
    """So many days of the one schedule from that Monday on."""
    end = START + timedelta(days=days)
    shifts, gaps = book.roster.shifts("billing", START, end)
    made = chart.Chart((chart.Row("billing", shifts, gaps),), START, end, now)
    return chart.drawn(made, book.file, reader)


def shapes(svg: str, fill: str) -> list[tuple[float, float]]:
    """The bars of a colour, as where they begin and how wide they are."""
    drawn_ones = ET.fromstring(svg).iter()  # noqa: S314 - our own text
    found = [one for one in drawn_ones if one.get("fill") == fill and one.get("height") == "60"]
    return [(float(one.attrib["x"]), float(one.attrib["width"])) for one in found]


class TestWhatItShows:
    """People, gaps, and what is out of turn."""

    def test_a_row_has_its_people_and_days(self) -> None:
        """Columns are days of the reader's clock; names stand in their bars and in the legend."""
        shown = read(drawn(book_of())).words
        assert "당번표\n2026-02-09 (월) 00:00 KST – 2026-02-16 (월) 00:00 KST · Asia/Seoul" in shown
        assert "2/9 월\n2/10 화\n2/11 수\n2/12 목\n2/13 금\n2/14 토\n2/15 일\nbilling" in shown
        assert shown.endswith("Bob Brown님\n김지민님")

    def test_gaps_are_red_named_and_summed_up(self) -> None:
        """Their length stands under the schedule's name."""
        svg = drawn(book_of(WORKING), EN)
        assert "gaps 5 days 3 h" in read(svg).words
        assert "gaps 1 day 12 h" in read(drawn(book_of(WORKING), EN, days=2.25)).words
        widths = [wide for _, wide in shapes(svg, "url(#nobody)")]
        assert len(widths) == 6
        assert "nobody" in read(svg).words.splitlines()

    def test_without_gaps_nothing_is_red(self) -> None:
        """Nor in the legend."""
        svg = drawn(book_of())
        assert Ink.RED not in svg.replace(chart.HATCHES, "")

    def test_overrides_and_covers_are_marked(self) -> None:
        """In their bars, and in the legend."""
        plain, out_of_turn = (
            drawn(book_of(WORKING), EN),
            drawn(book_of(WORKING, OVERRIDDEN, covers=[COVERED]), EN),
        )
        assert "override" not in read(plain).words
        assert read(out_of_turn).words.endswith("Jimin Kim\nBob Brown\noverride\ncover\nnobody")
        assert out_of_turn.count("stroke-dasharray") == 2

    def test_now_is_marked_where_it_is_in_between(self) -> None:
        """And not elsewhere."""
        assert "지금" in read(drawn(book_of())).words
        assert "지금" not in read(drawn(book_of(), now=MONDAY + timedelta(days=30))).words

    def test_it_is_told_for_screen_readers(self) -> None:
        """Every shift and every gap, in order."""
        told = read(drawn(book_of(WORKING), EN, days=1)).told.splitlines()
        assert told == [
            "billing: Mon 2026-02-09 00:00 KST – Mon 2026-02-09 09:00 KST nobody",
            "billing: Mon 2026-02-09 09:00 KST – Mon 2026-02-09 18:00 KST Jimin Kim",
            "billing: Mon 2026-02-09 18:00 KST – Tue 2026-02-10 00:00 KST nobody",
        ]


class TestAnyLength:
    """From an hour to ten years."""

    @pytest.mark.parametrize(
        ("days", "labels"),
        [
            (0.5, ["Mon 9", "03:00", "06:00", "09:00"]),
            (2, ["Mon 9", "06:00", "12:00", "18:00", "Tue 10", "06:00", "12:00", "18:00"]),
            (7, ["Mon 9", "Tue 10", "Wed 11", "Thu 12", "Fri 13", "Sat 14", "Sun 15"]),
            (60, ["9 Feb", "16 Feb", "23 Feb", "2 Mar", "9 Mar", "16 Mar", "23 Mar", "30 Mar", "6 Apr"]),
            (
                365,
                ["Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "2027", "Feb"],
            ),
            (3650, [str(year) for year in range(2027, 2037)]),
        ],
    )
    def test_columns_are_as_narrow_as_can_be_read(self, days: float, labels: list[str]) -> None:
        """Hours, days, weeks, months, years."""
        found = ticks(START, START + timedelta(days=days), EN, 1260)
        assert [tick.label for tick in found] == labels

    def test_a_day_that_changes_the_clock_is_as_long_as_it_is(self) -> None:
        """In Berlin the 29th of March 2026 has 23 hours."""
        berlin = Reader(language=Language.EN, zone="Europe/Berlin", user="U1")
        start = datetime(2026, 3, 27, 23, tzinfo=UTC)
        days = [tick.at for tick in ticks(start, start + timedelta(days=7), berlin, 1260)]
        hours = [(later - earlier) / timedelta(hours=1) for earlier, later in pairwise(days)]
        assert hours == [24, 23, 24, 24, 24, 24, 24]

    @pytest.mark.parametrize("days", [0.05, 1, 7, 31, 366, 3660])
    def test_nothing_overflows(self, days: float) -> None:
        """Neither texts nor bars; however short, a gap is seen."""
        svg = drawn(book_of(WORKING), days=days)
        shown = read(svg)
        assert all(40 <= one.left <= one.right <= 1560 for one in shown.texts)
        red = shapes(svg, "url(#nobody)") + shapes(svg, Ink.THIN_RED)
        assert red
        assert all(x >= 300 and x + wide <= 1562 and wide >= 1.5 for x, wide in red)

    @pytest.mark.parametrize("name", ['<&">', "가" * 300, "W" * 300, "a b " * 200, "👩‍👩‍👧‍👦", "\x00"])
    def test_any_name_makes_a_well_formed_chart(self, name: str) -> None:
        """Cut in the bars, and in the legend."""
        shown = read(drawn(everybody_called(book_of(WORKING), name)))
        assert all(40 <= one.left <= one.right <= 1560 for one in shown.texts)


def test_letters_can_be_read_on_every_persons_colour() -> None:
    """A contrast of 4.5, and no two of the first twelve are alike."""
    colours = [fill_of(index) for index in range(200)]
    assert all((luminance(one) + 0.05) / (luminance(Ink.TEXT) + 0.05) >= 4.5 for one in colours)
    assert len(set(colours[:12])) == 12
