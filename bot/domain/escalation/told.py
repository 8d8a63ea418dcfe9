"""What is said about an escalation, and our notes of the messages that say it."""

from datetime import datetime
from enum import StrEnum
from typing import Literal

from bot.domain.escalation.asked import Asked, Party
from bot.domain.language import Frozen


class Posted(Frozen):
    """A message Slack has: its conversation and time stamp."""

    channel: str
    ts: str


class Post(Frozen):
    """Our note of one message: being posted since (real time, UTC), or posted and showing a face.

    A `retired` one stands as it is: a card that moved to another channel and points there.
    """

    key: str
    posting_since: datetime | None = None
    posted: Posted | None = None
    face: int = -1
    given_up: str | None = None
    retired: bool = False


class NoticeKind(StrEnum):
    """Why something is said once about an escalation."""

    ASKED = "asked"
    HANDED_ON = "handed_on"
    OFFERED = "offered"
    OFFER_LAPSED = "offer_lapsed"
    OWNER_SILENT = "owner_silent"
    REOPENED = "reopened"
    EXHAUSTED = "exhausted"
    TAKEN = "taken"
    CLOSED = "closed"
    HANDED_BACK = "handed_back"
    DECLINED = "declined"
    QUESTION = "question"
    ANSWERED = "answered"
    NOTED = "noted"
    RATED = "rated"
    QUEUED = "queued"
    TAKEN_UP_AGAIN = "taken_up_again"
    NUDGED = "nudged"
    JOINED = "joined"
    PASSED_ON = "passed_on"
    SATISFIED = "satisfied"
    PROMISE_SET = "promise_set"
    PROMISE_MOVED = "promise_moved"
    PROMISE_SOON = "promise_soon"
    PROMISE_DUE = "promise_due"
    PROMISE_LATE = "promise_late"


class Notice(Frozen):
    """Something to be said exactly once.

    `thread` notices go under the card. `card` notices stand on the card itself and need no
    post of their own. Both also go by DM to everybody asked who cannot see the channel.
    `text` is what somebody wrote, `about` the question it belongs to.
    `dm` notices go to `user`, a Slack id, alone; without one to those asked, each alone.
    `promised` is the time a notice about a promise speaks of (UTC).
    """

    number: int
    kind: NoticeKind
    at: datetime
    place: Literal["card", "thread", "dm"] = "thread"
    level: int = 0
    asked: tuple[Asked, ...] = ()
    user: str | None = None
    by: Party | None = None
    text: str | None = None
    about: str | None = None
    promised: datetime | None = None

    @property
    def key(self) -> str:
        """The post's key within its escalation."""
        return f"notice-{self.number}"
