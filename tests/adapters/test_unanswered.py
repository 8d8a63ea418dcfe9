"""Leases that were asked for and not answered."""

from datetime import timedelta

import pytest

from bot.adapters.unanswered import Unanswered
from bot.errors import StoreUnavailable

LEASE = timedelta(seconds=90)


def test_what_was_answered_is_not_remembered() -> None:
    """Its asker knows what became of it."""
    unanswered = Unanswered()
    with unanswered.asking("night:1", "T", LEASE):
        pass
    assert unanswered.standing() == []


def test_it_stands_until_the_lease_has_ended_by_itself() -> None:
    """A request may still be done after its asker gave up; after its length nothing is held any more."""
    now = [0.0]
    unanswered = Unanswered(lambda: now[0])
    with pytest.raises(StoreUnavailable), unanswered.asking("night:1", "T", LEASE):
        raise StoreUnavailable
    now[0] = 89.0
    assert unanswered.standing() == [("night:1", "T")]
    now[0] = 90.0
    assert unanswered.standing() == []


def test_what_was_given_back_is_forgotten() -> None:
    """Of two, the one."""
    unanswered = Unanswered()
    for token in ("T", "S"):
        with pytest.raises(StoreUnavailable), unanswered.asking("night:1", token, LEASE):
            raise StoreUnavailable
    unanswered.settled("night:1", "T")
    assert unanswered.standing() == [("night:1", "S")]
