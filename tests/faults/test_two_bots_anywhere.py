"""Two bots on a store of each kind carry one hand-over through; on a replicated one also while its primary dies."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

import pytest

from bot.adapters.keys import Keys
from bot.adapters.redis_client import connect, connected
from bot.adapters.store_escalations import StoredEscalations
from bot.domain.escalation import State
from bot.errors import StoreUnavailable
from playground.driver import LocalSlack
from playground.people import TEAM_ID
from tests.contracts.sample import NOON, escalation
from tests.faults.bots import environment, monday_morning
from tests.faults.ladder_acts import hands_over, solves, takes
from tests.faults.ladder_life import NEED, SECRET, STARTS_WITHIN
from tests.faults.nursery import Forked, Nursery, nursery
from tests.faults.topologies import secured, small_cluster, watched

WRITERS = 6
ENOUGH = 40
"""Acknowledged writes of each writer after which the primary dies, and once more after that."""


@asynccontextmanager
async def two_bots(bots: Nursery, folder: Path, url: str) -> AsyncIterator[tuple[LocalSlack, list[Forked]]]:
    """On one store, in the workspace of the example file."""
    async with monday_morning() as slack:
        environ = environment(slack, folder, slack.api_url) | {"REDIS_URL": url, "BATON_SECRET_KEYS": SECRET}
        both = [await bots.fork(environ) for _ in range(2)]
        try:
            await slack.bot_reconnected(connections=1, within=STARTS_WITHIN)
            yield slack, both
        finally:
            for bot in both:
                bot.kill()
                await bot.ended()


async def stands_once(slack: LocalSlack, channel: str) -> None:
    """One card."""
    await slack.quiet()
    cards = [text for text in await slack.person("dohyun").reads(channel) if NEED in text]
    assert len(cards) == 1, cards


async def carried_through(slack: LocalSlack, url: str) -> None:
    """Handed over, its second level asked when its time has come, taken and solved; told and stored once."""
    await hands_over(slack)
    await slack.person("dohyun").sees("#billing", NEED, within=15)
    await slack.forward(minutes=16)
    await takes(slack)
    await solves(slack)
    await stands_once(slack, "#billing")
    keys = Keys(TEAM_ID)
    async with connected(url) as store:
        [key] = [key async for key in store.scan(keys, f"{keys.escalation('')}*")]
        e = await StoredEscalations(store, keys, lambda: "").get(key.removeprefix(keys.escalation("")))
    assert e is not None
    assert e.state is State.RESOLVED


async def test_with_tls_and_a_user_of_its_own(tmp_path: Path) -> None:
    """The address names user, password and authority; the user may do no more than is recommended."""
    async with nursery() as bots, secured(tmp_path) as url, two_bots(bots, tmp_path, url) as (slack, both):
        await carried_through(slack, url)
        assert all(bot.lives for bot in both)


async def test_a_wrong_password_or_an_unknown_authority_is_told(tmp_path: Path) -> None:
    """As a store that does not answer, with the reason and without the password."""
    async with secured(tmp_path) as url:
        for wrong, why in (
            (url.replace("s3cret", "guess"), "AuthenticationError|WRONGPASS"),
            (url.partition("?")[0], "certificate"),
        ):
            store = connect(wrong, retries=0)
            with pytest.raises(StoreUnavailable, match=why) as told:
                await store.ping()
            await store.aclose()
            assert "guess" not in str(told.value)
            assert "s3cret" not in str(told.value)


async def test_on_a_cluster(tmp_path: Path) -> None:
    """All keys of a workspace lie in one slot."""
    async with (
        nursery() as bots,
        small_cluster(tmp_path) as url,
        two_bots(bots, tmp_path, url) as (slack, both),
    ):
        await carried_through(slack, url)
        assert all(bot.lives for bot in both)


@pytest.mark.timeout(120)  # a failover takes a few seconds, on a busy machine many
async def test_the_primary_dies_under_load(tmp_path: Path) -> None:
    """Every write that was acknowledged is there afterwards, and the two bots go on with what they began."""
    async with (
        nursery() as bots,
        watched(tmp_path) as place,
        two_bots(bots, tmp_path, place.url) as (slack, both),
    ):
        await hands_over(slack)
        await slack.person("dohyun").sees("#billing", NEED, within=15)
        load = Load(place.url)
        async with connected(place.url) as store:
            escalations = StoredEscalations(store, load.keys, lambda: uuid4().hex)
            writers = [asyncio.create_task(load.writes(escalations)) for _ in range(WRITERS)]
            await load.reaches(ENOUGH * WRITERS)
            place.primary.kill()
            await load.reaches(2 * ENOUGH * WRITERS)
            load.over = True
            await asyncio.gather(*writers)
            stored = {e.id for e in await escalations.open_of_team(escalation().team)}
        assert load.acknowledged <= stored
        await slack.forward(minutes=16)
        await takes(slack)
        await solves(slack)
        await stands_once(slack, "#billing")
        assert all(bot.lives for bot in both)


class Load:
    """Escalations that are opened one after the other, and which of them were acknowledged."""

    def __init__(self, url: str) -> None:
        self.keys = Keys(f"T{uuid4().hex[:8].upper()}")
        self.acknowledged: set[str] = set()
        self.over = False
        self._url = url

    async def writes(self, escalations: StoredEscalations) -> None:
        """Until it is over; what the store refuses nobody was promised."""
        while not self.over:
            e = escalation().model_copy(update={"id": uuid4().hex})
            try:
                await escalations.open(e, once=e.id, due=NOON)
            except StoreUnavailable:
                continue
            self.acknowledged.add(e.id)

    async def reaches(self, number: int) -> None:
        """Wait until so many were acknowledged."""
        async with asyncio.timeout(60):  # a failover, on a busy machine
            while len(self.acknowledged) < number:  # noqa: ASYNC110 - what the writers do
                await asyncio.sleep(0.01)
