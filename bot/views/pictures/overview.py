"""The picture of all topics: who is asked first and second for each, on pages as high as a phone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.ladder import Rung
from bot.domain.language import Language
from bot.domain.reader import Reader
from bot.domain.team_file import TeamFile
from bot.services.answer import Route
from bot.views.answers import nobody
from bot.views.limits import unescape
from bot.views.pictures.canvas import Ink, box, disc, document, group, text
from bot.views.pictures.ladder import MARGIN, WIDE
from bot.views.pictures.ladder_words import everybody, full_moment
from bot.views.pictures.letters import fitted, width, wrapped
from bot.views.words import plain_moment, say, text_of

ROWS = 7
"""Topics on a page: with them it is about as high as the screen of a phone that shows its whole width."""

_TITLE, _TOPIC, _BODY, _SMALL = 46, 32, 28, 26
_INNER = 26
_TEXT_X = MARGIN + _INNER + 50
_ROOM = WIDE - MARGIN - _INNER - _TEXT_X
_LINE = 42
_GAP = 16


@dataclass(frozen=True)
class Row:
    """A topic: who is asked first and second, each with when; `first` tells of nobody where nobody is there."""

    title: str
    first: tuple[str, str]
    second: tuple[str, str] | None = None
    reached: bool = True

    def __str__(self) -> str:
        said = [" ".join(filter(None, part)) for part in (self.first, self.second) if part]
        return f"{self.title}: {' → '.join(said)}"


@dataclass(frozen=True)
class Overview:
    """Everything the picture says; `page` tells which of several it is."""

    language: Language
    title: str
    instant: str
    rows: tuple[Row, ...]
    note: str = ""
    page: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """The same as lines of plain text."""
        head = " ".join(filter(None, (self.title, self.page)))
        return tuple(line for line in (head, self.instant, *map(str, self.rows), self.note) if line)


def told(
    routes: Sequence[Route], at: datetime, file: TeamFile, reader: Reader, *, note: str = ""
) -> Overview:
    """The words of the picture for one reader at an instant."""
    return Overview(
        language=reader.language,
        title=say(reader, ko="지금 누구에게 넘기면 될까요?", en="Who takes what right now"),
        instant=full_moment(at, reader),
        rows=tuple(_row(route, file, reader) for route in routes),
        note=note,
    )


def pages(whole: Overview, most: int = ROWS) -> tuple[Overview, ...]:
    """The picture in as few pages as fit, about equally full."""
    count = max(1, -(-len(whole.rows) // most))
    each = -(-len(whole.rows) // count) or 1
    cuts = [whole.rows[at : at + each] for at in range(0, len(whole.rows), each)] or [()]
    return tuple(
        replace(
            whole,
            rows=rows,
            page=f"{number}/{len(cuts)}" if len(cuts) > 1 else "",
            note=whole.note if number == len(cuts) else "",
        )
        for number, rows in enumerate(cuts, start=1)
    )


def drawn(sheet: Overview) -> str:
    """All its rows as one SVG."""
    parts, y = _head(sheet)
    for row in sheet.rows:
        drawn_row, high = _drawn_row(row, y)
        parts.append(group(drawn_row, str(row)))
        y += high + _GAP
    for line in wrapped(sheet.note, _SMALL, WIDE - 2 * MARGIN, most=3):
        y += _SMALL * 1.34
        parts.append(text(MARGIN, y, line, _SMALL, fill=Ink.FAINT))
    return document(
        WIDE, y + MARGIN, parts, title=sheet.title, told="\n".join(sheet.lines), language=sheet.language
    )


def _head(sheet: Overview) -> tuple[list[str], float]:
    parts, y = [], float(MARGIN)
    for line in wrapped(sheet.title, _TITLE, WIDE - 2 * MARGIN, bold=True):
        y += _TITLE * 1.24
        parts.append(text(MARGIN, y, line, _TITLE, bold=True, fill=Ink.NAVY))
    y += 10 + _BODY * 1.34
    parts.append(text(MARGIN, y, fitted(sheet.instant, _BODY, 560), _BODY, fill=Ink.SOFT))
    if sheet.page:
        parts.append(text(WIDE - MARGIN, y, sheet.page, _BODY, fill=Ink.SOFT, anchor="end"))
    return parts, y + 30


def _drawn_row(row: Row, top: float) -> tuple[list[str], float]:
    ground = Ink.CARD if row.reached else Ink.ROSE
    high = 74 + _LINE * (2 if row.second else 1)
    parts = [box(MARGIN, top, WIDE - 2 * MARGIN, high, fill=ground, round_=18, stroke=Ink.LINE)]
    title = fitted(row.title, _TOPIC, WIDE - 2 * (MARGIN + _INNER), bold=True)
    parts.append(text(MARGIN + _INNER, top + 46, title, _TOPIC, bold=True, fill=Ink.NAVY))
    parts += _person("1", row.first, top + 92, first=True, reached=row.reached)
    if row.second:
        parts += _person("2", row.second, top + 92 + _LINE, first=False, reached=True)
    return parts, high


def _person(number: str, said: tuple[str, str], y: float, *, first: bool, reached: bool) -> list[str]:
    """When, and before it who, as much as fits."""
    x = MARGIN + _INNER + 17
    who, when = said
    late = fitted(when, _BODY, _ROOM * 0.75)
    room = _ROOM - (width(f"  {late}", _BODY) if late else 0)
    name = fitted(who, _BODY, room, bold=first)
    ground, sign = (Ink.NAVY, Ink.CARD) if first and reached else (Ink.MIST, Ink.NAVY)
    fill = Ink.RED if not reached else Ink.TEXT if first else Ink.SOFT
    after = _TEXT_X + width(f"{name} ", _BODY, bold=first) + 4
    return [
        disc(x, y - 10, 17, fill=ground),
        text(x, y - 2, number, 22, bold=True, fill=sign, anchor="middle"),
        text(_TEXT_X, y, name, _BODY, bold=first, fill=fill),
        *([text(after, y, late, _BODY, fill=Ink.SOFT)] if late else []),
    ]


def _row(route: Route, file: TeamFile, reader: Reader) -> Row:
    title = text_of(route.title, reader) if route.title else ""
    reaching = [rung for rung in route.rungs if not rung.skipped]
    if not reaching:
        return Row(title, (unescape(nobody(route, reader)), ""), reached=False)
    second = _later(reaching[1], route, file, reader) if len(reaching) > 1 else None
    return Row(title, _present(reaching[0], route, file, reader), second)


def _present(rung: Rung, route: Route, file: TeamFile, reader: Reader) -> tuple[str, str]:
    ends = [ask.until for ask in rung.asks if ask.until]
    until = plain_moment(ends[0], reader, route.at) if len(ends) == 1 == len(rung.asks) else ""
    return everybody(rung.asks, file, reader), say(
        reader, ko=f"{until}까지" if until else "", en=f"until {until}" if until else ""
    )


def _later(rung: Rung, route: Route, file: TeamFile, reader: Reader) -> tuple[str, str]:
    begins = plain_moment(rung.begins, reader, route.at)
    return everybody(rung.asks, file, reader), say(reader, ko=f"{begins}부터", en=f"from {begins}")
