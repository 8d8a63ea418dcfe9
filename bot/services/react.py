"""Thanks by a reaction: put on it gives, taken off it takes back, put on again it gives again.

Slack tells of a reaction more than once, and not always in order. The id of the thanks follows from giver and
message, and the latest word by Slack's own time stamps is kept beside them; whoever handles an event brings the
thanks to what the latest word says and then looks whether it still says so. So every order ends in one truth.
"""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.kudos import Kudos, reaction_id
from bot.ports import Refused, Unclear
from bot.ports.kudos import MessageAuthors, ReactionBook
from bot.requests.kudos import KudosTo
from bot.services.change_kudos import TakenBack, TooLate, take_back
from bot.services.feedback_tools import ThanksTools
from bot.services.give_kudos import DayIsFull, KudosKept, Way, give_kudos

log = logging.getLogger(__name__)

_TRIES = 6
_MOST = 50
"""Times that thanks for one message are given again after they were withdrawn; nobody does that by intent."""

Withdraw = Callable[[str, str], Awaitable[object]]
"""Takes a kudos (its id) of somebody (a user) out of the night that was posted."""


@dataclass(frozen=True)
class ReactionTools:
    """For thanks by a reaction; `withdraw` takes them out of a night that was posted, where that can be done."""

    thanks: ThanksTools
    reactions: ReactionBook
    authors: MessageAuthors
    withdraw: Withdraw | None = None


@dataclass(frozen=True)
class Reaction:
    """That somebody put the reaction on a message, or took it off; `at` is Slack's time stamp of it (UTC)."""

    user: str
    channel: str
    ts: str
    on: bool
    at: datetime
    author: str | None = None

    def kudos_id(self, nth: int) -> str:
        """The id of the thanks it gives."""
        return reaction_id(self.user, self.channel, self.ts, nth)


@dataclass(frozen=True)
class Unsure:
    """Slack did not tell whether another company reads there, so nobody was thanked."""


ReactOutcome = KudosKept | DayIsFull | TakenBack | TooLate | Unsure | None
"""What the giver may want to know; None where nothing changed, or where there was nobody to thank."""


def thanks_by(tools: ThanksTools, name: str) -> bool:
    """Whether the file has a reaction thank, and this is it; a skin tone makes no difference."""
    wanted = tools.handbook().philosophy.kudos.reaction
    return wanted is not None and name.partition("::")[0] == wanted


async def react(t: ReactionTools, reaction: Reaction) -> ReactOutcome:
    """Bring the thanks of a reaction to what the latest word about it says."""
    inside = await _stays_inside(t, reaction.channel) if reaction.on else True
    if not inside:
        return Unsure() if inside is None else None
    told = await t.reactions.turn(reaction.kudos_id(1), on=reaction.on, at=reaction.at)
    outcome: ReactOutcome = None
    wanted = told.on
    for _ in range(_TRIES):
        kudos_id, kudos = await _latest(t, reaction)
        stands = kudos is not None and kudos.stands
        given_before = kudos is not None or kudos_id != reaction.kudos_id(1)
        if stands == wanted or (
            wanted and given_before and not told.news
        ):  # taken back by hand: an old event is none
            return outcome
        if kudos is not None and stands:
            outcome = await _take_off(t, kudos)
        else:
            outcome = await _give(t, reaction, kudos_id, kudos)
        if not isinstance(outcome, KudosKept | TakenBack):
            return outcome
        wanted = await t.reactions.stands(reaction.kudos_id(1))
    return outcome


async def _latest(t: ReactionTools, reaction: Reaction) -> tuple[str, Kudos | None]:
    """The thanks that stand or were taken back, and their id; else the first id that nobody has used."""
    for nth in range(1, _MOST):
        found = await t.thanks.kudos.get(reaction.kudos_id(nth))
        if found is None or found.withdrawn is None:
            return reaction.kudos_id(nth), found
    return reaction.kudos_id(_MOST), None


async def _give(t: ReactionTools, reaction: Reaction, kudos_id: str, before: Kudos | None) -> ReactOutcome:
    """Thanks without words of their own; given again, with the line that was added before."""
    try:
        author = reaction.author or await t.authors.author(reaction.channel, reaction.ts)
    except Unclear:
        return Unsure()
    if not author or author == reaction.user:
        return None
    request = KudosTo(users=(author,), text=before.text if before else "")
    way = Way("reaction", about=f"{reaction.channel}:{reaction.ts}", kudos_id=kudos_id, again=True)
    value = before.value if before else None
    outcome = await give_kudos(t.thanks, request, giver=reaction.user, value=value, way=way)
    if isinstance(outcome, KudosKept | DayIsFull):
        return outcome
    log.debug("a reaction thanks nobody: %s", type(outcome).__name__)
    return None


async def _take_off(t: ReactionTools, kudos: Kudos) -> ReactOutcome:
    outcome = await take_back(t.thanks, kudos.id, by=kudos.giver.user)
    if isinstance(outcome, TooLate) and t.withdraw is not None:
        await t.withdraw(kudos.id, kudos.giver.user)
        return None
    return outcome if isinstance(outcome, TakenBack | TooLate) else None


async def _stays_inside(t: ReactionTools, channel: str) -> bool | None:
    """Whether no other company reads there, by what Slack says now; None where it does not say (rule 20)."""
    try:
        info = await t.thanks.directory.channel(channel, fresh=True)
    except (Refused, Unclear):
        return None
    return info is not None and not info.is_shared_outside
