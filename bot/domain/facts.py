"""What holds while a team is closed or something is down: a block of facts that every card of the topic shows."""

from datetime import datetime
from typing import Literal

from bot.domain.escalation import Party
from bot.domain.language import Frozen


class Facts(Frozen):
    """Facts a lead pinned, in the lead's own words; it ends by itself at `ends`. Times are UTC.

    No `topics` means all of them. The four lines are what customers ask first (practices 0.4 and 4.1): what is
    charged meanwhile, how to pause, how to cancel, when we are back.
    """

    version: Literal[1] = 1
    id: str
    revision: int = 1
    kind: Literal["outage", "closure"] = "outage"
    topics: tuple[str, ...] = ()
    what: str = ""
    charged: str = ""
    pause: str = ""
    cancel: str = ""
    back: str = ""
    pinned: datetime
    pinned_by: Party
    ends: datetime

    def stands_for(self, topic: str | None, now: datetime) -> bool:
        """Whether it is shown on a card of this topic at `now`; a card of no topic shows what holds for all."""
        return now < self.ends and (not self.topics or topic in self.topics)
