"""What another process has open: files, pipes, and sockets by whom they lead to and in which state."""

import re
from collections import Counter
from contextlib import suppress
from pathlib import Path

_STATES = {"01": "established", "06": "time wait", "08": "close wait", "0A": "listening"}


def opened(pid: int) -> dict[str, int]:
    """How many descriptors of each kind."""
    process, found = Path(f"/proc/{pid}"), Counter[str]()
    peers = _peers(process)
    for descriptor in list(process.joinpath("fd").iterdir()):
        with suppress(FileNotFoundError):  # closed since
            target = str(descriptor.readlink())
            inode = re.fullmatch(r"socket:\[(\d+)\]", target)
            found[
                peers.get(inode[1], "socket of another kind") if inode else re.sub(r"\[\d+\]", "", target)
            ] += 1
    return dict(found.most_common())


def _peers(process: Path) -> dict[str, str]:
    """By inode."""
    peers: dict[str, str] = {}
    for family in ("tcp", "tcp6"):
        for line in _lines(process / "net" / family):
            here, there, state, inode = line[1], line[2], line[3], line[9]
            word = _STATES.get(state, f"state {state}")
            port = int((here if state == "0A" else there).rpartition(":")[2], 16)
            peers[inode] = f"TCP port {port}, {word}"
    for line in _lines(process / "net" / "unix"):
        peers[line[6]] = "Unix socket"
    return peers


def _lines(path: Path) -> list[list[str]]:
    with suppress(FileNotFoundError):
        return [line.split() for line in path.read_text().splitlines()[1:]]
    return []
