"""A note from delivery to erasure: who answers, who learns what and when, and that nobody else learns anything."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial

import pytest

from bot.domain.escalation import Posted
from bot.domain.note_life import stage
from bot.ports.notes import NoteReminder, NoteWaiting
from bot.ports.whisper import Whisper, Whisperer
from bot.services.answer_note import NoDay, SaidBefore, answer_note, close_note, talk_again
from bot.services.read_note import NothingToRead, Opened, notes_by_me, notes_to_me, read_note
from bot.services.show_note import (
    block_author,
    show_note,
    showing,
)
from tests.domain.small_files import utc
from tests.fakes.faults import Killed
from tests.services.feedback_scene import WORDS, scene
from tests.services.note_scene import MONDAY, brought, opened, sealed

WEDNESDAY = date(2026, 11, 25)
STRANGERS = ("UBOB", "UDAN", "UEVE", "UHR", "UGUEST", "UNOBODY")


async def test_its_author_learns_once_that_it_was_opened() -> None:
    """Not at once, so that an answer given meanwhile is told with it; and however often it is opened."""
    place = scene()
    note = await brought(place)
    for _ in range(3):
        await opened(place, note)
    assert place.said_in("UANN") == []
    place.later(minutes=10)
    assert await place.tick_due() == ["told"]
    place.later(hours=1)
    await place.tick_due()
    assert place.said_in("UANN") == [NoteWaiting(note=note)]
    assert stage((await opened(place, note, by="UANN")).note) == "opened"


async def test_an_answer_is_told_once_with_the_opening() -> None:
    """Opened and answered within minutes: one knock, and the words in its author's window."""
    place = scene()
    note = await brought(place)
    await opened(place, note)
    await answer_note(place.notes, note, by="UCHO", kind="reply", words="zzmark-answer")
    await place.tick_due()
    place.later(hours=1)
    await place.tick_due()
    assert place.said_in("UANN") == [NoteWaiting(note=note)]
    [answer] = (await opened(place, note, by="UANN")).note.answers
    assert (answer.kind, answer.words) == ("reply", "zzmark-answer")
    assert "zzmark-" not in repr(place.slack.heard)


async def test_each_answer_is_given_once() -> None:
    """A form sent twice is one answer; other words for the same are not kept over the first, and say so."""
    place = scene()
    note = await brought(place)
    for _ in range(2):
        outcome = await answer_note(place.notes, note, by="UCHO", kind="understood", words=" thanks ")
        assert isinstance(outcome, Opened)
    changed = await answer_note(place.notes, note, by="UCHO", kind="understood", words="other")
    assert isinstance(changed, SaidBefore)
    assert [answer.words for answer in changed.opened.note.answers] == ["thanks"]
    await answer_note(place.notes, note, by="UCHO", kind="talk", words="")
    assert stage((await opened(place, note)).note) == "talk"


async def test_only_its_reader_answers() -> None:
    """To everybody else it is as if there were no note; its author reads and cannot answer."""
    place = scene()
    note = await brought(place)
    for user in ("UANN", *STRANGERS):
        for tried in (note, "N0"):
            outcome = await answer_note(place.notes, tried, by=user, kind="differ", words="zzmark-not")
            assert outcome == NothingToRead()
    assert (await opened(place, note)).note.answers == ()
    for user in STRANGERS:
        assert await read_note(place.notes, note, by=user) == NothingToRead()
        assert await close_note(place.notes, note, by=user) == NothingToRead()
        assert await showing(place.notes, note, by=user) == NothingToRead()
        assert await block_author(place.notes, note, by=user) == NothingToRead()


async def test_an_answer_in_the_evening_is_told_in_its_authors_morning() -> None:
    """Nobody is called to the telephone at night by a note."""
    place = scene()
    note = await brought(place)
    place.until("2026-11-20T12:00")
    await answer_note(place.notes, note, by="UCHO", kind="understood")
    await place.tick_due()
    assert place.said_in("UANN") == []
    place.until(MONDAY)
    assert await place.tick_due() == ["told"]
    assert place.said_in("UANN") == [NoteWaiting(note=note)]


async def test_its_author_reads_their_own_words_and_where_it_stands() -> None:
    """The two speak of the same words; whom it is shown to is its reader's own affair."""
    place = scene()
    note = await brought(place, by="UBOB")
    await show_note(place.notes, note, by="UCHO", to="UANN")
    seen = await opened(place, note, by="UBOB")
    assert seen.part == "author"
    assert seen.note.words == WORDS
    assert seen.note.shown == ()
    assert seen.note.opened is None
    [listed] = await notes_by_me(place.notes, "UBOB")
    assert listed.words.situation == ""
    assert listed.shown == ()


async def test_on_its_date_both_are_asked_in_the_readers_hours() -> None:
    """Once each, in neutral words, as the reader's day begins."""
    place = scene()
    note = await brought(place, follow_up=WEDNESDAY)
    place.until("2026-11-24T23:59")
    assert await place.tick_due() == []
    place.until("2026-11-25T00:00")
    assert await place.tick_due() == ["told"]
    place.later(hours=5)
    await place.tick_due()
    for user in ("UCHO", "UANN"):
        assert place.said_in(user)[-1] == NoteReminder(note=note)
    assert len(place.said_in("UANN")) == 1
    assert stage((await opened(place, note, by="UANN")).note) == "asked"


@pytest.mark.parametrize("closing", ["UCHO", "UANN"])
async def test_either_closes_it_once_both_were_asked(closing: str) -> None:
    """The other learns that there is something to see; nothing more is asked or answered."""
    place = scene()
    note = await brought(place, follow_up=WEDNESDAY)
    assert isinstance(await close_note(place.notes, note, by="UANN"), Opened)
    assert (await opened(place, note)).note.closed is None
    place.until("2026-11-25T00:00")
    await place.tick_due()
    for _ in range(2):
        outcome = await close_note(place.notes, note, by=closing)
        assert isinstance(outcome, Opened)
        assert stage(outcome.note) == "closed"
    await place.tick_due()
    other = {"UCHO": "UANN", "UANN": "UCHO"}[closing]
    assert place.said_in(other)[-1] == NoteWaiting(note=note)
    late = await answer_note(place.notes, note, by="UCHO", kind="differ", words="zzmark-late")
    assert isinstance(late, SaidBefore)
    assert late.opened.note.answers == ()


async def test_talking_again_sets_another_date_for_both() -> None:
    """Whoever comes second finds it set; both are asked again then."""
    place = scene()
    note = await brought(place, follow_up=WEDNESDAY)
    place.until("2026-11-25T00:00")
    await place.tick_due()
    first = await talk_again(place.notes, note, by="UCHO", day=date(2026, 12, 2))
    second = await talk_again(place.notes, note, by="UANN", day=date(2026, 12, 9))
    assert isinstance(first, Opened)
    assert isinstance(second, Opened)
    assert second.note.follow_up == date(2026, 12, 2)
    place.until("2026-12-02T00:00")
    await place.tick_due()
    assert place.said_in("UCHO").count(NoteReminder(note=note)) == 2
    assert place.said_in("UANN").count(NoteReminder(note=note)) == 2


@pytest.mark.parametrize("day", [date(2026, 11, 20), date(2026, 11, 25), date(2027, 2, 19), date(2030, 1, 1)])
async def test_no_date_is_set_in_the_past_or_after_the_note_is_erased(day: date) -> None:
    """What is kept of a note is never kept longer than was said."""
    place = scene()
    note = await brought(place, follow_up=WEDNESDAY)
    place.until("2026-11-25T00:00")
    await place.tick_due()
    assert isinstance(await talk_again(place.notes, note, by="UCHO", day=day), NoDay)


async def test_a_follow_up_after_its_time_comes_before_it_is_erased() -> None:
    """The retention wins: on the last working day of the reader before the note is gone."""
    place = scene(corrections={"retention": "14d"})
    note = await brought(place, follow_up=date(2027, 3, 1))
    seen = (await opened(place, note)).note
    assert seen.keep_until == utc("2026-12-04T05:00")
    assert seen.follow_up_at == utc("2026-12-04T00:00")


async def test_a_retention_of_a_day_leaves_no_follow_up() -> None:
    """There is no day left to ask on, and nothing is kept for it."""
    place = scene(corrections={"retention": "1d"})
    note = await brought(place, follow_up=WEDNESDAY)
    assert (await opened(place, note)).note.follow_up_at is None


async def test_a_follow_up_waits_for_whoever_is_away() -> None:
    """Time off and holidays of its reader."""
    place = scene(
        holidays="2026-11-27", people={"cho": {"time_off": [{"from": "2026-11-24", "to": "2026-11-27"}]}}
    )
    note = await brought(place, follow_up=WEDNESDAY)
    assert (await opened(place, note)).note.follow_up_at == utc("2026-11-30T00:00")


async def test_its_time_over_it_is_gone_for_everybody() -> None:
    """At that instant nobody reads it, also before it is erased; then nothing is kept."""
    place = scene(corrections={"retention": "30d"})
    note = await brought(place)
    await show_note(place.notes, note, by="UCHO", to="UANN")
    place.until("2026-12-20T05:00")
    for user in ("UCHO", "UANN"):
        assert await read_note(place.notes, note, by=user) == NothingToRead()
        assert await notes_to_me(place.notes, user) == []
        assert await notes_by_me(place.notes, user) == []
    await place.tick_due()
    assert await place.notes_book.get(note) is None
    assert place.deadlines.due == {}


async def test_a_note_to_oneself_tells_nobody() -> None:
    """Its knock and its reminder come to the one person it concerns, and no telling of opened or answered."""
    place = scene()
    note = await brought(place, by="UCHO", to="UCHO", follow_up=WEDNESDAY)
    seen = await opened(place, note)
    assert seen.part == "reader"
    await answer_note(place.notes, note, by="UCHO", kind="understood", words="zzmark-self")
    place.until("2026-11-25T00:00")
    await place.tick_due()
    assert place.said_in("UCHO") == [NoteWaiting(note=note), NoteReminder(note=note)]
    assert isinstance(await close_note(place.notes, note, by="UCHO"), Opened)
    place.later(days=1)
    await place.tick_due()
    assert len(place.slack.heard) == 2
    assert await block_author(place.notes, note, by="UCHO") == NothingToRead()


async def test_a_note_waits_for_a_reader_who_is_away_as_it_is_due() -> None:
    """Until the first working morning after; the file may have changed since it was sealed."""
    place = scene(people={"cho": {"time_off": [{"from": "2026-11-20", "to": "2026-11-24"}]}})
    await sealed(place)
    place.until("2026-11-20T05:00")
    assert await place.tick_due() == ["waiting"]
    place.until("2026-11-23T23:59")
    assert await place.tick_due() == []
    place.until("2026-11-24T00:00")
    assert await place.tick_due() == ["delivered"]


@pytest.mark.parametrize("fault", ["lost", "lost reply", "killed", "killed after"])
async def test_whatever_breaks_a_knock_stands_once(fault: str) -> None:
    """A process that dies or an answer that is lost: the next one looks, and says it only if it does not stand."""
    place = scene()
    note = await brought(place, follow_up=WEDNESDAY)
    await answer_note(place.notes, note, by="UCHO", kind="understood")
    place.slack.faults.append(fault)
    with suppress(Killed):
        await place.tick_due()
    for _ in range(3):
        place.restart()
        place.now = place.real
        await place.tick_due()
    assert place.said_in("UANN") == [NoteWaiting(note=note)]


async def test_somebody_who_cannot_be_told_holds_nothing_up() -> None:
    """An author who left: the answer stands for whenever they look, and the note lives on."""
    place = scene()
    note = await brought(place, follow_up=WEDNESDAY)
    place.whisperer.unreachable.add("UANN")
    await answer_note(place.notes, note, by="UCHO", kind="understood")
    assert await place.tick_due() == ["told"]
    place.until("2026-11-25T00:00")
    await place.tick_due()
    assert place.said_in("UCHO")[-1] == NoteReminder(note=note)


async def test_an_answer_given_while_something_is_told_is_told_too() -> None:
    """Whoever holds the lease reads again and carries on from there."""
    place = scene()
    note = await brought(place)
    await opened(place, note)
    place.later(minutes=10)

    answer = partial(answer_note, place.notes, note, by="UCHO", kind="reply", words="zzmark")
    place.notes = replace(place.notes, whisperer=Meanwhile(place.whisperer, answer))
    await place.tick_due()
    await place.tick_due()
    assert place.said_in("UANN") == [NoteWaiting(note=note)] * 2
    assert place.deadlines.due.keys() == {f"note:{note}"}


@dataclass
class Meanwhile:
    """The port `Whisperer`; something happens, once, between the intent to speak and speaking."""

    whisperer: Whisperer
    act: Callable[[], Awaitable[object]]
    happened: bool = False

    async def whisper(self, user: str, what: Whisper, *, key: str) -> Posted:
        """Write to one person."""
        if not self.happened:
            self.happened = True
            await self.act()
        return await self.whisperer.whisper(user, what, key=key)

    async def find(self, user: str, *, key: str, since: datetime) -> Posted | None:
        """Look for what was written."""
        return await self.whisperer.find(user, key=key, since=since)
