"""Writing a note to one colleague, or about the process, and changing it while it is sealed (rule 14)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.correction import Correction, Observation, ProcessItem
from bot.domain.escalation import Party
from bot.domain.night_run import NightKey
from bot.domain.philosophy import Writer
from bot.ports.nights import NightClosed
from bot.services.feedback_tools import NoteTools, nights_of
from bot.services.handbook import Handbook
from bot.services.standing import LeftOut, receiving, standing

_TRIES = 5


@dataclass(frozen=True)
class Sealed:
    """It lies sealed; `note` is its id. Who reads it, when, and how long it is kept after that."""

    note: str
    recipient: Party
    deliver_at: datetime
    kept: timedelta


@dataclass(frozen=True)
class ToImprove:
    """It went to the team's improvement list, without any name."""

    team: str


@dataclass(frozen=True)
class CannotWrite:
    """The author is nobody who can write here."""

    who: LeftOut


@dataclass(frozen=True)
class CannotReceive:
    """Nobody to bring it to."""

    who: LeftOut


@dataclass(frozen=True)
class NotForYou:
    """The file does not let this author write to them; `allowed` says who may."""

    recipient: Party
    allowed: tuple[Writer, ...]


@dataclass(frozen=True)
class NoReader:
    """It is about a person, and nobody was chosen."""


@dataclass(frozen=True)
class Withdrawn:
    """Its words are erased; the same answer every time."""


@dataclass(frozen=True)
class NotSealed:
    """It was delivered, withdrawn, or never was this author's. It says no more, lest somebody guess."""


Refusal = CannotWrite | CannotReceive | NotForYou


@dataclass(frozen=True)
class MayWrite:
    """The author may write to them."""

    author: Party
    recipient: Party


async def may_write(tools: NoteTools, author: str, recipient: str) -> MayWrite | Refusal:
    """Whether somebody may write a note to somebody, by the file and by who they are."""
    book = tools.handbook()
    writer = await standing(tools.directory, book, author)
    if isinstance(writer, LeftOut):
        return CannotWrite(writer)
    reader = await receiving(tools.directory, book, recipient)
    if isinstance(reader, LeftOut):
        return CannotReceive(reader)
    allowed = book.philosophy.corrections.may_write
    return MayWrite(writer, reader) if _as(book, writer, reader) in allowed else NotForYou(reader, allowed)


async def write_note(
    tools: NoteTools,
    *,
    author: str,
    recipient: str | None,
    words: Observation,
    value: str | None,
    once: str = "",
) -> Sealed | Refusal | NoReader:
    """Seal a note until its night. `once` names the form: sent twice it is one note."""
    if recipient is None:
        return NoReader()
    allowed = await may_write(tools, author, recipient)
    if not isinstance(allowed, MayWrite):
        return allowed
    note_id, now = once or tools.new_id(), tools.clock()
    closed: frozenset[NightKey] = frozenset()
    for _ in range(_TRIES):
        night, deliver_at = _when(tools, allowed.recipient, now, closed)
        note = Correction(
            id=note_id,
            author=allowed.author,
            recipient=allowed.recipient,
            words=words,
            value=_known(tools, value),
            written=now,
            night=night,
            deliver_at=deliver_at,
        )
        match await tools.notes.seal(note):
            case None:
                return _sealed(tools, note)
            case NightClosed(nights=nights):
                closed |= frozenset(nights)
    raise RuntimeError(f"{_TRIES} nights in a row closed while one note was sealed")


def expected_at(tools: NoteTools, recipient: Party) -> datetime:
    """When a note sealed now would go to somebody (UTC)."""
    return _when(tools, recipient, tools.clock(), frozenset())[1]


async def improve_process(
    tools: NoteTools, *, author: str, recipient: str | None, words: Observation, once: str = ""
) -> ToImprove | CannotWrite:
    """Put it on the improvement list of the colleague's team, else the author's; neither name is kept."""
    book = tools.handbook()
    writer = await standing(tools.directory, book, author)
    if isinstance(writer, LeftOut):
        return CannotWrite(writer)
    reader = tools.directory.key_of(recipient) if recipient else None
    teams = [book.file.primary_team(key) for key in (reader, writer.key) if key]
    team = next((team for team in teams if team), next(iter(book.file.teams)))
    today = nights_of(book).today(team, tools.clock())
    await tools.notes.improve(ProcessItem(id=once or tools.new_id(), team=team, words=words, written=today))
    return ToImprove(team)


async def own_note(tools: NoteTools, note_id: str, *, by: str) -> Correction | NotSealed:
    """A sealed note, for its author."""
    note = await tools.notes.get(note_id)
    if note is None or note.author.user != by or not note.is_changeable:
        return NotSealed()
    return note


async def rewrite_note(
    tools: NoteTools, note_id: str, *, by: str, words: Observation, value: str | None
) -> Sealed | NotSealed:
    """Other words for the same reader, while it is sealed."""
    return await _changed(tools, note_id, by, {"words": words, "value": _known(tools, value)})


async def withdraw_note(tools: NoteTools, note_id: str, *, by: str) -> Withdrawn | NotSealed:
    """It was never written."""
    changed = await _changed(tools, note_id, by, {"withdrawn": tools.clock()})
    return changed if isinstance(changed, NotSealed) else Withdrawn()


async def _changed(tools: NoteTools, note_id: str, by: str, update: dict[str, object]) -> Sealed | NotSealed:
    for _ in range(_TRIES):
        note = await own_note(tools, note_id, by=by)
        if isinstance(note, NotSealed):
            return note
        new = note.model_copy(update={**update, "revision": note.revision + 1})
        if await tools.notes.change(new):
            return _sealed(tools, new)
    return NotSealed()


def _as(book: Handbook, author: Party, recipient: Party) -> Writer:
    """How the author stands to the recipient."""
    if author.user == recipient.user:
        return "self"
    led = (team for team in book.file.teams.values() if team.lead and team.lead == author.key)
    return "lead" if any(recipient.key in team.everyone for team in led) else "peer"


def _when(
    tools: NoteTools, recipient: Party, now: datetime, closed: frozenset[NightKey]
) -> tuple[NightKey | None, datetime]:
    book = tools.handbook()
    nights = nights_of(book)
    night = nights.note_night(recipient, now, closed)
    morning = book.philosophy.corrections.deliver == "next_morning"
    return night, nights.deliver_at(recipient.key or "", night, now, next_morning=morning)


def _known(tools: NoteTools, value: str | None) -> str | None:
    known = tools.handbook().philosophy.value(value) if value else None
    return known.id if known else None


def _sealed(tools: NoteTools, note: Correction) -> Sealed:
    kept = tools.handbook().philosophy.corrections.retention
    return Sealed(note.id, note.recipient, note.deliver_at, kept)
