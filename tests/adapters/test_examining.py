"""What doctor says of Slack, the clock, the store and the secret keys."""

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr

from bot.adapters import examining_slack, examining_store
from bot.adapters.families import SCHEMA_VERSION
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store, connect
from bot.adapters.sealing import Sealer
from bot.adapters.slack_api import SlackApi
from bot.adapters.slack_client import SCOPES, Identity, make_client
from bot.adapters.store_deadlines import StoredDeadlines
from bot.adapters.store_kudos import StoredNights
from bot.domain.diagnosis import Finding, Grade, worst
from bot.ports import NewId
from tests.adapters.stage import Stage, staged

OURS = Identity(team="T1", user="U1", bot="B1", name="baton", workspace="Acme", scopes=SCOPES)


def grades(*findings: Finding) -> list[Grade]:
    """How each is."""
    return [one.grade for one in findings]


def key() -> SecretStr:
    """A new secret key."""
    return SecretStr(Fernet.generate_key().decode())


def test_the_whole_is_as_its_worst_part() -> None:
    """Nothing found is well."""
    ok, warning, error = (Finding("a", grade, "b") for grade in ("ok", "warning", "error"))
    assert [worst([]), worst([ok]), worst([ok, warning]), worst([warning, error, ok])] == [
        "ok",
        "ok",
        "warning",
        "error",
    ]


@pytest.mark.parametrize(
    ("scopes", "expected"),
    [
        (SCOPES, ["ok", "ok"]),
        (SCOPES - {"reactions:read"}, ["ok", "error"]),
        (SCOPES | {"files:read"}, ["ok", "warning"]),
        (frozenset(), ["ok", "warning"]),
    ],
)
def test_scopes_are_compared_with_the_manifest(scopes: frozenset[str], expected: list[str]) -> None:
    """Too few stop something, too many are more than is needed; Slack may not say."""
    told = list(examining_slack.token(OURS.__class__(**{**vars(OURS), "scopes": scopes})))
    assert grades(*told) == expected


async def test_the_local_slack_tells_what_the_token_may_do(tmp_path: Path) -> None:
    """As Slack does with each answer: what an old installation lacks is found."""
    async with staged(tmp_path, without_scopes=frozenset({"reactions:read"})) as stage:
        [_, scopes] = examining_slack.token(stage.identity)
    assert (scopes.grade, scopes.said) == ("error", "the token lacks reactions:read")


async def test_an_app_token_is_tried_without_connecting(stage: Stage) -> None:
    """The bot's own token in its place is told apart."""
    right = SlackApi(make_client(stage.playground.tokens.app, stage.session, base_url=stage.client.base_url))
    assert (await examining_slack.app_token(right)).grade == "ok"
    wrong = await examining_slack.app_token(stage.api)
    assert wrong.grade == "error"
    assert "not the bot's" in wrong.mend


@pytest.mark.parametrize(
    ("off", "grade", "words"),
    [
        (timedelta(seconds=2), "ok", "agrees"),
        (timedelta(seconds=-90), "warning", "behind"),
        (timedelta(minutes=6), "error", "ahead of"),
    ],
)
def test_our_clock_is_compared_with_slacks(off: timedelta, grade: str, words: str) -> None:
    """Signed requests are refused at five minutes."""
    now = time.time()
    theirs = format_datetime(datetime.fromtimestamp(now, UTC) - off, usegmt=True)
    found = examining_slack.clock((theirs, now))
    assert found.grade == grade
    assert words in found.said


@pytest.mark.parametrize("dated", [None, ("yesterday", 0.0)])
def test_a_clock_that_cannot_be_compared_is_said(dated: tuple[str, float] | None) -> None:
    """It is no error."""
    assert examining_slack.clock(dated).grade == "warning"


def test_a_signing_secret_looks_like_one_or_not() -> None:
    """The secret itself is not shown."""
    assert examining_slack.signing_secret("0123456789abcdef" * 2).grade == "ok"
    found = examining_slack.signing_secret("client-secret")
    assert found.grade == "warning"
    assert "client-secret" not in found.said + found.mend


async def test_a_store_that_answers_is_named(store: Store, keys: Keys) -> None:
    """And what about it could lose data is told with where the settings stand."""
    first, *rest = [one async for one in examining_store.store(store, keys, replicated=False)]
    assert first.part == "store"
    assert "answers in" in first.said
    assert "error" not in grades(first, *rest)


async def test_a_store_of_a_newer_baton_is_an_error(store: Store, keys: Keys) -> None:
    """It would not start; nothing is written."""
    newer = str(SCHEMA_VERSION + 1)
    await store.put(keys.schema, newer, ttl=None)
    found = await examining_store.written(store, keys)
    assert grades(*found)[-1] == "error"
    assert await store.get(keys.schema) == newer


async def test_a_store_that_is_away_is_an_error(keys: Keys) -> None:
    """Within seconds."""
    away = connect("redis://127.0.0.1:1/0", retries=0, longest=timedelta(seconds=2))
    [found] = [one async for one in examining_store.store(away, keys, replicated=False)]
    await away.aclose()
    assert found.grade == "error"


async def test_secret_keys_are_tried_on_what_is_stored(store: Store, keys: Keys) -> None:
    """One that opens it, one that only an older one opens, and none that does; nothing changes."""
    old, new = key(), key()
    sealed = Sealer([old]).seal_text("words", bound="x")
    await store.put_field(keys.named("phrases"), "one", sealed)
    rings = ([old], [new, old], [new])
    found = [await examining_store.secret_keys(store, keys, ring) for ring in rings]
    assert grades(*found) == ["ok", "warning", "error"]
    assert await store.field(keys.named("phrases"), "one") == sealed
    await store.remove(keys.named("phrases"))
    assert (await examining_store.secret_keys(store, keys, [])).grade == "error"


async def test_what_is_overdue_and_set_aside_is_told(store: Store, keys: Keys, new_id: NewId) -> None:
    """With a hint at what to look for."""
    index = StoredDeadlines(store, keys, new_id)
    now = datetime(2026, 3, 2, 12, tzinfo=UTC)
    assert grades(*await examining_store.deadlines(index, now)) == ["ok"]
    await StoredNights(store, keys, new_id).schedule("support", now - timedelta(hours=2))
    [found] = await examining_store.deadlines(index, now)
    assert (found.grade, found.said) == ("warning", "1 are overdue, the first since 2026-03-02 10:00 UTC")
    [lease] = await index.claim(now, 1)
    await replace(index, park_after=1).release(lease, failed=True)
    [found] = await examining_store.deadlines(index, now)
    assert found.said == "night:support was set aside after 1 failures"
