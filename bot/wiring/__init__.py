"""The composition root: the only place that knows everybody.

Read `core` for what a bot stands on, `tools` for what its verbs work with and what is done when, `bot` for what runs,
`running` for how it begins and ends, and `commands` for what the command line does beside serving.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from bot.wiring.bot import Running, build
from bot.wiring.core import Core, core
from bot.wiring.files import read_handbook
from bot.wiring.running import serve, serving
from bot.wiring.surveys import take_in_answers

if TYPE_CHECKING:
    from bot.wiring.backing_up import backup, restore
    from bot.wiring.commands import (
        accepted_practices,
        audited,
        check_slack,
        erase,
        gather_people,
        learned,
        live_covers,
        reseal_store,
        run_nightly,
    )
    from bot.wiring.doctor import examine
    from bot.wiring.reviewing import gather_review

_ONLY_WHEN_ASKED = {
    "bot.wiring.backing_up": ("backup", "restore"),
    "bot.wiring.commands": (
        "accepted_practices",
        "audited",
        "check_slack",
        "erase",
        "gather_people",
        "learned",
        "live_covers",
        "reseal_store",
        "run_nightly",
    ),
    "bot.wiring.doctor": ("examine",),
    "bot.wiring.reviewing": ("gather_review",),
}
"""What a serving bot need not import: it starts the sooner."""

__all__ = [
    "Core",
    "Running",
    "accepted_practices",
    "audited",
    "backup",
    "build",
    "check_slack",
    "core",
    "erase",
    "examine",
    "gather_people",
    "gather_review",
    "learned",
    "live_covers",
    "read_handbook",
    "reseal_store",
    "restore",
    "run_nightly",
    "serve",
    "serving",
    "take_in_answers",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the module has under that name
    """What a command of the command line needs beside serving."""
    for module, names in _ONLY_WHEN_ASKED.items():
        if name in names:
            return getattr(import_module(module), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
