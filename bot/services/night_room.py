"""Where a team's nights are posted: found again when it was renamed, held back in doubt, its lead told once.

What was last known of the channel is kept for each team (`NightRoom`): a problem is told when it comes and when it
changes, not every night.
"""

from dataclasses import dataclass

from bot.domain.escalation import Posted
from bot.domain.night_run import NightRoom, NightRun
from bot.ports import ChannelInfo
from bot.services.feedback_tools import NightTools, ThanksTools, nights_of

RENAMED = "renamed"
"""What a lead is told of a channel that was found again under another name."""


@dataclass(frozen=True)
class Room:
    """A channel and why it is not posted to; `named` is how the file names it, `now` its new name if that changed."""

    named: str
    channel: ChannelInfo | None
    problem: str | None
    now: str | None = None


def channel_problem(channel: ChannelInfo | None) -> str | None:
    """Why a channel is not posted to, in one word; None if it is fine. In doubt it is not (rule 20)."""
    if channel is None:
        return "missing"
    if channel.is_archived:
        return "archived"
    if channel.is_shared_outside:
        return "shared"
    return "not_member" if channel.is_private and not channel.is_member else None


async def find_room(tools: NightTools | ThanksTools, run: NightRun) -> Room:
    """The channel of a run as Slack shows it now.

    The messages of one post stay together, whatever the file says since, and so does one that may stand there though
    nobody knows. A channel that the file names by a name it has no more is the one that was posted to under that name.

    Raises:
        Unclear: Slack does not answer.
    """
    begun = run.stands_in
    nights = nights_of(tools.handbook())
    named = nights.channel(run.night.team) if nights.has_nights(run.night.team) else ""
    if begun is not None:
        found = await tools.directory.channel(begun, fresh=True)
        there = await tools.directory.channel(named) if named else None
        moved = there is not None and there.id != begun
        return Room(_name_of(found, begun) if moved or not named else named, found, channel_problem(found))
    found = await tools.directory.channel(named, fresh=True) if named else None
    if found is None:
        known = await tools.ledger.room(run.night.team)
        if known and known.id and known.named == named:
            found = await tools.directory.channel(known.id, fresh=True)
    return Room(named, found, channel_problem(found), _new_name(named, found))


async def note_room(
    tools: NightTools, team: str, room: Room, posted: Posted | None, told: str | None
) -> None:
    """Remember how it went: where something was posted, and of what the lead knows."""
    before = await tools.ledger.room(team)
    same = before if before and before.named == room.named else None
    known = posted.channel if posted else (same.id if same else None)
    await tools.ledger.keep_room(team, NightRoom(named=room.named, id=known, told=told))


async def was_told(tools: NightTools, team: str, room: Room, what: str) -> bool:
    """Whether the lead knows this of this channel already."""
    before = await tools.ledger.room(team)
    return before is not None and (before.named, before.told) == (room.named, what)


def _name_of(found: ChannelInfo | None, known: str) -> str:
    return f"#{found.name}" if found and found.name else known


def _new_name(named: str, found: ChannelInfo | None) -> str | None:
    if found is None or not found.name or not named.startswith("#"):
        return None
    return f"#{found.name}" if found.name.casefold() != named[1:].casefold() else None
