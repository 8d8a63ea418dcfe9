"""Files that appear whole or not at all."""

import contextlib
import os
import tempfile
from pathlib import Path


def put(path: Path, data: bytes | memoryview, *, mode: int = 0o600) -> None:
    """Write a file in its folder, replacing one that is there; whoever reads meanwhile reads the old one.

    Raises:
        OSError: the disk refuses.
    """
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem[:20]}-")
    draft = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        draft.chmod(mode)
        draft.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            draft.unlink()
        raise
