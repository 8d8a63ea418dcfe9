"""The two files, read and made ready for use."""

import asyncio
import contextlib
import logging
import threading
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import TypeVar, cast

from bot.adapters import semantic
from bot.config import PackageCalendars, load
from bot.domain.decision import Entry
from bot.domain.language import complete
from bot.domain.later import make_ready
from bot.domain.matching import Semantic
from bot.errors import OperatorError
from bot.services.handbook import Handbook, UnderstandWith, by_words_alone
from bot.services.live_book import LiveBook
from bot.settings import Settings

T = TypeVar("T")
log = logging.getLogger(__name__)

KEPT_VECTORS = "meaning"
"""The folder, beside the data, that keeps the vectors of the files' phrases."""

_LATE = 15
"""Seconds within which files that were read are taken over, or never (`bot.wiring.reloading`)."""

ReadFiles = Callable[[Settings], Handbook]


class InStages:
    """Reads the files by words alone, at once; from `deepen` on with the encoder, which takes seconds to load.

    Until it is there, words decide what they decide alone, and where they do not, people are asked to choose.
    The first time not even every phrase is indexed, which whoever names a topic or a value does not need; files that
    change are taken over with everything.
    """

    def __init__(self, understanding_of: Callable[[Settings], UnderstandWith] | None = None) -> None:
        """`understanding_of` loads the encoder, by default as the environment wants it."""
        self._understanding_of = understanding_of or understanding
        self._understand: UnderstandWith = by_words_alone
        self._by_words = 0
        self._has_read = False

    def __call__(self, settings: Settings) -> Handbook:
        """The two files; see `read_handbook`."""
        self._by_words += self._understand is by_words_alone
        book = read_whole(settings, self._understand)
        if self._has_read:
            book.index()
        self._has_read = True
        return book

    async def deepen(self, settings: Settings, live: LiveBook) -> None:
        """Make ready, beside the answering, what the first answers did without: the index, the encoder and the rest."""
        for left in (live().index, complete, make_ready):
            try:
                await beside(left)
            except Exception:
                log.exception("what was left for later cannot be made ready; whoever needs it first does it")
        try:
            await self._deepen(self._understanding_of(settings), live)
        except Exception:
            log.exception("the sentence encoder cannot be used; questions are understood by words alone")

    async def _deepen(self, understand: UnderstandWith, live: LiveBook) -> None:
        while True:
            understood = await beside(partial(live().understood_with, understand))
            self._understand = understand
            if live.deepen(understood):
                if understood.topics.weighs_meaning:
                    log.info("paraphrases are understood from now on")
                if not await self._taken_over(live):
                    return

    async def _taken_over(self, live: LiveBook) -> bool:
        """Whether files come to hold that were read by words, while the encoder was loaded, and waited for their people."""
        present = live().file
        for _ in range(_LATE if self._by_words > 1 else 0):
            await asyncio.sleep(1)
            if live().file is not present:
                self._by_words = 1
                return True
        return False


async def beside(work: Callable[[], T]) -> T:
    """Work in a thread that no stop waits for."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def tell(result: T | None, failure: Exception | None) -> None:
        if not done.done():
            done.set_exception(failure) if failure else done.set_result(cast("T", result))

    def run() -> None:
        result: T | None = None
        failure: Exception | None = None
        try:
            result = work()
        except Exception as raised:  # noqa: BLE001 - it is raised where it is waited for
            failure = raised
        with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile
            loop.call_soon_threadsafe(tell, result, failure)

    threading.Thread(target=run, name="settle in", daemon=True).start()
    return await done


def read_by_words(settings: Settings) -> Handbook:
    """The two files for what understands no questions; see `read_handbook`."""
    return read_handbook(settings, by_words_alone)


def read_handbook(settings: Settings, understand: UnderstandWith | None = None) -> Handbook:
    """The two files, ready for every question, understood with the sentence encoder where it is installed.

    Raises:
        OperatorError: with every problem of both, a line each.
    """
    book = read_whole(settings, understand or understanding(settings))
    book.index()
    return book


def read_whole(settings: Settings, understand: UnderstandWith) -> Handbook:
    """The two files; whoever asks first in words of their own has every phrase indexed.

    Raises:
        OperatorError: with every problem of both, a line each.
    """
    loaded = load(settings.escalation_file, settings.values_file)
    if loaded.errors:
        raise OperatorError("\n".join(str(problem) for problem in loaded.errors))
    for problem in loaded.warnings:
        log.warning("%s", problem)
    file, philosophy = loaded.both()
    return Handbook.of(
        file,
        philosophy,
        PackageCalendars(),
        understand=understand,
    )


def understanding(settings: Settings) -> UnderstandWith:
    """As the environment wants it: with the sentence encoder, or by words alone."""
    return (
        by_words_alone if settings.understanding == "words" else by_meaning(settings.data_dir / KEPT_VECTORS)
    )


@cache
def by_meaning(folder: Path) -> UnderstandWith:
    """With the sentence encoder; without it by words alone, which is said once. Vectors are kept in `folder`."""

    def understand(entries: Sequence[Entry], not_for_us: Sequence[str]) -> Semantic | None:
        if why := semantic.unavailable():
            _say_once(why)
            return None
        return semantic.load_semantic(entries, not_for_us=not_for_us, folder=folder)

    return understand


@cache
def _say_once(sentence: str) -> None:
    log.warning("%s", sentence)
