"""What a process holds: the start's is not searched for garbage over and over, and what it no longer needs is given back."""

import ctypes
import gc

_USUAL = gc.get_threshold()
_SELDOM = 1_000_000
"""Objects made between two searches while a process starts: more than a start makes, so that there is none, and few enough
for one that waits long for Slack. What is imported and built stays; searching it as often as usual took a fifth of the time."""


def search_seldom() -> None:
    """For the time of a start."""
    gc.set_threshold(_SELDOM, *_USUAL[1:])


def settle() -> None:
    """The start is over: what is there stays, and is never searched again; what was needed for it alone is given back."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_USUAL)
    _give_back()


def _give_back() -> None:
    """Pages that are free, to the system; only glibc has to be asked."""
    try:
        trim = ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):  # another C library, or Windows
        return
    trim(0)
