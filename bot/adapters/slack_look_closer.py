"""For `check --slack`: what Slack says of the file's people, groups and channels that may surprise somebody later."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.adapters.slack_roll_call import Use, call_channel, channels_of
from bot.domain.policy import TargetKind
from bot.domain.team_file import TeamFile
from bot.ports import ChannelInfo, Directory, Member, Refused

Path = tuple[str | int, ...]
"""The keys and indexes that lead to an item of escalation.yaml."""

_AHEAD = [timedelta(days=days) for days in range(0, 366, 30)]
"""When clocks are compared: zones that differ only in summer differ too."""

_NAMED = 5


@dataclass(frozen=True)
class Remark:
    """A sentence about an item of escalation.yaml."""

    path: Path
    sentence: str


def about(sentence: str, file: TeamFile) -> Path:
    """What a sentence of the roll call is about: a person or a channel's use; the file itself if neither."""
    for key in file.people:
        if sentence.startswith(f"{key} ("):
            return "people", key
    return next(
        (use.path for use in channels_of(file) if sentence.startswith(f"{use.channel} ({use.what}):")), ()
    )


async def look_closer(file: TeamFile, directory: Directory, now: datetime) -> tuple[Remark, ...]:
    """What is worth telling of those Slack knows, after `directory` has called the roll.

    Raises:
        Unclear: Slack gives no answer.
    """
    people = [remark for key in file.people for remark in await _person(file, key, directory, now)]
    places = [
        remark
        for path, kind, ref in _places(file)
        for remark in await _place(file, path, kind, ref, directory)
    ]
    return (*people, *places)


async def _person(file: TeamFile, key: str, directory: Directory, now: datetime) -> list[Remark]:
    user = directory.user_of(key)
    try:
        member = await directory.member(user) if user else None
    except Refused:  # the roll call has told that the app may not ask
        return []
    if member is None or member.is_bot:
        return []
    zone = _zone_apart(file.zone_of_person(key), member, now)
    own = ("people", key, "time_zone") if file.people[key].time_zone else ("people", key)
    found = [Remark(("people", key), _outsider(member)), Remark(own, zone)]
    return [remark for remark in found if remark.sentence]


def _outsider(member: Member) -> str:
    if member.is_stranger:
        return "belongs to another company in Slack, so they cannot use commands and are not thanked"
    if member.is_guest:
        return "is a guest in Slack: they see only channels they were invited to, and are not thanked"
    return ""


def _zone_apart(ours: str, member: Member, now: datetime) -> str:
    theirs = member.time_zone
    if not theirs or theirs == ours:
        return ""
    try:
        there = ZoneInfo(theirs)
    except (ZoneInfoNotFoundError, ValueError):
        return ""
    here, moments = ZoneInfo(ours), [now + ahead for ahead in _AHEAD]
    apart = max(abs(_offset(at, here) - _offset(at, there)) for at in moments)
    if not apart:
        return ""
    return (
        f"is in {theirs} by Slack, in {ours} by this file: up to {_hours(apart)} apart. Time off and working hours "
        "follow the file"
    )


def _offset(at: datetime, zone: ZoneInfo) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()


def _hours(length: timedelta) -> str:
    hours, minutes = divmod(round(length / timedelta(minutes=1)), 60)
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def _places(file: TeamFile) -> Iterator[tuple[Path, TargetKind, str]]:
    """The groups and channels that ladders ask, each once, where it is asked first."""
    ladders = [(("workspace", "last_resort", "levels"), file.workspace.last_resort.levels)]
    for key, topic in file.topics.items():
        for number, policy in enumerate(topic.policies):
            ladders.append((("topics", key, "policies", number, "levels"), policy.levels))  # type: ignore[arg-type]  # a path mixes keys and indexes
    seen: set[tuple[TargetKind, str]] = set()
    for path, levels in ladders:
        for number, level in enumerate(levels):
            for target in level.ask:
                place = target.kind, target.ref
                if target.kind in (TargetKind.GROUP, TargetKind.CHANNEL) and place not in seen:
                    seen.add(place)
                    yield (*path, number, "ask"), target.kind, target.ref


async def _place(
    file: TeamFile, path: Path, kind: TargetKind, ref: str, directory: Directory
) -> list[Remark]:
    if kind is TargetKind.GROUP:
        sentence = await _group(ref, directory)
    elif any(use.channel == ref for use in channels_of(file)):
        return []  # the roll call has looked at it
    else:
        sentence = await call_channel(Use(ref, "asked"), await directory.channel(ref), _need_not_read) or ""
    return [Remark(path, sentence)] if sentence else []


async def _need_not_read(_channel: ChannelInfo) -> None:
    return None


async def _group(group: str, directory: Directory) -> str:
    users = await directory.group(group)
    if not users:
        return f"Slack shows no user group {group} with anybody in it, so this asks nobody"
    unknown = [user for user in users if directory.key_of(user) is None]
    if not unknown:
        return ""
    names = [await _name(user, directory) for user in unknown[:_NAMED]]
    more = f" and {len(unknown) - _NAMED} more" if len(unknown) > _NAMED else ""
    return (
        f"{len(unknown)} of the {len(users)} in user group {group} are not in `people`, so they are asked but cannot "
        f"take it: {', '.join(names)}{more}"
    )


async def _name(user: str, directory: Directory) -> str:
    try:
        member = await directory.member(user)
    except Refused:
        return user
    return f"{member.name} ({user})" if member else user
