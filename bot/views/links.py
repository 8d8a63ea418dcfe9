"""Addresses in messages: one can click on them, and they can do nothing else."""

import re

from bot.domain.escalation import Escalation
from bot.domain.reader import Reader
from bot.ports import Directory
from bot.views.limits import cut, escape
from bot.views.words import say

_ADDRESS = re.compile(r"https?://[^\s<>|]+", re.IGNORECASE)


_SLACK_MESSAGE = re.compile(
    r"https://[\w-]+(?:\.enterprise)?\.slack\.com/archives/\w+/p\d+\S*", re.IGNORECASE
)


def linked(text: str, longest: int, reader: Reader) -> str:
    """What somebody wrote into a link's field: an address becomes a link, all else stays as it was written.

    An address says where it leads, except that of a message in Slack, which tells nobody anything.
    """
    address = text.strip()
    if _ADDRESS.fullmatch(address) and len(address) <= longest:
        if _SLACK_MESSAGE.fullmatch(address):
            return f"<{escape(address)}|{say(reader, ko='Slack 메시지', en='Slack message')}>"
        return f"<{escape(address)}>"
    return cut(escape(text), longest)


def card_link(e: Escalation, directory: Directory, reader: Reader) -> str | None:
    """Where the team's card stands; whoever may not see that channel, Slack does not show it to."""
    card = e.post(e.card_key)
    address = directory.permalink(card.posted) if card and card.posted else None
    return (
        f"<{address}|{say(reader, ko='팀 채널의 카드', en='Card in the team channel')}>" if address else None
    )
