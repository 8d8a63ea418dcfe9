"""The files by words first, and with the encoder once that is loaded."""

import asyncio
import logging
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.domain.decision import Entry
from bot.domain.matching import Semantic
from bot.services.handbook import Handbook, by_words_alone
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


class Unindexable(Handbook):
    """One whose index cannot be made."""

    def index(self) -> None:
        """It fails."""
        raise ValueError("a bug")


async def test_an_index_that_cannot_be_made_is_told_and_keeps_nothing_else_from_being_made_ready(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Nobody waits for this work: what fails in it is in the log, or nowhere."""
    stages = InStages(lambda _settings: knows)
    book = stages(settings())
    live = LiveBook(Unindexable(**vars(book)))
    with caplog.at_level(logging.ERROR):
        await stages.deepen(settings(), live)

    assert "cannot be made ready" in caplog.text
    assert live().topics.weighs_meaning


def of_its_own(folder: Path, word: str) -> Settings:
    """For the example files with one more word in each, so that nobody has indexed them before."""
    for name, title in (
        ("escalation.yaml", "en: Billing & refunds"),
        ("values.yaml", "en: The mistake was ours"),
    ):
        text = (ROOT / name).read_text("utf-8")
        assert title in text
        (folder / name).write_text(text.replace(title, f"{title} {word}", 1), "utf-8")
    return settings().model_copy(
        update={"escalation_file": folder / "escalation.yaml", "values_file": folder / "values.yaml"}
    )


async def test_the_first_reading_leaves_the_index_for_beside_the_answering(tmp_path: Path) -> None:
    """Whoever names a topic is answered at once, and nobody waits for the index for long."""
    files = of_its_own(tmp_path, "zzfirst")
    stages = InStages(lambda _settings: by_words_alone)
    live = LiveBook(stages(files))
    assert live().topics.match("refund").name == "direct"
    assert not live().topics.is_indexed
    assert not live().situations.is_indexed

    await stages.deepen(files, live)

    assert live().topics.is_indexed
    assert live().situations.is_indexed


def test_changed_files_come_with_their_index(tmp_path: Path) -> None:
    """They are taken over between two answers, which must not become slower for a while."""
    stages = InStages()
    stages(of_its_own(tmp_path, "zzsecond"))

    changed = stages(of_its_own(tmp_path, "zzthird"))

    assert changed.topics.is_indexed
    assert changed.situations.is_indexed
