"""Who can read what, and the record of who ever could."""

from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from playground.driver import LocalSlack
from tests.playground.conftest import bolt_app, over_socket_mode

Body = dict[str, Any]
EVERYBODY = ("jimin", "seoyun", "bob", "gina", "sven", "noah")


def could_read(slack: LocalSlack, word: str) -> set[str]:
    """Whoever could ever read the word, in any form."""
    return {
        key
        for key in EVERYBODY
        if any(word in read.text or word in read.raw for read in slack.person(key).could_ever_read())
    }


async def test_channels(slack: LocalSlack, client: AsyncWebClient) -> None:
    """Public ones: all full members. A private one: its members. A shared one: the stranger too. A DM: one person."""
    jimin = slack.person("jimin")
    await jimin.invites("leads-only", "bot")
    private = jimin._place("leads-only")
    await client.chat_postMessage(channel="#support", text="public-word")
    await client.chat_postMessage(channel=private, text="private-word")
    await client.chat_postMessage(channel="shared-acme", text="shared-word")
    await client.chat_postMessage(channel=jimin.id, text="direct-word")
    assert could_read(slack, "public-word") == {"jimin", "seoyun", "bob", "noah"}
    assert could_read(slack, "private-word") == {"jimin", "noah"}
    assert could_read(slack, "shared-word") == set(EVERYBODY)
    assert could_read(slack, "direct-word") == {"jimin"}


async def test_an_edit_does_not_unsay(slack: LocalSlack, client: AsyncWebClient) -> None:
    """What was changed or deleted stays on record, hidden values and metadata included; newcomers see what is left."""
    button = {"type": "button", "text": {"type": "plain_text", "text": "Open"}, "value": "hidden-word"}
    posted = await client.chat_postMessage(
        channel=slack.person("jimin").id,
        text="first-word",
        blocks=[{"type": "actions", "elements": [button]}],
        metadata={"event_type": "note", "event_payload": {"word": "metadata-word"}},
    )
    await client.chat_update(channel=str(posted["channel"]), ts=str(posted["ts"]), text="second-word")
    await client.chat_delete(channel=str(posted["channel"]), ts=str(posted["ts"]))
    for word in ("first-word", "hidden-word", "metadata-word", "second-word"):
        assert could_read(slack, word) == {"jimin"}


async def test_a_newcomer_reads_the_past(slack: LocalSlack, client: AsyncWebClient) -> None:
    """Whoever is invited can read what was said before, but not what was deleted by then."""
    await slack.person("jimin").invites("#support", "bot")
    posted = await client.chat_postMessage(channel="#support", text="gone-word")
    await client.chat_postMessage(channel="#support", text="kept-word")
    await client.chat_delete(channel=str(posted["channel"]), ts=str(posted["ts"]))
    await slack.person("jimin").invites("#support", "gina")
    assert "gina" in could_read(slack, "kept-word")
    assert "gina" not in could_read(slack, "gone-word")


async def test_ephemerals_and_modals_have_one_reader(slack: LocalSlack) -> None:
    """So have a command's answer, a response URL's, and what the modal says."""
    app = bolt_app(slack)

    @app.command("/ask")
    async def ask(ack: AsyncAck, respond: AsyncRespond, body: Body, client: AsyncWebClient) -> None:
        await ack("ack-word")
        await respond("respond-word")
        title = {"type": "plain_text", "text": "T"}
        words = {"type": "section", "text": {"type": "mrkdwn", "text": "modal-word"}}
        await client.views_open(
            trigger_id=body["trigger_id"], view={"type": "modal", "title": title, "blocks": [words]}
        )

    async with over_socket_mode(app, slack):
        await slack.person("jimin").types("#support", "/ask typed-word")
        await slack.person("jimin").sees("#support", "respond-word")
        await slack.person("jimin").modal("modal-word")
    for word in ("ack-word", "respond-word", "modal-word"):
        assert could_read(slack, word) == {"jimin"}
    assert could_read(slack, "typed-word") == set()


async def test_an_answer_in_channel_shows_what_was_typed(slack: LocalSlack) -> None:
    """response_type in_channel lets everybody read the command too."""
    app = bolt_app(slack)

    @app.command("/ask")
    async def ask(ack: AsyncAck) -> None:
        await ack(text="loud-word", response_type="in_channel")

    async with over_socket_mode(app, slack):
        await slack.person("jimin").types("#support", "/ask typed-word")
    assert "bob" in could_read(slack, "typed-word") & could_read(slack, "loud-word")


async def test_notifications(slack: LocalSlack, client: AsyncWebClient) -> None:
    """A lock screen shows the text and the blocks of a DM, and of a message that mentions its owner."""
    jimin, bob = slack.person("jimin"), slack.person("bob")
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": f"for <@{bob.id}>"}}]
    await client.chat_postMessage(channel="#support", text="fallback", blocks=blocks)
    assert [read.text for read in bob.could_ever_read() if read.kind == "notification"] == [
        f"fallback\nfor <@{bob.id}>"
    ]
    assert not [read for read in jimin.could_ever_read() if read.kind == "notification"]


async def test_a_guest_sees_only_what_she_was_invited_to(slack: LocalSlack) -> None:
    """No other channel is in her list, and asking for one shows nothing."""
    await slack.person("jimin").types("#support", "for members")
    gina = slack.person("gina")
    state = await gina.state("#support")
    assert {channel["name"] for channel in state["channels"]} == {"general", "shared-acme"}
    assert state["messages"] == []
    noah = slack.person("noah")
    assert await noah.reads("#support") == ["for members"]
