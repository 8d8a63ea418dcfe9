"""The words people say times with, Korean and English, found one by one in a text."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum, auto
from functools import cache

HOUR = 60
DAY = 24 * HOUR
END_OF_WORK = 18 * HOUR
"""Minutes after midnight at which a deadline that names a day alone ends."""

RECENT = timedelta(days=14)
"""A date without its year is the first one not longer ago than this: a span may have begun last week."""


@dataclass(frozen=True)
class Days:
    """Whole local days, half-open."""

    first: date
    until: date


@dataclass(frozen=True)
class Floating:
    """A weekday (Monday 0) or a day of the month: the first on or after some day."""

    weekday: int | None = None
    of_month: int | None = None

    def on_or_after(self, day: date) -> Days | None:
        """The day meant, looked for over two months."""
        for ahead in range(62):
            candidate = day + timedelta(days=ahead)
            if self.weekday == candidate.weekday() or self.of_month == candidate.day:
                return Days(candidate, candidate + timedelta(days=1))
        return None


@dataclass(frozen=True)
class Clock:
    """Minutes after local midnight; `loose`: the half of the day was not said, and 08-20 o'clock is taken."""

    minute: int
    loose: bool = False


@dataclass(frozen=True)
class Part:
    """A part of a day, in minutes after its midnight; `today`: the one of this day."""

    start: int
    end: int
    today: bool = False


@dataclass(frozen=True)
class Length:
    """So many local days and so much time; `later`: after now, else how long something lasts."""

    days: int
    time: timedelta
    later: bool


class Sign(Enum):
    """The words between times; `NEVER` is a day that no calendar has, such as 30 February."""

    START = auto()
    FROM = auto()
    TO = auto()
    UNTIL = auto()
    NEVER = auto()


Meaning = Days | Floating | Clock | Part | Length | Sign | datetime


@dataclass(frozen=True)
class Piece:
    """One word or group of words of a text, and what it means."""

    start: int
    end: int
    means: Meaning
    weak: bool = False
    """Means something only where a day stands beside it: "tomorrow 9-18"."""


_Build = Callable[[re.Match[str], date], Meaning | None]

_KO_HOURS = ("한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열", "열한", "열두")
_EN_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_EN_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_KO_DAYS = "월화수목금토일"
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = (
    r"(mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|saturday|sunday|"
    r"(?-i:S(?:at|un|AT|UN))|(?<=this )sat|(?<=next )sat|(?<=this )sun|(?<=next )sun)"
)
_KO_NUMBER = "|".join(sorted(_KO_HOURS, key=len, reverse=True))
_HALF_OF_DAY = r"오전|오후|아침|낮|점심|저녁|밤|새벽"
_NO_WORD = r"(?![A-Za-z0-9])"
_NOT_IN_WORD = r"(?<![A-Za-z0-9가-힣])"
_GOES_ON = (
    r"(?=\s*(?:$|[.,;!?)\]~–-]|(?:today|tomorrow|tonight|on|for|about|the|and|to|until|till|if|please|with|that|this|"
    r"next|or|in\s+the|at\s+night|sharp|latest|o'?clock|mon|tue|wed|thu|fri|sat|sun|오늘|내일|까지|부터)))"
)
"""What may follow a bare number that is an hour ("by 5 today"), so that "by 5 people" is none."""

_PARTS = {
    "새벽": (0, 6), "아침": (6, 12), "오전": (6, 12), "morning": (6, 12), "오후": (12, 18), "afternoon": (12, 18),
    "저녁": (18, 24), "evening": (18, 24), "밤": (18, 30), "night": (18, 30),
}  # fmt: skip
"""Hours of the parts of a day: a morning of work, an afternoon of work, an evening, a night to six o'clock."""


def pieces(text: str, today: date) -> Iterator[Piece]:
    """Every word about time in a text, in order; `today` is the local date it is said on."""
    for found in _any().finditer(text):
        name = found.lastgroup or ""
        pattern, build = _rules()[name]
        inner = pattern.match(text, found.start())
        means = build(inner, today) if inner else None
        if means is not None and inner is not None:
            yield Piece(inner.start(), inner.end(), means, weak=name.startswith("weak"))


def _number(text: str) -> float:
    if text in ("a", "an", "one", "하루", "일"):
        return 1.0
    if text in ("half", "half an", "반"):
        return 0.5
    return float(_KO_HOURS.index(text) + 1) if text in _KO_HOURS else float(text)


def _one(day: date) -> Days:
    return Days(day, day + timedelta(days=1))


def _calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _written_out(month: int, day: int, found: Meaning | None) -> Meaning | None:
    """What a date in words is: the day, or one that does not exist; numbers beyond any month are no date."""
    return found or (Sign.NEVER if 1 <= month <= 12 and 1 <= day <= 31 else None)


def _yearless(month: int, day: int, today: date) -> Days | None:
    years = (today.year + ahead for ahead in (0, 1, 2, 3, 4))
    near = (found for year in years if (found := _calendar(year, month, day)) and found >= today - RECENT)
    return next((_one(found) for found in near), None)


def _iso(found: re.Match[str], _today: date) -> Meaning | None:
    try:
        at = datetime.fromisoformat(found[0].upper().replace(" ", "T"))
    except ValueError:
        return None
    try:
        return at.astimezone(UTC)
    except OverflowError:
        return None


def _full_date(found: re.Match[str], _today: date) -> Meaning | None:
    month, day = int(found[2]), int(found[3])
    meant = _calendar(int(found[1]), month, day)
    return _written_out(month, day, _one(meant) if meant and meant < date.max else None)


def _month_day(found: re.Match[str], today: date) -> Meaning | None:
    return _yearless(int(found[1]), int(found[2]), today)


def _ko_month_day(found: re.Match[str], today: date) -> Meaning | None:
    month, day = int(found[1]), int(found[2])
    return _written_out(month, day, _yearless(month, day, today))


def _named_month(found: re.Match[str], today: date) -> Meaning | None:
    month, day = (found[1], found[2]) if found[1] else (found[4], found[3])
    number = _EN_MONTHS.index(month[:3].lower()) + 1
    return _written_out(number, int(day), _yearless(number, int(day), today))


def _near_day(found: re.Match[str], today: date) -> Meaning | None:
    word = re.sub(r"\s+", " ", found[0].lower())
    ahead = {
        "오늘": 0,
        "금일": 0,
        "today": 0,
        "내일": 1,
        "명일": 1,
        "모레": 2,
        "내일 모레": 2,
        "내일모레": 2,
        "글피": 3,
    }
    return _one(today + timedelta(days=ahead.get(word, 2 if "after" in word else 1)))


def _week(found: re.Match[str], today: date) -> Meaning | None:
    which, what = (found[1] or "").replace(" ", "").lower(), (found[2] or "weekend").lower()
    ahead = 2 if "다다음" in which else 1 if which in ("다음", "담", "next", "차") else 0
    monday = today + timedelta(days=7 * ahead - today.weekday())
    if "end" in what or "주말" in what:
        return Days(monday + timedelta(days=5), monday + timedelta(days=7))
    return Days(monday, monday + timedelta(days=7))


def _weekday(found: re.Match[str], today: date) -> Meaning | None:
    which, name = (found[1] or "").replace(" ", "").lower().removesuffix("주"), found[2].lower()
    number = _KO_DAYS.index(name[0]) if name[0] in _KO_DAYS else _EN_DAYS.index(name[:3])
    if not which:
        return Floating(weekday=number)
    ahead = 2 if which == "다다음" else 1 if which in ("다음", "담", "next", "차") else 0
    return _one(today + timedelta(days=7 * ahead - today.weekday() + number))


def _of_month(found: re.Match[str], _today: date) -> Meaning | None:
    return Floating(of_month=int(found[1])) if 1 <= int(found[1]) <= 31 else None


def _halved(hour: int, minute: int, half: str | None) -> Clock | None:
    """The clock with its half of the day said, in words of either language; None for hours that are none."""
    half = (half or "").lower().replace(".", "")
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        return None
    if hour > 12 or hour == 0:
        return Clock(hour * HOUR + minute)
    twelve = hour % 12
    if half in ("am", "오전", "아침", "새벽", "morning"):
        return Clock(twelve * HOUR + minute)
    if half in ("pm", "오후", "저녁", "afternoon", "evening"):
        return Clock((twelve + 12) * HOUR + minute)
    if half in ("밤", "night"):
        return Clock(((twelve + 12) if 5 < hour < 12 else (twelve + 24)) * HOUR + minute)
    day = hour if 8 <= hour <= 12 else hour + 12
    return Clock(day * HOUR + minute, loose=not half)


def _ko_clock(found: re.Match[str], _today: date) -> Meaning | None:
    minute = 30 if found[3] else int(found[4] or 0)
    return _halved(int(_number(found[2])), minute, found[1])


def _colon_clock(found: re.Match[str], _today: date) -> Meaning | None:
    half = found[1] or found[4]
    if half is None and len(found[2]) == 2:
        whole = _halved(int(found[2]), int(found[3]), None)
        return Clock(int(found[2]) * HOUR + int(found[3])) if whole else None
    return _halved(int(found[2]), int(found[3]), half)


def _en_clock(found: re.Match[str], _today: date) -> Meaning | None:
    return _halved(int(found[1]), 0, found[2]) if 1 <= int(found[1]) <= 12 else None


def _spoken_clock(found: re.Match[str], _today: date) -> Meaning | None:
    offset = {"half past": 30, "quarter past": 15, "quarter to": -15}[re.sub(r"\s+", " ", found[1].lower())]
    whole = _halved(int(found[2]), 0, found[3])
    return Clock(whole.minute + offset, whole.loose) if whole and 1 <= int(found[2]) <= 12 else None


def _bare_clock(found: re.Match[str], _today: date) -> Meaning | None:
    return _halved(int(found[1]), 0, None)


def _noon(found: re.Match[str], _today: date) -> Meaning | None:
    return Clock(12 * HOUR if found[0].lower() in ("noon", "정오", "midday") else DAY)


def _part(found: re.Match[str], _today: date) -> Meaning | None:
    start, end = _PARTS[found[2].lower()]
    return Part(start * HOUR, end * HOUR, today=bool(found[1]))


def _tonight(_found: re.Match[str], _today: date) -> Meaning | None:
    return Part(18 * HOUR, 30 * HOUR, today=True)


def _end_of_work(_found: re.Match[str], _today: date) -> Meaning | None:
    return Part(0, END_OF_WORK, today=True)


def _length(found: re.Match[str], _today: date) -> Meaning | None:
    days, time = 0.0, timedelta()
    for count, unit in _UNIT.findall(found[0].lower()):
        number = _number(re.sub(r"\s+", " ", count.strip()))
        if unit.startswith(("시간", "h")):
            time += timedelta(hours=number)
        elif unit.startswith(("분", "m")):
            time += timedelta(minutes=number)
        else:
            days += number * (7 if unit.startswith(("주", "w")) else 1)
    if re.search(r"시간\s*반|hours?\s+and\s+a\s+half", found[0].lower()):
        time += timedelta(minutes=30)
    if found[0].startswith("하루"):
        days += 1
    later = bool(
        re.match(r"(?:with)?in\b", found[0], re.IGNORECASE)
        or re.search(r"(?:뒤|후|내|안에|later|from now)\Z", found[0])
    )
    if days > 400 or time > timedelta(days=400) or not (days or time):
        return None
    return Length(int(days), time, later)


_COUNT = rf"\d{{1,3}}(?:\.\d)?|(?:half\s+an|half|an|a|one)(?=\s)|{_KO_NUMBER}"
_UNITS = r"시간|분|일|주일|주|hours?|hrs?|h|minutes?|mins?|m|days?|d|weeks?|w"
_UNIT = re.compile(rf"({_COUNT})\s*({_UNITS})(?![A-Za-z])", re.IGNORECASE)
_SUM = rf"(?:{_COUNT})\s*(?:{_UNITS})(?:\s*반|\s+and\s+a\s+half)?(?:\s*(?:and\s+)?\d{{1,3}}\s*(?:분|minutes?|mins?|m))?"

_SPOKEN: tuple[tuple[str, str, _Build], ...] = (
    (
        "iso",
        (
            rf"{_NOT_IN_WORD}\d{{4}}-\d{{2}}-\d{{2}}[T ]\d{{2}}:\d{{2}}(?::\d{{2}})?(?:Z|"
            rf"[+-]\d{{2}}:?\d{{2}}){_NO_WORD}"
        ),
        _iso,
    ),
    (
        "date",
        rf"{_NOT_IN_WORD}(\d{{4}})(?:[-./]|년\s*)(\d{{1,2}})(?:[-./]|월\s*)(\d{{1,2}})(?:일)?(?!\d)",
        _full_date,
    ),
    ("within", rf"{_NOT_IN_WORD}(?:with)?in\s+{_SUM}{_NO_WORD}", _length),
    (
        "later",
        rf"{_NOT_IN_WORD}(?:{_SUM}|하루)\s*(?:뒤|후|이?내(?![가-힣]{{2}}|일)|안에|later|from\s+now)",
        _length,
    ),
    (
        "lasting",
        rf"{_NOT_IN_WORD}(?:for\s+{_SUM}{_NO_WORD}|(?:{_SUM}|하루)\s*(?:동안|간(?![가-힣])))",
        _length,
    ),
    ("hours", rf"{_NOT_IN_WORD}\d{{1,3}}\s*시간(?![가-힣])", _length),
    ("month_day", r"(?<![\d/.])(\d{1,2})/(\d{1,2})(?![\d/])", _month_day),
    ("ko_month_day", r"(?<!\d)(\d{1,2})월\s*(\d{1,2})일", _ko_month_day),
    (
        "en_month_day",
        (
            rf"{_NOT_IN_WORD}(?:{_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?{_NO_WORD}(?!:)|(\d{{1,2}})(?:st|nd|"
            rf"rd|th)?\s+{_MONTH}{_NO_WORD})"
        ),
        _named_month,
    ),
    (
        "weekday",
        rf"{_NOT_IN_WORD}(?:(다다음\s*주|다음\s*주?|담\s*주|이번\s*주?|차주|금주)\s*)?([월화수목금토일])(?:요일|욜)",
        _weekday,
    ),
    ("en_weekday", rf"{_NOT_IN_WORD}(?:(this|next)\s+)?{_WEEKDAY}{_NO_WORD}", _weekday),
    ("week", rf"{_NOT_IN_WORD}(?:(다다음|다음|담|이번)\s*)(주말|주)(?!\s*[가-힣]요일|간)", _week),
    ("en_week", rf"{_NOT_IN_WORD}(?:(this|next)\s+(weekend|week)|the\s+weekend){_NO_WORD}", _week),
    ("weekend", rf"{_NOT_IN_WORD}()(주말)", _week),
    (
        "near_day",
        (
            rf"{_NOT_IN_WORD}(?:오늘(?!날)|금일|내일\s*모레|내일(?!로)|명일|모레(?![알])|글피|today|"
            rf"(?:the\s+)?day\s+after\s+tomorrow|tomorrow|tmrw?){_NO_WORD}"
        ),
        _near_day,
    ),
    (
        "ko_clock",
        (
            rf"(?<!\d)(?:({_HALF_OF_DAY})\s*)?(\d{{1,2}}|(?<![가-힣])(?:{_KO_NUMBER})|"
            rf"(?<=[전후침낮심녁밤벽])(?:{_KO_NUMBER}))\s*시(?!간)(?:\s*(반)|\s*(\d{{1,2}})분)?"
        ),
        _ko_clock,
    ),
    (
        "colon",
        (
            rf"(?<![\d:.,/])(?:({_HALF_OF_DAY})\s*)?(\d{{1,2}}):(\d{{2}})(?::\d{{2}})?(?!\d|"
            r":)(?:\s*([ap]\.?m\b\.?))?"
        ),
        _colon_clock,
    ),
    ("en_clock", rf"{_NOT_IN_WORD}(\d{{1,2}})\s*([ap]\.?m\b\.?)", _en_clock),
    (
        "said_part",
        rf"{_NOT_IN_WORD}(\d{{1,2}})\s+(?:in\s+the\s+|at\s+)(morning|afternoon|evening|night){_NO_WORD}",
        _en_clock,
    ),
    ("oclock", rf"{_NOT_IN_WORD}(\d{{1,2}})\s*o'?clock{_NO_WORD}", _bare_clock),
    (
        "spoken",
        (
            rf"{_NOT_IN_WORD}(half\s+past|quarter\s+past|"
            rf"quarter\s+to)\s+(\d{{1,2}})(?:\s*([ap]\.?m\b\.?))?{_NO_WORD}"
        ),
        _spoken_clock,
    ),
    ("noon", rf"{_NOT_IN_WORD}(?:noon|midday|midnight|정오|자정){_NO_WORD}", _noon),
    ("of_month", r"(?<![\d.])(\d{1,2})일(?!간|\s*(?:동안|뒤|후|이?내|안에)|[가-힣]{3})", _of_month),
    (
        "end_of_work",
        (
            rf"{_NOT_IN_WORD}(?:(?:the\s+)?end\s+of\s+(?:the\s+)?(?:business\s+day|business|day|work)|eod|"
            rf"cob|퇴근\s*전){_NO_WORD}"
        ),
        _end_of_work,
    ),
    ("tonight", rf"{_NOT_IN_WORD}tonight{_NO_WORD}", _tonight),
    ("part", rf"{_NOT_IN_WORD}(?:(this)\s+)?(morning|afternoon|evening){_NO_WORD}", _part),
    (
        "ko_part",
        rf"{_NOT_IN_WORD}()(새벽|아침|오전|오후|저녁|밤)(?=[^가-힣]|$|까지|부터|에|은|는|만|중|내내|동안|쯤|의)",
        _part,
    ),
    (
        "ranged",
        (
            rf"(?<![\d.,:/-])(\d{{1,2}})(?=\s*(?:[-–~]|to|부터)\s*(?:{_HALF_OF_DAY})?\s*\d{{1,2}}(?:\s*시|"
            r":\d\d|\s*[ap]\.?m\b))"
        ),
        _bare_clock,
    ),
    ("weak_first", r"(?<![\d.,:/-])(\d{1,2})(?=\s?[-–~]\s?\d{1,2}(?:\s|$|[,)]))", _bare_clock),
    ("weak_second", r"(?:(?<=\d[-–~])|(?<=\d [-–~] ))(\d{1,2})(?=\s|$|[,)])", _bare_clock),
    (
        "hour",
        (
            r"(?:(?<=\bat )|(?<=\bby )|(?<=\bfrom )|(?<=\buntil )|(?<=\btill )|(?<=\bbefore )|"
            rf"(?<=\bto ))(\d{{1,2}}){_GOES_ON}"
        ),
        _bare_clock,
    ),
    ("start", rf"{_NOT_IN_WORD}(?:from|starting){_NO_WORD}", lambda _f, _t: Sign.START),
    ("from", rf"{_NOT_IN_WORD}(?:now|지금){_NO_WORD}|부터|에서", lambda _f, _t: Sign.FROM),
    (
        "until",
        rf"{_NOT_IN_WORD}(?:until|till?|by|before|through|up\s+to){_NO_WORD}|까지",
        lambda _f, _t: Sign.UNTIL,
    ),
    (
        "to",
        rf"(?<=[\d시일분정오m)\s])(?:[-–~]|\bto{_NO_WORD})(?=\s*\S)|(?<=[a-z]{{3}})-(?=[A-Za-z]{{3}})",
        lambda _f, _t: Sign.TO,
    ),
)


@cache
def _rules() -> Mapping[str, tuple[re.Pattern[str], _Build]]:
    """Each way to say a time. Compiled when first needed: it takes a tenth of a second of every start."""
    return {name: (re.compile(pattern, re.IGNORECASE), build) for name, pattern, build in _SPOKEN}


@cache
def _any() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern, _ in _SPOKEN), re.IGNORECASE)


def compile_all() -> None:
    """Have it behind us before somebody waits for it."""
    _any()
    _rules()
