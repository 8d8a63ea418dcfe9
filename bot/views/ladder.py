"""A ladder in words: who is asked now, who is next and when, who is skipped and why."""

from datetime import datetime

from bot.domain.ladder import Ask, AskReason, Rung, SkipReason, Unreached
from bot.domain.policy import Target, TargetKind
from bot.domain.reader import Reader
from bot.domain.team_file import TeamFile
from bot.services.answer import Route
from bot.views.limits import escape
from bot.views.words import local_time, moment, people, person, say, schedule_name, shown, to_whom


def channel_named(ref: str) -> str:
    """A channel of the file: by its name, or as Slack shows its id."""
    return escape(ref) if ref.startswith("#") else f"<#{escape(ref)}>"


def target_name(file: TeamFile, target: Target, reader: Reader) -> str:
    """What a target is called by people."""
    match target.kind:
        case TargetKind.PERSON:
            return person(file, target.ref, reader)
        case TargetKind.LEAD if team := file.teams.get(target.ref):
            name = shown(team.name, reader)
            return say(reader, ko=f"{name} 리드", en=f"the lead of {name}")
        case TargetKind.TEAM if team := file.teams.get(target.ref):
            name = shown(team.name, reader)
            return say(reader, ko=f"{name} 팀", en=f"the {name} team")
        case TargetKind.SCHEDULE:
            name = schedule_name(file, target.ref, reader)
            return say(reader, ko=f"{name} 당번", en=f"{name} on-call")
        case TargetKind.CHANNEL:
            return channel_named(target.ref)
        case TargetKind.GROUP:
            ref = escape(target.ref)
            if reader.user is not None:  # Slack shows its @handle; what one person reads alone pings nobody
                return f"<!subteam^{ref}>"
            return say(reader, ko=f"사용자 그룹 {ref}", en=f"user group {ref}")
        case _:
            return escape(target.ref)


_WHY = {
    AskReason.ROTATION: ("순번", "on rotation"),
    AskReason.OVERRIDE: ("일정 변경", "by an override"),
    AskReason.COVER: ("대신 맡음", "covering"),
    AskReason.LEAD: ("리드", "the lead"),
    AskReason.NAMED: ("지정", "named in the file"),
    AskReason.TEAM: ("팀 전체", "the whole team"),
    AskReason.GROUP: ("그룹", "the group"),
    AskReason.CHANNEL: ("채널", "the channel"),
}

_SAID_BY_THE_NAME = frozenset({AskReason.TEAM, AskReason.GROUP, AskReason.CHANNEL})


def why(ask: Ask, file: TeamFile, reader: Reader) -> str:
    """The reason somebody is asked."""
    ko, en = _WHY[ask.why]
    if ask.instead_of and ask.why is AskReason.COVER:
        other = person(file, ask.instead_of, reader)
        return say(reader, ko=f"{other} 대신", en=f"covering for {other}")
    if ask.instead_of:
        other = person(file, ask.instead_of, reader)
        return say(reader, ko=f"{other} 대신, {ko}", en=f"{en} for {other}")
    return say(reader, ko=ko, en=en)


def asked(ask: Ask, file: TeamFile, reader: Reader) -> str:
    """Who an ask means, by name, without a ping."""
    if ask.target.kind is TargetKind.TEAM:
        team = target_name(file, ask.target, reader)
        return f"{team} ({people(file, ask.people, reader)})"
    if ask.people:
        return people(file, ask.people, reader)
    return target_name(file, ask.target, reader)


def everybody_asked(rung: Rung, file: TeamFile, reader: Reader) -> str:
    """All whom a rung asks."""
    return ", ".join(asked(ask, file, reader) for ask in rung.asks)


def on_call_now(rung: Rung, file: TeamFile, reader: Reader, now: datetime) -> str:
    """Who would be asked first: names, until when, their own time, and why it is them."""
    lines = []
    for ask in rung.asks:
        details = [] if ask.why in _SAID_BY_THE_NAME else [why(ask, file, reader)]
        if ask.until:
            until = moment(ask.until, reader, now)
            details.append(say(reader, ko=f"{until}까지", en=f"until {until}"))
        if ask.person:
            there = local_time(file.zone_of_person(ask.person), now)
            details.append(say(reader, ko=f"현지 시각 {there}", en=f"their time {there}"))
        small = f" ({' · '.join(details)})" if details else ""
        lines.append(f"*{asked(ask, file, reader)}*{small}")
    return "\n".join(lines)


_SKIPS = {
    SkipReason.NOBODY_ON_CALL: ("지금은 비어 있습니다", "nobody right now"),
    SkipReason.TIME_OFF: ("휴가 중입니다", "is off"),
    SkipReason.EVERYBODY_OFF: ("모두 휴가 중입니다", "everybody is off"),
    SkipReason.NO_LEAD: ("리드가 정해져 있지 않습니다", "has no lead"),
    SkipReason.NO_MEMBERS: ("팀원이 없습니다", "has no members"),
    SkipReason.ASKED_ALREADY: ("이미 연락했습니다", "is asked already"),
    SkipReason.DECLINED: ("지금은 어렵다고 하셨습니다", "cannot take it now"),
    SkipReason.NOT_REACHED: ("Slack에서 메시지를 전하지 못했습니다", "could not be reached through Slack"),
    SkipReason.STATUS_AWAY: ("자리를 비웠다는 상태입니다", "is away by their Slack status"),
    SkipReason.UNKNOWN: ("파일에서 찾을 수 없습니다", "is not in the file"),
}


_REFUSALS = {
    "is_archived": ("보관된 채널입니다", "the channel is archived"),
    "channel_not_found": ("채널을 찾을 수 없습니다", "the channel cannot be found"),
    "not_in_channel": ("Baton이 들어가 있지 않은 채널입니다", "Baton is not in that channel"),
    "restricted_action": ("글을 쓸 수 없는 채널입니다", "posting there is restricted"),
    "user_disabled": ("계정이 비활성화되어 있습니다", "the account is deactivated"),
    "cannot_dm_bot": ("봇에게는 보낼 수 없습니다", "a bot cannot be written to"),
}
"""Slack's error names in words; another one is shown as it is, for whoever mends it."""


def _not_reached(target: Target, reason: str, file: TeamFile, reader: Reader) -> str:
    name = target_name(file, target, reader)
    ko, en = _REFUSALS.get(reason, (escape(reason), escape(reason)))
    return say(
        reader,
        ko=f"{name}: Slack에서 메시지를 전하지 못했습니다 ({ko})",
        en=f"{name}: Slack did not take the message ({en})",
    )


def skipped(
    target: Target,
    reason: str,
    until: datetime | None,
    file: TeamFile,
    reader: Reader,
    now: datetime,
    *,
    who: str | None = None,
    words: str | None = None,
) -> str:
    """Why a target reached nobody, and when somebody is there again; `words` are those of their status."""
    if reason == SkipReason.STATUS_AWAY:
        return _passed_over(target, until, file, reader, now, who=who, words=words)
    if reason == SkipReason.NOT_REACHED:
        return _not_reached(target, words or "", file, reader)
    ko, en = _SKIPS[SkipReason(reason)]
    name = target_name(file, target, reader)
    again = moment(until, reader, now) if until else ""
    return say(
        reader,
        ko=f"{name}: {ko}" + (f" ({again}부터 가능)" if again else ""),
        en=f"{name}: {en}" + (f" (from {again})" if again else ""),
    )


def _passed_over(
    target: Target,
    until: datetime | None,
    file: TeamFile,
    reader: Reader,
    now: datetime,
    *,
    who: str | None,
    words: str | None,
) -> str:
    name = target_name(file, target, reader)
    named = person(file, who, reader) if who else name
    whose = name if named == name else f"{name}: {named}"
    status = escape(words or "–")
    again = moment(until, reader, now) if until else ""
    return say(
        reader,
        ko=f"{whose}, 상태: {status}" + (f" ({again}까지)" if again else ""),
        en=f"{whose}, status: {status}" + (f" (until {again})" if again else ""),
    )


def unreached(un: Unreached, file: TeamFile, reader: Reader, now: datetime) -> str:
    """The same for a target of a ladder that is only looked at."""
    return skipped(un.target, un.reason, un.until, file, reader, now, who=un.person, words=un.words)


def steps(route: Route, file: TeamFile, reader: Reader) -> list[str]:
    """Who is next, and when; levels that reach nobody with the reason. The first rung is told elsewhere."""
    lines: list[str] = []
    untaken = "아무도 맡지 않으면"
    for rung in route.rungs:
        if rung.skipped:
            reasons = "; ".join(unreached(un, file, reader, route.at) for un in rung.unreached)
            lines.append(
                say(
                    reader,
                    ko=f"{rung.level}단계 건너뜀 · {reasons}",
                    en=f"Level {rung.level} skipped · {reasons}",
                )
            )
            continue
        passed = [un for un in rung.unreached if un.reason is SkipReason.STATUS_AWAY]
        lines += [f":palm_tree: {unreached(un, file, reader, route.at)}" for un in passed]
        if rung is not route.first:
            who, when = everybody_asked(rung, file, reader), moment(rung.begins, reader, route.at)
            lines.append(
                say(
                    reader,
                    ko=f"{untaken} {when}에 {to_whom(who)} 요청합니다",
                    en=f"If nobody takes it by {when}: {who}",
                )
            )
            untaken = "그래도 없으면"
    return lines
