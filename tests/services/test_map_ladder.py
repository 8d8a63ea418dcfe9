"""Which ladder somebody means, and where it ends."""

from datetime import timedelta

import pytest

from bot.ports import Unclear
from bot.services.map_ladder import (
    Everything,
    NotClear,
    NotNamed,
    OneTopic,
    Wanted,
    map_ladder,
    members_of_groups,
    wanted,
)
from tests.fakes.feedback_slack import FakeDirectory
from tests.views.pictures.maps import MONDAY, book_of

BOOK = book_of()


class HalfSilent(FakeDirectory):
    """Slack while it does not answer about one group."""

    async def group(self, group: str) -> tuple[str, ...]:
        """Who is in it."""
        if group == "S0SILENT":
            raise Unclear("no answer")
        return await super().group(group)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("", Everything()),
        ("  ", Everything()),
        ("refund", OneTopic("refund")),
        ("환불", OneTopic("refund")),
        ("Refunds!", OneTopic("refund")),
        ("the refund", OneTopic("refund")),
        ("weather", NotClear()),
        ("shows the wrong refund for this customer", NotNamed()),
    ],
)
def test_a_topic_is_named_in_few_words(text: str, meant: Wanted) -> None:
    """Its key, title or keyword, or words that clearly mean it; more words are a question."""
    assert wanted(BOOK, text) == meant


def test_the_last_resort_comes_after_every_lap() -> None:
    """Twice 45 minutes here."""
    levels = '{ask: ["lead:support", "channel:#support"], within: 30m}'
    found = map_ladder(book_of((levels, f"{levels}\n        repeat: 1")), "refund", MONDAY)
    assert found.ends == MONDAY + timedelta(minutes=90)
    assert [str(ask.target) for ask in found.last] == ["team:support", "lead:support"]


def test_a_ladder_that_reaches_nobody_is_not_climbed_again() -> None:
    """The last resort is asked at once, as it is for a real one."""
    levels = '          - {ask: ["lead:support", "channel:#support"], within: 30m}\n'
    active = ("every: 1w", 'every: 1w, active: {sat: ["10:00-12:00"]}')
    found = map_ladder(book_of((levels, "        repeat: 1\n"), active), "refund", MONDAY)
    assert found.ends == MONDAY


def test_a_topic_that_is_not_there_is_an_error() -> None:
    """A caller's mistake."""
    with pytest.raises(KeyError):
        map_ladder(BOOK, "weather", MONDAY)


async def test_groups_are_unfolded_to_the_files_people() -> None:
    """Whoever is not in the file stays out; a group Slack does not tell of is left out."""
    levels = '{ask: ["lead:support", "channel:#support"], within: 30m}'
    book = book_of((levels, '{ask: ["group:S0123ABC", "group:S0SILENT"], within: 30m}'))
    directory = HalfSilent(groups={"S0123ABC": ("UBOB", "USTRANGER")})
    directory.enlist("bob")
    assert await members_of_groups(map_ladder(book, "refund", MONDAY), directory) == {"S0123ABC": ("bob",)}
