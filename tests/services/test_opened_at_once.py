"""A reader is faster than Slack's answer to us: whoever holds the knock reads the note, whatever became of its teller."""

from dataclasses import dataclass, replace
from datetime import date

import pytest

from bot.domain.escalation import Post, Posted
from bot.ports.whisper import Whisper
from bot.services.correct import rewrite_note
from bot.services.read_note import NothingToRead, notes_to_me, read_note
from tests.fakes.faults import Killed
from tests.fakes.feedback_slack import FakeWhisperer
from tests.fakes.pressed import PressedAtOnce as Pressing
from tests.services.feedback_scene import WORDS, Scene, scene
from tests.services.note_scene import AFTERNOON, MONDAY, opened, sealed


@dataclass
class PressedAtOnce(FakeWhisperer):
    """Slack, where somebody opens what they are told before we have heard that they were."""

    place: Scene | None = None
    note: str = ""

    async def whisper(self, user: str, what: Whisper, *, key: str) -> Posted:
        """It stands there, is opened, and only then answered."""
        posted = await super().whisper(user, what, key=key)
        if self.place is not None:
            await opened(self.place, self.note, by=user)
        return posted


async def told_but_unheard(fault: str) -> tuple[Scene, str]:
    """The knock stands in Slack, and nobody here knows."""
    place = scene()
    note = await sealed(place)
    place.until(AFTERNOON)
    place.slack.faults.append(fault)
    if fault == "killed after":
        with pytest.raises(Killed):
            await place.tick_due()
    else:
        assert await place.tick_due() == ["unclear"]
    return place, note


@pytest.mark.parametrize("fault", ["lost reply", "killed after"])
async def test_whoever_was_told_reads_it_though_nobody_noted_that_they_were(fault: str) -> None:
    """A lost answer, and a teller that died, are no reason to say that there is nothing."""
    place, note = await told_but_unheard(fault)
    assert (await opened(place, note)).note.words == WORDS
    assert [one.id for one in await notes_to_me(place.notes, "UCHO")] == [note]


@pytest.mark.parametrize("fault", ["lost reply", "killed after"])
async def test_nobody_else_reads_it_meanwhile(fault: str) -> None:
    """What is being told is told to its reader alone."""
    place, note = await told_but_unheard(fault)
    for user in ("UANN", "UBOB", "UDAN"):
        assert await read_note(place.notes, note, by=user) == NothingToRead()


@pytest.mark.parametrize("fault", ["lost reply", "killed after"])
async def test_it_is_not_told_again_and_lives_on(fault: str) -> None:
    """Opened before its delivery was noted: one knock, and its author learns of the opening as always."""
    place, note = await told_but_unheard(fault)
    await opened(place, note)
    place.restart()
    place.until(MONDAY)
    await place.tick_due()
    assert len(place.said_in("UCHO")) == 1
    assert len(place.said_in("UANN")) == 1


async def test_opened_while_slack_answers_it_is_delivered_once() -> None:
    """Whoever told it finds it delivered, changes nothing of that, and gives the lease back."""
    place = scene()
    note = await sealed(place, follow_up=date(2026, 11, 25))
    place.notes = replace(place.notes, whisperer=PressedAtOnce(place.slack, place=place, note=note))
    place.until(AFTERNOON)
    assert await place.tick_due() == ["delivered"]
    seen = await opened(place, note)
    assert (seen.note.delivered, seen.note.opened) == (place.now, place.now)
    assert seen.note.follow_up_at is not None
    assert await place.deadlines.lease(f"note:{note}")


async def test_somebody_who_wants_no_notes_of_its_author_reads_none_meanwhile() -> None:
    """They are told of nothing, and no guessed name opens it in the moment before it is held back."""
    place = scene()
    note = await sealed(place)
    await place.notes_book.block("UCHO", "UANN")
    about_to = await place.notes_book.get(note)
    assert about_to
    intent = Post(key=f"note-{note}", posting_since=place.real)
    assert await place.notes_book.change(about_to.model_copy(update={"post": intent, "revision": 1}))
    assert await read_note(place.notes, note, by="UCHO") == NothingToRead()


async def test_rewritten_as_it_is_to_be_brought_it_is_not_held_up() -> None:
    """Whoever was about to bring it finds it changed, and gives its lease back: it comes with the new words at once."""
    place = scene()
    note = await sealed(place)
    place.until(AFTERNOON)
    before, new = place.notes, WORDS.model_copy(update={"impact": "zzmark-new impact"})

    async def press() -> None:
        await rewrite_note(before, note, by="UANN", words=new, value=None)

    place.notes = replace(before, directory=Pressing(place.directory, "member", press))
    assert await place.tick_due() == ["waiting"]
    assert await place.tick_due() == ["delivered"]
    assert (await opened(place, note)).note.words == new
