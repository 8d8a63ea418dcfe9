"""What a view hands to a mouth."""

import json
from dataclasses import dataclass
from functools import cached_property
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

    @cached_property
    def as_answer(self) -> str:
        """The body that answers a slash command, for whoever sent it alone; a message that is kept has it kept, too."""
        told = {"text": self.text, "blocks": self.blocks, "response_type": "ephemeral"}
        return json.dumps({name: part for name, part in told.items() if part})
