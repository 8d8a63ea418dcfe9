"""Asking the levels of an escalation, one after the other."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.escalation import Asked, Escalation, Event, Notice, NoticeKind, Party, Skip, State
from bot.domain.ladder import Ask, SkipReason, Unreached, ask_level, level_deadline
from bot.domain.oncall import Roster
from bot.domain.policy import Level, Target, TargetKind

ASK_AGAIN = timedelta(hours=1)
"""Once every level was asked, the last resort and the lead are asked again this often (rule 2)."""


def patience(e: Escalation) -> timedelta:
    """How long the present level lets people wait for an answer."""
    return e.policy.levels[min(e.level, len(e.policy.levels) - 1)].within


def asked_of(ask: Ask) -> Asked:
    """An ask as the escalation keeps it."""
    return Asked(
        target=str(ask.target), people=ask.people, why=ask.why, until=ask.until, instead_of=ask.instead_of
    )


def noticed(
    escalation: Escalation,
    kind: NoticeKind,
    *,
    now: datetime,
    place: str = "thread",
    asked: tuple[Asked, ...] = (),
    user: str | None = None,
    by: Party | None = None,
    text: str | None = None,
    about: str | None = None,
) -> Escalation:
    """The escalation with one more thing to say."""
    number = escalation.next_number
    notice = Notice.model_validate(
        {"number": number, "kind": kind, "at": now, "place": place, "level": escalation.level}
        | {"asked": asked, "user": user, "by": by, "text": text, "about": about}
    )
    return escalation.model_copy(update={"notices": (*escalation.notices, notice)})


def logged(
    escalation: Escalation,
    what: str,
    *,
    now: datetime,
    who: str | None = None,
    detail: str | None = None,
    seen: bool = True,
) -> Escalation:
    """The escalation with one more line of history, and a new face where people can see the difference."""
    event = Event.model_validate({"at": now, "what": what, "who": who, "detail": detail})
    face = escalation.face + 1 if seen else escalation.face
    return escalation.model_copy(update={"events": (*escalation.events, event), "face": face})


def reach(
    level: Level, roster: Roster, now: datetime, *, without: Collection[str] = ()
) -> tuple[tuple[Ask, ...], tuple[Unreached, ...]]:
    """Whom a level asks now, and which of its targets lead to nobody, `without` those who declined."""
    asks, unreached = ask_level(level, roster, now)
    if not without:
        return asks, unreached
    left: list[Ask] = []
    missing = list(unreached)
    for ask in asks:
        people = tuple(person for person in ask.people if person not in without)
        if ask.people and not people:
            missing.append(Unreached(ask.target, SkipReason.DECLINED, ask.person, ask.until))
        else:
            left.append(replace(ask, people=people))
    return tuple(left), tuple(missing)


def decliners(e: Escalation) -> frozenset[str]:
    """The file's keys of those who cannot take it, for as long as the ladder is climbed this time.

    Whoever said so a minute ago is not asked again because the next level names them, too.
    """
    return frozenset(entry.person for entry in e.declined if entry.lap == e.lap)


def begin_level(
    escalation: Escalation,
    *,
    now: datetime,
    roster: Roster,
    kind: NoticeKind = NoticeKind.ASKED,
    by: Party | None = None,
    staying: tuple[Asked, ...] = (),
) -> Escalation:
    """Ask the present level, or the next one that reaches somebody; skipped ones take no time (rule 4).

    After the last level the ladder is climbed again as often as the policy says; when that
    too is over, or a whole climb reached nobody, the escalation is exhausted. `staying` are asked already
    and go on being asked, without a second ping. Who declined is left out until the next climb.
    """
    e = escalation
    for lap in range(e.lap, e.policy.repeat + 1):
        for index in range(e.level if lap == e.lap else 0, len(e.policy.levels)):
            level = e.policy.levels[index]
            without = decliners(e.model_copy(update={"lap": lap}))
            asks, unreached = reach(level, roster, now, without=without)
            e = _with_skips(e, unreached, lap=lap, level=index, now=now, whole=not asks)
            if asks:
                ends = level_deadline(
                    level, asks, count=e.policy.count, topic_team=e.team, roster=roster, begins=now
                )
                e = e.model_copy(update={"lap": lap, "level": index, "level_ends": ends})
                return _ask(e, asks, now=now, kind=kind, by=by, staying=staying)
        if lap > escalation.lap or escalation.level == 0:
            break
    if roster.statuses and escalation.level == 0:  # statuses are a hint: better asked in vain than not at all
        heedless = roster.with_statuses({})
        if any(reach(level, heedless, now, without=decliners(escalation))[0] for level in e.policy.levels):
            return begin_level(e, now=now, roster=heedless, kind=kind, by=by, staying=staying)
    again = NoticeKind.REOPENED if kind is NoticeKind.REOPENED else NoticeKind.EXHAUSTED
    return exhaust(e, now=now, roster=roster, kind=again)


def _with_skips(
    e: Escalation, unreached: tuple[Unreached, ...], *, lap: int, level: int, now: datetime, whole: bool
) -> Escalation:
    skips = tuple(
        Skip(
            lap=lap, level=level, target=str(un.target), reason=un.reason, person=un.person,
            until=un.until, whole=whole, detail=un.words,
        )
        for un in unreached
        if whole or un.reason is not SkipReason.ASKED_ALREADY
    )  # fmt: skip
    e = e.model_copy(update={"skipped": (*e.skipped, *skips)})
    if whole:
        e = logged(e, "skipped", now=now, detail=", ".join(str(un.target) for un in unreached))
    return e


def _ask(
    e: Escalation,
    asks: tuple[Ask, ...],
    *,
    now: datetime,
    kind: NoticeKind,
    by: Party | None,
    staying: tuple[Asked, ...],
) -> Escalation:
    place = _place(e)
    known = {person for entry in staying for person in entry.people}
    wholes = {entry.target for entry in staying if entry.as_a_whole}
    asked = tuple(asked_of(ask) for ask in asks)
    fresh = tuple(
        entry
        for entry in asked
        if (entry.target not in wholes if entry.as_a_whole else not known.issuperset(entry.people))
    )
    e = e.model_copy(
        update={
            "state": State.WAITING, "asked": (*staying, *fresh), "before_level": False, "queued_until": None,
            "declined": tuple(entry for entry in e.declined if entry.lap == e.lap),
        }
    )  # fmt: skip
    e = logged(e, "asked", now=now, detail=", ".join(entry.target for entry in asked))
    return noticed(e, kind, now=now, place=place, asked=fresh, by=by) if fresh or place == "card" else e


def ask_aside(e: Escalation, asked: Asked, *, until: datetime, now: datetime) -> Escalation:
    """Ask one target before the present level, which begins when their time is over."""
    place = _place(e)
    e = e.model_copy(
        update={
            "state": State.WAITING, "asked": (asked,), "level_ends": until, "before_level": True,
            "queued_until": None,
        }
    )  # fmt: skip
    e = logged(e, "asked", now=now, detail=asked.target)
    return noticed(e, NoticeKind.ASKED, now=now, place=place, asked=(asked,))


def _place(e: Escalation) -> str:
    """The card asks whoever is asked as it is posted; one that stands already is redrawn, which pings nobody."""
    return "card" if e.next_number == e.card_from and e.queued_until is None else "thread"


def ask_last(
    levels: Sequence[Level], team: str, *, roster: Roster, at: datetime, without: Collection[str] = ()
) -> tuple[Ask, ...]:
    """Whom it means to ask the last resort: everybody of all its levels at once, and the team's lead."""
    asks: list[Ask] = []
    roster = (
        roster.with_statuses({}) if roster.statuses else roster
    )  # the last ones are asked whatever they say
    targets = [target for level in levels for target in level.ask]
    for target in dict.fromkeys([*targets, Target(kind=TargetKind.LEAD, ref=team)]):
        found, _ = reach(Level(ask=(target,), within=ASK_AGAIN), roster, at, without=without)
        asks += [ask for ask in found if not ask.people or ask.people not in [a.people for a in asks]]
    return tuple(asks)


def exhaust(
    escalation: Escalation, *, now: datetime, roster: Roster, kind: NoticeKind = NoticeKind.EXHAUSTED
) -> Escalation:
    """Every level was asked: ask the last resort and the team's lead, and again every hour until it is taken.

    Who declined is left out, unless that left nobody: somebody has to find somebody.
    """
    levels, team = escalation.last_resort, escalation.team
    asks = ask_last(levels, team, roster=roster, at=now, without=decliners(escalation))
    asks = asks or ask_last(levels, team, roster=roster, at=now)
    asked = tuple(asked_of(ask) for ask in asks)
    e = escalation.model_copy(
        update={
            "state": State.EXHAUSTED, "asked": asked, "level_ends": now + ASK_AGAIN, "queued_until": None,
            "before_level": False,
        }
    )  # fmt: skip
    e = logged(e, "exhausted", now=now)
    return noticed(e, kind, now=now, place=_place(escalation), asked=asked)
