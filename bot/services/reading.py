"""Who reads: each person in their own language, by their own clock."""

import asyncio
import logging
from dataclasses import dataclass

from bot.domain.escalation import Party
from bot.domain.language import Language, Text, language_of, language_of_locale
from bot.domain.reader import Reader
from bot.errors import StoreUnavailable
from bot.ports import Directory, Member, PreferenceBook, Preferences, Refused, Unclear
from bot.requests.slack_text import as_read, users_in
from bot.services.handbook import Handbook

log = logging.getLogger(__name__)

_PATIENCE = 0.6
"""Seconds that finding out how somebody reads may take: an answer must reach Slack within three."""


@dataclass(frozen=True)
class Reading:
    """Finds out how somebody reads."""

    directory: Directory
    preferences: PreferenceBook

    async def reader(self, book: Handbook, user: str, text: str = "") -> Reader:
        """Their language: chosen in App Home, else Slack's locale, else the file's, else that of the text."""
        known, member = self.preferences.known(user), self.directory.known(user)
        if known is not None and member is not None:
            chosen = known
        else:
            chosen, member = await asyncio.gather(self._chosen(user), self.member(user))
        key = self.directory.key_of(user)
        person = book.file.people.get(key) if key else None
        language = (
            chosen.language
            or language_of_locale(member.locale if member else None)
            or (person.language if person else None)
            or language_of(text)
            or self.public(book).language
        )
        zone = (person.time_zone if person else None) or (member.time_zone if member else None)
        return Reader(
            language=language,
            zone=zone or book.file.workspace.time_zone,
            user=user,
            key=key,
            roles=person.roles if person else (),
        )

    async def member(self, user: str) -> Member | None:
        """What Slack says of somebody; None, too, while it does not say, so that answering goes on."""
        if (known := self.directory.known(user)) is not None:
            return known
        try:
            async with asyncio.timeout(_PATIENCE):
                return await self.directory.member(user)
        except (Refused, Unclear, TimeoutError) as problem:
            log.warning("Slack did not tell who somebody is (%s)", type(problem).__name__)
            return None

    async def is_nobody(self, user: str) -> bool:
        """Whether Slack says that there is no such account, or none that we may see; while it is silent nobody is that."""
        try:
            async with asyncio.timeout(_PATIENCE):
                return await self.directory.member(user) is None
        except (Refused, Unclear, TimeoutError):
            return False

    async def _chosen(self, user: str) -> Preferences:
        """What they chose; nothing while the store does not answer, so that looking things up goes on."""
        try:
            async with asyncio.timeout(_PATIENCE):
                return await self.preferences.get(user)
        except (StoreUnavailable, TimeoutError):
            log.warning("preferences could not be read; answering as Slack and the file say")
            return Preferences()

    def public(self, book: Handbook, team: str | None = None) -> Reader:
        """A channel's readers: the workspace's language and the team's clock."""
        spoken = book.file.workspace.language
        return Reader(
            language=Language.EN if spoken == "en" else Language.KO,
            zone=book.file.zone_of_team(team) if team else book.file.workspace.time_zone,
            both=spoken == "both",
        )

    async def as_read(self, book: Handbook, text: str, reader: Reader) -> str:
        """What Slack handed us as its author saw it: people by name, links as addresses."""
        users = users_in(text)
        found = await asyncio.gather(*(self.party(book, user) for user in users))
        names = {user: one.name.in_(reader.language) for user, one in zip(users, found, strict=True)}
        someone = "동료" if reader.language is Language.KO else "colleague"
        return as_read(text, {user: name for user, name in names.items() if name != user}, someone=someone)

    async def party(self, book: Handbook, user: str) -> Party:
        """Somebody as an escalation or a kudos remembers them."""
        key = self.directory.key_of(user)
        if key and key in book.file.people:
            return Party(user=user, key=key, name=book.file.people[key].name)
        member = await self.member(user)
        return Party(user=user, key=None, name=Text(en=member.name if member else user))
