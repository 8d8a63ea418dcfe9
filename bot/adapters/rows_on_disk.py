"""The sentence encoder's table of tokens, read row by row from a file instead of held in memory.

It is 65 MB, of which a question needs a few kilobytes. The system keeps what is read often, once for all workers.
"""

import logging
import os
import weakref
from pathlib import Path
from typing import Any

from bot.adapters.whole_files import put

log = logging.getLogger(__name__)

_AT_ONCE = 1 << 20

Table = Any
"""A numpy array of rows of bytes: its package is an extra."""


class RowsOnDisk:
    """Answers `rows[numbers]` as the array in the file would; safe to share between threads and after a fork."""

    def __init__(self, path: Path, width: int) -> None:
        self._file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        self._width = width
        weakref.finalize(self, os.close, self._file)

    def __getitem__(self, numbers: Table) -> Table:
        """The rows of these numbers, in their order.

        Raises:
            OSError: the disk does not give them.
        """
        import numpy as np  # noqa: PLC0415 - comes with the extra

        file, width = self._file, self._width
        read = b"".join([os.pread(file, width, number * width) for number in numbers.tolist()])
        if len(read) != len(numbers) * width:
            raise OSError("the encoder's table ends too soon")
        return np.frombuffer(read, dtype=np.uint8).reshape(len(numbers), width)


def on_disk(table: Table, path: Path) -> RowsOnDisk | None:
    """The same table in the file, which is written unless it holds just that; None where there is no way to."""
    if (
        not hasattr(os, "pread")
        or str(table.dtype) != "uint8"
        or table.ndim != 2
        or not table.flags.c_contiguous
    ):
        return None
    whole = memoryview(table).cast("B")
    try:
        if not _holds(path, whole):
            path.parent.mkdir(parents=True, exist_ok=True)
            put(path, whole)
        return RowsOnDisk(path, table.shape[1])
    except OSError as problem:
        log.debug("The encoder's table stays in memory (%s)", problem)
        return None


def _holds(path: Path, whole: memoryview) -> bool:
    """Whether a file holds these bytes and no more."""
    try:
        if path.stat().st_size != len(whole):
            return False
        with path.open("rb", buffering=0) as file:
            return all(
                file.read(_AT_ONCE) == whole[at : at + _AT_ONCE] for at in range(0, len(whole), _AT_ONCE)
            )
    except OSError:
        return False
