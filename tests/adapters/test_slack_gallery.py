"""The gallery hangs pictures in one person's direct message, and nowhere else."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web

from bot.adapters.drawing import Draughtsman
from bot.adapters.picture_room import PictureRoom
from bot.adapters.slack_client import Identity
from bot.adapters.slack_gallery import SlackGallery
from bot.adapters.slack_posting import Posting
from bot.ports import Refused, Unclear
from bot.ports.pictures import Picture
from bot.views.message import Message
from bot.views.pictures.messages import Sketch
from tests.adapters.stage import Stage, scripted

PICTURE = Picture(name="refund.png", title="Refunds", alt="1. Jimin", content=b"\x89PNG picture")
INSTEAD = Message("In words: 1. Jimin")


def gallery(stage: Stage) -> SlackGallery:
    """On the local Slack."""
    return SlackGallery(stage.api, stage.posting)


async def test_pictures_come_in_one_message_with_their_words(stage: Stage) -> None:
    """Their titles, and what a screen reader says, cut to what Slack takes."""
    long = PICTURE.model_copy(update={"alt": "가" * 2000, "title": "Page 2"})
    await gallery(stage).hang("U02BOB", [PICTURE, long], "*Refunds*")
    message = stage.direct("bob")[-1]
    assert message.text == "*Refunds*"
    assert [file["title"] for file in message.files] == ["Refunds", "Page 2"]
    assert [len(file["alt_txt"]) for file in message.files] == [8, 1000]
    assert stage.playground.world.files[message.files[0]["id"]] == PICTURE.content


async def test_nobody_else_can_see_them(stage: Stage) -> None:
    """Neither the words nor the title reach anybody but the one it was for."""
    await gallery(stage).hang("U02BOB", [PICTURE], "*Refunds*")
    readable = stage.playground.world.readable
    others = set(stage.playground.world.users) - {"U02BOB", stage.identity.user}
    assert not any("Refunds" in read.text for user in others for read in readable.of(user))


@pytest.mark.parametrize(
    "method", ["conversations.open", "files.getUploadURLExternal", "files.completeUploadExternal"]
)
async def test_a_refusal_is_told(stage: Stage, method: str) -> None:
    """At any step; nothing is shared then."""
    stage.fault(method, "error:file_uploads_disabled")
    with pytest.raises(Refused, match="file_uploads_disabled"):
        await gallery(stage).hang("U02BOB", [PICTURE], "x")
    assert stage.direct("bob") == []


async def test_bytes_that_are_not_taken_are_unclear(stage: Stage) -> None:
    """They are sent twice."""
    stage.fault("upload", "500", times=2)
    with pytest.raises(Unclear, match="HTTP 500"):
        await gallery(stage).hang("U02BOB", [PICTURE], "x")


async def test_a_lost_answer_is_unclear_and_shares_only_once(stage: Stage) -> None:
    """Sharing is never repeated."""
    stage.fault("files.completeUploadExternal", "drop_after_doing")
    with pytest.raises(Unclear):
        await gallery(stage).hang("U02BOB", [PICTURE], "x")
    assert len(stage.direct("bob")) == 1


@pytest.mark.parametrize(
    "opened",
    [{"id": "C0123ABC"}, {"id": "G0123ABC"}, {"id": ""}, {}, {"id": "D0123ABC", "user": "U0OTHER"}],
)
async def test_what_is_no_direct_message_with_them_is_refused(opened: dict[str, str]) -> None:
    """Nothing is uploaded: this Slack would not even know how."""
    lie = web.json_response({"ok": True, "channel": opened})
    async with scripted({"conversations.open": lie}) as api:
        hanging = SlackGallery(api, Posting(api, Identity(team="T1", user="U1", bot="B1")))
        with pytest.raises(Refused, match="not_a_direct_message"):
            await hanging.hang("U02BOB", [PICTURE], "x")


@dataclass
class Wall:
    """A gallery that holds what was hung, or refuses."""

    refuses: Exception | None = None
    hung: list[tuple[str, list[Picture], str]] = field(default_factory=list)
    told: list[tuple[str, Message]] = field(default_factory=list)

    async def hang(self, user: str, pictures: Any, words: str) -> None:  # noqa: ANN401 - a sequence of them
        """Hang them."""
        if self.refuses:
            raise self.refuses
        self.hung.append((user, list(pictures), words))

    async def tell(self, user: str, message: Message) -> None:
        """Say something."""
        self.told.append((user, message))


SKETCH = Sketch(
    "a.png",
    "A",
    "alt",
    '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><circle r="9"/></svg>',
)


async def test_the_room_draws_and_hangs() -> None:
    """And says nothing besides."""
    wall = Wall()
    await PictureRoom(Draughtsman(), wall, wall.tell).show("U1", [SKETCH], "words", instead=INSTEAD)
    assert [(user, words) for user, _, words in wall.hung] == [("U1", "words")]
    assert wall.hung[0][1][0].content.startswith(b"\x89PNG")
    assert wall.told == []


@pytest.mark.parametrize("problem", [Refused("missing_scope"), Unclear("lost")])
async def test_what_cannot_be_hung_is_told_in_words(problem: Exception) -> None:
    """To the same person, once."""
    wall = Wall(refuses=problem)
    await PictureRoom(Draughtsman(), wall, wall.tell).show("U1", [SKETCH], "words", instead=INSTEAD)
    assert wall.told == [("U1", INSTEAD)]


async def test_what_cannot_be_drawn_is_told_in_words() -> None:
    """Nothing is hung."""
    wall = Wall()
    broken = Sketch("a.png", "A", "alt", "<svg")
    await PictureRoom(Draughtsman(), wall, wall.tell).show("U1", [broken], "words", instead=INSTEAD)
    assert (wall.hung, wall.told) == ([], [("U1", INSTEAD)])
