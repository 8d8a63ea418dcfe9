"""What Redis runs as one atomic step."""

from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha1
from importlib import resources


@dataclass(frozen=True)
class Script:
    """A Lua text that runs as one atomic step and answers a flat list of strings and whole numbers."""

    name: str
    text: str

    @cached_property
    def digest(self) -> str:
        """The name under which a server that has run it once keeps it."""
        return sha1(self.text.encode(), usedforsecurity=False).hexdigest()

    @classmethod
    @cache
    def load(cls, *names: str) -> "Script":
        """The files of `scripts/`, one after the other; the last one gives the name.

        One that writes a deadline begins with `deadlines` and names `Keys.deadlines` first:
        `Script.load("deadlines", "claim")`.
        """
        folder = resources.files("bot.adapters") / "scripts"
        return cls(names[-1], "\n".join((folder / f"{name}.lua").read_text("utf-8") for name in names))
