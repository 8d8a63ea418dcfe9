"""The channels of a workspace: their names and ids, what Slack tells of them, and who is in them."""

import logging
import re

from bot.adapters.remembered import Remembered
from bot.adapters.slack_api import SlackApi, SlackRefusal
from bot.adapters.slack_lookup import UNHEARD_OF, channel_of
from bot.ports import ChannelInfo, Refused, Unclear

_log = logging.getLogger(__name__)

_PATIENCE = 2.0
"""Seconds until who is in a channel is not known: somebody waits for an answer, and Slack gives up after 3."""

_ROOMS_KEPT = 180.0
_CHANNELS_KEPT = 60.0
_LOOK_AGAIN = 60.0
_MOST_PAGES = 50
_CHANNEL_ID = re.compile(r"[CGD][A-Z0-9]{2,20}")


class SlackChannels:
    """Each is asked about once and remembered for a minute; all are listed when a name is not known."""

    def __init__(self, api: SlackApi) -> None:
        self._api = api
        now = api.pace.now
        self._rooms: Remembered[str, frozenset[str]] = Remembered(seconds=_ROOMS_KEPT, now=now)
        self._channels: Remembered[str, ChannelInfo | None] = Remembered(seconds=_CHANNELS_KEPT, now=now)
        self._ids: dict[str, str] = {}
        self._given_up: set[str] = set()
        """Names whose channels are called otherwise now: somebody may have given them to others since."""
        self._listed: float | None = None
        self._lists_any = True

    async def channel(self, channel: str, *, fresh: bool = False) -> ChannelInfo | None:
        """See `Directory.channel`; `fresh` asks Slack now, for what must not rest on an old answer.

        Raises:
            Unclear: Slack does not answer; with `fresh` even if it did before.
        """
        found = await self.channel_id(channel)
        if found is None:
            return None if self._lists_any else _taken_on_trust(f"#{channel.removeprefix('#')}")
        known = await self._asked_channel(found, fresh=fresh)
        name = _name(channel)
        if found == channel or known is None or known.name.casefold() in {name, known.id.casefold()}:
            return known
        self._given_up.add(name)
        now = await self.channel_id(channel)
        return known if now in {None, found} else await self._asked_channel(str(now), fresh=fresh)

    async def channel_id(self, channel: str) -> str | None:
        """The id of a channel given by `#name` or id; None if Slack shows none. An id is believed."""
        if _CHANNEL_ID.fullmatch(channel):
            return channel
        wanted = _name(channel)
        now = self._api.pace.now()
        unsure = wanted not in self._ids or wanted in self._given_up
        if unsure and (self._listed is None or now - self._listed >= _LOOK_AGAIN):
            self._given_up.discard(wanted)
            try:
                await self._list_channels()
                self._listed = now
            except Unclear:
                if wanted not in self._ids:
                    raise
        return self._ids.get(wanted)

    def learn(self, channel: str, found: str) -> None:
        """Slack said, when something was posted to a name, which id it has."""
        self._ids[_name(channel)] = found

    async def members(self, channel: str) -> frozenset[str]:
        """Who is in a channel, by its id; nobody where Slack does not tell."""
        return await self._rooms.get(channel, lambda: self._ask_room(channel))

    def forget(self, channel: str) -> None:
        """Slack said that a channel, or who is in it, changed."""
        self._channels.forget(channel)
        self._rooms.forget(channel)

    async def unreadable(self, channel: ChannelInfo) -> str | None:
        """Why its history cannot be read, joining it if that is all it takes; None if it can."""
        try:
            if not channel.is_member and not channel.is_private:
                await self._api.read("conversations.join", channel=channel.id)
                self.forget(channel.id)
            await self._api.read("conversations.history", channel=channel.id, limit=1)
        except Refused as refused:
            return refused.reason
        return None

    async def _asked_channel(self, channel: str, *, fresh: bool) -> ChannelInfo | None:
        return await self._channels.get(channel, lambda: self._ask_channel(channel), fresh=fresh)

    async def _ask_channel(self, channel: str) -> ChannelInfo | None:
        try:
            told = await self._api.read("conversations.info", channel=channel)
        except Refused as refused:
            return _taken_on_trust(channel) if refused.reason == UNHEARD_OF else None
        return (
            channel_of({"id": channel} | told["channel"]) if told.get("channel") else _taken_on_trust(channel)
        )

    async def _ask_room(self, channel: str) -> frozenset[str]:
        users: set[str] = set()
        try:
            async for page in self._api.pages(
                "conversations.members", most=_MOST_PAGES, patience=_PATIENCE, channel=channel, limit=1000
            ):
                users.update(str(user) for user in page.get("members") or ())
        except Refused:
            return frozenset()
        return frozenset(users)

    async def _list_channels(self) -> None:
        """Learn the names. A workspace always has a channel: an empty list is one that is not told."""
        try:
            listed: int | None = await self._list("public_channel,private_channel")
        except SlackRefusal as refusal:
            if refusal.reason == "missing_scope":
                listed = await self._list_public()
            else:
                _log.warning("Slack does not list its channels (%s); they are used by name", refusal.reason)
                listed = 0 if refusal.reason == UNHEARD_OF else None
        self._lists_any = listed != 0

    async def _list_public(self) -> int | None:
        try:
            return await self._list("public_channel")
        except SlackRefusal as refusal:
            _log.warning("Slack does not list its channels (%s); they are used by name", refusal.reason)
            return None

    async def _list(self, types: str) -> int:
        listed = 0
        async for page in self._api.pages("conversations.list", most=_MOST_PAGES, types=types, limit=1000):
            for channel in page.get("channels") or ():
                known = channel_of(channel)
                self._channels.put(known.id, known)
                listed += 1
                if not known.is_archived or known.name.casefold() not in self._ids:
                    self._ids[known.name.casefold()] = known.id
        return listed


def _name(channel: str) -> str:
    return channel.removeprefix("#").casefold()


def _taken_on_trust(channel: str) -> ChannelInfo:
    """A channel of a Slack that tells nothing of channels at all: it is there, and nobody is known to see it."""
    return ChannelInfo(id=channel, name=channel.removeprefix("#"), is_private=True, is_member=True)
