"""Who of a night's people is still a colleague, and how they like to be named: asked once, as it closes (rules 13, 20)."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.escalation import Party
from bot.domain.kudos import Kudos
from bot.ports import Directory, Preferences, Refused, Unclear
from bot.services.feedback_tools import NightTools
from bot.services.handbook import Handbook
from bot.services.standing import against

log = logging.getLogger(__name__)

_SILENT = 3
"""So many questions in a row without an answer, and Slack is not asked about the others: the file is believed."""


@dataclass(frozen=True)
class Attendance:
    """Users of a night: named no more, thanked at all, thanked alone, glad to be read of by all, glad to be mentioned."""

    absent: tuple[str, ...]
    thanked: tuple[str, ...]
    private: tuple[str, ...]
    public: frozenset[str]
    mention: tuple[str, ...]


class RollCall:
    """Asks about everybody of a night, one after the other."""

    def __init__(
        self, tools: NightTools, hold_on: Callable[[], Awaitable[None]], until: datetime | None = None
    ) -> None:
        """`hold_on` is called before each question, so that a lease outlasts many; after `until` none is asked."""
        self._until = until
        self._tools = tools
        self._hold_on = hold_on
        self._known: dict[str, tuple[bool, Preferences]] = {}
        self._thanked: set[str] = set()
        self._silent = 0

    async def call(self, kudos: Iterable[Kudos]) -> None:
        """Ask about everybody these name, once; a customer is nobody Slack knows."""
        for entry in kudos:
            self._thanked |= {who.user for who in entry.people}
            for who in (entry.giver, *entry.people, *entry.mentioned):
                if who.user and who.user not in self._known:
                    await self._hold_on()
                    chosen = await self._tools.preferences.get(who.user)
                    self._known[who.user] = (await self._is_here(who), chosen)

    @property
    def attendance(self) -> Attendance:
        """What was found."""
        here = {user: chosen for user, (is_here, chosen) in self._known.items() if is_here}
        return Attendance(
            absent=tuple(user for user in self._known if user not in here),
            thanked=tuple(user for user in here if user in self._thanked),
            private=tuple(
                u for u, chosen in here.items() if u in self._thanked and chosen.thanks == "private"
            ),
            public=frozenset(user for user, chosen in here.items() if chosen.thanks == "public"),
            mention=tuple(u for u, chosen in here.items() if u in self._thanked and chosen.mentioned == "on"),
        )

    def _left(self) -> float | None:
        return (self._until - self._tools.wall_clock()).total_seconds() if self._until else None

    async def _is_here(self, who: Party) -> bool:
        directory: Directory = self._tools.directory
        if self._silent >= _SILENT or (self._until and self._tools.wall_clock() >= self._until):
            return _by_the_file(self._tools.handbook(), who)
        try:
            async with asyncio.timeout(self._left()):
                member = await directory.member(who.user, fresh=self._until is None)
        except (Refused, Unclear, TimeoutError):
            self._silent += 1
            log.warning("Slack does not tell who %s is; the file is believed", who.user)
            return _by_the_file(self._tools.handbook(), who)
        self._silent = 0
        return member is not None and against(member) is None


def _by_the_file(book: Handbook, who: Party) -> bool:
    """Whoever stood in the file as the thanks were given stands there still; of others nothing is known against them."""
    return who.key is None or who.key in book.file.people
