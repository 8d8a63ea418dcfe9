"""Slack's Do Not Disturb: read as it is documented, remembered for a minute, in doubt not told."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.adapters.slack_quiet import SlackQuiet, disturbs_not
from tests.adapters.stage import Stage

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
AT = int(NOW.timestamp())


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ({"dnd_enabled": False, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1}, False),
        ({"dnd_enabled": True, "next_dnd_start_ts": AT - 60, "next_dnd_end_ts": AT + 60}, True),
        ({"dnd_enabled": True, "next_dnd_start_ts": AT + 60, "next_dnd_end_ts": AT + 600}, False),
        ({"dnd_enabled": True, "next_dnd_start_ts": AT - 600, "next_dnd_end_ts": AT}, False),
        ({"dnd_enabled": False, "snooze_enabled": True, "snooze_endtime": AT + 60}, True),
        ({"dnd_enabled": False, "snooze_enabled": True, "snooze_endtime": AT - 60}, False),
        ({"snooze_enabled": True}, True),
        ({"dnd_enabled": True}, None),
        ({"dnd_enabled": True, "next_dnd_start_ts": "soon", "next_dnd_end_ts": None}, None),
        ({}, None),
    ],
)
def test_what_an_answer_says_of_now(told: dict[str, Any], meant: bool | None) -> None:  # noqa: FBT001 - a row of the table
    """A schedule counts while its stretch holds; optional fields may be missing."""
    assert disturbs_not(told, NOW) is meant


async def test_asked_once_a_minute(stage: Stage) -> None:
    """However often somebody writes."""
    quiet = SlackQuiet(stage.api, lambda: datetime.now(UTC))
    assert await quiet.do_not_disturb("U02BOB") is False
    assert await quiet.do_not_disturb("U02BOB") is False
    assert len(stage.calls("dnd.info")) == 1


async def test_a_pause_and_hours(stage: Stage) -> None:
    """Both are a stretch of theirs; a stretch that is still to come disturbs nobody."""
    bob = stage.playground.world.users["U02BOB"]
    bob.snoozed = True
    assert await SlackQuiet(stage.api, lambda: datetime.now(UTC)).do_not_disturb("U02BOB") is True
    tonight = int((datetime.now(UTC) + timedelta(hours=3)).timestamp())
    bob.snoozed, bob.dnd = False, (tonight, tonight + 3600)
    late = datetime.fromtimestamp(tonight + 1, UTC)
    assert await SlackQuiet(stage.api, lambda: datetime.now(UTC)).do_not_disturb("U02BOB") is False
    assert await SlackQuiet(stage.api, lambda: late).do_not_disturb("U02BOB") is True


async def test_where_nobody_can_ask_for_it_nobody_has(stage: Stage) -> None:
    """A small local Slack that does not know the method; Slack itself always does."""
    stage.fault("dnd.info", "error:unknown_method", times=20)
    assert await SlackQuiet(stage.api, lambda: datetime.now(UTC)).do_not_disturb("U02BOB") is False


@pytest.mark.parametrize("kind", ["500", "error:missing_scope", "error:user_not_found"])
async def test_in_doubt_nothing_is_told(stage: Stage, kind: str) -> None:
    """Whoever asks leaves them in peace then."""
    stage.fault("dnd.info", kind, times=20)
    assert await SlackQuiet(stage.api, lambda: datetime.now(UTC)).do_not_disturb("U02BOB") is None
