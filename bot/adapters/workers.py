"""Several processes at one piece of work: begun, watched, replaced and stopped by one parent.

The parent has neither threads nor an event loop, so that it can fork at any time; a worker begins with everything
imported already, and shares those pages with the others. The first one begins alone, and the others once it is ready:
what is wrong with the settings is told once, and what is done at a start is not done many times at once.
"""

import contextlib
import logging
import os
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

log = logging.getLogger(__name__)

Work = Callable[["Seat"], int]
"""What a worker does, in its own process; answers its exit status."""

_STOPS = (signal.SIGTERM, signal.SIGINT)
_HEARD = (*_STOPS, signal.SIGHUP, signal.SIGCHLD)
_IN_A_ROW = 3
"""Refusals to begin, while nobody else serves, after which the reason is taken to be one that stays."""
_READY, _ALIVE = b"r", b"."


@dataclass(frozen=True)
class Timing:
    """Seconds. A worker that gives no sign of life for `silent` looks of the parent is killed.

    Looks are counted instead of time: a machine that slept must not kill everybody when it wakes.
    """

    look: float = 1.0
    grace: float = 9.5
    """After this a worker that was asked to stop is killed; containers are after ten seconds."""
    settled: float = 10.0
    """A worker that was ready this long is replaced at once; others after a pause that doubles."""
    first_pause: float = 0.5
    longest_pause: float = 30.0
    silent: int = 30


@dataclass(frozen=True)
class Seat:
    """A worker's end: what it tells its parent, and how it hears that the parent is gone."""

    number: int
    voice: int
    parent: int
    """A descriptor that is readable once the parent has ended, however it did."""
    alone: bool = True
    """Whether no other serves as this one begins."""

    def ready(self) -> None:
        """Tell that the work goes on from here."""
        self._tell(_READY)

    def alive(self) -> None:
        """Tell, about every second, that the work still goes on."""
        self._tell(_ALIVE)

    def _tell(self, what: bytes) -> None:
        with contextlib.suppress(BlockingIOError, BrokenPipeError):
            os.write(self.voice, what)


@dataclass
class _Worker:
    """One that lives, as its parent sees it."""

    number: int
    pid: int
    ear: int
    ready_at: float | None = None
    silent: int = 0

    def hear(self, now: float) -> None:
        """Take in what it told."""
        with contextlib.suppress(BlockingIOError):
            told = os.read(self.ear, 4096)
            self.silent = 0 if told else self.silent
            if _READY in told:
                self.ready_at = now


@dataclass
class Workers:
    """`count` processes at `work`. `gone` is told the process id of each that ended."""

    count: int
    work: Work
    timing: Timing = Timing()
    gone: Callable[[int], None] = lambda _pid: None
    _living: dict[int, _Worker] = field(default_factory=dict)
    _vacant: dict[int, float] = field(default_factory=dict)
    _failures: dict[int, int] = field(default_factory=dict)
    _began: bool = False
    _looked: float = 0.0
    _ends_at: float | None = None
    _status: int = 0

    def run(self) -> int:
        """Until SIGTERM or SIGINT; SIGHUP is passed on. The exit status: not 0 if workers refuse to begin."""
        self._vacant = {1: 0.0}
        lifeline, held = os.pipe()
        with _signals() as signs:
            try:
                while self._living or self._ends_at is None:
                    self._fill(lifeline, held)
                    for sign in self._wait(signs):
                        self._heed(sign)
                    self._bury()
                    self._press()
            finally:
                self._pass_on(signal.SIGKILL)
                os.close(lifeline)
                os.close(held)
        return self._status

    def _fill(self, lifeline: int, held: int) -> None:
        now = time.monotonic()
        if self._ends_at is None:
            for number in [number for number, at in self._vacant.items() if at <= now]:
                del self._vacant[number]
                self._fork(number, lifeline, held)

    def _fork(self, number: int, lifeline: int, held: int) -> None:
        ear, voice = os.pipe()
        os.set_blocking(ear, False)
        os.set_blocking(voice, False)
        sys.stdout.flush()
        sys.stderr.flush()
        seat = Seat(number, voice, lifeline, alone=not self._somebody_serves())
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _HEARD)
        pid = os.fork()
        if pid:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            os.close(voice)
            self._living[pid] = _Worker(number, pid, ear)
            return
        status = 1
        try:
            _forget_signals()
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            for descriptor in (held, ear, *(worker.ear for worker in self._living.values())):
                os.close(descriptor)
            status = self.work(seat)
        except BaseException:
            log.exception("a worker failed")
        finally:
            with contextlib.suppress(OSError, ValueError):
                sys.stdout.flush()
                sys.stderr.flush()
            os._exit(status)

    def _somebody_serves(self) -> bool:
        return any(worker.ready_at is not None for worker in self._living.values())

    def _wait(self, signs: int) -> list[int]:
        """Until something happens or the next look is due; the signals that came."""
        ears = {worker.ear: worker for worker in self._living.values()}
        now = time.monotonic()
        soon = [at - now for at in (*self._vacant.values(), self._ends_at) if at is not None]
        heard, _, _ = select.select([signs, *ears], [], [], max(0.0, min(self.timing.look, *soon, 60.0)))
        for ear in heard:
            if ear in ears:
                ears[ear].hear(time.monotonic())
        if not self._began and self._ends_at is None and self._somebody_serves():
            self._began = True
            self._vacant |= dict.fromkeys(range(2, self.count + 1), 0.0)
        if now - self._looked >= self.timing.look:
            self._looked = now
            for worker in self._living.values():
                worker.silent += worker.ready_at is not None
        return list(os.read(signs, 4096)) if signs in heard else []

    def _heed(self, sign: int) -> None:
        if sign in _STOPS and self._ends_at is None:
            log.info("stopping %d workers", len(self._living))
            self._stop()
        elif sign == signal.SIGHUP:
            self._pass_on(signal.SIGHUP)

    def _stop(self) -> None:
        self._ends_at = time.monotonic() + self.timing.grace
        self._vacant.clear()
        self._pass_on(signal.SIGTERM)
        self._pass_on(signal.SIGCONT)  # one that is frozen would not hear it

    def _pass_on(self, sign: signal.Signals) -> None:
        for pid in self._living:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, sign)

    def _bury(self) -> None:
        for pid in list(self._living):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                worker = self._living.pop(pid)
                worker.hear(time.monotonic())
                os.close(worker.ear)
                self.gone(pid)
                if self._ends_at is None:
                    self._replace(worker, os.waitstatus_to_exitcode(status))

    def _replace(self, worker: _Worker, code: int) -> None:
        now = time.monotonic()
        held = worker.ready_at is not None and now - worker.ready_at >= self.timing.settled
        before = self._failures[worker.number] = 0 if held else self._failures.get(worker.number, 0) + 1
        if code > 0 and not self._somebody_serves() and (not self._began or before > _IN_A_ROW):
            self._status = code
            self._stop()
            return
        pause = (
            min(self.timing.longest_pause, self.timing.first_pause * 2 ** (before - 2)) if before > 1 else 0.0
        )
        how = f"by {signal.Signals(-code).name}" if code < 0 else f"with status {code}"
        log.warning("worker %d (process %d) ended %s; it is replaced", worker.number, worker.pid, how)
        self._vacant[worker.number] = now + pause

    def _press(self) -> None:
        """Kill who does not stop in time, and who hangs."""
        late = self._ends_at is not None and time.monotonic() >= self._ends_at
        for worker in self._living.values():
            if late or worker.silent >= self.timing.silent:
                log.error("worker %d (process %d) %s", worker.number, worker.pid, _why(late=late))
                with contextlib.suppress(ProcessLookupError):
                    os.kill(worker.pid, signal.SIGKILL)


def _why(*, late: bool) -> str:
    return "did not stop in time and is killed" if late else "gives no sign of life and is killed"


@contextlib.contextmanager
def _signals() -> Iterator[int]:
    """A descriptor that tells each signal that comes, as a byte."""
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    os.set_blocking(writing, False)
    before = {sign: signal.signal(sign, lambda _sign, _frame: None) for sign in _HEARD}
    woken = signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    try:
        yield reading
    finally:
        signal.set_wakeup_fd(woken)
        for sign, handler in before.items():
            signal.signal(sign, handler)
        os.close(reading)
        os.close(writing)


def _forget_signals() -> None:
    """A worker hears signals as any process does, until it says otherwise; files that changed it has yet to read."""
    signal.set_wakeup_fd(-1)
    for sign in _HEARD:
        signal.signal(sign, signal.SIG_IGN if sign == signal.SIGHUP else signal.SIG_DFL)
