"""Uploads: what Slack's documents refuse is refused, and only those who read the place open a file."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
import yaml
from slack_sdk.web.async_client import AsyncWebClient

from playground.driver import LocalSlack
from tests.playground.conftest import HERE, local_slack
from tests.playground.test_web_api import error, read_error

COMPLETE = "files.completeUploadExternal"


@pytest.fixture
async def slack(tmp_path: Path) -> AsyncIterator[LocalSlack]:
    """A workspace that lets its app share files."""
    manifest = yaml.safe_load((HERE / "manifest.yaml").read_text())
    manifest["oauth_config"]["scopes"]["bot"].append("files:write")
    path = tmp_path / "manifest.yaml"
    path.write_text(yaml.safe_dump(manifest))
    async with local_slack(manifest=path) as slack:
        yield slack


async def uploaded(client: AsyncWebClient, content: bytes = b"abc") -> str:
    """A file's id, its bytes sent."""
    asked = await client.files_getUploadURLExternal(filename="x.png", length=len(content), alt_txt="A cross")
    async with (
        aiohttp.ClientSession() as session,
        session.post(str(asked["upload_url"]), data=content) as answer,
    ):
        assert answer.status == 200
    return str(asked["file_id"])


async def test_a_picture_in_a_direct_message_is_seen_by_its_reader_alone(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
    """With its title and what a screen reader says; nobody else can open it."""
    bob, jimin = slack.person("bob"), slack.person("jimin")
    file = await uploaded(client)
    channel = (await client.conversations_open(users=bob.id))["channel"]["id"]
    await client.files_completeUploadExternal(
        files=[{"id": file, "title": "X"}], channel_id=channel, initial_comment="Look"
    )
    shown = (await bob.files("@bot"))[0]
    assert (shown.title, shown.alt, shown.kind, shown.content) == ("X", "A cross", "image/png", b"abc")
    assert (await bob.sees("@bot", "Look")).raw["files"][0]["id"] == file
    assert any("A cross" in read.text for read in bob.could_ever_read())
    assert not any("A cross" in read.text for read in jimin.could_ever_read())
    async with aiohttp.ClientSession() as session:
        for person, status in ((bob, 200), (jimin, 404)):
            params = {"as": person.id}
            async with session.get(f"{slack.url}/page/file/{file}", params=params) as answer:
                assert answer.status == status


async def test_what_is_shared_with_nobody_is_seen_by_nobody(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
    """Without a channel a file stays private."""
    file = await uploaded(client)
    assert (await client.files_completeUploadExternal(files=[{"id": file}]))["files"][0]["title"] == "x.png"
    assert await slack.person("bob").files("@bot") == []


async def test_where_a_file_cannot_go(slack: LocalSlack, client: AsyncWebClient) -> None:
    """Neither a name nor a user's id is a channel's id, and the bot must be in it."""
    files = [{"id": await uploaded(client)}]
    for channel in ("C0NOWHERE", "#support", slack.person("bob").id):
        assert await error(client, COMPLETE, files=files, channel_id=channel) == "invalid_channel"
    support = slack.person("bob")._place("#support")
    assert await error(client, COMPLETE, files=files, channel_id=support) == "posting_to_channel_denied"


async def test_what_is_missing_or_unknown(client: AsyncWebClient) -> None:
    """Ids never given out, bytes never sent, lists that are none."""
    announced = await client.files_getUploadURLExternal(filename="x.png", length=3)
    assert await error(client, COMPLETE, files=[{"id": announced["file_id"]}]) == "file_not_found"
    assert await error(client, COMPLETE, files=[{"id": "F0NOBODY"}]) == "file_not_found"
    nonsenses: list[object] = [[], [{}], ["F1"], {"id": "F1"}, "no list"]
    for nonsense in nonsenses:
        assert await error(client, COMPLETE, files=nonsense) == "invalid_arguments"
    ask = "files.getUploadURLExternal"
    assert await read_error(client, ask, filename="x.png", length="0") == "missing_argument"
    assert await read_error(client, ask, filename="x.png", length="some") == "invalid_arguments"
    assert await read_error(client, ask, filename="x", length="3", alt_txt="x" * 1001) == "alt_txt_too_large"


async def test_other_bytes_than_announced_are_not_taken(client: AsyncWebClient) -> None:
    """The address stays good for the right ones, raw or as a form."""
    announced = await client.files_getUploadURLExternal(filename="x.png", length=3)
    address = str(announced["upload_url"])
    form = aiohttp.FormData()
    form.add_field("file", b"abc", filename="x.png")
    async with aiohttp.ClientSession() as session:
        for content, status in ((b"ab", 400), (b"", 400), (form, 200)):
            async with session.post(address, data=content) as answer:
                assert answer.status == status
    assert (await client.files_completeUploadExternal(files=[{"id": announced["file_id"]}]))["ok"]
