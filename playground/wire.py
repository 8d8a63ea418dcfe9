"""Small things everybody on the wire shares: the JSON type, ids and Slack's errors."""

import hashlib
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]


class SlackError(Exception):
    """A Web API refusal: ``{"ok": false, "error": ...}`` with whatever Slack sends beside it."""

    def __init__(self, error: str, *messages: str, **extra: object) -> None:
        super().__init__(error, *messages)
        self.error = error
        self.extra: Json = dict(extra)
        if messages:
            self.extra["response_metadata"] = {"messages": list(messages)}

    def answer(self) -> Json:
        """The body Slack answers with."""
        return {"ok": False, "error": self.error, **self.extra}


def stable_id(prefix: str, seed: str) -> str:
    """An id such as ``U8F3A…``: the same for the same seed on every run."""
    return prefix + hashlib.sha256(seed.encode()).hexdigest()[:10].upper()
