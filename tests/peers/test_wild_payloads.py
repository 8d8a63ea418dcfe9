"""Whatever comes in the place of a payload's parts is acknowledged in time, and none of it is a bug of ours."""

import json
from random import Random
from types import ModuleType
from typing import Any

import pytest

from bot.views import (
    cover_ids,
    ids,
    improve_ids,
    kudos_ids,
    line_up_ids,
    mine_ids,
    night_ids,
    note_ids,
    note_life_ids,
    pin_ids,
    practice_ids,
    promise_ids,
    published_ids,
    reminder_ids,
    review_ids,
    survey_ids,
    value_ids,
    wording_ids,
)
from tests.peers.other_slack import Json, OtherSlack
from tests.peers.people import Someone, button
from tests.peers.test_carrying_elsewhere import ann, ben, bot, carded, lives, manner, slack

__all__ = ["ann", "ben", "bot", "lives", "manner", "slack"]

PEOPLE = ["U0ANN", "U0BEN", "U0DEE", "U0EVE", "U0NOBODY"]
KINDS = [
    "button", "overflow", "static_select", "users_select", "datetimepicker", "multi_users_select", None,
]  # fmt: skip
SHORTCUTS = (
    "hand_this_over",
    "which_value_helps",
    "track_this_promise",
    "give_kudos_for_this",
    "save_as_good_practice",
)
EVENTS: list[Json] = [
    {},
    {"user": None},
    {"user": {}},
    {"user": []},
    {"user": {"id": None}},
    {"user": "U0ANN", "channel": "D0ANN", "text": None},
    {"user": "U0ANN", "channel": "D0ANN", "text": "promise", "ts": 5},
    {"user": {"id": "U0ANN", "profile": None}},
    {"user": "U0ANN", "reaction": None, "item": []},
]
MESSAGES: list[Json | None] = [
    None,
    {},
    {"ts": "x"},
    {"ts": "1700000000.1", "text": None},
    {"ts": "1.1", "text": "15:30 call", "user": None},
]
TYPED = [
    "cover",
    "cover <@U0EVE> tomorrow",
    "cover <@",
    "promise <@U0BEN> 15:30 *x*",
    "map",
    "\u202e15:30",
    "😀" * 1500,
    "check \u202e",
    "rewrite That is not my department!!",
    "for",
    "for sales",
    "share",
    "share x; y",
    "library",
    "pin",
    "pin zebra until",
    "quiet",
    "quiet until 99:99",
    "today",
    "today zebra",
]


def named(module: ModuleType) -> list[str]:
    """Every name that Slack hands back to us."""
    return [value.replace(":*", ":1") for name, value in vars(module).items() if name.isupper()]


MODULES = (
    ids,
    cover_ids,
    promise_ids,
    published_ids,
    kudos_ids,
    note_ids,
    note_life_ids,
    improve_ids,
    mine_ids,
    night_ids,
    practice_ids,
    line_up_ids,
    pin_ids,
    reminder_ids,
    review_ids,
    survey_ids,
    value_ids,
    wording_ids,
)
NAMES = list(dict.fromkeys(name for module in MODULES for name in named(module)))


def tickets(escalation: str, promise: str) -> list[str | None]:
    """What buttons and forms may carry: right, another's, cut, of another kind, or nothing."""
    carried: list[Any] = [
        {"escalation": escalation},
        {"escalation": escalation, "customer": 1, "question": "q"},
        {"escalation": escalation, "wish": "escalation_note"},
        {"escalation": promise, "satisfied": "yes"},
        {"promise": promise},
        {"promise": escalation, "link": "javascript:x"},
        {"text": "a", "topic": "nope", "situation": "nope"},
        {"escalation": "../x", "promise": "*"},
        [],
        None,
        1,
    ]
    return [*map(json.dumps, carried), None, "", "x" * 2100, escalation, json.dumps(carried[0])[:-1]]


def now_and_then(dice: Random, **parts: Any) -> Json:  # noqa: ANN401 - whatever JSON holds
    """Some of these parts."""
    return {name: part for name, part in parts.items() if dice.random() < 0.5}


def action(dice: Random, name: str, value: str | None) -> Json:
    """A button or menu, of any kind."""
    kind = dice.choice(KINDS)
    made: Json = {"action_id": name} | ({"type": kind} if kind else {})
    if kind in {"overflow", "static_select"}:
        return made | {"selected_option": dice.choice([{"value": value}, None, {}])}
    return made | ({"value": value} if value is not None else {})


def filled_in(dice: Random, value: str | None) -> Json:
    """A form's state: some fields of any form, filled by anybody."""
    left: list[Json] = [
        {"value": "words"},
        {"type": "static_select", "selected_option": {"value": value or "x"}},
        {"type": "datetimepicker", "selected_date_time": dice.choice([0, 1, 4102444800, None, "x"])},
        {"type": "users_select", "selected_user": dice.choice(["U0DEE", "U0NOBODY", None])},
        {"type": "multi_users_select", "selected_users": dice.choice([["U0DEE"], [], None])},
        {},
    ]
    return dice.choice([{"values": {name: {name: dice.choice(left)} for name in dice.sample(NAMES, 12)}}, {}])


async def throws(slack: OtherSlack, dice: Random, name: str, value: str | None) -> None:
    """One press and one form of that name."""
    by = {"user": {"id": dice.choice(PEOPLE)}}
    some = now_and_then(
        dice,
        trigger_id=slack.trigger(),
        team={"id": "T0OTHER"},
        channel={"id": "C0CARDS"},
        message={"ts": "1.1"},
        container={},
        view={"id": "V1", "type": dice.choice(["home", "modal"])},
    )
    pressed = {"type": "block_actions", "actions": [action(dice, name, value)]}
    await slack.send("interactive", some | by | pressed)
    view = now_and_then(dice, id="V1", state=filled_in(dice, value), private_metadata=value)
    sent = {"type": "view_submission", "view": view | {"type": "modal", "callback_id": name}}
    await slack.send("interactive", by | sent)


@pytest.mark.parametrize("seed", range(2))
async def test_any_press_and_any_form(
    slack: OtherSlack, ann: Someone, ben: Someone, caplog: pytest.LogCaptureFixture, seed: int
) -> None:
    """Every name, with what belongs to it and with what does not."""
    dice = Random(seed)  # noqa: S311 - the same throws in every run
    shown = await carded(slack, ann)
    noted = await ben.reads("/escalate", "promise in 3 hours call Kim")
    escalation = json.loads(button(shown, "Take it")["value"])["escalation"]
    carried = tickets(escalation, json.loads(button(noted, "Kept")["value"])["promise"])
    for name in NAMES:
        await throws(slack, dice, name, dice.choice(carried))
    assert "a request failed" not in caplog.text


async def test_any_shortcut_event_and_command(slack: OtherSlack, caplog: pytest.LogCaptureFixture) -> None:
    """Parts missing, or not of the kind they should be."""
    for callback in SHORTCUTS:
        for message in MESSAGES:
            told = {"message": message} if message is not None else {}
            body = {"type": "message_action", "callback_id": callback, "user": {"id": "U0EVE"}}
            await slack.send("interactive", body | told | {"trigger_id": slack.trigger()})
    kinds = (
        "message",
        "app_mention",
        "app_home_opened",
        "user_status_changed",
        "reaction_added",
        "something_new",
    )
    for kind in kinds:
        for event in EVENTS:
            await slack.send("events_api", {"type": "event_callback", "event": {"type": kind} | event})
    for command in ("/escalate", "/values", "/kudos", "/correct"):
        await slack.send("slash_commands", {"command": command, "user_id": "U0EVE"})
        for text in TYPED:
            await slack.send("slash_commands", {"command": command, "user_id": "U0BEN", "text": text})
    assert words_of_a_bug(caplog) == []


def words_of_a_bug(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What the log says about requests that failed."""
    return [record.getMessage() for record in caplog.records if "failed" in record.getMessage()]
