"""Bolt's listeners, one a kind, and how a reply leaves: in the acknowledgement where Slack allows it."""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from time import perf_counter
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.response import BoltResponse

from bot.adapters.hurry import hurried
from bot.adapters.slack_app import BatonApp
from bot.adapters.slack_surfaces import Surfaces
from bot.errors import StoreUnavailable
from bot.ports import Once
from bot.ports.meter import SILENT, Meter
from bot.ports.metrics import REQUEST
from bot.ports.reference import work_at
from bot.requests.slack_text import words_of
from bot.services.tools import Later
from bot.views import failures
from bot.views.blocks import modal
from bot.views.home import home_saying
from bot.views.message import Message
from handlers.desk import Desk
from handlers.event_facts import channel_type, item, known_by, said
from handlers.failures import Seen, guarded, unknown
from handlers.routing import (
    Close,
    Handler,
    Incoming,
    Mend,
    Nothing,
    Open,
    Redraw,
    Reply,
    Routes,
    Say,
    ShowHome,
    StandsFor,
    View,
    chosen,
)

log = logging.getLogger(__name__)

ANY = re.compile(".*", re.DOTALL)

_WAITED_FOR = {"app_home_opened", "app_mention", "message.im"}
"""Events whose sender waits for an answer."""

_PLURAL = {"channel": "channels", "group": "groups"}
"""What the manifest calls the messages of a conversation's kind, where its events say it otherwise."""


@dataclass(frozen=True)
class FrontDoor:
    """Takes requests in, hands each to its handler, and sees the reply out."""

    desk: Desk
    routes: Routes
    surfaces: Surfaces
    later: Later
    once: Once
    stands_for: StandsFor
    meter: Meter = SILENT

    def open(self, app: BatonApp) -> None:
        """Register with Bolt. Whatever nothing else answers is acknowledged too."""
        app.answers_commands(self.on_command)
        app.action(ANY)(self.on_action)
        app.view(ANY)(self.on_view)
        app.shortcut(ANY)(self.on_shortcut)
        app.event(ANY)(self.on_event)
        app.view_closed(ANY)(_acknowledge)
        app.options(ANY)(_acknowledge)

    async def on_command(self, body: Mapping[str, Any]) -> BoltResponse:
        """A slash command: the answer is the acknowledgement."""
        incoming = self._incoming(_user(body), body, text=body.get("text") or "")
        reply = await self._ask("command", self.routes.commands, str(body.get("command") or ""), incoming)
        if isinstance(reply, Say):
            return BoltResponse(status=200, body=reply.message.as_answer)
        self._after(incoming, reply)
        return BoltResponse(status=200)

    async def on_action(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """A button or menu, in a message, a form or App Home."""
        action = (body.get("actions") or [{}])[0]
        name = str(action.get("action_id") or "")
        value = chosen(action)
        incoming = self._incoming(_user(body), body, value=value if isinstance(value, str) else None)
        await ack()
        if not action.get("url"):
            self._after(incoming, await self._ask("action", self.routes.actions, name, incoming))

    async def on_view(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """A form was sent: it closes, changes, or stays open with what to mend."""
        incoming = self._incoming(_user(body), body)
        callback = str((body.get("view") or {}).get("callback_id") or "")
        reply = await self._ask("view", self.routes.views, callback, incoming)
        match reply:
            case Mend(errors):
                await ack(response_action="errors", errors=dict(errors))
            case Redraw(view):
                await ack(response_action="update", view=view)
            case Open(view):
                await ack(response_action="push", view=view)
            case Close(all=True):
                await ack(response_action="clear")
            case Say(message):  # on top of the form, so that nothing typed is lost
                await ack(response_action="push", view=_window(message))
            case _:
                await ack()
                self._after(incoming, reply)

    async def on_shortcut(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """A shortcut, on a message or anywhere."""
        await ack()
        incoming = self._incoming(_user(body), body, text=words_of(body.get("message") or {}))
        name = str(body.get("callback_id") or "")
        self._after(incoming, await self._ask("shortcut", self.routes.shortcuts, name, incoming))

    async def on_event(
        self, ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext
    ) -> BoltResponse | None:
        """An event. It may come twice; the second time it is only acknowledged (rule 18).

        It is handled before the acknowledgement leaves: after a crash in between, or while the store is away, Slack
        sends it again. Whoever waits for an answer of ours is answered also without the store.
        """
        await ack()
        event = body.get("event") or {}
        kind = str(event.get("type") or "")
        if kind == "message":
            kind = f"message.{_PLURAL.get(channel_type(event), channel_type(event))}"
        handler, heeds = self.routes.events.get(kind), self.routes.heeds.get(kind)
        if handler is None or event.get("bot_id") or event.get("subtype") or not _user(event):
            return None
        if heeds is not None and not heeds(event):
            return None
        event_id = str(body.get("event_id") or known_by(event))
        try:
            with hurried():
                if event_id and not await self.once.begin(event_id):
                    return None
        except StoreUnavailable:
            if kind not in _WAITED_FOR:
                log.warning("the store does not answer; Slack is to send a %s again", kind)
                return BoltResponse(status=503)
            event_id = ""
        incoming = self._incoming(_user(event), body, text=said(event, context.bot_user_id))
        reply = await self._seen("event", kind, handler, incoming)
        self.later(self._out_of_event(event, incoming, reply))
        if event_id:
            await self._done(event_id)
        return None

    async def _done(self, event_id: str) -> None:
        """It was handled, whether the store hears of it or not: Slack is not to send it again."""
        try:
            with hurried():
                await self.once.done(event_id)
        except StoreUnavailable:
            log.warning("the store does not answer; that an event was handled is not noted")

    async def _out_of_event(self, event: Mapping[str, Any], incoming: Incoming, reply: Reply) -> None:
        channel = str(event.get("channel") or item(event).get("channel") or "")
        match reply:
            case Say(message) if event.get("type") == "app_home_opened":
                await self.surfaces.home(incoming.user, home_saying(message))
            case Say(message) if channel_type(event) == "im":
                await self.surfaces.direct(channel, message)
            case Say(message) if channel:
                await self.surfaces.beside(channel, incoming.user, message, thread=event.get("thread_ts"))
            case ShowHome(view):
                await self.surfaces.home(incoming.user, view)
            case _:
                log.debug("nothing to say to %s", event.get("type"))

    def _incoming(
        self, user: str, body: Mapping[str, Any], *, text: str = "", value: str | None = None
    ) -> Incoming:
        return Incoming(user, body, text, value, stands_for=self.stands_for)

    async def _ask(self, kind: str, handlers: Mapping[str, Handler], name: str, incoming: Incoming) -> Reply:
        known, handler = _named(handlers, name)
        return await self._seen(kind, known, handler or partial(unknown, self.desk), incoming)

    async def _seen(self, kind: str, name: str, handler: Handler, incoming: Incoming) -> Reply:
        """The handler's reply, counted by a name of ours; what is logged from here on carries its reference."""
        began = perf_counter()
        seen = Seen(reference=work_at(f"{kind} {name}"))
        try:
            return await guarded(self.desk, handler, incoming, seen)
        finally:
            took = perf_counter() - began
            self.meter.took(REQUEST, took, kind, name, seen.outcome)
            log.debug("%s %s: %s in %.1f ms", kind, name, seen.outcome, took * 1000)

    def _after(self, incoming: Incoming, reply: Reply) -> None:
        """Send what did not fit into the acknowledgement; the trigger is still warm."""
        view_id, home = incoming.view_id, (incoming.view or {}).get("type") == "home"
        match reply:
            case Open(view, push):
                in_modal = bool(view_id) and not home
                self.later(self._open(incoming, view, push=push or in_modal))
            case Redraw(view) if view_id:
                self.later(self.surfaces.redraw(view_id, view))
            case Redraw(view):
                self.later(self._open(incoming, view, push=False))
            case ShowHome(view):
                self.later(self.surfaces.home(incoming.user, view))
            case Say(message, replace) if incoming.response_url:
                on_own = bool((incoming.body.get("container") or {}).get("is_ephemeral"))
                self.later(self.surfaces.respond(incoming.response_url, message, replace=replace and on_own))
            case Say(message):
                in_modal = bool(view_id) and not home
                self.later(self._open(incoming, _window(message), push=in_modal))
            case Nothing() | Close() | Mend():
                pass

    async def _open(self, incoming: Incoming, view: View, *, push: bool) -> None:
        """Open a window; where Slack did not, say so beside what was pressed, or in the DM with Baton."""
        if await self.surfaces.open(incoming.trigger or "", view, push=push):
            return
        message = failures.no_window(self.desk.book, await self.desk.reader(incoming))
        if incoming.response_url:
            await self.surfaces.respond(incoming.response_url, message, replace=False)
        else:
            await self.surfaces.direct(incoming.user, message)


async def _acknowledge(ack: AsyncAck) -> None:
    await ack()


def _user(body: Mapping[str, Any]) -> str:
    user = body.get("user")
    found = body.get("user_id") or (user.get("id") if isinstance(user, Mapping) else user)
    return found if isinstance(found, str) else ""


def _named(handlers: Mapping[str, Handler], name: str) -> tuple[str, Handler | None]:
    """The handler of a name, or of its family (`pick_topic:*`), and which of both names it goes by."""
    for known in (name, name.partition(":")[0] + ":*"):
        if known in handlers:
            return known, handlers[known]
    return "unknown", None


def _window(message: Message) -> View:
    """A message as something to read in a modal."""
    blocks = list(message.blocks) or [{"type": "section", "text": {"type": "mrkdwn", "text": message.text}}]
    return modal("read_only", "Baton", blocks, close="OK")
