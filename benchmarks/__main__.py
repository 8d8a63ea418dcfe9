"""Runs every benchmark, one after the other, and writes what they found to RESULTS.md.

    python -m benchmarks [--quick] [NAME …]

All of them in quick mode take about ten minutes on two cores. With names only those are measured anew; the others'
last figures stay, each with the commit they belong to.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.measuring import FIGURES_TO, ROOT, Section, facts, number

RESULTS = ROOT / "benchmarks" / "RESULTS.md"
KEPT = ROOT / "benchmarks" / "results.jsonl"
"""The figures themselves, so that one benchmark can be measured anew without the others."""
ORDER = (
    "http", "socket", "understanding_speed", "calls", "deadlines", "stored", "startup", "workers", "coverage",
)  # fmt: skip
_LONGEST = 3600.0


def measured(name: str, *, quick: bool) -> list[Section]:
    """Run one benchmark in a process of its own; what it recorded."""
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder) / "figures"
        command = [sys.executable, "-m", f"benchmarks.{name}", *(["--quick"] if quick else [])]
        done = subprocess.run(  # noqa: S603 - ourselves
            command, cwd=ROOT, env=os.environ | {FIGURES_TO: str(where)}, timeout=_LONGEST, check=False
        )
        if done.returncode:
            print(f"{name} ended with {done.returncode}; its figures of before stay", file=sys.stderr)
        lines = where.read_text("utf-8").splitlines() if where.exists() else []
        return [Section.from_json(line) for line in lines]


def kept() -> list[Section]:
    """What was found before."""
    return [Section.from_json(line) for line in KEPT.read_text("utf-8").splitlines()] if KEPT.exists() else []


def in_order(sections: list[Section]) -> list[Section]:
    """As ORDER has them; what it does not know comes last."""
    return sorted(
        sections, key=lambda one: ORDER.index(one.benchmark) if one.benchmark in ORDER else len(ORDER)
    )


def page(sections: list[Section]) -> str:
    """RESULTS.md, whole."""
    with_goals = [figure for section in sections for figure in section.figures if figure.goal]
    missed = [
        f"- {section.title}: {figure.name}, {number(figure.median)} {figure.unit}"
        for section in sections
        for figure in section.figures
        if figure.reached is False
    ]
    reached = f"{len(with_goals) - len(missed)} of {len(with_goals)} goals are reached."
    short = "\n".join([reached + (" Not yet:\n" if missed else ""), *missed])
    machine = "; ".join(
        f"{name} {value}" for name, value in (sections[-1].facts if sections else facts()).items()
    )
    told = (
        "Written by `python -m benchmarks`; docs/scale.md tells what follows from them. The median counts; least and "
        "most are those of the runs. A baseline ran beside ours, on the same core, in the same run: ratios carry "
        "over to other machines, figures do not."
    )
    parts = (
        "# Results",
        told,
        f"Machine: {machine}.",
        short,
        *(str(section).rstrip() for section in sections),
    )
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """Measure, gather, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"some of: {', '.join(ORDER)}")
    parser.add_argument("--quick", action="store_true", help="fewer and smaller runs: ten minutes for all")
    chosen = parser.parse_args()
    sections = {(one.benchmark, one.title): one for one in kept()}
    for name in chosen.names or [name for name in ORDER if (ROOT / "benchmarks" / f"{name}.py").exists()]:
        began = time.monotonic()
        found = measured(name, quick=chosen.quick)
        if found:
            sections = {key: one for key, one in sections.items() if key[0] != name}
            sections |= {(one.benchmark, one.title): one for one in found}
        print(f"{name}: {time.monotonic() - began:.0f} s\n", flush=True)
        ordered = in_order(list(sections.values()))
        KEPT.write_text("".join(one.as_json() + "\n" for one in ordered), "utf-8")
        RESULTS.write_text(page(ordered), "utf-8")


if __name__ == "__main__":
    main()
