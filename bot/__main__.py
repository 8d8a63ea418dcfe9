"""`python -m bot`: the command line; nothing else."""

import os
import sys
from functools import partial
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, cast

from bot.adapters.memory import begin

if TYPE_CHECKING:
    from bot.cli.outside import Wiring


def main() -> None:
    """Run a command in the world outside."""
    begin()
    from bot.adapters.system_clock import SystemClock  # noqa: PLC0415 - after the line above, as all of these
    from bot.cli.group import baton  # noqa: PLC0415
    from bot.cli.meaning import understand_when_asked  # noqa: PLC0415
    from bot.cli.outside import Outside  # noqa: PLC0415

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    baton(
        prog_name="python -m bot",
        obj=Outside(
            environ=os.environ,
            now=SystemClock(),
            wiring=lambda: cast("Wiring", import_module("bot.wiring")),
            understand=partial(
                understand_when_asked, data=Path(os.environ.get("BATON_DATA_DIR") or ".baton")
            ),
        ),
    )


if __name__ == "__main__":
    main()
