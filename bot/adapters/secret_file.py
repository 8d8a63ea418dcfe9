"""The keys that encrypt corrections, made beside the embedded store when there are none."""

import logging
import os
import tempfile
from pathlib import Path

from cryptography.fernet import Fernet
from pydantic import SecretStr

from bot.errors import OperatorError

log = logging.getLogger(__name__)


def secret_keys(path: Path, *, fresh: bool) -> tuple[SecretStr, ...]:
    """The Fernet keys of a file, one a line, the first encrypts; made with one key if there is none.

    The file appears whole or not at all and only its owner can read it; of two who make it at
    once, both get the first one's. `fresh` tells that the store is new: otherwise a missing file
    means that corrections already written cannot be read, and the log says so.

    Raises:
        OperatorError: the file holds something else.
    """
    if not path.exists():
        if not fresh:
            log.error("%s is gone: notes written before now cannot be read any more; a new key is made", path)
        _create(path)
    lines = [line.strip() for line in path.read_text("ascii", "replace").splitlines() if line.strip()]
    for number, line in enumerate(lines, 1):
        try:
            Fernet(line)
        except ValueError:
            raise OperatorError(
                f"{path}:{number} is no Fernet key. Put the file back from a copy or set BATON_SECRET_KEYS."
            ) from None
    if not lines:
        raise OperatorError(f"{path} is empty. Put it back from a copy, or set BATON_SECRET_KEYS.")
    return tuple(SecretStr(line) for line in lines)


def _create(path: Path) -> None:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".secret-")
    draft = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(Fernet.generate_key() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    except FileExistsError:
        log.debug("%s was made by somebody else meanwhile", path)
    finally:
        draft.unlink()
