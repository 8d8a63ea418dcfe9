"""The library: proposing, deciding, reviewing, and what stands in it. Each is one truth, whoever presses when."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TypeVar

from bot.domain import practice_acts as acts
from bot.domain.around import NOTHING_AROUND, Around
from bot.domain.escalation import Party
from bot.domain.lookup import fold
from bot.domain.practice import MOST_WAITING, Practice
from bot.domain.practice_acts import Became, Outcome, Stays, Verb, Why, Words, may, refusal
from bot.domain.practice_file import from_file, in_file, shown_for
from bot.errors import Gone, StoreUnavailable
from bot.services.handbook import Handbook
from bot.services.practice_tools import LibraryTools
from bot.services.standing import LeftOut, standing

log = logging.getLogger(__name__)

Saved = TypeVar("Saved")

_TRIES = 30
_PATIENCE = 0.6
"""Seconds that a card waits for what people shared, and a form for who wrote a message: Slack waits three for us."""


@dataclass(frozen=True)
class Known:
    """Not proposed: these words are there. `practice` is None where the file says them, or somebody else's wait."""

    practice: Practice | None
    waits: bool = False


@dataclass(frozen=True)
class TooMany:
    """Not proposed: so many of theirs wait already that approvers had better get a moment."""

    waiting: int


@dataclass(frozen=True)
class NobodyDecides:
    """Not proposed: no approver, keeper or lead is known."""


async def credited(t: LibraryTools, writer: str | None, saver: Party) -> Party:
    """Whose words they are: who wrote the message, or who saved it where that was a bot, a guest or a stranger."""
    if not writer or writer == saver.user:
        return saver
    handbook, key = t.handbook(), t.directory.key_of(writer)
    try:
        async with asyncio.timeout(_PATIENCE):
            found = await standing(t.directory, handbook, writer)
    except TimeoutError:
        person = handbook.file.people.get(key or "")
        return Party(user=writer, key=key, name=person.name) if person else saver
    if isinstance(found, LeftOut):
        return found.who if found.reason == "left" else saver
    return found


async def propose(
    t: LibraryTools, words: Words, author: Party, saver: Party, *, once: str, edited: bool = False
) -> Practice | Known | TooMany | NobodyDecides:
    """Put words before the approvers. `once` sent twice proposes once.

    `edited` says that the saver changed what the author wrote: nobody is credited alone for words of others.

    Raises:
        StoreUnavailable: nothing was stored.
    """
    if not t.approvers:
        return NobodyDecides()
    for _ in range(_TRIES):
        shelf, now = await t.book.shelf(), t.clock()
        made = Practice(
            id=t.new_id(),
            kind=words.kind,
            situation=words.situation,
            text=words.text,
            language=words.language,
            author=author,
            saver=None if author.user == saver.user else saver,
            edited_by=saver if edited and author.user != saver.user else None,
            proposed=now,
        )
        made = acts.proposed(made, tuple(t.approvers_in_slack))
        known = _known(t.handbook(), shelf.practices, made, saver)
        if known is not None:
            return known
        waiting = sum(p.proposer.user == saver.user for p in shelf.waiting)
        if waiting >= MOST_WAITING:
            return TooMany(waiting)
        opened = await _safely(t.book.open(made, once=once, since=shelf.version, due=made.due(now)))
        if opened is not None:
            t.follow(opened.id)
            return opened
    raise RuntimeError(f"words could not be proposed in {_TRIES} tries")


def _known(handbook: Handbook, practices: tuple[Practice, ...], new: Practice, by: Party) -> Known | None:
    """The same words for the same situation; who proposed them is not told before they are accepted."""
    same = [p for p in practices if p.situation == new.situation and fold(p.text) == fold(new.text)]
    if same:
        [first, *_] = sorted(same, key=lambda p: p.state != "accepted")
        waits = first.state == "proposed"
        return Known(None if waits and not first.is_from(by.user) else first, waits=waits)
    situation = handbook.philosophy.situations.get(new.situation)
    return Known(None) if in_file(situation, new.text) else None


async def accept(t: LibraryTools, practice_id: str, by: Party) -> Outcome:
    """It stands in the library from now on.

    Raises:
        Gone: nothing is kept of it any more.
    """
    now = t.clock()
    verb = partial(acts.accept, by=by, now=now, review_by=t.review_by(now))
    return await _change(t, practice_id, Verb.ACCEPT, by, verb)


async def decline(t: LibraryTools, practice_id: str, by: Party, reason: str) -> Outcome:
    """It does not; the reason is read by those it is from alone. Raises as `accept` does."""
    verb = partial(acts.decline, by=by, now=t.clock(), reason=reason)
    return await _change(t, practice_id, Verb.DECLINE, by, verb)


async def edit(t: LibraryTools, practice_id: str, words: Words, by: Party, *, due: str = "") -> Outcome:
    """Accept it, or keep it, with other words; the author keeps the credit. Raises as `accept` does."""
    now = t.clock()
    verb = partial(acts.edit, words=words, by=by, now=now, review_by=t.review_by(now))
    return await _change(t, practice_id, Verb.EDIT, by, verb, due=due)


async def take_back(t: LibraryTools, practice_id: str, by: Party) -> Outcome:
    """Whoever it is from would rather not. Raises as `accept` does."""
    return await _change(t, practice_id, Verb.TAKE_BACK, by, partial(acts.take_back, by=by, now=t.clock()))


async def keep(t: LibraryTools, practice_id: str, by: Party, *, due: str = "") -> Outcome:
    """It was read again and stands for as long once more. Raises as `accept` does."""
    verb = partial(acts.keep, by=by, review_by=t.review_by(t.clock()))
    return await _change(t, practice_id, Verb.KEEP, by, verb, due=due)


async def retire(t: LibraryTools, practice_id: str, by: Party, *, due: str = "") -> Outcome:
    """It is shown no more. Raises as `accept` does."""
    verb = partial(acts.retire, by=by, now=t.clock())
    return await _change(t, practice_id, Verb.RETIRE, by, verb, due=due)


async def held(t: LibraryTools, practice_id: str) -> Practice:
    """What a button or form is about.

    Raises:
        Gone: nothing is kept of it any more.
    """
    found = await t.book.get(practice_id)
    if found is None:
        raise Gone(
            ko="이 제안은 더 이상 보관되어 있지 않습니다. `/values library` 로 지금 있는 것을 보실 수 있습니다.",
            en="This proposal is no longer kept. `/values library` shows what there is.",
        )
    return found


def why_not(t: LibraryTools, verb: Verb, p: Practice, by: Party, *, due: str = "") -> Why | None:
    """Why somebody may not do that to it now; None if they may."""
    return refusal(verb, p, by, t.approvers, due=due)


async def _change(
    t: LibraryTools,
    practice_id: str,
    verb: Verb,
    by: Party,
    change: Callable[[Practice], Practice],
    *,
    due: str = "",
) -> Outcome:
    for _ in range(_TRIES):
        p = await held(t, practice_id)
        why = why_not(t, verb, p, by, due=due)
        if why is not None:
            return Stays(p, Why.DONE_ALREADY if why is Why.DECIDED and _did(verb, p, by) else why)
        changed = change(p)
        if await _safely(t.book.save(changed, due=changed.due(t.clock()), op=t.new_id())):
            t.follow(changed.id)
            return Became(changed)
    raise RuntimeError(f"practice {practice_id} could not be changed in {_TRIES} tries")


def _did(verb: Verb, p: Practice, by: Party) -> bool:
    """Whether this is what somebody did already, so that a second click reads what the first did."""
    user = by.user
    match verb:
        case Verb.ACCEPT | Verb.EDIT if p.state == "accepted":
            return user in {one.user for one in (p.decided_by, p.reviewed_by) if one}
        case Verb.DECLINE if p.state == "declined":
            return p.decided_by is not None and p.decided_by.user == user
        case Verb.KEEP if p.state == "accepted":
            return p.reviewed_by is not None and p.reviewed_by.user == user
        case Verb.TAKE_BACK if p.state == "taken_back":
            return True
        case Verb.RETIRE if p.state == "retired":
            return p.closed_by is not None and p.closed_by.user == user
        case _:
            return False


@dataclass(frozen=True)
class Library:
    """What one person finds in it: what stands, by situation in the file's order; what is theirs; what waits for them.

    `mine` begins with what waits, then what stands, then what became of the rest. The last two are for approvers.
    """

    accepted: dict[str, tuple[Practice, ...]]
    mine: tuple[Practice, ...] = ()
    waiting: tuple[Practice, ...] = ()
    due: tuple[Practice, ...] = ()


async def practices_of(t: LibraryTools, by: Party) -> Library:
    """What somebody finds in it."""
    shelf, closed = await asyncio.gather(t.book.shelf(), t.book.closed_of(by.user))
    today, approves = t.today(t.clock()), t.is_approver(by)
    waits = [p for p in shelf.waiting if p.is_from(by.user)]
    stands = [p for p in shelf.accepted if p.is_from(by.user)]
    seen = [p for p in (*waits, *stands, *closed) if may(Verb.READ, p, by, t.approvers)]
    due = sorted((p for p in shelf.accepted if p.is_due_for_review(today)), key=lambda p: str(p.review_by))
    return Library(
        accepted=standing_in(t.handbook(), shelf.accepted),
        mine=tuple(seen),
        waiting=shelf.waiting if approves else (),
        due=tuple(due) if approves else (),
    )


def standing_in(handbook: Handbook, accepted: tuple[Practice, ...]) -> dict[str, tuple[Practice, ...]]:
    """What stands, by situation: newest first, then what the file holds; situations the file lost come last."""
    keys = [*handbook.philosophy.situations, *(p.situation for p in accepted)]
    found = {}
    for key in dict.fromkeys(keys):
        situation = handbook.philosophy.situations.get(key)
        own = [p for p in accepted if p.situation == key and not in_file(situation, p.text)]
        own.sort(key=lambda p: (p.decided or p.proposed, p.id), reverse=True)
        filed = [from_file(key, one, n) for n, one in enumerate(situation.shared)] if situation else []
        if own or filed:
            found[key] = (*own, *reversed(filed))
    return found


async def on_card(t: LibraryTools, situation: str | None, _topic: str | None, _now: datetime) -> Around:
    """What a situation's card shows of it; while the store does not answer, what the file holds of it."""
    if situation is None:
        return NOTHING_AROUND
    shelf = t.book.known()
    if shelf is None:
        try:
            async with asyncio.timeout(_PATIENCE):
                shelf = await t.book.shelf()
        except (StoreUnavailable, TimeoutError):
            log.warning("the library could not be read; a card is shown without it")
    held_by_file = t.handbook().philosophy.situations.get(situation)
    found = shown_for(situation, held_by_file, shelf.accepted if shelf else ())
    return Around(practices=found) if found else NOTHING_AROUND


async def _safely(saving: Awaitable[Saved]) -> Saved:
    """Not to be broken off in between: what is saved is followed by what has to be told."""
    return await asyncio.shield(asyncio.ensure_future(saving))
