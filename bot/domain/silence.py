"""How long an owner may give no sign: worked out when the sign is given, and kept in the record.

A deadline must be readable without the roster (docs/adr/0002), but `count: working_hours` needs the hours of
the owner's team. So the instant is stored beside the sign it was worked out from.
"""

from datetime import datetime, timedelta

from bot.domain.asking import patience
from bot.domain.escalation import Escalation, Silence
from bot.domain.oncall import Roster


def silence_ends(e: Escalation) -> datetime | None:
    """When a silent owner is asked, or, once asked, when their silence reopens it (UTC); None: never.

    What was stored before these instants were kept counts always.
    """
    since, length = _lasts(e)
    if since is None or length is None:
        return None
    return e.silence.ends if e.silence and e.silence.since == since else since + length


def counted(e: Escalation, roster: Roster) -> Escalation:
    """The escalation with the end of its owner's silence worked out; the same one if that is known already.

    With `count: working_hours` it is the hours of the owner's primary team that count, else the topic's
    team's; hours that never come count always, so that nobody keeps a customer unasked for ever.
    """
    since, length = _lasts(e)
    if since is None or length is None:
        return e if e.silence is None else e.model_copy(update={"silence": None})
    if e.silence and e.silence.since == since:
        return e
    ends = since + length
    if e.policy.count == "working_hours":
        team = (e.owner and e.owner.key and roster.file.primary_team(e.owner.key)) or e.team
        ends = roster.team_hours(team).add_working(since, length) or ends
    return e.model_copy(update={"silence": Silence(since=since, ends=ends)})


def _lasts(e: Escalation) -> tuple[datetime | None, timedelta | None]:
    if e.owner is None or not e.is_open or e.policy.remind_after is None:
        return None, None
    return e.reminded or e.last_sign, patience(e) if e.reminded else e.policy.remind_after
