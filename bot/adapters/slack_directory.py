"""Who is who in Slack: the port `Directory`."""

import logging
import re
from collections.abc import Mapping

from bot.adapters.remembered import Remembered
from bot.adapters.slack_api import SlackApi, SlackRefusal
from bot.adapters.slack_client import Identity, missing_scopes
from bot.adapters.slack_lookup import channel_of, member_of, status_of
from bot.adapters.slack_roll_call import NOBODY, Use, call_channel, call_people, channels_of, few_at_a_time
from bot.domain.escalation import Posted
from bot.domain.team_file import TeamFile
from bot.ports import ChannelInfo, Member, Refused, Status, Unclear

_log = logging.getLogger(__name__)

QUICK = 2.0
"""Seconds a look-up may take while somebody waits for an answer: Slack gives up after 3."""

PATIENT = 600.0
"""Seconds a look-up may take at start, when 200 people are asked about at 50 a minute."""

_UPDATE = "update it from manifest.yaml and install it again"
_MEMBERS_KEPT = 3600.0
_GROUPS_KEPT = 600.0
_ROOMS_KEPT = 180.0
_CHANNELS_KEPT = 60.0
_LOOK_AGAIN = 60.0
_MOST_PAGES = 50
_CHANNEL_ID = re.compile(r"[CGD][A-Z0-9]{2,20}")
_UNHEARD_OF = "unknown_method"
"""What a Slack answers that does not have a method at all, such as a small local one."""


class SlackDirectory:
    """The people of the file are resolved by `start`; the rest is asked once and remembered."""

    def __init__(self, api: SlackApi, identity: Identity, file: TeamFile) -> None:
        self._api = api
        self._identity = identity
        self._file = file
        self._users: Mapping[str, str] = {}
        self._keys: Mapping[str, str] = {}
        self._problems: tuple[str, ...] = ()
        now = api.pace.now
        self._members: Remembered[str, Member | None] = Remembered(seconds=_MEMBERS_KEPT, now=now)
        self._groups: Remembered[str, tuple[str, ...]] = Remembered(seconds=_GROUPS_KEPT, now=now)
        self._rooms: Remembered[str, frozenset[str]] = Remembered(seconds=_ROOMS_KEPT, now=now)
        self._channels: Remembered[str, ChannelInfo | None] = Remembered(seconds=_CHANNELS_KEPT, now=now)
        self._ids: dict[str, str] = {}
        self._given_up: set[str] = set()
        """Names whose channels are called otherwise now: somebody may have given them to others since."""
        self._listed: float | None = None
        self._lists_any = True

    async def start(self) -> None:
        """Resolve the file's people and look at its channels; `problems` tells what is wrong.

        Again later does no harm. A public night channel is joined.

        Raises:
            Unclear: Slack gives no answer; what was known before still serves.
        """
        present = await call_people(self._file.people, _Patiently(self))
        for use in (uses := channels_of(self._file)):
            await self.channel_id(use.channel)  # the first name has all of them listed, once
        found = await few_at_a_time(self._check, uses)
        self._users = present.users
        self._keys = {user: key for key, user in present.users.items()}
        lacking = missing_scopes(self._identity)
        scopes = [f"The Slack app lacks {', '.join(lacking)}: {_UPDATE}."] if lacking else []
        self._problems = (*scopes, *present.problems, *(problem for problem in found if problem))

    async def adopt(self, file: TeamFile) -> None:
        """Take a changed file; see `start`."""
        self._file = file
        await self.start()

    def problems(self) -> list[str]:
        """What `start` found, a sentence each, for whoever runs Baton."""
        return list(self._problems)

    def user_of(self, key: str) -> str | None:
        """See `Directory.user_of`."""
        return self._users.get(key)

    def key_of(self, user: str) -> str | None:
        """See `Directory.key_of`."""
        return self._keys.get(user)

    def known(self, user: str) -> Member | None:
        """See `Directory.known`."""
        return self._members.known(user)

    async def member(self, user: str, *, fresh: bool = False, patience: float = QUICK) -> Member | None:
        """See `Directory.member`.

        Raises:
            Refused: the app may not ask.
            Unclear: Slack does not answer, and they were never asked about before; with `fresh` even if they were.
        """
        return await self._members.get(user, lambda: self._ask_member(user, patience), fresh=fresh)

    async def status_now(self, user: str) -> Status | None:
        """See `StatusSource.status_now`."""
        try:
            told = await self._api.read("users.info", patience=QUICK, user=user, include_locale=True)
        except Refused as refused:
            if refused.reason in NOBODY or refused.reason == _UNHEARD_OF:
                return None
            raise
        found = {"id": user} | (told.get("user") or {})
        self._members.put(user, member_of(found, self._identity))
        return status_of(found)

    async def group(self, group: str) -> tuple[str, ...]:
        """See `Directory.group`; nobody where Slack shows no such group.

        Raises:
            Unclear: Slack does not answer, and it was never asked about before.
        """
        return await self._groups.get(group, lambda: self._ask_group(group))

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

    async def sees(self, user: str, channel: str) -> bool:
        """See `Directory.sees`. In doubt no: then they are told in a direct message too."""
        known = await self.channel(channel)
        if known is None:
            return False
        if not known.is_private:
            member = await self.member(user)
            if member is not None and not (member.is_guest or member.is_stranger):
                return True
        return user in await self._rooms.get(known.id, lambda: self._ask_room(known.id))

    def permalink(self, posted: Posted) -> str | None:
        """See `Directory.permalink`: as Slack itself builds them."""
        home = self._identity.url.rstrip("/")
        return f"{home}/archives/{posted.channel}/p{posted.ts.replace('.', '')}" if home else None

    def forget_channel(self, channel: str) -> None:
        """Slack said that a channel, or who is in it, changed."""
        self._channels.forget(channel)
        self._rooms.forget(channel)

    def take(self, user: dict[str, object]) -> Member:
        """Remember a user object Slack sent by itself."""
        member = member_of(user, self._identity)
        self._members.put(member.user, member)
        return member

    async def _ask_member(self, user: str, patience: float) -> Member | None:
        try:
            told = await self._api.read("users.info", patience=patience, user=user, include_locale=True)
        except Refused as refused:
            if refused.reason in NOBODY:
                return None
            if refused.reason != _UNHEARD_OF:
                raise
            told = {}
        return member_of({"id": user} | (told.get("user") or {}), self._identity)

    async def _ask_group(self, group: str) -> tuple[str, ...]:
        try:
            told = await self._api.read("usergroups.users.list", patience=QUICK, usergroup=group)
        except Refused:
            return ()
        return tuple(str(user) for user in told.get("users") or ())

    async def _asked_channel(self, channel: str, *, fresh: bool) -> ChannelInfo | None:
        return await self._channels.get(channel, lambda: self._ask_channel(channel), fresh=fresh)

    async def _ask_channel(self, channel: str) -> ChannelInfo | None:
        try:
            told = await self._api.read("conversations.info", channel=channel)
        except Refused as refused:
            return _taken_on_trust(channel) if refused.reason == _UNHEARD_OF else None
        return (
            channel_of({"id": channel} | told["channel"]) if told.get("channel") else _taken_on_trust(channel)
        )

    async def _ask_room(self, channel: str) -> frozenset[str]:
        users: set[str] = set()
        try:
            async for page in self._api.pages(
                "conversations.members", most=_MOST_PAGES, patience=QUICK, channel=channel, limit=1000
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
                listed = 0 if refusal.reason == _UNHEARD_OF else None
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

    async def _check(self, use: Use) -> str | None:
        return await call_channel(use, await self.channel(use.channel), self._can_read)

    async def _can_read(self, channel: ChannelInfo) -> str | None:
        """Why its history cannot be read, joining it if that is all it takes; None if it can."""
        try:
            if not channel.is_member and not channel.is_private:
                await self._api.read("conversations.join", channel=channel.id)
                self.forget_channel(channel.id)
            await self._api.read("conversations.history", channel=channel.id, limit=1)
        except Refused as refused:
            return refused.reason
        return None


def _name(channel: str) -> str:
    return channel.removeprefix("#").casefold()


def _taken_on_trust(channel: str) -> ChannelInfo:
    """A channel of a Slack that tells nothing of channels at all: it is there, and nobody is known to see it."""
    return ChannelInfo(id=channel, name=channel.removeprefix("#"), is_private=True, is_member=True)


class _Patiently:
    """The roll call's questions: at start there is time to wait for Slack's limits."""

    def __init__(self, directory: SlackDirectory) -> None:
        self._directory = directory
        self._api = directory._api  # noqa: SLF001 - the other half of one thing

    async def member(self, user: str) -> Member | None:
        """See `Asking.member`."""
        return await self._directory.member(user, patience=PATIENT)

    async def by_email(self, email: str) -> Member | None:
        """See `Asking.by_email`."""
        try:
            told = await self._api.read("users.lookupByEmail", patience=PATIENT, email=email)
        except Refused as refused:
            if refused.reason in NOBODY:
                return None
            raise
        found = (told.get("user") or {}).get("id")
        return await self.member(str(found)) if found else None  # lookupByEmail tells no locale

    async def everybody(self) -> Mapping[str, Member]:
        """See `Asking.everybody`."""
        found: dict[str, Member] = {}
        pages = self._api.pages(
            "users.list", most=_MOST_PAGES, patience=PATIENT, limit=1000, include_locale=True
        )
        try:
            async for page in pages:
                for user in page.get("members") or ():
                    member = self._directory.take(user)
                    if member.email:
                        found[member.email.casefold()] = member
        except Refused:
            return {}
        return found
