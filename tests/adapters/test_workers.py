"""Several processes at one piece of work, and the parent that watches them."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.processes import lives

ROOT = Path(__file__).parents[2]
PATIENCE = 20.0

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="workers are forked")


@contextmanager
def crew(folder: Path, how: str = "works", count: int = 2) -> Iterator[subprocess.Popen[bytes]]:
    """The parent, killed at the end if it still lives."""
    command = [sys.executable, "-m", "tests.adapters.crew", str(folder), how, str(count)]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)  # noqa: S603 - our own program
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def until(holds: Callable[[], bool]) -> None:
    """Wait for other processes."""
    ends = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < ends, "it did not come about"
        time.sleep(0.01)


def begun(folder: Path, number: int) -> list[int]:
    """The process ids of one worker's lives, in no order."""
    return [int(file.name.rpartition("-")[2]) for file in folder.glob(f"worker-{number}-*")]


def test_one_that_is_killed_is_replaced(tmp_path: Path) -> None:
    """The others are left alone, and whoever counts hears which one is gone."""
    with crew(tmp_path):
        until(lambda: bool(begun(tmp_path, 1)) and bool(begun(tmp_path, 2)))
        [first], [second] = begun(tmp_path, 1), begun(tmp_path, 2)
        os.kill(first, signal.SIGKILL)
        until(lambda: len(begun(tmp_path, 1)) == 2)
        until((tmp_path / f"gone-{first}").exists)
        assert begun(tmp_path, 2) == [second]
        assert lives(second)


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_ends_all_in_peace(tmp_path: Path, sign: signal.Signals) -> None:
    """The status is 0, and nobody is left."""
    with crew(tmp_path) as parent:
        until(lambda: bool(begun(tmp_path, 2)))
        parent.send_signal(sign)
        assert parent.wait(PATIENCE) == 0
        assert not any(lives(pid) for number in (1, 2) for pid in begun(tmp_path, number))


def test_one_that_does_not_stop_is_killed(tmp_path: Path) -> None:
    """After the grace."""
    with crew(tmp_path, "stubborn", 1) as parent:
        until(lambda: bool(begun(tmp_path, 1)))
        parent.terminate()
        assert parent.wait(PATIENCE) == 0
        assert not lives(begun(tmp_path, 1)[0])


def test_one_that_is_frozen_hears_the_stop(tmp_path: Path) -> None:
    """It is woken for it."""
    with crew(tmp_path) as parent:
        until(lambda: bool(begun(tmp_path, 2)))
        os.kill(begun(tmp_path, 2)[0], signal.SIGSTOP)
        parent.terminate()
        assert parent.wait(PATIENCE) == 0
        assert not lives(begun(tmp_path, 2)[0])


def test_one_that_gives_no_sign_of_life_is_replaced(tmp_path: Path) -> None:
    """It hangs, and holds connections nobody answers."""
    with crew(tmp_path, "mute", 1):
        until(lambda: len(begun(tmp_path, 1)) >= 2)


def test_what_refuses_to_begin_ends_everything_at_once(tmp_path: Path) -> None:
    """The first begins alone: what is wrong is told once, with its status."""
    with crew(tmp_path, "refuses") as parent:
        assert parent.wait(PATIENCE) == 7
        assert len(begun(tmp_path, 1)) == 1
        assert begun(tmp_path, 2) == []


def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    """It cannot say stop any more; they notice."""
    with crew(tmp_path) as parent:
        until(lambda: bool(begun(tmp_path, 1)) and bool(begun(tmp_path, 2)))
        parent.kill()
        parent.wait()
        until(lambda: not any(lives(pid) for number in (1, 2) for pid in begun(tmp_path, number)))


def test_a_hangup_is_passed_on(tmp_path: Path) -> None:
    """Every worker reads changed files at once."""
    with crew(tmp_path) as parent:
        until(lambda: bool(begun(tmp_path, 2)))
        parent.send_signal(signal.SIGHUP)
        until(lambda: all((tmp_path / f"asked-{number}").exists() for number in (1, 2)))


def test_one_that_is_replaced_waits_with_connections_until_it_is_ready(tmp_path: Path) -> None:
    """The first began alone; when it begins anew another serves, to whom connections go meanwhile."""
    with crew(tmp_path):
        until(lambda: bool(begun(tmp_path, 1)) and bool(begun(tmp_path, 2)))
        [first] = begun(tmp_path, 1)
        assert (tmp_path / f"alone-{first}").exists()
        os.kill(first, signal.SIGKILL)
        until(lambda: len(begun(tmp_path, 1)) == 2)
        [second] = set(begun(tmp_path, 1)) - {first}
        until((tmp_path / f"beside-{second}").exists)


def test_a_hangup_does_not_end_one_that_only_begins(tmp_path: Path) -> None:
    """It reads the files anyway."""
    with crew(tmp_path, "early"):
        until(lambda: bool(begun(tmp_path, 1)) and bool(begun(tmp_path, 2)))
        assert len(begun(tmp_path, 1)) == 1
