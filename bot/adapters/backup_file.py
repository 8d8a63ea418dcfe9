"""The file of a backup: a line of JSON for each key, a header before them, and a check sum behind.

It is written and read as a stream, so that it may be larger than the memory.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from pydantic import SecretStr, ValidationError

from bot.adapters.store_copy import Kept
from bot.domain.language import Frozen
from bot.errors import OperatorError

FORMAT = 1
"""Raised when an older Baton could not read the file any more."""


class Header(Frozen):
    """What a backup says of itself. `made` is real time, UTC; `sealed_with` tells keys apart without telling them."""

    baton: str = "backup"
    format: int = FORMAT
    schema_version: int
    workspace: str
    made: datetime
    sealed_with: tuple[str, ...] = ()


@dataclass(frozen=True)
class Whole:
    """What a file that can be trusted holds: its header, and how many keys."""

    header: Header
    keys: int


def fingerprints(keys: Sequence[SecretStr]) -> tuple[str, ...]:
    """Tells secret keys apart: eight letters of a digest, from which nobody finds a key of 256 random bits."""
    return tuple(
        hashlib.sha256(b"fingerprint:" + key.get_secret_value().encode()).hexdigest()[:8] for key in keys
    )


class Writer:
    """Takes keys one after the other; `keys` says how many so far."""

    def __init__(self, file: BinaryIO, header: Header) -> None:
        self._file = file
        self._sum = hashlib.sha256()
        self.keys = 0
        self._line(header.model_dump(mode="json"))

    def add(self, one: Kept) -> None:
        """One more key."""
        self._line({"key": one.name, "type": one.kind, "ends": one.ends, "value": one.value})
        self.keys += 1

    def end(self) -> None:
        """What a reader knows by that nothing is missing."""
        self._line({"keys": self.keys, "sha256": self._sum.hexdigest()})

    def _line(self, shape: object) -> None:
        line = json.dumps(shape, ensure_ascii=False).encode() + b"\n"
        self._sum.update(line)
        self._file.write(line)


@contextmanager
def writing(path: Path, header: Header) -> Iterator[Writer]:
    """A file that only its owner can read, which is there once it is whole.

    Raises:
        OperatorError: the disk refuses.
    """
    draft = path.with_name(f".{path.name}.part")
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:  # noqa: PTH123 - made private
            writer = Writer(file, header)
            yield writer
            writer.end()
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as refused:
        raise OperatorError(f"{path} cannot be written: {refused.strerror}.") from None
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def examined(path: Path) -> Whole:
    """Read a file to its end before anything is done with it.

    Raises:
        OperatorError: it is no backup, is of a newer Baton, was cut off or changed; says which.
    """
    digest, header, count, end = hashlib.sha256(), None, 0, None
    for number, line in _lines(path):
        if end is not None:
            end = {}  # something stands behind the last line
            break
        if not line.endswith(b"\n"):
            break  # the last one, torn
        shape = _json(path, number, line)
        if header is None:
            header = _header(path, shape)
        elif "sha256" in shape:
            end = shape
            continue
        else:
            _kept(path, number, shape)
            count += 1
        digest.update(line)
    if header is None:
        raise OperatorError(f"{path} is no backup of Baton: it has no whole line.")
    if end is None:
        raise OperatorError(
            f"{path} was cut off after {count} keys: its last line is missing. Take another backup."
        )
    if end != {"keys": count, "sha256": digest.hexdigest()}:
        raise OperatorError(
            f"{path} was changed since it was written: its check sum is another. Take another backup."
        )
    return Whole(header, count)


def read(path: Path) -> Iterator[Kept]:
    """The keys of a file that was `examined`."""
    lines = _lines(path)
    next(lines)
    for number, line in lines:
        shape = _json(path, number, line)
        if "sha256" in shape:
            return
        yield _kept(path, number, shape)


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    try:
        with path.open("rb") as file:
            yield from enumerate(file, start=1)
    except OSError as refused:
        raise OperatorError(f"{path} cannot be read: {refused.strerror}.") from None


def _json(path: Path, number: int, line: bytes) -> dict[str, Any]:
    try:
        shape = json.loads(line)
    except ValueError:
        shape = None
    if not isinstance(shape, dict):
        raise OperatorError(f"{path}:{number} is no line of a backup.")
    return shape


def _header(path: Path, shape: dict[str, Any]) -> Header:
    if shape.get("baton") != "backup":
        raise OperatorError(f"{path} is no backup of Baton.")
    if isinstance(shape.get("format"), int) and shape["format"] > FORMAT:
        raise OperatorError(f"{path} was written by a newer Baton; restore it with that version.")
    try:
        return Header.model_validate(shape)
    except ValidationError:
        raise OperatorError(f"{path}:1 is not the header of a backup.") from None


def _kept(path: Path, number: int, shape: dict[str, Any]) -> Kept:
    match shape:
        case {"key": str(name), "type": "string", "ends": int() | None as ends, "value": str(text)}:
            return Kept(name, "string", text, ends)
        case {"key": str(name), "type": "set", "ends": int() | None as ends, "value": list(members)}:
            return Kept(name, "set", [str(one) for one in members], ends)
        case {
            "key": str(name),
            "type": "hash" | "zset" as kind,
            "ends": int() | None as ends,
            "value": dict(pairs),
        }:
            return Kept(name, kind, {str(field): str(value) for field, value in pairs.items()}, ends)
        case _:
            raise OperatorError(f"{path}:{number} is no line of a backup.")
