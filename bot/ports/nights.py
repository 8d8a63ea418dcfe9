"""What the night needs from the outside: its ledger, and the board its thanks are posted on."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Protocol

from bot.domain.digest import NightPage
from bot.domain.escalation import Posted
from bot.domain.kudos import Kudos
from bot.domain.language import Frozen
from bot.domain.night_run import NightKey, NightRoom, NightRun
from bot.ports import Lease


class NightClosed(Frozen):
    """Some of its nights accept nothing more."""

    nights: tuple[NightKey, ...]


class NightLedger(Protocol):
    """The nights: what waits for each, and the one run of each."""

    async def closed(self, nights: Collection[NightKey]) -> frozenset[NightKey]:
        """Which of them accept nothing more."""

    async def pending(self, team: str, until: date) -> Sequence[date]:
        """The dates up to `until` that hold something or were begun, and are not done; earliest first."""

    async def run(self, night: NightKey) -> NightRun | None:
        """How far it got; None while it is open."""

    async def close(self, run: NightRun) -> NightRun:
        """Close a night: nothing more is accepted. If it is closed already, answers how far it got."""

    async def kudos(self, nights: Collection[NightKey]) -> Sequence[Kudos]:
        """What those nights hold, in the order given."""

    async def held(self, nights: Collection[NightKey]) -> Sequence[str]:
        """The ids of what those nights hold, each once."""

    async def those(self, ids: Sequence[str]) -> Sequence[Kudos]:
        """These kudos, in this order; one that is gone is left out."""

    async def notes(self, night: NightKey) -> Sequence[str]:
        """The ids of the notes that night seals and nobody has delivered yet."""

    async def save(self, run: NightRun, *, lease: Lease, fixed: bool = False) -> bool:
        """Replace the run that stands at `run.revision - 1`; False if it moved on or the lease is lost.

        Its layout is written where it is `fixed`, and stands as it was otherwise. A run that is done leaves
        `pending`, and the dates it took along (`also`) with it.
        """

    async def room(self, team: str) -> NightRoom | None:
        """What is known of the channel of a team's nights."""

    async def keep_room(self, team: str, room: NightRoom) -> None:
        """Remember it."""

    async def schedule(self, team: str, due: datetime | None) -> None:
        """Put the team's next night into the due index, or take it out."""


class PostHeld(Frozen):
    """To the team's lead: the night could not be posted, and why."""

    team: str
    channel: str
    dates: tuple[date, ...]
    problem: str


class RoomRenamed(Frozen):
    """To the team's lead: the channel has another name than in the file; the night was posted there all the same."""

    team: str
    channel: str
    now: str


class NightBoard(Protocol):
    """Posts a night's thanks in the team's channel."""

    async def post(self, channel: str, page: NightPage, *, key: str, thread: str | None = None) -> Posted:
        """Post one message of the night.

        Raises:
            Refused: Slack said no.
            Unclear: it may or may not have been posted.
        """

    async def edit(self, channel: str, ts: str, page: NightPage) -> None:
        """Let a message of the night read like this; its key stays with it.

        Raises:
            Refused: Slack said no.
            Unclear: it may or may not have changed; again does no harm.
        """

    async def find(
        self, channel: str, *, key: str, since: datetime, thread: str | None = None
    ) -> Posted | None:
        """The message of that key among those posted since (real time), if Slack has it."""
