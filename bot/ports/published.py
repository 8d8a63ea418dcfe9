"""What follows a night, from the outside: where it is kept, and how what stands in Slack is changed."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from bot.domain.digest import PrivateThanks
from bot.domain.escalation import Party, Posted
from bot.domain.kudos import Kudos
from bot.domain.language import Frozen
from bot.domain.night_run import NightKey
from bot.domain.published import NightEdits, PlusOnes
from bot.ports import Lease
from bot.ports.kudos import DayFull, Kept, Overtaken


class JoinedBefore(Frozen):
    """That person has added a +1 to it already."""

    kudos: str


class NothingToJoin(Frozen):
    """What it would join is not said any more, or never was."""


class PublishedBook(Protocol):
    """Thanks after their night. What changes and the edit it asks for are one write.

    Items `night-edit:<team>:<date>`. `edits` are the nights whose post it stands in; each is due at `due`, or
    sooner if something else changed before, so that many changes are one edit.
    """

    async def join(
        self, kudos: Kudos, *, cap: int, edits: Collection[NightKey], due: datetime
    ) -> Kept | DayFull | JoinedBefore | NothingToJoin:
        """Store a +1 (`joins`), unless the day is full, its giver has one there, or what it joins is gone."""

    async def change(
        self, before: Kudos, after: Kudos, *, edits: Collection[NightKey], due: datetime
    ) -> Kept | Overtaken:
        """Replace what stands at `before.revision`.

        One that is withdrawn leaves the nights that are still open, and what it joined.
        """

    async def joined_by(self, kudos_id: str, user: str) -> Kudos | None:
        """The +1 somebody added to a kudos, if it stands."""

    async def joining(self, kudos: Sequence[str]) -> Sequence[Kudos]:
        """All +1s to these kudos that stand, oldest first."""

    async def edits(self, night: NightKey) -> NightEdits | None:
        """What is to be changed about a night's post, and what stands there; None if nothing ever changed."""

    async def note(self, night: NightKey, noted: NightEdits, *, lease: Lease) -> bool:
        """Add to what is known of the post: faces, slots, posts. False once the lease is lost."""

    async def done(
        self, night: NightKey, touched: Mapping[str, int], *, lease: Lease, again: datetime
    ) -> bool:
        """These changes are shown. Whatever changed meanwhile, or is left, is due `again`. False without the lease."""


TEAM_GONE, POSTED_APART = "team_gone", "posted_apart"
"""Reasons of ours beside Slack's: the team left the file; it is not known which of the post's messages says what."""


class PostStands(Frozen):
    """Told to a giver, or to a lead: what was withdrawn stands in Slack all the same, and why.

    Of a customer's words, whoever had `agreed` to them stands in the giver's place.

    `people` were thanked, on those `dates`; `direct` if it stands in somebody's direct messages. `link` leads there.
    """

    giver: Party
    people: tuple[Party, ...]
    team: str
    dates: tuple[date, ...]
    reason: str
    to_giver: bool
    direct: bool = False
    link: str | None = None
    agreed: Party | None = None


class PublishedVoice(Protocol):
    """Changes what a night brought, and tells single people what could not be changed."""

    async def reply(self, channel: str, thread: str, what: PlusOnes, *, key: str) -> Posted:
        """Post +1s under a night's post; raises as `NightBoard.post`."""

    async def find(self, channel: str, thread: str, *, key: str, since: datetime) -> Posted | None:
        """The reply of that key among those since (real time), if Slack has it."""

    async def edit(self, posted: Posted, what: PlusOnes) -> None:
        """Let a reply read like this; raises as `NightBoard.edit`."""

    async def edit_direct(self, posted: Posted, user: str, what: PrivateThanks | None) -> None:
        """Let somebody's private thanks read like this; None: they were all withdrawn. Raises as `edit`."""

    async def tell(self, user: str, what: PostStands, *, key: str) -> Posted:
        """Tell one person, in their direct messages.

        Raises:
            Refused: Slack said no.
            Unclear: it may or may not have been said.
        """

    async def find_told(self, user: str, *, key: str, since: datetime) -> Posted | None:
        """What was told with that key since (real time); raises as `tell`."""
