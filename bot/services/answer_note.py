"""Answering a note, closing it, and setting another date: by its reader, and where it says so by its author."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from bot.domain.correction import AnswerKind, Correction
from bot.domain.escalation import Party
from bot.domain.note_life import (
    Part,
    after_answer,
    after_closing,
    after_talking_again,
    answered,
    may_talk_again,
)
from bot.services.feedback_tools import NoteTools
from bot.services.live_on import follow_up_at, tell_at
from bot.services.read_note import NothingToRead, Opened, read_note, step

LONGEST_ANSWER = 1500
"""Characters of an answer: with the note's own parts it fits into one window."""


@dataclass(frozen=True)
class SaidBefore:
    """That answer was given with other words, which stand; or the note is closed. How it stands."""

    opened: Opened


@dataclass(frozen=True)
class NoDay:
    """That day is past, or the note is erased before its reader works on it."""

    opened: Opened


async def answer_note(
    tools: NoteTools, note_id: str, *, by: str, kind: AnswerKind, words: str = ""
) -> Opened | SaidBefore | NothingToRead:
    """Its reader answers, each kind once. The same words again are the same answer."""
    words = words.strip()[:LONGEST_ANSWER]

    def say(note: Correction, part: Part) -> Correction:
        if part != "reader":
            return note
        return after_answer(note, kind, words, tools.clock(), tell_at=tell_at(tools, note.author))

    outcome = await step(tools, note_id, by, say)
    if not isinstance(outcome, Opened) or outcome.part != "reader":
        return NothingToRead()
    said = answered(outcome.note, kind)
    return outcome if said and said.words == words else SaidBefore(outcome)


async def close_note(tools: NoteTools, note_id: str, *, by: str) -> Opened | NothingToRead:
    """It went well, says one of them: nobody is asked about it again."""

    def close(note: Correction, part: Part) -> Correction:
        return after_closing(note, part, tools.clock(), tell_at=tell_at(tools, _other(note, part)))

    return await step(tools, note_id, by, close)


async def talk_again(tools: NoteTools, note_id: str, *, by: str, day: date) -> Opened | NoDay | NothingToRead:
    """Both are asked again on another day; whoever sets it first sets it."""
    before = await read_note(tools, note_id, by=by)
    if not isinstance(before, Opened) or not may_talk_again(before.note, before.part):
        return before
    note, book = before.note, tools.handbook()
    now, until = tools.clock(), note.keep_until
    asked_at = follow_up_at(book, note.recipient, day, now, until) if until else None
    zone = ZoneInfo(book.file.zone_of_person(note.recipient.key or ""))
    if asked_at is None or not now.astimezone(zone).date() < day <= asked_at.astimezone(zone).date():
        return NoDay(before)

    def again(note: Correction, part: Part) -> Correction:
        return after_talking_again(note, part, day, asked_at, tell_at=tell_at(tools, _other(note, part)))

    return await step(tools, note_id, by, again)


def _other(note: Correction, part: Part) -> Party:
    return note.author if part == "reader" else note.recipient
