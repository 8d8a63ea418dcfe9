"""The page's own API under ``/page/``: what one person sees, what they do, and the judges' records."""

import asyncio
import json
from datetime import datetime, timedelta
from pathlib import Path

from aiohttp import web

from playground.acts import Acts
from playground.cast import Night
from playground.clock import Clock, next_night
from playground.faults import Fault, Faults
from playground.people import BOT_USER_ID, Channel, Message, User
from playground.socket_mode import SocketMode
from playground.state import World
from playground.surfaces import Surfaces
from playground.transport import Transport
from playground.wire import Json

STATIC = Path(__file__).with_name("static")
LONG_POLL_SECONDS = 25.0


class Page:
    """Serves the page and its API."""

    def __init__(
        self,
        *,
        world: World,
        surfaces: Surfaces,
        acts: Acts,
        clock: Clock,
        faults: Faults,
        socket_mode: SocketMode,
        nights: tuple[Night, ...],
    ) -> None:
        self._world = world
        self._surfaces = surfaces
        self._acts = acts
        self._clock = clock
        self._faults = faults
        self._socket_mode = socket_mode
        self._nights = nights
        self._stopping = asyncio.Event()
        self.transport: Transport = socket_mode

    def add_to(self, app: web.Application) -> None:
        """Mount the routes."""
        app.router.add_get("/", self.index)
        if STATIC.is_dir():
            app.router.add_static("/static/", STATIC)
        app.router.add_get("/clock", self.clock)
        app.router.add_get("/page/who", self.who)
        app.router.add_get("/page/events", self.events)
        app.router.add_get("/page/state", self.state)
        app.router.add_post("/page/act", self.act)
        app.router.add_post("/page/clock", self.move_clock)
        app.router.add_post("/page/fault", self.fault)
        app.router.add_get("/page/log", self.log)
        app.router.add_get("/page/readable", self.readable)
        app.router.add_get("/page/file/{id}", self.file)

    def stop(self) -> None:
        """End what streams without end."""
        self._stopping.set()
        self._world.bell.stir()

    async def index(self, request: web.Request) -> web.StreamResponse:  # noqa: ARG002  aiohttp's signature
        """The page."""
        page = STATIC / "index.html"
        if not page.is_file():
            raise web.HTTPNotFound(text="the page has not been built in")
        return web.FileResponse(page, headers={"Cache-Control": "no-store"})

    async def who(self, request: web.Request) -> web.StreamResponse:  # noqa: ARG002  aiohttp's signature
        """People, commands and shortcuts."""
        manifest = self._world.manifest
        people = [_person(u) for u in self._world.users.values() if not u.deleted and u.id != BOT_USER_ID]
        commands = [
            {"command": c.command, "description": c.description, "usage_hint": c.usage_hint}
            for c in manifest.commands
        ]
        shortcuts = [
            {"name": s.name, "type": s.type, "callback_id": s.callback_id} for s in manifest.shortcuts
        ]
        bot = {"id": BOT_USER_ID, "name": manifest.bot_name, "connected": self.transport.connected}
        groups = [
            {"id": g.id, "handle": g.handle, "name": g.name, "users": g.users}
            for g in self._world.groups.values()
        ]
        return web.json_response(
            {"people": people, "commands": commands, "shortcuts": shortcuts, "bot": bot, "groups": groups}
        )

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Server-Sent Events: ``changed`` whenever anything that person may see changed."""
        user = self._user(request)
        stream = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        await stream.prepare(request)
        bell = self._world.bell
        told = -1
        try:
            while not self._stopping.is_set():
                version = bell.version(user.id)
                if version != told:
                    told = version
                    await stream.write(f'event: changed\ndata: {{"version": {version}}}\n\n'.encode())
                else:
                    await stream.write(b": still here\n\n")
                seen = told
                await bell.until(
                    lambda: bell.version(user.id) != seen or self._stopping.is_set(),  # noqa: B023  waited for at once
                    within=LONG_POLL_SECONDS,
                )
        except ConnectionError:
            return stream
        return stream

    async def state(self, request: web.Request) -> web.StreamResponse:
        """What one person may see; with ``after`` it waits until there is something newer."""
        user = self._user(request)
        bell = self._world.bell
        if after := request.query.get("after"):
            within = min(float(request.query.get("within", LONG_POLL_SECONDS)), LONG_POLL_SECONDS)
            await bell.until(
                lambda: bell.version(user.id) > int(after) or self._stopping.is_set(), within=within
            )
        channel = self._world.place(request.query.get("channel", ""))
        if channel is not None and not self._world.may_read(user, channel):
            channel = None
        messages = self._messages(user, channel) if channel else []
        if channel and messages and "peek" not in request.query:
            channel.last_read[user.id] = max(message["ts"] for message in messages)
        home = self._surfaces.homes.get(user.id)
        return web.json_response(
            {
                "version": bell.version(user.id),
                "me": _person(user),
                "clock": {
                    "now": self._clock.now().isoformat(),
                    "offset_seconds": self._clock.offset.total_seconds(),
                },
                "channels": [
                    self._channel(user, c)
                    for c in self._world.channels.values()
                    if self._world.may_read(user, c)
                ],
                "messages": messages,
                "modals": [
                    {**view.to_json(), "errors": view.errors} for view in self._surfaces.stack(user.id)
                ],
                "home": home.to_json() if home else None,
                "toasts": [{"id": t.id, "text": t.text} for t in self._world.toasts.get(user.id, [])],
            }
        )

    def _channel(self, user: User, channel: Channel) -> Json:
        seen = channel.last_read.get(user.id, "")
        unread = sum(
            1
            for m in channel.messages.values()
            if m.ts > seen and m.user != user.id and user.id in self._world.readers(m)
        )
        other = self._world.with_whom(channel, user.id)
        return {
            "id": channel.id,
            "name": self._world.users[other].name if other else channel.name,
            "kind": channel.kind,
            "with": other,
            "member": user.id in channel.members,
            "archived": channel.archived,
            "unread": unread,
        }

    def _messages(self, user: User, channel: Channel) -> list[Json]:
        mine = [m for m in channel.messages.values() if user.id in self._world.readers(m)]
        return [self._message(channel, message) for message in sorted(mine, key=lambda m: m.ts)]

    def _message(self, channel: Channel, message: Message) -> Json:
        author = self._world.users[message.user]
        return {
            "ts": message.ts,
            "thread_ts": message.thread_ts,
            "user": message.user,
            "name": author.name,
            "is_bot": author.kind == "bot",
            "text": message.text,
            "blocks": message.blocks,
            "attachments": message.attachments,
            "files": message.files,
            "ephemeral": message.only_for is not None,
            "edited": message.edited,
            "broadcast": message.broadcast,
            "reactions": [{"name": name, "users": users} for name, users in message.reactions.items()],
            "reply_count": len(channel.replies(message.ts)),
        }

    async def act(self, request: web.Request) -> web.StreamResponse:
        """One act of one person."""
        return web.json_response(await self._acts.do(await request.json()))

    async def clock(self, request: web.Request) -> web.StreamResponse:
        """The offset; with ``after`` it waits for a later version."""
        if after := request.query.get("after"):
            return web.json_response(await self._clock.follow(int(after), within=LONG_POLL_SECONDS))
        return web.json_response(self._clock.seen())

    async def move_clock(self, request: web.Request) -> web.StreamResponse:
        """Forward by seconds, to tonight, or to a moment; with ``settle`` it waits for its follower."""
        wish: Json = await request.json()
        followed = self._clock.followed
        try:
            self._clock.forward(self._by(wish))
        except ValueError as error:
            return web.json_response({"ok": False, "error": str(error)}, status=400)
        self._world.bell.ring(self._world.users)
        if followed and wish.get("settle"):
            await self._clock.caught_up(within=2.0)
        now = self._clock.now().isoformat()
        return web.json_response({"now": now, "offset_seconds": self._clock.offset.total_seconds()})

    def _by(self, wish: Json) -> timedelta:
        if "forward_seconds" in wish:
            return timedelta(seconds=float(wish["forward_seconds"]))
        now = self._clock.now()
        if wish.get("to") == "tonight":
            return next_night(now, self._nights) - now
        to = datetime.fromisoformat(str(wish.get("to")))
        if to.tzinfo is None:
            raise ValueError("a moment needs an offset")
        return to - now

    async def fault(self, request: web.Request) -> web.StreamResponse:
        """Let something go wrong."""
        wish: Json = await request.json()
        if "answer_late" in wish:
            self._faults.answer_late()
            return web.json_response({"ok": True})
        if "disconnect" in wish:
            await self._socket_mode.disconnect(wish["disconnect"], only=wish.get("only"))
            return web.json_response({"ok": True})
        try:
            self._faults.plan(
                Fault(
                    wish["method"], wish["kind"], int(wish.get("times", 1)), int(wish.get("retry_after", 1))
                )
            )
        except ValueError as error:
            return web.json_response({"ok": False, "error": str(error)}, status=400)
        return web.json_response({"ok": True})

    async def log(self, request: web.Request) -> web.StreamResponse:
        """Every call of the Web API."""
        method = request.query.get("method")
        return web.json_response([c.to_dict() for c in self._faults.log if method in {None, c.method}])

    async def readable(self, request: web.Request) -> web.StreamResponse:
        """Everything that person could ever have read."""
        reads = self._world.readable.of(self._user(request).id)
        return web.json_response([read.to_dict() for read in reads])

    async def file(self, request: web.Request) -> web.StreamResponse:
        """What was shared, for whoever may see it."""
        name = request.match_info["id"]
        if not self._world.may_see_file(self._user(request), name):
            raise web.HTTPNotFound
        return web.Response(body=self._world.files[name], headers={"Cache-Control": "no-store"})

    def _user(self, request: web.Request) -> User:
        user = self._world.person(request.query.get("as", ""))
        if user is None:
            raise web.HTTPNotFound(
                text=json.dumps({"error": "no such person"}), content_type="application/json"
            )
        return user


def _person(user: User) -> Json:
    return {
        "id": user.id,
        "key": user.key,
        "name": user.name,
        "title": user.title,
        "kind": user.kind,
        "tz": user.tz,
        "locale": user.locale,
        "away": user.away,
        "status": f"{user.status_emoji} {user.status_text}".strip(),
    }
