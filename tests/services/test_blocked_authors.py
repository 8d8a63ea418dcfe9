"""A reader may get no more of an author, who is not told."""

from datetime import date

from bot.ports.notes import NoteReminder, NoteReturned, NoteWaiting
from bot.services.answer_note import close_note, talk_again
from bot.services.read_note import NothingToRead, Opened, notes_by_me, notes_to_me, read_note
from bot.services.show_note import (
    block_author,
    blocked_authors,
    show_note,
    unblock_author,
)
from tests.services.feedback_scene import Scene, scene
from tests.services.note_scene import brought, sealed

WEDNESDAY = date(2026, 11, 25)


async def both() -> tuple[Scene, str, str]:
    """A note that was held, and one of another author that came, at the same instant."""
    place = scene()
    first = await brought(place, name="N0")
    await block_author(place.notes, first, by="UCHO")
    place.slack.heard.clear()
    await sealed(place, at="2026-11-23T01:00", by="UANN", name="N1", follow_up=WEDNESDAY)
    await sealed(place, at="2026-11-23T01:00", by="UDAN", name="N2", follow_up=WEDNESDAY)
    place.until("2026-11-23T01:00")
    assert await place.tick_due() == ["delivered", "delivered"]
    return place, "N1", "N2"


async def test_a_later_note_never_comes() -> None:
    """No knock, no entry, no reading; unblocking does not bring it either."""
    place, held, other = await both()
    assert place.said_in("UCHO") == [NoteWaiting(note=other)]
    await unblock_author(place.notes, by="UCHO", author="UANN")
    assert await read_note(place.notes, held, by="UCHO") == NothingToRead()
    assert await show_note(place.notes, held, by="UCHO", to="UANN") == NothingToRead()
    assert [one.id for one in await notes_to_me(place.notes, "UCHO")] == [other, "N0"]


async def test_to_its_author_it_is_like_any_note_that_nobody_opens() -> None:
    """The same list, the same window, the same date asked about, the same choices then."""
    place, held, other = await both()
    place.until("2026-11-25T00:00")
    await place.tick_due()
    for author, note in (("UANN", held), ("UDAN", other)):
        assert place.said_in(author) == [NoteReminder(note=note)]
    for act in (_closed, _again):
        mine, theirs = await act(place, held, "UANN"), await act(place, other, "UDAN")
        assert _bare(mine) == _bare(theirs)
    mine_listed = [one for one in await notes_by_me(place.notes, "UANN") if one.id == held]
    assert [_plain(one) for one in mine_listed] == [
        _plain(one) for one in await notes_by_me(place.notes, "UDAN")
    ]
    place.until("2027-03-01T00:00")
    await place.tick_due()
    assert await place.notes_book.get(held) is None
    assert place.said_in("UCHO").count(NoteWaiting(note=held)) == 0


async def test_what_came_before_stays() -> None:
    """A block looks forward only, and is its reader's to see and to take back."""
    place = scene()
    note = await brought(place)
    await block_author(place.notes, note, by="UCHO")
    assert isinstance(await read_note(place.notes, note, by="UCHO"), Opened)
    assert [one.user for one in await blocked_authors(place.notes, "UCHO")] == ["UANN"]
    assert await blocked_authors(place.notes, "UANN") == []
    await unblock_author(place.notes, by="UCHO", author="UANN")
    await sealed(place, name="N9", at="2026-11-20T06:00")
    place.until("2026-11-20T06:00")
    await place.tick_due()
    assert place.said_in("UCHO").count(NoteWaiting(note="N9")) == 1


async def test_a_reader_who_left_is_told_to_a_blocked_author_as_to_any() -> None:
    """Otherwise a note that does not come back would tell."""
    place = scene()
    await brought(place, name="N0")
    await block_author(place.notes, "N0", by="UCHO")
    await sealed(place, at="2026-11-20T06:00")
    place.directory.members["UCHO"] = place.directory.members["UGONE"]
    place.until("2026-11-20T06:00")
    assert "returned" in await place.tick_due()
    assert NoteReturned(note="N1") in place.said_in("UANN")


async def _closed(place: Scene, note: str, by: str) -> object:
    return await close_note(place.notes, note, by=by)


async def _again(place: Scene, note: str, by: str) -> object:
    return await talk_again(place.notes, note, by=by, day=date(2026, 12, 2))


def _bare(outcome: object) -> object:
    assert isinstance(outcome, Opened)
    return outcome.part, _plain(outcome.note)


def _plain(note: object) -> str:
    text = getattr(note, "model_dump_json", str)()
    return text.replace("UANN", "UDAN").replace("ann", "dan").replace('"id":"N1"', '"id":"N2"')
