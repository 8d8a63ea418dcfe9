"""`python -m tests.fuzz [TARGET …] [--seconds N]`: looks for inputs that break something, guided by coverage.

Needs `pip install -e '.[fuzz]'`. Whatever breaks is written to `tests/fuzz/corpus/<target>/found-…`, so that the tests
replay it from then on; mend what it shows, and keep it.
"""

import argparse
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"
PARSERS = (
    "commands", "slack_texts", "rewriting", "carried", "forms", "intake", "yaml", "calendars", "shapes",
)  # fmt: skip
HANDLERS = "handlers"
ALL = (*PARSERS, HANDLERS)
OURS = ["bot", "handlers"]
"""What coverage is looked at in: everything is imported only where it is, in a process of its own."""
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
        with atheris.instrument_imports(include=OURS):
            from tests.fuzz import handlers  # noqa: PLC0415 - as it is instrumented
        with handlers.bot() as tries:
            atheris.Setup(arguments, tries)
            atheris.Fuzz()
        return
    with atheris.instrument_imports(include=OURS):
        from tests.fuzz.targets import TARGETS  # noqa: PLC0415 - as it is instrumented
    atheris.Setup(arguments, TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
