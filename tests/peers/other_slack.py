"""Another Slack: small, written from Slack's documents alone, and sparser than the real one where they allow it.

Whatever the documents call optional is left out; `Manner` says in which ways. Methods and
arguments that are not in the documents are noted in `undocumented`. It shares nothing with
`playground/` on purpose: what the two agree on is Slack's protocol, not each other's habits.
"""

import asyncio
import hashlib
import hmac
import itertools
import json
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar
from urllib.parse import parse_qsl, urlencode

from aiohttp import ClientSession, WSMsgType, web

Json = dict[str, Any]
T = TypeVar("T")

TEAM, BOT_USER, BOT = "T0OTHER", "U0BATON", "B0BATON"
BOT_TOKEN, APP_TOKEN, SECRET = "xoxb-other", "xapp-other", "shh-other"
PATIENCE = 10.0
"""Seconds to wait for what the bot does behind its answer."""
DEADLINE = 3.0
"""Seconds Slack waits for an acknowledgement."""

_PAGED = {"cursor", "limit"}
_SAID = {
    "attachments",
    "blocks",
    "channel",
    "markdown_text",
    "link_names",
    "parse",
    "text",
    "as_user",
    "thread_ts",
}
DOCUMENTED: Mapping[str, set[str]] = {
    "apps.connections.open": set(),
    "auth.test": set(),
    "chat.postEphemeral": _SAID | {"user", "icon_emoji", "icon_url", "username"},
    "chat.postMessage": _SAID
    | {
        "icon_emoji",
        "icon_url",
        "metadata",
        "mrkdwn",
        "reply_broadcast",
        "unfurl_links",
        "unfurl_media",
        "username",
    },
    "chat.update": (_SAID - {"thread_ts"}) | {"ts", "metadata", "reply_broadcast", "file_ids"},
    "conversations.history": _PAGED | {"channel", "include_all_metadata", "inclusive", "latest", "oldest"},
    "conversations.info": {"channel", "include_locale", "include_num_members"},
    "conversations.join": {"channel"},
    "conversations.list": _PAGED | {"exclude_archived", "team_id", "types"},
    "conversations.members": _PAGED | {"channel"},
    "conversations.open": {"channel", "prevent_creation", "return_im", "users"},
    "conversations.replies": _PAGED
    | {"channel", "include_all_metadata", "inclusive", "latest", "oldest", "ts"},
    "dnd.info": {"team_id", "user"},
    "files.completeUploadExternal": {
        "blocks",
        "channel_id",
        "channels",
        "files",
        "initial_comment",
        "thread_ts",
    },
    "files.getUploadURLExternal": {"alt_txt", "filename", "length", "snippet_type"},
    "usergroups.users.list": {"include_disabled", "team_id", "usergroup"},
    "users.info": {"include_locale", "user"},
    "users.list": _PAGED | {"include_locale", "team_id"},
    "users.lookupByEmail": {"email"},
    "views.open": {"interactivity_pointer", "trigger_id", "view"},
    "views.publish": {"hash", "user_id", "view"},
    "views.push": {"interactivity_pointer", "trigger_id", "view"},
    "views.update": {"external_id", "hash", "view", "view_id"},
}
_NEVER_BARE = {"auth.test", "apps.connections.open"}
"""Without these answers no app can start."""


@dataclass(frozen=True)
class Manner:
    """In which ways this Slack is sparse."""

    path: str = "/api/"
    channels: Literal["listed", "empty", "missing_scope", "unknown_method"] = "listed"
    unknown: frozenset[str] = frozenset()
    """Methods it has never heard of."""
    bot_id: bool = False
    refused: frozenset[str] = frozenset()
    """Methods it knows and always refuses."""
    slow: float = 0.0
    """Seconds before it answers a call."""
    bare: bool = False
    """Whether it answers that it is done, and no more."""
    chatty: bool = False
    """Whether every object of its answers has a field that nobody knows yet."""
    typed: bool = True
    """Whether a form's fields come back with the type of their element."""
    view_ids: Literal["fresh", "same"] = "fresh"
    """Whether every view has an id of its own."""
    sockets: Literal["many", "broadcast", "newest", "one"] = "many"
    """Any one gets an envelope; all of them get it; a new one closes the others; a second is turned away."""


class Refusal(Exception):
    """An error answer."""


def with_news(answer: T) -> T:
    """The same with one more field in every object."""
    if isinstance(answer, dict):
        more: Json = {"unheard_of": {"since": 2027, "list": [None, {}]}}
        return type(answer)({key: with_news(value) for key, value in answer.items()} | more)
    return type(answer)(map(with_news, answer)) if isinstance(answer, list) else answer


@dataclass
class OtherSlack:
    """One workspace. `people` maps user ids to e-mail addresses, `channels` ids to names."""

    people: Mapping[str, str]
    channels: dict[str, str]
    manner: Manner = field(default_factory=Manner)
    calls: list[tuple[str, Json]] = field(default_factory=list)
    undocumented: list[str] = field(default_factory=list)
    messages: list[Json] = field(default_factory=list)
    views: list[Json] = field(default_factory=list)
    homes: dict[str, Json] = field(default_factory=dict)
    guests: set[str] = field(default_factory=set)
    instead: dict[str, str] = field(default_factory=dict)
    """The text that methods answer instead of their own, by method; what they do, they do."""
    errors: dict[str, str] = field(default_factory=dict)
    """Why methods refuse, by method; they do nothing."""
    groups: dict[str, list[str]] = field(default_factory=dict)
    """The people of user groups, by id."""
    closed: dict[str, str] = field(default_factory=dict)
    """Why nothing may be posted in a channel, by its id."""
    named: dict[str, str] = field(default_factory=dict)
    """What people call themselves, by user id."""
    tickets: set[str] = field(default_factory=set)
    sockets: list[web.WebSocketResponse] = field(default_factory=list)
    opened: int = 0
    url: str = ""
    events_url: str = ""
    """Where signed requests go; empty for Socket Mode."""

    def __post_init__(self) -> None:
        self._count = itertools.count(1)
        self._triggers: set[str] = set()
        self._changed = asyncio.Condition()
        self._answers: dict[str, list[Json | None]] = {}

    @asynccontextmanager
    async def serving(self) -> AsyncIterator["OtherSlack"]:
        """Answer on a port of this machine."""
        app = web.Application(client_max_size=2**22)
        app.router.add_route("*", "/wss/{ticket}", self._socket)
        app.router.add_post(self.manner.path + "{method}", self._call)
        runner = web.AppRunner(app, shutdown_timeout=1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield self
        finally:
            await runner.cleanup()

    async def until(self, found: Callable[[], T | None], what: str) -> T:
        """Wait until something is there."""
        async with self._changed:
            try:
                await asyncio.wait_for(self._changed.wait_for(lambda: found() is not None), PATIENCE)
            except TimeoutError:
                raise AssertionError(f"{what} did not come; {self.calls[-8:]}") from None
        result = found()
        assert result is not None
        return result

    def new(self, letter: str) -> str:
        """A fresh id."""
        return f"{letter}0{next(self._count):06d}"

    def trigger(self) -> str:
        """A fresh trigger, good for one view."""
        made = self.new("12345.")
        self._triggers.add(made)
        return made

    def direct(self, user: str) -> str:
        """The id of somebody's direct message with the bot."""
        return f"D{user[1:]}"

    # the Web API

    async def _call(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        raw = await request.text()
        arguments = json.loads(raw) if request.content_type == "application/json" else dict(parse_qsl(raw))
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        self._judge(method, arguments)
        await asyncio.sleep(self.manner.slow)
        wanted = APP_TOKEN if method == "apps.connections.open" else BOT_TOKEN
        try:
            answer = (
                self._answer(method, arguments) if token == wanted else {"ok": False, "error": "invalid_auth"}
            )
        except Refusal as refusal:
            answer = {"ok": False, "error": str(refusal)}
        async with self._changed:
            self.calls.append((method, arguments))
            self._changed.notify_all()
        if (instead := self.instead.get(method)) is not None:
            return web.Response(text=instead, content_type="application/json")
        return web.json_response({"ok": True} | answer)

    def _judge(self, method: str, arguments: Json) -> None:
        if method not in DOCUMENTED:
            self.undocumented.append(method)
        self.undocumented += [f"{method}: {name}" for name in set(arguments) - DOCUMENTED.get(method, set())]

    def _answer(self, method: str, given: Json) -> Json:
        handler = getattr(self, "_" + method.replace(".", "_"), None)
        if handler is None or method in self.manner.unknown:
            raise Refusal("unknown_method")
        if method in self.manner.refused:
            raise Refusal("not_allowed_token_type")
        if method in self.errors:
            raise Refusal(self.errors[method])
        answer: Json = handler(given) or {}
        if self.manner.chatty:
            answer = with_news(answer)
        return {} if self.manner.bare and method not in _NEVER_BARE else answer

    def _auth_test(self, _: Json) -> Json:
        bot = {"bot_id": BOT} if self.manner.bot_id else {}
        return {"url": self.url, "team": "Other", "user": "baton", "team_id": TEAM, "user_id": BOT_USER} | bot

    def _apps_connections_open(self, _: Json) -> Json:
        ticket = self.new("ticket")
        self.tickets.add(ticket)
        return {"url": f"{self.url.replace('http', 'ws', 1)}/wss/{ticket}"}

    def _users_info(self, given: Json) -> Json:
        if given["user"] not in {*self.people, BOT_USER}:
            raise Refusal("user_not_found")
        guest = {"is_restricted": True} if given["user"] in self.guests else {}
        called = {"real_name": self.named[given["user"]]} if given["user"] in self.named else {}
        return {"user": {"id": given["user"], "name": given["user"].lower()} | guest | called}

    def _users_lookupByEmail(self, given: Json) -> Json:  # noqa: N802 - the method's name
        user = next((user for user, email in self.people.items() if email == given["email"]), None)
        if user is None:
            raise Refusal("users_not_found")
        return {"user": {"id": user, "name": user.lower()}}

    def _usergroups_users_list(self, given: Json) -> Json:
        if given["usergroup"] not in self.groups:
            raise Refusal("no_such_subteam")
        return {"users": self.groups[given["usergroup"]]}

    def _conversations_list(self, _: Json) -> Json:
        if self.manner.channels in {"missing_scope", "unknown_method"}:
            raise Refusal(self.manner.channels)
        known = self.channels.items() if self.manner.channels == "listed" else ()
        return {"channels": [{"id": id_, "name": name} for id_, name in known]}

    def _conversations_info(self, given: Json) -> Json:
        if given["channel"] not in self.channels:
            raise Refusal("channel_not_found")
        return {"channel": {"id": given["channel"], "name": self.channels[given["channel"]]}}

    def _conversations_open(self, given: Json) -> Json:
        if given["users"] not in self.people:
            raise Refusal("user_not_found")
        return {"channel": {"id": self.direct(given["users"])}}

    def _conversations_history(self, given: Json) -> Json:
        return {"messages": [m for m in self.messages if m["channel"] == self._channel(given["channel"])]}

    def _conversations_join(self, given: Json) -> Json:
        return {"channel": {"id": self._channel(given["channel"])}}

    def _dnd_info(self, given: Json) -> Json:
        if given["user"] not in self.people:
            raise Refusal("user_not_found")
        return {"dnd_enabled": False}

    def _chat_postMessage(self, given: Json) -> Json:  # noqa: N802 - the method's name
        if given["channel"] in self.closed:
            raise Refusal(self.closed[given["channel"]])
        channel, ts = self._channel(given["channel"]), f"{time.time():.0f}.{next(self._count):06d}"
        self.messages.append(given | {"channel": channel, "ts": ts, "user": BOT_USER})
        return {"channel": channel, "ts": ts}

    def _chat_postEphemeral(self, given: Json) -> Json:  # noqa: N802 - the method's name
        self._channel(given["channel"])
        return {"message_ts": f"{time.time():.6f}"}

    def _chat_update(self, given: Json) -> Json:
        for message in self.messages:
            if (message["channel"], message["ts"]) == (given["channel"], given["ts"]):
                message.update(given)
                return {"channel": given["channel"], "ts": given["ts"], "text": given.get("text", "")}
        raise Refusal("message_not_found")

    def _views_open(self, given: Json) -> None:
        if given["trigger_id"] not in self._triggers:
            raise Refusal("expired_trigger_id")
        self._triggers.remove(given["trigger_id"])
        view: Json = json.loads(given["view"]) if isinstance(given["view"], str) else given["view"]
        self.views.append(view | {"id": "V0SAME" if self.manner.view_ids == "same" else self.new("V")})

    _views_push = _views_open

    def _views_update(self, given: Json) -> None:
        view = next((one for one in self.views if one["id"] == given["view_id"]), None)
        if view is None:
            raise Refusal("not_found")
        view.update(json.loads(given["view"]))

    def _views_publish(self, given: Json) -> None:
        self.homes[given["user_id"]] = json.loads(given["view"])

    def _channel(self, named: str) -> str:
        if named in self.channels or named[1:] in {user[1:] for user in self.people}:
            return f"D{named[1:]}" if named in self.people else named
        found = next((id_ for id_, name in self.channels.items() if name == named.removeprefix("#")), None)
        if found is None:
            raise Refusal("channel_not_found")
        return found

    # what people do reaches the bot

    async def send(self, kind: str, payload: Json, *, retry: int = 0) -> Json | None:
        """Deliver something within three seconds; what the acknowledgement carried, None if nothing."""
        if self.events_url:
            status, answer = await self.post(kind, payload, retry=retry)
            assert status == 200, (status, answer)
            return answer
        return (await self._over_sockets(kind, payload, retry))[0]

    async def _over_sockets(self, kind: str, payload: Json, retry: int) -> list[Json | None]:
        alive = await self.until(lambda: [s for s in self.sockets if not s.closed] or None, "a connection")
        chosen = alive if self.manner.sockets == "broadcast" else [alive[next(self._count) % len(alive)]]
        envelope: Json = {"type": kind, "envelope_id": self.new("envelope"), "payload": payload}
        if retry:
            envelope |= {"retry_attempt": retry, "retry_reason": "timeout"}
        answers = self._answers.setdefault(envelope["envelope_id"], [])
        begun = time.monotonic()
        for socket in chosen:
            await socket.send_json(envelope)
        await self.until(lambda: len(answers) == len(chosen) or None, f"the acknowledgement of {kind}")
        assert time.monotonic() - begun < DEADLINE
        assert all(answer == answers[0] for answer in answers), "one envelope, two answers"
        return answers

    async def post(
        self, kind: str, payload: Json, *, retry: int = 0, secret: str = SECRET, age: float = 0
    ) -> tuple[int, Json | None]:
        """A signed request, as Slack sends it: status and JSON answer."""
        bodies = {
            "slash_commands": urlencode(payload),
            "interactive": urlencode({"payload": json.dumps(payload)}),
        }
        body = bodies.get(kind) or json.dumps(payload)
        stamp = str(int(time.time() - age))
        signed = hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
        headers = {
            "Content-Type": "application/x-www-form-urlencoded" if kind in bodies else "application/json",
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": f"v0={signed}",
        } | ({"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_timeout"} if retry else {})
        begun = time.monotonic()
        async with (
            ClientSession() as session,
            session.post(self.events_url, data=body, headers=headers) as answer,
        ):
            text = await answer.text()
            assert time.monotonic() - begun < DEADLINE
            return answer.status, json.loads(text) if text.startswith("{") else None

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        ticket = request.match_info["ticket"]
        alive = [socket for socket in self.sockets if not socket.closed]
        if ticket not in self.tickets or (self.manner.sockets == "one" and alive):
            return web.Response(status=403)
        self.tickets.remove(ticket)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        if self.manner.sockets == "newest":
            for older in alive:
                await older.close()
        await socket.send_json({"type": "hello"})
        async with self._changed:
            self.opened += 1
            self.sockets.append(socket)
            self._changed.notify_all()
        async for frame in socket:
            if frame.type is WSMsgType.TEXT:
                await self._acknowledged(json.loads(frame.data))
        return socket

    async def _acknowledged(self, told: Json) -> None:
        async with self._changed:
            self._answers[told["envelope_id"]].append(told.get("payload"))
            self._changed.notify_all()

    async def drop(self, reason: str) -> None:
        """Ask every connection to come again, as Slack does about hourly."""
        for socket in [one for one in self.sockets if not one.closed]:
            await socket.send_json({"type": "disconnect", "reason": reason})
