"""Asking the levels of an escalation, one after the other."""

from collections.abc import Sequence
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
) -> Escalation:
    """The escalation with one more thing to say."""
    number = escalation.notices[-1].number + 1 if escalation.notices else 0
    notice = Notice.model_validate(
        {"number": number, "kind": kind, "at": now, "place": place, "level": escalation.level}
        | {"asked": asked, "user": user, "by": by}
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


def begin_level(
    escalation: Escalation, *, now: datetime, roster: Roster, kind: NoticeKind = NoticeKind.ASKED
) -> Escalation:
    """Ask the present level, or the next one that reaches somebody; skipped ones take no time (rule 4).

    After the last level the ladder is climbed again as often as the policy says; when that
    too is over, or a whole climb reached nobody, the escalation is exhausted.
    """
    e = escalation
    for lap in range(e.lap, e.policy.repeat + 1):
        for index in range(e.level if lap == e.lap else 0, len(e.policy.levels)):
            level = e.policy.levels[index]
            asks, unreached = ask_level(level, roster, now)
            e = _with_skips(e, unreached, lap=lap, level=index, now=now, whole=not asks)
            if asks:
                return _ask(e, level, asks, lap=lap, index=index, now=now, roster=roster, kind=kind)
        if lap > escalation.lap or escalation.level == 0:
            break
    again = NoticeKind.REOPENED if kind is NoticeKind.REOPENED else NoticeKind.EXHAUSTED
    return exhaust(e, now=now, roster=roster, kind=again)


def _with_skips(
    e: Escalation, unreached: tuple[Unreached, ...], *, lap: int, level: int, now: datetime, whole: bool
) -> Escalation:
    skips = tuple(
        Skip(
            lap=lap, level=level, target=str(un.target), reason=un.reason, person=un.person,
            until=un.until, whole=whole,
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
    level: Level,
    asks: tuple[Ask, ...],
    *,
    lap: int,
    index: int,
    now: datetime,
    roster: Roster,
    kind: NoticeKind,
) -> Escalation:
    ends = level_deadline(level, asks, count=e.policy.count, topic_team=e.team, roster=roster, begins=now)
    place = _place(e)
    asked = tuple(asked_of(ask) for ask in asks)
    e = e.model_copy(
        update={
            "state": State.WAITING, "lap": lap, "level": index, "level_ends": ends, "asked": asked,
            "queued_until": None,
        }
    )  # fmt: skip
    e = logged(e, "asked", now=now, detail=", ".join(entry.target for entry in asked))
    return noticed(e, kind, now=now, place=place, asked=asked)


def _place(e: Escalation) -> str:
    """The card asks whoever is asked as it is posted; one that stands already is redrawn, which pings nobody."""
    return "card" if not e.notices and e.queued_until is None else "thread"


def ask_last(levels: Sequence[Level], team: str, *, roster: Roster, at: datetime) -> tuple[Ask, ...]:
    """Whom it means to ask the last resort: everybody of all its levels at once, and the team's lead."""
    asks: list[Ask] = []
    targets = [target for level in levels for target in level.ask]
    for target in dict.fromkeys([*targets, Target(kind=TargetKind.LEAD, ref=team)]):
        found, _ = ask_level(Level(ask=(target,), within=ASK_AGAIN), roster, at)
        asks += [ask for ask in found if not ask.people or ask.people not in [a.people for a in asks]]
    return tuple(asks)


def exhaust(
    escalation: Escalation, *, now: datetime, roster: Roster, kind: NoticeKind = NoticeKind.EXHAUSTED
) -> Escalation:
    """Every level was asked: ask the last resort and the team's lead, and again every hour until it is taken."""
    asks = ask_last(escalation.last_resort, escalation.team, roster=roster, at=now)
    asked = tuple(asked_of(ask) for ask in asks)
    e = escalation.model_copy(
        update={"state": State.EXHAUSTED, "asked": asked, "level_ends": now + ASK_AGAIN, "queued_until": None}
    )
    e = logged(e, "exhausted", now=now)
    return noticed(e, kind, now=now, place=_place(escalation), asked=asked)
