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


class KudosBook(Protocol):
    """The thanks that were given. Cap, repeat and night are decided in the write itself (rule 17)."""

    async def give(self, kudos: Kudos, *, cap: int) -> Kept | Alike | DayFull | NightClosed:
        """Store it, unless the day is full, it is a repeat, or one of its nights has closed."""

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
