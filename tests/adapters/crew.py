"""A crew to try workers with: `python -m tests.adapters.crew FOLDER HOW COUNT`. Each writes its process id into the folder."""

import os
import select
import signal
import sys
import time
from pathlib import Path

from bot.adapters.workers import Seat, Timing, Workers

QUICK = Timing(look=0.05, grace=1.0, first_pause=0.05, longest_pause=0.2, silent=20)


def _until(seat: Seat, *, tell: bool) -> int:
    """Work until told to stop, or until the parent is gone."""
    ended: list[int] = []
    signal.signal(signal.SIGTERM, lambda sign, _frame: ended.append(sign))
    while not ended:
        if tell:
            seat.alive()
        if select.select([seat.parent], [], [], 0.02)[0]:
            return 3
    return 0


def _life(folder: Path, how: str, seat: Seat) -> int:
    if how == "early":
        os.kill(os.getpid(), signal.SIGHUP)
    signal.signal(signal.SIGHUP, lambda _sign, _frame: (folder / f"asked-{seat.number}").touch())
    (folder / f"worker-{seat.number}-{os.getpid()}").touch()
    (folder / f"{'alone' if seat.alone else 'beside'}-{os.getpid()}").touch()
    if how == "refuses":
        return 7
    if how == "stubborn":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        seat.ready()
        time.sleep(60)
    seat.ready()
    return _until(seat, tell=how != "mute")


def _main() -> int:
    folder, how, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    crew = Workers(
        count, lambda seat: _life(folder, how, seat), QUICK, gone=lambda pid: (folder / f"gone-{pid}").touch()
    )
    return crew.run()


if __name__ == "__main__":
    sys.exit(_main())
