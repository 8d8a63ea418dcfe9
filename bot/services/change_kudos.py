"""Changing what one gave until its night closes: its value, its words, to whom; or taking it back."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from bot.domain.kudos import WORDLESS, Kudos, Tag
from bot.ports.kudos import Kept
from bot.ports.nights import NightClosed
from bot.requests.kudos import KudosTo
from bot.services.arrivals import arrivals
from bot.services.draft_kudos import Draft, Unfit, drafted
from bot.services.feedback_tools import ThanksTools, nights_of
from bot.services.give_kudos import KudosKept

_TRIES = 10


@dataclass(frozen=True)
class TakenBack:
    """It is taken back; the same answer every time."""

    kudos: Kudos


@dataclass(frozen=True)
class TooLate:
    """Its night has closed."""

    kudos: Kudos


@dataclass(frozen=True)
class NotYours:
    """There is none of that id that this person gave. It says no more, lest somebody guess."""


ChangeOutcome = KudosKept | TakenBack | TooLate | NotYours
_Against = TypeVar("_Against")


async def choose_value(tools: ThanksTools, kudos_id: str, *, by: str, value: str | None) -> ChangeOutcome:
    """Say which value it shows; one that values.yaml does not have means none, where it may have none."""
    philosophy = tools.handbook().philosophy
    known = philosophy.value(value) if value else None

    async def change(kudos: Kudos) -> Kudos:
        if known is None and philosophy.kudos.value == "must" and kudos.source not in WORDLESS:
            return kudos
        return kudos.model_copy(update={"value": known.id if known else None})

    return await _changed(tools, kudos_id, by, change)


async def rewrite_kudos(
    tools: ThanksTools,
    kudos_id: str,
    request: KudosTo,
    *,
    by: str,
    value: str | None,
    tags: tuple[Tag, ...] | None = None,
) -> ChangeOutcome | Unfit:
    """Other words, other people, another value. It keeps its place in the day, and the message it is about.

    `tags` None leaves them; whether it goes to another team follows the people where those change.
    """

    async def change(kudos: Kudos) -> Kudos | Unfit:
        closed = await tools.ledger.closed(kudos.nights)
        draft = await drafted(
            tools, request, giver=kudos.giver, source=kudos.source, value=value, closed=closed
        )
        if not isinstance(draft, Draft):
            return draft
        rules = tools.handbook().philosophy.kudos
        known = tools.handbook().philosophy.value(value) if value else None
        return kudos.model_copy(
            update={
                "recipients": draft.recipients,
                "text": draft.text,
                "mentioned": draft.mentioned,
                "value": draft.value if rules.value == "must" else known.id if known else None,
                "tags": _tags(kudos, draft, kudos.tags if tags is None else tags),
            }
        )

    return await _changed(tools, kudos_id, by, change)


def _tags(before: Kudos, draft: Draft, chosen: tuple[Tag, ...]) -> tuple[Tag, ...]:
    people = {entry.who.user for entry in draft.recipients}
    if people == {party.user for party in before.people}:
        return chosen
    across: tuple[Tag, ...] = ("other_team",) if "other_team" in draft.tags else ()
    return (*(tag for tag in chosen if tag != "other_team"), *across)


async def take_back(tools: ThanksTools, kudos_id: str, *, by: str) -> ChangeOutcome:
    """It was never said. The place in the day is free again."""
    now = tools.clock()

    async def change(kudos: Kudos) -> Kudos:
        return kudos.model_copy(update={"taken_back": now})

    return await _changed(tools, kudos_id, by, change)


async def mine(tools: ThanksTools, kudos_id: str, *, by: str) -> ChangeOutcome:
    """One of mine as it stands."""
    kudos = await tools.kudos.get(kudos_id)
    if kudos is None or kudos.giver.user != by:
        return NotYours()
    if kudos.taken_back:
        return TakenBack(kudos)
    book, now = tools.handbook(), tools.clock()
    if await is_closed(tools, kudos):
        return TooLate(kudos)
    return KudosKept(kudos, arrivals(book, kudos, now))


async def is_closed(tools: ThanksTools, kudos: Kudos) -> bool:
    """Whether any of its nights has closed, by the clock or by hand."""
    nights, now = nights_of(tools.handbook()), tools.clock()
    if any(nights.has_nights(n.team) and nights.cut_off(n) <= now for n in kudos.nights):
        return True
    return bool(await tools.ledger.closed(kudos.nights))


async def _changed(
    tools: ThanksTools, kudos_id: str, by: str, change: Callable[[Kudos], Awaitable[Kudos | _Against]]
) -> ChangeOutcome | _Against:
    for _ in range(_TRIES):
        standing = await mine(tools, kudos_id, by=by)
        if not isinstance(standing, KudosKept):
            return standing
        before = standing.kudos
        wanted = await change(before)
        if not isinstance(wanted, Kudos):
            return wanted
        after = wanted.model_copy(update={"revision": before.revision + 1})
        match await tools.kudos.change(before, after):
            case Kept(kudos=kept) if kept.taken_back:
                return TakenBack(kept)
            case Kept(kudos=kept):
                tools.thanked(kept)
                return KudosKept(kept, arrivals(tools.handbook(), kept, tools.clock()))
            case NightClosed():
                return TooLate(before)
    raise RuntimeError(f"kudos {kudos_id} changed {_TRIES} times under one press")
