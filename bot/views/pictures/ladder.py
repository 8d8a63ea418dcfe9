"""The picture of a ladder: one column, as wide as a phone, a card for each rung."""

from bot.views.pictures.canvas import Ink, arrow_down, box, clock_face, disc, document, group, text
from bot.views.pictures.ladder_words import AGAIN, Sheet, Step
from bot.views.pictures.letters import fitted, joined, wrapped

WIDE = 720
"""Shown across a phone of 390 points this makes the smallest text (26) as large as 14 points."""

MARGIN = 32
_INNER = 28
_TEXT_X = MARGIN + _INNER + 60 + 22
_RIGHT = WIDE - MARGIN - _INNER
_ROOM = _RIGHT - _TEXT_X
_GAP = 40

_TITLE, _NAME, _BODY, _SMALL = 46, 36, 28, 26
_LEADING = 1.34


class _Look:
    """The colours of a kind of card."""

    def __init__(
        self, ground: str, edge: str, name: str, soft: str, mark: str, sign: str, *, dashed: bool = False
    ) -> None:
        self.ground, self.edge, self.name, self.soft = ground, edge, name, soft
        self.mark, self.sign, self.dashed = mark, sign, dashed


_NOW = _Look(Ink.CARD, Ink.NAVY, Ink.TEXT, Ink.SOFT, Ink.NAVY, Ink.CARD)
_THEN = _Look(Ink.CARD, Ink.LINE, Ink.TEXT, Ink.SOFT, Ink.MIST, Ink.NAVY)
_SKIPPED = _Look(Ink.SKIPPED, Ink.LINE, Ink.FAINT, Ink.FAINT, Ink.CARD, Ink.FAINT, dashed=True)
_LAST = _Look(Ink.WARM, Ink.WARM_LINE, Ink.WARM_TEXT, Ink.WARM_TEXT, Ink.WARM_LINE, Ink.TEXT)


def drawn(sheet: Sheet) -> str:
    """A ladder as SVG."""
    parts, y = _head(sheet)
    first = next((step for step in sheet.steps if not step.skipped), None)
    for step in (*sheet.steps, sheet.last):
        look = _LAST if step is sheet.last else _NOW if step is first else _THEN
        card, high = _card(step, y, _SKIPPED if step.skipped else look)
        parts.append(group(card, str(step)))
        y += high
        if step is not sheet.last:
            parts.append(arrow_down(MARGIN + _INNER + 30, y + 4, y + _GAP - 3, stroke=Ink.FAINT))
            y += _GAP
    y += 20
    for line in wrapped(sheet.note, _SMALL, WIDE - 2 * MARGIN, most=3):
        y += _SMALL * _LEADING
        parts.append(text(MARGIN, y, line, _SMALL, fill=Ink.FAINT))
    return document(
        WIDE, y + MARGIN, parts, title=sheet.title, told="\n".join(sheet.lines), language=sheet.language
    )


def _head(sheet: Sheet) -> tuple[list[str], float]:
    parts: list[str] = []
    room, y = WIDE - 2 * MARGIN, float(MARGIN + _SMALL)
    parts.append(text(MARGIN, y, fitted(sheet.kicker, _SMALL, room), _SMALL, fill=Ink.SOFT))
    for line in wrapped(sheet.title, _TITLE, room, bold=True, most=3):
        y += _TITLE * 1.24
        parts.append(text(MARGIN, y, line, _TITLE, bold=True, fill=Ink.NAVY))
    y += 10
    for said in sheet.lead:
        for line in wrapped(said, _BODY, room, most=2):
            y += _BODY * _LEADING
            parts.append(text(MARGIN, y, line, _BODY, fill=Ink.SOFT))
    return parts, y + 34


def _card(step: Step, top: float, look: _Look) -> tuple[list[str], float]:
    """A rung's card, and how high it is."""
    lines, y = _lines(step, top + 18, look)
    bottom = max(y + 24, top + 2 * _INNER + 60)
    ground = box(
        MARGIN, top, WIDE - 2 * MARGIN, bottom - top,
        fill=look.ground, round_=20, stroke=look.edge, dashed=look.dashed,
    )  # fmt: skip
    return [ground, *_mark(step.label, top + _INNER + 30, look), *lines], bottom - top


def _mark(label: str, y: float, look: _Look) -> list[str]:
    """The number in its disc, or the sign of the same again and of the last resort."""
    x = MARGIN + _INNER + 30
    ground = disc(x, y, 30, fill=look.mark)
    if label == AGAIN:
        arc = f"M {x + 11} {y - 9} A 14 14 0 1 0 {x + 14} {y + 3}"
        tip = f"M {x + 13} {y - 18} V {y - 7} H {x + 2}"
        style = f'fill="none" stroke="{look.sign}" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"'
        return [ground, f'<path d="{arc} {tip}" {style}/>']
    sign = fitted(label, 34, 52, bold=True)
    return [ground, text(x, y + 12, sign, 34, bold=True, fill=look.sign, anchor="middle")]


def _lines(step: Step, y: float, look: _Look) -> tuple[list[str], float]:
    parts: list[str] = []
    for line in wrapped(step.head, _BODY, _ROOM, bold=True):
        y += _BODY * _LEADING
        parts.append(text(_TEXT_X, y, line, _BODY, bold=True, fill=look.soft))
    y += 6 if step.head else 0
    for index, named in enumerate(step.named):
        y += 12 if index else 0
        for line in wrapped(_begun(named.who), _NAME, _ROOM, bold=True, most=4):
            y += _NAME * _LEADING
            parts.append(text(_TEXT_X, y, line, _NAME, bold=True, fill=look.name))
        for line in joined(named.about, _BODY, _ROOM, most=3):
            y += _BODY * _LEADING
            parts.append(text(_TEXT_X, y, line, _BODY, fill=look.soft))
    y += 10 if step.named and step.missed else 0
    for missed in step.missed:
        for line in wrapped(missed, _BODY, _ROOM, most=3):
            y += _BODY * _LEADING
            parts.append(text(_TEXT_X, y, line, _BODY, fill=Ink.FAINT))
    if step.wait:
        more, y = _wait(step, y + 10, look)
        parts += more
    return parts, y


def _begun(name: str) -> str:
    """A name as it begins a line."""
    return name[:1].upper() + name[1:]


def _wait(step: Step, y: float, look: _Look) -> tuple[list[str], float]:
    """How long it waits, behind a small clock."""
    indent = 0 if step.skipped else 38
    lines = joined(step.wait, _BODY, _ROOM - indent, bold=True, between=" → ", most=2)
    parts = (
        [] if step.skipped else [clock_face(_TEXT_X + 14, y + _BODY * _LEADING - 10, 12, stroke=look.soft)]
    )
    for line in lines:
        y += _BODY * _LEADING
        parts.append(text(_TEXT_X + indent, y, line, _BODY, bold=True, fill=look.soft))
    return parts, y
