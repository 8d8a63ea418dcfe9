"""What a view hands to a mouth."""

from dataclasses import dataclass
from typing import Any

Block = dict[str, Any]
"""A Block Kit block as JSON."""


@dataclass(frozen=True)
class Message:
    """A message as Slack takes it: blocks, and the text that notifications and screen readers use.

    The text is mrkdwn: what people wrote is escaped in it (`bot.views.limits.escape`).
    """

    text: str
    blocks: tuple[Block, ...] = ()
