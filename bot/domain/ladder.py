"""Who would be asked, level by level: the ladder of a policy, worked out before anybody is paged."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from bot.domain.oncall import Away, Roster, StandIn
from bot.domain.policy import CountedHours, Level, Target, TargetKind


class AskReason(StrEnum):
    """Why a target leads to these people."""

    ROTATION = "rotation"
    OVERRIDE = "override"
    COVER = "cover"
    LEAD = "lead"
    NAMED = "named"
    TEAM = "team"
    GROUP = "group"
    CHANNEL = "channel"


class SkipReason(StrEnum):
    """Why a target leads to nobody."""

    NOBODY_ON_CALL = "nobody_on_call"
    TIME_OFF = "time_off"
    EVERYBODY_OFF = "everybody_off"
    NO_LEAD = "no_lead"
    NO_MEMBERS = "no_members"
    ASKED_ALREADY = "asked_already"
    DECLINED = "declined"
    NOT_REACHED = "not_reached"  # Slack refused every way of telling them
    STATUS_AWAY = "status_away"  # their Slack status says so
    UNKNOWN = "unknown"  # the file does not know it, or not any more


_ONE_PERSON = (TargetKind.PERSON, TargetKind.LEAD, TargetKind.SCHEDULE)


@dataclass(frozen=True)
class Ask:
    """A target and the people it leads to; a group or a channel is asked as a whole and names none.

    `until` is the end of the shift or cover, in UTC; None where no end is in sight.
    """

    target: Target
    people: tuple[str, ...]
    why: AskReason
    until: datetime | None = None
    instead_of: str | None = None

    @property
    def person(self) -> str | None:
        """The one person a person, lead or schedule target leads to."""
        return self.people[0] if self.people and self.target.kind in _ONE_PERSON else None


@dataclass(frozen=True)
class Unreached:
    """A target that leads to nobody: `person` is who has time off, `until` when somebody is there again.

    `words` are those of a Slack status. With STATUS_AWAY the same target may still ask somebody else.
    """

    target: Target
    reason: SkipReason
    person: str | None = None
    until: datetime | None = None
    words: str | None = None


@dataclass(frozen=True)
class Rung:
    """A level of the ladder as it is expected to go, in UTC; a skipped one ends where it would have begun."""

    level: int
    asks: tuple[Ask, ...]
    unreached: tuple[Unreached, ...]
    within: timedelta
    begins: datetime
    ends: datetime

    @property
    def skipped(self) -> bool:
        """Whether it has nobody to ask."""
        return not self.asks

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody it asks by name, each once."""
        return tuple(person for ask in self.asks for person in ask.people)


def ask_level(
    level: Level, roster: Roster, at: datetime, *, present: bool = True
) -> tuple[tuple[Ask, ...], tuple[Unreached, ...]]:
    """Whom a level asks at an instant, in the file's order, and which of its targets lead to nobody.

    Somebody asked by an earlier target of the level is not asked again by a later one. Who is away by their
    Slack status is passed over; `present` tells whether the instant is now.
    """
    asks: list[Ask] = []
    unreached: list[Unreached] = []
    asked: set[str] = set()
    for target in level.ask:
        found = _ASKERS[target.kind](target, roster, at)
        if isinstance(found, Ask):
            found, passed = _passing_over(found, roster, at, present=present)
            unreached += passed if isinstance(found, Ask) else []
        if isinstance(found, Ask) and found.people and asked.issuperset(found.people):
            found = Unreached(target, SkipReason.ASKED_ALREADY, found.person)
        if isinstance(found, Unreached):
            unreached.append(found)
            continue
        asks.append(replace(found, people=tuple(name for name in found.people if name not in asked)))
        asked.update(found.people)
    return tuple(asks), tuple(unreached)


def _passing_over(
    ask: Ask, roster: Roster, at: datetime, *, present: bool
) -> tuple[Ask | Unreached, list[Unreached]]:
    """The ask without those whose Slack status says away, and who they are."""
    away = {p: status for p in ask.people if (status := roster.passed_over(p, at, present=present))}
    passed = [
        Unreached(ask.target, SkipReason.STATUS_AWAY, person, status.until, status.text)
        for person, status in away.items()
    ]
    if not away:
        return ask, []
    left = tuple(person for person in ask.people if person not in away)
    if left:
        return replace(ask, people=left), passed
    if ask.target.kind is TargetKind.SCHEDULE and (
        found := _next_present(ask, roster, at, {*away}, present=present)
    ):
        return found, passed
    return passed[0], []


def _next_present(ask: Ask, roster: Roster, at: datetime, away: set[str], *, present: bool) -> Ask | None:
    """Whoever of a schedule's layers below is there; it is looked again when the shift or the status ends."""
    ends = [ask.until] if ask.until else []
    while (found := roster.next_in_line(ask.target.ref, at, away)) is not None:
        person, why = found
        status = roster.passed_over(person, at, present=present)
        if status is None:
            ends += [
                until for p in away if (s := roster.statuses.get(p)) and (until := s.until) and until > at
            ]
            return Ask(ask.target, (person,), AskReason(why), min(ends, default=None))
        away.add(person)
    return None


def climb(
    levels: Sequence[Level],
    *,
    count: CountedHours,
    topic_team: str | None,
    roster: Roster,
    at: datetime,
) -> tuple[Rung, ...]:
    """The ladder as it is expected to go if nobody takes it: the first level begins at `at`.

    A level with nobody to ask takes no time. Who is on call is worked out for the instant a level begins.
    A status is a hint: where everybody of every level is away, all by their statuses, they are asked all the same.
    """
    rungs = _climb(levels, count=count, topic_team=topic_team, roster=roster, at=at)
    if roster.statuses and all(rung.skipped for rung in rungs):
        heedless = roster.with_statuses({})
        return _climb(levels, count=count, topic_team=topic_team, roster=heedless, at=at)
    return rungs


def _climb(
    levels: Sequence[Level], *, count: CountedHours, topic_team: str | None, roster: Roster, at: datetime
) -> tuple[Rung, ...]:
    rungs: list[Rung] = []
    begins = start = at.astimezone(UTC)
    for number, level in enumerate(levels, start=1):
        asks, unreached = ask_level(level, roster, begins, present=begins == start)
        if not asks:
            rungs.append(Rung(number, (), unreached, level.within, begins, begins))
            continue
        ends = level_deadline(level, asks, count=count, topic_team=topic_team, roster=roster, begins=begins)
        rungs.append(Rung(number, asks, unreached, level.within, begins, ends))
        begins = ends
    return tuple(rungs)


def level_deadline(
    level: Level,
    asks: Sequence[Ask],
    *,
    count: CountedHours,
    topic_team: str | None,
    roster: Roster,
    begins: datetime,
) -> datetime:
    """When a level that began at `begins` has waited long enough, in UTC.

    Counting working hours, each ask has the hours of its team: that of a team or lead target, else the
    asked person's primary team, else the topic's. The level is over as soon as one of those asked had
    their whole time. Hours that never come count always, so that every level ends.
    """
    begins = begins.astimezone(UTC)
    if count == "always":
        return begins + level.within
    teams = dict.fromkeys(_team_asked(ask, topic_team, roster) for ask in asks)
    ends = [roster.team_hours(team).add_working(begins, level.within) for team in teams if team is not None]
    return min((end for end in ends if end is not None), default=begins + level.within)


def _team_asked(ask: Ask, topic_team: str | None, roster: Roster) -> str | None:
    if ask.target.kind in (TargetKind.TEAM, TargetKind.LEAD):
        return ask.target.ref
    return (ask.person and roster.file.primary_team(ask.person)) or topic_team


def _ask_schedule(target: Target, roster: Roster, at: datetime) -> Ask | Unreached:
    if target.ref not in roster.file.schedules:
        return Unreached(target, SkipReason.UNKNOWN)
    shift = roster.on_call(target.ref, at)
    if shift is None:
        away = roster.unavailable(target.ref, at)
        following = roster.next_on_call(target.ref, at)
        reason = SkipReason.TIME_OFF if away else SkipReason.NOBODY_ON_CALL
        return Unreached(
            target,
            reason,
            person=away.person if away else None,
            until=following.start if following else None,
        )
    until = None if shift.endless else shift.end
    return Ask(target, (shift.person,), AskReason(shift.why), until, shift.instead_of)


def _ask_person(target: Target, roster: Roster, at: datetime) -> Ask | Unreached:
    return _ask_by_name(target, target.ref, AskReason.NAMED, roster, at)


def _ask_lead(target: Target, roster: Roster, at: datetime) -> Ask | Unreached:
    team = roster.file.teams.get(target.ref)
    if team is None:
        return Unreached(target, SkipReason.UNKNOWN)
    if team.lead is None:
        return Unreached(target, SkipReason.NO_LEAD)
    return _ask_by_name(target, team.lead, AskReason.LEAD, roster, at)


def _ask_by_name(target: Target, name: str, why: AskReason, roster: Roster, at: datetime) -> Ask | Unreached:
    if name not in roster.file.people:
        return Unreached(target, SkipReason.UNKNOWN, name)
    found = roster.answer_for(name, at)
    if isinstance(found, Away):
        return Unreached(target, SkipReason.TIME_OFF, found.person, found.end)
    return Ask(
        target, (found.person,), AskReason(found.why) if found.why else why, found.until, found.instead_of
    )


def _ask_team(target: Target, roster: Roster, at: datetime) -> Ask | Unreached:
    team = roster.file.teams.get(target.ref)
    if team is None:
        return Unreached(target, SkipReason.UNKNOWN)
    members = [name for name in team.members or team.everyone if name in roster.file.people]
    if not members:
        return Unreached(target, SkipReason.NO_MEMBERS)
    found = [roster.answer_for(name, at) for name in members]
    people = tuple(dict.fromkeys(one.person for one in found if isinstance(one, StandIn)))
    if not people:
        back = min(one.end for one in found if isinstance(one, Away))
        return Unreached(target, SkipReason.EVERYBODY_OFF, None, back)
    return Ask(target, people, AskReason.TEAM)


def _ask_group(target: Target, _roster: Roster, _at: datetime) -> Ask | Unreached:
    return Ask(target, (), AskReason.GROUP)


def _ask_channel(target: Target, _roster: Roster, _at: datetime) -> Ask | Unreached:
    return Ask(target, (), AskReason.CHANNEL)


_ASKERS = {
    TargetKind.SCHEDULE: _ask_schedule,
    TargetKind.PERSON: _ask_person,
    TargetKind.LEAD: _ask_lead,
    TargetKind.TEAM: _ask_team,
    TargetKind.GROUP: _ask_group,
    TargetKind.CHANNEL: _ask_channel,
}
