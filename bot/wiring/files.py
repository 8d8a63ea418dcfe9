"""The two files, read and made ready for use."""

import logging
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from bot.adapters import semantic
from bot.config import PackageCalendars, load
from bot.domain.decision import Entry
from bot.domain.matching import Semantic
from bot.errors import OperatorError
from bot.services.handbook import Handbook, UnderstandWith, by_words_alone
from bot.settings import Settings

log = logging.getLogger(__name__)

KEPT_VECTORS = "meaning"
"""The folder, beside the data, that keeps the vectors of the files' phrases."""

ReadFiles = Callable[[Settings], Handbook]


def read_by_words(settings: Settings) -> Handbook:
    """The two files for what understands no questions; see `read_handbook`."""
    return read_handbook(settings, by_words_alone)


def read_handbook(settings: Settings, understand: UnderstandWith | None = None) -> Handbook:
    """The two files, ready for use, understood with the sentence encoder where it is installed.

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
        understand=understand or by_meaning(settings.data_dir / KEPT_VECTORS),
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
