"""A customer's words without names, addresses and numbers; and shortened, never added to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.customer_words import shortens, without_data, without_names

DOHYUN = ("최도현", "Dohyun Choi")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("김민수님이 아니라 최도현 상담원님 덕분이에요", "…님이 아니라 최도현 상담원님 덕분이에요"),
        ("도현님 감사합니다! 박지민 드림", "도현님 감사합니다! … 드림"),
        ("저는 박지민입니다.", "저는 …입니다."),
        ("이서연 씨가 도와주셨어요", "… 씨가 도와주셨어요"),
        ("남궁민수님 최고", "…님 최고"),
        ("김OO 님과 김○○님, 박*영님", "… 님과 …님, …님"),
        ("고객님, 상담사님, 선생님, 담당자님, 사장님", "고객님, 상담사님, 선생님, 담당자님, 사장님"),
        ("하느님 맙소사, 여러분 감사", "하느님 맙소사, 여러분 감사"),
        ("주문 2026031234, 010-1234-5678, a.b@c.kr", "주문 …, …, …"),
        ("My name is John Smith. Thanks!", "My name is …. Thanks!"),
        ("I'm happy, and I am very grateful", "I'm happy, and I am very grateful"),
        ("Mrs. Kim was waiting with Dr Lee", "… was waiting with …"),
        ("Great!\nBest regards,\nJane Doe", "Great!\nBest regards,\n…"),
        ("Great!\n- Jane", "Great!\n- …"),
        ("see https://shop.kr/o?id=9&name=jane and @jane", "see … and …"),
        ("order ORD-12345 came in 24 hours", "order … came in 24 hours"),
    ],
)  # fmt: skip
def test_what_tells_who_wrote_it_goes(text: str, shown: str) -> None:
    """The agent's own name stays."""
    assert without_names(text, spared=DOHYUN) == shown


def test_names_the_tool_sends_go_wherever_they_stand() -> None:
    """Whole, in parts, and a Korean one without its surname."""
    text = "jane here. Jane Doe liked it, 민수도 김민수도 좋아했어요"
    assert without_names(text, customers=("Jane Doe", "김민수")) == "… here. … liked it, …도 …도 좋아했어요"


def test_a_note_keeps_names_but_no_numbers() -> None:
    """Its one reader knows the customer anyway."""
    assert without_data("김민수입니다, 010-1234-5678로 전화 주세요") == "김민수입니다, …로 전화 주세요"


@pytest.mark.parametrize(
    ("part", "fits"),
    [
        ("끝까지 들어 주셔서 고맙습니다", True), ("들어 주셔서 … 고맙습니다!", True), ("", True),
        ("최고의 상담원입니다", False), ("고맙습니다 들어", False), ("고맙습니다 고맙습니다", False),
    ],
)  # fmt: skip
def test_leaving_out_is_all_one_may(part: str, fits: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """The words that remain stand in their order."""
    assert shortens("끝까지 잘 들어 주셔서 정말 고맙습니다.", part) is fits


@given(st.text(max_size=80), st.lists(st.text(max_size=12), max_size=2))
def test_any_text_can_be_cleaned_and_what_is_shown_shortens_itself(text: str, customers: list[str]) -> None:
    """Never a crash; as shown it may always be sent."""
    shown = without_names(text, customers=customers)
    assert shortens(shown, shown)
    assert without_data(shown) == without_data(without_data(shown))
