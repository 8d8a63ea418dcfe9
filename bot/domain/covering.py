"""Covers made in Slack: somebody does another's part for a while, or is looked for.

looked for ──Take it──► holds ──its end──► over
│                     │
withdrawn      taken back, or declined by the one who covers
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.absence import circle
from bot.domain.escalation import Escalation, Party, Post, State
from bot.domain.language import Frozen
from bot.domain.oncall import Roster
from bot.domain.policy import Target, TargetKind
from bot.domain.shifts import Away, Cover, Shift, Why
from bot.domain.team_file import TeamFile

LONGEST_COVER = timedelta(days=60)
"""A longer one is a slip of the pen; a longer absence belongs in the file."""
FURTHEST_COVER = timedelta(days=180)
"""How far ahead a cover may begin."""
LOOK_TWICE_AFTER = timedelta(seconds=15)
"""Escalations are looked at again this long after a change: one that began its level meanwhile may not know it."""


class Ending(StrEnum):
    """How a cover or a search ended before its time."""

    TAKEN_BACK = "taken_back"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class TellingKind(StrEnum):
    """What somebody is told of a cover, once."""

    YOU_COVER = "you_cover"
    YOU_ARE_COVERED = "you_are_covered"
    MADE = "made"
    ENDED = "ended"


class Telling(Frozen):
    """One direct message: being posted since (real time, UTC), or told."""

    number: int
    user: str
    kind: TellingKind
    posting_since: datetime | None = None
    told: bool = False


class Arrangement(Frozen):
    """A cover, or the search for one while `by` is None. Times are UTC; no schedule means everywhere.

    `looks_again` is when waiting escalations are next looked at because of it. `card` is the one post of a
    search, in the channel of `team`.
    """

    id: str
    revision: int = 0
    absent: str
    by: str | None = None
    start: datetime
    end: datetime
    schedule: str | None = None
    maker: Party
    made: datetime
    team: str | None = None
    ended: datetime | None = None
    ended_by: Party | None = None
    how: Ending | None = None
    looks_again: datetime | None = None
    card: Post | None = None
    tellings: tuple[Telling, ...] = ()

    @property
    def cover(self) -> Cover | None:
        """What the roster counts; None for a search, and once it ended early."""
        if self.by is None or self.ended is not None:
            return None
        return Cover(self.id, self.absent, self.by, self.start, self.end, self.schedule)

    @property
    def is_search(self) -> bool:
        """Whether somebody is still looked for."""
        return self.by is None and self.ended is None

    def is_over(self, now: datetime) -> bool:
        """Whether it counts no more."""
        return self.ended is not None or self.end <= now

    def face(self, now: datetime) -> int:
        """What the card of a search shows: looked for, taken, withdrawn, over."""
        if self.ended is not None:
            return 2
        if self.by is not None:
            return 1
        return 3 if self.end <= now else 0

    def due(self, now: datetime) -> datetime | None:
        """When there is something to do about it; None once all is said and done."""
        if any(not telling.told for telling in self.tellings):
            return now
        shown = self.card.face if self.card and not self.card.given_up else None
        if self.team is not None and (self.card is None or (shown is not None and shown != self.face(now))):
            return now
        moments = [self.looks_again] if self.looks_again else []
        moments += [self.end] if self.is_search and self.end > now else []
        return min(moments, default=None)

    def told(self, kind: TellingKind, *users: str | None) -> "Arrangement":
        """With one more thing to tell each of these people."""
        number = len(self.tellings)
        new = [user for user in dict.fromkeys(users) if user is not None]
        tellings = tuple(Telling(number=number + i, user=user, kind=kind) for i, user in enumerate(new))
        return self.model_copy(update={"tellings": (*self.tellings, *tellings)})


class No(StrEnum):
    """Why a cover is not made."""

    NOT_YOURS = "not_yours"
    NOT_IN_FILE = "not_in_file"
    ONESELF = "oneself"
    PAST = "past"
    TOO_LONG = "too_long"
    TOO_FAR = "too_far"
    CIRCLE = "circle"
    SO_ALREADY = "so_already"
    NO_SCHEDULE = "no_schedule"
    NO_TEAM = "no_team"
    OVER = "over"
    TAKEN = "taken"


@dataclass(frozen=True)
class Refusal:
    """A cover that is not made; `people` are those of the circle, or who has it."""

    why: No
    people: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wish:
    """Who is to be covered, by whom (None: whoever takes it), when (UTC), on which schedule (None: everywhere)."""

    absent: str
    by: str | None
    start: datetime
    end: datetime
    schedule: str | None = None


@dataclass(frozen=True)
class Weighed:
    """What a wish would mean: the shifts and the topics it touches, and the time off of the one who covers."""

    wish: Wish
    shifts: tuple[Shift, ...] = ()
    topics: tuple[str, ...] = ()
    off: tuple[Away, ...] = field(default=())

    @property
    def changes_nothing(self) -> bool:
        """Whether nobody would be asked for in that time anyway."""
        return not (self.shifts or self.topics)


def may_arrange(file: TeamFile, who: str | None, absent: str) -> bool:
    """By oneself for oneself; by a lead of one's team, by the role lead and by the file's keepers for anybody."""
    if who is None or who not in file.people:
        return False
    leads = any(team.lead == who and absent in team.everyone for team in file.teams.values())
    return who == absent or leads or "lead" in file.people[who].roles or who in file.workspace.keepers


def may_end(file: TeamFile, who: str | None, arrangement: Arrangement) -> bool:
    """Either of the two, whoever made it, or whoever may make one for the absent."""
    if who is None:
        return False
    return who in (arrangement.by, arrangement.maker.key) or may_arrange(file, who, arrangement.absent)


def weigh(
    wish: Wish, *, who: str | None, roster: Roster, now: datetime, but: str | None = None
) -> Weighed | Refusal:
    """Whether a wish can be had, and what it means; `but` is the search it would answer, `who` asks for it."""
    file = roster.file
    if (refusal := _refused(wish, who=who, roster=roster, now=now, taking=but is not None)) is not None:
        return refusal
    shifts = tuple(
        shift
        for schedule in ([wish.schedule] if wish.schedule else file.schedules)
        for shift in roster.shifts(schedule, max(wish.start, now), wish.end)[0]
        if shift.person == wish.absent
    )
    off = tuple(
        away
        for away in (roster.time_off(wish.by) if wish.by else ())
        if away.start < wish.end and wish.start < away.end
    )
    return Weighed(wish, shifts, () if wish.schedule else _topics_naming(file, wish.absent), off)


def meaning(a: Arrangement, roster: Roster, now: datetime) -> Weighed:
    """What a cover means now that it holds: the shifts it gives, and the topics that ask the absent by name."""
    wish = Wish(a.absent, a.by, a.start, a.end, a.schedule)
    shifts = tuple(
        shift
        for schedule in ([a.schedule] if a.schedule else roster.file.schedules)
        for shift in roster.shifts(schedule, max(a.start, now), a.end)[0]
        if shift.person == a.by and shift.why is Why.COVER
    )
    return Weighed(wish, shifts, () if a.schedule else _topics_naming(roster.file, a.absent))


def _refused(wish: Wish, *, who: str | None, roster: Roster, now: datetime, taking: bool) -> Refusal | None:
    file = roster.file
    unknown = [name for name in (wish.absent, wish.by) if name is not None and name not in file.people]
    if unknown or who is None:
        return Refusal(No.NOT_IN_FILE, tuple(unknown))
    if wish.by == wish.absent:
        return Refusal(No.ONESELF)
    if not taking and not may_arrange(file, who, wish.absent):
        return Refusal(No.NOT_YOURS)
    if wish.schedule is not None and wish.schedule not in file.schedules:
        return Refusal(No.NO_SCHEDULE)
    if wish.end <= now or wish.end <= wish.start:
        return Refusal(No.PAST)
    if wish.end - max(wish.start, now) > LONGEST_COVER:
        return Refusal(No.TOO_LONG)
    if wish.start - now > FURTHEST_COVER:
        return Refusal(No.TOO_FAR)
    if wish.by is None:
        return None if file.primary_team(wish.absent) else Refusal(No.NO_TEAM)
    new = Cover("", wish.absent, wish.by, max(wish.start, now), wish.end, wish.schedule)
    standing = [cover for cover in roster.covers if cover.end > now]
    if any(_same(cover, new) for cover in standing):
        return Refusal(No.SO_ALREADY)
    people = circle(standing, new)
    return Refusal(No.CIRCLE, people) if people else None


def _same(one: Cover, other: Cover) -> bool:
    """Whether the one already holds wherever the other would."""
    return (
        (one.absent, one.by) == (other.absent, other.by)
        and one.schedule in (None, other.schedule)
        and one.start <= other.start
        and other.end <= one.end
    )


def _topics_naming(file: TeamFile, person: str) -> tuple[str, ...]:
    """The topics whose policies ask somebody by name, as a lead or as one of a team."""
    wanted = {Target(kind=TargetKind.PERSON, ref=person)}
    for name, team in file.teams.items():
        wanted |= {Target(kind=TargetKind.LEAD, ref=name)} if team.lead == person else set()
        wanted |= (
            {Target(kind=TargetKind.TEAM, ref=name)} if person in (team.members or team.everyone) else set()
        )
    return tuple(
        key
        for key, topic in file.topics.items()
        if any(
            target in wanted for policy in topic.policies for level in policy.levels for target in level.ask
        )
    )


def looked_at_again(e: Escalation, people: Iterable[str], at: datetime) -> Escalation:
    """A waiting escalation that asks one of these people looks at who is on call again at that instant (rule 4).

    The same one where that changes nothing. Its level's clock stands.
    """
    wanted = set(people)
    if e.state is not State.WAITING:
        return e
    asked = tuple(
        entry.model_copy(update={"until": at})
        if wanted & set(entry.people) and (entry.until is None or at < entry.until)
        else entry
        for entry in e.asked
    )
    return e if asked == e.asked else e.model_copy(update={"asked": asked})
