"""What is different about who is asked: a line for each level, rule, promise and decision of a topic."""

from bot.domain.differences import DecideChange, Differences, LevelChange, PromiseChange, RulesChange
from bot.domain.policy import PromiseRule, Target, TargetKind
from bot.domain.reader import Reader
from bot.views.limits import cut, escape
from bot.views.words import called, condition, length_of, say, shown

ARROW = "→"
_DECISION = 300
"""Characters of what may be decided that are shown."""


def name_of_target(text: str, d: Differences, reader: Reader) -> str:
    """What people call a target of the file."""
    target = Target.parse(text)
    match target.kind:
        case TargetKind.PERSON:
            return called(d.name("person", target.ref), reader)
        case TargetKind.LEAD:
            name = shown(d.name("team", target.ref), reader)
            return say(reader, ko=f"{name} 리드", en=f"the lead of {name}")
        case TargetKind.TEAM:
            name = shown(d.name("team", target.ref), reader)
            return say(reader, ko=f"{name} 팀", en=f"the {name} team")
        case TargetKind.SCHEDULE:
            name = shown(d.name("schedule", target.ref), reader)
            return say(reader, ko=f"{name} 당번", en=f"{name} on-call")
        case TargetKind.GROUP:
            return say(reader, ko=f"사용자 그룹 {escape(target.ref)}", en=f"user group {escape(target.ref)}")
        case TargetKind.CHANNEL:
            return escape(target.ref) if target.ref.startswith("#") else f"<#{escape(target.ref)}>"


def level(change: LevelChange, d: Differences, reader: Reader) -> str:
    """A level that asks others, or waits another time; one that came, one that went."""
    which = say(reader, ko=f"{change.level}단계", en=f"level {change.level}")
    if change.when is not None:
        rule = condition(change.when, reader)
        which = f"{which} ({rule})"
    before, after = (
        ", ".join(name_of_target(one, d, reader) for one in asked)
        for asked in (change.ask_before, change.ask_after)
    )
    if not change.ask_after:
        return say(reader, ko=f"{which} 없어짐 (이전: {before})", en=f"{which} is gone (was {before})")
    within = length_of(change.within_after, reader) if change.within_after else ""
    if not change.ask_before:
        return say(reader, ko=f"새 {which}: {after}, {within}", en=f"new {which}: {after}, {within}")
    parts = [f"{before} {ARROW} {after}"] if before != after else [after]
    if change.within_before and change.within_before != change.within_after:
        parts.append(f"{length_of(change.within_before, reader)} {ARROW} {within}")
    return f"{which}: {', '.join(parts)}"


def rules(change: RulesChange, reader: Reader) -> list[str]:
    """Rules that came, went, or are asked for in another order."""
    lines = [
        say(reader, ko=f"새 규칙: {condition(when, reader)}", en=f"new rule: {condition(when, reader)}")
        for when in change.added
    ]
    lines += [
        say(reader, ko=f"없어진 규칙: {condition(when, reader)}", en=f"rule gone: {condition(when, reader)}")
        for when in change.removed
    ]
    if change.reordered:
        lines.append(say(reader, ko="규칙의 순서가 바뀜", en="its rules come in another order"))
    return lines


def promise(change: PromiseChange, reader: Reader) -> str:
    """What may be promised to customers, before and after."""
    before, after = _rule(change.before, reader), _rule(change.after, reader)
    return say(
        reader, ko=f"고객님께 드릴 약속: {before} {ARROW} {after}", en=f"what may be promised: {before} {ARROW} {after}"
    )  # fmt: skip


def _rule(rule: PromiseRule | None, reader: Reader) -> str:
    if rule is None:
        return say(reader, ko="없음", en="nothing")
    after = length_of(rule.after, reader)
    if rule.count == "working_hours":
        return say(
            reader, ko=f"근무 시간 기준 {after} 안에 답변", en=f"an answer within {after} of working hours"
        )
    return say(reader, ko=f"{after} 안에 답변", en=f"an answer within {after}")


def decision(change: DecideChange, reader: Reader) -> str:
    """What a role may decide alone from now on."""
    role = escape(change.role)
    if change.after is None:
        return say(
            reader,
            ko=f"{role} 역할이 직접 결정할 수 있던 내용이 없어짐",
            en=f"what {role}s may decide alone is not written any more",
        )
    words = cut(shown(change.after, reader), _DECISION)
    return say(
        reader,
        ko=f"{role} 역할이 직접 결정할 수 있는 범위: {words}",
        en=f"what {role}s may decide alone: {words}",
    )


def own_decision(change: DecideChange, reader: Reader) -> str:
    """The same to somebody who has that role."""
    if change.after is None:
        return say(
            reader,
            ko="직접 결정하실 수 있던 범위가 없어졌습니다. 이제 담당자에게 물어봐 주세요.",
            en="there is nothing here any more that is yours to decide; please ask.",
        )
    words = cut(shown(change.after, reader), _DECISION)
    return say(
        reader, ko=f"이제 직접 결정하실 수 있는 범위: {words}", en=f"yours to decide from now on: {words}"
    )
