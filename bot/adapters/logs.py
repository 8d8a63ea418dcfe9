"""How log lines look: JSON for machines, text for a terminal. Each carries the reference of what it is about.

Nobody can forge a line: what a message tells on further lines is indented, and control characters are made visible.
Tokens are taken out of messages and traces alike, whoever wrote them.
"""

import logging
import re
import sys
from copy import copy
from datetime import UTC, datetime
from typing import Literal, TextIO

from pythonjsonlogger.json import JsonFormatter

from bot.adapters.slack_client import Redacted
from bot.ports.reference import now_under_way

LogFormat = Literal["json", "text"]

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_FIELDS = {"levelname": "level", "name": "logger", "process": "pid", "exc_info": "trace"}


class _Bound(logging.Filter):
    """Writes on each record what it is about."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep every record."""
        now = now_under_way()
        if now is not None:
            record.ref, record.what = now.reference, now.what
        return True


class _Json(JsonFormatter):
    """One object a line: at, level, pid, logger, message; ref and what of what is under way; trace of an error."""

    def __init__(self) -> None:
        super().__init__(
            ["levelname", "process", "name", "message"], rename_fields=_FIELDS, json_ensure_ascii=False
        )

    def format(self, record: logging.LogRecord) -> str:
        """The trace is the one whose tokens are gone; what some readers take for the end of a line is escaped."""
        shown = copy(record)
        if shown.exc_text:
            shown.exc_info = None
        return _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", super().format(shown))

    def add_fields(
        self, log_data: dict[str, object], record: logging.LogRecord, message_dict: dict[str, object]
    ) -> None:
        """When first: people read these, too."""
        log_data["at"] = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        super().add_fields(log_data, record, message_dict)
        log_data["level"] = record.levelname.lower()


class _Text(logging.Formatter):
    """A line for people."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """The reference stands at the end of the first line; further lines are indented."""
        first, *further = _CONTROL.sub(_visible, super().format(record)).split("\n")
        reference = getattr(record, "ref", None)
        if reference:
            first = f"{first} [{reference} {getattr(record, 'what', '')}]"
        return "\n    ".join((first, *further))


def _visible(found: re.Match[str]) -> str:
    return "    " if found[0] == "\t" else f"\\x{ord(found[0]):02x}"


def set_up_logs(level: str, form: LogFormat | None = None, stream: TextIO | None = None) -> None:
    """From now on every line of this process goes to `stream` (stderr), at that level and above.

    Without a `form` it is text for a terminal, else JSON.
    """
    out = stream or sys.stderr
    handler = logging.StreamHandler(out)
    handler.addFilter(_Bound())
    handler.addFilter(Redacted())
    is_text = form == "text" or (form is None and out.isatty())
    handler.setFormatter(_Text() if is_text else _Json())
    root = logging.getLogger()
    for before in root.handlers[:]:
        root.removeHandler(before)
    root.addHandler(handler)
    root.setLevel(level)
