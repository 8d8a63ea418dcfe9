"""What obviously is a customer's is found; what merely looks like a number is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.personal_data import DataKind, masked, personal_data

NAMES = {kind: kind.value for kind in DataKind}


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("전화는 010-1234-5678 로요", DataKind.PHONE, "010-1234-5678"),
        ("01012345678", DataKind.PHONE, "01012345678"),
        ("call +49 170 1234567 back", DataKind.PHONE, "+49 170 1234567"),
        ("(212) 555-1234", DataKind.PHONE, "(212) 555-1234"),
        ("4111 1111 1111 1111 was charged", DataKind.CARD, "4111 1111 1111 1111"),
        ("kim@example.co.kr 로 보냈어요", DataKind.EMAIL, "kim@example.co.kr"),
        ("800101-1234567", DataKind.RESIDENT, "800101-1234567"),
    ],
)
def test_obvious_data_is_found(text: str, kind: DataKind, found: str) -> None:
    """With its place."""
    [one] = personal_data(text)
    assert (one.kind, text[one.start : one.end]) == (kind, found)


@pytest.mark.parametrize(
    "text",
    [
        "by 15:30 on 2026-03-11",
        "대표번호는 1588-1234 입니다",
        "€1.200.000,00 within 24-48 hours",
        "order 20260311-0001",
        "4111 1111 1111 1112",
        "0000 0000 0000 0000",
        "@channel, thanks",
        "100,000원 환불",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    """Times, amounts, our own hotline, numbers that are no card."""
    assert personal_data(text) == []


def test_what_is_masked_says_what_it_was() -> None:
    """Every part of it."""
    assert masked("a@b.kr, 010-1234-5678.", NAMES) == "[email], [phone]."


@given(st.text(max_size=200))
def test_masked_words_hold_nothing_more(text: str) -> None:
    """Whatever the text; a mask is no data."""
    assert personal_data(masked(text, NAMES)) == []
