"""The team's improvement list: adding to it without a name, reading it, and what its lead says became of an item."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.correction import ItemState, Observation, ProcessItem
from bot.domain.escalation import Posted
from bot.domain.improving import (
    LONGEST_ANSWER,
    LONGEST_LINE,
    Weekly,
    is_over,
    next_telling,
    untold,
    week_of,
)
from bot.ports import Clock, Deadlines, Directory, Lease, NewId, Refused, Unclear
from bot.ports.improvements import ImprovementNews, Improvements, ImprovementVoice
from bot.services.feedback_tools import nights_of
from bot.services.handbook import Handbook
from bot.services.said_once import said_before_if_seen
from bot.services.standing import LeftOut, standing

log = logging.getLogger(__name__)

_TRIES = 5


@dataclass(frozen=True)
class ImproveTools:
    """What these verbs work with. They have no voice but a private one. `wall_clock` is real time."""

    handbook: Callable[[], Handbook]
    book: Improvements
    voice: ImprovementVoice
    directory: Directory
    deadlines: Deadlines
    clock: Clock
    wall_clock: Clock
    new_id: NewId


@dataclass(frozen=True)
class Listed:
    """It stands on the list."""

    item: ProcessItem


@dataclass(frozen=True)
class TooLong:
    """One line was too long; nothing was kept."""

    length: int
    most: int


@dataclass(frozen=True)
class NoList:
    """Whoever asks is in no team of the file, or no colleague; `who` says why, if they are none."""

    who: LeftOut | None = None


@dataclass(frozen=True)
class TeamList:
    """A team's list as one of its people reads it; `leads` says whether they say what became of it."""

    team: str
    items: Sequence[ProcessItem]
    leads: bool


@dataclass(frozen=True)
class NotTheLead:
    """Only the team's lead says what became of it."""

    team: str


@dataclass(frozen=True)
class Gone:
    """It left the list, or somebody else changed it at the same moment."""


async def list_item(
    tools: ImproveTools, *, author: str, text: str, once: str = ""
) -> Listed | TooLong | NoList:
    """Put one line on the list of the author's team. No name is kept, and the id is random.

    `once` names the request: handed over twice it is one line.
    """
    if len(text) > LONGEST_LINE:
        return TooLong(len(text), LONGEST_LINE)
    team = await _own_team(tools, author)
    if isinstance(team, NoList):
        return team
    book = tools.handbook()
    item = ProcessItem(
        id=tools.new_id(),
        team=team,
        words=Observation(situation=text, behaviour="", impact="", next_time=""),
        written=nights_of(book).today(team, tools.clock()),
    )
    await tools.book.add(item, once=f"{author}-{once}" if once else "")
    return Listed(item)


async def unlist_item(tools: ImproveTools, team: str, item_id: str, *, by: str) -> bool:
    """Take a line off again, for somebody of its team, while nothing was said to it; False if something was.

    Whoever wrote it is not known. Its id is: only they were shown it.
    """
    lists = await lists_of(tools, by)
    if isinstance(lists, NoList) or team not in {one.team for one in lists}:
        return False
    item = await tools.book.get(team, item_id)
    if item is None:
        return True
    return item.revision == 0 and await tools.book.remove(item)


async def lists_of(tools: ImproveTools, user: str) -> Sequence[TeamList] | NoList:
    """The lists of the teams somebody is in or leads, their primary one first; nobody else reads them."""
    who = await standing(tools.directory, tools.handbook(), user)
    if isinstance(who, LeftOut):
        return NoList(who)
    file = tools.handbook().file
    teams = [key for key, team in file.teams.items() if who.key and who.key in team.everyone]
    if not teams:
        return NoList()
    found = await asyncio.gather(*(_standing_items(tools, team) for team in teams))
    return [
        TeamList(team, items, leads=_leads(tools, team, user))
        for team, items in zip(teams, found, strict=True)
    ]


async def item_for_lead(
    tools: ImproveTools, team: str, item_id: str, *, by: str
) -> Listed | NotTheLead | Gone:
    """One item, for the lead who is about to say what becomes of it."""
    if not _leads(tools, team, by):
        return NotTheLead(team)
    item = await tools.book.get(team, item_id)
    return Listed(item) if item else Gone()


async def settle_item(
    tools: ImproveTools, team: str, item_id: str, *, by: str, state: ItemState, answer: str
) -> Listed | NotTheLead | Gone:
    """The lead says what became of it. The same again changes nothing."""
    for _ in range(_TRIES):
        found = await item_for_lead(tools, team, item_id, by=by)
        if not isinstance(found, Listed):
            return found
        said = answer.strip()[:LONGEST_ANSWER]
        if (found.item.state, found.item.answer) == (state, said):
            return found
        today = nights_of(tools.handbook()).today(team, tools.clock())
        after = found.item.model_copy(
            update={"state": state, "answer": said, "settled": today, "revision": found.item.revision + 1}
        )
        if await tools.book.change(after):
            return Listed(after)
    return Gone()


async def ensure_improvements(tools: ImproveTools) -> None:
    """At start, and whenever the files changed: every lead is told weekly."""
    for team in tools.handbook().file.teams:
        weekly = await tools.book.weekly(team) or Weekly(team=team)
        await tools.book.plan(weekly, _next_due(tools, weekly))


async def tick_improvements(tools: ImproveTools, team: str, lease: Lease) -> None:
    """Tell a team's lead what is new and what changed, once a week and in their hours; nothing new, no message."""
    weekly = await tools.book.weekly(team)
    due = _next_due(tools, weekly) if weekly else None
    if weekly is None or due is None:
        await tools.deadlines.forget(lease)
        return
    if due > tools.clock():
        await tools.book.save(weekly, lease=lease, due=due)
        await tools.deadlines.release(lease)
        return
    try:
        told = await _told(tools, weekly, lease)
    except Unclear:
        log.warning("improvement list of %s: Slack gave no clear answer", team)
        await tools.deadlines.release(lease, failed=True)
        return
    if told is not None and await tools.book.save(told, lease=lease, due=_next_due(tools, told)):
        await tools.deadlines.release(lease)


async def _told(tools: ImproveTools, weekly: Weekly, lease: Lease) -> Weekly | None:
    """As it stands once this week is done with; None if another replica has taken over.

    Raises:
        Unclear: it may or may not have been said.
    """
    file, team = tools.handbook().file, weekly.team
    lead = file.teams[team].lead
    user = tools.directory.user_of(lead) if lead else None
    week = weekly.posting or week_of(file, lead or "", tools.clock())
    items = await _standing_items(tools, team)
    news = untold(weekly, items)
    over = weekly.model_copy(update={"week": week, "posting": None, "posting_since": None, "telling": {}})
    if user is None or not (news or weekly.posting):
        return over
    key = f"improvements-{team}-{week}"

    async def look(since: datetime) -> Posted | None:
        return await tools.voice.find(user, key=key, since=since)

    posted = await said_before_if_seen(look, weekly.posting_since, f"improvement list of {team}")
    telling = weekly.telling if posted and weekly.telling else {item.id: item.revision for item in items}
    if posted is None and news:
        intent = weekly.model_copy(
            update={
                "posting": week,
                "posting_since": weekly.posting_since or tools.wall_clock(),
                "telling": telling,
            }
        )
        if not await tools.book.save(intent, lease=lease, due=tools.clock()):
            return None
        try:
            await tools.voice.tell(user, ImprovementNews(team, week, news), key=key)
        except Refused as refused:
            log.warning("improvement list of %s: its lead cannot be told: %s", team, refused.reason)
            return over
    return over.model_copy(update={"told": telling})


async def _standing_items(tools: ImproveTools, team: str) -> Sequence[ProcessItem]:
    """What stands on a list; what was done long ago leaves it as it is read."""
    today = nights_of(tools.handbook()).today(team, tools.clock())
    items = await tools.book.listed(team)
    for item in items:
        if is_over(item, today):
            await tools.book.remove(item)
    return [item for item in items if not is_over(item, today)]


async def _own_team(tools: ImproveTools, user: str) -> str | NoList:
    book = tools.handbook()
    who = await standing(tools.directory, book, user)
    if isinstance(who, LeftOut):
        return NoList(who)
    return (book.file.primary_team(who.key) if who.key else None) or NoList()


def _leads(tools: ImproveTools, team: str, user: str) -> bool:
    known = tools.handbook().file.teams.get(team)
    key = tools.directory.key_of(user)
    return known is not None and key is not None and known.lead == key


def _next_due(tools: ImproveTools, weekly: Weekly) -> datetime | None:
    book = tools.handbook()
    known = book.file.teams.get(weekly.team)
    if known is None or known.lead is None:
        return None
    return next_telling(book.file, book.calendars, known.lead, weekly, tools.clock())
