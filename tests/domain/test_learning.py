"""What may be kept of a question: without what is obviously somebody's, short, and alike where it is alike."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.learning import LONGEST_KEPT, Deed, Mark, Realm, masked, wording

MONTH = timedelta(days=30)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("010-1234-5678 로 전화 달래요", "… 로 전화 달래요"),
        ("call +82 10 1234 5678 now", "call … now"),
        ("메일은 kim.jimin@example.co.kr 입니다", "메일은 … 입니다"),
        ("card 4111 1111 1111 1111 declined", "card … declined"),
        ("주문번호 A12 환불", "주문번호 … 환불"),
        ("ORD-2024-12345 는 언제 오나요", "… 는 언제 오나요"),
        ("order #4821 is late", "order … is late"),
        ("００－１２３４－５６７８", "…"),
        ("1\u200b2\u200b3\u200b4\u200b5", "…"),
        ("<@U02BOB> 님 <https://shop.example/o/99|주문> 확인", "… 님 … 확인"),
        ("2026년 3월 15:30 에 2번 결제", "2026년 3월 15:30 에 2번 결제"),
        ("24/7 지원, 3층", "24/7 지원, 3층"),
    ],
)
def test_what_is_somebodys_is_masked(typed: str, kept: str) -> None:
    """Phones, addresses, cards, orders, links, people; what everybody says stays."""
    assert masked(typed) == kept


@given(
    before=st.text(alphabet="가나다 ab,.", max_size=20),
    digits=st.text(alphabet="0123456789", min_size=5, max_size=19),
    between=st.sampled_from(["", " ", "-", ".", " - "]),
    after=st.text(alphabet="가나다 ab,.", max_size=20),
)
def test_no_long_number_survives(before: str, digits: str, between: str, after: str) -> None:
    """However it is written."""
    kept = masked(f"{before} {between.join(digits)} {after}")
    assert not any(letter.isdigit() for letter in kept)


@given(st.text(max_size=300))
def test_any_text_can_be_masked(typed: str) -> None:
    """On one line, whatever somebody types, and no longer number remains."""
    kept = masked(typed)
    assert "\n" not in kept
    assert wording(typed, keep=None, people=2) is None


def test_texts_alike_are_one() -> None:
    """Case, spaces, signs and the number of an order do not make another question."""
    said = ["환불 언제 되나요 12345?", "환불 언제되나요 67890", "환불  언제 되나요 55555!!"]
    keys = {found.key for text in said if (found := wording(text, keep=MONTH, people=2))}
    assert len(keys) == 1


@pytest.mark.parametrize("text", ["", "😀😀", "!!", "a" * (LONGEST_KEPT + 1)])
def test_nothing_to_keep(text: str) -> None:
    """Without words, or a pasted conversation."""
    assert wording(text, keep=MONTH, people=2) is None


def test_a_mark_reads_back_from_its_name() -> None:
    """With colons in a key too; what a newer version counts is passed over."""
    mark = Mark(realm=Realm.SITUATION, deed=Deed.USEFUL, entry="a:b")
    assert Mark.named(mark.name) == mark
    assert Mark.named("situation:applauded:x") is None
    assert Mark.named("text") is None
