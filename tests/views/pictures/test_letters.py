"""Texts in pictures: measured by the fonts' own widths, and made to fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.pictures import widths
from bot.views.pictures.letters import drawable, fitted, joined, width, wrapped
from tests.views.pictures.widths_of_fonts import advances, hangul_width

ANY_TEXT = st.text(max_size=120)
ROOM = st.floats(min_value=60, max_value=700)


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_the_widths_are_those_of_the_fonts(weight: str) -> None:
    """Every letter of both, none more; run the program beside this test after changing a font."""
    known = {letter: wide for wide, letters in getattr(widths, weight.upper()).items() for letter in letters}
    assert known == advances(weight)
    assert hangul_width() == widths.HANGUL


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("김지민님 · Ship & café", "김지민님 · Ship & café"),
        ("한글", "한글"),
        ("Bob 👩‍👩‍👧‍👦🇰🇷 Brown", "Bob Brown"),
        ("a\nb\tc\x00\x1b", "a b c"),
        ("漢字 님", "□□ 님"),
        ("뷁쀍", "뷁쀍"),
        ("Łukasz Dvořák, İnci Şahin, Nguyễn Thư", "Lukasz Dvorák, Inci Sahin, Nguyễn Thu"),
        ("😀", ""),
    ],
)
def test_only_what_the_fonts_can_draw_is_drawn(text: str, shown: str) -> None:
    """Letters written apart are composed, emoji left out, accents the fonts lack too; unknown scripts are boxes."""
    assert drawable(text) == shown


@given(ANY_TEXT, ROOM)
def test_a_fitted_text_never_overflows(text: str, room: float) -> None:
    """Whatever stands in the file."""
    assert width(fitted(text, 36, room, bold=True), 36, bold=True) <= room


@given(ANY_TEXT, ROOM, st.integers(min_value=1, max_value=4))
def test_a_wrapped_text_never_overflows(text: str, room: float, most: int) -> None:
    """In so many lines at most, none of them empty."""
    lines = wrapped(text, 28, room, most=most)
    assert len(lines) <= most
    assert all(lines)
    assert all(width(line, 28) <= room for line in lines)


@given(st.text(alphabet="가나다 abc", max_size=60))
def test_wrapping_loses_nothing_where_there_is_room(text: str) -> None:
    """All letters are there again, in order."""
    assert "".join(wrapped(text, 20, 200, most=60)).replace(" ", "") == text.replace(" ", "")


@given(st.lists(ANY_TEXT, max_size=5), ROOM)
def test_joined_parts_never_overflow(parts: list[str], room: float) -> None:
    """Three lines at most."""
    lines = joined(parts, 28, room)
    assert len(lines) <= 3
    assert all(width(line, 28) <= room for line in lines)


def test_parts_break_between_them() -> None:
    """A line neither begins nor ends with the dot between two parts."""
    assert joined(("순번", "18:00 KST까지", "현지 시각 10:00 CET"), 28, 330) == (
        "순번 · 18:00 KST까지",
        "현지 시각 10:00 CET",
    )


def test_words_stay_whole() -> None:
    """A line breaks at a space where there is one."""
    assert wrapped("Outside the team's hours", 28, 200) == ("Outside the", "team's hours")


def test_a_time_keeps_its_zone() -> None:
    """They stand on one line."""
    assert wrapped("Outside the team's hours, back tomorrow 09:00 KST", 28, 600) == (
        "Outside the team's hours, back tomorrow",
        "09:00 KST",
    )
