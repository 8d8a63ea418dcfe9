"""A lead looks at tonight's post of their team, and may have it posted now: asked again at the press (rule 12)."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.digest import NightPage
from bot.domain.night_run import NightKey
from bot.services.feedback_tools import NightTools, nights_of, run_that_brings
from bot.services.handbook import Handbook
from bot.services.run_night import NightOutcome, Rehearsed, run_night
from bot.services.tools import Later

log = logging.getLogger(__name__)

_LOOKS_FOR = timedelta(seconds=1)
"""How long Slack is asked who is still here: a window opens within three seconds."""

_WAITS_FOR = 1.5
"""Seconds whoever pressed waits for how it went; a long night goes on without them."""


@dataclass(frozen=True)
class Preview:
    """What would be posted now, where, and when it would be without that."""

    night: NightKey
    channel: str
    at: datetime
    pages: tuple[NightPage, ...]
    problem: str | None


@dataclass(frozen=True)
class NotYours:
    """Only the lead of a team with a night may; `team` is the asker's, None where theirs has no night."""

    team: str | None
    lead: str | None


@dataclass(frozen=True)
class UnderWay:
    """It is being posted, and takes a little longer."""

    night: NightKey


def teams_led(book: Handbook, key: str | None) -> tuple[str, ...]:
    """The teams with a night that somebody of the file leads."""
    nights = nights_of(book)
    return tuple(
        team
        for team, known in book.file.teams.items()
        if key and known.lead == key and nights.has_nights(team)
    )


def not_yours(book: Handbook, key: str | None) -> NotYours:
    """Whose it is to post the night of whoever asks."""
    team = book.file.primary_team(key) if key else None
    if team is None or not nights_of(book).has_nights(team):
        return NotYours(None, None)
    return NotYours(team, book.file.teams[team].lead)


async def preview_night(tools: NightTools, team: str, by: str) -> Preview | NightOutcome | NotYours:
    """What a lead would post now; nothing is changed."""
    book = tools.handbook()
    key = tools.directory.key_of(by)
    if team not in teams_led(book, key):
        return not_yours(book, key)
    day = await _night_to_post(tools, team)
    seen = await run_night(tools, team, day, dry_run=True, patience=_LOOKS_FOR)
    if not isinstance(seen, Rehearsed):
        return seen
    nights = nights_of(book)
    return Preview(seen.night, nights.channel(team), nights.cut_off(seen.night), seen.pages, seen.problem)


async def post_now(
    tools: NightTools, team: str, day: date, by: str, later: Later
) -> NightOutcome | NotYours | UnderWay:
    """Post a night that a lead looked at. A second press finds it posted, or under way."""
    book = tools.handbook()
    key = tools.directory.key_of(by)
    if team not in teams_led(book, key):
        return not_yours(book, key)
    went: asyncio.Future[NightOutcome] = asyncio.get_running_loop().create_future()
    later(_run(tools, team, day, went))
    try:
        async with asyncio.timeout(_WAITS_FOR):
            return await asyncio.shield(went)
    except TimeoutError:
        return UnderWay(NightKey(team=team, date=day))


async def _run(tools: NightTools, team: str, day: date, went: asyncio.Future[NightOutcome]) -> None:
    try:
        went.set_result(await run_night(tools, team, day))
    except Exception as problem:  # noqa: BLE001 - whoever waits raises it
        log.warning("the night of %s was not run by hand: %s", team, type(problem).__name__)
        went.set_exception(problem)
        went.exception()  # seen, also where nobody waits any more


async def _night_to_post(tools: NightTools, team: str) -> date:
    """Tonight; on a quiet day, or once tonight's is posted, the last one that was held back."""
    nights = nights_of(tools.handbook())
    today = NightKey(team=team, date=nights.today(team, tools.clock()))
    run = await run_that_brings(tools.ledger, today)
    is_open = run is None and nights.is_working(today)
    if is_open or (run is not None and run.state != "done"):
        return today.date
    for day in reversed(await tools.ledger.pending(team, today.date)):
        held = await run_that_brings(tools.ledger, NightKey(team=team, date=day))
        if held is not None and held.state != "done":
            return held.night.date
    return today.date
