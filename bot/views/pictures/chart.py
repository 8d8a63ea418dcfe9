"""The chart of who is on call when: a row a schedule, a colour a person, and red where nobody is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.oncall import Gap, Shift, Why
from bot.domain.reader import Reader
from bot.domain.team_file import TeamFile
from bot.views.limits import unescape
from bot.views.pictures.canvas import Ink, box, document, line, text
from bot.views.pictures.colours import fill_of
from bot.views.pictures.ladder_words import full_moment
from bot.views.pictures.letters import MORE, drawable, fitted, width, wrapped
from bot.views.pictures.ticks import ticks
from bot.views.words import length_of, person, say

WIDE = 1600
MARGIN = 40
_LEFT = 300
_RIGHT = WIDE - MARGIN
_TOP = 206
_ROW, _BAR = 96, 60
_TITLE, _LABEL, _BODY, _SMALL, _TAG = 44, 28, 26, 24, 20
_THINNEST_GAP = 1.5
"""However short, a gap is seen."""
_THIN = 12
"""Narrower than this, stripes cannot be told from a colour."""

_TELLING = 3
"""Letters of a name that are worth showing before it is cut."""

HATCHES = (
    '<pattern id="nobody" width="14" height="14" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<rect width="14" height="14" fill="{Ink.ROSE}"/><rect width="3" height="14" fill="{Ink.RED}"/></pattern>'
)
_MARKS = {Why.OVERRIDE: "", Why.COVER: ' stroke-dasharray="7 6"'}
"""How the upper edge of a shift out of turn is drawn."""


@dataclass(frozen=True)
class Row:
    """A schedule's shifts and gaps between two instants, in order."""

    schedule: str
    shifts: tuple[Shift, ...]
    gaps: tuple[Gap, ...]

    @property
    def empty(self) -> timedelta:
        """How long nobody is there."""
        return sum((gap.end - gap.start for gap in self.gaps), timedelta())


@dataclass(frozen=True)
class Chart:
    """What is drawn, between `start` and `end` (UTC); `now` is marked where it is in between."""

    rows: tuple[Row, ...]
    start: datetime
    end: datetime
    now: datetime
    note: str = ""

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody on call, in the order they come up."""
        return tuple(dict.fromkeys(shift.person for row in self.rows for shift in row.shifts))

    def x(self, at: datetime) -> float:
        """Where an instant stands."""
        return _LEFT + (_RIGHT - _LEFT) * ((at - self.start) / (self.end - self.start))


def drawn(chart: Chart, file: TeamFile, reader: Reader) -> str:
    """The chart as SVG, by the reader's clock."""
    names = {key: unescape(person(file, key, reader)) for key in chart.people}
    bottom: float = _TOP + _ROW * len(chart.rows)
    title = say(reader, ko="당번표", en="Who is on call")
    parts = [*_head(chart, title, reader), *_columns(chart, bottom, reader)]
    for index, row in enumerate(chart.rows):
        parts += _row(chart, row, _TOP + _ROW * index, names, reader)
    now = _now(chart, bottom, reader)
    parts += now
    legend, bottom = _legend(chart, names, bottom + (64 if now else 34), reader)
    return document(
        WIDE, bottom + MARGIN, [*parts, *legend],
        title=title, told="\n".join(_in_words(chart, names, reader)), language=reader.language, definitions=HATCHES,
    )  # fmt: skip


def _head(chart: Chart, title: str, reader: Reader) -> list[str]:
    span = f"{full_moment(chart.start, reader)} – {full_moment(chart.end, reader)} · {reader.zone}"
    return [
        text(MARGIN, MARGIN + 44, title, _TITLE, bold=True, fill=Ink.NAVY),
        text(MARGIN, MARGIN + 88, fitted(span, _BODY, WIDE - 2 * MARGIN), _BODY, fill=Ink.SOFT),
    ]


def _columns(chart: Chart, bottom: float, reader: Reader) -> list[str]:
    parts = [box(_LEFT, _TOP - 8, _RIGHT - _LEFT, bottom - _TOP + 8, fill=Ink.CARD, stroke=Ink.LINE)]
    found = ticks(chart.start, chart.end, reader, _RIGHT - _LEFT)
    ends = [chart.x(tick.at) for tick in found[1:]] + [float(_RIGHT)]
    for tick, until in zip(found, ends, strict=True):
        x = chart.x(tick.at)
        parts.append(line(x, _TOP - 8, x, bottom, stroke=Ink.FAINT if tick.strong else Ink.LINE, thick=1))
        label = fitted(tick.label, _SMALL, until - x - 8, bold=tick.strong)
        if label:
            parts.append(text(x + 6, _TOP - 20, label, _SMALL, bold=tick.strong, fill=Ink.SOFT))
    return parts


def _row(chart: Chart, row: Row, top: float, names: dict[str, str], reader: Reader) -> list[str]:
    room, middle = _LEFT - MARGIN - 20, top + _ROW / 2
    parts = [line(MARGIN, top + _ROW, _RIGHT, top + _ROW, stroke=Ink.LINE, thick=1)]
    name = fitted(row.schedule, _LABEL, room, bold=True)
    parts.append(text(MARGIN, middle - (4 if row.gaps else -10), name, _LABEL, bold=True))
    if row.gaps:
        length = length_of(_rounded(row.empty), reader)
        empty = say(reader, ko=f"빈 시간 {length}", en=f"gaps {length}")
        parts.append(text(MARGIN, middle + 28, fitted(empty, _SMALL, room), _SMALL, fill=Ink.RED))
    for shift in row.shifts:
        parts += _bar(chart, shift, top + (_ROW - _BAR) / 2, names)
    for gap in row.gaps:
        parts += _gap(chart, gap, top + (_ROW - _BAR) / 2, reader)
    return parts


def _rounded(length: timedelta) -> timedelta:
    """Whole hours from a day on, whole days from ten on: what is said beside a row must be short."""
    unit = timedelta(days=1) if length >= timedelta(days=10) else timedelta(hours=1)
    return round(length / unit) * unit if length >= timedelta(days=1) else length


def _bar(chart: Chart, shift: Shift, y: float, names: dict[str, str]) -> list[str]:
    x, until = chart.x(shift.start), chart.x(shift.end)
    fill = fill_of(chart.people.index(shift.person))
    between = 1 if until - x > _THIN else 0
    corner = min(8, (until - x) / 4) if between else 0
    parts = [box(x + between, y, until - x - 2 * between, _BAR, fill=fill, round_=corner)]
    if shift.why in _MARKS:
        parts.append(_mark(x + 2, until - 2, y + 4, shift.why))
    if said := _name_in(names[shift.person], until - x - 12):
        parts.append(text(x + 7, y + 38, said, _TAG, bold=True))
    return parts


def _name_in(name: str, room: float) -> str:
    """A name, its first word, or enough of that to tell whose it is; nothing where there is no room."""
    whole = drawable(name.removesuffix("님"))
    first = whole.partition(" ")[0]
    for said in (whole, first):
        if width(said, _TAG, bold=True) <= room:
            return said
    cut = fitted(first, _TAG, room, bold=True)
    return cut if len(cut) >= len(MORE) + _TELLING else ""


def _mark(x: float, until: float, y: float, why: Why) -> str:
    ends = f'x1="{x:.2f}" y1="{y:.2f}" x2="{max(until, x):.2f}" y2="{y:.2f}"'
    return f'<line {ends} stroke="{Ink.TEXT}" stroke-width="6"{_MARKS[why]}/>'


def _gap(chart: Chart, gap: Gap, y: float, reader: Reader) -> list[str]:
    x, until = chart.x(gap.start), chart.x(gap.end)
    wide = max(until - x, _THINNEST_GAP)
    parts = [box(x, y, wide, _BAR, fill="url(#nobody)" if wide > _THIN else Ink.THIN_RED)]
    nobody = say(reader, ko="비어 있음", en="nobody")
    needed = width(nobody, _SMALL, bold=True) + 16
    if wide >= needed + 8:
        middle = x + wide / 2
        parts.append(box(middle - needed / 2, y + 13, needed, 34, fill=Ink.ROSE, round_=6))
        parts.append(text(middle, y + 39, nobody, _SMALL, bold=True, fill=Ink.RED, anchor="middle"))
    return parts


def _now(chart: Chart, bottom: float, reader: Reader) -> list[str]:
    if not chart.start <= chart.now < chart.end:
        return []
    x, said = chart.x(chart.now), say(reader, ko="지금", en="now")
    wide = width(said, _SMALL, bold=True) + 20
    left = min(max(x - wide / 2, _LEFT), _RIGHT - wide)
    return [
        line(x, _TOP - 8, x, bottom + 8, stroke=Ink.NAVY, thick=4),
        box(left, bottom + 6, wide, 36, fill=Ink.NAVY, round_=8),
        text(left + 10, bottom + 33, said, _SMALL, bold=True, fill=Ink.CARD),
    ]


def _legend(chart: Chart, names: dict[str, str], y: float, reader: Reader) -> tuple[list[str], float]:
    """Every colour and mark that was used, in lines that fit, and what else is to be known."""
    used = {shift.why for row in chart.rows for shift in row.shifts}
    entries: list[tuple[str, str, Why | None]] = [
        (fitted(names[key], _SMALL, 600), fill_of(index), None) for index, key in enumerate(chart.people)
    ]
    if Why.OVERRIDE in used:
        entries.append((say(reader, ko="일정 변경", en="override"), Ink.MIST, Why.OVERRIDE))
    if Why.COVER in used:
        entries.append((say(reader, ko="대신 맡음", en="cover"), Ink.MIST, Why.COVER))
    if any(row.gaps for row in chart.rows):
        entries.append((say(reader, ko="비어 있음", en="nobody"), "url(#nobody)", None))
    parts: list[str] = []
    x = float(MARGIN)
    for words, fill, why in entries:
        wide = 44 + width(words, _SMALL) + 34
        if x + wide > WIDE - MARGIN and x > MARGIN:
            x, y = float(MARGIN), y + 44
        parts.append(box(x, y, 34, 26, fill=fill, round_=6, stroke=Ink.LINE))
        parts += [_mark(x + 2, x + 32, y + 4, why)] if why else []
        parts.append(text(x + 44, y + 22, words, _SMALL, fill=Ink.SOFT))
        x += wide
    y += 44 if entries else 0
    for said in wrapped(chart.note, _SMALL, WIDE - 2 * MARGIN):
        y += 34
        parts.append(text(MARGIN, y, said, _SMALL, fill=Ink.FAINT))
    return parts, y


def _in_words(chart: Chart, names: dict[str, str], reader: Reader) -> Iterable[str]:
    nobody = say(reader, ko="비어 있음", en="nobody")
    for row in chart.rows:
        entries: Sequence[Shift | Gap] = sorted((*row.shifts, *row.gaps), key=lambda one: one.start)
        for one in entries:
            who = names[one.person] if isinstance(one, Shift) else nobody
            yield f"{row.schedule}: {full_moment(one.start, reader)} – {full_moment(one.end, reader)} {who}"
    yield chart.note
