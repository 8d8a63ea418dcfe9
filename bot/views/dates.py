"""Days and weekdays by name, in both languages."""

from datetime import date

from bot.domain.reader import Reader
from bot.views.words import MONTHS_EN, WEEKDAYS_EN, WEEKDAYS_KO, say


def weekday(day: int, reader: Reader) -> str:
    """`화`, `Tue`; Monday is 0, and 7 the one after."""
    return say(reader, ko=WEEKDAYS_KO[day % 7], en=WEEKDAYS_EN[day % 7])


def day_named(day: date, reader: Reader) -> str:
    """`3월 10일(화)`, `Tue 10 Mar`."""
    return say(
        reader,
        ko=f"{day.month}월 {day.day}일({WEEKDAYS_KO[day.weekday()]})",
        en=f"{WEEKDAYS_EN[day.weekday()]} {day.day} {MONTHS_EN[day.month - 1]}",
    )
