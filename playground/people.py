"""Who and what a workspace holds: users, groups, channels, messages."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from playground.wire import Json

TEAM_ID = "T0PLAY0001"
TEAM_NAME = "Playground"
TEAM_DOMAIN = "playground"
OTHER_TEAM_ID = "T0ACME0002"
APP_ID = "A0PLAY0001"
BOT_ID = "B0PLAY0001"
BOT_USER_ID = "U0PLAYBOT1"

Kind = Literal["member", "guest", "stranger", "bot"]
ChannelKind = Literal["channel", "private", "dm", "shared"]


@dataclass
class User:
    """A Slack account. ``names`` are what others type after an ``@``."""

    id: str
    key: str
    name: str
    handle: str
    email: str
    tz: str
    locale: str
    kind: Kind = "member"
    title: str = ""
    team_id: str = TEAM_ID
    names: tuple[str, ...] = ()
    deleted: bool = False
    away: bool = False
    snoozed: bool = False
    dnd: tuple[int, int] | None = None
    """Hours of Do Not Disturb: the next or present stretch, in seconds of real time."""
    status_text: str = ""
    status_emoji: str = ""
    status_expiration: int = 0
    bot_id: str | None = None

    @property
    def is_full(self) -> bool:
        """A full member, who may open any public channel."""
        return self.kind in {"member", "bot"} and self.team_id == TEAM_ID and not self.deleted

    def tz_offset(self, at: datetime) -> int:
        """Seconds east of UTC at that moment."""
        offset = at.astimezone(ZoneInfo(self.tz)).utcoffset()
        return int(offset.total_seconds()) if offset else 0


@dataclass
class Group:
    """A user group."""

    id: str
    handle: str
    name: str
    users: list[str]


@dataclass
class Message:
    """A message, or an ephemeral one when ``only_for`` names its one reader.

    ``files``: what was shared with it, as the Web API shows files. ``states``: what each person chose in its
    selects: user, block id, action id, state value. ``before``: the blocks of its last drawings, newest last:
    a screen may still show them, and a press there reaches the app.
    """

    ts: str
    channel: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    files: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    metadata: Json | None = None
    bot_id: str | None = None
    only_for: str | None = None
    edited: bool = False
    reactions: dict[str, list[str]] = field(default_factory=dict)
    subtype: str | None = None
    broadcast: bool = False
    states: dict[str, dict[str, dict[str, Json]]] = field(default_factory=dict)
    before: list[list[Json]] = field(default_factory=list)

    @property
    def drawings(self) -> list[list[Json]]:
        """Its blocks as they are, then as they were a moment ago, newest first."""
        return [self.blocks, *reversed(self.before)]

    @property
    def is_reply(self) -> bool:
        """Stands in a thread below another message."""
        return self.thread_ts is not None and self.thread_ts != self.ts


@dataclass
class Channel:
    """A conversation and everything said in it, by time stamp."""

    id: str
    name: str
    kind: ChannelKind
    members: set[str]
    created: int = 1_700_000_000
    archived: bool = False
    messages: dict[str, Message] = field(default_factory=dict)
    last_read: dict[str, str] = field(default_factory=dict)

    @property
    def is_public(self) -> bool:
        """Open to every full member of the workspace."""
        return self.kind in {"channel", "shared"}

    def replies(self, ts: str) -> list[Message]:
        """The replies of a thread, oldest first."""
        return [m for m in self.messages.values() if m.is_reply and m.thread_ts == ts and not m.only_for]
