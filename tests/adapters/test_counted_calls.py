"""Calls to Slack and to the store are counted by how they went."""

from contextlib import suppress
from datetime import timedelta

import pytest
from aiohttp import web

from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store, connect
from bot.adapters.slack_api import SlackApi
from bot.adapters.slack_pace import Pace
from bot.adapters.slack_surfaces import Surfaces
from bot.adapters.store_deadlines import StoredDeadlines
from bot.errors import StoreUnavailable
from bot.ports import NewId, Refused, Unclear
from bot.views.message import Message
from tests.adapters.stage import Stage, scripted
from tests.domain.carried import MONDAY
from tests.fakes.meter import FakeMeter

CALL, RETRY = "baton_slack_call_seconds", "baton_slack_retries_total"


def counting(stage: Stage) -> tuple[SlackApi, FakeMeter]:
    """The same calls, counted."""
    meter = FakeMeter()
    return SlackApi(stage.client, Pace(now=stage.time.now, sleep=stage.time.sleep), meter=meter), meter


async def test_calls_are_counted_by_method_and_outcome(stage: Stage) -> None:
    """Also the 429 before the one that went well, and the wait in between."""
    api, meter = counting(stage)
    stage.fault("chat.postMessage", "429", retry_after=3)
    await api.write("chat.postMessage", channel=stage.channel("general").id, text="hello")
    with pytest.raises(Refused):
        await api.write("chat.postMessage", channel="C0NOWHERE", text="hello")
    calls = {series[1:]: len(taken) for series, taken in meter.taken.items() if series[0] == CALL}
    post = "chat.postMessage"
    assert calls == {(post, "too fast"): 1, (post, "ok"): 1, (post, "refused"): 1}
    assert meter.counted[RETRY, post, "too fast"] == 1
    assert meter.taken["baton_slack_wait_seconds", "retry after"] == [3.0]


async def test_what_was_left_unclear_is_not_taken_for_done(stage: Stage) -> None:
    """A read is sent again, and counted again."""
    api, meter = counting(stage)
    stage.fault("users.info", "500", times=2)
    await api.read("users.info", user=stage.user("bob").id)
    assert len(meter.taken[CALL, "users.info", "unclear"]) == 2
    assert meter.counted[RETRY, "users.info", "unclear"] == 2


async def test_a_channels_pace_is_counted_when_somebody_waits_for_it(stage: Stage) -> None:
    """A burst of three waits for nobody; the fourth does."""
    api, meter = counting(stage)
    left = [await api.turn("C1") for _ in range(4)]
    assert left == [60.0, 60.0, 60.0, 59.0]
    assert meter.taken["baton_slack_wait_seconds", "channel"] == [1.0]


async def test_when_slack_answered_last_is_remembered(stage: Stage) -> None:
    """For whoever compares clocks."""
    await stage.api.read("auth.test")
    assert stage.api.dated is not None
    assert "GMT" in stage.api.dated[0]


async def test_round_trips_are_counted_by_command_and_script(
    store_url: str, keys: Keys, new_id: NewId
) -> None:
    """And what is due by looking."""
    meter = FakeMeter()
    store: Store = connect(store_url, meter=meter)
    try:
        index = StoredDeadlines(store, keys, new_id)
        await store.get(keys.schema)
        await index.claim(MONDAY, 1)
        assert await index.depths(MONDAY) == (0, 0)
    finally:
        await store.aclose()
    took = {series[1] for series in meter.taken if series[0] == "baton_store_seconds"}
    assert {"GET", "claim"} <= took


async def test_a_store_that_is_away_is_counted() -> None:
    """By the error's kind."""
    meter = FakeMeter()
    store = connect("redis://127.0.0.1:1/0", retries=0, longest=timedelta(seconds=2), meter=meter)
    with suppress(StoreUnavailable, Unclear):
        await store.ping()
    await store.aclose()
    assert [series[0] for series in meter.counted] == ["baton_store_failures_total"]


async def test_replies_beside_a_button_are_counted_too(stage: Stage) -> None:
    """One that went nowhere is not taken for done."""
    api, meter = counting(stage)
    for path in ("response/unknown", "healthz-of-nobody"):
        await Surfaces(api).respond(
            f"{stage.playground.address}/{path}", Message(text="hello"), replace=False
        )
    await Surfaces(api).respond("http://127.0.0.1:1/", Message(text="hello"), replace=False)
    went = {series[2]: len(taken) for series, taken in meter.taken.items() if series[1] == "response_url"}
    assert went == {"refused": 2, "unclear": 1}


async def test_replies_beside_a_button_take_the_way_that_calls_take() -> None:
    """Where a proxy stands before Slack, their addresses lie behind it, too."""
    async with scripted({"reply": web.Response()}) as api:
        meter = FakeMeter()
        api.client.proxy, api.meter = api.client.base_url.removesuffix("api/"), meter
        await Surfaces(api).respond("http://hooks.invalid/api/reply", Message(text="hello"), replace=False)
    assert [series[2] for series in meter.taken] == ["ok"]
