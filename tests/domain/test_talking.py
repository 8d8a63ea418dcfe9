"""Questions, answers and notes: each is said once, and what the owner says is a sign of life."""

from datetime import timedelta

from bot.domain.escalation import Escalation, NoticeKind
from bot.domain.outcome import Changed, Kept, Outcome
from bot.domain.overtaken import is_moot
from bot.domain.talking import NOTES_SHOWN, answer, ask_requester, note
from bot.domain.ticking import due_of
from tests.domain.carried import MINUTE, MONDAY, NOAH, changed, owned, party, said, waiting

LATER = MONDAY + 10 * MINUTE
BOB, CHO, EVE = (party(key) for key in ("bob", "cho", "eve"))


def asks(e: Escalation, once: str = "Q1", text: str = "Which card?") -> Outcome:
    """Bob needs to know more."""
    return ask_requester(e, BOB, text, once=once, now=LATER)


def test_a_question_goes_to_the_requester_and_into_the_thread() -> None:
    """The level's clock does not stop for it: the customer waits."""
    e = changed(asks(waiting()))
    assert said(e)[-2:] == [("question", "thread"), ("question", "dm")]
    assert (e.notices[-1].user, e.notices[-1].about) == ("UEVE", "Q1")
    assert e.level_ends == waiting().level_ends


def test_one_form_sent_twice_asks_once() -> None:
    """A retry is recognised by the form's id."""
    again = asks(changed(asks(waiting())))
    assert not isinstance(again, Changed)
    assert again.why is Kept.DONE_ALREADY


def test_more_than_three_open_questions_are_too_many() -> None:
    """Nobody answers a questionnaire while a customer waits."""
    e = waiting()
    for number in range(3):
        e = changed(asks(e, f"Q{number}"))
    fourth = asks(e, "Q9")
    assert not isinstance(fourth, Changed)
    assert fourth.why is Kept.QUESTIONS_OPEN


def test_the_answer_stands_in_the_thread_and_goes_to_whoever_asked() -> None:
    """Then the question is not open any more, and what was not yet sent of it need not be."""
    asked_it = changed(asks(waiting()))
    e = changed(answer(asked_it, EVE, "Q1", "The blue one", now=LATER))
    assert (e.questions, e.notices[-1].user, e.notices[-1].text) == ((), "UBOB", "The blue one")
    assert is_moot(e, asked_it.notices[-1])
    late = answer(e, EVE, "Q1", "The blue one", now=LATER)
    assert not isinstance(late, Changed)
    assert late.why is Kept.DONE_ALREADY


def test_what_an_owner_asks_and_is_answered_is_a_sign_of_life() -> None:
    """After the answer it is their turn: their silence is counted from then."""
    e = changed(asks(owned()))
    assert e.last_sign == LATER
    e = changed(answer(e, EVE, "Q1", "The blue one", now=LATER + timedelta(hours=3)))
    assert e.last_sign == LATER + timedelta(hours=3)
    assert due_of(e.model_copy(update={"promise": None})) == LATER + timedelta(hours=7)


def test_a_note_by_others_mentions_the_owner_and_is_none_of_their_signs() -> None:
    """It should not go unread; that it was written says nothing of the owner."""
    e = changed(note(owned(), CHO, "They called again", once="N1", now=LATER))
    assert [entry.people for entry in e.notices[-1].asked] == [("bob",)]
    assert e.last_sign == MONDAY
    mine = changed(note(e, BOB, "On it", once="N2", now=LATER))
    assert (mine.last_sign, mine.notices[-1].asked) == (LATER, ())


def test_the_card_holds_the_latest_notes_and_the_thread_all() -> None:
    """Each is said once."""
    e = waiting()
    for number in range(5):
        e = changed(note(e, EVE, f"note {number}", once=f"N{number}", now=LATER))
    assert [one.text for one in e.notes] == [f"note {number}" for number in range(5)][-NOTES_SHOWN:]
    assert [n.text for n in e.notices if n.kind is NoticeKind.NOTED] == [f"note {n}" for n in range(5)]


def test_a_requester_in_no_file_may_write_a_note() -> None:
    """They speak with the customer."""
    e = waiting().model_copy(update={"requester": NOAH})
    assert changed(note(e, NOAH, "They wait in the shop", once="N1", now=LATER)).notes[-1].by == NOAH
