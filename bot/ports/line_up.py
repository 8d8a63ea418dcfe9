"""What the line-up needs from the outside."""

from datetime import date, datetime
from typing import Protocol

from bot.domain.escalation import Posted
from bot.domain.language import Frozen
from bot.domain.line_up import Course, Morning
from bot.ports import Lease


class LineUpHeld(Frozen):
    """To the team's lead: the value of the day could not be posted, and why."""

    team: str
    channel: str
    date: date
    problem: str


class LineUpBook(Protocol):
    """The courses of the teams, each with its deadline; items `line_up:<team>`."""

    async def plan(self, course: Course, due: datetime | None) -> None:
        """Begin a team's course where there is none, and put its next deadline into the index.

        A course that stands stays as it is; `due` None takes the team out of the index.
        """

    async def get(self, team: str) -> Course | None:
        """How far a team has come."""

    async def save(self, course: Course, *, lease: Lease, due: datetime | None) -> bool:
        """Replace it with its next deadline; False once the lease is lost or the course is gone."""


class LineUpBoard(Protocol):
    """Posts the value of the day in the team's channel, and tells the lead where Slack lets us not."""

    async def post(self, channel: str, team: str, morning: Morning, *, key: str) -> Posted:
        """Post it.

        Raises:
            Refused: Slack said no.
            Unclear: it may or may not have been posted.
        """

    async def find(self, channel: str, *, key: str, since: datetime) -> Posted | None:
        """The message of that key posted since (real time).

        Raises:
            Refused: Slack does not let us look.
            Unclear: no answer.
        """

    async def tell(self, user: str, held: LineUpHeld, *, key: str) -> Posted:
        """Tell one person that it is held back; raises as `post`."""

    async def told(self, user: str, *, key: str, since: datetime) -> Posted | None:
        """What they were told with that key since (real time); raises as `find`."""
