"""What is handed to the bot, and what can come of it."""

from dataclasses import dataclass
from typing import Literal, Protocol

from playground.wire import Json

EnvelopeKind = Literal["slash_commands", "interactive", "events_api"]


@dataclass(frozen=True)
class Envelope:
    """One thing for the bot. Only events are ever retried."""

    kind: EnvelopeKind
    payload: Json
    accepts_response: bool
    retry_num: int = 0
    retry_reason: str = ""


class NoAnswer(Exception):
    """The bot did not acknowledge. ``reason`` is Slack's retry reason or the error a person is shown."""

    def __init__(self, reason: str, *, no_retry: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.no_retry = no_retry


class Transport(Protocol):
    """A way to the bot: Socket Mode or signed HTTP."""

    async def send(self, envelope: Envelope, *, within: float) -> Json | None:
        """The payload of the acknowledgement, None when it is empty.

        Raises:
            NoAnswer: not acknowledged within that many seconds.
        """
        ...

    async def ready(self, *, within: float) -> bool:
        """Wait until the bot can be reached."""
        ...

    @property
    def connected(self) -> bool:
        """Whether the bot could be reached just now."""
        ...
