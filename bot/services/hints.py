"""What is known beside the words of a question: where it is asked, by whom, and how bad it is.

All of it only tips the balance between topics that the words leave close to each other.
"""

import re
from collections.abc import Collection

from bot.domain.policy import Severity
from bot.domain.team_file import TeamFile

OWN_CHANNEL = 0.06
"""For topics of the team whose channel it is asked in."""
OWN_ROLE = 0.02
"""For topics that tell the asker's role what it may decide."""
BAD = 0.06
"""For critical topics, where it is said to be bad."""

_BAD = (Severity.HIGH, Severity.CRITICAL)
_SAYS_BAD = re.compile(
    r"긴급|급해|급합|시급|비상|지금\s?당장|큰일|심각|장애(?!인|가 있|우)"
    r"|\b(?:urgent(?:ly)?|asap|emergency|critical|severe|sev[ -]?[01]|p[01])\b",
    re.IGNORECASE,
)


def hints(
    file: TeamFile,
    *,
    channels: Collection[str] = (),
    roles: Collection[str] = (),
    severity: Severity = Severity.NORMAL,
    text: str = "",
) -> dict[str, float]:
    """How much nearer each topic comes, for `Matcher.match`; topics that nothing speaks for are left out.

    `channels` are the id and the name of where it is asked, whichever is known; `text` may say that it is urgent.
    """
    here = {_name(channel) for channel in channels if channel}
    bad = severity in _BAD or _SAYS_BAD.search(text) is not None
    raised: dict[str, float] = {}
    for key, topic in file.topics.items():
        team = file.teams.get(topic.team)
        more = (
            OWN_CHANNEL * (team is not None and _name(team.channel) in here)
            + OWN_ROLE * any(role in topic.may_decide for role in roles)
            + BAD * (bad and topic.critical)
        )
        if more:
            raised[key] = more
    return raised


def _name(channel: str) -> str:
    return channel.removeprefix("#").casefold()
