"""Who wrote a message, as far as Slack shows it to Baton."""

from dataclasses import dataclass

from bot.adapters.slack_api import SlackApi
from bot.ports import Refused, Unclear

_PATIENCE = 2.0
"""Seconds: nobody waits for it, and thanks that come late are kept all the same."""


@dataclass(frozen=True)
class SlackAuthors:
    """The port `MessageAuthors`."""

    api: SlackApi

    async def author(self, channel: str, ts: str) -> str | None:
        """See the port. Answers in a thread stand in its replies alone."""
        unheard: Unclear | None = None
        for method, more in (("conversations.history", {}), ("conversations.replies", {"ts": ts})):
            try:
                told = await self.api.read(
                    method,
                    patience=_PATIENCE,
                    channel=channel,
                    oldest=ts,
                    latest=ts,
                    inclusive=True,
                    limit=2,
                    **more,
                )
            except Refused:
                continue
            except Unclear as unclear:
                unheard = unclear
                continue
            for message in told.get("messages") or ():
                if message.get("ts") == ts:
                    return str(message.get("user") or "") or None
        if unheard is not None:
            raise unheard
        return None
