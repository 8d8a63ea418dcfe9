"""The files by words first, and with the encoder once that is loaded."""

import asyncio
import logging
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.domain.decision import Entry
from bot.domain.matching import Semantic
from bot.services.handbook import Handbook
from bot.services.live_book import LiveBook
from bot.settings import Settings
from bot.wiring.files import InStages
from tests.services.test_live_book import Knows

ROOT = Path(__file__).parents[2]


def settings() -> Settings:
    """For the example files."""
    return Settings(escalation_file=ROOT / "escalation.yaml", values_file=ROOT / "values.yaml")


def knows(_entries: Sequence[Entry], _not_for_us: Sequence[str]) -> Semantic:
    """An encoder that is there at once."""
    return Knows()


class Heard(LiveBook):
    """One that tells when it is understood better."""

    def __init__(self, book: Handbook) -> None:
        super().__init__(book)
        self.deepened = asyncio.Event()

    def deepen(self, understood: Handbook) -> bool:
        """As any, and tells."""
        self.deepened.set()
        return super().deepen(understood)


async def test_a_file_that_was_read_before_the_encoder_came_and_holds_after_is_understood_too() -> None:
    """It waits for its new people up to ten seconds; words alone must not stay for it."""
    stages = InStages(lambda _settings: knows)
    live, late = Heard(stages(settings())), stages(settings())
    deepening = asyncio.create_task(stages.deepen(settings(), live))
    await live.deepened.wait()

    live.adopt(late)
    await deepening

    assert live().file is late.file
    assert live().topics.weighs_meaning


async def test_an_encoder_that_cannot_be_used_is_told(caplog: pytest.LogCaptureFixture) -> None:
    """Words alone answer on."""

    def broken(_entries: Sequence[Entry], _not_for_us: Sequence[str]) -> Semantic:
        raise OSError("its file is cut off")

    stages = InStages(lambda _settings: broken)
    live = LiveBook(stages(settings()))
    with caplog.at_level(logging.ERROR):
        await stages.deepen(settings(), live)

    assert "by words alone" in caplog.text
    assert not live().topics.weighs_meaning
