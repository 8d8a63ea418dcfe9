"""The mouth: says messages in channels, threads and direct messages; the messenger renders for it."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Protocol

from bot.adapters.slack_posting import Posting, may_join
from bot.domain.escalation import Posted
from bot.domain.reader import Reader
from bot.ports import (
    Card,
    ChannelNotice,
    DirectNotice,
    FollowerCard,
    MovedCard,
    Place,
    Refused,
    ThreadNotice,
    Utterance,
)
from bot.views.message import Message

Render = Callable[[Utterance, Reader], Message]
"""What somebody reads of it; pure, in `bot.views`."""

ReaderFor = Callable[[Utterance], Awaitable[Reader]]
"""Whose language and clock it is said in: `addressee`'s, or the channel's public."""


class Speaker(Protocol):
    """Whatever can say a rendered message: the mouth, or a dry run that lists it."""

    async def say(self, place: Place, message: Message, *, key: str) -> Posted:
        """Say it once; `key` travels with it.

        Raises:
            Refused: Slack said no.
            Unclear: it may or may not have been posted.
        """

    async def redraw(self, posted: Posted, message: Message) -> None:
        """Show another face of it.

        Raises:
            Refused: Slack said no.
            Unclear: again does no harm.
        """

    async def find(self, place: Place, *, key: str, since: datetime) -> Posted | None:
        """What was said with that key since (real time), if Slack has it.

        Raises:
            Refused: Slack does not let us look.
            Unclear: no answer.
        """


def addressee(what: Utterance) -> str | None:
    """The one person it is said to; None for a channel's public."""
    match what:
        case FollowerCard():
            return what.whose
        case DirectNotice():
            return what.user
        case Card() | MovedCard() | ThreadNotice() | ChannelNotice():
            return None


class Mouth:
    """Speaks in Slack, joining a public channel where only that stands in the way."""

    def __init__(
        self,
        posting: Posting,
        *,
        channel_id: Callable[[str], Awaitable[str | None]],
        learn: Callable[[str, str], None] = lambda _name, _id: None,
    ) -> None:
        """`channel_id` turns `#name` or an id into an id; None if Slack shows no such channel.

        Then the name itself is tried, as Slack documents for chat.postMessage, and Slack decides; where
        it takes it, `learn` is told the channel's name and id.
        """
        self._posting = posting
        self._channel_id = channel_id
        self._learn = learn
        self._direct: dict[str, str] = {}

    async def say(self, place: Place, message: Message, *, key: str) -> Posted:
        """See `Speaker.say`."""
        conversation = await self._conversation(place)
        posted = await self._say(conversation, place, message, key)
        if conversation.startswith("#") and posted.channel != conversation:
            self._learn(conversation, posted.channel)
        return posted

    async def _say(self, conversation: str, place: Place, message: Message, key: str) -> Posted:
        try:
            return await self._posting.post(conversation, message, key=key, thread=place.thread)
        except Refused as refused:
            if not may_join(refused):
                raise
            await self._join(conversation, refused)
        return await self._posting.post(conversation, message, key=key, thread=place.thread)

    async def redraw(self, posted: Posted, message: Message) -> None:
        """See `Speaker.redraw`."""
        await self._posting.redraw(posted, message)

    async def find(self, place: Place, *, key: str, since: datetime) -> Posted | None:
        """See `Speaker.find`."""
        conversation = await self._conversation(place)
        try:
            return await self._posting.find(conversation, key=key, since=since, thread=place.thread)
        except Refused as refused:
            if not may_join(refused):
                raise
            await self._join(conversation, refused)
        return await self._posting.find(conversation, key=key, since=since, thread=place.thread)

    async def _join(self, conversation: str, refused: Refused) -> None:
        try:
            await self._posting.join(conversation)
        except Refused:
            raise refused from None

    async def _conversation(self, place: Place) -> str:
        if place.user is not None:
            return await self._direct_with(place.user)
        if not place.channel:
            raise Refused("channel_not_found")
        return await self._channel_id(place.channel) or f"#{place.channel.removeprefix('#')}"

    async def _direct_with(self, user: str) -> str:
        if user not in self._direct:
            opened = await self._posting.open_direct(user)
            if not opened.get("id"):
                raise Refused("channel_not_found")
            self._direct[user] = str(opened["id"])
        return self._direct[user]


class SlackMessenger:
    """The port `Messenger`: renders for the reader, and lets the mouth say it."""

    def __init__(self, speaker: Speaker, render: Render, reader_for: ReaderFor) -> None:
        self._speaker = speaker
        self._render = render
        self._reader_for = reader_for

    async def post(self, place: Place, what: Utterance, *, key: str) -> Posted:
        """See `Messenger.post`."""
        return await self._speaker.say(place, await self._seen(what), key=key)

    async def update(self, posted: Posted, what: Utterance) -> None:
        """See `Messenger.update`."""
        await self._speaker.redraw(posted, await self._seen(what))

    async def find(self, place: Place, *, key: str, since: datetime) -> Posted | None:
        """See `Messenger.find`."""
        return await self._speaker.find(place, key=key, since=since)

    async def _seen(self, what: Utterance) -> Message:
        return self._render(what, await self._reader_for(what))
