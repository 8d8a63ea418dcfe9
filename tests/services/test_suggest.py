"""What the files could learn: examples that enough people agree on, questions nothing answers, figures."""

from datetime import date

import pytest

from bot.domain.language import Language
from bot.domain.learning import Deed, KeptQuestion, Mark, MonthCounts, Realm
from bot.services.suggest import Proposal, suggest
from tests.services.learning_scene import LearningScene

KEEPS = {"keep_text": "30d"}
ODD = "money left my account twice"


def topic(deed: Deed, entry: str = "") -> Mark:
    """Of a topic."""
    return Mark(realm=Realm.TOPIC, deed=deed, entry=entry)


REFUND = topic(Deed.PICKED, "refund")
DELIVERY = topic(Deed.PICKED, "delivery")


def asked(text: str, counts: dict[Mark, int], people: int = 2) -> KeptQuestion:
    """By so many people."""
    return KeptQuestion(text=text, counts=counts, people=dict.fromkeys(counts, people))


def proposed(*questions: KeptQuestion, **rules: object) -> list[str]:
    """The texts proposed, with where to."""
    scene = LearningScene({**KEEPS, **rules})
    return [f"{one.entry}: {one.text}" for one in suggest(scene.book, (), questions).examples]


def test_what_enough_people_picked_is_proposed() -> None:
    """In its language, with how many and how often."""
    scene = LearningScene(KEEPS)
    [one] = suggest(scene.book, (), [asked(ODD, {REFUND: 3})]).examples
    assert one == Proposal(realm=Realm.TOPIC, entry="refund", lang=Language.EN, text=ODD, people=2, times=3)


@pytest.mark.parametrize(
    "question",
    [
        asked(ODD, {REFUND: 5}, people=1),
        asked(ODD, {REFUND: 2, DELIVERY: 2}),
        asked(ODD, {topic(Deed.PICKED, "gone"): 5}),
        asked(ODD, {topic(Deed.UNMATCHED): 5}),
        asked("Refund!", {REFUND: 5}),
        asked("refund please", {REFUND: 5}),
    ],
    ids=["one person", "undecided", "an entry that is gone", "nothing picked", "stands there", "understood by now"],
)  # fmt: skip
def test_what_is_not_proposed(question: KeptQuestion) -> None:
    """Nobody agreed, or the file knows it already."""
    assert proposed(question) == []


def test_the_most_picked_wins_and_beside_counts_too() -> None:
    """Whether offered, listed, or in place of another answer."""
    counts = {REFUND: 1, topic(Deed.BESIDE, "refund"): 2, DELIVERY: 1}
    assert proposed(asked(ODD, counts)) == [f"refund: {ODD}"]


def test_the_file_says_how_many_must_agree() -> None:
    """`people`, by default two."""
    assert proposed(asked(ODD, {REFUND: 2}), people=3) == []
    assert proposed(asked(ODD, {REFUND: 1}, people=1), people=1) == [f"refund: {ODD}"]


def test_unanswered_questions_stand_by_frequency() -> None:
    """Those of none of these with them; what is answered by now is not among them."""
    scene = LearningScene(KEEPS)
    questions = [
        asked("rare thing", {topic(Deed.UNMATCHED): 1}),
        asked("common thing", {topic(Deed.UNMATCHED): 2, topic(Deed.NONE_FITS): 1}),
        asked("refund", {topic(Deed.UNMATCHED): 9}),
    ]
    found = suggest(scene.book, (), questions).unanswered
    assert [(one.text, one.times) for one in found] == [("common thing", 3), ("rare thing", 1)]


def test_switched_off_nothing_kept_is_told() -> None:
    """Whatever still lies in the store."""
    found = suggest(LearningScene().book, (), [asked(ODD, {REFUND: 3, topic(Deed.UNMATCHED): 2})])
    assert (found.keep_text, found.examples, found.unanswered) == (False, (), ())


def test_the_latest_three_months_are_counted() -> None:
    """Each entry in the order of the files; one that is gone is left out."""
    useful = Mark(realm=Realm.SITUATION, deed=Deed.USEFUL, entry="empathy")
    months = [
        MonthCounts(month=date(2026, month, 1), counts={useful: month, topic(Deed.SHOWN, "gone"): 1, topic(Deed.UNMATCHED): 1})
        for month in (4, 3, 2, 1)
    ]  # fmt: skip
    found = suggest(LearningScene().book, months, ())
    assert found.since == "2026-02"
    assert [(use.entry, use.useful) for use in found.entries] == [("empathy", 9)]
    assert [(one.realm, one.unmatched) for one in found.missed] == [(Realm.TOPIC, 3), (Realm.SITUATION, 0)]
