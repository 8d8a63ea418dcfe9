"""What whoever runs Baton sees while people use it: figures, readiness, references; and nobody's words."""

import json
import re
from pathlib import Path

import aiohttp
import pytest
from pydantic import SecretStr

from bot.adapters.embedded import embedded_server
from bot.adapters.keys import Keys
from bot.adapters.redis_client import connected
from bot.config import load
from bot.settings import Need
from bot.wiring import examine
from playground.driver import LocalSlack
from playground.people import TEAM_ID
from tests.conversations.conftest import ROOT, StartBot, settings_beside
from tests.conversations.test_carrying import card, hands_over
from tests.faults.servers import free_port

MARK = "zebra-4711"


async def told(port: int, path: str) -> tuple[int, str]:
    """What PORT answers."""
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}{path}") as answer:
        return answer.status, await answer.text()


async def test_what_people_do_shows_in_figures_and_what_they_say_does_not(
    slack: LocalSlack, start_bot: StartBot
) -> None:
    """Requests by name, questions by what became of them, Slack's calls, deadlines and connections."""
    port = free_port()
    async with start_bot(PORT=str(port)):
        bob = slack.person("bob")
        await bob.types("#support", f"/values own_mistake {MARK}")
        await hands_over(bob, f"refund {MARK}")
        await slack.person("dohyun").presses("제가 맡을게요", in_=await card(slack))
        await bob.sees("@bot", "Dohyun Choi has it now.")
        status, page = await told(port, "/metrics")
        ready, why = await told(port, "/readyz")
    assert status == 200
    for wanted in (
        r'baton_request_seconds_count\{kind="command",name="/values",outcome="answered"\} 1\.0',
        r'baton_request_seconds_count\{kind="view",name="\w+",outcome="answered"\} 1\.0',
        r'baton_understood_total\{decision="\w+",what="topic"\} 1\.0',
        r'baton_slack_call_seconds_count\{method="chat\.postMessage",outcome="ok"\} [1-9]',
        r'baton_store_seconds_count\{command="\w+"\} [1-9]',
        r"baton_socket_connections [12]\.0",
        r"baton_parked 0\.0",
    ):
        assert re.search(wanted, page), wanted
    assert MARK not in page
    assert (ready, json.loads(why)["checks"]) == (200, {"slack": True, "store": True, "files": True})


async def test_the_reference_somebody_reads_finds_the_log(
    slack: LocalSlack, start_bot: StartBot, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A record that nobody can read is a bug: its trace stands under the reference that was shown, without its words."""
    async with start_bot():
        dohyun = slack.person("dohyun")
        await hands_over(slack.person("bob"))
        shown = await card(slack)
        async with embedded_server(tmp_path / "data") as server, connected(server.url) as store:
            async for key in store.scan(Keys(TEAM_ID), Keys(TEAM_ID).escalation("*")):
                if await store.field(key, "record"):
                    await store.put_field(key, "record", json.dumps({"id": [MARK]}))
        await dohyun.presses("제가 맡을게요", in_=shown)
        answer = await dohyun.sees("#billing", "저희 쪽에서 문제가 생겼습니다")
        found = re.search(r"[A-Z2-7]{8}", answer.text)
    assert found
    [line] = [line for line in caplog.records if f"reference {found[0]}" in line.getMessage()]
    assert line.exc_info
    assert MARK not in caplog.text


async def test_settings_that_nobody_can_read_still_leave_a_sentence(
    slack: LocalSlack, start_bot: StartBot, tmp_path: Path
) -> None:
    """How somebody reads is then unknown to the error, too, which is told in the workspace's language."""
    bob = slack.person("bob")
    async with start_bot():
        async with embedded_server(tmp_path / "data") as server, connected(server.url) as store:
            await store.put(Keys(TEAM_ID).preferences(bob.id), '{"language": 7}', ttl=None)
        answer = await bob.types("#support", "/values own_mistake")
    assert "저희 쪽에서 문제가 생겼습니다" in answer.text


async def test_doctor_finds_a_bot_that_serves_in_order(
    slack: LocalSlack, start_bot: StartBot, tmp_path: Path
) -> None:
    """Beside it, and without stopping it; the example files name whom the local Slack knows."""
    port = free_port()
    async with start_bot(PORT=str(port)):
        settings = settings_beside(slack, tmp_path / "data", Need.SLACK).model_copy(update={"port": port})
        found = await examine(settings, load(ROOT / "escalation.yaml", ROOT / "values.yaml"), False)  # noqa: FBT003 - the command line's flag
        ready, _ = await told(port, "/readyz")
    assert ready == 200
    graded = {one.part: one.grade for one in found}
    assert "error" not in graded.values()
    assert graded["scopes"] == graded["token"] == graded["secret keys"] == graded["port"] == "ok"
    assert next(one.said for one in found if one.part == "port") == f"Baton listens on {port} and is ready"


async def test_doctor_makes_no_store_where_there_is_none(slack: LocalSlack, tmp_path: Path) -> None:
    """Before the first start it leaves nothing behind."""
    settings = settings_beside(slack, tmp_path / "data", Need.SLACK).model_copy(update={"port": 0})
    found = await examine(settings, load(ROOT / "escalation.yaml", ROOT / "values.yaml"), False)  # noqa: FBT003 - the command line's flag
    assert next(one for one in found if one.part == "store").said.startswith("none yet")
    assert not (tmp_path / "data").exists()


async def test_doctor_looks_at_the_store_though_slack_does_not_take_the_token(
    slack: LocalSlack, start_bot: StartBot, tmp_path: Path
) -> None:
    """Whoever has two things to mend is told both at once."""
    async with start_bot():
        settings = settings_beside(slack, tmp_path / "data", Need.SLACK)
        settings = settings.model_copy(update={"slack_bot_token": SecretStr("xoxb-nobody"), "port": 0})
        found = await examine(settings, load(ROOT / "escalation.yaml", ROOT / "values.yaml"), False)  # noqa: FBT003 - the command line's flag
    graded = {one.part: one.grade for one in found}
    assert graded == {"token": "error", "store": "ok", "port": "ok"}
