"""A note's form was sent: may it be, is there something to think over, and then it is sealed, or goes on the list."""

import hashlib
from dataclasses import dataclass

from bot.domain.correction import Observation
from bot.domain.kind_words import PARTS, Care, Thought, thoughts
from bot.requests.note_form import NoteForm
from bot.services.correct import (
    NoReader,
    NoSuchDay,
    NotNow,
    NotSealed,
    Sealed,
    ToImprove,
    Wish,
    allowed_now,
    improve_process,
    own_note,
    rewrite_note,
    write_note,
)
from bot.services.feedback_tools import NoteTools
from bot.services.may_write import Refusal


@dataclass(frozen=True)
class Reword:
    """Words that hurt: said another way it can be sealed."""

    thoughts: tuple[Thought, ...]


@dataclass(frozen=True)
class ThinkOver:
    """Advice, given once for these words. Sent again with this mark it is sealed as it is."""

    thoughts: tuple[Thought, ...]
    mark: str


Sent = Sealed | ToImprove | Reword | ThinkOver | Refusal | NoReader | NotNow | NoSuchDay | NotSealed


async def send_note(
    tools: NoteTools,
    form: NoteForm,
    *,
    author: str,
    phrase: str = "",
    mark: str = "",
    once: str = "",
    changing: str = "",
) -> Sent:
    """Seal what was written, or say why not. `changing` names the sealed note whose form it is.

    First whether it may be, so that nobody thinks over words that could not go; then the words.
    """
    words = form.words.model_copy(update={"phrase": phrase})
    refused = await _refused(tools, form, author, changing)
    if refused is not None:
        return refused
    advised = _looked_through(words, mark, is_process=form.is_process and not changing)
    if advised is not None:
        return advised
    wish = Wish(form.deliver, form.follow_up)
    if changing:
        return await rewrite_note(tools, changing, by=author, words=words, value=form.value, wish=wish)
    if form.is_process:
        return await improve_process(tools, author=author, recipient=form.to, words=words, once=once)
    return await write_note(
        tools, author=author, recipient=form.to, words=words, value=form.value, wish=wish, once=once
    )


async def _refused(
    tools: NoteTools, form: NoteForm, author: str, changing: str
) -> Refusal | NoReader | NotNow | NoSuchDay | NotSealed | None:
    if changing:
        note = await own_note(tools, changing, by=author)
        if isinstance(note, NotSealed):
            return note
        same = form.deliver in (None, note.deliver) and form.follow_up == note.follow_up
        if same and not form.unreadable:
            return None
        return await allowed_now(tools, author, note.recipient.user, _wish(form), unreadable=form.unreadable)
    if form.is_process:
        return None
    if form.to is None:
        return NoReader()
    return await allowed_now(tools, author, form.to, _wish(form), unreadable=form.unreadable)


def _wish(form: NoteForm) -> Wish:
    return Wish(form.deliver, form.follow_up)


def _looked_through(words: Observation, mark: str, *, is_process: bool) -> Reword | ThinkOver | None:
    found = thoughts(words, is_process=is_process)
    insults = tuple(one for one in found if one.care is Care.INSULT)
    if insults:
        return Reword(insults)
    seen = mark_of(words)
    return ThinkOver(found, seen) if found and mark != seen else None


def mark_of(words: Observation) -> str:
    """Stands for these words where others may read it: sixteen bits, far too few to tell anything about them."""
    written = "\0".join(getattr(words, part) for part in PARTS)
    return hashlib.sha256(written.encode()).hexdigest()[:4]
