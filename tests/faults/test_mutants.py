"""The harness bites: bots that are broken on purpose are found by the oracle, and the same life finds nothing otherwise."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from pathlib import Path
from random import Random

import pytest
import pytest_asyncio

from bot.adapters.keys import Keys
from playground.people import TEAM_ID
from tests.faults import working
from tests.faults.company import Company, company
from tests.faults.nursery import Nursery, nursery
from tests.faults.replicas import Replica
from tests.faults.verdict import verdict
from tests.faults.working import Work

pytestmark = pytest.mark.asyncio(loop_scope="module")
SEED = 7
CUSTOMERS = 6
"""More than a channel takes at once: some of the messages about them wait for their turn."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bots() -> AsyncIterator[Nursery]:
    """One nursery for all."""
    async with nursery() as there:
        yield there


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


async def asleep_while_its_turn_comes(here: Company, work: Work) -> None:
    """A bot is frozen while messages of its wait for their turn, past its leases; another has said them when it wakes."""
    for _ in range(CUSTOMERS):
        await a_customer(work)
    before = said_with_a_key(here)
    await here.slack.forward(minutes=16)
    async with asyncio.timeout(10):
        while said_with_a_key(here) == before:  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.01)
    sleeper = await who_is_at_most(here)
    sleeper.freeze()
    await here.calm("a bot asleep")
    sleeper.thaw()
    await asyncio.sleep(1)  # by then it has said what it would say


async def who_is_at_most(here: Company) -> Replica:
    """Whoever holds most leases."""
    tokens = (await here.books.store.fields(Keys(TEAM_ID).deadlines[2])).values()
    assert tokens, "nobody waits any more; this test is of no use"
    return max(here.replicas.all, key=lambda one: held_by(one, tokens))


def held_by(replica: Replica, tokens: Iterable[str]) -> int:
    """How many of these leases are its own."""
    return sum(replica.door is not None and replica.door.passed(token) is not None for token in tokens)


def said_with_a_key(here: Company) -> int:
    """Messages that are posted once."""
    return sum(
        bool(one.metadata)
        for c in here.slack.playground.world.channels.values()
        for one in c.messages.values()
    )


async def an_answer_is_lost(here: Company, work: Work) -> None:
    """Somebody asks Baton in their DM; Slack does not hear that it was answered, and sends it to the other bot."""
    assert here.front
    await work.cast["bob"].says("@bot", "thank you")
    here.front.unheard = 1
    await work.cast["bob"].says("@bot", "who can approve a refund?")
    async with asyncio.timeout(20):  # on a busy machine
        while max(here.front.tries.values(), default=0) < 2:  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.01)
    await here.idle()


async def the_clock_goes_back(here: Company, work: Work) -> None:
    """Customers before and after it was set right; the second one's first level ends at an hour that was before."""
    await a_customer(work)
    await here.slack.forward(minutes=14)
    await here.slack.back(minutes=45)
    await a_customer(work)
    await here.slack.forward(minutes=16)


async def a_customer(work: Work) -> None:
    """Is handed over."""
    for _ in range(4):
        before = len(work.told.opened)
        await working.hands_over(work, work.cast["bob"])
        if len(work.told.opened) > before or work.company.mortality.deaths:
            return


async def directed(
    folder: Path, bots: Nursery, mutant: str, deed: Callable[[Company, Work], Awaitable[None]]
) -> list[str]:
    """What the oracle says after that deed."""
    http = deed is an_answer_is_lost
    async with company(folder, bots, SEED, danger=as_it_posts, mutant=mutant, http=http) as here:
        work = Work(here, Random(SEED))  # noqa: S311 - the same script in every run
        await work.cast["jimin"].person.invites("#support", "bot")
        here.troubled = True
        await deed(here, work)
        here.troubled = False
        await here.calm("a death")
        assert http or work.told.opened
        return await verdict(here, work)


@pytest.mark.parametrize(
    ("mutant", "deed", "found"),
    [
        ("", killed_as_it_posts, ""),
        ("blind", killed_as_it_posts, "stands 2 times"),
        ("", killed_once_it_said_yes, ""),
        ("hasty", killed_once_it_said_yes, "is stored 0 times"),
        ("heedless", asleep_while_its_turn_comes, "stands 2 times"),
        ("", an_answer_is_lost, ""),
        ("forgetful", an_answer_is_lost, "is answered 2 times"),
        ("", the_clock_goes_back, ""),
        ("stubborn", the_clock_goes_back, "stays due"),
    ],
)
async def test_a_broken_bot_is_found(
    tmp_path: Path,
    bots: Nursery,
    monkeypatch: pytest.MonkeyPatch,
    mutant: str,
    deed: Callable[[Company, Work], Awaitable[None]],
    found: str,
) -> None:
    """Each breaks one promise, which the oracle names; and nothing is said of a sound one."""
    if mutant == "stubborn":
        monkeypatch.setattr("tests.faults.company.ON_TIME", 3.0)
    said = await directed(tmp_path, bots, mutant, deed)
    if found:
        assert any(found in finding for finding in said), said
    else:
        assert not said
