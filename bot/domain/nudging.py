"""Reminding those who should act that a customer waits, in a way that cannot be abused.

Whoever speaks with the customer may nudge; how often and when is the same for all of them together.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.asking import logged, noticed
from bot.domain.carrying import Changed
from bot.domain.escalation import Asked, Escalation, NoticeKind, Nudge, Party, State
from bot.domain.oncall import Roster
from bot.domain.policy import Severity, Target, TargetKind

APART = timedelta(minutes=30)
"""Between two nudges of one escalation, whoever gives them."""
A_DAY, MOST_A_DAY = timedelta(days=1), 3
"""Within any 24 hours, so that neither midnight nor a time zone lets anybody begin anew."""
FIRST_SHARE = 3
"""The first third of the time a level gives people is theirs to answer in."""
_PRESSING = frozenset({Severity.HIGH, Severity.CRITICAL})
"""These reach people outside their hours too."""
_ASKINGS = frozenset({"asked", "handed_on", "exhausted"})


class NoNudge(StrEnum):
    """Why nobody is nudged."""

    CLOSED = "closed"
    NOT_FOLLOWING = "not_following"
    QUEUED = "queued"
    YOURS = "yours"
    JUST_ASKED = "just_asked"
    JUST_NUDGED = "just_nudged"
    ENOUGH = "enough"
    OFF_HOURS = "off_hours"


@dataclass(frozen=True)
class HeldBack:
    """Nobody is nudged: why, since when they know, and from when one can (UTC; None: not while it stands so)."""

    escalation: Escalation
    why: NoNudge
    since: datetime | None = None
    again: datetime | None = None


def nudge(e: Escalation, by: Party, *, now: datetime, roster: Roster) -> Changed | HeldBack:
    """Remind whoever has it, in private, or whoever is asked, once in the thread."""
    if (held := held_back(e, by.user, now=now, roster=roster)) is not None:
        return held
    nudged = e.model_copy(update={"nudges": (*e.nudges, Nudge(at=now, by=by))})
    nudged = logged(nudged, "nudged", now=now, who=by.user)
    if e.owner is not None:
        return Changed(noticed(nudged, NoticeKind.NUDGED, now=now, place="dm", user=e.owner.user, by=by))
    return Changed(noticed(nudged, NoticeKind.NUDGED, now=now, asked=e.asking, by=by))


def held_back(e: Escalation, user: str, *, now: datetime, roster: Roster) -> HeldBack | None:
    """Why somebody cannot nudge now; None if they can. The reason that lasts longest is told."""
    if not e.is_open:
        return HeldBack(e, NoNudge.CLOSED)
    if user not in e.followers:
        return HeldBack(e, NoNudge.NOT_FOLLOWING)
    if e.state is State.QUEUED:
        return HeldBack(e, NoNudge.QUEUED, again=e.queued_until)
    if e.owner is not None and e.owner.user == user:
        return HeldBack(e, NoNudge.YOURS)
    found = (_too_often(e, now), _just_asked(e, now), _off_hours(e, now, roster))
    return max((held for held in found if held), key=lambda held: held.again or now + A_DAY, default=None)


def _too_often(e: Escalation, now: datetime) -> HeldBack | None:
    within = [one.at for one in e.nudges if now - one.at < A_DAY]
    if len(within) >= MOST_A_DAY:
        return HeldBack(e, NoNudge.ENOUGH, since=within[-1], again=within[-MOST_A_DAY] + A_DAY)
    if within and now - within[-1] < APART:
        return HeldBack(e, NoNudge.JUST_NUDGED, since=within[-1], again=within[-1] + APART)
    return None


def _just_asked(e: Escalation, now: datetime) -> HeldBack | None:
    """While it waits: those who are asked have the first third of their time to themselves."""
    if e.owner is not None or e.level_ends is None:
        return None
    asked = next((event.at for event in reversed(e.events) if event.what in _ASKINGS), e.opened)
    again = asked + (e.level_ends - asked) / FIRST_SHARE
    return HeldBack(e, NoNudge.JUST_ASKED, since=asked, again=again) if now < again else None


def _off_hours(e: Escalation, now: datetime, roster: Roster) -> HeldBack | None:
    """Nobody of them works now, and it does not press; whoever is on shift works, whatever their team's hours."""
    if e.severity in _PRESSING:
        return None
    meant = _who_acts(e, roster)
    hours = [roster.team_hours(team) for _, team in meant]
    if not hours or any(one.is_open(now) for one in hours):
        return None
    if any(_on_shift(person, e, now, roster) for person, _ in meant):
        return None
    opens = [at for one in hours if (at := one.opens_next(now))]
    return HeldBack(e, NoNudge.OFF_HOURS, again=min(opens, default=None))


def _who_acts(e: Escalation, roster: Roster) -> list[tuple[str | None, str]]:
    """The people whose turn it is, by key, each with the team whose hours are theirs."""
    if e.owner is not None:
        return [(e.owner.key, _team_of(e.owner.key, e, roster))]
    return [
        (person, _team_asked(entry, person, e, roster))
        for entry in e.asking
        for person in entry.people or (None,)
    ]


def _team_asked(entry: Asked, person: str | None, e: Escalation, roster: Roster) -> str:
    target = Target.parse(entry.target)
    return target.ref if target.kind in (TargetKind.TEAM, TargetKind.LEAD) else _team_of(person, e, roster)


def _team_of(person: str | None, e: Escalation, roster: Roster) -> str:
    return (roster.file.primary_team(person) if person else None) or e.team


def _on_shift(person: str | None, e: Escalation, now: datetime, roster: Roster) -> bool:
    """By any schedule that this escalation asks."""
    levels = (*e.policy.levels, *e.last_resort)
    targets = [target for level in levels for target in level.ask]
    targets += [Target.parse(entry.target) for entry in e.asking]
    schedules = {target.ref for target in targets if target.kind is TargetKind.SCHEDULE}
    shifts = [roster.on_call(name, now) for name in schedules if name in roster.file.schedules]
    return person is not None and any(shift is not None and shift.person == person for shift in shifts)
