"""A call is answered, refused or left unclear; a write is never made twice."""

import asyncio

import pytest
from aiohttp import web

from bot.adapters.slack_api import SlackApi
from bot.adapters.slack_client import make_client, open_session
from bot.adapters.slack_pace import Pace
from bot.ports import Refused, Unclear
from tests.adapters.stage import SHORT, Stage, Time, scripted


async def say(stage: Stage) -> None:
    """Post something."""
    await stage.api.write("chat.postMessage", channel=stage.channel("general").id, text="hello")


async def test_a_429_is_waited_out_as_told(stage: Stage) -> None:
    """Slack said three seconds: after three it is sent again, and posted once."""
    stage.fault("chat.postMessage", "429", retry_after=3)
    await say(stage)
    assert stage.time.waits == [3.0]
    assert len(stage.said("general")) == 1


async def test_the_whole_method_keeps_still_after_a_429(stage: Stage) -> None:
    """Another call of the method does not ask for the next 429."""
    stage.fault("chat.postMessage", "429", retry_after=3)
    await asyncio.gather(say(stage), say(stage), say(stage))
    assert len(stage.said("general")) == 3


async def test_too_long_a_wait_is_not_waited_out(stage: Stage) -> None:
    """Ten minutes are longer than a lease lasts: nothing is posted, and whoever is next tries again."""
    stage.fault("chat.postMessage", "429", retry_after=600)
    with pytest.raises(Unclear, match="600 s"):
        await say(stage)
    assert stage.time.waits == []
    assert stage.said("general") == []


async def test_a_token_that_was_replaced_gives_nothing_up(stage: Stage) -> None:
    """Slack refused us, not the message: it is unclear, so that it is tried again with the new token."""
    stage.fault("chat.postMessage", "error:token_revoked")
    with pytest.raises(Unclear, match="token_revoked"):
        await say(stage)


@pytest.mark.parametrize("kind", ["500", "drop", "drop_after_doing", "timeout_after_doing"])
async def test_a_write_without_an_answer_is_unclear_and_not_repeated(stage: Stage, kind: str) -> None:
    """Whether Slack took it is not known, so it is not sent again."""
    stage.fault("chat.postMessage", kind)
    with pytest.raises(Unclear):
        await say(stage)
    assert len(stage.calls("chat.postMessage")) == 1


@pytest.mark.parametrize("error", ["internal_error", "fatal_error", "request_timeout"])
async def test_slacks_ambiguous_errors_are_unclear(stage: Stage, error: str) -> None:
    """These three come both before and after the work is done."""
    stage.fault("chat.postMessage", f"error:{error}")
    with pytest.raises(Unclear, match=error):
        await say(stage)


async def test_a_definite_no_is_a_refusal_with_slacks_reason(stage: Stage) -> None:
    """A channel that is archived takes nothing."""
    stage.channel("general").archived = True
    with pytest.raises(Refused, match="is_archived"):
        await say(stage)


@pytest.mark.parametrize("kind", ["500", "drop", "timeout_after_doing", "error:internal_error"])
async def test_a_read_is_repeated(stage: Stage, kind: str) -> None:
    """Asking again does no harm."""
    stage.fault("users.info", kind, times=2)
    answer = await stage.api.read("users.info", user="U02BOB")
    assert answer["user"]["id"] == "U02BOB"
    assert len(stage.calls("users.info")) == 3


async def test_a_read_gives_up_when_its_patience_ends(stage: Stage) -> None:
    """Somebody is waiting: after two seconds there is no answer rather than a late one."""
    stage.fault("users.info", "500", times=50)
    with pytest.raises(Unclear):
        await stage.api.read("users.info", user="U02BOB", patience=2.0)
    assert sum(stage.time.waits) <= 2.0


async def test_where_nothing_listens_a_write_is_tried_again(unused_tcp_port: int) -> None:
    """Without a connection nothing was sent; at the end of its patience it is still unclear."""
    time = Time()
    async with open_session(timeout=SHORT) as session:
        client = make_client("xoxb-1", session, base_url=f"http://127.0.0.1:{unused_tcp_port}/api")
        api = SlackApi(client, Pace(now=time.now, sleep=time.sleep))
        with pytest.raises(Unclear, match="no connection"):
            await api.write("chat.postMessage", channel="C1", text="hello", patience=10)
    assert len(time.waits) > 3


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/plain", "ok"),
        ("text/html", "<p>Please sign in to the hotel's network</p>"),
        ("application/json", '{"ok": tr'),
        ("application/json", ""),
        ("application/json", "[]"),
    ],
)
async def test_an_answer_that_is_not_slacks_is_unclear(kind: str, body: str) -> None:
    """Proxies and hotel networks answer 200 with something else."""
    answers = {"chat.postMessage": web.Response(text=body, content_type=kind)}
    async with scripted(answers) as api:
        with pytest.raises(Unclear):
            await api.write("chat.postMessage", channel="C1", text="hello")


async def test_a_short_burst_goes_at_once_and_the_rest_a_second_apart() -> None:
    """Slack takes about one message a second and channel."""
    time = Time()
    pace = Pace(now=time.now, sleep=time.sleep)
    started = time.now()
    told = []
    for _ in range(6):
        await pace.turn("C1")
        told.append(time.now() - started)
    assert told == [0, 0, 0, 1, 2, 3]


async def test_a_queue_longer_than_a_lease_is_not_joined() -> None:
    """Whoever would wait too long is told at once, and takes nobody's turn."""
    time = Time()
    pace = Pace(now=time.now, sleep=time.sleep, burst=1)
    assert await pace.turn("C1", patience=5) == 0
    for waited in range(1, 6):
        time.at = 1000.0
        assert await pace.turn("C1", patience=5) == waited
    for _ in range(3):
        time.at = 1000.0
        with pytest.raises(Unclear):
            await pace.turn("C1", patience=5)
    assert await pace.turn("C1", patience=6) == 6


async def test_channels_do_not_wait_for_each_other() -> None:
    """A busy channel delays nobody else."""
    time = Time()
    pace = Pace(now=time.now, sleep=time.sleep, burst=1)
    await pace.turn("C1")
    await pace.turn("C2")
    assert time.waits == []


async def test_a_channels_turns_come_in_the_order_they_were_asked_for() -> None:
    """First come, first served."""
    loop = asyncio.get_running_loop()
    pace = Pace(every=0.01, burst=1, now=loop.time)
    order: list[int] = []

    async def speak(number: int) -> None:
        await pace.turn("C1")
        order.append(number)

    await asyncio.gather(*(speak(number) for number in range(5)))
    assert order == [0, 1, 2, 3, 4]
