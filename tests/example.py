"""The two example files, read once for all tests of a process: nothing in them can be changed."""

from functools import cache
from pathlib import Path

from bot.config import PackageCalendars, load
from bot.domain.philosophy import Philosophy
from bot.domain.team_file import TeamFile
from bot.services.handbook import Handbook, by_words_alone

ROOT = Path(__file__).parents[1]


@cache
def example_files() -> tuple[TeamFile, Philosophy]:
    """escalation.yaml and values.yaml."""
    return load(ROOT / "escalation.yaml", ROOT / "values.yaml").both()


@cache
def example_book() -> Handbook:
    """Both, understood by words alone."""
    return Handbook.of(*example_files(), PackageCalendars(), understand=by_words_alone)
