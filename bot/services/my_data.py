"""*My data*: everything that is held about somebody, as they may read it themselves."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.correction import Correction
from bot.domain.erasure import Whoever
from bot.domain.kudos import Kudos
from bot.errors import UserError
from bot.ports import Clock, Deadlines, Directory, Refused, Unclear
from bot.ports.my_data import ErasedVoice, Erasures, Item, Kind, Traces
from bot.services.feedback_tools import NoteTools
from bot.services.handbook import Handbook
from bot.services.my_thanks import Received, given_by, received_by
from bot.services.published import PublishedTools
from bot.services.read_note import notes_by_me, notes_to_me
from bot.services.survey_tools import SurveyTools


@dataclass(frozen=True)
class MyDataTools:
    """What these verbs work with. They have no voice but a private one. `wall_clock` is real time."""

    handbook: Callable[[], Handbook]
    published: PublishedTools
    notes: NoteTools
    surveys: SurveyTools
    traces: Traces
    erasures: Erasures
    voice: ErasedVoice
    directory: Directory
    deadlines: Deadlines
    clock: Clock
    wall_clock: Clock


Held = Mapping[Kind, Sequence[Item]]


async def who_is(book: Handbook, directory: Directory, user: str) -> Whoever:
    """Somebody with everything they are called: by the file, else by Slack."""
    key = directory.key_of(user)
    person = book.file.people.get(key) if key else None
    if person is not None:
        return Whoever(user=user, key=key, names=person.name.both)
    try:
        member = await directory.member(user)
    except (Refused, Unclear):
        member = None
    return Whoever(user=user, names=(member.name,) if member and member.name else ())


async def held_about(tools: MyDataTools, user: str) -> Held:
    """Everything there is, by kind: their own part of it, and no words of others that they may not read."""
    who = await who_is(tools.handbook(), tools.directory, user)
    found: dict[Kind, list[Item]] = {
        kind: list(items) for kind, items in (await tools.traces.found(who)).items()
    }
    books: Mapping[Kind, Callable[[MyDataTools, str], Awaitable[list[Item]]]] = {
        Kind.CHOICES: _blocks,
        Kind.KUDOS_GIVEN: _given,
        Kind.KUDOS_RECEIVED: _received,
        Kind.NOTES_BY_ME: _notes_by,
        Kind.NOTES_TO_ME: _notes_to,
        Kind.CUSTOMERS: _customers,
    }
    for kind, read in books.items():
        found[kind] = [*found.get(kind, []), *await read(tools, user)]
    return {kind: found[kind] for kind in Kind if found.get(kind)}


async def _given(tools: MyDataTools, user: str) -> list[Item]:
    return [
        {**_thanks(one.kudos), "to": [party.name.both for party in one.kudos.people], "brought": one.out}
        for one in await given_by(tools.published.thanks, user)
    ]


async def _received(tools: MyDataTools, user: str) -> list[Item]:
    found = await received_by(tools.published.thanks, user)
    return [{**_thanks(one.kudos, one), "from": one.kudos.giver.name.both} for one in found]


def _thanks(kudos: Kudos, seen: Received | None = None) -> dict[str, Any]:
    text = kudos.text
    for party in (*kudos.mentioned, *kudos.people):
        hidden = seen is not None and party in seen.hidden
        text = text.replace(f"<@{party.user}>", "@…" if hidden else f"@{party.name.both[0]}")
    return {"day": kudos.day.isoformat(), "text": text, "value": kudos.value, "link": kudos.link}


async def _notes_by(tools: MyDataTools, user: str) -> list[Item]:
    sealed = [await _whole(tools.notes, note.id) for note in await tools.notes.notes.sealed_by(user)]
    waiting = [_note(note, words=True) for note in sealed if note is not None]
    return [*waiting, *(_note(note, words=False) for note in await notes_by_me(tools.notes, user))]


async def _notes_to(tools: MyDataTools, user: str) -> list[Item]:
    found = [await _whole(tools.notes, note.id) for note in await notes_to_me(tools.notes, user)]
    return [_note(note, words=True) for note in found if note is not None]


async def _whole(tools: NoteTools, note_id: str) -> Correction | None:
    """A note with its words; None where no key opens it any more."""
    try:
        return await tools.notes.get(note_id)
    except UserError:
        return None


def _note(note: Correction, *, words: bool) -> Item:
    told = note.words.model_dump() if words else {}
    return {
        "from": note.author.name.both,
        "to": note.recipient.name.both,
        "written": note.written.isoformat(),
        "delivered": note.delivered.isoformat() if note.delivered else None,
        "opened": note.opened.isoformat() if note.opened else None,
        "value": note.value,
        **{name: text for name, text in told.items() if text},
        "answers": [one.model_dump(mode="json") for one in note.answers] if words else [],
        "shown_to": [one.who.name.both for one in note.shown] if words else [],
    }


async def _blocks(tools: MyDataTools, user: str) -> list[Item]:
    return [{"what": "note-block", "holds": author} for author in await tools.notes.notes.blocked_by(user)]


async def _customers(tools: MyDataTools, user: str) -> list[Item]:
    try:
        found = await tools.surveys.book.of_person(user)
    except UserError:  # no key opens it any more: nobody can read it
        return []
    return [
        {
            "answered": one.answered.isoformat(),
            "words": one.words.comment,
            "ticket": one.words.ticket,
            "what_changed": one.words.changed,
            "draft": one.draft,
            "customer_waits": one.loop_is_open,
        }
        for one in found
        if one.told is not None
    ]
