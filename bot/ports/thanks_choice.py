"""What asking people once how they like to be thanked needs from the outside, and what tells first times."""

from datetime import datetime
from typing import Literal, Protocol

from bot.domain.escalation import Posted
from bot.domain.thanks_choice import ThanksQuestion
from bot.ports import Lease

First = Literal["kudos", "correct"]
"""What Baton introduces when somebody first uses it."""


class ThanksQuestions(Protocol):
    """Who is asked, or was: one question a person, ever; items `thanks-question:<user>`."""

    async def begin(self, question: ThanksQuestion, *, due: datetime) -> bool:
        """Store it, due then; False if that person has one, settled or not."""

    async def get(self, user: str) -> ThanksQuestion | None:
        """Somebody's."""

    async def save(self, question: ThanksQuestion, *, lease: Lease, due: datetime | None) -> bool:
        """Replace it; one that is settled is not due any more. False once the lease is lost, or it is gone."""

    async def forget(self, user: str) -> None:
        """Erase that somebody was asked."""


class ThanksAsker(Protocol):
    """Asks one person in their direct messages, and has no other way to speak."""

    async def ask(self, user: str, *, key: str) -> Posted:
        """Ask.

        Raises:
            Refused: Slack said no; that person cannot be reached.
            Unclear: it may or may not have been asked.
        """

    async def find(self, user: str, *, key: str, since: datetime) -> Posted | None:
        """The question with that key since (real time); raises as `ask`."""


class FirstTimes(Protocol):
    """Which of Baton's introductions somebody has had."""

    async def first(self, user: str, what: First) -> bool:
        """True for the first who asks about this person and thing, False ever after; also of two at once."""

    async def forget(self, user: str) -> None:
        """Erase what somebody was introduced to."""
