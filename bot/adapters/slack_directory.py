"""Who is who in Slack: the port `Directory`."""

from collections.abc import Mapping

from bot.adapters.remembered import Remembered
from bot.adapters.slack_api import SlackApi
from bot.adapters.slack_channels import SlackChannels
from bot.adapters.slack_client import Identity, missing_scopes
from bot.adapters.slack_lookup import UNHEARD_OF, member_of, status_of
from bot.adapters.slack_roll_call import NOBODY, Use, call_channel, call_people, channels_of, few_at_a_time
from bot.domain.escalation import Posted
from bot.domain.team_file import TeamFile
from bot.ports import ChannelInfo, Member, Refused, Status

QUICK = 2.0
"""Seconds a look-up may take while somebody waits for an answer: Slack gives up after 3."""

PATIENT = 600.0
"""Seconds a look-up may take at start, when 200 people are asked about at 50 a minute."""

_UPDATE = "update it from manifest.yaml and install it again"
_MEMBERS_KEPT = 3600.0
_GROUPS_KEPT = 600.0
_MOST_PAGES = 50


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
        self._channels = SlackChannels(api)

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
            if refused.reason in NOBODY or refused.reason == UNHEARD_OF:
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
        """See `Directory.channel` and `SlackChannels.channel`."""
        return await self._channels.channel(channel, fresh=fresh)

    async def channel_id(self, channel: str) -> str | None:
        """See `SlackChannels.channel_id`."""
        return await self._channels.channel_id(channel)

    def learn(self, channel: str, found: str) -> None:
        """See `SlackChannels.learn`."""
        self._channels.learn(channel, found)

    async def sees(self, user: str, channel: str) -> bool:
        """See `Directory.sees`. In doubt no: then they are told in a direct message too."""
        known = await self.channel(channel)
        if known is None:
            return False
        if not known.is_private:
            member = await self.member(user)
            if member is not None and not (member.is_guest or member.is_stranger):
                return True
        return user in await self._channels.members(known.id)

    def permalink(self, posted: Posted) -> str | None:
        """See `Directory.permalink`: as Slack itself builds them."""
        home = self._identity.url.rstrip("/")
        return f"{home}/archives/{posted.channel}/p{posted.ts.replace('.', '')}" if home else None

    def forget_channel(self, channel: str) -> None:
        """Slack said that a channel, or who is in it, changed."""
        self._channels.forget(channel)

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
            if refused.reason != UNHEARD_OF:
                raise
            told = {}
        return member_of({"id": user} | (told.get("user") or {}), self._identity)

    async def _ask_group(self, group: str) -> tuple[str, ...]:
        try:
            told = await self._api.read("usergroups.users.list", patience=QUICK, usergroup=group)
        except Refused:
            return ()
        return tuple(str(user) for user in told.get("users") or ())

    async def _check(self, use: Use) -> str | None:
        return await call_channel(use, await self.channel(use.channel), self._channels.unreadable)


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
