"""Pictures and other files in somebody's direct message: asked for an address, sent there, then shared.

The three steps are those of docs.slack.dev/messaging/working-with-files: files.getUploadURLExternal, the bytes to
the address it answers, files.completeUploadExternal. Until the last one nobody sees anything.
"""

import json
from collections.abc import Sequence

from aiohttp import ClientError, ClientTimeout

from bot.adapters.slack_api import SlackApi
from bot.adapters.slack_posting import Posting
from bot.ports import Refused, Unclear
from bot.ports.pictures import File
from bot.views.limits import cut

LONGEST_ALT = 1000
"""Characters of a picture's description; Slack answers alt_txt_too_large beyond them."""

_TRIES = 2
_SENDING = ClientTimeout(total=20)


class SlackGallery:
    """Shows pictures to one person; a conversation that is not their direct message is refused."""

    def __init__(self, api: SlackApi, posting: Posting) -> None:
        self._api = api
        self._posting = posting

    async def hang(self, user: str, pictures: Sequence[File], words: str) -> None:
        """Share them in one message.

        Raises:
            Refused: nothing was shared.
            Unclear: it may or may not have been shared.
        """
        channel = await self._direct(user)
        files = [{"id": await self._sent(picture), "title": picture.title} for picture in pictures]
        left = await self._api.turn(channel)
        await self._api.write(
            "files.completeUploadExternal",
            patience=left,
            files=json.dumps(files),
            channel_id=channel,
            initial_comment=words,
        )

    async def _direct(self, user: str) -> str:
        """The id of their direct message: files are shared with conversations, never with a user's id."""
        opened = await self._posting.open_direct(user)
        channel = str(opened.get("id") or "")
        if not channel.startswith("D") or opened.get("user", user) != user:
            raise Refused("not_a_direct_message")
        return channel

    async def _sent(self, picture: File) -> str:
        """The file's id, its bytes at Slack."""
        answer = await self._api.read(
            "files.getUploadURLExternal",
            filename=picture.name,
            length=len(picture.content),
            alt_txt=cut(picture.alt, LONGEST_ALT) if picture.alt else None,
        )
        await self._send(str(answer.get("upload_url") or ""), picture.content)
        return str(answer.get("file_id") or "")

    async def _send(self, address: str, content: bytes) -> None:
        """The bytes; again where they did not arrive, which does no harm."""
        session = self._api.client.session
        if session is None:
            raise RuntimeError("the Slack client has no session yet")
        problem = ""
        for _ in range(_TRIES):
            try:
                async with session.post(
                    address, data=content, timeout=_SENDING, proxy=self._api.client.proxy
                ) as answer:
                    if answer.status == 200:
                        return
                    problem = f"HTTP {answer.status}"
            except (ClientError, TimeoutError, OSError) as failure:
                problem = type(failure).__name__
        raise Unclear(f"the picture's bytes were not taken ({problem})")
