"""The whole of one hand-over, as it is stored."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal

from bot.domain.escalation.asked import Asked, Declined, Offer, Party, Skip
from bot.domain.escalation.promised import Promise
from bot.domain.escalation.told import Notice, Post
from bot.domain.escalation.written import (
    Came,
    Event,
    Joined,
    Left,
    Note,
    Nudge,
    Packet,
    Question,
    Satisfied,
    Silence,
)
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
