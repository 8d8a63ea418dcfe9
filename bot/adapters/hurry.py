"""How long whoever asks the store has time."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta

HURRY = timedelta(seconds=1.2)
"""How long a person waits for one answer of the store: Slack gives up after three seconds, and they must still be told."""

_patience: ContextVar[float] = ContextVar("patience", default=float("inf"))


class hurried:  # noqa: N801 - read as a word: `with hurried()`; every request passes here
    """Whoever asks the store in here, a person before a window, is told within `longest` that it does not answer."""

    def __init__(self, longest: timedelta = HURRY) -> None:
        self._longest = longest.total_seconds()

    def __enter__(self) -> None:
        """From here on."""
        self._before = _patience.set(self._longest)

    def __exit__(self, *_: object) -> None:
        """Until here."""
        _patience.reset(self._before)


@contextmanager
def unhurried() -> Iterator[None]:
    """Work behind an answer has time again, also where it was begun in a hurry: it waits for a failover."""
    before = _patience.set(float("inf"))
    try:
        yield
    finally:
        _patience.reset(before)


def patience() -> float:
    """Seconds that whoever asks here and now waits for one answer at most."""
    return _patience.get()
