"""Which department is meant."""

import pytest

from bot.requests.departments import department_named, department_near

KNOWN = ("support", "sales", "hr", "lead", "design", "finance", "product", "marketing", "field-force")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("sales", "sales"),
        ("the Sales team", "sales"),
        ("영업", "sales"),
        ("영업팀", "sales"),
        ("영업 부서", "sales"),
        ("고객지원", "support"),
        ("상담팀", "support"),
        ("customer support", "support"),
        ("인사", "hr"),
        ("인사부", "hr"),
        ("팀장", "lead"),
        ("리더", "lead"),
        ("leads", "lead"),
        ("기획", "product"),
        ("경리", "finance"),
        ("재무팀은요?", "finance"),
        ("디자인", "design"),
        ("field-force", "field-force"),
    ],
)
def test_by_its_key_or_what_people_call_it(text: str, key: str) -> None:
    """In either language, with team or without."""
    assert department_named(text, KNOWN) == key


@pytest.mark.parametrize("text", ["", "legal", "a customer who is upset", "the", "팀"])
def test_anything_else_names_none(text: str) -> None:
    """Nothing is guessed."""
    assert department_named(text, KNOWN) is None


def test_only_those_the_file_has_words_for() -> None:
    """A usual one that is not there is not known."""
    assert department_named("sales", ("support",)) is None


@pytest.mark.parametrize(
    ("text", "key"), [("slaes", "sales"), ("desing team", "design"), ("마켓팅", "marketing")]
)
def test_a_slip_is_understood(text: str, key: str) -> None:
    """For "did you mean"."""
    assert department_near(text, KNOWN) == key


def test_what_is_far_from_all_is_near_to_none() -> None:
    """No wild guess."""
    assert department_near("refunds", KNOWN) is None
