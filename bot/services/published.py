"""After the night: what somebody gave and it brought, withdrawing it, and "+1 because …" (rule 12)."""

from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.domain.customer_words import GONE
from bot.domain.digest import named_in
from bot.domain.escalation import Party
from bot.domain.hours import wall_clock
from bot.domain.kudos import Kudos, Thanked
from bot.domain.night_run import NightKey, NightRun
from bot.domain.published import GATHER, PLUS_ONE_TEXT
from bot.ports import NewId
from bot.ports.kudos import DayFull, Kept, Overtaken
from bot.ports.published import JoinedBefore, NothingToJoin, PublishedBook
from bot.services.change_kudos import NotYours, TakenBack, is_closed, take_back
from bot.services.feedback_tools import ThanksTools, run_that_brings
from bot.services.give_kudos import cap_of, zone_of_giver
from bot.services.night_room import find_room
from bot.services.standing import LeftOut, standing

_REACHES_BACK = timedelta(days=60)
"""What was given longer ago is not listed; /kudos mine shows all of it."""

_TRIES = 10


@dataclass(frozen=True)
class PublishedTools:
    """For thanks after their night."""

    thanks: ThanksTools
    book: PublishedBook
    new_id: NewId


@dataclass(frozen=True)
class Withdrawn:
    """It is withdrawn, and what stands in Slack will follow; the same answer every time."""

    kudos: Kudos


WithdrawOutcome = Withdrawn | TakenBack | NotYours


@dataclass(frozen=True)
class PlusOneKept:
    """It stands under the thanks it joins in a moment."""

    kudos: Kudos
    joined: Kudos
    replaced: bool = False


@dataclass(frozen=True)
class NotThere:
    """Nothing that one could join: not posted, not said any more, or not for this person to see. It says no more."""


@dataclass(frozen=True)
class CannotJoin:
    """Somebody who cannot thank here."""

    who: LeftOut


@dataclass(frozen=True)
class OwnThanks:
    """One's own thanks, or thanks to oneself alone."""

    to_oneself: bool


@dataclass(frozen=True)
class LineLength:
    """Not one line of some words."""

    length: int


@dataclass(frozen=True)
class PlusOnesFull:
    """As many thanks as a day allows were given."""

    cap: int


@dataclass(frozen=True)
class MayJoin:
    """What one may join, whom that thanks, and what one added before."""

    kudos: Kudos
    giver: Party
    recipients: tuple[Thanked, ...]
    edits: tuple[NightKey, ...]
    before: Kudos | None


Against = NotThere | CannotJoin | OwnThanks
PlusOneOutcome = PlusOneKept | Against | LineLength | PlusOnesFull


async def published_of(tools: PublishedTools, user: str) -> tuple[Kudos, ...]:
    """What somebody gave that their nights have taken, newest first, as far as it stands.

    A customer's words, which they agreed to share, are among it.
    """
    since = tools.thanks.clock() - _REACHES_BACK
    given = await tools.thanks.kudos.given_by(user, since)
    agreed = [one for one in await tools.thanks.kudos.received_by(user, since) if one.owner == user]
    newest = sorted((*given, *agreed), key=lambda one: (one.given, one.id), reverse=True)
    return tuple([one for one in newest if one.stands and await _is_out(tools, one)])


async def withdraw(tools: PublishedTools, kudos_id: str, *, by: str) -> WithdrawOutcome:
    """Take one's own thanks out of a night that was; before its night they are taken back.

    A customer's are its recipient's own from that night on (before it, see `take_back_consent`); their words go at once.
    """
    for _ in range(_TRIES):
        kudos = await tools.thanks.kudos.get(kudos_id)
        if kudos is None or kudos.owner != by:
            return NotYours()
        if kudos.taken_back:
            return TakenBack(kudos)
        if kudos.withdrawn:
            return Withdrawn(kudos)
        if not await _is_out(tools, kudos):
            outcome = await take_back(tools.thanks, kudos_id, by=by)
            if isinstance(outcome, TakenBack | NotYours):
                return outcome
            continue
        now = tools.thanks.clock()
        words = GONE if kudos.source == "customer" else kudos.text
        update = {"withdrawn": now, "text": words, "revision": kudos.revision + 1}
        after = kudos.model_copy(update=update)
        edits = await _stands_in(tools, kudos)
        match await tools.book.change(kudos, after, edits=edits, due=now):
            case Kept(kudos=kept):
                return Withdrawn(kept)
            case Overtaken():
                continue
    raise RuntimeError(f"kudos {kudos_id} changed {_TRIES} times under one press")


async def may_join(tools: PublishedTools, kudos_id: str, *, by: str) -> MayJoin | Against:
    """Whether somebody may add a +1 to a published kudos; a forged id is answered like one that is gone."""
    who = await standing(tools.thanks.directory, tools.thanks.handbook(), by)
    if isinstance(who, LeftOut):
        return CannotJoin(who)
    kudos = await tools.thanks.kudos.get(kudos_id)
    if kudos is None or not kudos.stands or kudos.joins is not None:
        return NotThere()
    seen = [run for run in await _runs(tools, kudos) if await _sees(tools, by, run, kudos)]
    named = {party.user for run in seen for party in named_in(run, kudos)}
    if not named:
        return NotThere()
    if kudos.giver.user == by or named == {by}:
        return OwnThanks(to_oneself=kudos.giver.user != by)
    return MayJoin(
        kudos=kudos,
        giver=who,
        recipients=tuple(one for one in kudos.recipients if one.who.user in named and one.who.user != by),
        edits=tuple(run.night for run in seen if named_in(run, kudos)),
        before=await tools.book.joined_by(kudos_id, by),
    )


async def add_plus_one(tools: PublishedTools, kudos_id: str, text: str, *, by: str) -> PlusOneOutcome:
    """Join published thanks with one line of one's own. Somebody's second one to the same replaces the first."""
    line = " ".join(text.split())
    if not PLUS_ONE_TEXT[0] <= len(line) <= PLUS_ONE_TEXT[1]:
        return LineLength(len(line))
    for _ in range(_TRIES):
        allowed = await may_join(tools, kudos_id, by=by)
        if not isinstance(allowed, MayJoin):
            return allowed
        outcome = await (_replace if allowed.before else _join)(tools, allowed, line)
        if outcome is not None:
            return outcome
    raise RuntimeError(f"the +1 to kudos {kudos_id} changed {_TRIES} times under one press")


async def _join(tools: PublishedTools, allowed: MayJoin, line: str) -> PlusOneOutcome | None:
    book, now, joined = tools.thanks.handbook(), tools.thanks.clock(), allowed.kudos
    kudos = Kudos(
        id=tools.new_id(),
        giver=allowed.giver,
        recipients=allowed.recipients,
        text=line,
        value=joined.value,
        given=now,
        day=wall_clock(now, ZoneInfo(zone_of_giver(book, allowed.giver))).date(),
        source="plus_one",
        joins=joined.id,
    )
    cap = cap_of(book, allowed.giver)
    match await tools.book.join(kudos, cap=cap, edits=allowed.edits, due=now + GATHER):
        case Kept(kudos=kept):
            return PlusOneKept(kept, joined)
        case DayFull():
            return PlusOnesFull(cap)
        case NothingToJoin():
            return NotThere()
        case JoinedBefore():
            return None


async def _replace(tools: PublishedTools, allowed: MayJoin, line: str) -> PlusOneOutcome | None:
    before = allowed.before
    if before is None or before.text == line:
        return PlusOneKept(before, allowed.kudos, replaced=True) if before else None
    after = before.model_copy(update={"text": line, "revision": before.revision + 1})
    due = tools.thanks.clock() + GATHER
    match await tools.book.change(before, after, edits=allowed.edits, due=due):
        case Kept(kudos=kept):
            return PlusOneKept(kept, allowed.kudos, replaced=True)
        case Overtaken():
            return None


async def _is_out(tools: PublishedTools, kudos: Kudos) -> bool:
    """Whether any of its nights has closed; a +1 was never anything but out."""
    return kudos.joins is not None or await is_closed(tools.thanks, kudos)


async def _runs(tools: PublishedTools, kudos: Kudos) -> list[NightRun]:
    """The runs that bring it, each once; nights that are open have none."""
    found = [await run_that_brings(tools.thanks.ledger, night) for night in kudos.nights]
    return list({run.night: run for run in found if run}.values())


async def _stands_in(tools: PublishedTools, kudos: Kudos) -> list[NightKey]:
    """The nights whose post is looked at when it goes; of one that closes just now its own."""
    found = [(night, await run_that_brings(tools.thanks.ledger, night)) for night in kudos.nights]
    return list(dict.fromkeys(run.night if run else night for night, run in found))


async def _sees(tools: PublishedTools, user: str, run: NightRun, kudos: Kudos) -> bool:
    """Whether somebody can read the post that shows it, also before Slack has answered us that it stands."""
    pages = [run.page_key(number) for number, ids in enumerate(run.layout, start=1) if kudos.id in ids]
    posted = next((found for key in pages if (found := run.posted(key))), None)
    if posted is not None:
        return await tools.thanks.directory.sees(user, posted.channel)
    if not any(run.may_stand(key) for key in pages):
        return False
    room = await find_room(tools.thanks, run)
    return (
        room.channel is not None
        and room.problem is None
        and await tools.thanks.directory.sees(user, room.channel.id)
    )
