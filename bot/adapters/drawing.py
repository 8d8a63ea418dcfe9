"""From SVG to PNG, by resvg and with letters of our own: the same picture on every machine, asking nobody."""

import asyncio
import sys
from pathlib import Path

PROGRAM = Path(__file__).with_name("drawing_program.py")

ZOOM = 1.5
"""Pixels to a unit: a ladder, 720 units wide, becomes 1080 pixels, the width of a phone."""

LONGEST = 10.0
"""Seconds a picture may take; it takes about 0.3."""


class NotDrawn(Exception):
    """The picture did not come about; the message says why."""


class Draughtsman:
    """Draws in processes of its own, two at a time, so that nobody waits for a picture but who asked for it."""

    def __init__(self, *, at_once: int = 2, program: Path = PROGRAM, longest: float = LONGEST) -> None:
        self._seats = asyncio.Semaphore(at_once)
        self._program = program
        self._longest = longest

    async def png(self, svg: str, *, zoom: float = ZOOM) -> bytes:
        """The picture as PNG.

        Raises:
            NotDrawn: it is no SVG, or took too long.
        """
        async with self._seats:
            drawing = await asyncio.create_subprocess_exec(
                sys.executable,
                "-P",  # nothing of this folder is meant where the program imports the standard library
                str(self._program),
                str(zoom),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
            )
            try:
                async with asyncio.timeout(self._longest):
                    made, said = await drawing.communicate(svg.encode())
            except TimeoutError:
                raise NotDrawn(f"it took longer than {self._longest:.0f} s") from None
            finally:
                if drawing.returncode is None:
                    drawing.kill()
                    await drawing.wait()
        if drawing.returncode != 0:
            last = said.decode(errors="replace").strip().rpartition("\n")[2]
            raise NotDrawn(last or f"the program ended with {drawing.returncode}")
        return made
