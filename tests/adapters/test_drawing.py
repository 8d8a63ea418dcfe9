"""SVG to PNG: real pictures with real letters, made without holding anybody up."""

import asyncio
import struct
import zlib
from pathlib import Path

import pytest

from bot.adapters.drawing import Draughtsman, NotDrawn
from bot.adapters.drawing_program import FAMILY, FONTS, png
from bot.views.pictures import canvas

SIZE = struct.Struct(">II")


def svg(words: str, *, weight: int = 400) -> str:
    """A picture with one line in it."""
    line = f'<text x="10" y="40" font-family="{FAMILY}" font-weight="{weight}" font-size="30">{words}</text>'
    paper = '<rect width="200" height="60" fill="#fff"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="60">{paper}{line}</svg>'


def pixels(content: bytes) -> bytes:
    """The picture's data, checked like a viewer does: signature, lengths and sums of every chunk."""
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    at, data, names = 8, b"", []
    while at < len(content):
        length, name = struct.unpack(">I4s", content[at : at + 8])
        chunk = content[at + 8 : at + 8 + length]
        assert zlib.crc32(name + chunk) == int.from_bytes(content[at + 8 + length : at + 12 + length], "big")
        names.append(name)
        data += chunk if name == b"IDAT" else b""
        at += 12 + length
    assert names[0] == b"IHDR"
    assert names[-1] == b"IEND"
    return zlib.decompress(data)


def test_it_is_a_png_of_the_right_size() -> None:
    """Each unit is `zoom` pixels."""
    made = png(svg("Hello"), 1.5)
    assert SIZE.unpack(made[16:24]) == (300, 90)
    assert len(set(pixels(made))) > 10


def test_hangul_is_really_drawn() -> None:
    """Two words that would be the same boxes without the font differ."""
    assert pixels(png(svg("가나"), 1)) != pixels(png(svg("다라"), 1))
    assert pixels(png(svg("뷁"), 1)) != pixels(png(svg("쀍"), 1))


def test_bold_is_drawn_too_and_what_it_lacks_in_regular() -> None:
    """Rare syllables have no bold letters; they are no boxes for that."""
    assert pixels(png(svg("가"), 1)) != pixels(png(svg("가", weight=700), 1))
    assert pixels(png(svg("뷁", weight=700), 1)) != pixels(png(svg("쀍", weight=700), 1))


def test_the_views_name_the_family_that_is_loaded() -> None:
    """Else resvg would draw nothing."""
    assert canvas.FAMILY == FAMILY


def test_the_fonts_come_with_their_licence_and_stay_small() -> None:
    """The Open Font License goes wherever they go."""
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text(encoding="utf-8")
    assert sum(font.stat().st_size for font in FONTS.glob("*.otf")) < 1_600_000


async def test_drawing_holds_nobody_up() -> None:
    """While several pictures are drawn the loop goes on."""
    draughtsman, turns = Draughtsman(), 0

    async def others() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    busy = asyncio.create_task(others())
    made = await asyncio.gather(*(draughtsman.png(svg(f"그림 {number}")) for number in range(3)))
    busy.cancel()
    assert [SIZE.unpack(one[16:24]) for one in made] == [(300, 90)] * 3
    assert turns > 100


async def test_what_is_no_picture_is_refused() -> None:
    """With the reason, and no process left behind."""
    with pytest.raises(NotDrawn, match="root node"):
        await Draughtsman().png("<svg")


async def test_one_that_never_ends_is_given_up(tmp_path: Path) -> None:
    """The process is ended."""
    forever = tmp_path / "forever.py"
    forever.write_text("import time\ntime.sleep(60)\n", encoding="utf-8")
    with pytest.raises(NotDrawn, match="took longer"):
        await Draughtsman(program=forever, longest=0.3).png(svg("x"))
