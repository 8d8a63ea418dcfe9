"""The widths of the fonts' letters, read from the fonts; run as a program it writes widths.py anew."""

from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # it has no stubs

ROOT = Path(__file__).parents[3]
FONTS = ROOT / "bot" / "adapters" / "fonts"
MODULE = ROOT / "bot" / "views" / "pictures" / "widths.py"
_HANGUL = range(0xAC00, 0xD7A4)

_HEAD = '''"""How wide the letters of bot/adapters/fonts are, in thousandths of the text's size. Written by a program.

`python -m tests.views.pictures.widths_of_fonts` writes it; a test compares it with the fonts. Of letters that
are not here the fonts have no picture. Each list is a width and the letters that have it.
"""

HANGUL = {hangul}
"""A syllable's, in both."""
'''


def advances(weight: str) -> dict[str, int]:
    """Every letter of a font with its width, Hangul syllables aside; they are all `hangul_width`."""
    font = TTFont(FONTS / f"NotoSansKR-{weight}.otf")
    metrics, letters = font["hmtx"], font.getBestCmap()
    return {chr(code): int(metrics[name][0]) for code, name in sorted(letters.items()) if code not in _HANGUL}


def hangul_width() -> int:
    """The one width of all syllables, in both fonts.

    Raises:
        ValueError: they differ, or Regular lacks some.
    """
    found: set[int] = set()
    for weight in ("Regular", "Bold"):
        font = TTFont(FONTS / f"NotoSansKR-{weight}.otf")
        metrics, letters = font["hmtx"], font.getBestCmap()
        found |= {int(metrics[letters[code]][0]) for code in _HANGUL if code in letters}
        if weight == "Regular" and not set(_HANGUL) <= set(letters):
            raise ValueError("Regular has not all syllables")
    if len(found) != 1:
        raise ValueError(f"syllables are not equally wide: {found}")
    return found.pop()


def module() -> str:
    """The text of widths.py."""
    parts = [_HEAD.format(hangul=hangul_width())]
    for weight in ("Regular", "Bold"):
        by_width: dict[int, list[str]] = {}
        for letter, width in advances(weight).items():
            by_width.setdefault(width, []).append(letter)
        rows = [
            f"    {width}: {_literal(''.join(letters))},\n" for width, letters in sorted(by_width.items())
        ]
        parts.append(f"\n{weight.upper()} = {{\n{''.join(rows)}}}\n")
    return "".join(parts)


def _literal(letters: str) -> str:
    """The letters as escapes, so that none is mistaken for another, in pieces that fit a line."""
    escaped = [f"\\u{ord(letter):04x}" for letter in letters]
    lines = ["".join(escaped[at : at + 15]) for at in range(0, len(escaped), 15)]
    if len(lines) == 1:
        return f'"{lines[0]}"'
    return "(\n" + "".join(f'        "{line}"\n' for line in lines) + "    )"


if __name__ == "__main__":
    MODULE.write_text(module(), encoding="utf-8")
