"""App Home of somebody with more of everything than one page holds."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest

from bot.domain.language import Language
from bot.domain.reader import Reader
from bot.ports import Preferences
from bot.views import kudos_ids, mine_ids, reminder_ids, reminders, thanks_choice
from bot.views.blocks import actions, button, header, section
from bot.views.home import home, settings
from bot.views.human import human_line
from bot.views.limits import VIEW_BLOCKS
from tests.contracts.sample import escalation
from tests.example import example_book

BOOK = example_book()
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
    assert ("other 79" in str(page)) is (others >= 80)


@pytest.mark.parametrize("entries", [0, 8, 13, 26, 27, 28, 29, 40])
def test_with_everything_full_ones_choices_and_ones_data_stay(entries: int) -> None:
    """The rest makes room, says where it is, and leaves no title alone."""
    choices = [
        *thanks_choice.home_section(Preferences(), READER),
        *reminders.home_section(None, None, READER, NOW),
    ]
    more = [
        block
        for number in range(entries)
        for block in (header(f"part {number}"), section("entry"), actions([button("open", f"open:{number}")]))
    ]
    mine = [escalation() for _ in range(12)]
    page = home(
        BOOK, READER, NOW, routes=(), mine=mine, chosen=None, promised=more[:12], more=more, choices=choices
    )["blocks"]
    assert len(page) <= VIEW_BLOCKS
    known = (kudos_ids.CHOOSE_THANKS, reminder_ids.CHOOSE_REMINDERS, mine_ids.MY_DATA)
    assert [one for one in known if f"'{one}'" not in str(page)] == []
    shapes = [block["type"] for block in page]
    assert not {("header", "context"), ("header", "divider")} & set(pairwise(shapes))
    assert ("/correct list" in str(page)) is (f"part {entries - 1}" not in str(page) and entries > 0)
