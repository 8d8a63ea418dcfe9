"""The picture of all topics."""

from dataclasses import replace

import pytest

from bot.services.map_ladder import map_all
from bot.views.pictures import overview
from bot.views.pictures.canvas import Ink
from tests.views.pictures.maps import EN, KO, MONDAY, book_of, everybody_called
from tests.views.pictures.reading import read

BOOK = book_of()
TOLD = overview.told(map_all(BOOK, MONDAY), MONDAY, BOOK.file, KO)


def test_each_topic_has_its_first_and_second_person() -> None:
    """With until when, and from when."""
    shown = read(overview.drawn(TOLD)).words
    assert "환불\n1\n김지민님\n2월 16일 09:00 KST까지\n2\n김지민님, #support\n10:15 KST부터" in shown
    assert TOLD.lines[-1] == "환불: 김지민님 2월 16일 09:00 KST까지 → 김지민님, #support 10:15 KST부터"


def test_a_topic_nobody_is_there_for_is_red() -> None:
    """And says when somebody is there again."""
    levels = '{ask: ["lead:support", "channel:#support"], within: 30m}'
    rotation = "starts: 2026-01-05T09:00, every: 1w"
    book = book_of(
        (f"          - {levels}\n", ""),
        (rotation, f'{rotation}, active: {{sat: ["10:00-12:00"]}}'),
    )
    shown = read(overview.drawn(overview.told(map_all(book, MONDAY), MONDAY, book.file, EN)))
    nobody = next(one for one in shown.texts if one.words == "nobody until Sat 02:00 CET")
    assert nobody.fill == Ink.RED


@pytest.mark.parametrize(("topics", "sizes"), [(0, [0]), (1, [1]), (7, [7]), (8, [4, 4]), (26, [7, 7, 7, 5])])
def test_many_topics_go_on_pages_as_high_as_a_phone(topics: int, sizes: list[int]) -> None:
    """About equally full, numbered, the note on the last one."""
    made = overview.pages(replace(TOLD, rows=TOLD.rows * topics, note="noted"))
    assert [len(page.rows) for page in made] == sizes
    assert [page.page for page in made] == (
        [f"{at}/{len(sizes)}" for at in range(1, len(sizes) + 1)] if len(sizes) > 1 else [""]
    )
    assert [page.note for page in made] == [""] * (len(sizes) - 1) + ["noted"]
    assert all(read(overview.drawn(page)).high <= 2.2 * 720 for page in made)


@pytest.mark.parametrize("name", ['<&">', "가" * 300, "W" * 300, "a b " * 200, "👩‍👩‍👧‍👦"])
def test_no_name_overflows(name: str) -> None:
    """Names are cut, times are not."""
    book = everybody_called(BOOK, name)
    shown = read(overview.drawn(overview.told(map_all(book, MONDAY), MONDAY, book.file, EN)))
    assert all(32 <= one.left <= one.right <= 720 - 32 for one in shown.texts)
    assert "until 16 Feb 01:00 CET" in shown.words
