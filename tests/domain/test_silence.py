"""An owner's silence, counted as the policy says."""

from datetime import timedelta

from bot.domain.silence import counted, silence_ends
from bot.domain.ticking import due_of, tick
from tests.domain.carried import LADDER, MONDAY, owned, party, roster
from tests.domain.small_files import seoul

WORKING = {**LADDER, "count": "working_hours"}


def test_working_hours_are_those_of_the_owners_team() -> None:
    """Taken on Monday noon, with four hours to be silent in: half past four passes, and nobody is asked at night."""
    e = counted(owned(policy={**WORKING, "remind_after": "8h"}), roster())
    assert silence_ends(e) == due_of(e.model_copy(update={"promise": None})) == seoul("2026-03-03T11:00")


def test_the_answer_to_the_question_has_working_time_too() -> None:
    """Asked at ten to six, they have ten minutes today and five tomorrow."""
    e = counted(owned(policy={**WORKING, "remind_after": "5h"}), roster())
    e = e.model_copy(update={"last_sign": seoul("2026-03-02T12:50"), "promise": None})
    e = tick(counted(e, roster()), now=seoul("2026-03-02T17:50"), roster=roster())
    assert (e.reminded, due_of(e)) == (seoul("2026-03-02T17:50"), seoul("2026-03-03T09:05"))


def test_a_new_sign_outdates_what_was_worked_out() -> None:
    """Until it is worked out anew it counts always, as records of before do."""
    e = counted(owned(policy=WORKING), roster())
    later = e.model_copy(update={"last_sign": MONDAY + timedelta(hours=1)})
    assert silence_ends(later) == MONDAY + timedelta(hours=5)


def test_an_owner_of_a_team_without_hours_is_always_counted() -> None:
    """Engineering works around the clock."""
    e = counted(owned("dan", policy=WORKING), roster())
    assert silence_ends(e) == MONDAY + timedelta(hours=4)


def test_working_it_out_twice_changes_nothing() -> None:
    """The same value."""
    e = counted(owned(policy=WORKING), roster())
    assert counted(e, roster()) is e
    assert party("bob") == e.owner
