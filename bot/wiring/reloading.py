"""How the files are taken over while the bot runs."""

import asyncio
import contextlib
import logging
import time as real
from collections.abc import Sequence
from functools import partial

from bot.adapters.watched_files import WatchedFiles
from bot.ports import Refused, Unclear
from bot.services.handbook import Handbook
from bot.services.improve import ensure_improvements
from bot.services.mornings import ensure_mornings
from bot.services.reload import Pace, Reload, ReloadTools
from bot.services.review_library import ensure_reviews
from bot.services.run_night import ensure_nights
from bot.services.tell_changes import note_bad, note_good
from bot.services.tools import Later
from bot.settings import Settings
from bot.wiring.auditing import note_files
from bot.wiring.core import Core
from bot.wiring.files import ReadFiles
from bot.wiring.tools import Toolbox

log = logging.getLogger(__name__)

_ROLL_CALL = 10.0
"""Seconds that a changed file waits for Slack to tell who its new people are; after that it holds without."""

_PAUSES = (5.0, 30.0, 120.0, 600.0)
"""Seconds between roll calls that Slack did not answer."""


def watched(settings: Settings) -> WatchedFiles:
    """Both files of this machine."""
    return WatchedFiles((settings.escalation_file, settings.values_file))


def reloading(
    c: Core,
    t: Toolbox,
    *,
    read: ReadFiles,
    present: str,
    pace: Pace,
    asked: asyncio.Event | None,
) -> Reload:
    """Takes the files over as they change; `present` is the fingerprint of those that were read at the start."""

    async def good() -> None:
        await ensure_nights(t.nights)
        await ensure_mornings(t.mornings)
        await ensure_improvements(t.improving)
        await ensure_reviews(t.phrases)
        await t.learning.start()
        await note_good(t.news, c.book)
        await note_files(c)
        await t.reminders.rooms.settle()

    async def bad(seen: str, problems: Sequence[str]) -> None:
        await note_bad(t.news, seen, [_with_short_names(c.settings, line) for line in problems])

    tools = ReloadTools(
        look=watched(c.settings).look,
        read=partial(asyncio.to_thread, read, c.settings),
        adopt=partial(_adopt, c, t.escalations.later),
        good=lambda: asyncio.create_task(good()),  # it takes leases (bot/adapters/fence.py)
        bad=bad,
        elapsed=real.monotonic,
    )
    return Reload(tools, present, pace=pace, asked=asked)


async def _adopt(c: Core, later: Later, book: Handbook) -> None:
    """From now on the files say this. Those who are new are looked up first, for as long as that may take."""
    known = asyncio.Event()
    later(_know(c, book, known))
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_ROLL_CALL):
            await known.wait()
    c.live.adopt(book)
    later(c.feeds.refresh())  # a calendar named for the first time


async def _know(c: Core, book: Handbook, known: asyncio.Event) -> None:
    """Call the roll of a changed file; while Slack does not answer, again, unless the file changed once more."""
    for pause in (*_PAUSES, None):
        try:
            await c.directory.adopt(book.file)
        except (Refused, Unclear) as problem:
            log.warning("Slack did not tell who the people of the changed file are (%s)", problem)
        else:
            break
        finally:
            known.set()
        if pause is None:
            return
        await asyncio.sleep(pause)
        if c.book.file != book.file:
            return
    for sentence in c.directory.problems():
        log.warning("%s", sentence)


def _with_short_names(settings: Settings, line: str) -> str:
    """A problem as people know the file: by its name, not by where it lies on this machine."""
    for path in (settings.escalation_file, settings.values_file):
        line = line.replace(f"{path}:", f"{path.name}:")
    return line
