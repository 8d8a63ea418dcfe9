"""The picture of a ladder: what it says, and that it stays inside."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.oncall import Cover
from bot.domain.reader import Reader
from bot.services.handbook import Handbook
from bot.services.map_ladder import map_ladder
from bot.views.pictures import ladder, ladder_words
from bot.views.pictures.canvas import Ink
from tests.views.pictures.maps import EN, KO, MONDAY, book_of, everybody_called
from tests.views.pictures.reading import Picture, read

BOOK = book_of()
LEVEL_TWO = '{ask: ["lead:support", "channel:#support"], within: 30m}'


def picture(book: Handbook, reader: Reader = KO, *, note: str = "") -> Picture:
    """The refund ladder on that Monday, read back."""
    sheet = ladder_words.told(map_ladder(book, "refund", MONDAY), book.file, reader, note=note)
    return read(ladder.drawn(sheet))


class TestWhatItSays:
    """Who, why, until when, and what comes after."""

    def test_it_tells_topic_instant_and_zone(self) -> None:
        """By the reader's clock."""
        assert "환불\n2026-02-09 (월) 10:00 KST" in picture(BOOK).words
        assert "Refunds\nMon 2026-02-09 02:00 CET" in picture(BOOK, EN).words

    def test_each_level_names_who_and_why_and_how_long(self) -> None:
        """The number, the name, the reason with its end, and the wait."""
        shown = picture(BOOK).words
        assert "김지민님\n순번 · 월요일 09:00 KST까지" not in shown  # a week on is no weekday any more
        assert "김지민님\n순번 · 2월 16일 09:00 KST까지\n15분 안에 → 10:15 KST까지" in shown
        assert "#support\n30분 안에 → 10:45 KST까지" in shown

    def test_somebody_elsewhere_has_their_own_time(self) -> None:
        """As the clock on their wall shows it when they are asked."""
        assert "their time 10:00 KST" in picture(BOOK, EN).words
        assert "현지" not in picture(BOOK).words

    def test_a_cover_is_told(self) -> None:
        """Whose part it is, and until when."""
        cover = Cover("c1", "jimin", "bob", MONDAY - timedelta(hours=1), MONDAY + timedelta(hours=2))
        book = book_of(covers=[cover])
        assert "Bob Brown님\n김지민님 대신 · 12:00 KST까지\n현지 02:00 CET" in picture(book).words

    def test_a_user_group_is_told_by_its_members(self) -> None:
        """Where Slack tells them; else by its id."""
        book = book_of((LEVEL_TWO, '{ask: "group:S0123ABC", within: 30m}'))
        found = map_ladder(book, "refund", MONDAY)
        known = ladder_words.told(found, book.file, KO, groups={"S0123ABC": ("bob", "jimin")})
        assert "사용자 그룹\nBob Brown님, 김지민님\n30분 안에" in read(ladder.drawn(known)).words
        assert "사용자 그룹 S0123ABC\n30분 안에" in picture(book).words

    def test_a_level_nobody_is_there_for_is_grey_with_its_reason(self) -> None:
        """It keeps its number, and takes no time."""
        gone = ("{members: [bob, jimin], starts: 2026-01-05T09:00, every: 1w}",)
        book = book_of((gone[0], gone[0].replace("every: 1w", 'every: 1w, active: {sat: ["10:00-12:00"]}')))
        shown = picture(book)
        why = next(one for one in shown.texts if one.words.startswith("billing 당번"))
        assert why.fill == Ink.FAINT
        assert "billing 당번: 지금은 비어 있습니다 (토요일\n10:00 KST부터 가능)\n건너뜁니다" in shown.words
        assert "30분 안에 → 10:30 KST까지" in shown.words

    def test_it_names_the_rule(self) -> None:
        """Of a policy with a condition."""
        rule = '      - when: {hours: inside}\n        levels: [{ask: "person:bob", within: 5m}]\n'
        book = book_of(("    policies:\n", f"    policies:\n{rule}"))
        assert "규칙: 운영 시간 중" in picture(book).words

    def test_out_of_hours_it_says_when_the_team_is_back(self) -> None:
        """And goes on telling who is asked all the same."""
        sheet = ladder_words.told(map_ladder(BOOK, "refund", MONDAY + timedelta(hours=12)), BOOK.file, KO)
        assert "지금은 운영 시간이 아닙니다 (내일 09:00 KST부터)" in read(ladder.drawn(sheet)).words

    def test_it_ends_with_the_last_resort(self) -> None:
        """Everybody of it and the topic's lead, when, and again until it is taken."""
        said = "10:45 KST까지 아무도 못 맡으면\n고객지원 팀\nBob Brown님\n김지민님\n리드\n맡는 분이 있을 때까지 1시간마다"
        assert picture(BOOK).words.endswith(said)

    def test_a_ladder_climbed_again_says_so(self) -> None:
        """And the last resort comes after all of it."""
        book = book_of((LEVEL_TWO, f"{LEVEL_TWO}\n        repeat: 2"))
        assert "The same 2 times more\nuntil 04:15 CET\n!\nNot taken by 04:15 CET" in picture(book, EN).words

    def test_working_time_is_called_that(self) -> None:
        """Where the clock of a level does not count the night."""
        book = book_of(
            ("within: 15m}", "within: 9h}"), (LEVEL_TWO, f"{LEVEL_TWO}\n        count: working_hours")
        )
        assert "근무 시간 9시간 안에\n내일 10:00 KST까지" in picture(book).words

    def test_the_same_is_there_for_screen_readers(self) -> None:
        """As title and description, a line each."""
        shown = picture(BOOK, EN, note="Covers are not counted.")
        assert shown.title == "Refunds"
        assert "2. Jimin Kim (the lead · their time 10:15 KST), #support" in shown.told
        assert "within 15 min → until 02:15 CET" in shown.told
        assert shown.told.endswith("Covers are not counted.")
        assert shown.words.endswith("Covers are not counted.")


class TestThatItStaysInside:
    """Whatever stands in the file."""

    @pytest.mark.parametrize(
        "name",
        [
            '<&">',
            "]]></text><script>",
            "'\"&amp;&#x0;",
            "\x00\x1b[31m",
            "👩‍👩‍👧‍👦",
            "가" * 300,
            "W" * 300,
            "a b " * 200,
            "한글",
        ],
    )
    @pytest.mark.parametrize("reader", [KO, EN])
    def test_any_name_makes_a_well_formed_picture(self, name: str, reader: Reader) -> None:
        """It is parsed, and no line reaches beyond its card."""
        inside(picture(everybody_called(BOOK, name), reader))

    @settings(max_examples=40, deadline=None)
    @given(st.text(min_size=1, max_size=200).filter(str.strip))
    def test_no_text_overflows(self, name: str) -> None:
        """Of any letters."""
        inside(picture(everybody_called(BOOK, name)))

    def test_a_name_is_shown_as_it_is(self) -> None:
        """Signs of mark-up are letters like others."""
        assert '<&">님' in picture(everybody_called(BOOK, '<&">')).words


def inside(shown: Picture) -> None:
    """Every line stands between the margins, above the lower edge and below the line before it."""
    assert all(one.left >= ladder.MARGIN for one in shown.texts)
    assert all(one.right <= shown.wide - ladder.MARGIN for one in shown.texts)
    assert all(one.size <= one.y <= shown.high for one in shown.texts)
    left = [one for one in shown.texts if one.words not in {"1", "2", "!"}]
    assert all(lower.y - upper.y >= lower.size for upper, lower in pairwise(left))


def luminance(colour: str) -> float:
    """WCAG's relative luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        (Ink.NAVY, Ink.PAPER), (Ink.SOFT, Ink.PAPER), (Ink.FAINT, Ink.PAPER), (Ink.TEXT, Ink.CARD),
        (Ink.SOFT, Ink.CARD), (Ink.FAINT, Ink.CARD), (Ink.NAVY, Ink.CARD), (Ink.NAVY, Ink.MIST),
        (Ink.FAINT, Ink.SKIPPED), (Ink.WARM_TEXT, Ink.WARM), (Ink.TEXT, Ink.WARM_LINE), (Ink.FAINT, Ink.WARM),
        (Ink.CARD, Ink.NAVY), (Ink.RED, Ink.ROSE), (Ink.NAVY, Ink.ROSE), (Ink.SOFT, Ink.ROSE), (Ink.RED, Ink.CARD),
    ],
)  # fmt: skip
def test_every_ink_can_be_read_on_its_ground(ink: str, ground: str) -> None:
    """A contrast of 4.5 (WCAG 2.2, 1.4.3)."""
    light, dark = sorted((luminance(ink), luminance(ground)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5
