"""The vectors of configured phrases, kept beside the data, so that a second start need not work them out again.

One file holds the vectors of one version of the encoder, under a hash of each phrase: a changed file of the team's
costs only its new phrases. A spoilt file is as good as none and is written anew; a disk that refuses costs seconds at
the next start, and nothing else.
"""

import hashlib
import io
import logging
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.adapters.whole_files import put

log = logging.getLogger(__name__)

_SUM = 32
_MOST = 20_000
"""Phrases kept: 40 MB. Beyond that only those of this start are."""

Vectors = Any
"""A numpy array: its package is an extra."""


def name_of(version: str) -> str:
    """What a file of one version of the encoder is called by."""
    return hashlib.sha256(version.encode()).hexdigest()[:12]


class KeptVectors:
    """Vectors by phrase; `version` names the encoder they come from."""

    def __init__(self, folder: Path, version: str) -> None:
        self._path = folder.expanduser() / f"phrases-{name_of(version)}.vectors"

    def of(self, texts: Sequence[str], encode: Callable[[Sequence[str]], Vectors]) -> Vectors:
        """A row a text; what is not kept yet is encoded, and then is."""
        import numpy as np  # noqa: PLC0415 - comes with the extra

        known = self._read()
        keys = [hashlib.sha256(text.encode()).hexdigest()[:32] for text in texts]
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if missing:
            found = dict(zip(missing, encode(list(missing.values())), strict=True))
            kept = known if len(known) + len(found) <= _MOST else {}
            used = {key: known[key] for key in keys if key in known}
            known = {**kept, **used, **found}
            self._write(known)
        return np.stack([known[key] for key in keys])

    def _read(self) -> dict[str, Vectors]:
        import numpy as np  # noqa: PLC0415 - as above

        try:
            data = self._path.read_bytes()
        except OSError:
            return {}
        if hashlib.sha256(data[_SUM:]).digest() != data[:_SUM]:
            log.warning("The kept vectors in %s are spoilt; working them out again.", self._path)
            return {}
        with np.load(io.BytesIO(data[_SUM:]), allow_pickle=False) as held:
            return dict(zip(held["keys"].tolist(), held["vectors"], strict=True))

    def _write(self, known: Mapping[str, Vectors]) -> None:
        import numpy as np  # noqa: PLC0415 - as above

        held = io.BytesIO()
        np.savez(held, keys=np.array(list(known)), vectors=np.stack(list(known.values())))
        data = held.getvalue()
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            put(self._path, hashlib.sha256(data).digest() + data)
        except OSError as problem:
            log.warning("The vectors of the phrases could not be kept: %s", problem)
