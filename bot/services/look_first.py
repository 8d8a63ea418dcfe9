"""Thanks that are shown before they are sent: whom a group brings in, and what looks like a customer's data."""

import hashlib
from dataclasses import dataclass

from bot.domain.personal_data import DataKind, personal_data
from bot.requests.kudos import KudosTo
from bot.requests.mentions import USER
from bot.services.draft_kudos import Draft, Unfit, drafted
from bot.services.feedback_tools import ThanksTools
from bot.services.give_kudos import CannotGive
from bot.services.standing import LeftOut, standing


@dataclass(frozen=True)
class Pointed:
    """Something in a text that looks like a customer's, word for word."""

    kind: DataKind
    words: str


@dataclass(frozen=True)
class Preview:
    """Thanks as they would be sent; nothing is stored yet. `kudos_id` is theirs if they are."""

    draft: Draft
    groups: bool
    found: tuple[Pointed, ...]
    kudos_id: str


def pointed_out(text: str) -> tuple[Pointed, ...]:
    """What in a text looks like a customer's data; a mentioned colleague is none."""
    words = USER.sub(" · ", text)
    return tuple(Pointed(found.kind, words[found.start : found.end]) for found in personal_data(words))


def fingerprint(text: str) -> str:
    """Tells whether what a text holds of customers' data was pointed out before; empty where it holds none."""
    found = sorted({one.words for one in pointed_out(text)})
    return hashlib.sha256("\n".join(found).encode()).hexdigest()[:8] if found else ""


async def look_first(
    tools: ThanksTools, request: KudosTo, *, giver: str
) -> Preview | CannotGive | Unfit | None:
    """What is to be shown before these thanks are sent; None where nothing is."""
    found = pointed_out(request.text)
    if not request.groups and not found:
        return None
    who = await standing(tools.directory, tools.handbook(), giver)
    if isinstance(who, LeftOut):
        return CannotGive(who)
    draft = await drafted(tools, request, giver=who)
    if not isinstance(draft, Draft):
        return draft
    return Preview(draft, bool(request.groups), found, tools.new_id())
