"""What sharing a card in a channel needs from the outside."""

from datetime import datetime
from typing import Protocol

from bot.domain.escalation import Posted
from bot.requests.tickets import OnCard


class CardBoard(Protocol):
    """Posts a card for everybody in a channel, in the channel's own small print who shared it."""

    async def post(self, channel: str, about: OnCard, sharer: str, *, key: str) -> Posted:
        """Say it once.

        Raises:
            Refused: Slack said no.
            Unclear: it may or may not have been posted.
        """

    async def find(self, channel: str, *, key: str, since: datetime) -> Posted | None:
        """What was posted with that key since (real time).

        Raises:
            Refused: Slack does not let us look.
            Unclear: no answer.
        """
