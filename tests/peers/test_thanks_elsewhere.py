"""Thanks by an emoji and by saying them, in a Slack that leaves out whatever it may, over both of its roads."""

import time
from pathlib import Path

import pytest

from tests.peers.other_slack import BOT_USER, Json, OtherSlack
from tests.peers.people import Someone, words
from tests.peers.test_values_elsewhere import ROOM, Watch, bot, nothing_failed, slack

__all__ = ["nothing_failed", "slack"]


def shown(slack: OtherSlack, wanted: str) -> list[Json]:
    """What was shown to one person alone, with these words in it."""
    quiet = [given for method, given in slack.calls if method == "chat.postEphemeral"]
    return [one for one in quiet if wanted in words(one) or wanted in str(one.get("blocks"))]


async def put(who: Someone, kind: str, ts: str, *, at: float, **more: object) -> None:
    """An emoji on a message, of which Slack tells no more than it must."""
    item = {"type": "message", "channel": ROOM, "ts": ts}
    await who.event({"type": kind, "reaction": "raised_hands", "item": item, "event_ts": f"{at:.6f}"} | more)


@pytest.mark.parametrize("road", ["socket", "http"])
async def test_an_emoji_without_its_messages_author(
    slack: OtherSlack, tmp_path: Path, nothing_failed: Watch, road: str
) -> None:
    """The message is read; told again nothing is said again; taken off, nothing waits."""
    ann, ts, now = Someone(slack, "U0ANN"), f"{time.time():.6f}", time.time()
    slack.messages.append({"channel": ROOM, "ts": ts, "user": "U0BEN", "text": "done"})
    async with bot(tmp_path, slack, road):
        await put(ann, "reaction_added", ts, at=now)
        await slack.until(lambda: shown(slack, "Ben Baker") or None, "the note")
        assert "this message" in words(await ann.reads("/kudos", "tonight"))
        await put(ann, "reaction_added", ts, at=now)
        await put(ann, "reaction_removed", ts, at=now + 1, item_user="U0BEN")
        await put(ann, "reaction_added", ts, at=now)
        assert "this message" not in words(await ann.reads("/kudos", "tonight"))
        assert len(shown(slack, "Ben Baker")) == 1
    nothing_failed.check()


async def test_saying_it_where_slack_does_not_tell_for_whom_it_came(
    slack: OtherSlack, tmp_path: Path, nothing_failed: Watch
) -> None:
    """In a channel and in the DM; the colleague named first there is no mention of Baton."""
    ann, dm = Someone(slack, "U0ANN"), slack.direct("U0ANN")
    async with bot(tmp_path, slack):
        called = f"<@{BOT_USER}> thanks <@U0BEN> for the calm words on that call"
        await ann.event({"type": "app_mention", "channel": ROOM, "ts": f"{time.time():.6f}", "text": called})
        await slack.until(lambda: shown(slack, "Ben Baker") or None, "the answer in the channel")
        typed = "<@U0DEE> thank you for the other half of that call"
        await ann.event({"type": "message", "channel": dm, "ts": f"{time.time():.6f}", "text": typed})

        def answered() -> Json | None:
            return next(
                (one for one in slack.messages if one["channel"] == dm and "Dee Dunn" in words(one)), None
            )

        await slack.until(answered, "the answer in the DM")
    nothing_failed.check()
