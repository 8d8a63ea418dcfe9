"""A decision's questions: which, in which order, and what the answers come to."""

from bot.domain.filtering import Asking, ChangeIt, DoIt, first_step, question_of, questions, step_after
from bot.domain.language import Text
from bot.domain.philosophy import Philosophy, Value

TEAM = Philosophy(
    version=1,
    purpose=Text(en="p"),
    vision=Text(en="v"),
    filter_question=Text(en="Does it make anybody happy?"),
    filter_questions=(Text(en="Would we do it for everybody?"),),
    values=(
        Value(id="hear", name=Text(en="Hear"), action=Text(en="I listen.")),
        Value(id="act", name=Text(en="Act"), action=Text(en="I act.")),
    ),
)
ASKED = questions(TEAM)


def test_the_teams_question_comes_first() -> None:
    """Then the customer's good (row 2.1), the file's own, and each value."""
    assert [question.key for question in ASKED] == ["filter", "customer", "own:0", "value:hear", "value:act"]


def test_a_file_without_its_own_asks_for_the_customer_first() -> None:
    """There is always something to ask."""
    bare = TEAM.model_copy(update={"filter_question": None, "filter_questions": ()})
    assert [question.key for question in questions(bare)] == ["customer", "value:hear", "value:act"]


def test_one_question_follows_the_other() -> None:
    """Each says the how-manieth it is."""
    assert first_step(ASKED) == Asking(ASKED[0], 1, 5)
    assert step_after(ASKED, "filter", ()) == Asking(ASKED[1], 2, 5)


def test_yes_to_all_is_do_it() -> None:
    """Row 4.10."""
    assert step_after(ASKED, "value:act", ()) == DoIt()


def test_a_no_is_change_it() -> None:
    """With everything that was answered so, in the order asked."""
    step = step_after(ASKED, "value:act", ("value:hear", "filter"))
    assert isinstance(step, ChangeIt)
    assert [question.key for question in step.against] == ["filter", "value:hear"]


def test_a_question_that_left_the_file_is_asked_no_more() -> None:
    """A button of yesterday, or a forged one."""
    assert step_after(ASKED, "value:gone", ()) is None
    assert question_of(ASKED, "value:gone") is None


def test_what_was_never_asked_speaks_against_nothing() -> None:
    """A forged button cannot bring up what is not in the file."""
    assert step_after(ASKED, "value:act", ("value:forged",)) == DoIt()
