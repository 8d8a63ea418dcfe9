"""What the services need from the outside, in our own words.

Every write is one atomic step at the store; `op` is a token of the attempt, so that a
write whose reply was lost is recognised when it is tried again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol, Self, TypedDict, Unpack

from bot.domain.escalation import Escalation, Notice, Posted, Satisfied
from bot.domain.language import Frozen, Language
from bot.domain.policy import Severity

Clock = Callable[[], datetime]
"""The bot's clock: now, aware, UTC. It decides deadlines and can be moved by the playground."""

NewId = Callable[[], str]
"""A short id nobody else has."""


class Member(Frozen):
    """What Slack says of somebody; every optional field may be missing there."""

    user: str
    name: str
    team: str | None = None
    email: str | None = None
    locale: str | None = None
    time_zone: str | None = None
    is_bot: bool = False
    is_guest: bool = False
    is_stranger: bool = False
    has_left: bool = False


class Status(Frozen):
    """The status somebody set in Slack; `until` is when Slack clears it (real time, UTC), None for never."""

    emoji: str = ""
    text: str = ""
    until: datetime | None = None


class ChannelInfo(Frozen):
    """What Slack says of a channel."""

    id: str
    name: str
    is_private: bool = False
    is_archived: bool = False
    is_shared_outside: bool = False
    is_member: bool = False


class Directory(Protocol):
    """Who is who in Slack. The file's people are resolved at start; the rest is asked once and remembered."""

    def user_of(self, key: str) -> str | None:
        """The Slack id of somebody in the file; None if Slack does not know them."""

    def key_of(self, user: str) -> str | None:
        """The file's key of a Slack user; None for everybody else."""

    async def member(self, user: str) -> Member | None:
        """What Slack says of a user; None if it knows none of that id."""

    async def group(self, group: str) -> tuple[str, ...]:
        """The Slack ids in a user group (`S…`)."""

    async def channel(self, channel: str, *, fresh: bool = False) -> ChannelInfo | None:
        """A channel by `#name` or id; None if Slack shows none. `fresh` does not rest on an old answer."""

    async def sees(self, user: str, channel: str) -> bool:
        """Whether a user can read a channel without being invited."""

    def permalink(self, posted: Posted) -> str | None:
        """The address of a message, for whoever may see it; None where Slack did not tell ours."""


class Preferences(Frozen):
    """What somebody chose in App Home; None where they chose nothing."""

    language: Language | None = None
    thanks: Literal["public", "private"] | None = None
    mentioned: Literal["on"] | None = None
    """Whether the night's post may ping them where it thanks them; by default it names them without."""
    reminders: Literal["off"] | None = None
    quiet_until: datetime | None = None
    """No reminders until then, by the bot's clock (UTC); may have passed."""


class Choices(TypedDict, total=False):
    """Some of the fields of `Preferences`; None takes a choice back."""

    language: Language | None
    thanks: Literal["public", "private"] | None
    mentioned: Literal["on"] | None
    reminders: Literal["off"] | None
    quiet_until: datetime | None


class PreferenceBook(Protocol):
    """What people chose for themselves."""

    async def get(self, user: str) -> Preferences:
        """Theirs, or nothing chosen."""

    async def change(self, user: str, **chosen: Unpack[Choices]) -> None:
        """They choose this now, in one step; whatever else they chose stays, also what is chosen at this moment."""


class Lease(Frozen):
    """The right to act on one due item until it expires (real time); the token fences off whoever overslept.

    `due` is when it fell due (the bot's clock; None if it has no deadline) and `failures` how
    often in a row acting on it has failed before.
    """

    item: str
    token: str
    due: datetime | None = None
    failures: int = 0


class Parked(Frozen):
    """An item set aside after too many failures in a row: `due` by the bot's clock, `since` in real time."""

    item: str
    due: datetime
    since: datetime
    failures: int


class Deadlines(Protocol):
    """What is due next, beside the records. Items are named `escalation:<id>`, `night:<team>`, `note:<id>`.

    An item stays due until its record is written with another deadline; leases only say who is
    at it. Leases and the pauses after failures are real time. Whoever dies holding one is
    followed by another replica once it has run out.
    """

    async def claim(self, now: datetime, limit: int) -> Sequence[Lease]:
        """Lease up to `limit` items due at `now`, longest due first, that nobody holds and do not pause."""

    async def lease(self, item: str) -> Lease | None:
        """Lease one item whether due, pausing or neither; None while somebody else holds it."""

    async def renew(self, lease: Lease) -> bool:
        """Hold on to a lease for as long as a new one, in long work; False if it is lost."""

    async def release(self, lease: Lease, *, failed: bool = False, park: bool = True) -> None:
        """Give a lease back; one that expired and went to another is left alone.

        After a failure the item pauses, twice as long each time, and is parked after too many in
        a row, unless `park` is False; success forgets the failures.
        """

    async def forget(self, lease: Lease) -> None:
        """Give a lease back and take its item out of the index: its record is gone."""

    async def next_due(self) -> datetime | None:
        """When the earliest item that nobody holds and that does not pause falls due (the bot's clock).

        It tells nothing of those held or pausing, so look again every second or so.
        """

    async def parked(self) -> Sequence[Parked]:
        """What was set aside, the longest first. A new deadline, too, revives it."""

    async def revive(self, item: str) -> bool:
        """Let what was set aside be due again, its failures forgotten; False if it was not."""


def _times(e: Escalation, what: str) -> int:
    return sum(event.what == what for event in e.events)


class Figures(Frozen):
    """What stays of an escalation after its packet is erased: no word of anybody. Times are UTC.

    Each promised time counts once: as kept, as moved in time, or as broken.
    """

    version: Literal[1] = 1
    id: str
    topic: str | None
    team: str
    severity: Severity
    opened: datetime
    first_owned: datetime | None = None
    closed: datetime
    outcome: Literal["resolved", "cancelled"]
    satisfied: Satisfied | None = None
    customers: int = 1
    promises_kept: int = 0
    promises_moved: int = 0
    promises_broken: int = 0

    @classmethod
    def of(cls, e: Escalation) -> Self:
        """Those of a closed escalation."""
        if e.closed is None or e.state not in ("resolved", "cancelled"):
            raise ValueError(f"escalation {e.id} is not closed")
        return cls(
            id=e.id,
            topic=e.topic,
            team=e.team,
            severity=e.severity,
            opened=e.opened,
            first_owned=e.first_owned,
            closed=e.closed,
            outcome="resolved" if e.state == "resolved" else "cancelled",
            satisfied=e.satisfied,
            customers=1 + len(e.joined),
            promises_kept=_times(e, "promise_kept"),
            promises_moved=_times(e, "promise_moved"),
            promises_broken=_times(e, "promise_broken"),
        )


class Escalations(Protocol):
    """The escalations, each with its deadline in the same write."""

    async def open(
        self, escalation: Escalation, *, once: str, due: datetime | None
    ) -> tuple[Escalation, Lease | None]:
        """Store a new one and lease it; `once` used in the last day answers what that opened, unleased.

        Raises:
            ValueError: there is one of that id already.
        """

    async def get(self, escalation_id: str) -> Escalation | None:
        """One of them."""

    async def save(
        self,
        escalation: Escalation,
        *,
        due: datetime | None,
        op: str,
        lease: Lease | None = None,
        release: bool = False,
    ) -> bool:
        """Replace the stored one if it stands at `revision - 1`; False if it moved on or is gone.

        With a lease the write also fails once the lease is lost; `release` gives it back in the
        same step, as after success. `due` alone decides whether it stays in the due index. A closed
        one leaves the indexes of team and people, leaves its figures and expires; reopened, it
        comes back.
        """

    async def open_of_team(self, team: str) -> Sequence[Escalation]:
        """A team's open ones, oldest first."""

    async def open_of_person(self, user: str) -> Sequence[Escalation]:
        """The open ones somebody requested, joined or owns, oldest first."""

    async def figures(self, first: date, last: date) -> Sequence[Figures]:
        """Those of the closed ones opened between two dates (UTC), both included, oldest first."""

    async def rebuild(self) -> int:
        """Compare the indexes with the records and mend them; how many escalations were out of place."""


class Once(Protocol):
    """Remembers what was handled, so that a retried delivery is recognised and answered."""

    async def begin(self, event: str) -> bool:
        """Claim an event; False if it is done or being handled."""

    async def done(self, event: str) -> None:
        """It is handled; retries are now only answered."""


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
