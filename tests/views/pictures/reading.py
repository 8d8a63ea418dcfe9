"""Reading a picture back: its texts with where they reach, as a browser would lay them out."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from bot.views.pictures.letters import width

_SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Drawn:
    """One line of text in a picture."""

    words: str
    left: float
    right: float
    y: float
    size: float
    fill: str


@dataclass(frozen=True)
class Picture:
    """A picture that was parsed, so it is well-formed."""

    wide: float
    high: float
    title: str
    told: str
    texts: tuple[Drawn, ...]

    @property
    def words(self) -> str:
        """Everything written in it, a line each."""
        return "\n".join(one.words for one in self.texts)


def read(svg: str) -> Picture:
    """A picture's texts; fails where it is no well-formed XML."""
    root = ET.fromstring(svg)  # noqa: S314 - our own text
    return Picture(
        wide=float(root.attrib["width"]),
        high=float(root.attrib["height"]),
        title=root.findtext(f"{_SVG}title") or "",
        told=root.findtext(f"{_SVG}desc") or "",
        texts=tuple(_texts(root)),
    )


def _texts(root: ET.Element) -> Iterator[Drawn]:
    for found in root.iter(f"{_SVG}text"):
        words, size = found.text or "", float(found.attrib["font-size"])
        wide = width(words, size, bold=found.get("font-weight") == "700")
        shift = {"start": 0.0, "middle": wide / 2, "end": wide}[found.get("text-anchor", "start")]
        left = float(found.attrib["x"]) - shift
        yield Drawn(words, left, left + wide, float(found.attrib["y"]), size, found.attrib["fill"])
