"""A note from seal to erasure: who may write, who may read, when it comes, and what its author learns."""

import pytest

from bot.domain.correction import Correction
from bot.ports.notes import NoteReturned, NoteWaiting
from bot.services.correct import (
    NoReader,
    NotSealed,
    Sealed,
    ToImprove,
    Withdrawn,
    improve_process,
    own_note,
    rewrite_note,
    withdraw_note,
    write_note,
)
from bot.services.may_write import CannotReceive, CannotWrite, NotForYou
from bot.services.my_queue import my_queue
from bot.services.read_note import NothingToRead, Opened, notes_to_me, read_note
from bot.services.run_night import Ran, run_night
from tests.domain.small_files import utc
from tests.services.feedback_scene import WORDS, Scene, scene

CUT_OFF = "2026-11-20T10:00"


async def seal(place: Scene, to: str = "UCHO", by: str = "UANN") -> Sealed:
    """A note that lies sealed."""
    outcome = await write_note(place.notes, author=by, recipient=to, words=WORDS, value="hear")
    assert isinstance(outcome, Sealed), outcome
    return outcome


async def test_a_note_is_due_when_its_readers_night_closes() -> None:
    """Sealed until then: the author sees it, the reader does not."""
    place = scene()
    sealed = await seal(place)
    assert sealed.deliver_at == utc(CUT_OFF)
    assert isinstance(await own_note(place.notes, sealed.note, by="UANN"), Correction)
    for user in ("UCHO", "UANN", "UBOB"):
        assert await read_note(place.notes, sealed.note, by=user) == NothingToRead()
    assert [note.id for note in (await my_queue(place.thanks, place.notes, "UANN")).notes] == [sealed.note]


async def test_it_comes_at_its_hour_with_nothing_but_a_knock() -> None:
    """What is whispered names the note and holds none of its words."""
    place = scene()
    sealed = await seal(place)
    place.until(CUT_OFF)
    assert await place.tick_due() == ["delivered"]
    assert place.said_in("UCHO") == [NoteWaiting(note=sealed.note)]
    assert "zzmark-" not in repr(place.slack.heard)


async def test_only_its_reader_opens_it() -> None:
    """Its author rereads it and changes nothing any more; to everybody else there is none."""
    place = scene()
    sealed = await seal(place)
    place.until(CUT_OFF)
    await place.tick_due()
    opened = await read_note(place.notes, sealed.note, by="UCHO")
    assert isinstance(opened, Opened)
    assert opened.note.words == WORDS
    assert [note.id for note in await notes_to_me(place.notes, "UCHO")] == [sealed.note]
    reread = await read_note(place.notes, sealed.note, by="UANN")
    assert isinstance(reread, Opened)
    assert reread.part == "author"
    for user in ("UBOB", "UDAN"):
        assert await read_note(place.notes, sealed.note, by=user) == NothingToRead()
    for user in ("UANN", "UBOB", "UDAN"):
        assert await own_note(place.notes, sealed.note, by=user) == NotSealed()
        assert await notes_to_me(place.notes, user) == []


async def test_the_first_opening_is_remembered() -> None:
    """Opening again shows the same note."""
    place = scene()
    sealed = await seal(place)
    place.until(CUT_OFF)
    await place.tick_due()
    first = await read_note(place.notes, sealed.note, by="UCHO")
    place.later(hours=1)
    assert await read_note(place.notes, sealed.note, by="UCHO") == first


async def test_until_it_is_brought_its_author_changes_or_withdraws_it() -> None:
    """Afterwards neither; and nobody else ever."""
    place = scene()
    changed = WORDS.model_copy(update={"impact": "zzmark-kinder"})
    one, other = await seal(place), await seal(place, to="UBOB")
    for user in ("UCHO", "UBOB"):
        assert await withdraw_note(place.notes, one.note, by=user) == NotSealed()
    assert isinstance(await rewrite_note(place.notes, one.note, by="UANN", words=changed, value=None), Sealed)
    assert await withdraw_note(place.notes, other.note, by="UANN") == Withdrawn()
    place.until(CUT_OFF)
    assert await place.tick_due() == ["delivered"]
    opened = await read_note(place.notes, one.note, by="UCHO")
    assert isinstance(opened, Opened)
    assert opened.note.words == changed
    assert await withdraw_note(place.notes, one.note, by="UANN") == NotSealed()


@pytest.mark.parametrize(
    ("author", "to", "may"),
    [
        ("UANN", "UCHO", "lead"), ("UBOB", "UANN", "peer"), ("UCHO", "UCHO", "self"),
        ("UDAN", "UBOB", "lead"), ("UDAN", "UCHO", "peer"),
    ],
)  # fmt: skip
async def test_the_file_says_who_may_write_to_whom(author: str, to: str, may: str) -> None:
    """The lead of any of their teams, a peer, oneself; a lead can be a reader too."""
    allowed = scene(corrections={"may_write": [may]})
    await seal(allowed, to=to, by=author)
    others = [writer for writer in ("peer", "lead", "self") if writer != may]
    refused = await write_note(
        scene(corrections={"may_write": others}).notes, author=author, recipient=to, words=WORDS, value=None
    )
    assert isinstance(refused, NotForYou)


@pytest.mark.parametrize("user", ["UGUEST", "UBOT", "USTRANGER", "UGONE", "UHR", "UNOBODY"])
async def test_who_is_no_colleague_of_a_team_gets_no_note(user: str) -> None:
    """Guests, bots, strangers, people who left or are on no team."""
    outcome = await write_note(scene().notes, author="UANN", recipient=user, words=WORDS, value=None)
    assert isinstance(outcome, CannotReceive)


async def test_a_guest_writes_no_note() -> None:
    """Nor puts anything on a team's list."""
    place = scene()
    assert isinstance(
        await write_note(place.notes, author="UGUEST", recipient="UCHO", words=WORDS, value=None), CannotWrite
    )
    assert isinstance(
        await improve_process(place.notes, author="UGUEST", recipient=None, words=WORDS), CannotWrite
    )


async def test_a_note_about_a_person_needs_one() -> None:
    """Only the process needs nobody."""
    outcome = await write_note(scene().notes, author="UANN", recipient=None, words=WORDS, value=None)
    assert outcome == NoReader()


async def test_the_process_goes_to_the_teams_list_without_a_name() -> None:
    """Nobody is told, and neither name is kept."""
    place = scene()
    assert await improve_process(place.notes, author="UANN", recipient="UDAN", words=WORDS) == ToImprove(
        "berlin"
    )
    [item] = await place.notes.improvements.listed("berlin")
    assert "UANN" not in item.model_dump_json()
    assert "UDAN" not in item.model_dump_json()
    assert place.slack.heard == []


async def test_without_a_team_there_is_no_list_and_no_other_team_reads_it() -> None:
    """Whoever is on no team and names nobody of one."""
    place = scene()
    outcome = await improve_process(place.notes, author="UHR", recipient=None, words=WORDS)
    assert isinstance(outcome, CannotWrite)
    for team in place.notes.handbook().file.teams:
        assert await place.notes.improvements.listed(team) == []
    assert isinstance(
        await improve_process(place.notes, author="UHR", recipient="UDAN", words=WORDS), ToImprove
    )


async def test_by_hand_before_the_cut_off_notes_go_at_once() -> None:
    """The report counts them."""
    place = scene()
    await seal(place)
    outcome = await run_night(place.night, "support")
    assert isinstance(outcome, Ran)
    assert outcome.notes == ("delivered",)
    assert len(place.said_in("UCHO")) == 1


async def test_a_late_note_waits_for_its_readers_hours() -> None:
    """Three hours late at 22:00 in Seoul: it comes on Monday at nine, by the reader's clock."""
    place = scene()
    await seal(place)
    await seal(place, to="UBOB")
    place.until("2026-11-20T13:00")
    assert sorted(await place.tick_due()) == ["delivered", "waiting"]
    assert place.said_in("UCHO") == []
    assert len(place.said_in("UBOB")) == 1
    place.until("2026-11-23T00:00")
    assert await place.tick_due() == ["delivered"]
    assert len(place.said_in("UCHO")) == 1


async def test_a_late_run_by_hand_leaves_late_notes_waiting() -> None:
    """The lead who catches up at night wakes nobody."""
    place = scene()
    await seal(place)
    place.until("2026-11-20T13:00")
    outcome = await run_night(place.night, "support")
    assert isinstance(outcome, Ran)
    assert outcome.notes == ("waiting",)


async def test_the_file_may_deliver_in_the_morning() -> None:
    """When the reader's next working day begins."""
    place = scene(corrections={"deliver": "next_morning"})
    assert (await seal(place)).deliver_at == utc("2026-11-23T00:00")


async def test_after_the_night_was_run_by_hand_a_note_belongs_to_the_next() -> None:
    """A closed night seals nothing more."""
    place = scene()
    await run_night(place.night, "support")
    assert (await seal(place)).deliver_at == utc("2026-11-23T10:00")


async def test_a_reader_who_left_is_told_nothing_and_the_author_learns_it() -> None:
    """The words are erased, and what the author reads names nobody."""
    place = scene()
    sealed = await seal(place)
    place.directory.members["UCHO"] = place.directory.members["UGONE"]
    place.until(CUT_OFF)
    assert await place.tick_due() == ["returned"]
    assert place.said_in("UANN") == [NoteReturned(note=sealed.note)]
    left = await place.notes_book.get(sealed.note)
    assert left is not None
    assert left.words.situation == ""
    assert place.deadlines.due == {}


async def test_a_reader_slack_does_not_reach_is_the_same() -> None:
    """A refused direct message goes nowhere else."""
    place = scene()
    await seal(place)
    place.whisperer.unreachable.add("UCHO")
    place.until(CUT_OFF)
    assert await place.tick_due() == ["returned"]
    assert len(place.said_in("UANN")) == 1


async def test_a_form_sent_twice_is_one_note() -> None:
    """The second send answers like the first."""
    place = scene()
    for _ in range(2):
        sealed = await write_note(
            place.notes, author="UANN", recipient="UCHO", words=WORDS, value=None, once="V1"
        )
        assert isinstance(sealed, Sealed)
    assert len((await my_queue(place.thanks, place.notes, "UANN")).notes) == 1
