"""A bot that serves, and somebody on the network: whatever they send is refused, nothing stops answering for it."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from urllib.parse import urlencode

import aiohttp
import pytest

from playground.driver import LocalSlack
from playground.people import OTHER_TEAM_ID, TEAM_ID
from playground.signed_http import sign
from playground.transport import Envelope, EnvelopeKind, NoAnswer
from playground.wire import Json
from tests.attacks.hands import Hands
from tests.conversations.conftest import slack
from tests.privacy.judge import Judge
from tests.privacy.marks import Marks
from tests.privacy.stage import Stage, free_port

__all__ = ["slack"]

FORM, JSON = "application/x-www-form-urlencoded", "application/json"
DEEP = '{"a":' * 100_000 + "1" + "}" * 100_000
BROKEN = (
    "{", "[]", "null", "1", '"x"', "payload=", "payload=[]", "payload=null", "payload=%7B", "payload=1",
    "payload=%7B%7D", "command", "command=%00", "command=/escalate&text=%FF%FE", "command=/escalate&text=%ED%A0%80",
    f"payload={DEEP}", DEEP, "&" * 5000, "=" * 5000, "command=/escalate&user_id[]=1", '{"event":[]}',
    '{"type":"event_callback","event":{"type":"message","user":"U1","text":"\\ud800"}}',
    '{"type":"url_verification"}', '{"type":"event_callback","event":{"type":["message"]}}',
    '{"authorizations":1,"event":{}}', '{"authorizations":[1],"event":{}}', '{"team":1,"event":{"type":"message"}}',
    'payload={"type":"block_actions","actions":[1]}', 'payload={"type":"block_actions","actions":{}}',
    'payload={"type":"view_submission","view":[]}', 'payload={"type":"view_submission","view":{"state":1}}',
    'payload={"type":"message_action","message":[],"callback_id":"hand_this_over"}', 'payload={"type":"shortcut"}',
    'payload={"type":"block_actions","user":[],"actions":[{"action_id":"escalation_take"}]}',
    'payload={"type":"view_submission","view":{"callback_id":"note_form","state":{"values":{"a":[]}}}}',
    'payload={"type":"view_submission","view":{"callback_id":{},"state":{"values":[]}}}',
)  # fmt: skip
"""Signed as Slack's, but nothing that Slack sends."""


@dataclass
class Door:
    """The bot's port."""

    stage: Stage
    http: aiohttp.ClientSession

    async def posts(self, body: bytes, kind: str = FORM, **headers: str) -> tuple[int, str]:
        """A request as somebody on the network makes it."""
        headers = {"Content-Type": kind, **headers}
        async with self.http.post("/slack/events", data=body, headers=headers) as answered:
            return answered.status, await answered.text()

    async def signed(self, body: bytes, kind: str = FORM, *, at: float = 0) -> tuple[int, str]:
        """The same with Slack's signature."""
        stamp = int(at or time.time())
        return await self.posts(body, kind, **sign(self.stage.slack.signing_secret, body, stamp))

    async def still_answers(self) -> None:
        """Somebody asks something, and is answered."""
        bob = Hands(self.stage, self.stage.slack.person("bob").id)
        answered = await bob.types("/escalate", "refund")
        assert answered
        assert "Dohyun Choi" in json.dumps(answered)


@pytest.fixture
async def door(slack: LocalSlack, tmp_path: Path) -> AsyncIterator[Door]:
    """A bot that serves signed HTTP."""
    marks = Marks(Random(0))  # noqa: S311 - the same in every run
    stage = Stage(slack, marks, Judge(marks), tmp_path / "data", free_port(), [])
    async with (
        stage.serving(http=True),
        aiohttp.ClientSession(f"http://127.0.0.1:{stage.port}") as http,
    ):
        yield Door(stage, http)


def command(user: str, text: str = "open") -> bytes:
    """A command's body."""
    told = {"command": "/escalate", "text": text, "user_id": user, "team_id": TEAM_ID, "trigger_id": "1.2.3"}
    return urlencode(told).encode()


async def test_what_is_not_slacks_is_refused_without_a_word(
    door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    """Unsigned, signed by somebody else, too old, from tomorrow, changed on its way, with odd headers."""
    caplog.set_level("WARNING")
    body, now = command(door.stage.slack.person("bob").id), int(time.time())
    secret = door.stage.slack.signing_secret
    right = sign(secret, body, now)
    for wrong in (
        {},
        sign("guessed", body, now),
        sign(secret, body, now - 301),
        sign(secret, body, now + 400),
        sign(secret, body + b" ", now),
        right | {"X-Slack-Request-Timestamp": str(now - 1)},
        right | {"X-Slack-Request-Timestamp": "soon"},
        right | {"X-Slack-Signature": "v0=\u00e9"},
        {"X-Slack-Signature": right["X-Slack-Signature"]},
    ):
        assert await door.posts(body, **wrong) == (401, "")
    for unsigned in BROKEN[:4]:
        assert await door.posts(unsigned.encode(), JSON) == (401, "")
    assert caplog.text == ""
    await door.still_answers()


async def test_an_overheard_request_is_of_no_use(door: Door) -> None:
    """Sent again within the five minutes it is answered with nothing."""
    body = command(door.stage.slack.person("bob").id)
    first = await door.signed(body, at=1_000 + time.time() - 1_000)
    assert first[0] == 200
    assert first[1]
    assert await door.signed(body, at=time.time() // 1) in {(200, ""), first}


@pytest.mark.parametrize(
    "kind", ["text/plain", "multipart/form-data; boundary=x", "", "application/json;charset=x"]
)
async def test_a_command_of_another_content_type_is_none(door: Door, kind: str) -> None:
    """Signed, even so."""
    status, said = await door.signed(command(door.stage.slack.person("bob").id), kind)
    assert (status, said) in {(415, ""), (400, "")}


async def test_whatever_is_malformed_is_answered(door: Door, caplog: pytest.LogCaptureFixture) -> None:
    """Broken forms and JSON, a hundred thousand deep, halves of letters: an answer to each, no trace in the log."""
    caplog.set_level("WARNING")
    for body in BROKEN:
        raw = body.encode()
        kind = JSON if body.startswith(("{", "[", "n", "1", '"')) else FORM
        status, _ = await door.signed(raw, kind)
        assert status < 500, body[:80]
    assert "Traceback" not in caplog.text
    assert "a request failed" not in caplog.text
    await door.still_answers()


async def test_beyond_a_megabyte_nothing_is_read(door: Door) -> None:
    """Announced or not."""
    large = b"text=" + b"x" * 1_000_001
    assert (await door.signed(large))[0] == 413
    await door.still_answers()


async def test_slacks_look_at_the_certificate_is_no_way_in(door: Door) -> None:
    """`ssl_check` is not signed: nothing that comes with it is done."""
    body = command(door.stage.slack.person("bob").id) + b"&ssl_check=1"
    assert await door.posts(body) == (200, "")


@pytest.mark.parametrize("path", ["/slack/../metrics", "/slack/events/../../readyz", "/intake/feedback"])
async def test_no_path_leads_around(door: Door, path: str) -> None:
    """To what is not meant for whoever asks."""
    async with door.http.post(path, data=b"{}", headers={"Content-Type": JSON}) as answered:
        assert answered.status in {401, 404, 405}


async def test_somebody_of_another_workspace_is_a_stranger(door: Door) -> None:
    """Signed, with a team that is not ours: they are looked up like anybody, and may do nothing."""
    stranger = Hands(door.stage, door.stage.slack.person("sven").id, is_stranger=True)
    forged = Hands(door.stage, "U0FORGED999", is_stranger=True)
    for hands in (stranger, forged):
        await hands.submits("hand_over_form", "{}", {"topic": "billing_refund", "need": "forged"})
    await door.stage.idle()
    store = door.stage.store
    assert store is not None
    assert [key async for key in store.scan_iter(match="*:escalation:*")] == []
    assert stranger._team == OTHER_TEAM_ID


async def test_over_socket_mode_whatever_comes_people_are_answered(
    slack: LocalSlack, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The same payloads in envelopes, and a frame that is no JSON: the connection stands, people are answered."""
    caplog.set_level("WARNING")
    marks = Marks(Random(0))  # noqa: S311 - the same in every run
    stage = Stage(slack, marks, Judge(marks), tmp_path / "data", free_port(), [])
    async with stage.serving():
        opened = slack.connections
        kinds: tuple[EnvelopeKind, ...] = ("slash_commands", "interactive", "events_api")
        await asyncio.gather(*(_sends(slack, kind, _payload(body)) for body in BROKEN for kind in kinds))
        for connection in slack.playground.socket_mode.connections:
            for frame in ("{", "[]", "null", '{"type":"hello"}', '{"envelope_id":1}', "\u0000", DEEP):
                await connection.socket.send_str(frame)
        bob = Hands(stage, slack.person("bob").id)
        answered = await bob.types("/escalate", "refund")
        assert "Dohyun Choi" in json.dumps(answered)
        assert slack.connections == opened
    assert "a request failed" not in caplog.text


async def _sends(slack: LocalSlack, kind: EnvelopeKind, payload: Json) -> None:
    """What makes no sense at all need not be acknowledged."""
    with suppress(NoAnswer):
        await slack.playground.socket_mode.send(Envelope(kind, payload, accepts_response=True), within=1)


def _payload(body: str) -> Json:
    """What stands in a body, as an envelope carries it."""
    try:
        read = json.loads(body.removeprefix("payload="))
    except (ValueError, RecursionError):
        return {"type": "block_actions", "broken": body[:100]}
    return read if isinstance(read, dict) else {"payload": read}
