"""Open escalations: my team's, or mine."""

from bot.domain.escalation import Escalation
from bot.services.tools import Tools


async def open_of_teams(tools: Tools, key: str | None) -> tuple[list[str], list[Escalation]]:
    """The teams somebody works in (all, for somebody in none) and their open ones, oldest first."""
    teams = tools.handbook().file.teams
    mine = [name for name, team in teams.items() if key in team.everyone] or list(teams)
    found = [e for team in mine for e in await tools.escalations.open_of_team(team)]
    return mine, sorted(found, key=lambda e: e.opened)


async def open_of_person(tools: Tools, user: str) -> list[Escalation]:
    """Those somebody asked for or owns, oldest first."""
    return list(await tools.escalations.open_of_person(user))
