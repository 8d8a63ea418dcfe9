"""What changed in the files, in words: for everybody, for one person, for a team's channel."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.domain.differences import (
    Added,
    Altered,
    Change,
    DecideChange,
    Differences,
    LevelChange,
    MembersChange,
    PersonChange,
    PromiseChange,
    Removed,
    RulesChange,
    Span,
    Stand,
    Thing,
)
from bot.domain.reader import Reader
from bot.views.changed_fields import altered
from bot.views.changed_routes import decision, level, own_decision, promise, rules
from bot.views.spans import spans
from bot.views.words import called, condition, say, shown

_SPANS = 4
"""Shifts of one schedule that are shown one by one; the rest are counted."""
_LINES = 8
"""Lines under one name that are shown; the rest are counted."""


@dataclass(frozen=True)
class Part:
    """Some lines under a name; `chapter` is what the name is one of."""

    chapter: str
    title: str
    lines: tuple[str, ...]

    def __str__(self) -> str:
        return f"*{self.title}*\n" + "\n".join(f"• {line}" for line in self.lines)


def everything(d: Differences, reader: Reader) -> list[Part]:
    """All of it, people first, each with their lines; nothing for no difference."""
    whom = say(reader, ko="누구에게 무엇이", en="For whom")
    parts = [
        Part(
            whom,
            called(d.name("person", one.person), reader),
            _few(of_person(one, d, reader, whole=False), reader),
        )
        for one in d.people
    ]
    parts += _things(d, reader)
    if d.understanding:
        parts.append(_understanding(d.understanding, reader))
    return parts


def nothing(reader: Reader) -> str:
    """Whatever was edited, nobody is asked otherwise."""
    return say(reader, ko="달라지는 분이 없습니다.", en="Nothing changes for anybody.")


def of_person(change: PersonChange, d: Differences, reader: Reader, *, whole: bool = True) -> list[str]:
    """One person's shifts, places and decisions; `whole`: as they read it, with the words of what they may decide."""
    lines = _shifts(change.gained, d, reader, _gained) + _shifts(change.lost, d, reader, _lost)
    lines += _places(change, d, reader)
    if change.may_decide and not whole:
        named = ", ".join(
            dict.fromkeys(shown(d.name("topic", topic), reader) for topic, _ in change.may_decide)
        )
        lines.append(
            say(
                reader,
                ko=f"직접 결정할 수 있는 범위가 바뀜: {named}",
                en=f"may decide something else alone: {named}",
            )
        )
        return lines
    decided = {(one.topic, one.role): one for one in d.changes if isinstance(one, DecideChange)}
    for topic, role in change.may_decide:
        if found := decided.get((topic, role)):
            lines.append(f"{shown(d.name('topic', topic), reader)}: {own_decision(found, reader)}")
    return lines


def of_team(d: Differences, team: str, reader: Reader) -> list[str]:
    """What a team's channel reads, a line each."""
    return [f"{part.title}: {line}" for part in _things(d.of_team(team), reader) for line in part.lines]


def _gained(schedule: str, times: str, reader: Reader) -> str:
    return say(reader, ko=f"{schedule} 당번을 맡게 됨: {times}", en=f"now on call for {schedule}: {times}")


def _lost(schedule: str, times: str, reader: Reader) -> str:
    return say(
        reader, ko=f"{schedule} 당번에서 빠짐: {times}", en=f"no longer on call for {schedule}: {times}"
    )


def _shifts(
    mine: Sequence[Span], d: Differences, reader: Reader, words: Callable[[str, str, Reader], str]
) -> list[str]:
    lines = []
    for schedule in dict.fromkeys(span.schedule for span in mine):
        times = spans([(span.start, span.end) for span in mine if span.schedule == schedule], reader)
        shown_times = times[:_SPANS]
        if rest := len(times) - len(shown_times):
            shown_times.append(say(reader, ko=f"그 밖에 {rest}번", en=f"and {rest} more"))
        lines.append(words(shown(d.name("schedule", schedule), reader), ", ".join(shown_times), reader))
    return lines


def _places(change: PersonChange, d: Differences, reader: Reader) -> list[str]:
    """Among the first two that are asked about a topic, or not any more."""
    lines = []
    for number in (1, 2):
        ordinal = say(reader, ko=f"{number}순위", en=("first", "second")[number - 1])
        if found := _topics([one for one in change.asked_now if one.level == number], d, reader):
            lines.append(
                say(
                    reader, ko=f"이제 {ordinal}로 연락받음: {found}", en=f"now asked {ordinal} about: {found}"
                )
            )
        if found := _topics([one for one in change.asked_no_more if one.level == number], d, reader):
            lines.append(
                say(
                    reader,
                    ko=f"더는 {ordinal}로 연락받지 않음: {found}",
                    en=f"no longer asked {ordinal} about: {found}",
                )
            )
    return lines


def _topics(stands: Sequence[Stand], d: Differences, reader: Reader) -> str:
    return ", ".join(_topic(one, d, reader) for one in stands)


def _topic(stand: Stand, d: Differences, reader: Reader) -> str:
    small = [condition(stand.when, reader)] if stand.when else []
    if stand.schedule:
        desk = shown(d.name("schedule", stand.schedule), reader)
        small.append(say(reader, ko=f"{desk} 당번일 때", en=f"while on call for {desk}"))
    name = shown(d.name("topic", stand.topic), reader)
    return f"{name} ({', '.join(small)})" if small else name


def _things(d: Differences, reader: Reader) -> list[Part]:
    """The changes, gathered under what they are about, in the order of the files."""
    order: dict[Thing, int] = {thing: at for at, thing in enumerate(_CHAPTERS)}
    gathered: dict[tuple[Thing, str | None], list[str]] = {}
    for change in d.changes:
        gathered.setdefault(_about(change), []).extend(_lines(change, d, reader))
    parts = []
    for (thing, key), lines in sorted(gathered.items(), key=lambda one: order[one[0][0]]):
        chapter = say(reader, ko=_CHAPTERS[thing][0], en=_CHAPTERS[thing][1])
        parts.append(Part(chapter, _title(thing, key, d, reader), _few(lines, reader)))
    return parts


_CHAPTERS: dict[Thing, tuple[str, str]] = {
    "topic": ("주제", "Topics"),
    "workspace": ("모두에게", "For everybody"),
    "team": ("팀", "Teams"),
    "schedule": ("당번표", "Schedules"),
    "person": ("사람", "People"),
    "philosophy": ("우리의 기준", "What we stand for"),
    "value": ("가치", "Values"),
    "situation": ("상황", "Situations"),
}


def _about(change: Change) -> tuple[Thing, str | None]:
    match change:
        case LevelChange(topic=None):
            return "workspace", None
        case LevelChange(topic=topic) | RulesChange(topic=topic):
            return "topic", topic
        case PromiseChange(topic=topic) | DecideChange(topic=topic):
            return "topic", topic
        case MembersChange(team=team):
            return "team", team
        case Added(thing=thing, key=key) | Removed(thing=thing, key=key) | Altered(thing=thing, key=key):
            return thing, key


def _title(thing: Thing, key: str | None, d: Differences, reader: Reader) -> str:
    if key is None:
        ko, en = _CHAPTERS[thing]
        return say(reader, ko=ko, en=en)
    if thing == "person":
        return called(d.name(thing, key), reader)
    return shown(d.name(thing, key), reader)


def _lines(change: Change, d: Differences, reader: Reader) -> list[str]:
    match change:
        case LevelChange():
            said = level(change, d, reader)
            return [
                said if change.topic else say(reader, ko=f"마지막 담당, {said}", en=f"last resort, {said}")
            ]
        case RulesChange():
            return rules(change, reader)
        case PromiseChange():
            return [promise(change, reader)]
        case DecideChange():
            return [decision(change, reader)]
        case MembersChange():
            return _members(change, d, reader)
        case Altered():
            return [altered(change, d, reader)]
        case Added():
            return [say(reader, ko="새로 생김", en="new")]
        case Removed():
            return [say(reader, ko="없어짐", en="not there any more")]


def _members(change: MembersChange, d: Differences, reader: Reader) -> list[str]:
    joined, left = (
        ", ".join(called(d.name("person", key), reader) for key in keys)
        for keys in (change.joined, change.left)
    )
    lines = [say(reader, ko=f"함께하게 된 분: {joined}", en=f"joined: {joined}")] if joined else []
    return lines + ([say(reader, ko=f"팀에서 빠진 분: {left}", en=f"left: {left}")] if left else [])


def _understanding(count: int, reader: Reader) -> Part:
    title = say(reader, ko="알아듣는 말", en="Understanding")
    en = "1 topic or situation is" if count == 1 else f"{count} topics or situations are"
    said = say(
        reader,
        ko=f"주제와 상황 {count}개를 알아보는 말이 바뀜",
        en=f"{en} recognised by other words",
    )
    return Part(title, title, (said,))


def _few(lines: Sequence[str], reader: Reader) -> tuple[str, ...]:
    rest = len(lines) - _LINES
    if rest <= 1:
        return tuple(lines)
    return (*lines[:_LINES], say(reader, ko=f"그 밖에 {rest}가지", en=f"and {rest} more"))
