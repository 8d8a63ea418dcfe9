"""One hand-over of one customer, as a value.

    queued ──shift begins──► waiting ──take──► owned ──resolve──► resolved
                              │  ▲               │
              every level asked  │               └─silent past remind_after, asked, still silent─► waiting
                              ▼  │take
                           exhausted            (waiting | exhausted | owned | queued) ──cancel──► cancelled

    waiting, exhausted ──kept for the next shift──► queued        owned ──handed back──► waiting
    resolved, cancelled ──reopened──► waiting (owned, if whoever had it last reopens it)

Every open state carries an owner or a deadline, so that nobody can think somebody else has it.
What people and time do to it stands in `bot.domain.carrying`; here is what it is.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal

from bot.domain.language import Frozen, Text
from bot.domain.policy import Level, Policy, Severity


class State(StrEnum):
    """Where an escalation stands."""

    QUEUED = "queued"
    WAITING = "waiting"
    OWNED = "owned"
    RESOLVED = "resolved"
    CANCELLED = "cancelled"
    EXHAUSTED = "exhausted"


OPEN_STATES = frozenset({State.QUEUED, State.WAITING, State.OWNED, State.EXHAUSTED})


class Party(Frozen):
    """Somebody who takes part: their Slack user id and, if the file names them, their key there."""

    user: str
    key: str | None = None
    name: Text


class Packet(Frozen):
    """What travels with the customer, so that they need not tell it twice."""

    need: str
    impact: str | None = None
    tried: str | None = None
    told: str | None = None
    link: str | None = None


class PromiseState(StrEnum):
    """How a promise stands. `broken` is a record of what was, not a reproach."""

    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"
    CANCELLED = "cancelled"


class PromiseStage(StrEnum):
    """What has been said about the promised time: it nears, it is here, it passed and somebody else knows."""

    SOON = "soon"
    DUE = "due"
    LATE = "late"


class Moved(Frozen):
    """A promise got another time, with the reason; `was` and `to` are the times, `at` is when it was done (UTC)."""

    at: datetime
    by: Party
    was: datetime
    to: datetime
    reason: str


class Promise(Frozen):
    """What the customer was told, and by when (UTC). Its clock is not the acknowledgement clock.

    `made` is when it got its present time and `who` gave it. `said` is how far its reminders got for
    that time, `said_at` when (UTC). The rules stand in `bot.domain.promising`.
    """

    text: str | None = None
    by: datetime
    made: datetime | None = None
    who: Party | None = None
    state: PromiseState = PromiseState.OPEN
    ended: datetime | None = None
    moves: tuple[Moved, ...] = ()
    said: PromiseStage | None = None
    said_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether the customer still waits for it."""
        return self.state is PromiseState.OPEN


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


class Asked(Frozen):
    """One target of the present level, and the people that meant when it was asked."""

    target: str
    people: tuple[str, ...] = ()
    why: str
    until: datetime | None = None
    instead_of: str | None = None

    @property
    def as_a_whole(self) -> bool:
        """Whether it is a group or a channel, which is asked as a whole and names nobody."""
        return self.target.startswith(("group:", "channel:"))

    @property
    def reaches(self) -> bool:
        """Whether somebody of it is still asked: all whom it named may have declined."""
        return bool(self.people) or self.as_a_whole


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


class Skip(Frozen):
    """A target that reached nobody, shown with its reason; `whole` where that left its level nobody to ask.

    `detail` is Slack's error name where Slack refused to tell them, and the words of a status that says away.
    """

    lap: int
    level: int
    target: str
    reason: str
    person: str | None = None
    until: datetime | None = None
    whole: bool = True
    detail: str | None = None


class Rerouted(Frozen):
    """Where another topic leads: chosen when somebody hands on to it, and kept as it was then (rule 3)."""

    topic: str
    title: Text
    team: str
    policy: Policy
    policy_index: int | None
    other_channel: bool


class Offer(Frozen):
    """An owner's wish to hand on: they stay the owner until the other takes it; it lapses (UTC).

    To another topic it is offered to everybody of its first level (`to` and `also`), and `route` is what
    changes when one of them takes it.
    """

    to: Asked
    by: Party
    lapses: datetime
    also: tuple[Asked, ...] = ()
    route: Rerouted | None = None

    @property
    def everybody(self) -> tuple[Asked, ...]:
        """All it is offered to."""
        return (self.to, *self.also)

    def may_be_taken_by(self, key: str | None) -> bool:
        """Whether somebody of the file is meant; a group or a channel means all of them."""
        return key is not None and any(key in entry.people or entry.as_a_whole for entry in self.everybody)


class Declined(Frozen):
    """Somebody who was asked and cannot take it now; they are not asked again before the next climb (`lap`)."""

    person: str
    lap: int
    level: int
    reason: str
    at: datetime


class Question(Frozen):
    """What somebody wants to know of the requester; open until it is answered. `id` is that of its form."""

    id: str
    by: Party
    text: str
    at: datetime


class Note(Frozen):
    """What somebody of the file, or the requester, wrote beside it. `id` is that of its form."""

    id: str
    by: Party
    text: str
    at: datetime


class Silence(Frozen):
    """When the silence of an owner who gave a sign at `since` has lasted too long (UTC)."""

    since: datetime
    ends: datetime


class Came(Frozen):
    """From which topic and team it was handed on, and by whom."""

    by: Party
    title: Text
    team: str


class Event(Frozen):
    """A line of the history: who did what, when (UTC); `count` of them in one line where it was said hourly."""

    at: datetime
    what: Literal[
        "opened", "queued", "asked", "skipped", "taken", "handed_on", "offered", "offer_lapsed",
        "reminded", "reopened", "exhausted", "resolved", "cancelled",
        "still_on_it", "nudged", "joined", "left", "passed_on", "satisfied",
        "promised", "promise_moved", "promise_kept", "promise_broken",
        "handed_back", "declined", "question", "answered", "noted", "rated", "moved", "not_reached", "folded",
    ]  # fmt: skip
    who: str | None = None
    detail: str | None = None
    count: int = 1


class Joined(Frozen):
    """One more customer with the same trouble, and who speaks with them; `at` is UTC.

    Somebody may join for two customers: `number` tells them apart.
    """

    number: int
    party: Party
    need: str
    link: str | None = None
    told: str | None = None
    at: datetime


class Left(Frozen):
    """Somebody who follows it no more: their card stays as it was with that face."""

    party: Party
    face: int


class Nudge(Frozen):
    """Somebody reminded those who should act that the customer waits (UTC)."""

    at: datetime
    by: Party


Satisfied = Literal["yes", "not_yet", "unknown"]
"""Whether the customer was satisfied, too, as far as the owner knows."""


class Escalation(Frozen):
    """One hand-over of one customer. Times are UTC by the bot's clock.

    `revision` counts every write and `face` only what people can see, so that a card is
    redrawn when, and only when, it would look different; `team_faces` of them change the team's card
    alone, so that fifty who join do not redraw each other's. Every notice numbered below `said` has
    been said to everybody it concerns; old ones leave (`bot.domain.compacting`).

    `before_level` says that whoever is asked now stands before the present level, which begins when their
    time is over. `owners` are all who have had it, the last one last; `handed_by` is the owner who handed
    it on to the present one. `cards` counts the channels its card has stood in: the last one holds it, and
    `card_from` is the number of the first notice said there.
    """

    version: Literal[1] = 1
    id: str
    revision: int = 0
    face: int = 0
    opened: datetime
    requester: Party
    team: str
    topic: str | None
    title: Text
    severity: Severity
    tier: str | None = None
    region: str | None = None
    packet: Packet
    promise: Promise | None = None
    value: str | None = None
    policy: Policy
    policy_index: int | None = None
    last_resort: tuple[Level, ...]
    state: State
    lap: int = 0
    level: int = 0
    level_ends: datetime | None = None
    queued_until: datetime | None = None
    asked: tuple[Asked, ...] = ()
    skipped: tuple[Skip, ...] = ()
    owner: Party | None = None
    owned_since: datetime | None = None
    first_owned: datetime | None = None
    last_sign: datetime | None = None
    reminded: datetime | None = None
    offer: Offer | None = None
    closed: datetime | None = None
    closed_by: Party | None = None
    summary: str | None = None
    before_level: bool = False
    declined: tuple[Declined, ...] = ()
    questions: tuple[Question, ...] = ()
    notes: tuple[Note, ...] = ()
    owners: tuple[Party, ...] = ()
    handed_by: Party | None = None
    silence: Silence | None = None
    came: Came | None = None
    cards: int = 1
    card_from: int = 0
    satisfied: Satisfied | None = None
    joined: tuple[Joined, ...] = ()
    left: tuple[Left, ...] = ()
    team_faces: int = 0
    nudges: tuple[Nudge, ...] = ()
    events: tuple[Event, ...] = ()
    notices: tuple[Notice, ...] = ()
    said: int = 0
    posts: tuple[Post, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether somebody has, or is being asked to have, this customer."""
        return self.state in OPEN_STATES

    def post(self, key: str) -> Post | None:
        """Our note of a message, if there is one."""
        return next((post for post in self.posts if post.key == key), None)

    def with_posts(self, changed: Iterable[Post]) -> "Escalation":
        """With our notes of these messages replaced or added."""
        posts = {post.key: post for post in self.posts} | {post.key: post for post in changed}
        return self.model_copy(update={"posts": tuple(posts.values())})

    @property
    def opener(self) -> str:
        """The Slack id of who opened it; the requester may be another by now."""
        return next(
            (event.who for event in self.events if event.what == "opened" and event.who), self.requester.user
        )

    @property
    def followers(self) -> tuple[str, ...]:
        """The Slack ids of everybody a customer of whom waits for this, each once: the requester first."""
        return tuple(dict.fromkeys([self.requester.user, *(entry.party.user for entry in self.joined)]))

    @property
    def followed_face(self) -> int:
        """The face that those who wait with a customer see."""
        return self.face - self.team_faces

    @property
    def card_keys(self) -> tuple[str, ...]:
        """The keys of its cards, one for each channel it has stood in; the last one is alive."""
        return tuple("card" if number == 1 else f"card-{number}" for number in range(1, self.cards + 1))

    @property
    def card_key(self) -> str:
        """The key of its card."""
        return self.card_keys[-1]

    @property
    def card(self) -> Post | None:
        """Our note of its card."""
        return self.post(self.card_key)

    @property
    def unsaid(self) -> tuple[Notice, ...]:
        """What is still to be said."""
        return tuple(notice for notice in self.notices if notice.number >= self.said)

    @property
    def next_number(self) -> int:
        """The number of the next thing to say."""
        return self.notices[-1].number + 1 if self.notices else self.card_from

    @property
    def asking(self) -> tuple[Asked, ...]:
        """Whoever is asked now; without targets all whose people have declined."""
        return tuple(entry for entry in self.asked if entry.reaches)

    @property
    def last_owner(self) -> Party | None:
        """Who has it, or had it last."""
        return self.owner or (self.owners[-1] if self.owners else None)

    @property
    def asked_people(self) -> tuple[str, ...]:
        """The file's keys of everybody being asked now, each once."""
        return tuple(dict.fromkeys(person for asked in self.asked for person in asked.people))


KEEP_AFTER_CLOSING = timedelta(days=90)
"""Packets are erased this long after closing."""
