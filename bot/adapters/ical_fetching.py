"""A calendar's text: from a file, from the web, or from the copy on disk that outlives a restart."""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import aiohttp

from bot.adapters.ical_reading import UnreadableCalendar
from bot.adapters.whole_files import put

LARGEST = 5 * 1024 * 1024
"""Bytes of a calendar: some ten thousand events. More is most likely the wrong file."""
PATIENCE = 20.0
"""Seconds a server gets for its whole answer."""
_REDIRECTS = 5
_HEADERS = {"Accept": "text/calendar, text/plain;q=0.5", "User-Agent": "Baton"}


@dataclass(frozen=True)
class Copy:
    """A calendar's text, when it was last known to hold (UTC), and what its server calls this version."""

    data: bytes
    at: datetime
    etag: str | None = None
    modified: str | None = None


class Shelf:
    """Copies of calendars in a folder, one file each, readable by their owner alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, address: str) -> Copy | None:
        """The copy of a calendar, if there is a whole one."""
        try:
            head, _, data = self._file(address).read_bytes().partition(b"\n")
            told = json.loads(head)
            copy = Copy(data, datetime.fromisoformat(told["at"]), told["etag"], told["modified"])
            return copy if told["digest"] == _digest(data) else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, address: str, copy: Copy) -> None:
        """Keep a copy; it appears whole or not at all.

        Raises:
            OSError: the disk refuses.
        """
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        head = {
            "at": copy.at.isoformat(),
            "etag": copy.etag,
            "modified": copy.modified,
            "digest": _digest(copy.data),
        }
        put(self._file(address), json.dumps(head).encode() + b"\n" + copy.data)

    def _file(self, address: str) -> Path:
        return self._folder / f"{_digest(address.encode())[:32]}.calendar"


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def read_path(path: Path) -> bytes:
    """The text of a calendar in a file.

    Raises:
        UnreadableCalendar: with a sentence that follows "the calendar …".
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
        _check_size(data)
    except FileNotFoundError:
        raise UnreadableCalendar(f"is not there: {path}") from None
    except OSError as refused:
        raise UnreadableCalendar(f"cannot be opened: {refused.strerror}") from None
    return data


async def fetch(address: str, known: Copy | None, now: datetime) -> Copy:
    """The calendar behind an http, https or webcal address; `known` again, dated anew, if it is unchanged there.

    Raises:
        UnreadableCalendar: with a sentence that follows "the calendar …" and tells nothing of the address.
    """
    url = f"https://{address.partition('://')[2]}" if address.lower().startswith("webcal:") else address
    headers = dict(_HEADERS)
    if known and known.etag:
        headers["If-None-Match"] = known.etag
    if known and known.modified:
        headers["If-Modified-Since"] = known.modified
    timeout = aiohttp.ClientTimeout(total=PATIENCE)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout, trust_env=True) as session,
            session.get(url, headers=headers, max_redirects=_REDIRECTS) as response,
        ):
            if known and response.status == 304:
                return replace(known, at=now)
            if response.status != 200:
                raise UnreadableCalendar(_refused(response.status))
            data = bytearray()
            async for part in response.content.iter_chunked(65_536):
                data += part
                _check_size(data)
            return Copy(bytes(data), now, response.headers.get("ETag"), response.headers.get("Last-Modified"))
    except TimeoutError:
        raise UnreadableCalendar(f"was not sent within {PATIENCE:.0f} seconds") from None
    except (aiohttp.ClientError, ValueError, OSError) as wrong:  # their texts repeat the address
        raise UnreadableCalendar(f"could not be fetched ({type(wrong).__name__})") from None


def _refused(status: int) -> str:
    hint = "; its address may have been renewed" if status in (401, 403, 404, 410) else ""
    return f"was refused by its server ({status}){hint}"


def _check_size(data: bytes | bytearray) -> None:
    if len(data) > LARGEST:
        raise UnreadableCalendar(f"is larger than {LARGEST // 1024 // 1024} MB")
