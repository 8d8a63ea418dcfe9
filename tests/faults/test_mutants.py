"""The harness bites: bots that are broken on purpose are found by the oracle, and the same life finds nothing otherwise."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from random import Random

import pytest

from tests.faults import working
from tests.faults.company import Company, company
from tests.faults.nursery import nursery
from tests.faults.verdict import verdict
from tests.faults.working import Work

SEED = 7


def as_it_posts(step: str) -> float:
    """The first message that Slack takes is its bot's last."""
    return 1.0 if step == "slack chat.postMessage" else 0.0


async def killed_as_it_posts(here: Company, work: Work) -> None:
    """Slack has the card of a customer, and its bot never hears of it."""
    here.replicas.arm(on=True)
    await a_customer(work)
    here.replicas.arm(on=False)


async def killed_once_it_said_yes(here: Company, work: Work) -> None:
    """Somebody's form was taken; in that moment all bots die."""
    await a_customer(work)
    for replica in here.replicas.all:
        replica.steps.kill()


async def a_customer(work: Work) -> None:
    """Is handed over."""
    for _ in range(4):
        await working.hands_over(work, work.cast["bob"])
        if work.told.opened or work.company.mortality.deaths:
            return


async def directed(
    folder: Path, mutant: str, deed: Callable[[Company, Work], Awaitable[None]]
) -> tuple[list[str], int]:
    """What the oracle says after that deed and its bots' death, and how many customers were taken."""
    async with nursery() as bots, company(folder, bots, SEED, danger=as_it_posts, mutant=mutant) as here:
        work = Work(here, Random(SEED))  # noqa: S311 - the same script in every run
        await work.cast["jimin"].person.invites("#support", "bot")
        here.troubled = True
        await deed(here, work)
        here.troubled = False
        await here.calm("a death")
        return await verdict(here, work), len(work.told.opened)


@pytest.mark.parametrize(
    ("mutant", "deed", "found"),
    [
        ("", killed_as_it_posts, ""),
        ("blind", killed_as_it_posts, "stands 2 times"),
        ("", killed_once_it_said_yes, ""),
        ("hasty", killed_once_it_said_yes, "is stored 0 times"),
    ],
)
async def test_a_broken_bot_is_found(
    tmp_path: Path, mutant: str, deed: Callable[[Company, Work], Awaitable[None]], found: str
) -> None:
    """Without its look before repeating, or telling before it writes; and nothing is said of a sound one."""
    said, taken = await directed(tmp_path, mutant, deed)
    assert taken == 1
    if found:
        assert any(found in finding for finding in said), said
    else:
        assert not said
