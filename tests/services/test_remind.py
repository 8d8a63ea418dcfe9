"""Reminding: everything that keeps it back, what is shown if nothing does, and the channels it listens in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

import pytest

from bot.domain.language import Language
from bot.domain.philosophy import Philosophy
from bot.domain.quieting import Silence, end_of_today
from bot.domain.reader import Reader
from bot.domain.reminding import Worth
from bot.ports import ChannelInfo, Member, Unclear
from bot.services.handbook import Handbook
from bot.services.reading import Reading
from bot.services.remind import Overheard, ReminderTools, be_quiet, choose, overhear, quiet_of
from bot.services.reminder_rooms import ReminderRooms
from tests.domain.small_files import Raw, off, seoul, team, team_file
from tests.fakes.calendars import FakeCalendars
from tests.fakes.feedback_slack import FakeDirectory
from tests.fakes.quiet import FakeQuiet, FakeReminders, FakeReminderVoice, FakeRoomDoor
from tests.fakes.store import FakePreferences

MONDAY = seoul("2026-03-02T10:00")
UPSET = "The customer is angry and upset, what do I say?"
WAITS = "The customer asks how long she has to wait, what do I say?"

VALUES: Raw = {
    "version": 1,
    "purpose": {"en": "p"},
    "vision": {"en": "v"},
    "values": [{"id": "hear", "name": {"en": "Hear them out"}, "action": {"en": "I listen"}}],
    "situations": {
        "upset": {
            "value": "hear",
            "title": {"en": "Upset or angry"},
            "keywords": {"en": ["angry", "upset"]},
            "examples": {"en": ["The customer is angry and upset"]},
        },
        "wait": {
            "value": "hear",
            "title": {"en": "They wait"},
            "keywords": {"en": ["how long", "wait"]},
            "examples": {"en": ["She asks how long she has to wait"]},
        },
    },
}


@dataclass
class Scene:
    """A channel that asked, and people who write in it; `now` is the bot's clock, `real` Slack's."""

    people: Mapping[str, Raw] = field(default_factory=dict)
    asked: tuple[str, ...] = ("#chat",)
    now: datetime = MONDAY
    real: datetime = MONDAY

    def __post_init__(self) -> None:
        support = team(
            lead="ann",
            members=["bob"],
            hours={"mon-fri": ["09:00-18:00"]},
            reminders={"channels": list(self.asked)},
        )
        file = team_file(teams={"support": support}, people=self.people)
        file = file.model_copy(update={"workspace": file.workspace.model_copy(update={"keepers": ("ann",)})})
        self.book = Handbook.of(file, Philosophy.model_validate(VALUES), FakeCalendars())
        self.directory = FakeDirectory()
        self.directory.enlist("ann", "bob")
        self.directory.channels["#chat"] = ChannelInfo(id="C1CHAT", name="chat", is_member=True)
        self.preferences, self.quiet = FakePreferences(), FakeQuiet()
        self.memory, self.voice, self.door = FakeReminders(), FakeReminderVoice(), FakeRoomDoor()
        self.rooms = ReminderRooms(lambda: self.book, self.directory, self.door, self.memory, self._reader)
        numbers = count()
        self.tools = ReminderTools(
            handbook=lambda: self.book,
            rooms=self.rooms,
            reading=Reading(self.directory, self.preferences),
            preferences=self.preferences,
            directory=self.directory,
            quiet=self.quiet,
            book=self.memory,
            voice=self.voice,
            clock=lambda: self.now,
            wall_clock=lambda: self.real,
            new_id=lambda: f"op{next(numbers)}",
        )

    @staticmethod
    async def _reader(user: str) -> Reader:
        return Reader(language=Language.EN, zone="Asia/Seoul", user=user)

    async def says(
        self,
        user: str,
        text: str = UPSET,
        *,
        channel: str = "C1CHAT",
        ts: str = "1.1",
        thread: str | None = None,
    ) -> Silence | Worth:
        """Somebody writes, just now."""
        heard = Overheard(user, channel, ts, self.real, text, thread)
        return await overhear(self.tools, heard)


@pytest.fixture
async def scene() -> Scene:
    """Monday at ten, in a channel that asked."""
    made = Scene()
    await made.rooms.settle()
    return made


def reminded(what: Silence | Worth) -> bool:
    """Whether something was shown."""
    return isinstance(what, Worth)


async def test_shown_in_its_thread_in_time(scene: Scene) -> None:
    """To whoever wrote, where they wrote, within what is left of the ten seconds."""
    assert reminded(await scene.says("UBOB", thread="0.9"))
    [shown] = scene.voice.shown
    assert (shown.user, shown.channel, shown.thread, shown.worth.situation) == (
        "UBOB",
        "C1CHAT",
        "0.9",
        "upset",
    )
    assert scene.voice.patience == [10.0]


@pytest.mark.parametrize(
    ("text", "channel", "why"),
    [("Lunch?", "C1CHAT", Silence.NOTHING), (UPSET, "C2ELSE", Silence.ELSEWHERE)],
)
async def test_nothing_to_say_or_nowhere_to_say_it(
    scene: Scene, text: str, channel: str, why: Silence
) -> None:
    """Most messages end here, before anybody is asked anything."""
    assert await scene.says("UBOB", text, channel=channel) is why
    assert not scene.tools.heeds(channel, text)


@pytest.mark.parametrize("kind", ["is_guest", "is_stranger", "is_bot", "has_left"])
async def test_not_to_outsiders(scene: Scene, kind: str) -> None:
    """Guests, strangers, bots, and people who left; nor to somebody Slack does not know."""
    scene.directory.members["UX"] = Member.model_validate({"user": "UX", "name": "X", kind: True})
    assert await scene.says("UX") is Silence.OUTSIDER
    assert await scene.says("UNOBODY") is Silence.OUTSIDER


async def test_not_outside_hours(scene: Scene) -> None:
    """Early, and at the weekend; the first minute of the day counts."""
    for late in ("2026-03-02T08:59", "2026-03-02T18:00", "2026-03-07T10:00"):
        scene.now = seoul(late)
        assert await scene.says("UBOB") is Silence.OFF_HOURS
    scene.now = seoul("2026-03-03T09:00")
    assert reminded(await scene.says("UBOB"))


async def test_by_their_own_clock() -> None:
    """Somebody of the file in Berlin; somebody in nobody's file by Slack's zone."""
    scene = Scene(people={"bob": {"time_zone": "Europe/Berlin"}})
    await scene.rooms.settle()
    scene.directory.members["UNOAH"] = Member(user="UNOAH", name="Noah", time_zone="America/New_York")
    assert await scene.says("UBOB") is Silence.OFF_HOURS
    assert await scene.says("UNOAH") is Silence.OFF_HOURS
    scene.now = seoul("2026-03-02T23:30")
    assert reminded(await scene.says("UBOB"))
    assert reminded(await scene.says("UNOAH", WAITS))


async def test_not_in_time_off() -> None:
    """Dates are whole local days."""
    scene = Scene(people={"bob": off("2026-03-02", "2026-03-03")})
    await scene.rooms.settle()
    assert await scene.says("UBOB") is Silence.AWAY


async def test_not_in_do_not_disturb_and_not_in_doubt(scene: Scene) -> None:
    """Nor while Slack does not tell, of that or of who they are."""
    scene.quiet.disturbed_not.add("UBOB")
    assert await scene.says("UBOB") is Silence.DO_NOT_DISTURB
    scene.quiet.silent = True
    assert await scene.says("UANN") is Silence.UNSURE
    scene.quiet.silent, scene.directory.silent = False, True
    assert await scene.says("UANN") is Silence.UNSURE


async def test_not_late(scene: Scene) -> None:
    """Ten seconds after the message it helps nobody, also where Slack took that long to answer."""
    heard = Overheard("UBOB", "C1CHAT", "1.1", scene.real - timedelta(seconds=10), UPSET)
    assert await overhear(scene.tools, heard) is Silence.LATE
    heard = Overheard("UBOB", "C1CHAT", "1.1", scene.real - timedelta(seconds=9), UPSET)
    assert reminded(await overhear(scene.tools, heard))
    assert scene.voice.patience == [1.0]


async def test_a_channel_that_is_shared_by_now(scene: Scene) -> None:
    """Looked at in the moment, not as it was at the start."""
    scene.directory.channels["#chat"] = ChannelInfo(
        id="C1CHAT", name="chat", is_member=True, is_shared_outside=True
    )
    assert await scene.says("UBOB") is Silence.ELSEWHERE


async def test_one_an_hour_and_what_was_held_back_costs_nothing(scene: Scene) -> None:
    """A reminder kept back by anything else leaves the next one free."""
    scene.quiet.disturbed_not.add("UBOB")
    assert await scene.says("UBOB") is Silence.DO_NOT_DISTURB
    scene.quiet.disturbed_not.clear()
    assert reminded(await scene.says("UBOB"))
    scene.now += timedelta(minutes=59)
    assert await scene.says("UBOB", WAITS, ts="2.2") is Silence.ENOUGH
    scene.now += timedelta(minutes=1)
    assert reminded(await scene.says("UBOB", WAITS, ts="2.2"))


async def test_one_a_thread_and_situation(scene: Scene) -> None:
    """The answer to a message is of its thread."""
    assert reminded(await scene.says("UBOB", ts="1.1"))
    assert await scene.says("UANN", ts="1.2", thread="1.1") is Silence.ENOUGH
    assert reminded(await scene.says("UANN", WAITS, ts="1.3", thread="1.1"))


async def test_peace_until_then_for_good_and_not_any_more(scene: Scene) -> None:
    """What they chose holds by the bot's clock, and tells until when."""
    await be_quiet(scene.tools, "UBOB", until=scene.now + timedelta(hours=2))
    assert await quiet_of(scene.tools, "UBOB") == (None, scene.now + timedelta(hours=2))
    assert await scene.says("UBOB") is Silence.CHOSEN
    scene.now += timedelta(hours=2)
    assert await quiet_of(scene.tools, "UBOB") == (None, None)
    assert reminded(await scene.says("UBOB"))
    await choose(scene.tools, "UANN", "off")
    scene.now += timedelta(days=1)
    assert await scene.says("UANN", ts="9.9") is Silence.CHOSEN
    await choose(scene.tools, "UANN", None)
    assert reminded(await scene.says("UANN", ts="9.9"))


def test_today_ends_at_midnight() -> None:
    """By their own clock, also on a day with 23 hours."""
    assert end_of_today(seoul("2026-03-02T10:00"), "Asia/Seoul") == seoul("2026-03-03T00:00")
    spring = datetime.fromisoformat("2026-03-29T00:30+01:00")
    assert end_of_today(spring, "Europe/Berlin") == datetime.fromisoformat("2026-03-30T00:00+02:00")


async def test_what_slack_does_not_take_is_gone(scene: Scene) -> None:
    """Nothing is said later instead."""
    scene.voice.takes_it = False
    assert await scene.says("UBOB") is Silence.UNSURE
    assert scene.voice.shown == []


class AskedAnew(FakeDirectory):
    """Notes which channels Slack is asked about anew."""

    async def channel(self, channel: str, *, fresh: bool = False) -> ChannelInfo | None:
        """As the other says."""
        if fresh:
            self.called.append(channel)
        return await super().channel(channel)

    called: list[str]


async def test_only_what_is_closed_is_looked_at_every_minute() -> None:
    """The other channels cost nothing, however many there are."""
    scene = Scene(asked=("#chat", "#attic"))
    directory = AskedAnew(channels=dict(scene.directory.channels), keys=scene.directory.keys)
    directory.called = []
    directory.channels["#attic"] = ChannelInfo(id="C2ATTIC", name="attic", is_archived=True)
    scene.rooms.directory = directory
    await scene.rooms.settle()
    await scene.rooms.settle()
    assert directory.called == ["#attic"]
    assert scene.rooms.team_of("C1CHAT") == "support"


class SilentChannels(FakeDirectory):
    """Slack tells nothing of its channels."""

    async def channel(self, channel: str, *, fresh: bool = False) -> ChannelInfo | None:
        """No answer."""
        raise Unclear(f"{channel}: no answer, fresh or not: {fresh}")


class TestRooms:
    """The channels that asked."""

    async def test_public_ones_are_joined(self) -> None:
        """By their id, once it is known."""
        scene = Scene()
        scene.directory.channels["#chat"] = ChannelInfo(id="C1CHAT", name="chat")
        await scene.rooms.settle()
        assert scene.door.joined == ["C1CHAT"]
        assert scene.rooms.team_of("C1CHAT") == "support"
        assert scene.rooms.team_of("#chat") is None

    @pytest.mark.parametrize(
        ("info", "why"),
        [
            (None, "unseen"),
            ({"is_private": True}, "unseen"),
            ({"is_archived": True, "is_member": True}, "archived"),
            ({"is_shared_outside": True, "is_member": True}, "shared"),
        ],
    )
    async def test_keepers_are_told_once_of_others(self, info: Raw | None, why: str) -> None:
        """Private ones, archived ones and shared ones; nobody is reminded there."""
        scene = Scene()
        scene.directory.channels.clear()
        if info is not None:
            scene.directory.channels["#chat"] = ChannelInfo.model_validate(
                {"id": "C1CHAT", "name": "chat", **info}
            )
        for _ in range(3):
            await scene.rooms.settle()
        assert scene.door.letters == [("UANN", "#chat", why)]
        assert scene.rooms.team_of("C1CHAT") is None

    async def test_invited_it_listens(self) -> None:
        """At the next look, without a restart."""
        scene = Scene()
        scene.directory.channels["#chat"] = ChannelInfo(id="C1CHAT", name="chat", is_private=True)
        await scene.rooms.settle()
        scene.directory.channels["#chat"] = ChannelInfo(
            id="C1CHAT", name="chat", is_private=True, is_member=True
        )
        await scene.rooms.settle()
        assert scene.rooms.team_of("C1CHAT") == "support"

    async def test_while_slack_is_silent_nobody_is_told_anything(self) -> None:
        """It is tried again; a silence is no closed door."""
        scene = Scene()
        scene.rooms.directory = SilentChannels()
        await scene.rooms.settle()
        assert scene.door.letters == []
        assert scene.rooms.team_of("C1CHAT") is None

    async def test_off_by_default(self) -> None:
        """A file that asks for nothing costs nothing."""
        scene = Scene(asked=())
        await scene.rooms.settle()
        assert await scene.says("UBOB") is Silence.ELSEWHERE
        assert not scene.tools.heeds("C1CHAT", UPSET)
