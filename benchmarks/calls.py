"""How often Slack and the store are asked: for a look-up, a hand-over, and each further level.

    python -m benchmarks.calls [--quick]

The same bot and the same people as in tests/conversations/test_counts.py, which holds these counts.
"""

import asyncio
import tempfile
from collections import Counter
from pathlib import Path

from benchmarks.measuring import Figure, Goal, options, record
from benchmarks.stand import local_slack
from tests.conversations.counting import Bill, counting
from tests.conversations.test_counts import hands_over

ROUNDS = 5
_NONE = Counter[str]()


class Tally:
    """What each round cost."""

    def __init__(self) -> None:
        self.found: dict[tuple[str, str], list[float]] = {}

    def add(self, name: str, bill: Bill, *, without: Counter[str] = _NONE) -> None:
        """Take a bill, `without` calls that are told apart."""
        self.found.setdefault((name, "calls"), []).append((bill.calls() - without).total())
        self.found.setdefault((name, "trips"), []).append(bill.trips().total())

    def figure(self, name: str, what: str, most: float | None) -> Figure:
        """One line of the results."""
        unit = {"calls": "calls to Slack", "trips": "round trips to the store"}[what]
        goal = None if most is None else Goal.at_most(most)
        return Figure(name, unit, self.found[name, what], goal)


async def look_ups(bill: Bill, tally: Tally) -> None:
    """Each once before, so that the person is known; then counted."""
    bob = bill.slack.person("bob")
    for text in ("/values own_mistake", "/escalate refund"):
        await bob.types("#support", text)
        for _ in range(ROUNDS):
            await bill.begin()
            await bob.types("#support", text)
            await bill.settled()
            tally.add(f"`{text}`", bill)


async def hand_overs(bill: Bill, tally: Tally) -> None:
    """The first, then more of them; at last the level after the first one."""
    await hands_over(bill, "Charged twice for order 4700")
    tally.add("the first hand-over of a person", bill)
    for number in range(ROUNDS):
        await hands_over(bill, f"Charged twice for order 471{number}")
        tally.add("a hand-over", bill)


async def levels() -> Tally:
    """One level after the other, each in a workspace of its own."""
    tally = Tally()
    async with local_slack() as slack:
        with tempfile.TemporaryDirectory() as folder:
            async with counting(slack, Path(folder)) as bill:
                await hands_over(bill, "Charged twice for order 4711")
                await bill.begin()
                await slack.forward(minutes=15)
                await slack.person("dohyun").sees("#billing", "10:45 KST", within=30)
                await bill.settled()
                tally.add("a further level", bill, without=Counter(("usergroups.users.list",)))
    return tally


async def main(*, quick: bool) -> None:
    """Count, and record."""
    tally = Tally()
    async with local_slack() as slack:
        with tempfile.TemporaryDirectory() as folder:
            async with counting(slack, Path(folder)) as bill:
                await look_ups(bill, tally)
                await hand_overs(bill, tally)
    further = await levels()
    found = [
        figure
        for text in ("`/values own_mistake`", "`/escalate refund`")
        for figure in (tally.figure(text, "calls", 0), tally.figure(text, "trips", 1))
    ]
    found += [tally.figure("a hand-over", "calls", 3), tally.figure("a hand-over", "trips", 2)]
    found += [tally.figure("the first hand-over of a person", what, None) for what in ("calls", "trips")]
    found += [further.figure("a further level", "calls", 1), further.figure("a further level", "trips", None)]
    record(
        "calls",
        "Calls to Slack and round trips to the store",
        found,
        "A look-up's round trip is behind the answer, and counts the use of many look-ups at once; none is before it.",
        "The first hand-over also opens the requester's DM and looks at the Slack status of whoever is asked, which is "
        "believed for a minute.",
        "A further level is one post, in the card's thread; the other two calls redraw the card and the requester's own "
        "message, so that both tell who is asked now.",
        quick=quick,
    )


if __name__ == "__main__":
    asyncio.run(main(quick=options(__doc__).quick))
