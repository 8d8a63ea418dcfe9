"""What is under way, under a reference that stands on every log line about it and in the error somebody reads."""

import os
from contextvars import ContextVar, Token
from dataclasses import dataclass
from types import TracebackType

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
"""Without 0, 1 and 8, which look like letters (RFC 4648)."""
_LETTER_OF = (_ALPHABET * 8).encode()
"""By byte: each letter stands for as many of them as any other."""


@dataclass(frozen=True)
class UnderWay:
    """One request, or one thing that fell due: `what` is a name of ours (`/values`, `night`), never anybody's words."""

    reference: str
    what: str


_under_way: ContextVar[UnderWay | None] = ContextVar("under_way", default=None)


def new_reference() -> str:
    """Eight letters and digits that people can read aloud to each other."""
    return os.urandom(8).translate(_LETTER_OF).decode()


def now_under_way() -> UnderWay | None:
    """What this task works at; work it begins behind an answer works at the same."""
    return _under_way.get()


def work_at(what: str) -> str:
    """From here on this task, and what it begins, works at something of that name; its new reference."""
    now = UnderWay(new_reference(), what)
    _under_way.set(now)
    return now.reference


class under_way:  # noqa: N801 - read as a word: `with under_way("/values") as reference`
    """For the length of a `with`, something of that name is under way; gives its new reference."""

    def __init__(self, what: str) -> None:
        self._now = UnderWay(new_reference(), what)

    def __enter__(self) -> str:
        """From here on."""
        self._before: Token[UnderWay | None] = _under_way.set(self._now)
        return self._now.reference

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Until here."""
        _under_way.reset(self._before)
