"""Who may thank and be thanked: colleagues, not guests, strangers, bots or people who left (rule 20)."""

from dataclasses import dataclass
from typing import Literal

from bot.domain.escalation import Party
from bot.domain.language import Text
from bot.ports import Directory, Member, Refused, Unclear
from bot.services.handbook import Handbook

Reason = Literal["unknown", "bot", "stranger", "guest", "left", "no_team", "yourself", "unsure"]
"""Why somebody is no giver or no receiver; `unsure` while Slack does not tell who they are."""


@dataclass(frozen=True)
class LeftOut:
    """Somebody who cannot take part, and why."""

    who: Party
    reason: Reason


async def standing(directory: Directory, book: Handbook, user: str) -> Party | LeftOut:
    """Who somebody is, or why they cannot give. While Slack is silent the file is believed."""
    key = directory.key_of(user)
    try:
        member = await directory.member(user)
    except (Refused, Unclear):
        return _by_the_file(book, user, key)
    person = book.file.people.get(key) if key else None
    name = person.name if person else Text(en=member.name if member and member.name else user)
    party = Party(user=user, key=key if person else None, name=name)
    if member is None:
        return LeftOut(party, "unknown")
    reason = against(member)
    return LeftOut(party, reason) if reason else party


async def receiving(directory: Directory, book: Handbook, user: str) -> Party | LeftOut:
    """The same for a receiver, who also needs a team to be thanked in."""
    found = await standing(directory, book, user)
    if isinstance(found, Party) and not (found.key and book.file.primary_team(found.key)):
        return LeftOut(found, "no_team")
    return found


def _by_the_file(book: Handbook, user: str, key: str | None) -> Party | LeftOut:
    if key and key in book.file.people:
        return Party(user=user, key=key, name=book.file.people[key].name)
    return LeftOut(Party(user=user, name=Text(ko="그분", en="they")), "unsure")


def against(member: Member) -> Reason | None:
    """What Slack says that makes somebody no colleague; None for nothing."""
    checks: tuple[tuple[bool, Reason], ...] = (
        (member.is_bot, "bot"),
        (member.is_stranger, "stranger"),
        (member.has_left, "left"),
        (member.is_guest, "guest"),
    )
    return next((reason for holds, reason in checks if holds), None)
