"""Acknowledging news: "I have read it", once; the keepers' message then says who has."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.ports.changes import leaf_id
from bot.services.tell_changes import NewsTools


@dataclass(frozen=True)
class Acknowledged:
    """It is noted, now or (`before`) some time ago."""

    at: datetime
    before: bool


NotAcknowledged = Literal["not_asked", "gone"]
"""It touches somebody else; or it is longer ago than news are kept."""


async def acknowledge(tools: NewsTools, news_id: str, *, by: str) -> Acknowledged | NotAcknowledged:
    """Note that somebody whom some news touch has read them; a second time changes nothing."""
    told = await tools.book.news(news_id)
    if told is None:
        return "gone"
    if by not in told.news.readers:
        return "not_asked"
    if by in told.seen:
        return Acknowledged(told.seen[by], before=True)
    now = tools.clock()
    keepers = [leaf_id(news_id, "keeper", user) for user, _ in told.news.names]
    redraw = (*keepers, leaf_id(news_id, "person", by))
    if await tools.book.acknowledge(news_id, by, now, redraw=redraw, due=now):
        return Acknowledged(now, before=False)
    again = await tools.book.news(news_id)
    return Acknowledged(again.seen[by], before=True) if again and by in again.seen else "gone"
