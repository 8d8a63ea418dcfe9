"""The plots of a review: what was handed over, how long nobody had it, what was thanked for.

One blue, told apart by shape and length, so that no plot needs its colours; every length and time has its figure.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import log

from bot.domain.reader import Reader
from bot.domain.review import TOO_FEW, Review, WeekOfOwners
from bot.services.handbook import Handbook
from bot.views.pictures.canvas import Ink, box, disc, document, group, line, text
from bot.views.pictures.letters import drawable, fitted
from bot.views.pictures.messages import Sketch
from bot.views.review_parts import Part, parts
from bot.views.review_words import before_name, lasts, title, topic_name, value_name
from bot.views.words import MONTHS_EN, say

WIDE = 720
MARGIN = 24
_INNER = 24
_ROOM = WIDE - 2 * (MARGIN + _INNER)
_TITLE, _HEAD, _BODY, _SMALL = 34, 28, 24, 20
_BAR_ROW, _BAR = 66, 22
_COUNT = 70
"""Room a count takes behind its bar; a mark that stands there is passed."""
_MOST_BARS = 8
_PLOT_HIGH = 300
_HEAD_HIGH = 104
_AXIS = 112
"""Room left of the plot for lengths of time."""

_STEPS = tuple(
    timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 1440, 3 * 1440, 7 * 1440, 28 * 1440)
)
"""What the time axis may name: each a few times the one before, evenly spread as logarithms."""


@dataclass(frozen=True)
class Bar:
    """One length with its name; `before` is the mark of the period before."""

    name: str
    n: int
    before: int | None = None


@dataclass(frozen=True)
class Panel:
    """One plot as parts drawn from (0, 0), `_ROOM` wide, and how high it is; `under` says how to read it."""

    key: str
    title: str
    under: str
    parts: tuple[str, ...]
    high: float


def sketch(review: Review, book: Handbook, reader: Reader) -> Sketch | None:
    """All plots as one picture of a phone's width; None where there is nothing to plot."""
    made = panels(review, book, reader)
    if not made:
        return None
    said = title(review, book, reader)
    drawn = [
        text(
            MARGIN,
            MARGIN + 36,
            fitted(said, _TITLE, WIDE - 2 * MARGIN, bold=True),
            _TITLE,
            bold=True,
            fill=Ink.NAVY,
        )
    ]
    y = MARGIN + 64.0
    for panel in made:
        drawn.append(_moved(0, y, group(_card(panel), panel.title)))
        y += _HEAD_HIGH + panel.high + 20
    alt = _in_words(parts(review, book, reader), {panel.key for panel in made})
    svg = document(WIDE, y + MARGIN - 20, drawn, title=said, told=alt, language=reader.language)
    name = re.sub(r"[^\w-]+", "-", f"review-{review.team}-{review.period}")
    return Sketch(f"{name}.png", drawable(said), f"{said}\n{alt}", svg)


def plot(panel: Panel, words: str, reader: Reader) -> str:
    """One plot as an SVG of its own, without its head."""
    drawn = [_moved(4, 4, "".join(panel.parts))]
    return document(_ROOM + 8, panel.high + 8, drawn, title=panel.title, told=words, language=reader.language)


def panels(review: Review, book: Handbook, reader: Reader) -> tuple[Panel, ...]:
    """The plots that have something to show, in the order of the parts."""
    made = []
    if review.topics:
        made.append(_topics(review, book, reader))
    if any(map(_shown, review.weeks)):
        made.append(_owners(review, reader))
    if review.thanks is not None and review.thanks.n:
        made.append(_thanks(review, book, reader))
    return tuple(made)


def in_words(part: Part) -> str:
    """A part's table for screen readers."""
    rows = part.table.rows if part.table else ()
    return "\n".join(f"{name}: {', '.join(cells)}" for name, *cells in rows)


def _in_words(all_parts: Sequence[Part], keys: set[str]) -> str:
    return "\n".join(f"{part.title}\n{in_words(part)}" for part in all_parts if part.key in keys)


def _card(panel: Panel) -> list[str]:
    return [
        box(MARGIN, 0, WIDE - 2 * MARGIN, _HEAD_HIGH + panel.high, fill=Ink.CARD, stroke=Ink.LINE, round_=16),
        text(MARGIN + _INNER, 46, fitted(panel.title, _HEAD, _ROOM, bold=True), _HEAD, bold=True),
        text(MARGIN + _INNER, 78, fitted(panel.under, _SMALL, _ROOM), _SMALL, fill=Ink.SOFT),
        _moved(MARGIN + _INNER, _HEAD_HIGH, "".join(panel.parts)),
    ]


def _moved(x: float, y: float, drawn: str) -> str:
    return f'<g transform="translate({x:.0f} {y:.0f})">{drawn}</g>'


def _topics(review: Review, book: Handbook, reader: Reader) -> Panel:
    head = say(reader, ko="넘겨받은 고객, 주제별", en="Handed over, by topic")
    before = before_name(review.period, reader)
    under = say(reader, ko=f"막대: 건수 · 세로선: {before}", en=f"bar: cases · upright line: {before}")
    bars = [Bar(topic_name(one.topic, book.file, reader), one.n, one.before) for one in review.topics]
    if len(bars) > _MOST_BARS:
        rest = bars[_MOST_BARS - 1 :]
        others = say(reader, ko=f"그 밖의 주제 {len(rest)}개", en=f"{len(rest)} other topics")
        bars = [
            *bars[: _MOST_BARS - 1],
            Bar(others, sum(one.n for one in rest), sum(one.before or 0 for one in rest)),
        ]
    return _bars("topics", head, under, bars)


def _thanks(review: Review, book: Handbook, reader: Reader) -> Panel:
    head = say(reader, ko="공개로 전한 감사, 가치별", en="Thanks in public, by value")
    under = say(reader, ko="values.yaml 의 순서, 순위가 아닙니다", en="in the order of values.yaml, no rank")
    found = review.thanks.values if review.thanks else ()
    return _bars(
        "thanks", head, under, [Bar(value_name(one.value, book.philosophy, reader), one.n) for one in found]
    )


def _bars(key: str, head: str, under: str, bars: Sequence[Bar]) -> Panel:
    drawn: list[str] = []
    most = max(max(one.n, one.before or 0) for one in bars) or 1
    wide = _ROOM - 60
    for place, one in enumerate(bars):
        y = float(place * _BAR_ROW)
        drawn.append(text(0, y + 20, fitted(one.name, _BODY, _ROOM), _BODY))
        length = wide * one.n / most
        drawn.append(
            box(
                0,
                y + 32,
                max(length, 3),
                _BAR,
                fill=Ink.NAVY if one.n else Ink.LINE,
                round_=4 if one.n else 0,
            )
        )
        end = length
        if one.before is not None:
            at = wide * one.before / most
            drawn += [
                line(at, y + 27, at, y + 32 + _BAR + 5, stroke=Ink.CARD, thick=8),
                line(at, y + 27, at, y + 32 + _BAR + 5, stroke=Ink.FAINT, thick=4),
            ]
            if 0 <= at - length < _COUNT:
                end = at
        drawn.append(text(end + 12, y + 32 + _BAR - 3, str(one.n), _BODY, bold=True))
    return Panel(key, head, under, tuple(drawn), _BAR_ROW * len(bars) + 8)


def _owners(review: Review, reader: Reader) -> Panel:
    head = say(reader, ko="담당자가 정해지기까지, 주별", en="Time to an owner, by week")
    under = say(
        reader,
        ko=f"점: 절반 · 위 끝: 열에 아홉 · 표시 없음: {TOO_FEW}건 미만",
        en=f"disc: half · upper end: nine in ten · no mark: fewer than {TOO_FEW}",
    )
    drawn: list[str] = []
    times = [time for week in review.weeks for time in _shown(week)]
    steps = _axis(min(times), max(times))
    left, top, wide = float(_AXIS), 10.0, float(_ROOM - _AXIS)

    def y_of(time: timedelta) -> float:
        low, most = log(steps[0] / _SECOND), log(steps[-1] / _SECOND)
        share = (log(max(time, steps[0]) / _SECOND) - low) / (most - low)
        return top + _PLOT_HIGH * (1 - min(share, 1.0))

    for step in steps:
        drawn.append(line(left, y_of(step), left + wide, y_of(step), stroke=Ink.LINE, thick=1))
        drawn.append(
            text(left - 12, y_of(step) + 7, lasts(step, reader), _SMALL, fill=Ink.FAINT, anchor="end")
        )
    each = wide / len(review.weeks)
    for place, week in enumerate(review.weeks):
        x = left + each * (place + 0.5)
        drawn += _week(x, [y_of(time) for time in _shown(week)])
        day = say(
            reader,
            ko=f"{week.first.month}/{week.first.day}",
            en=f"{week.first.day} {MONTHS_EN[week.first.month - 1]}",
        )
        below = top + _PLOT_HIGH
        drawn.append(text(x, below + 32, day, _SMALL - 2, fill=Ink.SOFT, anchor="middle"))
        drawn.append(text(x, below + 58, f"n={week.spread.n}", _SMALL - 2, fill=Ink.FAINT, anchor="middle"))
    return Panel("owners", head, under, tuple(drawn), _PLOT_HIGH + 84)


_SECOND = timedelta(seconds=1)


def _shown(week: WeekOfOwners) -> tuple[timedelta, ...]:
    """The middle and the 90th percentile; nothing of too few."""
    if week.spread.median is None or week.spread.p90 is None:
        return ()
    return week.spread.median, week.spread.p90


def _week(x: float, heights: Sequence[float]) -> list[str]:
    if not heights:
        return []
    middle, most = heights
    return [
        line(x, middle, x, most, stroke=Ink.NAVY, thick=6),
        line(x - 12, most, x + 12, most, stroke=Ink.NAVY, thick=6),
        disc(x, middle, 12, fill=Ink.NAVY),
    ]


def _axis(least: timedelta, most: timedelta) -> tuple[timedelta, ...]:
    """The named lengths of time from below the least to above the most; two at least."""
    first = max((n for n, step in enumerate(_STEPS) if step <= least), default=0)
    last = min((n for n, step in enumerate(_STEPS) if step >= most), default=len(_STEPS) - 1)
    return _STEPS[first : max(last, first + 1) + 1] if first + 1 < len(_STEPS) else _STEPS[-2:]
