"""The small words every sentence is made of: both languages side by side, names, times, lengths of time."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.erasure import ERASED_KEY, SOMEBODY
from bot.domain.escalation import Party, State
from bot.domain.language import Language, Text
from bot.domain.policy import Condition, Severity
from bot.domain.reader import Reader
from bot.domain.team_file import TeamFile
from bot.views.limits import escape

WEEKDAYS_KO = "월화수목금토일"
WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_NO_NAMES = frozenset({SOMEBODY.in_(Language.KO), "그분"})
"""What stands for somebody whose name is not known, or not any more; particles follow 분 as they follow 님."""


def say(reader: Reader, *, ko: str, en: str) -> str:
    """A sentence in the reader's language; in both where a channel reads both."""
    first, second = (ko, en) if reader.language is Language.KO else (en, ko)
    return f"{first} / {second}" if reader.both and first != second else first


def text_of(text: Text, reader: Reader) -> str:
    """A text of the files for a reader, not escaped: for plain_text places."""
    return say(reader, ko=text.in_(Language.KO), en=text.in_(Language.EN))


def shown(text: Text, reader: Reader) -> str:
    """A text of the files for a reader, escaped for mrkdwn."""
    return escape(text_of(text, reader))


def called(name: Text, reader: Reader) -> str:
    """Somebody's name as it is spoken: with 님 in Korean, unless it is no name but says 분 already."""
    if reader.language is Language.KO:
        spoken = escape(name.in_(Language.KO))
        return spoken if name.in_(Language.KO) in _NO_NAMES else f"{spoken}님"
    return escape(name.in_(Language.EN))


def person(file: TeamFile, key: str, reader: Reader) -> str:
    """Somebody of the file as they are spoken of; their key if the file lost them since."""
    known = file.people.get(key)
    if known is None:
        return called(SOMEBODY, reader) if key == ERASED_KEY else called(Text(en=key), reader)
    return called(known.name, reader)


def schedule_name(file: TeamFile, key: str, reader: Reader) -> str:
    """What a schedule is called, escaped for mrkdwn."""
    return shown(file.schedule_title(key), reader)


def people(file: TeamFile, keys: tuple[str, ...], reader: Reader) -> str:
    """Several of them."""
    return ", ".join(person(file, key, reader) for key in keys)


def party(who: Party, reader: Reader) -> str:
    """Somebody who takes part, by name, without a ping."""
    return called(who.name, reader)


def to_whom(names: str) -> str:
    """Names as whom something is asked of in Korean: 께 after 님 and 분, 에게 after a bare mention, 에 after a group."""
    if names.endswith(("님", "분")):
        return f"{names}께"
    return f"{names}에게" if names.rpartition(" ")[2].startswith("<@") else f"{names}에"


def moment(at: datetime, reader: Reader, now: datetime) -> str:
    """A point in time by the reader's clock, with the day where it is not today.

    A channel's public reads it through Slack's date format, each in their own zone.
    """
    return _spoken(at, reader, now) if reader.user is not None else lasting_moment(at, reader, now)


def lasting_moment(at: datetime, reader: Reader, now: datetime) -> str:
    """The same in a message that stands for days, where "tomorrow" would become a lie: Slack says it anew."""
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} {{time}}|{_spoken(at, reader, now)}>"


def plain_moment(at: datetime, reader: Reader, now: datetime) -> str:
    """The same for plain text, where Slack formats nothing: by the reader's or team's clock."""
    return _spoken(at, reader, now)


def _spoken(at: datetime, reader: Reader, now: datetime) -> str:
    zone = ZoneInfo(reader.zone)
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    clock = f"{local:%H:%M} {local:%Z}"
    days = (local.date() - today).days
    if days == 0:
        return clock
    if reader.language is Language.KO:
        if days == 1:
            return f"내일 {clock}"
        weekday = f"{WEEKDAYS_KO[local.weekday()]}요일"
        return f"{weekday} {clock}" if 1 < days < 7 else f"{local.month}월 {local.day}일 {clock}"
    if days == 1:
        return f"tomorrow {clock}"
    if 1 < days < 7:
        return f"{WEEKDAYS_EN[local.weekday()]} {clock}"
    return f"{local.day} {MONTHS_EN[local.month - 1]} {clock}"


def local_time(zone: str, now: datetime) -> str:
    """The time on somebody's wall."""
    local = now.astimezone(ZoneInfo(zone))
    return f"{local:%H:%M} {local:%Z}"


def length_of(time: timedelta, reader: Reader) -> str:
    """A length of time, in its largest whole units."""
    minutes = max(1, round(time.total_seconds() / 60))
    days, rest = divmod(minutes, 1440)
    hours, minutes = divmod(rest, 60)
    ko = [f"{days}일" if days else "", f"{hours}시간" if hours else "", f"{minutes}분" if minutes else ""]
    en = [
        f"{days} {'day' if days == 1 else 'days'}" if days else "",
        f"{hours} h" if hours else "",
        f"{minutes} min" if minutes else "",
    ]
    return say(reader, ko=" ".join(part for part in ko if part), en=" ".join(part for part in en if part))


_SEVERITIES = {
    Severity.LOW: ("낮음", "Low"),
    Severity.NORMAL: ("보통", "Normal"),
    Severity.HIGH: ("높음", "High"),
    Severity.CRITICAL: ("심각", "Critical"),
}


def severity(level: Severity, reader: Reader) -> str:
    """How bad it is, in a word."""
    ko, en = _SEVERITIES[level]
    return say(reader, ko=ko, en=en)


_STATES = {
    State.QUEUED: ("다음 근무 시간 대기", "queued for the next shift"),
    State.WAITING: ("담당자 기다리는 중", "waiting to be taken"),
    State.OWNED: ("담당자 있음", "owned"),
    State.RESOLVED: ("해결됨", "resolved"),
    State.CANCELLED: ("취소됨", "cancelled"),
    State.EXHAUSTED: ("아직 아무도 받지 못함", "everyone was asked, not taken yet"),
}


def state(where: State, reader: Reader) -> str:
    """Where an escalation stands, in a few words."""
    ko, en = _STATES[where]
    return say(reader, ko=ko, en=en)


def condition(when: Condition | None, reader: Reader) -> str:
    """The rule of a policy in words: what it applies to."""
    if when is None:
        return say(reader, ko="기본", en="standard")
    parts = []
    if when.severity:
        named = "·".join(severity(level, reader) for level in when.severity)
        parts.append(say(reader, ko=f"심각도 {named}", en=f"severity {named}"))
    if when.tier:
        named = "·".join(when.tier)
        parts.append(say(reader, ko=f"고객 등급 {named}", en=f"tier {named}"))
    if when.region:
        named = "·".join(when.region)
        parts.append(say(reader, ko=f"지역 {named}", en=f"region {named}"))
    if when.hours == "outside":
        parts.append(say(reader, ko="운영 시간 외", en="outside hours"))
    if when.hours == "inside":
        parts.append(say(reader, ko="운영 시간 중", en="during hours"))
    return escape(", ".join(parts))
