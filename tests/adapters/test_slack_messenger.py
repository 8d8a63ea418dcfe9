"""The mouth says things once, where it should, and finds them again after a crash."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.adapters.dry_run import DryRunMouth
from bot.adapters.slack_messenger import SlackMessenger, addressee
from bot.adapters.slack_posting import marker
from bot.domain.escalation import Notice, NoticeKind, Posted
from bot.domain.language import Language
from bot.domain.reader import Reader
from bot.ports import (
    Card,
    ChannelNotice,
    DirectNotice,
    FollowerCard,
    Messenger,
    Place,
    Refused,
    ThreadNotice,
    Unclear,
    Utterance,
)
from bot.views.limits import MESSAGE_BLOCKS, TEXT, section
from bot.views.message import Message
from playground.people import BOT_USER_ID
from playground.state import new_message
from tests.adapters.stage import Stage, staged
from tests.contracts.sample import NOON, escalation

SINCE = datetime.now(UTC) - timedelta(seconds=1)
HELLO = Message("Hello", (section("Hello, everybody"), section("and welcome")))
SUPPORT = Place(channel="#support")


async def test_a_message_carries_its_key_twice(stage: Stage) -> None:
    """In the metadata, and in the first block's id for where metadata cannot be read."""
    await stage.mouth.say(SUPPORT, HELLO, key="card-1")
    (said,) = stage.said("support")
    assert said.metadata == {"event_type": "baton_post", "event_payload": {"key": "card-1"}}
    assert said.blocks[0]["block_id"] == marker("card-1")
    assert said.text == "Hello"


async def test_links_are_not_unfurled(stage: Stage) -> None:
    """A card stays as long as it is."""
    await stage.mouth.say(SUPPORT, HELLO, key="card-1")
    arguments = stage.calls("chat.postMessage")[0].args
    assert (arguments["unfurl_links"], arguments["unfurl_media"]) == (False, False)


@pytest.mark.parametrize("kind", ["drop_after_doing", "timeout_after_doing"])
async def test_what_was_posted_without_an_answer_is_found(stage: Stage, kind: str) -> None:
    """The reply was lost: it is unclear, then found, and it stands there once."""
    stage.fault("chat.postMessage", kind)
    with pytest.raises(Unclear):
        await stage.mouth.say(SUPPORT, HELLO, key="card-1")
    found = await stage.mouth.find(SUPPORT, key="card-1", since=SINCE)
    (said,) = stage.said("support")
    assert found == Posted(channel=said.channel, ts=said.ts)


async def test_what_was_not_posted_is_not_found(stage: Stage) -> None:
    """Another key's message is not it."""
    await stage.mouth.say(SUPPORT, HELLO, key="card-1")
    assert await stage.mouth.find(SUPPORT, key="card-2", since=SINCE) is None


async def test_somebody_elses_copy_is_not_ours(stage: Stage) -> None:
    """Only our own messages count, whatever block ids others use."""
    channel = stage.channel("support")
    copy = new_message(
        stage.playground.world,
        channel.id,
        "U02BOB",
        "Hello",
        blocks=[{**section("Hello"), "block_id": marker("card-1")}],
    )
    stage.playground.world.post(copy)
    assert await stage.mouth.find(SUPPORT, key="card-1", since=SINCE) is None


async def test_it_is_found_behind_pages_of_talk(stage: Stage) -> None:
    """People talked on: 450 messages later it is still found."""
    posted = await stage.mouth.say(SUPPORT, HELLO, key="card-1")
    world = stage.playground.world
    for number in range(450):
        world.post(new_message(world, posted.channel, "U02BOB", f"line {number}"), notify=False)
    assert await stage.mouth.find(SUPPORT, key="card-1", since=SINCE) == posted
    assert len([call for call in stage.calls("conversations.history") if call.answer["ok"]]) == 3


async def test_without_metadata_the_block_tells(tmp_path: Path) -> None:
    """A token without metadata.message:read recovers by the first block's id."""
    async with staged(tmp_path, without_scopes=frozenset({"metadata.message:read"})) as stage:
        posted = await stage.mouth.say(SUPPORT, HELLO, key="card-1")
        assert await stage.mouth.find(SUPPORT, key="card-1", since=SINCE) == posted


async def test_refused_metadata_does_not_cost_the_message(stage: Stage) -> None:
    """It is posted without, once, and still found."""
    stage.fault("chat.postMessage", "error:invalid_metadata_format")
    posted = await stage.mouth.say(SUPPORT, Message("Only text"), key="card-1")
    (said,) = stage.said("support")
    assert said.metadata is None
    assert await stage.mouth.find(SUPPORT, key="card-1", since=SINCE) == posted


async def test_reading_a_public_channel_joins_it(stage: Stage) -> None:
    """Slack lets members read only; recovery joins, and nothing else does."""
    await stage.mouth.say(SUPPORT, HELLO, key="card-1")
    assert BOT_USER_ID not in stage.channel("support").members
    assert await stage.mouth.find(SUPPORT, key="card-1", since=SINCE) is not None
    assert BOT_USER_ID in stage.channel("support").members


async def test_without_the_right_to_join_nobody_can_tell(tmp_path: Path) -> None:
    """Then it is a refusal, never "not found": it might be posted twice."""
    async with staged(tmp_path, without_scopes=frozenset({"channels:join"})) as stage:
        await stage.mouth.say(SUPPORT, HELLO, key="card-1")
        with pytest.raises(Refused, match="not_in_channel"):
            await stage.mouth.find(SUPPORT, key="card-1", since=SINCE)


async def test_where_it_may_not_write_unasked_it_joins_first(tmp_path: Path) -> None:
    """Without chat:write.public a public channel is joined, and the message is said once."""
    async with staged(tmp_path, without_scopes=frozenset({"chat:write.public"})) as stage:
        await stage.mouth.say(SUPPORT, HELLO, key="card-1")
        assert len(stage.said("support")) == 1


@pytest.mark.parametrize("channel", ["#nowhere", "#leads-only", "C0000000000"])
async def test_a_channel_slack_does_not_show_is_a_refusal(stage: Stage, channel: str) -> None:
    """A missing one, a private one the bot is not in, and an id of nothing."""
    with pytest.raises(Refused, match="channel_not_found"):
        await stage.mouth.say(Place(channel=channel), HELLO, key="card-1")


async def test_a_thread_is_its_own_place(stage: Stage) -> None:
    """A notice is said and found in the card's thread, not in the channel."""
    card = await stage.mouth.say(SUPPORT, HELLO, key="card-1")
    thread = Place(channel="#support", thread=card.ts)
    notice = await stage.mouth.say(thread, HELLO, key="notice-1")
    assert stage.said("support")[1].thread_ts == card.ts
    assert await stage.mouth.find(thread, key="notice-1", since=SINCE) == notice
    assert await stage.mouth.find(SUPPORT, key="notice-1", since=SINCE) is None


async def test_a_thread_that_is_gone_holds_nothing(stage: Stage) -> None:
    """Somebody deleted the card: then its notice is not there either."""
    gone = Place(channel="#support", thread="1700000000.000100")
    assert await stage.mouth.find(SUPPORT, key="x", since=SINCE) is None
    assert await stage.mouth.find(gone, key="notice-1", since=SINCE) is None


async def test_a_direct_message_is_opened_once(stage: Stage) -> None:
    """The second message to somebody needs no second opening, and both can be found."""
    bob = Place(user="U02BOB")
    first = await stage.mouth.say(bob, HELLO, key="one")
    await stage.mouth.say(bob, HELLO, key="two")
    assert len(stage.direct("bob")) == 2
    assert len(stage.calls("conversations.open")) == 1
    assert await stage.mouth.find(bob, key="one", since=SINCE) == first


async def test_who_left_cannot_be_written_to(stage: Stage) -> None:
    """Slack says so; it is a definite no."""
    with pytest.raises(Refused, match="user_disabled"):
        await stage.mouth.say(Place(user=stage.user("dana").id), HELLO, key="one")


async def test_nothing_goes_out_longer_than_slack_takes_it(stage: Stage) -> None:
    """The last guard cuts the text at 4,000 and the blocks at 50; what is cut says so."""
    long = Message("가" * 5000, tuple(section(f"line {number}") for number in range(60)))
    await stage.mouth.say(SUPPORT, long, key="card-1")
    (said,) = stage.said("support")
    assert len(said.text) == TEXT
    assert len(said.blocks) == MESSAGE_BLOCKS
    assert said.text.endswith("…")


async def test_a_redrawn_message_is_still_found_by_its_key(stage: Stage) -> None:
    """Its face changes, its metadata stays."""
    posted = await stage.mouth.say(SUPPORT, HELLO, key="card-1")
    await stage.mouth.redraw(posted, Message("Taken", (section("Taken"),)))
    (said,) = stage.said("support")
    assert said.text == "Taken"
    assert await stage.mouth.find(SUPPORT, key="card-1", since=SINCE) == posted


async def test_redrawing_is_tried_again(stage: Stage) -> None:
    """Doing it twice does no harm."""
    posted = await stage.mouth.say(SUPPORT, HELLO, key="card-1")
    stage.fault("chat.update", "drop_after_doing")
    await stage.mouth.redraw(posted, Message("Taken", (section("Taken"),)))
    assert len(stage.calls("chat.update")) == 2


async def test_redrawing_what_was_deleted_is_a_refusal(stage: Stage) -> None:
    """Then there is nothing left to redraw, and the caller may give up."""
    with pytest.raises(Refused, match="message_not_found"):
        await stage.mouth.redraw(Posted(channel=stage.channel("support").id, ts="1.000001"), HELLO)


def test_a_long_keys_marker_fits_and_tells_keys_apart() -> None:
    """Slack's ids end at 255."""
    first, second = marker("k" * 400 + "1"), marker("k" * 400 + "2")
    assert len(first) <= 255
    assert first != second


NOTICE = Notice(number=1, kind=NoticeKind.ASKED, at=NOON)
ONE = escalation(requester="UANN")


@pytest.mark.parametrize(
    ("what", "to"),
    [
        (Card(ONE), None),
        (ThreadNotice(ONE, NOTICE), None),
        (ChannelNotice(ONE, NOTICE), None),
        (FollowerCard(ONE), "UANN"),
        (DirectNotice(ONE, NOTICE, user="UBEN"), "UBEN"),
    ],
)
def test_whose_language_it_is_said_in(what: Utterance, to: str | None) -> None:
    """A direct message has one reader; a card, its thread and another channel have their public."""
    assert addressee(what) == to


async def test_the_messenger_renders_for_the_reader_and_says_it() -> None:
    """Posting and redrawing alike; what is rendered is said, with the same key."""

    def render(what: Utterance, reader: Reader) -> Message:
        return Message(f"{type(what).__name__} for {reader.user} in {reader.language}")

    async def reader_for(what: Utterance) -> Reader:
        return Reader(language=Language.KO, zone="Asia/Seoul", user=addressee(what))

    mouth = DryRunMouth()
    messenger: Messenger = SlackMessenger(mouth, render, reader_for)
    posted = await messenger.post(Place(user="UANN"), FollowerCard(ONE), key="mine")
    await messenger.update(posted, FollowerCard(ONE))
    assert [said.message.text for said in mouth.said] == ["FollowerCard for UANN in ko"] * 2
    assert mouth.said[0].key == "mine"
