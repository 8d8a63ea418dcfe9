"""From what the services of thanks and notes want said to the message somebody reads."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.digest import NightPage, PrivateThanks
from bot.domain.reader import Reader
from bot.ports.nights import PostHeld, RoomRenamed
from bot.ports.notes import NoteReminder, NoteReturned, NoteWaiting
from bot.ports.whisper import Whisper
from bot.services.handbook import Handbook
from bot.views import corrections, night, night_post
from bot.views.message import Message


@dataclass(frozen=True)
class FeedbackRenderer:
    """Renders with the files of this moment."""

    handbook: Callable[[], Handbook]

    def page(self, what: NightPage, reader: Reader) -> Message:
        """One message of a night's post."""
        book = self.handbook()
        return night_post.page(what, book, night_post.mixed(book, what.team, reader))

    def whisper(self, what: Whisper, reader: Reader) -> Message:
        """What one person reads in their direct messages."""
        match what:
            case NoteWaiting():
                return corrections.waiting(what, reader)
            case NoteReminder():
                return corrections.reminder(what, reader)
            case NoteReturned():
                return corrections.returned(what, reader)
            case PostHeld():
                return night.held(what, self.handbook(), reader)
            case RoomRenamed():
                return night.renamed(what, self.handbook(), reader)
            case PrivateThanks():
                return night.quiet_thanks(what, self.handbook(), reader)
