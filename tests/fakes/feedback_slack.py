"""A Slack of a few people and channels: it knows who they are, and remembers what was said to whom."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.domain.digest import NightPage
from bot.domain.escalation import Posted
from bot.ports import ChannelInfo, Clock, Member, Refused, Unclear
from bot.ports.whisper import Whisper
from tests.fakes.faults import befalling


@dataclass
class FakeDirectory:
    """The port `Directory`. Somebody of the file has the Slack id `U` and their key in capitals."""

    members: dict[str, Member] = field(default_factory=dict)
    before: dict[str, Member] = field(default_factory=dict)
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)
    channels: dict[str, ChannelInfo] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)
    silent: bool = False
    mute: bool = False
    """It tells nothing of channels."""
    hidden: dict[str, set[str]] = field(default_factory=dict)
    """Who does not see a channel."""

    def enlist(self, *keys: str) -> None:
        """These of the file are in Slack."""
        for key in keys:
            self.keys.add(key)
            user = f"U{key.upper()}"
            self.members[user] = Member(user=user, name=key.title())

    def user_of(self, key: str) -> str | None:
        """Their Slack id."""
        return f"U{key.upper()}" if key in self.keys else None

    def key_of(self, user: str) -> str | None:
        """Their key."""
        key = user.removeprefix("U").lower()
        return key if key in self.keys else None

    def known(self, user: str) -> Member | None:  # noqa: ARG002 - the port's shape
        """Nothing: it is asked each time."""
        return None

    async def member(self, user: str, *, fresh: bool = False) -> Member | None:
        """What Slack says of them, if it is not `silent`; what it said `before` serves unless it must be fresh."""
        if self.silent:
            raise Unclear("no answer")
        return self.members.get(user) if fresh else self.before.get(user, self.members.get(user))

    async def group(self, group: str) -> tuple[str, ...]:
        """Who is in it."""
        return self.groups.get(group, ())

    async def channel(self, channel: str, *, fresh: bool = False) -> ChannelInfo | None:  # noqa: ARG002 - all are fresh
        """A channel by name or id, if it is not `mute`."""
        if self.mute:
            raise Unclear("no answer")
        by_id = {info.id: info for info in self.channels.values()}
        return self.channels.get(channel) or by_id.get(channel)

    async def sees(self, user: str, channel: str) -> bool:
        """Everybody of the file sees everything that is not hidden from them."""
        return self.key_of(user) is not None and user not in self.hidden.get(channel, ())

    def permalink(self, posted: Posted) -> str | None:
        """Where a message is."""
        return f"https://team.slack.com/archives/{posted.channel.strip('#')}/p{posted.ts}"


@dataclass(frozen=True)
class Heard:
    """Something that stands in Slack."""

    key: str
    where: str
    what: NightPage | Whisper
    at: datetime
    thread: str | None = None


@dataclass
class FakeSlack:
    """What was said, and what goes wrong next; `clock` is real time.

    `faults` are those of `tests.fakes.faults`.
    A message `takes` so long; `passes` lets the time go by.
    """

    clock: Clock
    heard: list[Heard] = field(default_factory=list)
    faults: deque[str] = field(default_factory=deque)
    blind: bool = False
    edits: list[str] = field(default_factory=list)
    """The keys of what was changed, in order."""
    takes: timedelta = timedelta()
    passes: Callable[[timedelta], None] = lambda _time: None

    def say(self, heard: Heard) -> Posted:
        """Post it, unless something goes wrong."""
        self.passes(self.takes)
        with befalling(self.faults):
            self.heard.append(heard)
        return Posted(channel=heard.where, ts=str(len(self.heard)))

    def change(self, where: str, ts: str, what: NightPage) -> None:
        """Let one of them read otherwise, unless something goes wrong or it does not stand there."""
        with befalling(self.faults):
            place = int(ts) - 1
            if not 0 <= place < len(self.heard) or self.heard[place].where != where:
                raise Refused("message_not_found")
            self.heard[place] = replace(self.heard[place], what=what)
            self.edits.append(self.heard[place].key)

    def find(self, where: str, key: str, since: datetime) -> Posted | None:
        """What stands there with that key; nothing is shown while `blind`."""
        if self.blind:
            raise Refused("missing_scope")
        for place, heard in enumerate(self.heard, start=1):
            if (heard.where, heard.key) == (where, key) and heard.at >= since - timedelta(minutes=2):
                return Posted(channel=where, ts=str(place))
        return None


@dataclass
class FakeBoard:
    """The port `NightBoard`."""

    slack: FakeSlack

    async def post(self, channel: str, page: NightPage, *, key: str, thread: str | None = None) -> Posted:
        """Post a page."""
        return self.slack.say(Heard(key, channel, page, self.slack.clock(), thread))

    async def edit(self, channel: str, ts: str, page: NightPage) -> None:
        """Edit a page."""
        self.slack.change(channel, ts, page)

    async def find(
        self, channel: str, *, key: str, since: datetime, thread: str | None = None
    ) -> Posted | None:
        """Look for a page; one posted under another message is not found in the channel."""
        found = self.slack.find(channel, key, since)
        under = next((heard.thread for heard in self.slack.heard if heard.key == key), None)
        return found if under == thread else None


@dataclass
class FakeWhisperer:
    """The port `Whisperer`; speaks to users only."""

    slack: FakeSlack
    unreachable: set[str] = field(default_factory=set)

    async def whisper(self, user: str, what: Whisper, *, key: str) -> Posted:
        """Write to one person."""
        if not user.startswith("U"):
            raise Refused("not_one_user")
        if user in self.unreachable:
            raise Refused("user_disabled")
        return self.slack.say(Heard(key, user, what, self.slack.clock()))

    async def find(self, user: str, *, key: str, since: datetime) -> Posted | None:
        """Look for what was written."""
        return self.slack.find(user, key, since)
