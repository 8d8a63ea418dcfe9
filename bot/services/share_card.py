"""Sharing a card in a channel: by a colleague, where both may speak, once a press."""

import logging
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.escalation import Posted
from bot.ports import ChannelInfo, Clock, Directory, Once, Refused, Unclear
from bot.ports.sharing import CardBoard
from bot.requests.tickets import OnCard
from bot.services.said_once import said_before_if_seen

log = logging.getLogger(__name__)


class Shared(StrEnum):
    """What became of it."""

    DONE = "done"
    ASK_ABOUT_OUTSIDE = "ask_about_outside"
    """People of another company read there too: whoever shares is asked first."""
    NOT_THERE = "not_there"
    """Baton is no member of that private channel, or there is no such channel."""
    NOT_YOURS = "not_yours"
    """Whoever shares cannot read that channel."""
    NO_CHANNEL = "no_channel"
    """A direct message, or nothing at all."""
    CLOSED = "closed"
    """It is archived, or only some may write there."""
    UNDER_WAY = "under_way"
    """It is being posted, and takes longer than anybody waits."""
    UNCLEAR = "unclear"
    """Slack did not say whether it was posted."""


@dataclass(frozen=True)
class ShareTools:
    """What sharing works with. `wall_clock` is real time, as Slack sees it."""

    board: CardBoard
    directory: Directory
    once: Once
    wall_clock: Clock


async def may_share(tools: ShareTools, channel: str, user: str, *, outside: bool) -> ChannelInfo | Shared:
    """The channel as Slack shows it now, or why nothing may be posted there.

    `outside` says that whoever shares was asked about the other company and wants it.
    """
    if not channel.startswith(("C", "G")):
        return Shared.NO_CHANNEL
    found = await tools.directory.channel(channel, fresh=True)
    if found is None or (found.is_private and not found.is_member):
        return Shared.NOT_THERE
    if found.is_archived:
        return Shared.CLOSED
    if not await tools.directory.sees(user, found.id):
        return Shared.NOT_YOURS
    if found.is_shared_outside and not outside:
        return Shared.ASK_ABOUT_OUTSIDE
    return found


async def share(tools: ShareTools, channel: str, about: OnCard, sharer: str, *, press: str) -> Shared:
    """Post the card. The same `press` again, by a second click or a second delivery, posts nothing more."""
    key = f"card-{press}"
    if not await tools.once.begin(key):
        return Shared.DONE
    outcome = await _posted(tools, channel, about, sharer, key)
    await tools.once.done(key)
    return outcome


async def _posted(tools: ShareTools, channel: str, about: OnCard, sharer: str, key: str) -> Shared:
    since = tools.wall_clock()
    try:
        await tools.board.post(channel, about, sharer, key=key)
    except Refused as refused:
        log.warning("a card was not shared: %s", refused.reason)
        return _REASONS.get(refused.reason, Shared.CLOSED)
    except Unclear as unclear:
        log.warning("a card may have been shared: %s", unclear)
        return await _looked_for(tools, channel, key, since)
    return Shared.DONE


async def _looked_for(tools: ShareTools, channel: str, key: str, since: datetime) -> Shared:
    """Whether it stands there after all."""

    async def look(start: datetime) -> Posted | None:
        return await tools.board.find(channel, key=key, since=start)

    try:
        found = await said_before_if_seen(look, since, key)
    except Unclear:
        found = None
    return Shared.DONE if found else Shared.UNCLEAR


_REASONS = {"channel_not_found": Shared.NOT_THERE, "not_in_channel": Shared.NOT_THERE}
