"""Who may thank and be thanked: colleagues, not guests, strangers, bots or people who left (rule 20)."""

from dataclasses import dataclass
from typing import Literal

from bot.domain.escalation import Party
from bot.domain.language import Text
from bot.ports import Directory, Member
from bot.services.handbook import Handbook

Reason = Literal["unknown", "bot", "stranger", "guest", "left", "no_team", "yourself"]
"""Why somebody is no giver or no receiver."""


@dataclass(frozen=True)
class LeftOut:
    """Somebody who cannot take part, and why."""

    who: Party
    reason: Reason


async def standing(directory: Directory, book: Handbook, user: str) -> Party | LeftOut:
    """Who somebody is, or why they cannot give thanks."""
    member = await directory.member(user)
    key = directory.key_of(user)
    person = book.file.people.get(key) if key else None
    name = person.name if person else Text(en=member.name if member and member.name else user)
    party = Party(user=user, key=key if person else None, name=name)
    if member is None:
        return LeftOut(party, "unknown")
    reason = _against(member)
    return LeftOut(party, reason) if reason else party


async def receiving(directory: Directory, book: Handbook, user: str) -> Party | LeftOut:
    """The same for a receiver, who also needs a team to be thanked in."""
    found = await standing(directory, book, user)
    if isinstance(found, Party) and not (found.key and book.file.primary_team(found.key)):
        return LeftOut(found, "no_team")
    return found


def _against(member: Member) -> Reason | None:
    checks: tuple[tuple[bool, Reason], ...] = (
        (member.is_bot, "bot"),
        (member.is_stranger, "stranger"),
        (member.has_left, "left"),
        (member.is_guest, "guest"),
    )
    return next((reason for holds, reason in checks if holds), None)
