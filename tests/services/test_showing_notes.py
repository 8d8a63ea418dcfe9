"""Its reader may show a note to their lead, or to whom the file names; Baton never does."""

from bot.ports.notes import NoteWaiting
from bot.services.answer_note import answer_note
from bot.services.read_note import NothingToRead, read_note
from bot.services.show_note import (
    Showing,
    hide_note,
    show_note,
    showing,
)
from tests.services.feedback_scene import WORDS, scene
from tests.services.note_scene import MONDAY, brought, opened


async def test_whoever_it_is_shown_to_reads_it_until_that_is_taken_back() -> None:
    """Told once, in neutral words; afterwards there is nothing."""
    place = scene()
    note = await brought(place, by="UBOB")
    for _ in range(2):
        outcome = await show_note(place.notes, note, by="UCHO", to="UANN")
        assert isinstance(outcome, Showing)
        assert "UANN" in {one.who.user for one in outcome.opened.note.shown}
        await place.tick_due()
    assert place.said_in("UANN") == [NoteWaiting(note=note)]
    seen = await opened(place, note, by="UANN")
    assert (seen.part, seen.note.words) == ("shown", WORDS)
    assert await answer_note(place.notes, note, by="UANN", kind="reply", words="x") == NothingToRead()
    await hide_note(place.notes, note, by="UCHO", to="UANN")
    assert await read_note(place.notes, note, by="UANN") == NothingToRead()


async def test_taken_back_before_it_was_told_it_never_is() -> None:
    """They do not learn that there was something."""
    place = scene()
    note = await brought(place, by="UBOB")
    place.until("2026-11-20T12:00")
    await show_note(place.notes, note, by="UCHO", to="UANN")
    await hide_note(place.notes, note, by="UCHO", to="UANN")
    place.until(MONDAY)
    await place.tick_due()
    assert place.said_in("UANN") == []


async def test_it_can_be_shown_to_ones_leads_and_whom_the_file_names() -> None:
    """Not to its author, who knows it; and to nobody else, whatever a press says."""
    place = scene(corrections={"show_to": ["eve", "cho"]})
    note = await brought(place, by="UANN", to="UBOB")
    outcome = await showing(place.notes, note, by="UBOB")
    assert isinstance(outcome, Showing)
    assert [one.user for one in outcome.people] == ["UDAN", "UEVE", "UCHO"]
    for user in ("UHR", "UGUEST", "UNOBODY", "UANN", "UBOB"):
        await show_note(place.notes, note, by="UBOB", to=user)
    assert (await opened(place, note, by="UBOB")).note.shown == ()


async def test_nobody_but_its_reader_shows_it() -> None:
    """Not its author, and not somebody it is shown to."""
    place = scene(corrections={"show_to": ["eve"]})
    note = await brought(place, by="UBOB")
    await show_note(place.notes, note, by="UCHO", to="UANN")
    for user in ("UBOB", "UANN", "UDAN"):
        assert await show_note(place.notes, note, by=user, to="UEVE") == NothingToRead()
        assert await hide_note(place.notes, note, by=user, to="UANN") == NothingToRead()
    assert [one.who.user for one in (await opened(place, note)).note.shown] == ["UANN"]
