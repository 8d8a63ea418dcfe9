"""What is said about escalations, and the one mouth that says it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.escalation import Escalation, Notice, Posted
from bot.domain.language import Frozen


@dataclass(frozen=True)
class Card:
    """The escalation's one post, in the channel of its team. Changes redraw it."""

    escalation: Escalation


@dataclass(frozen=True)
class MovedCard:
    """What stays of its card in a channel it has left: where it is now."""

    escalation: Escalation


@dataclass(frozen=True)
class FollowerCard:
    """The live view of somebody with a customer who waits for it, in their DM.

    `user` is somebody who joined, or is no longer among them; None is the requester.
    """

    escalation: Escalation
    user: str | None = None

    @property
    def whose(self) -> str:
        """The Slack id of whose card it is."""
        return self.user or self.escalation.requester.user


@dataclass(frozen=True)
class ThreadNotice:
    """Said once, in the card's thread."""

    escalation: Escalation
    notice: Notice


@dataclass(frozen=True)
class ChannelNotice:
    """The same in another channel that is asked."""

    escalation: Escalation
    notice: Notice


@dataclass(frozen=True)
class DirectNotice:
    """The same for one person who cannot see the channel, in their DM."""

    escalation: Escalation
    notice: Notice
    user: str


Utterance = Card | MovedCard | FollowerCard | ThreadNotice | ChannelNotice | DirectNotice
"""What services can have said about an escalation."""


class Refused(Exception):
    """Slack said no, definitely: nothing was posted. `reason` is Slack's error name."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Unclear(Exception):
    """No answer, or one that leaves open whether the message was posted: look before posting again."""


class Place(Frozen):
    """Where something is said: a channel (`#name` or id), a thread in it, or one person's DM."""

    channel: str | None = None
    thread: str | None = None
    user: str | None = None


class Messenger(Protocol):
    """The one mouth: renders, paces, retries what can be retried, escapes, cuts to Slack's limits."""

    async def post(self, place: Place, what: Utterance, *, key: str) -> Posted:
        """Say something; `key` travels in the metadata and the first block's id.

        Raises:
            Refused: Slack said no.
            Unclear: it may or may not have been posted.
        """

    async def update(self, posted: Posted, what: Utterance) -> None:
        """Redraw a message.

        Raises:
            Refused: Slack said no.
            Unclear: redraw again later; doing so twice does no harm.
        """

    async def find(self, place: Place, *, key: str, since: datetime) -> Posted | None:
        """The message of that key among those posted since (real time), if Slack has it."""
