"""What was worked out is worked out once, as long as the same handbook holds."""

from dataclasses import replace

from bot.services.worked_out import WorkedOut
from tests.services.learning_scene import LearningScene


def test_the_same_question_is_worked_out_once() -> None:
    """Until another handbook holds: the files, or the covers, changed."""
    book, worked = LearningScene().book, WorkedOut(10)
    times: list[int] = []

    def work() -> int:
        times.append(1)
        return len(times)

    assert [worked.of(book, "q", work) for _ in range(3)] == [1, 1, 1]
    assert worked.of(replace(book), "q", work) == 2


def test_no_more_is_remembered_than_it_may() -> None:
    """What was asked longest ago leaves first."""
    book, worked = LearningScene().book, WorkedOut(2)
    for key in ("a", "b", "a", "c"):
        worked.of(book, key, f"first {key}".strip)
    assert [worked.of(book, key, lambda: "again") for key in ("a", "c", "b")] == [
        "first a",
        "first c",
        "again",
    ]


async def test_words_alone_are_worked_out_at_once() -> None:
    """Without the encoder a thread of its own would cost more than the work."""
    book, worked = LearningScene().book, WorkedOut(2)
    assert await worked.aside(book, "q", lambda: "found") == "found"
