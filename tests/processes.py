"""Other processes, as a test sees them."""

import os


def lives(pid: int) -> bool:
    """Whether there is such a process that was not buried yet."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
