"""What goes wrong between us and Slack, one call at a time."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from bot.ports import Refused, Unclear


class Killed(BaseException):
    """The process ended at this point: nothing of ours runs any more."""


@contextmanager
def befalling(faults: deque[str]) -> Iterator[None]:
    """Let the next of these faults befall what is done inside; `""` is none.

    `refuse:<reason>`, `lost` and `killed` come before it, so that it is not done; `lost reply` and
    `killed after` come once it is.
    """
    fault = faults.popleft() if faults else ""
    if fault.startswith("refuse:"):
        raise Refused(fault.removeprefix("refuse:"))
    if fault == "lost":
        raise Unclear("no connection")
    if fault == "killed":
        raise Killed
    if fault not in ("", "lost reply", "killed after"):
        raise ValueError(f"no such fault: {fault}")
    yield
    if fault == "lost reply":
        raise Unclear("no answer")
    if fault == "killed after":
        raise Killed
