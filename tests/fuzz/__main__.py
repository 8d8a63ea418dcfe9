"""`python -m tests.fuzz [TARGET …] [--seconds N]`: looks for inputs that break something, guided by coverage.

Needs `pip install -e '.[fuzz]'`. Whatever breaks is written to `tests/fuzz/corpus/<target>/found-…`, so that the tests
replay it from then on; mend what it shows, and keep it.
"""

import argparse
import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from types import FunctionType

CORPUS = Path(__file__).parent / "corpus"
PARSERS = (
    "commands", "slack_texts", "rewriting", "carried", "forms", "intake", "yaml", "calendars", "shapes",
)  # fmt: skip
HANDLERS = "handlers"
ALL = (*PARSERS, HANDLERS)
READING = [
    "bot.requests", "bot.config", "bot.domain.rewriting", "bot.domain.lookup", "bot.adapters.ical_reading",
    "bot.adapters.slack_shape", "handlers.routing", "handlers.note_sheet",
]  # fmt: skip
ANSWERING = ["handlers", "bot.services", "bot.requests", "bot.adapters.slack_shape"]
"""What coverage is looked at in: modules that begin like this."""
LONGEST = 4096
"""Bytes of an input."""


def main() -> int:
    """Fuzz each target in a process of its own; 1 where anything broke."""
    told = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    told.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(ALL))
    told.add_argument("--seconds", type=int, default=60, help="for each target")
    told.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    given = told.parse_args()
    if find_spec("atheris") is None:
        print("The fuzzer is not installed: pip install -e '.[fuzz]'", file=sys.stderr)  # noqa: T201 - a program of its own
        return 2
    if given.here:
        fuzz(given.targets[0], given.seconds)
        return 0
    broken = [name for name in given.targets or ALL if _apart(name, given.seconds) != 0]
    print("broken: " + ", ".join(broken) if broken else "nothing broke")  # noqa: T201 - a program of its own
    return 1 if broken else 0


def _apart(name: str, seconds: int) -> int:
    words = [sys.executable, "-m", "tests.fuzz", name, "--seconds", str(seconds), "--here"]
    return subprocess.run(words, check=False).returncode  # noqa: S603 - ourselves


def fuzz(name: str, seconds: int) -> None:
    """Until the time is over, or something breaks. Does not come back: the fuzzer ends its process."""
    import atheris  # noqa: PLC0415 - an extra

    known = CORPUS / name
    known.mkdir(exist_ok=True)
    fresh = Path(".fuzz") / name
    fresh.mkdir(parents=True, exist_ok=True)
    arguments = [
        name, str(fresh), str(known), f"-max_total_time={seconds}", f"-max_len={LONGEST}", "-timeout=10",
        f"-artifact_prefix={known}/found-", "-verbosity=0", "-print_final_stats=1",
    ]  # fmt: skip
    if name == HANDLERS:
        from tests.fuzz import handlers  # noqa: PLC0415 - only where it is fuzzed

        _watched(ANSWERING, atheris.instrument_func)
        with handlers.bot() as tries:
            atheris.Setup(arguments, tries)
            atheris.Fuzz()
        return
    from tests.fuzz.targets import TARGETS  # noqa: PLC0415 - the same

    _watched(READING, atheris.instrument_func)
    atheris.Setup(arguments, TARGETS[name])
    atheris.Fuzz()


def _watched(begin: Sequence[str], watch: Callable[[FunctionType], object]) -> None:
    """Every function and method of these modules tells which way it takes; all others are as quick as ever."""
    for module in [one for name, one in sys.modules.items() if name.startswith(tuple(begin))]:
        for found in list(vars(module).values()):
            parts = list(vars(found).values()) if isinstance(found, type) else [found]
            for each in parts:
                function = getattr(each, "__func__", each)
                if isinstance(function, FunctionType) and function.__module__ == module.__name__:
                    watch(function)


if __name__ == "__main__":
    sys.exit(main())
