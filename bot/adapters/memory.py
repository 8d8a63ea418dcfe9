"""What a process holds: the start's is not searched for garbage over and over, and what it no longer needs is given back."""

import ctypes
import gc

_USUAL = gc.get_threshold()
_SELDOM = 1_000_000
"""Objects made between two searches while a process starts: more than a start makes, so that there is none, and few enough
for one that waits long for Slack. What is imported and built stays; searching it as often as usual took a fifth of the time."""


_ARENA_MAX = -8
"""M_ARENA_MAX of glibc's malloc.h, an argument of mallopt(3)."""


def begin() -> None:
    """At the very start: no search for garbage until `settle`, and threads take their memory from one place.

    By itself glibc gives each thread a place of its own, of which little comes back; loading the sentence encoder
    in one left 18 MB there. Only one thread runs Python at a time anyway.
    """
    gc.set_threshold(_SELDOM, *_USUAL[1:])
    _ask_glibc("mallopt", _ARENA_MAX, 1)


def settle() -> None:
    """The start is over: what is there stays, and is never searched again; what was needed for it alone is given back."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_USUAL)
    _ask_glibc("malloc_trim", 0)  # pages that are free, back to the system


def _ask_glibc(function: str, *arguments: int) -> None:
    """Only glibc has to be asked, and can be."""
    try:
        asked = getattr(ctypes.CDLL(None), function)
    except (AttributeError, OSError, TypeError):  # another C library, or Windows
        return
    asked(*arguments)
