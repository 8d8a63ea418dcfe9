"""What looking ahead found, in words: for the command line, and for whoever keeps the files."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.coverage import Hole, HoleKind, Subject
from bot.domain.hours import Interval
from bot.domain.ladder import SkipReason, Unreached
from bot.domain.policy import Target
from bot.domain.promise_checks import AskedTooLate, Hollow, PromisedAlways, PromisedTooSoon, SaysAlways
from bot.domain.reader import Reader
from bot.domain.readiness import LevelReachesNobody, LevelRepeats, NeverChosen, NobodyEver, Stuck
from bot.domain.team_file import TeamFile
from bot.services.foresee import Outlook
from bot.views.ladder import skipped, target_name
from bot.views.limits import escape
from bot.views.when import day_and_time, occasions, period
from bot.views.words import length_of, people, person, say

_NAMED = 3
"""So many who are off are named; of a large team more would say less."""

_KINDS = {
    HoleKind.NOBODY: (
        "아무에게도 연결되지 않습니다. 최종 담당자도 없습니다",
        "Nobody at all, not even the last resort",
    ),
    HoleKind.LAST_RESORT: (
        "단계에는 아무도 없고 최종 담당자만 남습니다",
        "Only the last resort is left",
    ),
    HoleKind.PLACE: (
        "그룹이나 채널에만 알리고, 이름이 정해진 담당자는 없습니다",
        "Only a group or a channel is asked, nobody by name",
    ),
    HoleKind.ALONE: (
        "팀 운영 시간인데 이름이 정해진 담당자가 한 번에 한 사람뿐입니다",
        "In the team's hours, one person at a time and nobody else by name",
    ),
}


def kind(of: HoleKind, reader: Reader) -> str:
    """What is missing, as a heading."""
    ko, en = _KINDS[of]
    return say(reader, ko=ko, en=en)


def times(hole: Hole, within: Interval, file: TeamFile, reader: Reader) -> str:
    """When it is missing; what follows the clock of a topic's team, or of a schedule, may be told by that clock."""
    teams = [file.topics[subject.topic].team for subject in hole.subjects if subject.topic]
    schedules = [one.target.ref for one in hole.missed if one.target.ref in file.schedules]
    zones = [*map(file.zone_of_team, teams), *map(file.zone_of_schedule, schedules)]
    return occasions(hole.intervals, within, reader, zones)


def subjects(of: tuple[Subject, ...], file: TeamFile, reader: Reader) -> str:
    """Topics by their keys, with the policies that are meant where it is not all of them."""
    policies: dict[str | None, list[int]] = {}
    for subject in of:
        policies.setdefault(subject.topic, []).append((subject.policy or 0) + 1)
    return ", ".join(_subject(topic, numbers, file, reader) for topic, numbers in policies.items())


def _subject(topic: str | None, numbers: list[int], file: TeamFile, reader: Reader) -> str:
    if topic is None:
        return say(reader, ko="최종 담당자", en="the last resort")
    if len(numbers) == len(file.topics[topic].policies):
        return escape(topic)
    listed = ", ".join(map(str, numbers))
    policy = "policy" if len(numbers) == 1 else "policies"
    return say(reader, ko=f"{escape(topic)} (규칙 {listed})", en=f"{escape(topic)} ({policy} {listed})")


def reasons(hole: Hole, file: TeamFile, reader: Reader) -> str:
    """Why: who is not reached, which group or channel is asked all the same, who is alone."""
    told = [_all_missed(hole.missed, file, reader)]
    if hole.kind is HoleKind.ALONE:
        told.append(_alone(hole, file, reader))
    if hole.places:
        told.append(_places(hole.places, file, reader))
    return "; ".join(part for part in told if part)


def _alone(hole: Hole, file: TeamFile, reader: Reader) -> str:
    who = people(file, hole.people, reader)
    if not hole.roles:
        return who
    roles = escape(", ".join(hole.roles))
    return say(
        reader,
        ko=f"{who}. 모두 {roles} 역할이라, 그중 한 분이 요청하면 남는 사람은 하나뿐입니다",
        en=f"{who}, all of the role {roles}: if one of them asks, a single other is left",
    )


def _places(places: tuple[Target, ...], file: TeamFile, reader: Reader) -> str:
    named = ", ".join(target_name(file, place, _public(reader)) for place in places)
    return say(reader, ko=f"알림이 가는 곳: {named}", en=f"told: {named}")


def _all_missed(missed: tuple[Unreached, ...], file: TeamFile, reader: Reader) -> str:
    by_target: dict[Target, list[Unreached]] = {}
    for one in missed:
        by_target.setdefault(one.target, []).append(one)
    told = (_missed(target, several, file, reader) for target, several in by_target.items())
    return "; ".join(part for part in told if part)


def _missed(target: Target, several: Sequence[Unreached], file: TeamFile, reader: Reader) -> str:
    """Why a target led to nobody; of several reasons, which held one after the other, all."""
    empty = any(one.reason is SkipReason.NOBODY_ON_CALL for one in several)
    off = [one.person for one in several if _stands_for(one) and one.person]
    others = dict.fromkeys(
        skipped(target, one.reason, None, file, _public(reader), _NO_MOMENT)
        for one in several
        if not _stands_for(one) and one.reason not in (SkipReason.NOBODY_ON_CALL, SkipReason.ASKED_ALREADY)
    )
    own = f"{target_name(file, target, _public(reader))}: {_unmanned(off, file, reader, empty=empty)}"
    return "; ".join([own, *others] if empty or off else others)


def _stands_for(one: Unreached) -> bool:
    """Whether the person who is off would have been found by another name, such as that of a schedule."""
    return (
        one.reason is SkipReason.TIME_OFF and bool(one.person) and str(one.target) != f"person:{one.person}"
    )


def _unmanned(off: Sequence[str], file: TeamFile, reader: Reader, *, empty: bool) -> str:
    if not off:
        return say(reader, ko="아무도 없습니다", en="nobody")
    named, more = people(file, tuple(off[:_NAMED]), reader), len(off) - _NAMED
    ko = f"{named} 외 {more}명이 휴가 중입니다" if more > 0 else f"{named}이 휴가 중입니다"
    en = f"{named} or {more} more" if more > 0 else named
    are = "are" if len(off) > 1 else "is"
    return say(
        reader,
        ko=f"아무도 없거나, {ko}" if empty else ko,
        en=f"nobody, or {en} {are} off" if empty else f"{en} {are} off",
    )


def _public(reader: Reader) -> Reader:
    """Outside Slack nobody shows a user group by its handle."""
    return replace(reader, user=None)


def stuck(found: Stuck, file: TeamFile, reader: Reader) -> str:
    """What never works as it is written; its place in the file says of what."""
    match found:
        case NobodyEver():
            return _nobody_ever(found, file, reader)
        case NeverChosen():
            return say(
                reader,
                ko="위의 규칙들이 모든 경우를 먼저 가져가서 한 번도 쓰이지 않습니다",
                en="is never chosen: the policies above it leave nothing for it",
            )
        case LevelReachesNobody(missed=missed):
            why = _all_missed(missed, file, reader)
            return say(
                reader,
                ko=f"차례가 되어도 요청받을 분이 없습니다. {why}",
                en=f"reaches nobody, whenever it can begin: {why}",
            )
        case LevelRepeats(person=again):
            return _repeats(again, file, reader)


def _repeats(again: str | None, file: TeamFile, reader: Reader) -> str:
    if again is None:
        return say(
            reader,
            ko="앞 단계에서 이미 요청받은 분께만 다시 요청합니다",
            en="only asks again whoever an earlier level has asked already",
        )
    name = person(file, again, reader)
    return say(
        reader,
        ko=f"앞 단계에서 이미 요청받은 {name}께만 다시 요청합니다",
        en=f"only asks {name} again, whom an earlier level has asked already",
    )


def _nobody_ever(found: NobodyEver, file: TeamFile, reader: Reader) -> str:
    why = "; ".join(
        part
        for part in (
            _all_missed(found.missed, file, reader),
            _places(found.places, file, reader) if found.places else "",
        )
        if part
    )
    if found.unanswerable:
        return say(
            reader,
            ko=f"기간 내내 아무에게도 연결되지 않고, 최종 담당자도 없습니다. {why}",
            en=f"reaches nobody at any time, and the last resort does not either: {why}",
        )
    return say(
        reader,
        ko=f"기간 내내 이름이 정해진 담당자에게 연결되지 않습니다. {why}",
        en=f"reaches no person by name at any time: {why}",
    )


def hollow(found: Hollow, within: Interval, reader: Reader) -> str:
    """What is promised and cannot be kept; its place in the file says by what."""
    match found:
        case PromisedTooSoon(at=at, promised=promised, ends=ends):
            after, waits = length_of(promised - at, reader), length_of(ends - at, reader)
            since = day_and_time(at, reader)
            return say(
                reader,
                ko=f"고객에게는 {after} 안에 답을 약속하는데, 이 단계만 {waits} 걸릴 수 있습니다 (예: {since})",
                en=f"may wait {waits}, but the customer is promised an answer after {after} (handed over {since})",
            )
        case AskedTooLate(at=at, promised=promised, begins=begins):
            after, waited = length_of(promised - at, reader), length_of(begins - at, reader)
            since = day_and_time(at, reader)
            return say(
                reader,
                ko=f"{waited} 뒤에야 요청하는데, 고객에게 약속한 {after}은 이미 지난 뒤입니다 (예: {since})",
                en=f"is asked after {waited}, when the promise of {after} is over (handed over {since})",
            )
        case PromisedAlways(intervals=intervals):
            when = occasions(intervals, within, reader)
            return say(
                reader,
                ko=f"언제 넘겨도 답을 약속하지만, 운영 시간 밖에는 단계에 아무도 없을 때가 있습니다. {when}",
                en=f"promises an answer at any hour, but outside the team's hours nobody may be asked: {when}",
            )
        case SaysAlways(words=words):
            quoted = f'"{escape(words)}"'
            return say(
                reader,
                ko=f"{quoted} 표현이 있지만, 운영 시간 밖에는 단계에 아무도 없을 때가 있습니다",
                en=f"says {quoted}, but outside the team's hours nobody may be asked",
            )


def opening(outlook: Outlook, file: TeamFile, reader: Reader) -> str:
    """What was looked at, and the verdict in a sentence."""
    days = (outlook.end - outlook.start).days
    span = period((outlook.start, outlook.end), reader)
    count = len(file.topics)
    looked = say(
        reader,
        ko=f"앞으로 {days}일 ({span}, {reader.zone}), 주제 {count}개를 확인했습니다.",
        en=f"The {days} days {span} ({reader.zone}), {count} {'topic' if count == 1 else 'topics'}.",
    )
    return f"{looked} {_verdict(outlook, reader)}"


def _verdict(outlook: Outlook, reader: Reader) -> str:
    kinds = {hole.kind for hole in outlook.holes if any(subject.topic for subject in hole.subjects)}
    if kinds & {HoleKind.NOBODY, HoleKind.LAST_RESORT}:
        return say(
            reader,
            ko="아래 시간을 빼면 언제나 단계에서 누군가에게 연결됩니다.",
            en="At all times but those below, a level reaches somebody.",
        )
    if HoleKind.PLACE in kinds:
        return say(
            reader,
            ko="언제나 누군가에게 알림이 가지만, 아래 시간에는 사람이 아니라 그룹이나 채널뿐입니다.",
            en="Something is always asked; at the times below it is a group or a channel and nobody by name.",
        )
    return say(
        reader,
        ko="언제 넘겨도 이름이 정해진 담당자에게 연결됩니다.",
        en="Every hand-over reaches a person, at every moment.",
    )


def closing(reader: Reader, *, beside_slack: bool) -> str:
    """What was not looked at; `beside_slack`: what Slack does not know is told elsewhere."""
    if beside_slack:
        return say(
            reader,
            ko="Slack에서 정한 대신 근무는 빠져 있습니다. 위에 적힌 Slack 쪽 문제는 없는 것으로 보고 확인했습니다.",
            en="Covers made in Slack are not counted, and what Slack does not know, see above, counts as if it were there.",
        )
    return say(
        reader,
        ko="Slack에서 정한 대신 근무는 빠져 있습니다.",
        en="Covers made in Slack are not counted.",
    )


_NO_MOMENT = datetime.min.replace(tzinfo=UTC)
"""For sentences that name no moment."""
