"""Days of the week and hours of each of them, in the notations they are written in."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SPAN = re.compile(r"([01]\d|2[0-4]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)")
_DAY = 24 * 60
_DAY_PATTERN = f"({'|'.join(f'[{name[0].upper()}{name[0]}]{name[1:]}' for name in (*DAY_NAMES, 'daily'))})"
_DAYS_PATTERN = rf"{_DAY_PATTERN}(\s*[-,]\s*{_DAY_PATTERN})*"
_SPAN_SCHEMA = {"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d\s*-\s*([01]\d|2[0-4]):[0-5]\d$"}
"""What editors hold the notations to; `parse` has the last word."""


class _Notation:
    """A value written in the file in a notation of its own; pydantic reads and writes that notation."""

    @classmethod
    def parse(cls, value: Any) -> Self:  # noqa: ANN401 - whatever the file holds
        raise NotImplementedError

    def write(self) -> Any:  # noqa: ANN401 - what the file would hold
        raise NotImplementedError

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        return core_schema.no_info_plain_validator_function(
            lambda value: value if isinstance(value, cls) else cls.parse(value),
            serialization=core_schema.plain_serializer_function_ser_schema(lambda value: value.write()),
        )


class Days(_Notation):
    """Days of the week: `mon`, `mon-fri`, `sat,sun`, `daily`; a range may run over the week's end."""

    def __init__(self, numbers: frozenset[int]) -> None:
        self.numbers = numbers

    @classmethod
    def parse(cls, value: Any) -> Self:  # noqa: ANN401 - whatever the file holds
        """Read the notation.

        Raises:
            ValueError: with a sentence that shows it.
        """
        if not isinstance(value, str):
            raise ValueError("days are written as mon, mon-fri, sat,sun or daily")
        found: set[int] = set()
        for part in value.lower().replace(" ", "").split(","):
            first, dash, last = part.partition("-")
            last = last if dash else first
            if part == "daily":
                found |= set(range(7))
            elif first in DAY_NAMES and last in DAY_NAMES:
                start, end = DAY_NAMES.index(first), DAY_NAMES.index(last)
                found |= {(start + step) % 7 for step in range((end - start) % 7 + 1)}
            else:
                raise ValueError(f'"{part}" is not a day; write for example mon, mon-fri, sat,sun or daily')
        return cls(frozenset(found))

    def __contains__(self, day: date) -> bool:
        return day.weekday() in self.numbers

    def write(self) -> str:
        """The days in the file's notation."""
        return (
            "daily"
            if len(self.numbers) == 7
            else ",".join(DAY_NAMES[number] for number in sorted(self.numbers))
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Days) and self.numbers == other.numbers

    def __hash__(self) -> int:
        return hash(self.numbers)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {
            "type": "string",
            "pattern": f"^{_DAYS_PATTERN}$",
            "examples": ["mon-fri", "sat,sun", "daily"],
        }


class WeeklyHours(_Notation):
    """Hours of each weekday, in minutes from local midnight; past 24:00 they still belong to that day."""

    def __init__(self, spans: Mapping[int, tuple[tuple[int, int], ...]]) -> None:
        self.spans = {day: tuple(sorted(spans[day])) for day in sorted(spans) if spans[day]}
        self.after_midnight = {
            day: tuple((timedelta(minutes=first), timedelta(minutes=last)) for first, last in listed)
            for day, listed in self.spans.items()
        }

    @classmethod
    def parse(cls, value: Any) -> Self:  # noqa: ANN401 - whatever the file holds
        """Read `{mon-fri: ["09:00-12:00", "13:00-18:00"]}`; `22:00-06:00` crosses midnight.

        Raises:
            ValueError: with a sentence that names the entry.
        """
        if not isinstance(value, Mapping):
            raise ValueError('hours are written as {mon-fri: ["09:00-18:00"]}')
        spans: dict[int, tuple[tuple[int, int], ...]] = {}
        for days, listed in value.items():
            if listed is None:
                raise ValueError(
                    f'the hours of "{days}" are missing; several days in braces need quotes: '
                    '{"sat,sun": ["10:00-14:00"]}'
                )
            entries = [listed] if isinstance(listed, str) else listed
            if not isinstance(entries, list | tuple):
                raise ValueError(f'the hours of "{days}" are a list such as ["09:00-18:00"]')
            parsed = tuple(_span(entry) for entry in entries)
            for number in Days.parse(days).numbers:
                spans[number] = spans.get(number, ()) + parsed
        for number, listed in spans.items():
            ordered = sorted(listed)
            if any(later[0] < earlier[1] for earlier, later in pairwise(ordered)):
                raise ValueError(f"the hours of {DAY_NAMES[number]} overlap")
        return cls(spans)

    def write(self) -> dict[str, list[str]]:
        """The hours in the file's notation, a key a day."""
        return {DAY_NAMES[day]: [_write_span(span) for span in spans] for day, spans in self.spans.items()}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WeeklyHours) and self.spans == other.spans

    def __hash__(self) -> int:
        return hash(tuple(self.spans.items()))

    @classmethod
    def __get_pydantic_json_schema__(
        cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {
            "type": "object",
            "propertyNames": {"pattern": f"^{_DAYS_PATTERN}$"},
            "additionalProperties": {"anyOf": [_SPAN_SCHEMA, {"type": "array", "items": _SPAN_SCHEMA}]},
            "examples": [{"mon-fri": ["09:00-12:00", "13:00-18:00"]}],
        }


def _span(text: Any) -> tuple[int, int]:  # noqa: ANN401 - whatever the file holds
    found = _SPAN.fullmatch(text.replace(" ", "")) if isinstance(text, str) else None
    if found is None:
        raise ValueError(
            f'"{"~" if text is None else text}" are not hours; write for example "09:00-18:00" or "22:00-06:00"'
        )
    start, end = int(found[1]) * 60 + int(found[2]), int(found[3]) * 60 + int(found[4])
    if start >= _DAY or end > _DAY or start == end:
        raise ValueError(f'"{text}" are not hours; they begin before 24:00, end by 24:00 and are not empty')
    return start, end if end > start else end + _DAY


def _write_span(span: tuple[int, int]) -> str:
    start, end = span
    end = end if end <= _DAY else end - _DAY
    return f"{start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}"


ALL_DAY = WeeklyHours(dict.fromkeys(range(7), ((0, _DAY),)))
"""Every local day from midnight to midnight: unlike no hours at all, holidays can be taken out of it."""
