"""Verbs that ask somebody know first who is there."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

import pytest

from bot.domain.escalation import Escalation
from bot.domain.outcome import Outcome
from bot.domain.policy import Level, Severity
from bot.services.close import cancel
from bot.services.give_back import decline, hand_back
from bot.services.rate import rate
from bot.services.reopen import reopen
from bot.services.tools import Tools
from tests.domain.carried import party
from tests.services.escalation_scene import EscalationScene, escalation_scene

Verb = Callable[[Tools, str], Awaitable[Outcome]]


class Looking:
    """Counts what is known before somebody is asked."""

    def __init__(self, on: EscalationScene) -> None:
        self.seen: list[str] = []

        async def refresh() -> None:
            self.seen.append("covers")

        async def look(levels: Sequence[Level]) -> None:
            self.seen.append(f"statuses of {len(levels)} levels")

        self.tools = replace(on.tools, refresh=refresh, look=look)


async def _declined(tools: Tools, e: str) -> Outcome:
    return await decline(tools, e, party("bob"), "in a meeting")


async def _handed_back(tools: Tools, e: str) -> Outcome:
    return await hand_back(tools, e, party("bob"), "off now")


async def _rated(tools: Tools, e: str) -> Outcome:
    return await rate(tools, e, party("bob"), Severity.HIGH, "it spreads")


async def _reopened(tools: Tools, e: str) -> Outcome:
    return await reopen(tools, e, party("eve"), "not solved")


async def _as_it_is(_on: EscalationScene, _e: Escalation) -> None:
    pass


async def _taken(on: EscalationScene, e: Escalation) -> None:
    await on.takes(e, "bob")


async def _closed(on: EscalationScene, e: Escalation) -> None:
    await cancel(on.tools, e.id, party("eve"), None)
    await on.work()


@pytest.mark.parametrize(
    ("before", "verb"),
    [(_as_it_is, _declined), (_taken, _handed_back), (_as_it_is, _rated), (_closed, _reopened)],
)
async def test_covers_and_statuses_are_known_before_somebody_is_asked(
    before: Callable[[EscalationScene, Escalation], Awaitable[None]], verb: Verb
) -> None:
    """Covers first: whoever they bring is looked at, too."""
    on = escalation_scene()
    e = await on.hands_over()
    await before(on, e)
    looking = Looking(on)
    await verb(looking.tools, e.id)
    await on.work()
    assert looking.seen == ["covers", f"statuses of {len(e.policy.levels)} levels"]


async def test_where_nothing_changes_nobody_is_looked_at() -> None:
    """A refusal costs no call."""
    on = escalation_scene()
    e = await on.hands_over()
    looking = Looking(on)
    await _handed_back(looking.tools, e.id)
    assert looking.seen == ["covers"]
