"""Pinned facts: how long they stand, for which cards, and who may pin."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.facts import (
    LONGEST_PIN,
    WARNED_BEFORE,
    WORTH_WARNING,
    Draft,
    Facts,
    Slip,
    drafted,
    first_end,
    may_pin,
)
from bot.domain.oncall import Cover, Roster
from tests.domain.carried import MONDAY, crew, party
from tests.fakes.calendars import FakeCalendars

HOUR = timedelta(hours=1)
LENGTHS = st.timedeltas(timedelta(0), timedelta(days=40))
TOPICS = st.frozensets(st.sampled_from(["billing", "outage", "pricing"])).map(
    lambda found: tuple(sorted(found))
)


def facts(**more: object) -> Facts:
    """Ann pinned it for two hours."""
    return Facts.model_validate(
        {"id": "F1", "what": "down", "pinned": MONDAY, "pinned_by": party("ann"), "ends": MONDAY + 2 * HOUR}
        | more
    )


@given(length=LENGTHS, after=LENGTHS, topics=TOPICS, topic=st.sampled_from([None, "billing", "other"]))
def test_it_is_never_shown_at_or_after_its_end(
    length: timedelta, after: timedelta, topics: tuple[str, ...], topic: str | None
) -> None:
    """Whatever the topic."""
    pinned = facts(ends=MONDAY + length, topics=topics)
    assert not pinned.stands_for(topic, pinned.ends + after)


@given(ended=LENGTHS, after=LENGTHS, topic=st.sampled_from([None, "billing"]))
def test_what_was_taken_down_stays_down(ended: timedelta, after: timedelta, topic: str | None) -> None:
    """Before its end, too."""
    pinned = facts(ends=MONDAY + LONGEST_PIN, ended=MONDAY + ended)
    assert not pinned.stands_for(topic, MONDAY + after)


@given(topics=TOPICS, topic=st.sampled_from([None, "billing", "outage", "other"]))
def test_it_stands_for_its_topics_and_without_any_for_all(topics: tuple[str, ...], topic: str | None) -> None:
    """A card of no topic shows what holds for all."""
    assert facts(topics=topics).stands_for(topic, MONDAY) == (not topics or topic in topics)


@given(length=st.timedeltas(timedelta(minutes=1), LONGEST_PIN))
def test_whoever_sets_an_end_is_told_of_it_unless_they_have_it_in_mind(length: timedelta) -> None:
    """Half an hour before; never at once."""
    due = facts(ends=MONDAY).ending(MONDAY + length, MONDAY).warning_due
    if length < WORTH_WARNING:
        assert due is None
    else:
        assert due == MONDAY + length - WARNED_BEFORE
        assert due > MONDAY


def test_another_end_is_told_anew() -> None:
    """What was told of the old one does not count for it."""
    told = facts(warned_of=MONDAY + 2 * HOUR)
    assert told.warning_due is None
    assert told.ending(MONDAY + 5 * HOUR, MONDAY).warning_due == MONDAY + 5 * HOUR - WARNED_BEFORE
    assert told.ending(told.ends, MONDAY) == told


@pytest.mark.parametrize(
    ("draft", "slips"),
    [
        (Draft(what="x", back="y", ends=MONDAY + HOUR), {}),
        (Draft(ends=MONDAY + HOUR), {"what": Slip.NOTHING_SAID, "back": Slip.NO_LINE}),
        (Draft(what="x", pause="y"), {"ends": Slip.NO_END}),
        (Draft(what="x", pause="y", ends=MONDAY), {"ends": Slip.PAST}),
        (Draft(what="x", pause="y", ends=MONDAY + LONGEST_PIN + HOUR), {"ends": Slip.TOO_FAR}),
    ],
)
def test_what_is_missing_is_told_by_field(draft: Draft, slips: dict[str, Slip]) -> None:
    """All at once."""
    assert draft.slips(MONDAY) == slips


@pytest.mark.parametrize(
    ("new", "old", "replaces"),
    [
        (("billing",), ("billing",), True),
        (("billing", "outage"), ("billing",), True),
        (("billing",), ("billing", "outage"), False),
        ((), ("billing",), True),
        (("billing",), (), False),
        ((), (), True),
    ],
)
def test_it_replaces_what_has_no_topic_of_its_own(
    new: tuple[str, ...],
    old: tuple[str, ...],
    replaces: bool,  # noqa: FBT001 - a case of the table
) -> None:
    """And only of its kind."""
    assert Draft(topics=new).replaces(facts(topics=old)) is replaces
    assert not Draft(topics=new, kind="closure").replaces(facts(topics=old))


def test_a_form_shows_what_stands() -> None:
    """To change it."""
    draft = drafted(facts(charged="nothing", topics=("billing",)))
    assert (draft.what, draft.charged, draft.topics, draft.ends) == (
        "down",
        "nothing",
        ("billing",),
        facts().ends,
    )


@given(later=LENGTHS)
def test_a_form_begins_with_a_round_end_two_hours_on(later: timedelta) -> None:
    """A full quarter of an hour, never less than two hours."""
    now = MONDAY + later
    end = first_end(now)
    assert 2 * HOUR <= end - now < 2 * HOUR + timedelta(minutes=15)
    assert (end.minute % 15, end.second, end.microsecond) == (0, 0, 0)


def test_leads_keepers_and_who_covers_a_lead_may_pin() -> None:
    """Nobody else; nobody who is not in the file."""
    file = crew(people={"dan": {"roles": ["lead"]}})
    away = Cover(id="C1", absent="ann", by="bob", start=MONDAY, end=MONDAY + HOUR)
    plain, covered = Roster(file, FakeCalendars()), Roster(file, FakeCalendars(), [away])
    assert [key for key in (*file.people, None, "zoe") if may_pin(key, plain, MONDAY)] == ["ann", "dan"]
    assert may_pin("bob", covered, MONDAY)
    assert not may_pin("bob", covered, MONDAY + HOUR)
    keeper = file.model_copy(update={"workspace": file.workspace.model_copy(update={"keepers": ("eve",)})})
    assert may_pin("eve", Roster(keeper, FakeCalendars()), MONDAY)
