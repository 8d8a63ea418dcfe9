"""What takes long to make and no start has to wait for: made when first asked for, or by `make_ready` behind the answering."""

import re
from collections.abc import Callable
from functools import cache, partial
from typing import TypeVar

T = TypeVar("T")

_put_off: list[Callable[[], object]] = []


def later(make: Callable[[], T]) -> Callable[[], T]:
    """Make it once, and not yet."""
    made = cache(make)
    _put_off.append(made)
    return made


def compiled_later(text: str, flags: re.RegexFlag = re.NOFLAG) -> Callable[[], re.Pattern[str]]:
    """A regular expression that is compiled later: a long one takes up to ten milliseconds."""
    return later(partial(re.compile, text, flags))


def make_ready() -> None:
    """Make now all that was put off."""
    for made in _put_off:
        made()
