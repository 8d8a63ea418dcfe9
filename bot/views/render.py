"""From what services want said to the message somebody reads."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.reader import Reader
from bot.ports import (
    Card,
    ChannelNotice,
    Clock,
    DirectNotice,
    Directory,
    FollowerCard,
    MovedCard,
    ThreadNotice,
    Utterance,
)
from bot.services.handbook import Handbook
from bot.views import notices
from bot.views.beside import moved_card
from bot.views.cards import team_card
from bot.views.live_card import live_card
from bot.views.message import Message


@dataclass(frozen=True)
class Renderer:
    """Renders for one reader, with the files, the names and the time of this moment."""

    handbook: Callable[[], Handbook]
    directory: Directory
    clock: Clock

    def __call__(self, what: Utterance, reader: Reader) -> Message:
        """The message, in the reader's language and by their clock."""
        book, now = self.handbook(), self.clock()
        match what:
            case Card(e):
                return team_card(e, book, self.directory, reader, now)
            case MovedCard(e):
                return moved_card(e, book, reader)
            case FollowerCard(e):
                return live_card(e, book, self.directory, reader, now, user=what.whose)
            case ThreadNotice(e, notice):
                return notices.in_thread(e, notice, book, self.directory, reader, now)
            case ChannelNotice(e, notice) | DirectNotice(e, notice):
                return notices.alone(e, notice, book, self.directory, reader, now)
