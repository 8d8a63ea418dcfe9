"""A decision and the few questions it is asked: yes to all, do it; no to one, find out why and change it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.domain.language import Frozen, Text
from bot.domain.philosophy import Philosophy, Value

_CUSTOMER = Text(ko="고객님께도 좋은 결정인가요?", en="Is it good for the customer?")
_FILTER, _FOR_CUSTOMER, _OWN, _VALUE = "filter", "customer", "own:", "value:"


class Question(Frozen):
    """One question of yes or no. `key` names it in buttons; `value` is the value whose action is asked."""

    key: str
    text: Text
    value: Value | None = None


@dataclass(frozen=True)
class Asking:
    """The next question, and the how-manieth it is (from 1)."""

    question: Question
    number: int
    of: int


@dataclass(frozen=True)
class DoIt:
    """Every answer was yes."""


@dataclass(frozen=True)
class ChangeIt:
    """What was answered with no, in the order asked."""

    against: tuple[Question, ...]


Step = Asking | DoIt | ChangeIt


def questions(philosophy: Philosophy) -> tuple[Question, ...]:
    """The team's filter question first, then the customer's good (row 2.1), the file's own, and each value's action."""
    first = [Question(key=_FILTER, text=philosophy.filter_question)] if philosophy.filter_question else []
    own = [
        Question(key=f"{_OWN}{number}", text=text) for number, text in enumerate(philosophy.filter_questions)
    ]
    values = [Question(key=_VALUE + value.id, text=value.action, value=value) for value in philosophy.values]
    return (*first, Question(key=_FOR_CUSTOMER, text=_CUSTOMER), *own, *values)


def first_step(asked: Sequence[Question]) -> Asking:
    """The first question."""
    return Asking(asked[0], 1, len(asked))


def step_after(asked: Sequence[Question], key: str, against: Collection[str]) -> Step | None:
    """What follows once `key` is answered; `against` are the keys answered with no. None if nobody asks `key` now."""
    keys = [question.key for question in asked]
    if key not in keys:
        return None
    following = keys.index(key) + 1
    if following < len(asked):
        return Asking(asked[following], following + 1, len(asked))
    refused = tuple(question for question in asked if question.key in against)
    return ChangeIt(refused) if refused else DoIt()


def question_of(asked: Sequence[Question], key: str) -> Question | None:
    """The question of that key, if it is still asked."""
    return next((question for question in asked if question.key == key), None)
