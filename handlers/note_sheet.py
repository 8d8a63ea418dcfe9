"""The form of a note between Slack and the services: its fields read, and what it offers gathered."""

import asyncio
from dataclasses import dataclass, replace
from datetime import date
from typing import get_args

from bot.domain.correction import Correction, Deliver, Observation
from bot.domain.kind_words import PARTS, Thought
from bot.domain.note_phrases import KEPT, Phrase, phrase_named, phrases_of, situations_of
from bot.requests.form_fields import text_in
from bot.requests.note_form import NoteForm
from bot.requests.tickets import NoteHeld
from bot.services.correct import NotSealed, choices, own_note
from bot.services.feedback_tools import NoteTools
from bot.services.may_write import MayWrite, may_write
from bot.services.value_in_context import value_beside_note
from bot.views import note_ids as ids
from bot.views.note_forms import FIELD_OF, PROCESS, Sheet
from bot.views.note_writing import refusal
from bot.views.thanks import NO_VALUE
from handlers.desk import Desk
from handlers.routing import Incoming


@dataclass(frozen=True)
class Sending:
    """A form as it arrived, and the words of the phrase that was chosen in it."""

    typed: NoteForm
    phrase: str
    held: NoteHeld


def typed_in(incoming: Incoming) -> NoteForm:
    """What is written and chosen in a form, sent or still open; it may be old, cut or forged."""
    inputs = incoming.inputs
    follow_up, unreadable = _day(text_in(inputs, ids.NOTE_FOLLOW_UP))
    written = {part: text_in(inputs, FIELD_OF[part]) or "" for part in PARTS}
    deliver = text_in(inputs, ids.NOTE_DELIVER)
    return NoteForm(
        to=text_in(inputs, ids.NOTE_TO),
        is_process=text_in(inputs, ids.NOTE_ABOUT) == PROCESS,
        words=Observation(**written),
        value=_chosen(incoming, ids.NOTE_VALUE),
        phrase=_chosen(incoming, ids.NOTE_PHRASE),
        deliver=next((known for known in _DELIVER if known == deliver), None),
        follow_up=follow_up,
        unreadable=unreadable,
    )


def form_of(note: Correction) -> NoteForm:
    """A sealed note as its author finds it in the form."""
    return NoteForm(
        to=note.recipient.user,
        words=note.words,
        value=note.value,
        phrase=KEPT if note.words.phrase else None,
        deliver=note.deliver,
        follow_up=note.follow_up,
    )


async def sending(desk: Desk, tools: NoteTools, incoming: Incoming) -> Sending:
    """A form that was sent, with the phrase its menu meant."""
    typed, held = typed_in(incoming), NoteHeld.read(incoming.metadata)
    offered = await _phrases(desk, tools, incoming, typed, held.note) if typed.phrase else ()
    phrase = next((one.text for one in offered if one.key == typed.phrase), "")
    return Sending(typed, phrase, held)


async def sheet_for(
    desk: Desk,
    tools: NoteTools,
    incoming: Incoming,
    typed: NoteForm,
    *,
    held: NoteHeld = NoteHeld(),  # noqa: B008 - frozen
    thoughts: tuple[Thought, ...] = (),
    ignored: bool = False,
) -> Sheet:
    """A form with what it offers: whom it would reach when, and the phrases of its value."""
    who = await may_write(tools, incoming.user, typed.to) if typed.to else None
    sheet = Sheet(
        typed=typed,
        phrases=await _phrases(desk, tools, incoming, typed, held.note),
        thoughts=thoughts,
        mark=held.mark,
        note=held.note,
        ignored=ignored,
    )
    if who is None:
        return sheet
    if not isinstance(who, MayWrite):
        return replace(sheet, refusal=refusal(who, await desk.reader(incoming)))
    return replace(sheet, to=who.recipient, to_self=who.is_to_self, choices=choices(tools, who))


async def _phrases(
    desk: Desk, tools: NoteTools, incoming: Incoming, typed: NoteForm, changing: str
) -> tuple[Phrase, ...]:
    """The library's of the chosen value, else of saying hard things; and the one that a sealed note has already."""
    philosophy, reader = desk.book.philosophy, await desk.reader(incoming)
    value = value_beside_note(desk.book, typed.value)
    around = await asyncio.gather(*(desk.around(key) for key in situations_of(philosophy, value)))
    found = phrases_of(philosophy, value, (one for near in around for one in near.practices), reader.language)
    chosen = phrase_named(philosophy, typed.phrase)
    if chosen and all(one.key != chosen.key for one in found):  # it was another value's when it was chosen
        found = (chosen, *found)
    note = await own_note(tools, changing, by=incoming.user) if changing else NotSealed()
    if isinstance(note, NotSealed) or not note.words.phrase:
        return found
    kept = Phrase(key=KEPT, text=note.words.phrase, situation=note.recipient.name)
    return (kept, *(one for one in found if one.text != kept.text))


_DELIVER: tuple[Deliver, ...] = get_args(Deliver)


def _chosen(incoming: Incoming, name: str) -> str | None:
    found = text_in(incoming.inputs, name)
    return None if found == NO_VALUE else found


def _day(text: str | None) -> tuple[date | None, bool]:
    try:
        return (date.fromisoformat(text) if text else None), False
    except ValueError:
        return None, True
