"""The whisperer: writes to one person, and has no way to speak anywhere else.

A correction is given to nothing but this (docs/adr/0005). What Slack answers is not taken on
trust: a conversation that is not a direct message with exactly that person is refused, and
nothing is posted.
"""

import re
from datetime import datetime

from bot.adapters.slack_posting import Posting
from bot.domain.escalation import Posted
from bot.ports import Refused
from bot.views.message import Message

_ONE_USER = re.compile(r"[UW][A-Z0-9]{2,20}")


class SlackWhisperer:
    """Says something to one person in their direct message with Baton."""

    def __init__(self, posting: Posting) -> None:
        self.__posting = posting
        self.__direct: dict[str, str] = {}

    async def whisper(self, user: str, message: Message, *, key: str) -> Posted:
        """Write to one person once; `key` travels with it.

        Raises:
            Refused: they cannot be written to, or what Slack opened is no direct message with them.
            Unclear: it may or may not have been posted.
        """
        return await self.__posting.post(await self.__open(user), message, key=key)

    async def find(self, user: str, *, key: str, since: datetime) -> Posted | None:
        """What was written to them with that key since (real time), if Slack has it.

        Raises:
            Refused: Slack does not let us look.
            Unclear: no answer.
        """
        return await self.__posting.find(await self.__open(user), key=key, since=since)

    async def __open(self, user: str) -> str:
        if not _ONE_USER.fullmatch(user):
            raise Refused("not_one_user")
        if user not in self.__direct:
            opened = await self.__posting.open_direct(user)
            conversation = str(opened.get("id") or "")
            is_direct = opened.get("is_im") is True or conversation.startswith("D")
            is_more = opened.get("is_im") is False or opened.get("is_mpim") or opened.get("is_channel")
            if not is_direct or is_more or opened.get("user", user) != user:
                raise Refused("not_a_direct_message")
            self.__direct[user] = conversation
        return self.__direct[user]
