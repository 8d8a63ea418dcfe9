"""POST /intake/feedback: signed in two ways, once by its id, and never in anybody's way."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import aiohttp
import pytest
from pydantic import SecretStr

from bot.adapters import asgi
from bot.adapters.intake_door import (
    LARGEST,
    PATH,
    SIGNATURE,
    TIMESTAMP,
    ZENDESK_SIGNATURE,
    ZENDESK_TIMESTAMP,
    IntakeDoor,
    TakeIn,
    signature,
    zendesk_signature,
)
from bot.adapters.server import Door, WebServer
from bot.domain.survey import SurveyAnswer
from bot.errors import StoreUnavailable
from bot.ports import Unclear
from bot.ports.surveys import Taken
from bot.services.take_in import take_in
from tests.services.survey_scene import survey_scene

SECRET, OTHER = "a-secret-of-the-survey-tool", "another-secret-of-a-tool"
GOOD: dict[str, Any] = {"id": "S1", "agent": "cho", "scale": "csat", "score": 1, "comment": "zzmark"}


@dataclass
class Inside:
    """What stands behind the door; `fails` is raised instead."""

    taken: list[SurveyAnswer] = field(default_factory=list)
    fails: Exception | None = None

    async def __call__(self, answer: SurveyAnswer) -> Taken:
        """Take an answer in."""
        if self.fails:
            raise self.fails
        self.taken.append(answer)
        return Taken(result="note", before=len(self.taken) > 1)


@dataclass
class Caller:
    """A survey tool."""

    session: aiohttp.ClientSession

    async def posts(self, body: object = GOOD, **headers: str) -> tuple[int, dict[str, Any]]:
        """Send it, signed unless it says otherwise."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        given = {"Content-Type": "application/json", **(headers or signed(raw))}
        async with self.session.post(PATH, data=raw, headers=given) as answer:
            return answer.status, await answer.json()


@asynccontextmanager
async def standing(inside: TakeIn, *secrets: str) -> AsyncIterator[Caller]:
    """A door on a port, and a tool before it."""
    door = IntakeDoor(
        [SecretStr(secret) for secret in secrets or (SECRET,)],
        inside,
        wall_clock=lambda: datetime.now(UTC),
        clock=lambda: datetime.now(UTC),
    )
    web = WebServer(Door({}, pages={PATH: door}), port=0, host="127.0.0.1")
    await web.start()
    try:
        async with aiohttp.ClientSession(f"http://127.0.0.1:{web.port}") as session:
            yield Caller(session)
    finally:
        await web.close()


@pytest.fixture
def inside() -> Inside:
    """What stands behind the door."""
    return Inside()


@pytest.fixture
async def tool(inside: Inside) -> AsyncIterator[Caller]:
    """A tool that knows the secret."""
    async with standing(inside) as caller:
        yield caller


def signed(body: bytes, *, secret: str = SECRET, ago: timedelta = timedelta()) -> dict[str, str]:
    """Baton's own headers."""
    stamp = str(int((datetime.now(UTC) - ago).timestamp()))
    return {TIMESTAMP: stamp, SIGNATURE: signature(secret.encode(), stamp, body)}


def by_zendesk(body: bytes, *, secret: str = SECRET, ago: timedelta = timedelta()) -> dict[str, str]:
    """Zendesk's."""
    stamp = (datetime.now(UTC) - ago).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {ZENDESK_TIMESTAMP: stamp, ZENDESK_SIGNATURE: zendesk_signature(secret.encode(), stamp, body)}


RAW = json.dumps(GOOD).encode()


async def test_a_signed_answer_is_taken_in(tool: Caller, inside: Inside) -> None:
    """202 with what became of it; the same id again is 200 with the same."""
    assert await tool.posts() == (202, {"ok": True, "result": "note"})
    assert await tool.posts() == (200, {"ok": True, "result": "note"})
    assert inside.taken[0].comment == "zzmark"


async def test_zendesks_own_signature_counts_too(tool: Caller) -> None:
    """Base64 over time stamp and body, the stamp as ISO 8601."""
    assert (await tool.posts(RAW, **by_zendesk(RAW)))[0] == 202


def test_zendesks_signature_is_the_documented_one() -> None:
    """base64(HMACSHA256(TIMESTAMP + BODY)), worked out with openssl."""
    made = zendesk_signature(b"dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmc=", "2021-03-25T05:09:27Z", b'{"a": 1}')
    assert made == "uM984MsVGCX0tUYjHk6guzWfQx8fbL78qD5j9+EVfQw="


def test_our_signature_is_the_documented_one() -> None:
    """As the shell of docs/intake.md works it out."""
    made = signature(b"a-secret-of-the-survey-tool", "1700000000", b'{"a": 1}')
    assert made == "v0=8025dde5e5e215606e8f7b8df20af1d6732458061b85adf7e6ed333a060f722c"


async def test_two_tools_may_have_a_secret_each() -> None:
    """And an old one goes on counting while the new one is brought in."""
    async with standing(Inside(), SECRET, OTHER) as tool:
        assert (await tool.posts(RAW, **signed(RAW, secret=OTHER)))[0] == 202
        assert (await tool.posts(RAW, **by_zendesk(RAW, secret=SECRET)))[0] == 200


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ({"X-Nothing": "1"}, "it is not signed"),
        (signed(RAW, secret=OTHER), "its signature does not fit"),
        (by_zendesk(RAW, secret=OTHER), "its signature does not fit"),
        (signed(RAW + b" "), "its signature does not fit"),
        ({**signed(RAW), SIGNATURE: "v0=ü"}, "its signature does not fit"),
        ({**signed(RAW), TIMESTAMP: "yesterday"}, "its time stamp is missing or unreadable"),
        ({**signed(RAW), TIMESTAMP: "９９９９９９９９９９"}, "its time stamp is missing or unreadable"),
        ({**by_zendesk(RAW), ZENDESK_TIMESTAMP: ""}, "its time stamp is missing or unreadable"),
    ],
)
async def test_what_is_not_signed_rightly_is_refused(
    tool: Caller, inside: Inside, headers: dict[str, str], why: str
) -> None:
    """401, before a word of it is read."""
    assert await tool.posts(RAW, **headers) == (401, {"error": why})
    assert not inside.taken


@pytest.mark.parametrize("sign", [signed, by_zendesk])
@pytest.mark.parametrize("minutes", [6, -6])
async def test_an_overheard_request_is_of_no_use_later(tool: Caller, sign: Any, minutes: int) -> None:  # noqa: ANN401 - a way to sign
    """Five minutes either way, by real time."""
    status, told = await tool.posts(RAW, **sign(RAW, ago=timedelta(minutes=minutes)))
    assert (status, told["error"]) == (401, "its time stamp is more than five minutes off")


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
async def test_only_json_is_taken(tool: Caller, kind: str) -> None:
    """415 for anything else."""
    assert (await tool.posts(RAW, **signed(RAW), **{"Content-Type": kind}))[0] == 415


async def test_a_charset_beside_the_type_is_no_matter(tool: Caller) -> None:
    """Tools add it."""
    headers = {**signed(RAW), "Content-Type": "Application/JSON; charset=utf-8"}
    assert (await tool.posts(RAW, **headers))[0] == 202


@pytest.mark.parametrize(
    ("body", "at"),
    [
        (b'{"id": "zzmark', ["line 1, column 8"]),
        (b"[" * 60_000, ["the body"]),
        (b"[1]", ["the body"]),
        (json.dumps({**GOOD, "score": "zzmark"}).encode(), ["score"]),
        (json.dumps({"agent": 5, "score": 9, "scale": "zzmark"}).encode(), ["id", "agent", "scale"]),
        (json.dumps({**GOOD, "comment": ["zzmark"], "zzmark": 1}).encode(), ["the body", "comment"]),
    ],
)
async def test_what_cannot_be_read_is_told_with_its_place(tool: Caller, body: bytes, at: list[str]) -> None:
    """All of it at once, in both languages; none of the words come back."""
    status, told = await tool.posts(body)
    assert status == 400
    assert [one["at"] for one in told["problems"]] == at
    assert all(one["en"] and one["ko"] for one in told["problems"])
    assert "zzmark" not in repr(told)


@pytest.mark.parametrize("announced", [True, False])
async def test_too_much_is_refused(tool: Caller, announced: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """413 at 64 kB, whether it says so or not."""
    raw = b"x" * (LARGEST + 1)

    async def pieces() -> AsyncIterator[bytes]:
        yield raw[:40_000]
        yield raw[40_000:]

    try:
        async with tool.session.post(PATH, data=raw if announced else pieces()) as answer:
            assert answer.status == 413
    except aiohttp.ClientConnectionError:
        assert not announced, "it may hang up on somebody who goes on sending"


async def test_a_body_that_never_ends_holds_nobody_up(tool: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is given up after a while; others are answered meanwhile."""
    monkeypatch.setattr(asgi, "_BODY_TIMEOUT", 0.2)
    more = asyncio.Event()

    async def slow() -> AsyncIterator[bytes]:
        yield RAW[:10]
        await more.wait()

    hanging = asyncio.create_task(tool.session.post(PATH, data=slow(), headers=signed(RAW)))
    assert (await tool.posts())[0] == 202
    try:
        async with await hanging as answer:
            assert answer.status == 400
    except aiohttp.ClientConnectionError:
        pass
    more.set()


async def test_it_is_a_post(tool: Caller) -> None:
    """Whoever opens it in a browser learns nothing."""
    async with tool.session.get(PATH) as answer:
        assert answer.status == 405


async def test_without_a_secret_there_is_no_such_place() -> None:
    """404, as anywhere else."""
    web = WebServer(Door({}), port=0, host="127.0.0.1")
    await web.start()
    async with (
        aiohttp.ClientSession(f"http://127.0.0.1:{web.port}") as session,
        session.post(PATH, data=RAW, headers=signed(RAW)) as answer,
    ):
        assert answer.status == 404
    await web.close()


@pytest.mark.parametrize("away", [StoreUnavailable("gone"), Unclear("silent")])
async def test_when_it_cannot_be_kept_the_tool_sends_it_again(away: Exception) -> None:
    """503, which survey tools retry."""
    async with standing(Inside(fails=away)) as tool:
        assert (await tool.posts())[0] == 503


async def test_ten_at_once_are_one_answer() -> None:
    """One is accepted, the others are told the same."""
    scene = survey_scene()
    async with standing(partial(take_in, scene.tools)) as tool:
        answers = await asyncio.gather(*(tool.posts() for _ in range(10)))
    assert sorted(status for status, _ in answers) == [200] * 9 + [202]
    assert {told["result"] for _, told in answers} == {"note"}
    assert len(scene.book.kept) == 1


async def test_nothing_of_it_is_logged(tool: Caller, caplog: pytest.LogCaptureFixture) -> None:
    """Neither words nor who they are about, whatever went wrong."""
    caplog.set_level(logging.DEBUG)
    await tool.posts()
    await tool.posts(b'{"comment": "zzmark", ')
    await tool.posts(RAW, **signed(RAW, secret=OTHER))
    assert "zzmark" not in caplog.text
    assert "cho" not in [word for line in caplog.messages for word in line.split()]
