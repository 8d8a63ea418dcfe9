"""The picture of `eval`: whether the threshold stands where it should, what it costs, and what is taken for what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.domain.calibration import Bin, Calibration, Step
from bot.domain.evaluation import Evaluation, Share
from bot.domain.language import Text
from bot.domain.mistakes import Confusion
from bot.domain.reader import Reader
from bot.views.pictures.canvas import Ink, box, disc, document, group, line, text
from bot.views.pictures.letters import fitted
from bot.views.words import say, text_of

WIDE = 1600
MARGIN = 40
_GAP = 40
_COLUMN = (WIDE - 2 * MARGIN - _GAP) / 2
_INNER = 28
_AXIS = 74
"""Room left of a plot, for its percentages."""
_PLOT_HIGH = 300
_TITLE, _HEAD, _BODY, _SMALL, _TAG = 44, 30, 24, 21, 17
_PAIRS = 10
"""Confused pairs that are drawn; `--json` has all of them."""
_PAIR_HIGH = 40
_TOP = 164
_CALIBRATION_HIGH = _PLOT_HIGH + 190
_TRADE_OFF_HIGH = _PLOT_HIGH + 150

Titles = Mapping[str, Text]
"""What people call an entry, by its id."""


@dataclass(frozen=True)
class Side:
    """One of the two columns: everything measured of one matcher."""

    head: str
    share: Share
    calibration: Calibration
    confusion: Sequence[Confusion]
    titles: Titles


def drawn(found: Evaluation, *, topics: Titles, situations: Titles, name: str, reader: Reader) -> str:
    """The picture as SVG; `name` is the file of cases that was measured."""
    sides = (
        Side(
            say(reader, ko="주제", en="Topics"),
            found.topics.all, found.calibration.topics, found.confusion.topics, topics,
        ),
        Side(
            say(reader, ko="상황", en="Situations"),
            found.situations.all, found.calibration.situations, found.confusion.situations, situations,
        ),
    )  # fmt: skip
    title = say(reader, ko="얼마나 잘 알아듣나", en="How well messages are understood")
    parts = [
        text(MARGIN, MARGIN + 44, title, _TITLE, bold=True, fill=Ink.NAVY),
        text(MARGIN, MARGIN + 86, fitted(name, _BODY, WIDE - 2 * MARGIN), _BODY, fill=Ink.SOFT),
    ]
    bottom = _TOP
    for place, side in enumerate(sides):
        left = MARGIN + place * (_COLUMN + _GAP)
        column, until = _column(side, left, reader)
        parts.append(group(column, side.head))
        bottom = max(bottom, int(until))
    told = "\n".join(said for side in sides for said in _in_words(side, reader))
    return document(WIDE, bottom + MARGIN, parts, title=title, told=told, language=reader.language)


def _column(side: Side, left: float, reader: Reader) -> tuple[list[str], float]:
    parts, y = _calibration(side, left, _TOP, reader), _TOP + _CALIBRATION_HIGH + 24
    parts += _trade_off(side, left, y, reader)
    y += _TRADE_OFF_HIGH + 24
    confused, until = _confusion(side, left, y, reader)
    return parts + confused, until


def _card(left: float, top: float, high: float, head: str, under: str) -> list[str]:
    room = _COLUMN - 2 * _INNER
    return [
        box(left, top, _COLUMN, high, fill=Ink.CARD, stroke=Ink.LINE, round_=16),
        text(left + _INNER, top + 46, fitted(head, _HEAD, room, bold=True), _HEAD, bold=True),
        text(left + _INNER, top + 80, fitted(under, _SMALL, room), _SMALL, fill=Ink.SOFT),
    ]


def _grid(left: float, top: float, wide: float) -> list[str]:
    """Lines at every quarter, with what they stand for."""
    parts = []
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        y = top + _PLOT_HIGH * (1 - share)
        parts.append(line(left, y, left + wide, y, stroke=Ink.LINE, thick=1))
        parts.append(text(left - 10, y + 7, f"{share:.0%}", _TAG, fill=Ink.FAINT, anchor="end"))
    return parts


def _calibration(side: Side, left: float, top: float, reader: Reader) -> list[str]:
    """How often the best one is right, by its score; dark bars are mostly answered directly."""
    under = say(
        reader,
        ko="높이: 1위가 맞은 비율 · 진한색: 주로 바로 답함 · 숫자: 점수, 건수",
        en="height: share right · dark: mostly answered directly · below: score, messages",
    )
    head = say(reader, ko=f"{side.head}: 점수별 정확도", en=f"{side.head}: right, by score")
    parts = _card(left, top, _CALIBRATION_HIGH, head, under)
    x, y, wide = left + _AXIS + 10, top + 110.0, _COLUMN - _AXIS - _INNER - 10
    parts += _grid(x, y, wide)
    bins = side.calibration.by_score
    if not bins:
        return [*parts, _nothing(left, y, reader)]
    each = wide / len(bins)
    for place, one in enumerate(bins):
        parts += _bar(one, x + place * each, y, each)
    return parts


def _bar(one: Bin, x: float, y: float, each: float) -> list[str]:
    high = _PLOT_HIGH * one.right
    middle = x + each / 2
    fill = Ink.NAVY if one.direct >= 0.5 else "#9db4cf"
    return [
        box(x + 3, y + _PLOT_HIGH - high, each - 6, high, fill=fill, round_=3),
        text(middle, y + _PLOT_HIGH + 26, f"{one.start:.1f}", _TAG, fill=Ink.SOFT, anchor="middle"),
        text(middle, y + _PLOT_HIGH + 50, str(one.n), _TAG, fill=Ink.FAINT, anchor="middle"),
    ]


def _trade_off(side: Side, left: float, top: float, reader: Reader) -> list[str]:
    """Each threshold's share answered against its share right; the ring is how it is now."""
    head = say(
        reader, ko=f"{side.head}: 바로 답한 비율과 정확도", en=f"{side.head}: answered directly, and right"
    )
    under = say(
        reader,
        ko="가로: 바로 답한 비율 · 세로: 그중 맞은 비율 · 동그라미: 지금",
        en="across: share answered directly · up: share of those right · ring: now",
    )
    parts = _card(left, top, _TRADE_OFF_HIGH, head, under)
    x, y, wide = left + _AXIS + 10, top + 104.0, _COLUMN - _AXIS - _INNER - 40
    parts += _grid(x, y, wide)
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        at = x + wide * share
        parts.append(text(at, y + _PLOT_HIGH + 28, f"{share:.0%}", _TAG, fill=Ink.FAINT, anchor="middle"))

    def place(step: Step) -> tuple[float, float]:
        return x + wide * step.coverage, y + _PLOT_HIGH * (1 - step.right)

    points = [place(step) for step in side.calibration.trade_off]
    parts += [line(*one, *other, stroke="#7f9cc0", thick=4) for one, other in pairwise(points)]
    if (present := side.calibration.present) is not None:
        said = f"{present.coverage:.0%} · {present.right:.0%}"
        at, high = place(present)
        parts += [
            disc(at, high, 10, fill=Ink.CARD, stroke=Ink.RED),
            text(at, high + 38, said, _SMALL, bold=True, fill=Ink.RED, anchor="middle"),
        ]
    return parts if points else [*parts, _nothing(left, y, reader)]


def _confusion(side: Side, left: float, top: float, reader: Reader) -> tuple[list[str], float]:
    pairs = list(side.confusion[:_PAIRS])
    high = 110 + _PAIR_HIGH * max(1, len(pairs)) + 16
    head = say(reader, ko=f"{side.head}: 자주 헷갈린 것", en=f"{side.head}: taken for something else")
    under = say(reader, ko="맞는 것 → 안내한 것, 건수", en="right → where people were led, messages")
    parts = _card(left, top, high, head, under)
    if not pairs:
        return [*parts, _nothing(left, top + 60, reader)], top + high
    most, room = pairs[0].n, _COLUMN - 2 * _INNER - 60
    for place, pair in enumerate(pairs):
        y = top + 104 + place * _PAIR_HIGH
        said = f"{_named(pair.right, side.titles, reader)} → {_named(pair.taken, side.titles, reader)}"
        parts += [
            box(left + _INNER, y, room * pair.n / most, _PAIR_HIGH - 8, fill=Ink.WARM, round_=6),
            text(left + _INNER + 10, y + 23, fitted(said, _SMALL, room - 10), _SMALL),
            text(left + _COLUMN - _INNER, y + 23, str(pair.n), _SMALL, bold=True, anchor="end"),
        ]
    return parts, top + high


def _named(key: str | None, titles: Titles, reader: Reader) -> str:
    if key is None:
        return say(reader, ko="해당 없음", en="nothing")
    return text_of(titles[key], reader) if key in titles else key


def _nothing(left: float, top: float, reader: Reader) -> str:
    said = say(reader, ko="보여 드릴 것이 없습니다", en="nothing to show")
    return text(left + _COLUMN / 2, top + 80, said, _BODY, fill=Ink.FAINT, anchor="middle")


def _in_words(side: Side, reader: Reader) -> list[str]:
    """The same for screen readers."""
    right = say(reader, ko="맞음", en="right")
    bins = [f"{one.start:g}: {right} {one.right:.0%} ({one.n})" for one in side.calibration.by_score]
    pairs = [
        f"{_named(p.right, side.titles, reader)} → {_named(p.taken, side.titles, reader)}: {p.n}"
        for p in side.confusion[:_PAIRS]
    ]
    return [f"{side.head}: {side.share.n}", *bins, *pairs]
