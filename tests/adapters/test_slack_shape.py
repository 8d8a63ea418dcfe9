"""What has the shape of Slack's requests, and what has not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.slack_shape import is_slacks
from playground.wire import Json

PRESS: Json = {
    "type": "block_actions",
    "user": {"id": "U02BOB"},
    "team": {"id": "T1"},
    "actions": [{"action_id": "escalation_take", "value": "{}"}],
    "view": {"id": "V1", "state": {"values": {"a": {"b": {"value": "x"}}}}},
}
EVENT: Json = {"type": "event_callback", "event": {"type": "message", "user": "U02BOB"}}
COMMAND: Json = {"command": "/values", "text": "", "user_id": "W02BOB"}

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.parametrize("body", [PRESS, EVENT, COMMAND, {"type": "url_verification", "challenge": "x"}, {}])
def test_slacks_own_pass(body: Json) -> None:
    """A press in a form, an event, a command, the handshake, and kinds nobody answers."""
    assert is_slacks(body)


@pytest.mark.parametrize(
    "body",
    [
        {"command": "/values", "user_id": "U1"},
        COMMAND | {"text": None, "channel_id": None, "team_id": None},
        {"type": "block_actions", "user": {"id": "U1"}, "actions": [{"action_id": "a"}]},
        PRESS | {"team": None, "view": None, "trigger_id": None, "channel": None, "state": {"values": []}},
        PRESS | {"view": {"state": {"values": []}}},
        PRESS | {"state": []},
        {"type": "view_submission", "user": {"id": "U1"}, "view": {}},
        {"type": "shortcut", "user": {"id": "U1"}},
        {"type": "message_action", "user": {"id": "U1"}},
        {"event": {"type": "app_mention"}},
    ],
)
def test_what_a_small_slack_leaves_out_may_be_missing(body: Json) -> None:
    """Optional parts: not there, null, or an object without fields as PHP writes it."""
    assert is_slacks(body)


@pytest.mark.parametrize(
    "body",
    [
        PRESS | {"user": None},
        PRESS | {"user": {"id": ""}},
        PRESS | {"user": {"id": "U1}:note:*"}},
        PRESS | {"user": {"id": ["U1"]}},
        PRESS | {"actions": []},
        PRESS | {"actions": [None]},
        PRESS | {"actions": [{"action_id": 1}]},
        PRESS | {"view": []},
        PRESS | {"view": {"callback_id": {}}},
        PRESS | {"view": {"state": {"values": {"a": {"b": None}}}}},
        PRESS | {"channel": "C1"},
        PRESS | {"trigger_id": 1},
        EVENT | {"event": []},
        EVENT | {"event": {"type": None}},
        EVENT | {"authorizations": [1]},
        {"event": {"type": []}},
        COMMAND | {"text": ["x"]},
        COMMAND | {"user_id": ""},
        EVENT | {"command": "/values", "user_id": "U1}:note:*"},
        COMMAND | {"channel_name": {}},
        {"type": ["block_actions"]},
        [],
        None,
        "x",
    ],
)
def test_what_is_shaped_otherwise_does_not(body: object) -> None:
    """Nobody acting, somebody whose id is no id, parts that are of another kind."""
    assert not is_slacks(body)


@given(
    st.dictionaries(st.sampled_from([*PRESS, *EVENT, *COMMAND, "message", "state", "container"]), anything)
)
def test_anything_is_judged(body: Json) -> None:
    """Never an exception."""
    assert is_slacks(body) in {True, False}


@given(st.sampled_from(sorted(PRESS)), anything)
def test_any_part_of_a_press_may_be_anything(name: str, part: object) -> None:
    """Never an exception, either."""
    assert is_slacks({**PRESS, name: part}) in {True, False}
