"""The workspace as it is now. A change rings the bell, keeps the privacy record and tells what happened."""

import secrets
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from playground.bell import Bell
from playground.cast import Cast
from playground.manifest import Manifest
from playground.people import (
    APP_ID,
    BOT_ID,
    BOT_USER_ID,
    Channel,
    Group,
    Message,
    User,
)
from playground.readable import Read, Readable
from playground.wire import Json, stable_id

STILL_ON_SCREENS = 5
"""Drawings of a message before its present one that somebody's screen may still show. Ours: Slack names no number."""


@dataclass(frozen=True)
class Happening:
    """Something Slack would send an event about. ``kind`` is ours; events.py knows Slack's names."""

    kind: str
    user: str
    channel: Channel | None = None
    message: Message | None = None
    extra: Json = field(default_factory=dict)


@dataclass(frozen=True)
class Toast:
    """A line Slack itself shows one person, such as ``operation_timeout``."""

    id: str
    text: str


class World:
    """Users, channels and messages of one workspace."""

    def __init__(self, cast: Cast, manifest: Manifest) -> None:
        self.manifest = manifest
        self.users: dict[str, User] = dict(cast.users)
        self.channels: dict[str, Channel] = dict(cast.channels)
        self.groups: dict[str, Group] = dict(cast.groups)
        self.bell = Bell()
        self.readable = Readable()
        self.toasts: dict[str, list[Toast]] = {}
        self.files: dict[str, bytes] = {}
        self.tell: Callable[[Happening], None] = lambda _: None
        self._last_ts = 0
        bot = User(
            id=BOT_USER_ID,
            key="bot",
            name=manifest.bot_name,
            handle=manifest.handle,
            email="",
            tz="America/Los_Angeles",
            locale="en-US",
            kind="bot",
            title="app",
            names=(manifest.bot_name, manifest.handle),
            bot_id=BOT_ID,
        )
        self.users[bot.id] = bot

    # --- looking ---

    def new_ts(self) -> str:
        """A time stamp no other message has."""
        self._last_ts = max(self._last_ts + 1, time.time_ns() // 1000)
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def person(self, ref: str) -> User | None:
        """By id, key of the file, name or handle."""
        if ref in self.users:
            return self.users[ref]
        return next((u for u in self.users.values() if ref in (u.key, u.handle, *u.names)), None)

    def place(self, ref: str) -> Channel | None:
        """By id, ``#name`` or name."""
        if ref in self.channels:
            return self.channels[ref]
        name = ref.removeprefix("#")
        return next((c for c in self.channels.values() if c.name == name and c.kind != "dm"), None)

    def names(self) -> dict[str, str]:
        """The shown name of every id a text may mention."""
        return {
            **{user.id: user.name for user in self.users.values()},
            **{channel.id: channel.name for channel in self.channels.values() if channel.name},
            **{group.id: group.handle for group in self.groups.values()},
        }

    def may_read(self, user: User, channel: Channel) -> bool:
        """Members may; full members of the workspace also read public channels they have not joined."""
        return user.id in channel.members or (channel.is_public and user.is_full and user.kind == "member")

    def audience(self, channel: Channel) -> set[str]:
        """Everybody who may read the channel."""
        return {user.id for user in self.users.values() if self.may_read(user, channel)}

    def may_see_file(self, user: User, file: str) -> bool:
        """Whether a file was shared where somebody reads."""
        return any(
            shared["id"] == file and user.id in self.readers(message)
            for channel in self.channels.values()
            for message in channel.messages.values()
            for shared in message.files
        )

    def readers(self, message: Message) -> set[str]:
        """Everybody who may read the message."""
        return {message.only_for} if message.only_for else self.audience(self.channels[message.channel])

    def with_whom(self, channel: Channel, user: str) -> str | None:
        """The other side of a direct conversation."""
        return next(iter(channel.members - {user}), user) if channel.kind == "dm" else None

    # --- changing ---

    def dm(self, one: str, other: str) -> Channel:
        """Their direct conversation, made on first use."""
        pair = {one, other}
        for channel in self.channels.values():
            if channel.kind == "dm" and channel.members == pair:
                return channel
        made = Channel(id=stable_id("D", "+".join(sorted(pair))), name="", kind="dm", members=pair)
        self.channels[made.id] = made
        self.bell.ring(pair)
        return made

    def post(self, message: Message, *, notify: bool = True) -> Message:
        """Say something in a channel."""
        channel = self.channels[message.channel]
        channel.messages[message.ts] = message
        if message.user != BOT_USER_ID:
            channel.last_read[message.user] = message.ts
        readers = self.readers(message)
        self.readable.note_message(readers, message)
        self.readable.note_notification(self._notified(channel, message, readers), message)
        self.bell.ring(readers)
        if notify and not message.only_for:
            self.tell(Happening("posted", message.user, channel, message))
        return message

    def _notified(self, channel: Channel, message: Message, readers: Iterable[str]) -> set[str]:
        if channel.kind == "dm" or message.only_for:
            return set(readers) - {message.user}
        everybody = any(
            f"<!{word}" in message.text + str(message.blocks) for word in ("channel", "here", "everyone")
        )
        words = message.text + str(message.blocks)
        return {
            p for p in channel.members - {message.user} if everybody or f"<@{p}" in words or f"'{p}'" in words
        }

    def edit(self, message: Message, changes: Json) -> None:
        """Change a message in place."""
        before = Message(**vars(message))
        message.before = [*message.before, message.blocks][-STILL_ON_SCREENS:]
        for name, value in changes.items():
            setattr(message, name, value)
        message.edited = True
        readers = self.readers(message)
        self.readable.note_message(readers, message)
        self.bell.ring(readers)
        channel = self.channels[message.channel]
        if not message.only_for:
            self.tell(Happening("edited", message.user, channel, message, {"previous": before}))

    def remove(self, message: Message) -> None:
        """Delete a message."""
        channel = self.channels[message.channel]
        channel.messages.pop(message.ts, None)
        self.bell.ring(self.readers(message))
        if not message.only_for:
            self.tell(Happening("deleted", message.user, channel, message))

    def react(self, message: Message, name: str, user: str, *, on: bool) -> bool:
        """Add or take away a reaction; False when there was nothing to do."""
        who = message.reactions.setdefault(name, [])
        if (user in who) == on:
            return False
        if on:
            who.append(user)
        else:
            who.remove(user)
        if not who:
            del message.reactions[name]
        channel = self.channels[message.channel]
        self.bell.ring(self.audience(channel))
        kind = "reaction_added" if on else "reaction_removed"
        self.tell(Happening(kind, user, channel, message, {"reaction": name}))
        return True

    def join(self, channel: Channel, user: str, *, inviter: str | None = None) -> bool:
        """Become a member; the past can be read from now on. False for somebody who is one already."""
        if user in channel.members:
            return False
        channel.members.add(user)
        for message in channel.messages.values():
            if not message.only_for:
                self.readable.note_message([user], message)
        self.bell.ring({*self.audience(channel), user})
        self.tell(Happening("joined", user, channel, None, {"inviter": inviter} if inviter else {}))
        return True

    def leave(self, channel: Channel, user: str) -> None:
        """Stop being a member."""
        audience = self.audience(channel)
        channel.members.discard(user)
        self.bell.ring(audience)

    def toast(self, user: str, text: str) -> None:
        """Slack itself tells one person something."""
        toast = Toast(id=secrets.token_hex(4), text=text)
        self.toasts.setdefault(user, []).append(toast)
        self.readable.note([user], Read("toast", toast.id, "", text, text))
        self.bell.ring([user])


def new_message(world: World, channel: str, user: str, text: str, **more: object) -> Message:
    """A message not yet posted. Further fields are those of :class:`~playground.people.Message`."""
    message = Message(ts=world.new_ts(), channel=channel, user=user, text=text)
    for name, value in more.items():
        setattr(message, name, value)
    return message


def message_json(message: Message, channel: Channel, *, with_metadata: bool = False) -> Json:
    """A message as the Web API and payloads show it."""
    body: Json = {"type": "message", "user": message.user, "text": message.text, "ts": message.ts}
    if message.subtype:
        body["subtype"] = message.subtype
    if message.bot_id:
        body |= {"bot_id": message.bot_id, "app_id": APP_ID}
    for name in ("blocks", "attachments", "files"):
        if getattr(message, name):
            body[name] = getattr(message, name)
    if message.edited:
        body["edited"] = {"user": message.user, "ts": message.ts}
    if message.reactions:
        body["reactions"] = [
            {"name": name, "users": list(users), "count": len(users)}
            for name, users in message.reactions.items()
        ]
    body |= _thread_json(message, channel)
    if message.metadata and with_metadata:
        body["metadata"] = message.metadata
    return body


def _thread_json(message: Message, channel: Channel) -> Json:
    if message.is_reply:
        parent = channel.messages.get(message.thread_ts or "")
        return {"thread_ts": message.thread_ts, **({"parent_user_id": parent.user} if parent else {})}
    replies = channel.replies(message.ts)
    if not replies:
        return {}
    users = list(dict.fromkeys(reply.user for reply in replies))
    return {
        "thread_ts": message.ts,
        "reply_count": len(replies),
        "reply_users": users,
        "reply_users_count": len(users),
        "latest_reply": replies[-1].ts,
    }
