"""What telling what values mean to people needs from the outside. Nothing here holds who said what."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from pydantic import ConfigDict, Field

from bot.domain.escalation import Posted
from bot.domain.language import Frozen
from bot.domain.meanings import Meaning, Round
from bot.ports import Lease


class Batch(Frozen):
    """What is told in a month: the answers by value, in no order of time."""

    model_config = ConfigDict(hide_input_in_errors=True)

    month: str
    told: dict[str, tuple[str, ...]] = Field(repr=False)


class MeaningBook(Protocol):
    """The answers, encrypted and without their authors, and the round that tells them; item `meanings:all`."""

    async def put(self, user: str, meaning: Meaning, *, due: datetime) -> None:
        """Keep an answer; it replaces the one the same person gave about that value and nobody has read yet.

        `due` is when answers are told next, where nothing is planned yet.
        """

    async def waiting(self) -> Mapping[str, Meaning]:
        """The answers nobody has read, by random ids. One that no key opens any more is left out."""

    async def under_way(self) -> Round | None:
        """The round that is being told."""

    async def batch(self) -> Batch | None:
        """What it tells; None where no round is under way, or no key opens it any more."""

    async def begin(
        self, begun: Round, batch: Batch, taken: Sequence[str], *, lease: Lease, due: datetime
    ) -> bool:
        """Take answers out of those that wait, and their digests with them, for a round.

        False once the lease is lost, or if one of them was replaced meanwhile: then look again.
        """

    async def save(self, under_way: Round, *, lease: Lease, due: datetime) -> bool:
        """Note how far a round is; False once the lease is lost or it is gone."""

    async def finish(self, stale: Sequence[str], *, lease: Lease, following: datetime) -> bool:
        """End the round, if there is one: its texts are erased, and the `stale` ones with them.

        What waits is due at `following`; with nothing waiting nothing is due. False once the lease is lost.
        """

    async def rebuild(self) -> None:
        """Put the deadline back where the index lost it."""


class MeaningBoard(Protocol):
    """Tells one reader, in their direct messages, and has no way to speak anywhere else."""

    async def pages(self, user: str, batch: Batch) -> int:
        """How many messages it takes."""

    async def tell(self, user: str, batch: Batch, page: int, *, key: str) -> Posted:
        """Say one of them.

        Raises:
            Refused: Slack said no; they cannot be reached.
            Unclear: it may or may not have been posted.
        """

    async def find(self, user: str, *, key: str, since: datetime) -> Posted | None:
        """What was said with that key since (real time); raises as `tell`."""
