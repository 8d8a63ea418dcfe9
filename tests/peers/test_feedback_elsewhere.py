"""Thanks, notes, customers' answers and one's own data where Slack leaves out or refuses whatever it may."""

import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.views import note_ids, survey_ids
from tests.peers.bot_process import CHANNELS, PEOPLE
from tests.peers.other_slack import BOT_USER, Json, Manner, OtherSlack
from tests.peers.people import Someone, has_button, words
from tests.peers.test_thanks_elsewhere import put, shown
from tests.peers.test_values_elsewhere import ROOM, Watch, bot, nothing_failed, posted

__all__ = ["nothing_failed"]

ROADS = pytest.mark.parametrize("road", ["socket", "http"])
NIGHT = "G0THANKS"
SPARE = Manner(chatty=True, typed=False)
LINE = "thank you for the calm words on that call"
SECRET = "a secret of the survey tool"


@pytest.fixture
def manner() -> Manner:
    """The ways of this test's Slack."""
    return SPARE


@pytest.fixture
async def slack(manner: Manner) -> AsyncIterator[OtherSlack]:
    """The other Slack. At the end nothing but what is documented was asked of it."""
    people = {**PEOPLE, "U0EVE": "eve@other.example"}
    async with OtherSlack(
        people, dict(CHANNELS), manner, groups={"S0DESK": ["U0BEN", "U0DEE"]}
    ).serving() as it:
        yield it
        assert it.undocumented == []


@pytest.fixture
def ann(slack: OtherSlack) -> Someone:
    """Leads payments."""
    return Someone(slack, "U0ANN")


@pytest.fixture
def ben(slack: OtherSlack) -> Someone:
    """Works there."""
    return Someone(slack, "U0BEN")


@pytest.fixture
def dee(slack: OtherSlack) -> Someone:
    """Works there, too."""
    return Someone(slack, "U0DEE")


async def pressed(who: Someone, where: Json, label: str) -> Json:
    """The window that a button opens."""
    before = len(who.slack.views)
    await who.presses(where, label)
    return await who.view(before)


async def told(slack: OtherSlack, user: str, label: str, *, after: int = 0) -> Json:
    """The message to somebody that carries this button, or the next one `after` so many.

    At some hours they are told something else besides: how do you like to be thanked, for one.
    """
    own = slack.direct(user)
    return await slack.until(
        lambda: next(iter([one for one in posted(slack, own) if has_button(one, label)][after:]), None), label
    )


async def redrawn(slack: OtherSlack, view: Json, wanted: str) -> Json:
    """The same window, once it says this."""
    return await slack.until(lambda: view if wanted in words(view) else None, wanted)


async def went_out(slack: OtherSlack, ann: Someone) -> Json:
    """The night, posted at once by its lead: the post."""
    before = len(slack.views)
    await ann.types("/kudos", "post now")
    preview = await ann.view(before)
    assert posted(slack, NIGHT) == []
    await ann.presses(preview, "Post now")
    await slack.until(lambda: posted(slack, NIGHT) or None, "the night")
    [post] = posted(slack, NIGHT)
    return post


@ROADS
async def test_emojis_in_any_order_and_again(
    slack: OtherSlack, tmp_path: Path, nothing_failed: Watch, road: str, ann: Someone
) -> None:
    """Taken off before it came, delivered three times, put on again: what was done last holds."""
    ts, now = f"{time.time():.6f}", time.time()
    slack.messages.append({"channel": ROOM, "ts": ts, "user": "U0BEN", "text": "done"})
    async with bot(tmp_path, slack, road):
        await put(ann, "reaction_removed", ts, at=now + 1)
        for _ in range(3):
            await put(ann, "reaction_added", ts, at=now)
        assert "this message" not in words(await ann.reads("/kudos", "tonight"))
        await put(ann, "reaction_added", ts, at=now + 2)
        await slack.until(lambda: shown(slack, "Ben Baker") or None, "the note")
        assert "this message" in words(await ann.reads("/kudos", "tonight"))
    nothing_failed.check()


async def test_an_emoji_where_nothing_may_be_read_or_whispered(
    slack: OtherSlack, tmp_path: Path, nothing_failed: Watch, ann: Someone
) -> None:
    """Without the author nobody is guessed, and a Slack that is away is told of; with them it counts all the same."""
    slack.errors["conversations.history"] = slack.errors["conversations.replies"] = "missing_scope"
    async with bot(tmp_path, slack):
        await put(ann, "reaction_added", "1700000000.000100", at=time.time())
        assert "this message" not in words(await ann.reads("/kudos", "tonight"))
        slack.instead["conversations.history"] = "<html>Bad gateway</html>"
        await put(ann, "reaction_added", "1700000000.000200", at=time.time())
        await slack.until(lambda: shown(slack, "your emoji") or None, "the word about it")
        slack.errors["chat.postEphemeral"] = "user_not_in_channel"
        await put(ann, "reaction_added", "1700000000.000300", at=time.time(), item_user="U0BEN")
        assert "Ben Baker" in words(await ann.reads("/kudos", "tonight"))
    nothing_failed.check()


@ROADS
async def test_a_group_is_shown_before_it_is_thanked(
    slack: OtherSlack, tmp_path: Path, nothing_failed: Watch, road: str, ann: Someone
) -> None:
    """By command and by mention; where its people may not be read, whoever thanks reads what to do."""
    async with bot(tmp_path, slack, road):
        preview = await ann.reads("/kudos", f"<!subteam^S0DESK> {LINE}")
        assert all(name in words(preview) for name in ("Ben Baker", "Dee Dunn"))
        assert LINE not in words(await ann.reads("/kudos", "tonight"))
        await ann.presses(preview, "Send")
        assert LINE in words(await ann.reads("/kudos", "tonight"))
        called = f"<@{BOT_USER}> thanks <!subteam^S0DESK|@desk> for the other half of it"
        await ann.event({"type": "app_mention", "channel": ROOM, "ts": f"{time.time():.6f}", "text": called})
        await slack.until(lambda: shown(slack, "Send") or None, "the preview in the channel")
        for error in ("missing_scope", "no_such_subteam", "ratelimited"):
            slack.errors["usergroups.users.list"] = error
            answer = await ann.reads("/kudos", f"<!subteam^S0{len(error)}> {LINE} again")
            assert "in that group" in words(answer) or "in a minute" in words(answer)
            assert "again" not in words(await ann.reads("/kudos", "tonight"))
    nothing_failed.check()


@ROADS
async def test_posted_now_joined_and_withdrawn(
    slack: OtherSlack,
    tmp_path: Path,
    nothing_failed: Watch,
    road: str,
    ann: Someone,
    ben: Someone,
) -> None:
    """The preview, the post once, a line of a third, and the giver who takes it back: the post is edited."""
    async with bot(tmp_path, slack, road):
        await ben.reads("/kudos", f"<@U0DEE> {LINE}")
        post = await went_out(slack, ann)
        assert LINE in words(post)
        form = await ann.opens(post, "+1")
        assert await ann.submits(form, typed="she stayed until the very end")
        await slack.until(lambda: "until the very end" in words(post) or None, "the line in the post")
        given = await pressed(ben, await ben.reads("/kudos", "tonight"), "What went out")
        await ben.presses(given, "Withdraw")
        await slack.until(lambda: LINE not in words(post) or None, "the post without it")
        assert len(posted(slack, NIGHT)) == 1
    nothing_failed.check()


@pytest.mark.parametrize("error", ["message_not_found", "cant_update_message", "edit_window_closed"])
async def test_a_post_that_cannot_be_edited_is_told(
    slack: OtherSlack, tmp_path: Path, nothing_failed: Watch, error: str, ann: Someone, ben: Someone
) -> None:
    """To whoever withdrew and to the lead; nothing is posted a second time."""
    async with bot(tmp_path, slack):
        await ben.reads("/kudos", f"<@U0DEE> {LINE}")
        await went_out(slack, ann)
        slack.errors["chat.update"] = error
        given = await pressed(ben, await ben.reads("/kudos", "tonight"), "What went out")
        await ben.presses(given, "Withdraw")
        for who in (ben, ann):
            own = slack.direct(who.user)
            await slack.until(lambda own=own: posted(slack, own) or None, f"the word to {who.user}")  # type: ignore[misc]
        assert len(posted(slack, NIGHT)) == 1
    nothing_failed.check()


@ROADS
async def test_a_note_lives_and_closes(
    slack: OtherSlack, tmp_path: Path, nothing_failed: Watch, road: str, ben: Someone, dee: Someone
) -> None:
    """Written, delivered now, opened, answered, closed; no word of it in any message."""
    async with bot(tmp_path, slack, road):
        before = len(slack.views)
        assert await ben.types("/correct", "<@U0DEE>") is None
        form = await ben.view(before)
        now = {note_ids.NOTE_DELIVER: "now"}
        answer = await ben.submits(form, user="U0DEE", typed="SECRETWORDS in the call at 10:30", chosen=now)
        assert answer is not None
        assert answer["response_action"] == "update"
        note = await pressed(dee, await told(slack, "U0DEE", "Open"), "Open")
        assert "SECRETWORDS" in words(note)
        await dee.presses(note, "Understood")
        await slack.until(lambda: "submit" in note or None, "the form of the answer")
        replied = await dee.submits(note, typed="HIDDENWORDS, thank you", whole=True)
        assert replied is not None
        assert replied["response_action"] == "update"
        theirs = await pressed(ben, await told(slack, "U0BEN", "Open"), "Open")
        await redrawn(slack, theirs, "HIDDENWORDS")
        assert "SECRETWORDS" not in str(slack.messages)
        assert "HIDDENWORDS" not in str(slack.messages)
    nothing_failed.check()


async def sent_in(port: int, **answer: object) -> tuple[int, Json]:
    """A survey tool's request."""
    body, stamp = json.dumps(answer), str(int(time.time()))
    signed = hmac.new(SECRET.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    headers = {
        "Content-Type": "application/json",
        "X-Baton-Request-Timestamp": stamp,
        "X-Baton-Signature": f"v0={signed}",
    }
    url = f"http://127.0.0.1:{port}/intake/feedback"
    async with ClientSession() as client, client.post(url, data=body, headers=headers) as got:
        return got.status, await got.json()


@ROADS
async def test_what_customers_answered_is_read_in_windows(
    slack: OtherSlack, tmp_path: Path, nothing_failed: Watch, road: str, dee: Someone
) -> None:
    """The kind one shared, the hard one's loop told as closed; no word of either in a message."""
    async with bot(tmp_path, slack, road, BATON_INTAKE_SECRET=SECRET) as port:
        kind = {
            "id": "1",
            "agent": "dee",
            "scale": "csat",
            "score": 5,
            "comment": "KINDWORDS, she listened to the end",
        }
        assert await sent_in(port, **kind) == (202, {"ok": True, "result": "draft"})
        form = await pressed(dee, await told(slack, "U0DEE", "Open"), "Open")
        assert "KINDWORDS" in str(form)
        refused = await dee.submits(form, chosen={survey_ids.SURVEY_CHOICE: "no such way"})
        assert refused is not None
        assert refused["errors"] == {survey_ids.SURVEY_CHOICE: "Please choose one."}
        assert await dee.submits(
            form, chosen={survey_ids.SURVEY_CHOICE: "share"}, typed="KINDWORDS, she listened"
        )
        hard = {
            "id": "2",
            "agent": "U0DEE",
            "scale": "csat",
            "score": 1,
            "comment": "HARDWORDS, nobody called back",
        }
        assert await sent_in(port, **hard) == (202, {"ok": True, "result": "note"})
        note = await pressed(dee, await told(slack, "U0DEE", "Open", after=1), "Open")
        assert "HARDWORDS" in words(note)
        assert "WORDS" not in str(slack.messages)
    nothing_failed.check()


@ROADS
async def test_ones_own_data_where_slack_takes_no_file(
    slack: OtherSlack, tmp_path: Path, nothing_failed: Watch, road: str, ben: Someone
) -> None:
    """It is shown in a window instead, asked for from the direct message."""
    async with bot(tmp_path, slack, road):
        await ben.reads("/kudos", f"<@U0DEE> {LINE}")
        window = await pressed(ben, await ben.home(), "My data")
        assert await pressed(ben, window, "Export")
        assert LINE in str(await pressed(ben, await told(slack, "U0BEN", "Show it"), "Show it"))
        form = await pressed(ben, window, "Erase")
        assert await ben.submits(form)
    nothing_failed.check()


@ROADS
async def test_the_improvement_list_is_answered_by_the_lead(
    slack: OtherSlack, tmp_path: Path, nothing_failed: Watch, road: str, ann: Someone, ben: Someone
) -> None:
    """A line without a name, what was done about it, and everybody of the team who reads that."""
    async with bot(tmp_path, slack, road):
        await ben.reads("/correct", "process the refund form asks twice")
        before = len(slack.views)
        await ann.types("/correct", "process")
        listed = await ann.view(before)
        assert "asks twice" in words(listed)
        form = await ann.opens(listed, "Answer")
        assert await ann.submits(form, typed="One form now", chosen={"improve_state": "done"}, whole=True)
        before = len(slack.views)
        await ben.types("/correct", "process")
        assert "One form now" in words(await ben.view(before))
    nothing_failed.check()
