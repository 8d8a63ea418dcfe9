"""Addresses in messages: one can click on them, and they can do nothing else."""

import re

from bot.domain.escalation import Escalation
from bot.domain.reader import Reader
from bot.ports import Directory
from bot.views.limits import cut, escape
from bot.views.words import say

_ADDRESS = re.compile(r"https?://[^\s<>|]+", re.IGNORECASE)


def linked(text: str, longest: int) -> str:
    """What somebody wrote into a link's field: an address becomes a link, all else stays as it was written."""
    if _ADDRESS.fullmatch(text.strip()) and len(text.strip()) <= longest:
        return f"<{escape(text.strip())}>"
    return cut(escape(text), longest)


def card_link(e: Escalation, directory: Directory, reader: Reader) -> str | None:
    """Where the team's card stands; whoever may not see that channel, Slack does not show it to."""
    card = e.post(e.card_key)
    address = directory.permalink(card.posted) if card and card.posted else None
    return (
        f"<{address}|{say(reader, ko='팀 채널의 카드', en='Card in the team channel')}>" if address else None
    )
