"""What the picture of a ladder says, as plain words: `ladder` draws them, and they are written beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.asking import ASK_AGAIN
from bot.domain.ladder import Ask, Rung
from bot.domain.language import Language
from bot.domain.policy import TargetKind
from bot.domain.reader import Reader
from bot.domain.team_file import TeamFile
from bot.services.answer import Route
from bot.services.map_ladder import LadderMap
from bot.views.ladder import asked, target_name, unreached, why
from bot.views.limits import unescape
from bot.views.words import WEEKDAYS_KO, condition, length_of, local_time, people, plain_moment, say, text_of

Groups = Mapping[str, tuple[str, ...]]
"""The file's people in each user group."""

AGAIN, LAST = "↻", "!"
"""The labels of what has no number: the same ladder again, and the last resort."""

_WHOLE = frozenset({TargetKind.TEAM, TargetKind.GROUP, TargetKind.CHANNEL})
"""Targets whose name tells already why they are asked."""


@dataclass(frozen=True)
class Named:
    """Somebody who is asked, and what is worth knowing: the reason, until when, who is in the team."""

    who: str
    about: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.who} ({' · '.join(self.about)})" if self.about else self.who


@dataclass(frozen=True)
class Step:
    """A rung: who is asked, who is not and why, and for how long. A skipped one asks nobody."""

    label: str
    named: tuple[Named, ...]
    missed: tuple[str, ...] = ()
    wait: tuple[str, ...] = ()
    head: str = ""

    @property
    def skipped(self) -> bool:
        """Whether it reaches nobody."""
        return not self.named

    def __str__(self) -> str:
        said = ", ".join(str(one) for one in self.named)
        parts = [f"{self.head}: {said}" if self.head else said, " → ".join(self.wait), *self.missed]
        number = f"{self.label}. " if self.label.isdecimal() else ""
        return number + " · ".join(part for part in parts if part)


@dataclass(frozen=True)
class Sheet:
    """Everything a ladder's picture says, from top to bottom."""

    language: Language
    kicker: str
    title: str
    lead: tuple[str, ...]
    steps: tuple[Step, ...]
    last: Step
    note: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """The same as lines of plain text."""
        rest = [*(str(step) for step in self.steps), str(self.last), self.note]
        return tuple(line for line in (self.title, *self.lead, *rest) if line)


def told(
    found: LadderMap, file: TeamFile, reader: Reader, *, groups: Groups | None = None, note: str = ""
) -> Sheet:
    """The words of a ladder for one reader; `groups` tells who is in a user group, `note` stands last."""
    route, known = found.route, groups or {}
    steps = tuple(_step(rung, route, file, known, reader) for rung in route.rungs)
    if route.policy.repeat and route.first:
        steps = (*steps, _again(found, reader))
    return Sheet(
        language=reader.language,
        kicker=say(reader, ko="지금 넘기면 이 순서로 요청합니다", en="Handed over now, in this order"),
        title=text_of(route.title, reader) if route.title else "",
        lead=tuple(_lead(route, reader)),
        steps=steps,
        last=_last(found, file, known, reader),
        note=note,
    )


def full_moment(at: datetime, reader: Reader) -> str:
    """A day and a time by the reader's clock, as it stands in a picture that may be looked at later."""
    local = at.astimezone(ZoneInfo(reader.zone))
    weekday = WEEKDAYS_KO[local.weekday()]
    return say(
        reader, ko=f"{local:%Y-%m-%d} ({weekday}) {local:%H:%M %Z}", en=f"{local:%a %Y-%m-%d %H:%M %Z}"
    )


def _lead(route: Route, reader: Reader) -> list[str]:
    lines = [full_moment(route.at, reader)]
    if route.policy.when is not None:
        rule = unescape(condition(route.policy.when, reader))
        lines.append(say(reader, ko=f"규칙: {rule}", en=f"Rule: {rule}"))
    if not route.is_open:
        opens = plain_moment(route.opens, reader, route.at) if route.opens else ""
        lines.append(
            say(
                reader,
                ko="지금은 운영 시간이 아닙니다" + (f" ({opens}부터)" if opens else ""),
                en="Outside the team's hours" + (f", back {opens}" if opens else ""),
            )
        )
    return lines


def _step(rung: Rung, route: Route, file: TeamFile, groups: Groups, reader: Reader) -> Step:
    missed = tuple(unescape(unreached(one, file, reader, route.at)) for one in rung.unreached)
    if rung.skipped:
        skips = say(reader, ko="건너뜁니다", en="skipped")
        return Step(str(rung.level), (), missed, (skips,))
    named = tuple(_named(ask, rung.begins, route.at, file, groups, reader) for ask in rung.asks)
    return Step(str(rung.level), named, missed, _wait(rung, route, reader))


def _wait(rung: Rung, route: Route, reader: Reader) -> tuple[str, ...]:
    within, ends = length_of(rung.within, reader), plain_moment(rung.ends, reader, route.at)
    worked = route.policy.count == "working_hours" and rung.ends - rung.begins != rung.within
    length = say(
        reader,
        ko=f"근무 시간 {within} 안에" if worked else f"{within} 안에",
        en=f"within {within} of work" if worked else f"within {within}",
    )
    return length, say(reader, ko=f"{ends}까지", en=f"until {ends}")


def _again(found: LadderMap, reader: Reader) -> Step:
    times, until = found.route.policy.repeat, plain_moment(found.ends, reader, found.route.at)
    once_more = say(reader, ko="처음부터 한 번 더", en="The same once more")
    often = say(reader, ko=f"처음부터 {times}번 더", en=f"The same {times} times more")
    said = once_more if times == 1 else often
    return Step(AGAIN, (Named(said),), wait=(say(reader, ko=f"{until}까지", en=f"until {until}"),))


def _last(found: LadderMap, file: TeamFile, groups: Groups, reader: Reader) -> Step:
    when, often = plain_moment(found.ends, reader, found.route.at), length_of(ASK_AGAIN, reader)
    named = tuple(_named(ask, found.ends, found.route.at, file, groups, reader) for ask in found.last)
    nobody = Named(say(reader, ko="아무도 없습니다", en="nobody"))
    until_taken = say(reader, ko=f"맡는 분이 있을 때까지 {often}마다", en=f"every {often}, until it is taken")
    return Step(
        LAST,
        named or (nobody,),
        wait=(until_taken,),
        head=say(reader, ko=f"{when}까지 아무도 못 맡으면", en=f"Not taken by {when}"),
    )


def _named(
    ask: Ask, begins: datetime, now: datetime, file: TeamFile, groups: Groups, reader: Reader
) -> Named:
    """Who an ask means without any mark-up, and what is worth knowing of them as they are asked."""
    if ask.target.kind is TargetKind.TEAM:
        team = unescape(target_name(file, ask.target, reader))
        return Named(team, (unescape(people(file, ask.people, reader)),))
    if members := groups.get(ask.target.ref) if ask.target.kind is TargetKind.GROUP else None:
        named = unescape(people(file, members, reader))
        return Named(say(reader, ko="사용자 그룹", en="a user group"), (named,))
    about = [] if ask.target.kind in _WHOLE else [unescape(why(ask, file, reader))]
    if ask.until:
        until = plain_moment(ask.until, reader, now)
        about.append(say(reader, ko=f"{until}까지", en=f"until {until}"))
    if ask.person and (there := _elsewhere(file.zone_of_person(ask.person), begins, reader)):
        about.append(say(reader, ko=f"현지 {there}", en=f"their time {there}"))
    return Named(who(ask, file, reader), tuple(about))


def who(ask: Ask, file: TeamFile, reader: Reader) -> str:
    """Who an ask means by name, as plain text: Slack's own signs for channels and groups mean nothing here."""
    if ask.target.kind is TargetKind.CHANNEL and not ask.target.ref.startswith("#"):
        return say(reader, ko=f"채널 {ask.target.ref}", en=f"channel {ask.target.ref}")
    return unescape(asked(ask, file, replace(reader, user=None)))


def everybody(asks: Sequence[Ask], file: TeamFile, reader: Reader) -> str:
    """All of them in one line; a group's id would tell nobody anything."""
    group = say(reader, ko="사용자 그룹", en="a user group")
    return ", ".join(group if ask.target.kind is TargetKind.GROUP else who(ask, file, reader) for ask in asks)


def _elsewhere(zone: str, at: datetime, reader: Reader) -> str:
    """The time on somebody's wall where it is not the reader's."""
    there, here = at.astimezone(ZoneInfo(zone)), at.astimezone(ZoneInfo(reader.zone))
    return local_time(zone, at) if there.utcoffset() != here.utcoffset() else ""
