"""What stands in the calendars we write: plain text, in the language of whoever asked for them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.language import Language
from bot.domain.reader import Reader
from bot.domain.shifts import Shift, Why
from bot.domain.team_file import TeamFile
from bot.views.words import say, text_of


def schedule_calendar(schedule: str, reader: Reader) -> str:
    """The name of a schedule's calendar."""
    return say(reader, ko=f"당번 {schedule}", en=f"On call: {schedule}")


def person_calendar(file: TeamFile, key: str, reader: Reader) -> str:
    """The name of a person's calendar."""
    return say(reader, ko=f"{_called(file, key, reader)} 당번", en=f"On call: {_called(file, key, reader)}")


def shift_in_schedule(file: TeamFile, shift: Shift, reader: Reader) -> str:
    """A shift among those of all: who it is."""
    name = _called(file, shift.person, reader)
    return say(reader, ko=f"{shift.schedule} 당번: {name}", en=f"{shift.schedule} on call: {name}")


def shift_of_person(shift: Shift, reader: Reader) -> str:
    """A shift among one's own: where it is."""
    return say(reader, ko=f"{shift.schedule} 당번", en=f"{shift.schedule} on call")


def shift_reason(file: TeamFile, shift: Shift, reader: Reader) -> str | None:
    """Whose place it is, where it is not one's own turn."""
    if shift.why is Why.ROTATION:
        return None
    if shift.instead_of is None:
        return say(reader, ko="순번 외 일정", en="outside the rotation")
    name = _called(file, shift.instead_of, reader)
    return say(reader, ko=f"{name} 대신", en=f"instead of {name}")


def calendar_away(schedules: tuple[str, ...], as_of: datetime | None, sentence: str, reader: Reader) -> str:
    """A calendar that cannot be read, beside an answer of the command line; `as_of` is the version it has instead."""
    listed = ", ".join(schedules)
    en = f"schedule {listed}: {sentence}"
    if as_of is None:
        return say(
            reader, ko=f"{listed} 일정: 캘린더를 읽을 수 없어 그 시간은 비어 있습니다. {sentence}", en=en
        )
    ko = f"{listed} 일정: 캘린더를 읽을 수 없어 {_clock(as_of, reader)}에 받아 둔 것으로 답합니다. {sentence}"
    return say(reader, ko=ko, en=en)


def calendar_copy(schedule: str, where: str, as_of: datetime, reader: Reader) -> str:
    """A calendar on the web that was not fetched for this answer."""
    return say(
        reader,
        ko=f"{schedule} 일정: {where} 캘린더는 {_clock(as_of, reader)}에 받아 둔 것입니다. --live를 붙이면 새로 받습니다",
        en=f"schedule {schedule}: the calendar {where} is as of {_clock(as_of, reader)}; --live fetches it",
    )


def _clock(at: datetime, reader: Reader) -> str:
    return f"{at.astimezone(ZoneInfo(reader.zone)):%Y-%m-%d %H:%M %Z}"


def _called(file: TeamFile, key: str, reader: Reader) -> str:
    known = file.people.get(key)
    name = text_of(known.name, reader) if known else key
    return f"{name}님" if reader.language is Language.KO else name
