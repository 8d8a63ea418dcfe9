"""Arranging covers: made, looked for, taken, taken back. Each is one truth, whoever presses when."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.covering import (
    Arrangement,
    Ending,
    No,
    Refusal,
    TellingKind,
    Weighed,
    Wish,
    may_end,
    weigh,
)
from bot.domain.escalation import Party
from bot.errors import Gone
from bot.ports.covers import CoverBoard, CoverBook
from bot.services.fresh_covers import FreshCovers
from bot.services.handbook import Handbook
from bot.services.tools import Tools

_TRIES = 30


@dataclass(frozen=True)
class CoverTools:
    """What these verbs work with."""

    tools: Tools
    book: CoverBook
    board: CoverBoard
    fresh: FreshCovers
    follow: Callable[[str], None]

    @property
    def handbook(self) -> Handbook:
        """The files and covers of this moment."""
        return self.tools.handbook()

    @property
    def now(self) -> datetime:
        """The bot's clock, UTC."""
        return self.tools.clock()

    def user(self, key: str | None) -> str | None:
        """Their Slack id."""
        return self.tools.directory.user_of(key) if key else None


async def consider(t: CoverTools, wish: Wish, by: Party) -> Weighed | Refusal:
    """What a wish would mean, before anything is made."""
    await t.fresh()
    return weigh(wish, who=by.key, roster=t.handbook.roster, now=t.now)


async def arrange(t: CoverTools, wish: Wish, by: Party, *, cover_id: str) -> Arrangement | Refusal:
    """Make the cover, or begin the search for one. `cover_id` is that of the form: sent twice it makes one.

    Somebody else's cover is not shown to whoever knows its id.
    """
    for _ in range(_TRIES):
        if (before := await t.book.get(cover_id)) is not None:
            return before if before.maker.user == by.user else Refusal(No.NOT_YOURS, (wish.absent,))
        listed, now = await t.book.listed(), t.now
        t.fresh.know(listed)
        weighed = weigh(wish, who=by.key, roster=t.handbook.roster, now=now)
        if isinstance(weighed, Refusal):
            return weighed
        made = Arrangement(
            id=cover_id,
            absent=wish.absent,
            by=wish.by,
            start=max(wish.start, now),
            end=wish.end,
            schedule=wish.schedule,
            maker=by,
            made=now,
            team=None if wish.by else t.handbook.file.primary_team(wish.absent),
        )
        made = _begun(t, made) if wish.by else made
        if await _saved(t, made, since=listed.version):
            return made
    raise RuntimeError(f"cover {cover_id} could not be made in {_TRIES} tries")


async def take_search(t: CoverTools, cover_id: str, by: Party) -> Arrangement | Refusal:
    """Cover whoever looks for somebody: the first one has it.

    Raises:
        Gone: there is no such search any more.
    """
    for _ in range(_TRIES):
        a, now = await held(t, cover_id), t.now
        if a.ended is None and a.by is not None:
            return a if a.by == by.key else Refusal(No.TAKEN, (a.by,))
        if a.is_over(now):
            return Refusal(No.OVER)
        listed = await t.book.listed()
        t.fresh.know(listed)
        wish = Wish(a.absent, by.key, a.start, a.end, a.schedule)
        weighed = weigh(wish, who=by.key, roster=t.handbook.roster, now=now, but=a.id)
        if by.key is None:
            return Refusal(No.NOT_IN_FILE)
        if isinstance(weighed, Refusal):
            return weighed
        taken = a.model_copy(update={"by": by.key, "made": now, "revision": a.revision + 1})
        taken = _begun(t, taken)
        if await _saved(t, taken, since=listed.version):
            return taken
    raise RuntimeError(f"cover {cover_id} could not be taken in {_TRIES} tries")


async def end(t: CoverTools, cover_id: str, by: Party) -> Arrangement | Refusal:
    """Take a cover back, decline it, or withdraw a search: whoever of these it is follows from who says so.

    Raises:
        Gone: there is no such cover any more.
    """
    for _ in range(_TRIES):
        a, now = await held(t, cover_id), t.now
        if a.ended is not None:
            return a
        if a.is_over(now):
            return Refusal(No.OVER)
        if not may_end(t.handbook.file, by.key, a):
            return Refusal(No.NOT_YOURS, (a.absent,))
        how = Ending.WITHDRAWN if a.by is None else Ending.DECLINED if a.by == by.key else Ending.TAKEN_BACK
        ended = a.model_copy(
            update={"ended": now, "ended_by": by, "how": how, "looks_again": now, "revision": a.revision + 1}
        )
        if a.by is not None:
            concerned = (t.user(a.by), t.user(a.absent), a.maker.user)
            ended = ended.told(TellingKind.ENDED, *(user for user in concerned if user != by.user))
        if await _saved(t, ended):
            return ended
    raise RuntimeError(f"cover {cover_id} could not be ended in {_TRIES} tries")


async def held(t: CoverTools, cover_id: str) -> Arrangement:
    """The cover a button is about.

    Raises:
        Gone: there is no such cover any more.
    """
    found = await t.book.get(cover_id)
    if found is None:
        raise Gone(
            ko="이 대신 맡기는 더 이상 보관되어 있지 않습니다. `/escalate cover` 로 지금 있는 것을 보실 수 있습니다.",
            en="This cover is no longer kept. `/escalate cover` shows those that hold.",
        )
    return found


async def mine(t: CoverTools, key: str | None) -> list[Arrangement]:
    """The covers and searches that hold now or later: those of one's own, and of the teams one is in."""
    listed, now = await t.book.listed(), t.now
    t.fresh.know(listed)
    teams = [team.everyone for team in t.handbook.file.teams.values() if key in team.everyone]
    near = {key, *(person for everyone in teams for person in everyone)}
    found = [a for a in listed.arrangements if not a.is_over(now) and near & {a.absent, a.by, a.maker.key}]
    return sorted(found, key=lambda a: (a.start, a.made, a.id))


def _begun(t: CoverTools, a: Arrangement) -> Arrangement:
    """With what both are told, and a look at the escalations that wait."""
    a = a.model_copy(update={"looks_again": t.now})
    a = a.told(TellingKind.YOU_COVER, t.user(a.by))
    return a.told(TellingKind.YOU_ARE_COVERED, t.user(a.absent))


async def _saved(t: CoverTools, a: Arrangement, *, since: str | None = None) -> bool:
    """Not to be broken off in between: what is saved is followed by what has to be told."""
    return await asyncio.shield(_save(t, a, since))


async def _save(t: CoverTools, a: Arrangement, since: str | None) -> bool:
    if not await t.book.save(a, now=t.now, op=t.tools.new_id(), since=since):
        return False
    await t.fresh()
    t.follow(a.id)
    return True
