"""A value that comes up by itself: to the person who wrote, beside what they wrote, and seldom."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bot.domain.quieting import STILL_FRESH, Silence, chose_peace, hours_of, left_in_peace
from bot.domain.reminding import Reminding, Worth, about_a_customer
from bot.errors import StoreUnavailable
from bot.ports import Clock, Directory, Member, NewId, PreferenceBook, Refused, Unclear
from bot.ports.quiet import QuietSource, Reminder, ReminderBook, ReminderVoice
from bot.services.handbook import Handbook, situation_entries
from bot.services.reading import Reading
from bot.services.reminder_rooms import ReminderRooms

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Overheard:
    """A message somebody wrote in a channel that asked; `at` is when (real time), `thread` where it stands in one."""

    user: str
    channel: str
    ts: str
    at: datetime
    text: str
    thread: str | None = None

    @property
    def place(self) -> str:
        """Its thread; a message that begins none yet is the one others may answer to."""
        return f"{self.channel} {self.thread or self.ts}"


@dataclass
class ReminderTools:
    """`clock` is the bot's, for hours and caps; `wall_clock` is real time, which messages are stamped by."""

    handbook: Callable[[], Handbook]
    rooms: ReminderRooms
    reading: Reading
    preferences: PreferenceBook
    directory: Directory
    quiet: QuietSource
    book: ReminderBook
    voice: ReminderVoice
    clock: Clock
    wall_clock: Clock
    new_id: NewId
    _decides: tuple[Handbook, Reminding] | None = field(default=None, init=False)

    def worth(self, text: str) -> Worth | None:
        """What a message is worth a reminder of; what the file says is indexed once, with the first that asks."""
        book = self.handbook()
        if self._decides is None or self._decides[0].situations is not book.situations:
            self._decides = (book, Reminding(book.situations, situation_entries(book.philosophy)))
        return self._decides[1].worth(text)

    def heeds(self, channel: str, text: str) -> bool:
        """Whether a message needs a second look at all: microseconds, no store, no Slack, no meaning."""
        return self.rooms.team_of(channel) is not None and about_a_customer(text)


async def overhear(t: ReminderTools, heard: Overheard) -> Silence | Worth:
    """Remind whoever wrote, if everything speaks for it; else why not. Nothing is ever said late, or twice.

    The caps are claimed last, in one step with the decision, so that whatever else keeps it back costs nobody
    their next one. A reminder that Slack then does not take is gone: an hour without one harms nobody.
    """
    team = t.rooms.team_of(heard.channel)
    if team is None:
        return Silence.ELSEWHERE
    worth = t.worth(heard.text)
    if worth is None:
        return Silence.NOTHING
    if _left(t, heard) <= 0:
        return Silence.LATE
    try:
        refusal = await _keeps_back(t, heard, team)
        if refusal is not None:
            return refusal
        now = t.clock()
        if not await t.book.claim(heard.user, heard.place, worth.situation, now=now, op=t.new_id()):
            return Silence.ENOUGH
        return await _say(t, heard, worth)
    except (Refused, Unclear, StoreUnavailable) as problem:
        log.info("nobody is reminded: %s", type(problem).__name__)
        return Silence.UNSURE


async def _keeps_back(t: ReminderTools, heard: Overheard, team: str) -> Silence | None:
    """Why this person is left in peace, or this channel is no place for it; what costs least is asked first."""
    member = await t.directory.member(heard.user)
    if member is None or member.is_guest or member.is_stranger or member.is_bot or member.has_left:
        return Silence.OUTSIDER
    chosen = await t.preferences.get(heard.user)
    if chose_peace(chosen.reminders, chosen.quiet_until, t.clock()):
        return Silence.CHOSEN
    if (why := _by_the_clock(t, member, team)) is not None:
        return why
    disturbed_not = await t.quiet.do_not_disturb(heard.user)
    if disturbed_not is not False:
        return Silence.UNSURE if disturbed_not is None else Silence.DO_NOT_DISTURB
    room = await t.directory.channel(heard.channel, fresh=True)
    if room is None or room.is_shared_outside or room.is_archived:
        return Silence.ELSEWHERE
    return None


def _by_the_clock(t: ReminderTools, member: Member, team: str) -> Silence | None:
    book = t.handbook()
    key = t.directory.key_of(member.user)
    person = key if key in book.file.people else None
    zone = member.time_zone or book.file.zone_of_team(team)
    hours = hours_of(book.file, book.calendars, person, team=team, zone=zone)
    return left_in_peace(book.roster, hours, person, t.clock())


async def _say(t: ReminderTools, heard: Overheard, worth: Worth) -> Silence | Worth:
    reader = await t.reading.reader(t.handbook(), heard.user, heard.text)
    left = _left(t, heard)
    if left <= 0:
        return Silence.LATE
    reminder = Reminder(heard.user, heard.channel, heard.thread, heard.text, worth)
    return worth if await t.voice.show(reminder, reader, patience=left) else Silence.UNSURE


def _left(t: ReminderTools, heard: Overheard) -> float:
    """Seconds in which it would still help."""
    return (heard.at + STILL_FRESH - t.wall_clock()).total_seconds()


async def be_quiet(t: ReminderTools, user: str, *, until: datetime) -> None:
    """No reminders for somebody until then."""
    await t.preferences.change(user, quiet_until=until, reminders=None)


async def choose(t: ReminderTools, user: str, choice: Literal["off"] | None) -> None:
    """No reminders for somebody for good, or again."""
    await t.preferences.change(user, quiet_until=None, reminders=choice)


async def quiet_of(t: ReminderTools, user: str) -> tuple[Literal["off"] | None, datetime | None]:
    """What somebody chose: off for good, or until when (None where that has passed)."""
    chosen = await t.preferences.get(user)
    until = chosen.quiet_until
    ahead = until if until is not None and until > t.clock() else None
    return chosen.reminders, ahead
