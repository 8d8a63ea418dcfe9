"""Writing a note to one colleague, or about the process, and changing it while it is sealed (rule 14)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.correction import Correction, Deliver, Observation, ProcessItem
from bot.domain.escalation import Party
from bot.domain.hours import wall_clock
from bot.domain.night_run import NightKey
from bot.domain.note_times import FOLLOW_UP_WITHIN, Arrival, NoteTimes
from bot.ports.nights import NightClosed
from bot.services.feedback_tools import NoteTools, nights_of
from bot.services.handbook import Handbook
from bot.services.may_write import CannotWrite, MayWrite, Refusal, may_write
from bot.services.standing import LeftOut, standing

_TRIES = 5


@dataclass(frozen=True)
class Wish:
    """When its author wants a note to arrive, and when the two want to come back to it; the file's way if not told."""

    deliver: Deliver | None = None
    follow_up: date | None = None


@dataclass(frozen=True)
class Sealed:
    """It lies sealed; `note` is its id. Who reads it, when, and how long it is kept after that.

    `at_once`: it is on its way now, and cannot be changed for long.
    """

    note: str
    recipient: Party
    deliver_at: datetime
    kept: timedelta
    at_once: bool = False
    follow_up: date | None = None


@dataclass(frozen=True)
class ToImprove:
    """It went to the team's improvement list, without any name."""

    team: str


@dataclass(frozen=True)
class NoReader:
    """It is about a person, and nobody was chosen."""


@dataclass(frozen=True)
class NotNow:
    """It is not their time: outside their hours, or they are away. `free` is when it could go at once, if ever."""

    recipient: Party
    free: datetime | None


@dataclass(frozen=True)
class NoSuchDay:
    """A follow-up can be from `first`, when the note will be there, to `last`, when it is erased: the author's dates."""

    first: date
    last: date


@dataclass(frozen=True)
class Withdrawn:
    """Its words are erased; the same answer every time."""


@dataclass(frozen=True)
class NotSealed:
    """It was delivered, withdrawn, or never was this author's. It says no more, lest somebody guess."""


@dataclass(frozen=True)
class Choices:
    """When a note to somebody would come, choice by choice; `free` is when "now" can be, and `is_free` that it is."""

    tonight: datetime
    next_morning: datetime
    free: datetime | None
    is_free: bool

    def of(self, deliver: Deliver) -> datetime | None:
        """When it would come that way."""
        return {"tonight": self.tonight, "next_morning": self.next_morning, "now": self.free}[deliver]


def choices(tools: NoteTools, who: MayWrite) -> Choices:
    """When a note sealed now would go to them (UTC), by their team's night and their own hours."""
    now, times = tools.clock(), _times(tools)
    free = now if who.is_to_self else times.free_next(who.recipient.key or "", now)
    return Choices(
        tonight=times.arrival(who.recipient, "tonight", now).at,
        next_morning=times.arrival(who.recipient, "next_morning", now).at,
        free=free,
        is_free=free == now,
    )


async def write_note(
    tools: NoteTools,
    *,
    author: str,
    recipient: str | None,
    words: Observation,
    value: str | None,
    wish: Wish = Wish(),
    once: str = "",
) -> Sealed | Refusal | NoReader | NotNow | NoSuchDay:
    """Seal a note until its time. `once` names the form: sent twice it is one note."""
    allowed = NoReader() if recipient is None else await may_write(tools, author, recipient)
    if not isinstance(allowed, MayWrite):
        return allowed
    note_id, now = once or tools.new_id(), tools.clock()
    deliver = wish.deliver or tools.handbook().philosophy.corrections.deliver
    closed: frozenset[NightKey] = frozenset()
    for _ in range(_TRIES):
        found = _fitting(tools, allowed, deliver, wish.follow_up, now, closed)
        if not isinstance(found, Arrival):
            return found
        note = Correction(
            id=note_id,
            author=allowed.author,
            recipient=allowed.recipient,
            words=words,
            value=_known(tools, value),
            written=now,
            night=found.night,
            deliver=deliver,
            deliver_at=found.at,
            follow_up=wish.follow_up,
        )
        match await tools.notes.seal(note):
            case None:
                return _sealed(tools, note)
            case NightClosed(nights=nights):
                closed |= frozenset(nights)
    raise RuntimeError(f"{_TRIES} nights in a row closed while one note was sealed")


async def allowed_now(
    tools: NoteTools, author: str, recipient: str, wish: Wish, *, unreadable: bool = False
) -> Refusal | NotNow | NoSuchDay | None:
    """Why it could not be sealed if it were now; None if it could. An `unreadable` day is none that fits."""
    who = await may_write(tools, author, recipient)
    if not isinstance(who, MayWrite):
        return who
    deliver, now = wish.deliver or tools.handbook().philosophy.corrections.deliver, tools.clock()
    follow_up = date.min if unreadable else wish.follow_up
    found = _fitting(tools, who, deliver, follow_up, now, frozenset())
    return None if isinstance(found, Arrival) else found


async def improve_process(
    tools: NoteTools, *, author: str, recipient: str | None, words: Observation, once: str = ""
) -> ToImprove | CannotWrite:
    """Put it on the improvement list of the colleague's team, else the author's; neither name is kept.

    Where neither has a team there is no list: nothing is kept, and no other team reads it.
    `once` names the form: sent twice it is one line, also where the lead has answered that. The line's id is random.
    """
    book = tools.handbook()
    writer = await standing(tools.directory, book, author)
    if isinstance(writer, LeftOut):
        return CannotWrite(writer)
    reader = tools.directory.key_of(recipient) if recipient else None
    teams = [book.file.primary_team(key) for key in (reader, writer.key) if key]
    team = next((team for team in teams if team), None)
    if team is None:
        return CannotWrite(LeftOut(writer, "no_team"))
    today = nights_of(book).today(team, tools.clock())
    item = ProcessItem(id=tools.new_id(), team=team, words=words, written=today)
    await tools.improvements.add(item, once=f"{author}-{once}" if once else "")
    return ToImprove(team)


async def own_note(tools: NoteTools, note_id: str, *, by: str) -> Correction | NotSealed:
    """A sealed note, for its author."""
    note = await tools.notes.get(note_id)
    if note is None or note.author.user != by or not note.is_changeable:
        return NotSealed()
    return note


async def rewrite_note(
    tools: NoteTools,
    note_id: str,
    *,
    by: str,
    words: Observation,
    value: str | None,
    wish: Wish | None = None,
) -> Sealed | NotSealed | Refusal | NotNow | NoSuchDay:
    """Other words, another time for the same reader, while it is sealed; without a `wish` the time stays."""
    closed: frozenset[NightKey] = frozenset()
    for _ in range(_TRIES):
        note = await own_note(tools, note_id, by=by)
        if isinstance(note, NotSealed):
            return note
        allowed = await may_write(tools, by, note.recipient.user)
        if not isinstance(allowed, MayWrite):
            return allowed
        update: dict[str, object] = {"words": words, "value": _known(tools, value)}
        moved = _moved(tools, note, allowed, wish, closed) if wish else {}
        if not isinstance(moved, dict):
            return moved
        new = note.model_copy(update={**update, **moved, "revision": note.revision + 1})
        match await tools.notes.move(note, new):
            case True:
                return _sealed(tools, new)
            case NightClosed(nights=nights):
                closed |= frozenset(nights)
            case False:
                pass
    return NotSealed()


async def withdraw_note(tools: NoteTools, note_id: str, *, by: str) -> Withdrawn | NotSealed:
    """It was never written."""
    for _ in range(_TRIES):
        note = await own_note(tools, note_id, by=by)
        if isinstance(note, NotSealed):
            return note
        gone = note.model_copy(update={"withdrawn": tools.clock(), "revision": note.revision + 1})
        if await tools.notes.change(gone):
            return Withdrawn()
    return NotSealed()


def _moved(
    tools: NoteTools, note: Correction, who: MayWrite, wish: Wish, closed: frozenset[NightKey]
) -> dict[str, object] | NotNow | NoSuchDay:
    """What a wish changes of a sealed note. The same way again leaves its time as it stands."""
    deliver, now = wish.deliver or note.deliver, tools.clock()
    found: Arrival | NotNow | NoSuchDay = Arrival(note.night, note.deliver_at)
    if deliver != note.deliver:
        found = _fitting(tools, who, deliver, wish.follow_up, now, closed)
    elif wish.follow_up != note.follow_up:
        found = _followed(tools, who, Arrival(note.night, note.deliver_at), wish.follow_up)
    if not isinstance(found, Arrival):
        return found
    return {"deliver": deliver, "night": found.night, "deliver_at": found.at, "follow_up": wish.follow_up}


def _fitting(
    tools: NoteTools,
    who: MayWrite,
    deliver: Deliver,
    follow_up: date | None,
    now: datetime,
    closed: frozenset[NightKey],
) -> Arrival | NotNow | NoSuchDay:
    """When it comes, if it may. Nobody is disturbed by writing to themselves."""
    times, person = _times(tools), who.recipient.key or ""
    if deliver == "now" and not who.is_to_self and not times.is_free(person, now):
        return NotNow(who.recipient, times.free_next(person, now))
    return _followed(tools, who, times.arrival(who.recipient, deliver, now, closed), follow_up)


def _followed(
    tools: NoteTools, who: MayWrite, arrival: Arrival, follow_up: date | None
) -> Arrival | NoSuchDay:
    zone = ZoneInfo(tools.handbook().file.zone_of_person(who.author.key or ""))
    first = wall_clock(arrival.at, zone).date()
    erased = arrival.at + tools.handbook().philosophy.corrections.retention
    last = min(wall_clock(tools.clock(), zone).date() + FOLLOW_UP_WITHIN, wall_clock(erased, zone).date())
    return arrival if follow_up is None or first <= follow_up <= last else NoSuchDay(first, last)


def _times(tools: NoteTools) -> NoteTimes:
    return NoteTimes(nights_of(tools.handbook()))


def _known(tools: NoteTools, value: str | None) -> str | None:
    known = tools.handbook().philosophy.value(value) if value else None
    return known.id if known else None


def _sealed(tools: NoteTools, note: Correction) -> Sealed:
    book: Handbook = tools.handbook()
    kept = book.philosophy.corrections.retention
    return Sealed(note.id, note.recipient, note.deliver_at, kept, note.deliver == "now", note.follow_up)
