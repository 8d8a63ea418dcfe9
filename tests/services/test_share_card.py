"""Sharing a card: where it may go, and that it goes there once."""

from datetime import UTC, datetime

import pytest

from bot.ports import ChannelInfo
from bot.requests.tickets import OnCard
from bot.services.share_card import Shared, ShareTools, may_share, share
from tests.fakes.messenger import Rooms
from tests.fakes.sharing import FakeCardBoard
from tests.fakes.store import FakeOnce

CARD = OnCard(situation="empathy")
OPEN = ChannelInfo(id="C1", name="support", is_member=True)


def tools(board: FakeCardBoard | None = None, **channels: ChannelInfo) -> ShareTools:
    """With these channels, and Ann in Slack."""
    rooms = Rooms(channels=channels)
    rooms.enlist("ann")
    return ShareTools(board or FakeCardBoard(), rooms, FakeOnce(_now), _now)


def _now() -> datetime:
    return datetime(2035, 3, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, OPEN),
        ({"is_member": False}, OPEN.model_copy(update={"is_member": False})),
        ({"is_private": True, "is_member": False}, Shared.NOT_THERE),
        ({"is_archived": True}, Shared.CLOSED),
        ({"is_shared_outside": True}, Shared.ASK_ABOUT_OUTSIDE),
    ],
)
async def test_where_it_may_go(change: dict[str, bool], expected: ChannelInfo | Shared) -> None:
    """A public channel may be joined; a private one needs Baton in it; another company is asked about."""
    found = await may_share(tools(C1=OPEN.model_copy(update=change)), "C1", "UANN", outside=False)
    assert found == expected


async def test_another_company_reads_it_only_after_a_yes() -> None:
    """Whoever shares was asked, and wants it."""
    outside = OPEN.model_copy(update={"is_shared_outside": True})
    assert await may_share(tools(C1=outside), "C1", "UANN", outside=True) == outside


async def test_nobody_shares_where_they_cannot_read() -> None:
    """The channel is checked at the act, not in the menu."""
    made = tools(C1=OPEN)
    assert isinstance(made.directory, Rooms)
    made.directory.outside.add("UANN")
    assert await may_share(made, "C1", "UANN", outside=False) is Shared.NOT_YOURS


@pytest.mark.parametrize("channel", ["", "D1", "U1"])
async def test_a_direct_message_is_no_channel(channel: str) -> None:
    """Nor is nothing."""
    assert await may_share(tools(), channel, "UANN", outside=False) is Shared.NO_CHANNEL


async def test_one_press_is_one_post() -> None:
    """However often it is delivered; another press is another post."""
    board = FakeCardBoard()
    made = tools(board)
    for press in ("V1-a", "V1-a", "V2-a"):
        assert await share(made, "C1", CARD, "UANN", press=press) is Shared.DONE
    assert [one.key for one in board.stands] == ["card-V1-a", "card-V2-a"]


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        ("refuse:channel_not_found", Shared.NOT_THERE),
        ("refuse:not_in_channel", Shared.NOT_THERE),
        ("refuse:restricted_action", Shared.CLOSED),
        ("lost reply", Shared.DONE),
        ("lost", Shared.UNCLEAR),
    ],
)
async def test_what_slack_says_is_told(fault: str, outcome: Shared) -> None:
    """Where Slack's answer is lost, the channel is looked into before anybody is told anything."""
    board = FakeCardBoard()
    board.faults.append(fault)
    assert await share(tools(board), "C1", CARD, "UANN", press="V1") is outcome


async def test_where_nobody_can_look_it_is_left_open() -> None:
    """Better no second post than two."""
    board = FakeCardBoard(blind=True)
    board.faults.append("lost reply")
    made = tools(board)
    assert await share(made, "C1", CARD, "UANN", press="V1") is Shared.UNCLEAR
    assert len(board.stands) == 1
