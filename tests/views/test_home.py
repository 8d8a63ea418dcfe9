"""App Home of somebody with more of everything than one page holds."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.config.calendars import PackageCalendars
from bot.config.loading import load
from bot.domain.language import Language
from bot.domain.reader import Reader
from bot.services.handbook import Handbook
from bot.views.blocks import section
from bot.views.home import home, settings
from bot.views.human import human_line
from bot.views.limits import VIEW_BLOCKS
from tests.contracts.sample import escalation

ROOT = Path(__file__).parents[2]
BOOK = Handbook.of(*load(ROOT / "escalation.yaml", ROOT / "values.yaml").both(), PackageCalendars())
NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
READER = Reader(language=Language.EN, zone="Asia/Seoul", user="UANN")


@pytest.mark.parametrize("others", [0, 60, 85, 120])
def test_whatever_there_is_the_settings_and_a_human_stay(others: int) -> None:
    """Hand-overs yield first, which a command lists in full; the first of them stays."""
    mine = [escalation() for _ in range(12)]
    more = [section(f"other {number}") for number in range(others)]
    page = home(BOOK, READER, NOW, routes=(), mine=mine, chosen=None, more=more)["blocks"]
    assert len(page) <= VIEW_BLOCKS
    assert page[-4:] == [*settings(READER, None), human_line(BOOK, READER)]
    assert mine[0].id in str(page)
    assert ("other 59" in str(page)) is bool(others)
    assert ("other 84" in str(page)) is (others >= 85)
