"""How long a bot slept: the clock that leases are told by goes on while a process is stopped, here without waiting for it."""

import mmap
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

SLEPT = "BATON_FAULTS_SLEPT"
"""In the environment of a bot of the nursery: the file that says how many seconds it slept beside the real ones."""
_SECONDS = struct.Struct("d")


class Slept:
    """Seconds that are told to one bot by a file."""

    def __init__(self, name: str) -> None:
        self.name = name
        with Path(name).open("r+b") as file:
            self._shared = mmap.mmap(file.fileno(), _SECONDS.size)

    @property
    def seconds(self) -> float:
        """So far."""
        return float(_SECONDS.unpack_from(self._shared)[0])

    def longer(self, seconds: float) -> None:
        """So much more."""
        _SECONDS.pack_into(self._shared, 0, self.seconds + seconds)


@contextmanager
def slept_by() -> Iterator[Slept]:
    """Of one bot, and of whoever follows it; nothing so far."""
    with NamedTemporaryFile(prefix="slept-") as file:
        file.write(bytes(_SECONDS.size))
        file.flush()
        yield Slept(file.name)


def wake(name: str) -> None:
    """This process' clock of leases (`bot.adapters.fence.real_seconds`) is ahead by that from now on."""
    if not name or not hasattr(time, "CLOCK_BOOTTIME"):
        return
    slept, tells = Slept(name), time.clock_gettime

    def told(clock: int, /) -> float:
        return tells(clock) + (slept.seconds if clock == time.CLOCK_BOOTTIME else 0.0)

    time.clock_gettime = told
