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

from bot.domain.escalation.asked import Asked, Declined, Offer, Party, Rerouted, Skip
from bot.domain.escalation.promised import Moved, Promise, PromiseStage, PromiseState
from bot.domain.escalation.record import KEEP_AFTER_CLOSING, OPEN_STATES, Escalation, State
from bot.domain.escalation.told import Notice, NoticeKind, Post, Posted
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

__all__ = [
    "KEEP_AFTER_CLOSING",
    "OPEN_STATES",
    "Asked",
    "Came",
    "Declined",
    "Escalation",
    "Event",
    "Joined",
    "Left",
    "Moved",
    "Note",
    "Notice",
    "NoticeKind",
    "Nudge",
    "Offer",
    "Packet",
    "Party",
    "Post",
    "Posted",
    "Promise",
    "PromiseStage",
    "PromiseState",
    "Question",
    "Rerouted",
    "Satisfied",
    "Silence",
    "Skip",
    "State",
]
