"""The handlers behind Bolt, fed with requests of any shape: none of them is a bug of ours.

A real bot over the local Slack and an embedded store, in a thread of its own; each input is one request made of bytes.
"""

import asyncio
import json
import logging
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.settings import Need, Settings
from bot.wiring.bot import build
from playground.driver import LocalSlack
from tests.attacks.stock import every_route
from tests.conversations.conftest import MONDAY_MORNING, ROOT, read_once

NAME = "handlers"
FIELDS = (
    "topic", "need", "severity", "to", "when", "promised_by", "summary", "reason", "words", "link", "tier", "region",
    "promise_text", "promise_by", "promise_to", "promise_reason", "kudos_to", "kudos_text", "kudos_form_value",
    "kudos_tags", "note_to", "note_situation", "note_deliver", "note_follow_up", "note_value", "note_phrase",
    "note_answer", "note_day", "library_text", "library_situation", "cover_absent", "cover_by", "cover_from", "cover_to",
    "pin_what", "pin_topics", "pin_ends", "survey_choice", "survey_words", "improve_state", "improve_line",
    "disagree_words", "disagree_about", "meaning_text", "share_card_channel", "plus_one_words",
)  # fmt: skip
ELEMENTS = (
    "plain_text_input", "static_select", "multi_static_select", "users_select", "multi_users_select", "checkboxes",
    "datepicker", "datetimepicker", "radio_buttons", "conversations_select", "overflow", "button",
)  # fmt: skip
PEOPLE = ("U02BOB", "U05DOHYUN", "U0NOBODY", "USLACKBOT", "W0GRID")
ODD = (
    "text", "channel", "message", "state", "container", "team", "item", "reaction", "ts", "item_user", "private_metadata",
    "actions", "profile", "thread_ts", "user",
)  # fmt: skip
"""Parts that now and then are anything."""
EVENTS = (
    "message", "app_mention", "app_home_opened", "reaction_added", "reaction_removed", "user_status_changed", "new_kind",
)  # fmt: skip


class Bytes:
    """Bytes as a source of choices; when they are used up, everything is the first."""

    def __init__(self, data: bytes) -> None:
        self._left = data

    def take(self, count: int) -> bytes:
        """The next few."""
        taken, self._left = self._left[:count], self._left[count:]
        return taken

    def number(self, below: int) -> int:
        """One of so many."""
        return int.from_bytes(self.take(2), "big") % below

    def one_of(self, found: tuple[Any, ...]) -> Any:  # noqa: ANN401 - of whatever stands there
        """One of these."""
        return found[self.number(len(found))]

    def text(self) -> str:
        """A text, as long as the next byte says."""
        return self.take(self.number(200)).decode("utf-8", "replace")

    def anything(self, depth: int = 2) -> Any:  # noqa: ANN401 - whatever JSON holds
        """Something of JSON."""
        match self.number(9 if depth else 5):
            case 0:
                return self.text()
            case 1:
                return None
            case 2:
                return self.number(3)
            case 3:
                return True
            case 4:
                return self.number(65536) * 10.0**30
            case 5 | 6:
                return [self.anything(depth - 1) for _ in range(self.number(3))]
            case _:
                return {self.text()[:12]: self.anything(depth - 1) for _ in range(self.number(4))}


def request_of(data: bytes) -> dict[str, Any]:
    """A request: most of it as Slack's, some parts as they come."""
    choose, routes = Bytes(data), _ROUTES
    user = choose.one_of(PEOPLE)
    match choose.number(6):
        case 0:
            made: dict[str, Any] = {
                "command": choose.one_of(tuple(routes.commands)), "user_id": user, "text": choose.text(),
            }  # fmt: skip
        case 1:
            action = {"action_id": choose.one_of(tuple(routes.actions)).replace(":*", ":1")} | _element(
                choose
            )
            made = {"type": "block_actions", "actions": [action]}
        case 2 | 3:
            view = {
                "id": "V1", "type": "modal", "callback_id": choose.one_of(tuple(routes.views)),
                "private_metadata": choose.text(), "state": {"values": _state(choose)},
            }  # fmt: skip
            made = {"type": "view_submission", "view": view}
        case 4:
            made = {
                "type": "message_action", "callback_id": choose.one_of(tuple(routes.shortcuts)),
                "message": {"text": choose.text(), "ts": choose.text(), "user": choose.one_of(PEOPLE)},
            }  # fmt: skip
        case _:
            event = {
                "type": choose.one_of(EVENTS), "user": user, "text": choose.text(), "channel": "D0FUZZ", "ts": "1.1",
            }  # fmt: skip
            made = {"type": "event_callback", "event": event}
    made.setdefault("user", {"id": user})
    made |= {"trigger_id": choose.text()}
    target = made if choose.number(2) else made.get("view") or made.get("event") or made
    for _ in range(choose.number(3)):
        name = choose.one_of(ODD)
        target[name] = choose.anything()
    return made


def _element(choose: Bytes) -> dict[str, Any]:
    chosen, text = choose.one_of(ELEMENTS), choose.text()
    option = {"value": text}
    held = {
        "value": text, "selected_option": option, "selected_options": [option], "selected_user": choose.one_of(PEOPLE),
        "selected_users": [choose.one_of(PEOPLE)], "selected_date": text, "selected_conversation": text,
        "selected_date_time": choose.number(65536) * 60000,
    }  # fmt: skip
    odd = {choose.one_of(tuple(held)): choose.anything()} if choose.number(3) == 0 else {}
    return {"type": chosen, **held, **odd}


def _state(choose: Bytes) -> dict[str, Any]:
    names = [choose.one_of(FIELDS) for _ in range(choose.number(8))]
    return {name: {name: _element(choose)} for name in names}


@dataclass
class Listening(logging.Handler):
    """Hears of bugs."""

    bugs: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(logging.ERROR)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep what the log says of a failure."""
        self.bugs.append(self.format(record))

    __hash__ = logging.Handler.__hash__


class Bug(Exception):
    """A request was a bug of ours."""


@asynccontextmanager
async def _serving(folder: Path) -> AsyncIterator[AsyncApp]:
    escalation = ROOT / "escalation.yaml"
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(
            LocalSlack.start(escalation=escalation, manifest=ROOT / "manifest.yaml")
        )
        await slack.forward_to(MONDAY_MORNING)
        given = {
            "SLACK_BOT_TOKEN": slack.bot_token, "SLACK_APP_TOKEN": slack.app_token, "SLACK_API_URL": slack.api_url,
            "BATON_CLOCK_URL": slack.clock_url, "BATON_DATA_DIR": str(folder), "PORT": "0",
            "BATON_ESCALATION_FILE": str(escalation), "BATON_VALUES_FILE": str(ROOT / "values.yaml"),
        }  # fmt: skip
        running = await stack.enter_async_context(
            build(Settings.read(given, Need.SOCKET_MODE), read=read_once)
        )
        yield running.app


@contextmanager
def bot() -> Iterator[Callable[[bytes], None]]:
    """A bot, and what tries one input with it.

    Raises (what is handed out):
        Bug: the request failed.
    """
    loop, heard = asyncio.new_event_loop(), Listening()
    thread = Thread(target=loop.run_forever, name="fuzzed bot", daemon=True)
    thread.start()
    logging.getLogger().addHandler(heard)
    with tempfile.TemporaryDirectory() as folder:
        serving = _serving(Path(folder))
        app = asyncio.run_coroutine_threadsafe(serving.__aenter__(), loop).result()

        def tries(data: bytes) -> None:
            body = request_of(data)
            try:
                request = AsyncBoltRequest(mode="socket_mode", body=body)
            except (TypeError, AttributeError):  # Bolt's own reader refuses it: the gate answers 400
                return
            answered = asyncio.run_coroutine_threadsafe(app.async_dispatch(request), loop).result()
            if answered.status >= 500 or heard.bugs:
                told = "\n".join(heard.bugs)
                heard.bugs.clear()
                raise Bug(f"{json.dumps(body, ensure_ascii=False)}\n{told}")

        try:
            yield tries
        finally:
            asyncio.run_coroutine_threadsafe(serving.__aexit__(None, None, None), loop).result()
            logging.getLogger().removeHandler(heard)
            loop.call_soon_threadsafe(loop.stop)
            thread.join()
            loop.close()


_ROUTES = every_route()
