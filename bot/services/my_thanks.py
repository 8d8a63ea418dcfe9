"""`/kudos mine`: what somebody was thanked for and whom they thanked; and what a lead may see of their people."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.escalation import Party
from bot.domain.kudos import KEEP_KUDOS, Kudos
from bot.domain.night_run import NightKey, NightRun
from bot.services.feedback_tools import ThanksTools, run_that_brings
from bot.services.standing import receiving


@dataclass(frozen=True)
class Received:
    """Thanks that reached their reader. `hidden` were thanked with them and are not named to anybody else."""

    kudos: Kudos
    hidden: tuple[Party, ...] = ()


@dataclass(frozen=True)
class Given:
    """Thanks of one's own; `out` once all of their nights were brought."""

    kudos: Kudos
    out: bool


@dataclass(frozen=True)
class NotYourPeople:
    """Only the lead of somebody's team may look, and only at what was said in public."""


async def received_by(tools: ThanksTools, user: str) -> Sequence[Received]:
    """What somebody was thanked for, newest first: only what its night has brought, in public or quietly.

    A "+1" goes with what it joins.
    """
    found = await tools.kudos.received_by(user, tools.clock() - KEEP_KUDOS)
    made = [await _received(tools, kudos, user) for kudos in reversed(found) if await _is_said(tools, kudos)]
    return [one for one in made if one]


async def given_by(tools: ThanksTools, user: str) -> Sequence[Given]:
    """Whom somebody thanked, newest first, as far as it stands."""
    found = await tools.kudos.given_by(user, tools.clock() - KEEP_KUDOS)
    return [Given(k, await _is_out(tools, k)) for k in reversed(found) if k.stands]


async def public_thanks_of(tools: ThanksTools, user: str, *, by: str) -> Sequence[Received] | NotYourPeople:
    """What was said to somebody in public, for the lead of a team of theirs; what came quietly is not among it."""
    book = tools.handbook()
    lead, who = tools.directory.key_of(by), await receiving(tools.directory, book, user)
    led = [team for team in book.file.teams.values() if lead is not None and team.lead == lead]
    if not isinstance(who, Party) or not any(who.key in team.everyone for team in led):
        return NotYourPeople()
    found = await received_by(tools, user)
    return [one for one in found if await _was_public(tools, one.kudos, user)]


def of_value(thanks: Sequence[Received], value: str | None) -> Sequence[Received]:
    """Those of one value; all without one."""
    return [one for one in thanks if value is None or one.kudos.value == value]


async def _is_said(tools: ThanksTools, kudos: Kudos) -> bool:
    joined = await tools.kudos.get(kudos.joins) if kudos.joins else None
    return joined is None or joined.stands


async def _received(tools: ThanksTools, kudos: Kudos, user: str) -> Received | None:
    mine = next((one for one in kudos.recipients if one.who.user == user), None)
    if mine is None or not _is_done(await run_that_brings(tools.ledger, mine.night)):
        return None
    others = [one for one in kudos.recipients if one is not mine]
    named = [await _named(tools, one.who, one.night, in_post=one.in_post) for one in others]
    hidden = tuple(one.who for one, is_named in zip(others, named, strict=True) if not is_named)
    return Received(kudos, hidden)


async def _was_public(tools: ThanksTools, kudos: Kudos, user: str) -> bool:
    mine = next(one for one in kudos.recipients if one.who.user == user)
    return await _named(tools, mine.who, mine.night, in_post=mine.in_post)


async def _named(tools: ThanksTools, who: Party, night: NightKey, *, in_post: bool) -> bool:
    """Whether the post of that night named them."""
    run = await run_that_brings(tools.ledger, night)
    return in_post and run is not None and _is_done(run) and who.user not in run.private


async def _is_out(tools: ThanksTools, kudos: Kudos) -> bool:
    return all([_is_done(await run_that_brings(tools.ledger, night)) for night in kudos.nights])


def _is_done(run: NightRun | None) -> bool:
    return run is not None and run.state == "done"
