"""What a word about time means on the day it is said: one function for each way to say it."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from bot.requests.time_meanings import (
    DAY,
    END_OF_WORK,
    HOUR,
    Clock,
    Days,
    Floating,
    Length,
    Meaning,
    Part,
    Sign,
)

RECENT = timedelta(days=14)
"""A date without its year is the first one not longer ago than this: a span may have begun last week."""

Sense = Callable[[re.Match[str], date], Meaning | None]
"""Takes a match and the local date it is said on; None where it is no time after all."""

_KO_HOURS = ("한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열", "열한", "열두")
KO_NUMBER = "|".join(sorted(_KO_HOURS, key=len, reverse=True))
"""One to twelve in Korean, for a pattern: the longer words first, so that eleven is not read as ten."""

COUNT = rf"\d{{1,3}}(?:\.\d)?|(?:half\s+an|half|an|a|one)(?=\s)|{KO_NUMBER}"
UNITS = r"시간|분|일|주일|주|hours?|hrs?|h|minutes?|mins?|m|days?|d|weeks?|w"
"""How many there are of something, and of what, for a pattern."""

_UNIT = re.compile(rf"({COUNT})\s*({UNITS})(?![A-Za-z])", re.IGNORECASE)

_EN_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_EN_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_KO_DAYS = "월화수목금토일"
_PARTS = {
    "새벽": (0, 6), "아침": (6, 12), "오전": (6, 12), "morning": (6, 12), "오후": (12, 18), "afternoon": (12, 18),
    "저녁": (18, 24), "evening": (18, 24), "밤": (18, 30), "night": (18, 30),
}  # fmt: skip
"""Hours of the parts of a day: a morning of work, an afternoon of work, an evening, a night to six o'clock."""


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


def iso(found: re.Match[str], _today: date) -> Meaning | None:
    """An exact instant with its offset."""
    try:
        at = datetime.fromisoformat(found[0].upper().replace(" ", "T"))
    except ValueError:
        return None
    try:
        return at.astimezone(UTC)
    except OverflowError:
        return None


def full_date(found: re.Match[str], _today: date) -> Meaning | None:
    """A date with its year."""
    month, day = int(found[2]), int(found[3])
    meant = _calendar(int(found[1]), month, day)
    return _written_out(month, day, _one(meant) if meant and meant < date.max else None)


def month_day(found: re.Match[str], today: date) -> Meaning | None:
    """Such as "3/12": the month first."""
    return _yearless(int(found[1]), int(found[2]), today)


def ko_month_day(found: re.Match[str], today: date) -> Meaning | None:
    """Such as "3월 12일"."""
    month, day = int(found[1]), int(found[2])
    return _written_out(month, day, _yearless(month, day, today))


def named_month(found: re.Match[str], today: date) -> Meaning | None:
    """Such as "March 12" or "12 March"."""
    month, day = (found[1], found[2]) if found[1] else (found[4], found[3])
    number = _EN_MONTHS.index(month[:3].lower()) + 1
    return _written_out(number, int(day), _yearless(number, int(day), today))


def near_day(found: re.Match[str], today: date) -> Meaning | None:
    """Today, tomorrow, and the two after it."""
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


def week(found: re.Match[str], today: date) -> Meaning | None:
    """This week, the next, the one after, or the weekend of one."""
    which, what = (found[1] or "").replace(" ", "").lower(), (found[2] or "weekend").lower()
    ahead = 2 if "다다음" in which else 1 if which in ("다음", "담", "next", "차") else 0
    monday = today + timedelta(days=7 * ahead - today.weekday())
    if "end" in what or "주말" in what:
        return Days(monday + timedelta(days=5), monday + timedelta(days=7))
    return Days(monday, monday + timedelta(days=7))


def weekday(found: re.Match[str], today: date) -> Meaning | None:
    """A weekday, of a week that is named or whichever comes."""
    which, name = (found[1] or "").replace(" ", "").lower().removesuffix("주"), found[2].lower()
    number = _KO_DAYS.index(name[0]) if name[0] in _KO_DAYS else _EN_DAYS.index(name[:3])
    if not which:
        return Floating(weekday=number)
    ahead = 2 if which == "다다음" else 1 if which in ("다음", "담", "next", "차") else 0
    return _one(today + timedelta(days=7 * ahead - today.weekday() + number))


def of_month(found: re.Match[str], _today: date) -> Meaning | None:
    """A day of the month alone, whichever month comes."""
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


def ko_clock(found: re.Match[str], _today: date) -> Meaning | None:
    """Such as "오후 세 시 반"."""
    minute = 30 if found[3] else int(found[4] or 0)
    return _halved(int(_number(found[2])), minute, found[1])


def colon_clock(found: re.Match[str], _today: date) -> Meaning | None:
    """Such as "15:30", "3:30 pm"."""
    half = found[1] or found[4]
    if half is None and len(found[2]) == 2:
        whole = _halved(int(found[2]), int(found[3]), None)
        return Clock(int(found[2]) * HOUR + int(found[3])) if whole else None
    return _halved(int(found[2]), int(found[3]), half)


def en_clock(found: re.Match[str], _today: date) -> Meaning | None:
    """Such as "3 pm", "9 in the morning"."""
    return _halved(int(found[1]), 0, found[2]) if 1 <= int(found[1]) <= 12 else None


def spoken_clock(found: re.Match[str], _today: date) -> Meaning | None:
    """Such as "half past three" and its like, with a number."""
    offset = {"half past": 30, "quarter past": 15, "quarter to": -15}[re.sub(r"\s+", " ", found[1].lower())]
    whole = _halved(int(found[2]), 0, found[3])
    return Clock(whole.minute + offset, whole.loose) if whole and 1 <= int(found[2]) <= 12 else None


def bare_clock(found: re.Match[str], _today: date) -> Meaning | None:
    """A number alone that stands where an hour does."""
    return _halved(int(found[1]), 0, None)


def noon(found: re.Match[str], _today: date) -> Meaning | None:
    """The middle of the day or of the night."""
    return Clock(12 * HOUR if found[0].lower() in ("noon", "정오", "midday") else DAY)


def part(found: re.Match[str], _today: date) -> Meaning | None:
    """A morning, an afternoon, an evening or a night."""
    start, end = _PARTS[found[2].lower()]
    return Part(start * HOUR, end * HOUR, today=bool(found[1]))


def tonight(_found: re.Match[str], _today: date) -> Meaning | None:
    """The evening and the night of this day."""
    return Part(18 * HOUR, 30 * HOUR, today=True)


def end_of_work(_found: re.Match[str], _today: date) -> Meaning | None:
    """From midnight to when work ends."""
    return Part(0, END_OF_WORK, today=True)


def length(found: re.Match[str], _today: date) -> Meaning | None:
    """So many weeks, days, hours and minutes."""
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
