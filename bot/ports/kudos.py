"""Where thanks are kept. Cap, repeat and night are decided in the write itself (rule 17)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.kudos import Kudos
from bot.domain.language import Frozen
from bot.ports.nights import NightClosed


class Kept(Frozen):
    """The kudos is stored."""

    kudos: Kudos


class Alike(Frozen):
    """The giver sent the same a moment ago; that one stands."""

    kudos: Kudos


class DayFull(Frozen):
    """The giver has given as many as their day allows."""


class Overtaken(Frozen):
    """Somebody changed it meanwhile; read it again."""


class Turned(Frozen):
    """How a reaction stands: `on`, or taken off; `news` says that what was told of it is the latest word."""

    on: bool
    news: bool


class ReactionBook(Protocol):
    """Which way each reaction that thanks was turned last, so that events told twice or late change nothing."""

    async def turn(self, kudos_id: str, *, on: bool, at: datetime) -> Turned:
        """Note it by Slack's own time stamp, unless a later one is known; how it stands."""

    async def stands(self, kudos_id: str) -> bool:
        """Whether it is on; False for one that nobody told of."""


class MessageAuthors(Protocol):
    """Who wrote what."""

    async def author(self, channel: str, ts: str) -> str | None:
        """The Slack id of who wrote a message; None where Slack does not tell, or nobody of Slack did.

        Raises:
            Unclear: Slack does not answer.
        """


class KudosBook(Protocol):
    """The thanks that were given. Cap, repeat and night are decided in the write itself (rule 17)."""

    async def give(self, kudos: Kudos, *, cap: int) -> Kept | Alike | DayFull | NightClosed:
        """Store it, unless the day is full, it is a repeat, or one of its nights has closed.

        An id that is stored already is a repeat, whatever it says; only one that was taken back may be given
        again under its id, one revision on.
        """

    async def change(self, before: Kudos, after: Kudos) -> Kept | NightClosed | Overtaken:
        """Replace what stands at `before.revision`; one taken back leaves its night and its day."""

    async def get(self, kudos_id: str) -> Kudos | None:
        """One of them."""

    async def given_by(self, user: str, since: datetime) -> Sequence[Kudos]:
        """What somebody gave since, oldest first; not what they took back."""

    async def received_by(self, user: str, since: datetime) -> Sequence[Kudos]:
        """What was given to somebody since, oldest first, as far as it stands.

        Also what still waits for its night: only its giver may see that (rule 12), so whoever shows a
        recipient what they received leaves out the kudos whose night has not been.
        """
