"""Putting a message into a conversation whose id is known, and finding it there again.

What must be posted exactly once carries its key twice: in the message's metadata and in its
first block's id, which stands in for it where metadata cannot be written or read.
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.adapters.slack_api import SlackApi, SlackRefusal
from bot.adapters.slack_client import Identity
from bot.domain.escalation import Posted
from bot.ports import Refused
from bot.views.limits import IDENTIFIER, MESSAGE_BLOCKS, MORE, TEXT, cut, sections
from bot.views.message import Block, Message

EVENT_TYPE = "baton_post"

_CLOCKS_APART = timedelta(minutes=2)
"""Our clock may be ahead of Slack's: history is read from this much earlier. The key decides."""

_PAGE = 200
_MOST_PAGES = 50
_GONE = frozenset({"thread_not_found", "message_not_found"})


def marker(key: str) -> str:
    """The first block's id: the key, or as much as fits with a digest of the whole."""
    made = f"baton:{key}"
    if len(made) <= IDENTIFIER:
        return made
    return f"{made[: IDENTIFIER - 65]}:{hashlib.sha256(key.encode()).hexdigest()}"


class Posting:
    """Posts, redraws and finds messages of our own."""

    def __init__(self, api: SlackApi, identity: Identity) -> None:
        self._api = api
        self._identity = identity

    async def post(self, channel: str, message: Message, *, key: str, thread: str | None = None) -> Posted:
        """Post once, when it is the channel's turn.

        Raises:
            Refused: it was not posted.
            Unclear: it may or may not have been posted.
        """
        arguments: dict[str, Any] = {
            **_body(message, key),
            "channel": channel,
            "thread_ts": thread or None,
            "unfurl_links": False,
            "unfurl_media": False,
        }
        metadata = {"event_type": EVENT_TYPE, "event_payload": {"key": key}}
        left = await self._api.turn(channel)
        try:
            answer = await self._api.write("chat.postMessage", patience=left, **arguments, metadata=metadata)
        except SlackRefusal as refusal:
            if "metadata" not in f"{refusal.reason} {refusal.needed}":
                raise
            answer = await self._api.write("chat.postMessage", patience=left, **arguments)
        return Posted(channel=str(answer.get("channel") or channel), ts=str(answer.get("ts") or ""))

    async def redraw(self, posted: Posted, message: Message) -> None:
        """Show another face; its metadata stays as it is.

        Raises:
            Refused: Slack said no.
            Unclear: it may or may not have changed; again does no harm.
        """
        fitted = _fit(message)
        blocks = list(fitted.blocks)
        await self._api.read(
            "chat.update", channel=posted.channel, ts=posted.ts, text=fitted.text, blocks=blocks
        )

    async def find(
        self, channel: str, *, key: str, since: datetime, thread: str | None = None
    ) -> Posted | None:
        """Our message of that key among those posted since (real time); None if it is not there.

        Raises:
            Refused: Slack does not let us read there, so nobody knows.
            Unclear: no answer, or too much to read.
        """
        try:
            return await self._search(channel, thread, key, since, metadata=True)
        except SlackRefusal as refusal:
            if refusal.reason in _GONE:
                return None
            if "metadata" not in f"{refusal.reason} {refusal.needed}":
                raise
        return await self._search(channel, thread, key, since, metadata=False)

    async def join(self, channel: str) -> None:
        """Become a member of a public channel.

        Raises:
            Refused: it is private, or the app may not.
            Unclear: no answer.
        """
        await self._api.read("conversations.join", channel=channel)

    async def open_direct(self, user: str) -> dict[str, Any]:
        """The direct message with one user, as Slack opened it.

        Where it cannot be opened for want of the method or its scope, or Slack does not tell what it opened, it
        is the user's own id: a message posted to that goes to them alone
        (docs.slack.dev/reference/methods/chat.postMessage#app_home).

        Raises:
            Refused: they left, or may not be written to.
            Unclear: no answer.
        """
        try:
            answer = await self._api.read("conversations.open", users=user, return_im=True)
        except Refused as refused:
            if refused.reason in {"unknown_method", "missing_scope"}:
                return {"id": user, "is_im": True, "user": user}
            raise
        if answer.get("channel") is None:
            return {"id": user, "is_im": True, "user": user}
        channel: dict[str, Any] = answer["channel"]
        return channel

    async def _search(
        self, channel: str, thread: str | None, key: str, since: datetime, *, metadata: bool
    ) -> Posted | None:
        method = "conversations.replies" if thread else "conversations.history"
        pages = self._api.pages(
            method,
            most=_MOST_PAGES,
            channel=channel,
            ts=thread,
            oldest=f"{(since - _CLOCKS_APART).timestamp():.6f}",
            inclusive=True,
            limit=_PAGE,
            include_all_metadata=metadata or None,
        )
        async for page in pages:
            for message in page.get("messages") or ():
                if self._identity.wrote(message) and _carries(message, key):
                    return Posted(channel=channel, ts=str(message["ts"]))
        return None


def _carries(message: Mapping[str, Any], key: str) -> bool:
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") == EVENT_TYPE:
        return bool((metadata.get("event_payload") or {}).get("key") == key)
    blocks = message.get("blocks") or [{}]
    return bool(blocks[0].get("block_id") == marker(key))


def _fit(message: Message) -> Message:
    """The last guard: no message goes out longer than Slack takes it."""
    blocks = message.blocks
    if len(blocks) > MESSAGE_BLOCKS:
        rest: Block = {"type": "context", "elements": [{"type": "plain_text", "text": MORE}]}
        blocks = (*blocks[: MESSAGE_BLOCKS - 1], rest)
    return Message(text=cut(message.text, TEXT), blocks=blocks)


def _body(message: Message, key: str) -> dict[str, Any]:
    fitted = _fit(message)
    blocks = [dict(block) for block in fitted.blocks or sections(message.text)[:MESSAGE_BLOCKS]]
    if blocks:
        blocks[0]["block_id"] = marker(key)
    return {"text": fitted.text, "blocks": blocks}


def may_join(refused: Refused) -> bool:
    """Whether being no member is all that stood in the way."""
    return refused.reason == "not_in_channel"
