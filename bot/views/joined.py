"""The customers who joined, as the team reads it."""

from bot.domain.escalation import Escalation
from bot.domain.reader import Reader
from bot.views.blocks import section
from bot.views.limits import cut, escape
from bot.views.links import linked
from bot.views.message import Block
from bot.views.words import party, say


def joined_lines(e: Escalation, reader: Reader) -> list[Block]:
    """On the team's card: how many customers wait, and what those who joined wrote, in short."""
    if not e.joined:
        return []
    count = 1 + len(e.joined)
    lines = [
        say(
            reader,
            ko=f":busts_in_silhouette: *고객 {count}명*",
            en=f":busts_in_silhouette: *{count} customers affected*",
        )
    ]
    for entry in e.joined[:_SHOWN]:
        link = f" · {linked(entry.link, 300, reader)}" if entry.link else ""
        lines.append(
            f"• {party(entry.party, reader)}: {escape(cut(' '.join(entry.need.split()), 120))}{link}"
        )
    if len(e.joined) > _SHOWN:
        more = len(e.joined) - _SHOWN
        lines.append(say(reader, ko=f"외 {more}명", en=f"and {more} more"))
    return [section("\n".join(lines))]


_SHOWN = 5
"""Of those who joined, on the team's card: the number says the rest."""
