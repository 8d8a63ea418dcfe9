"""The gate in front of Bolt: what is Slack's goes in once, whole; everything else is refused before it is parsed."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr
from slack_bolt.response import BoltResponse

from bot.adapters.slack_gate import FORM, JSON, REMEMBERED, WINDOW, Forms, SlackGate
from playground.signed_http import sign

NOW = 1_800_000_000
SECRET = "the-signing-secret"
BODY = urlencode({"command": "/values", "text": "x", "trigger_id": "1.1"}).encode()
PRESS = urlencode({"payload": json.dumps({"type": "block_actions", "trigger_id": "1.1"})}).encode()

NO_TIMES = ("", "now", "١٨٠٠٠٠٠٠٠٠", " 1800000000", "1e9", "-1", "9" * 400)

Raw = list[tuple[bytes, bytes]]


class Behind:
    """What stands behind the gate: it keeps what came in, and fails as told."""

    def __init__(self, fails: Exception | None = None) -> None:
        self.came: list[tuple[Raw, bytes]] = []
        self.fails = fails

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401 - ASGI
        """Keep what came, then answer or fail."""
        self.came.append((list(scope["headers"]), (await receive())["body"]))
        if self.fails is not None:
            raise self.fails
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"answered"})


class Gate:
    """A gate at one moment, and a way through it."""

    def __init__(self, *secrets: str, fails: Exception | None = None, forms: Forms | None = None) -> None:
        self.inside, self.elapsed = Behind(fails), 0.0
        named = [SecretStr(one) for one in secrets or (SECRET,)]
        self.gate = SlackGate(self.inside, named, forms=forms, now=lambda: NOW, elapsed=lambda: self.elapsed)

    async def asks(self, body: bytes, headers: Mapping[str, str] | Raw) -> tuple[int, bytes]:
        """Status and body of the answer."""
        raw = headers if isinstance(headers, list) else [(k.encode(), v.encode()) for k, v in headers.items()]
        said: list[Any] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(part: Any) -> None:  # noqa: ANN401 - ASGI
            said.append(part)

        await self.gate({"type": "http", "headers": raw}, receive, send)
        return said[0]["status"], said[1]["body"]


def signed(
    body: bytes, *, secret: str = SECRET, at: int = NOW, kind: str = FORM, **more: str
) -> dict[str, str]:
    """Slack's headers."""
    return {"content-type": kind, **sign(secret, body, at), **more}


async def test_slacks_own_goes_in_whole() -> None:
    """With the same bytes, and no header that Bolt does not read."""
    gate = Gate()
    headers = {**signed(BODY), "cookie": "é", "x-forwarded-for": "1.2.3.4"}
    assert await gate.asks(BODY, headers) == (200, b"answered")
    (passed, body) = gate.inside.came[0]
    assert body == BODY
    assert {name for name, _ in passed} == {
        b"content-type", b"x-slack-signature", b"x-slack-request-timestamp",
    }  # fmt: skip


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"content-type": FORM},
        signed(BODY, secret="guessed"),
        signed(BODY + b"&text=more"),
        signed(BODY, at=NOW - WINDOW - 1),
        signed(BODY, at=NOW + WINDOW + 1),
        signed(BODY) | {"X-Slack-Signature": ""},
        signed(BODY) | {"X-Slack-Signature": "v0=é"},
        signed(BODY) | {"X-Slack-Signature": "v1=" + sign(SECRET, BODY, NOW)["X-Slack-Signature"][3:]},
        *(signed(BODY) | {"X-Slack-Request-Timestamp": stamp} for stamp in NO_TIMES),
    ],
)
async def test_what_slack_did_not_sign_is_refused_unread(headers: dict[str, str]) -> None:
    """Without a word that helps guessing, and without an error of ours."""
    gate = Gate()
    assert await gate.asks(BODY, headers) == (401, b"")
    assert gate.inside.came == []


async def test_two_signatures_are_none() -> None:
    """Whoever adds a header of their own beside Slack's gains nothing by it."""
    raw = [(name.encode(), value.encode()) for name, value in signed(BODY).items()]
    for name, value in (
        ("X-Slack-Signature", "v0=0"),
        ("x-slack-request-timestamp", "1"),
        ("content-type", "text/x"),
    ):
        gate = Gate()
        status, _ = await gate.asks(BODY, [*raw, (name.encode(), value.encode())])
        assert status in {401, 415}
        assert gate.inside.came == []


async def test_either_of_two_secrets_signs() -> None:
    """While one is being exchanged for another."""
    gate = Gate("new-secret", SECRET)
    assert (await gate.asks(BODY, signed(BODY)))[0] == 200
    assert (await gate.asks(BODY + b"&a=b", signed(BODY + b"&a=b", secret="new-secret")))[0] == 200


@pytest.mark.parametrize("kind", ["", "text/plain", "multipart/form-data; boundary=x", "application/xml"])
async def test_only_the_two_kinds_that_slack_sends(kind: str) -> None:
    """Signed or not."""
    assert (await Gate().asks(BODY, signed(BODY, kind=kind)))[0] == 415


async def test_the_same_press_again_does_nothing() -> None:
    """Overheard and sent again, it is neither done nor answered with anybody's words."""
    gate = Gate()
    assert await gate.asks(PRESS, signed(PRESS)) == (200, b"answered")
    assert await gate.asks(PRESS, signed(PRESS)) == (200, b"")
    assert len(gate.inside.came) == 1


async def test_the_same_command_again_is_answered_again() -> None:
    """A balancer may repeat one whose answer was lost on the way."""
    gate = Gate()
    for _ in range(2):
        assert await gate.asks(BODY, signed(BODY)) == (200, b"answered")


async def test_a_retried_event_goes_in_again() -> None:
    """Its id says that it is the same; after a crash it has to come through, in the same second even."""
    gate, body = Gate(), json.dumps({"type": "event_callback", "event_id": "Ev1"}).encode()
    for _ in range(2):
        assert (await gate.asks(body, signed(body, kind=JSON)))[1] == b"answered"


async def test_what_failed_may_come_again() -> None:
    """It was not done."""
    gate = Gate(fails=OSError("the store is away"))
    with pytest.raises(OSError, match="away"):
        await gate.asks(PRESS, signed(PRESS))
    gate.inside.fails = None
    assert (await gate.asks(PRESS, signed(PRESS)))[1] == b"answered"


@pytest.mark.parametrize("fails", [ValueError(), json.JSONDecodeError("x", "y", 0), RecursionError()])
async def test_what_cannot_be_read_is_no_error_of_ours(fails: Exception) -> None:
    """Broken JSON, JSON too deep: 400."""
    assert await Gate(fails=fails).asks(BODY, signed(BODY)) == (400, b"")


async def test_an_error_of_ours_behind_a_command_is_one() -> None:
    """What fails while a command that was read is answered is no broken request: its trace is not to be lost."""

    async def forms(_body: bytes) -> BoltResponse | None:
        raise TypeError("a bug")

    with pytest.raises(TypeError, match="a bug"):
        await Gate(forms=forms).asks(BODY, signed(BODY))


async def test_memory_of_requests_is_bounded() -> None:
    """By number and by age."""
    gate = Gate()
    for number in range(REMEMBERED + 50):
        gate.gate._is_first(str(number))
    assert len(gate.gate._seen) <= REMEMBERED + 1
    gate.elapsed = 3 * WINDOW
    gate.gate._is_first("later")
    assert list(gate.gate._seen) == ["later"]


async def test_slacks_look_at_the_certificate_is_answered_and_reaches_nothing() -> None:
    """It is not signed; a command that hides behind it is no command."""
    gate, body = Gate(), b"ssl_check=1&token=x&command=%2Fescalate&text=open&user_id=U1"
    assert await gate.asks(body, {"content-type": FORM}) == (200, b"")
    assert gate.inside.came == []
    assert (await gate.asks(b"text=" + b"x" * 2000 + b"&ssl_check=1", {"content-type": FORM}))[0] == 401


@given(
    headers=st.lists(
        st.tuples(
            st.sampled_from([b"x-slack-signature", b"x-slack-request-timestamp", b"content-type", b"\xff"]),
            st.binary(max_size=60),
        ),
        max_size=6,
    ),
    body=st.binary(max_size=200),
)
async def test_whatever_anybody_sends_is_refused(headers: Raw, body: bytes) -> None:
    """Any bytes in any header: an answer, never an exception, and nothing gets in."""
    gate = Gate()
    status, said = await gate.asks(body, headers)
    assert (status, said) in {(401, b""), (200, b"")}
    assert gate.inside.came == []
