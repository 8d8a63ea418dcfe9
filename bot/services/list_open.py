"""Open escalations: my team's, or mine."""

import asyncio

from bot.domain.escalation import Escalation
from bot.services.tools import Tools


async def open_of_teams(tools: Tools, key: str | None, most: int) -> tuple[list[str], list[Escalation], int]:
    """The teams somebody works in (all, for somebody in none), their oldest open ones, and how many there are."""
    teams = tools.handbook().file.teams
    mine = [name for name, team in teams.items() if key in team.everyone] or list(teams)
    some = await asyncio.gather(*(tools.escalations.some_of_team(team, most) for team in mine))
    oldest = sorted((e for one in some for e in one.found), key=lambda e: e.opened)
    return mine, oldest[:most], sum(one.number for one in some)


async def open_of_person(tools: Tools, user: str) -> list[Escalation]:
    """Those somebody asked for or owns, oldest first."""
    return list(await tools.escalations.open_of_person(user))
