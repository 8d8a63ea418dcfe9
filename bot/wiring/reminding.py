"""What values that come up by themselves work with."""

from bot.adapters.slack_feedback import PrivateVoice
from bot.adapters.slack_reminders import SlackReminders, SlackRooms
from bot.adapters.store_quiet import StoredReminders
from bot.adapters.system_clock import SystemClock
from bot.services.remind import ReminderTools
from bot.services.reminder_rooms import ReminderRooms
from bot.wiring.core import Core


def reminder_tools(c: Core, private: PrivateVoice) -> ReminderTools:
    """Keepers are told in private of a channel that cannot be listened to."""
    book = StoredReminders(c.store, c.keys, c.new_id)
    rooms = ReminderRooms(
        handbook=c.live,
        directory=c.directory,
        door=SlackRooms(c.api, c.directory, private),
        book=book,
        reader=c.reader_of,
    )
    return ReminderTools(
        handbook=c.live,
        rooms=rooms,
        reading=c.reading,
        preferences=c.preferences,
        directory=c.directory,
        quiet=c.quiet,
        book=book,
        voice=SlackReminders(c.api, c.live),
        clock=c.clock,
        wall_clock=SystemClock(),
        new_id=c.new_id,
    )
