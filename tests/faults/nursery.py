"""A nursery of bots: everything is imported and read once, then each bot is a process forked from it.

`python -m tests.faults.nursery` reads an environment (JSON, a line) and answers the pid of the bot that
lives in it. A bot understands by words alone. It begins as fast as it can be killed.
"""

import asyncio
import json
import logging
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from bot.services.handbook import Handbook
from bot.settings import Need, Settings
from bot.wiring import serving
from bot.wiring.files import read_by_words
from tests.faults.bots import ROOT
from tests.faults.mutants import MUTANT, become
from tests.faults.slept import SLEPT, wake

HTTP = "BATON_FAULTS_HTTP"
"""In the environment of a bot of the nursery: it is served signed requests instead of Socket Mode."""
_LOOK = 0.01


@dataclass(frozen=True)
class Forked:
    """A bot that was forked, by its pid; the nursery buries it at once, so a pid that answers lives."""

    pid: int

    @property
    def lives(self) -> bool:
        """Whether there is such a process."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        return True

    def kill(self, sign: signal.Signals = signal.SIGKILL) -> None:
        """Without a warning, unless told otherwise."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, sign)

    async def ended(self) -> None:
        """Wait for its end."""
        while self.lives:  # noqa: ASYNC110 - another process' child
            await asyncio.sleep(_LOOK)


@dataclass(frozen=True)
class Nursery:
    """Forks bots."""

    process: Process
    one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def fork(self, environ: Mapping[str, str]) -> Forked:
        """A bot of its own in this environment; each is answered before the next is asked for."""
        assert self.process.stdin
        assert self.process.stdout
        async with self.one_at_a_time:
            self.process.stdin.write(json.dumps(dict(environ)).encode() + b"\n")
            await self.process.stdin.drain()
            return Forked(int(await self.process.stdout.readline()))


@asynccontextmanager
async def nursery() -> AsyncIterator[Nursery]:
    """One for many lives."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.faults.nursery", stdin=PIPE, stdout=PIPE, cwd=ROOT
    )
    try:
        yield Nursery(process)
    finally:
        process.kill()
        await process.wait()


async def _serve(environ: Mapping[str, str], book: Handbook) -> None:
    until = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, until.set)
    become(environ.get(MUTANT, ""))
    wake(environ.get(SLEPT, ""))
    ours, http = {MUTANT, SLEPT, HTTP}, HTTP in environ
    need = Need.HTTP_MODE if http else Need.SOCKET_MODE
    settings = Settings.read({k: v for k, v in environ.items() if k not in ours}, need)
    await serving(settings, http=http, until=until, read=lambda _settings: book)


def _main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    files = {name: str(ROOT / f"{kind}.yaml") for name, kind in _FILES.items()}
    book = read_by_words(Settings.read(files, Need.FILES))
    for line in sys.stdin:
        environ = json.loads(line)
        pid = os.fork()
        if pid == 0:
            logging.disable()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            asyncio.run(_serve(environ, book))
            os._exit(0)
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()


_FILES = {"BATON_ESCALATION_FILE": "escalation", "BATON_VALUES_FILE": "values"}

if __name__ == "__main__":
    _main()
