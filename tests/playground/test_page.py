"""The page's API over HTTP."""

import aiohttp
import pytest

from playground.driver import LocalSlack, NotSeen


async def test_who_there_is(slack: LocalSlack) -> None:
    """People, commands and shortcuts, for the page's menus."""
    async with aiohttp.ClientSession() as session, session.get(f"{slack.url}/page/who") as answer:
        who = await answer.json()
    people = {person["key"]: person for person in who["people"]}
    assert people["jimin"]["name"] == "김지민"
    assert "dana" not in people
    assert [command["command"] for command in who["commands"]] == ["/ask", "/raw"]
    assert who["shortcuts"][1] == {"name": "Hand this over", "type": "message", "callback_id": "hand_over"}
    assert who["bot"] == {"id": "U0PLAYBOT1", "name": "Baton", "connected": False}


async def test_changes_are_told(slack: LocalSlack) -> None:
    """A stream of events tells of each change, to those it concerns."""
    bob = slack.person("bob")
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{slack.url}/page/events?as={bob.id}") as stream,
    ):
        assert stream.content_type == "text/event-stream"
        assert await stream.content.readline() == b"event: changed\n"
        first = await stream.content.readline()
        await slack.person("jimin").types("#support", "hello")
        lines = [await stream.content.readline() for _ in range(3)]
        assert lines[1] == b"event: changed\n"
        assert lines[2] != first


async def test_unread_messages_are_counted_until_they_are_read(slack: LocalSlack) -> None:
    """Looking at a channel reads it; one's own messages are never unread."""
    jimin, bob = slack.person("jimin"), slack.person("bob")
    typed = await jimin.types("#support", "hello")

    async def unread(as_: str, **more: str) -> int:
        async with aiohttp.ClientSession() as session:
            params = {"as": as_, **more}
            async with session.get(f"{slack.url}/page/state", params=params) as answer:
                state = await answer.json()
        return next(int(c["unread"]) for c in state["channels"] if c["id"] == typed.channel)

    assert await unread(jimin.id) == 0
    assert await unread(bob.id) == 1
    assert await unread(bob.id, channel=typed.channel) == 0


async def test_a_thread_has_no_slash_commands(slack: LocalSlack) -> None:
    """As in Slack."""
    jimin = slack.person("jimin")
    parent = await jimin.types("#support", "parent")
    with pytest.raises(NotSeen, match="not supported in threads"):
        await jimin.types("#support", "/ask", thread=parent)


async def test_unknown_acts_and_people(slack: LocalSlack) -> None:
    """They are refused in words."""
    with pytest.raises(NotSeen, match="no such act: dance"):
        await slack.person("jimin").act("dance")
    async with aiohttp.ClientSession() as session, session.get(f"{slack.url}/page/state?as=nobody") as answer:
        assert answer.status == 404


async def test_a_failing_test_shows_what_the_person_sees(slack: LocalSlack) -> None:
    """That is most of what one wants to know."""
    jimin = slack.person("jimin")
    await jimin.types("#support", "hello")
    with pytest.raises(NotSeen) as raised:
        await jimin.sees("#support", "goodbye", within=0.01)
    assert "김지민: 'hello'" in str(raised.value)
