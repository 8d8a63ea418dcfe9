"""The few shapes pictures are made of, as SVG; every text and attribute is escaped here."""

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from bot.domain.language import Language
from bot.domain.later import compiled_later

FAMILY = "Noto Sans CJK KR"
"""The family of bot/adapters/fonts."""

_FAMILIES = f"'{FAMILY}', 'Noto Sans KR', 'Apple SD Gothic Neo', 'Malgun Gothic', sans-serif"
"""What a browser showing the SVG itself falls back to."""


class Ink:
    """The colours. Each text colour has a contrast of 4.5 or more on each ground it stands on (WCAG 2.2, 1.4.3)."""

    PAPER = "#f4f6f9"
    CARD = "#ffffff"
    LINE = "#cdd6e1"
    TEXT = "#1b2733"
    SOFT = "#4a5a6b"
    NAVY = "#1f3a5f"
    MIST = "#dde6f1"
    SKIPPED = "#e9edf2"
    FAINT = "#596675"
    WARM = "#fff4de"
    WARM_LINE = "#dfb865"
    WARM_TEXT = "#5c4208"
    RED = "#b42318"
    ROSE = "#fde8e6"
    THIN_RED = "#dd6b60"


_NOT_XML = compiled_later("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
"""What no XML document may hold, escaped or not (XML 1.0, 2.2)."""


def _spoken(words: str) -> str:
    """Words for screen readers: any script and emoji, but nothing XML forbids."""
    return _NOT_XML().sub("", words)


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def text(
    x: float,
    y: float,
    words: str,
    size: float,
    *,
    bold: bool = False,
    fill: str = Ink.TEXT,
    anchor: str = "start",
) -> str:
    """One line of text; `y` is its base line, `anchor` what `x` means: start, middle or end."""
    weight = ' font-weight="700"' if bold else ""
    placed = f' text-anchor="{anchor}"' if anchor != "start" else ""
    at = f'x="{_number(x)}" y="{_number(y)}" font-size="{_number(size)}"'
    return f'<text {at}{weight}{placed} fill="{fill}">{escape(words)}</text>'


def box(
    x: float,
    y: float,
    wide: float,
    high: float,
    *,
    fill: str,
    round_: float = 0,
    stroke: str | None = None,
    dashed: bool = False,
) -> str:
    """A rectangle, its corners rounded by `round_`."""
    edge = f' stroke="{stroke}" stroke-width="2"' if stroke else ""
    dashes = ' stroke-dasharray="8 6"' if stroke and dashed else ""
    corner = f' rx="{_number(round_)}"' if round_ else ""
    size = f'width="{_number(max(wide, 0))}" height="{_number(max(high, 0))}"'
    return f'<rect x="{_number(x)}" y="{_number(y)}" {size}{corner} fill="{fill}"{edge}{dashes}/>'


def line(x1: float, y1: float, x2: float, y2: float, *, stroke: str, thick: float = 2) -> str:
    """A straight line."""
    ends = f'x1="{_number(x1)}" y1="{_number(y1)}" x2="{_number(x2)}" y2="{_number(y2)}"'
    return f'<line {ends} stroke="{stroke}" stroke-width="{_number(thick)}"/>'


def disc(x: float, y: float, radius: float, *, fill: str, stroke: str | None = None) -> str:
    """A circle."""
    edge = f' stroke="{stroke}" stroke-width="3"' if stroke else ""
    return f'<circle cx="{_number(x)}" cy="{_number(y)}" r="{_number(radius)}" fill="{fill}"{edge}/>'


def arrow_down(x: float, y1: float, y2: float, *, stroke: str) -> str:
    """A line that leads from one card to the next."""
    above, left, right = _number(y2 - 11), _number(x - 9), _number(x + 9)
    tip = f"M {left} {above} L {_number(x)} {_number(y2 - 1)} L {right} {above}"
    style = f'fill="none" stroke="{stroke}" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"'
    return line(x, y1, x, y2 - 2, stroke=stroke, thick=3) + f'<path d="{tip}" {style}/>'


def clock_face(x: float, y: float, radius: float, *, stroke: str) -> str:
    """A small clock; `x` and `y` are its middle."""
    top, right, low = _number(y - radius * 0.55), _number(x + radius * 0.42), _number(y + radius * 0.25)
    hands = f"M {_number(x)} {top} V {_number(y)} L {right} {low}"
    drawn = f'<path d="{hands}" fill="none" stroke="{stroke}" stroke-width="2.5" stroke-linecap="round"/>'
    return disc(x, y, radius, fill="none", stroke=stroke) + drawn


def group(parts: Iterable[str], name: str) -> str:
    """Parts that belong together, named for whoever reads the SVG with a screen reader."""
    return f"<g aria-label={quoteattr(_spoken(name))}>{''.join(parts)}</g>"


def document(
    wide: float,
    high: float,
    parts: Iterable[str],
    *,
    title: str,
    told: str,
    language: Language,
    definitions: str = "",
) -> str:
    """The whole picture: its title and what it tells are there for screen readers too."""
    size = f'width="{_number(wide)}" height="{_number(high)}" viewBox="0 0 {_number(wide)} {_number(high)}"'
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" lang="{language}" xml:lang="{language}"'
    )
    return "".join(
        (
            f'{head} font-family="{_FAMILIES}">',
            f"<title>{escape(_spoken(title))}</title><desc>{escape(_spoken(told))}</desc>",
            f"<defs>{definitions}</defs>" if definitions else "",
            box(0, 0, wide, high, fill=Ink.PAPER),
            *parts,
            "</svg>\n",
        )
    )
