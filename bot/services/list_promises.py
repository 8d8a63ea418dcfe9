"""Open promises: mine, and those of a team's escalations. Soonest first, whoever the customer is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.escalation import Escalation
from bot.domain.tracked import Tracked
from bot.ports import Escalations
from bot.services.promise_tools import PromiseTools
from bot.services.tools import Tools


@dataclass(frozen=True)
class MyPromises:
    """What somebody has promised customers: by itself, and with an escalation they carry."""

    tracked: tuple[Tracked, ...] = ()
    carried: tuple[Escalation, ...] = ()

    @property
    def soonest_first(self) -> tuple[Tracked | Escalation, ...]:
        """All of them, by their time."""
        return tuple(sorted((*self.tracked, *self.carried), key=_by))


async def open_of_person(tools: PromiseTools, escalations: Escalations, user: str) -> MyPromises:
    """Theirs: those they track, and those of escalations they own, or asked for while nobody owns them."""
    return await beside(tools, await escalations.open_of_person(user), user)


async def beside(tools: PromiseTools, theirs: Iterable[Escalation], user: str) -> MyPromises:
    """The same, where their open escalations were read already."""
    mine = [e for e in theirs if (e.owner or e.requester).user == user]
    return MyPromises(
        tracked=tuple(await tools.promises.open_of_person(user)), carried=tuple(with_open_promise(mine))
    )


async def open_of_team(tools: Tools, team: str) -> Sequence[Escalation]:
    """A team's escalations whose customer still waits for what they were promised."""
    return with_open_promise(await tools.escalations.open_of_team(team))


def with_open_promise(escalations: Iterable[Escalation]) -> list[Escalation]:
    """Those of them with a promise that still stands, soonest first."""
    return sorted((e for e in escalations if e.promise and e.promise.is_open), key=_by)


def _by(one: Tracked | Escalation) -> float:
    return one.promise.by.timestamp() if one.promise else 0.0
