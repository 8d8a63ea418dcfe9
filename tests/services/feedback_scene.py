"""Two teams with nights, one without, and everything the verbs of thanks and notes work with, in memory."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count

from bot.domain.correction import Observation
from bot.domain.philosophy import Philosophy
from bot.ports import ChannelInfo, Member
from bot.requests.kudos import KudosTo
from bot.services.deliver_note import Delivery, tick_note
from bot.services.feedback_tools import NightTools, NoteTools, ThanksTools
from bot.services.give_kudos import GiveOutcome, KudosKept, give_kudos
from bot.services.handbook import Handbook
from bot.services.live_on import Step
from bot.services.run_night import NightOutcome, tick_night
from tests.domain.small_files import Raw, team, team_file, utc
from tests.fakes.calendars import FakeCalendars
from tests.fakes.feedback_slack import FakeBoard, FakeDirectory, FakeSlack, FakeWhisperer
from tests.fakes.improvements import FakeImprovements
from tests.fakes.kudos import FakeKudos
from tests.fakes.nights import FakeNights
from tests.fakes.notes import FakeNotes, FakeTickets
from tests.fakes.store import FakeDeadlines, FakePreferences

FRIDAY_NOON = utc("2026-11-20T03:00")
"""Noon in Seoul, on a Friday."""

WORDS = Observation(
    situation="zzmark-situation",
    behaviour="zzmark-behaviour",
    impact="zzmark-impact",
    next_time="zzmark-next",
)
TEXT = "for staying late with that customer"

TEAMS: Mapping[str, Raw] = {
    "support": team(
        lead="ann",
        members=["bob", "cho"],
        night={"time": "19:00", "days": "mon-fri", "channel": "#kudos"},
        hours={"mon-fri": ["09:00-18:00"]},
        holidays={"country": "KR"},
    ),
    "berlin": team(
        lead="dan",
        members=["bob"],
        time_zone="Europe/Berlin",
        night={"time": "17:30", "days": "mon-fri", "channel": "#danke"},
    ),
    "finance": team(members=["eve"]),
}


def philosophy(**rules: Raw) -> Philosophy:
    """Two values, one situation."""
    return Philosophy.model_validate(
        {
            "version": 1,
            "purpose": {"en": "p"},
            "vision": {"en": "v"},
            "values": [
                {"id": "hear", "emoji": ":ear:", "name": {"ko": "끝까지 듣기", "en": "Hear them out"}, "action": {"en": "I"}},
                {"id": "act", "emoji": ":zap:", "name": {"en": "Act now"}, "action": {"en": "I"}, "why": {"en": "w"}},
            ],
            "situations": {
                "fast": {"value": "act", "title": {"en": "Fixing it fast"}, "keywords": {"en": ["courier", "same day"]}}
            },
            **rules,
        }
    )  # fmt: skip


@dataclass
class Scene:
    """Everything at hand. `now` is the bot's clock, `real` Slack's; they move together unless told otherwise."""

    now: datetime
    real: datetime
    deadlines: FakeDeadlines
    nights: FakeNights
    kudos_book: FakeKudos
    notes_book: FakeNotes
    slack: FakeSlack
    directory: FakeDirectory
    whisperer: FakeWhisperer
    preferences: FakePreferences
    book: Handbook
    thanks: ThanksTools
    notes: NoteTools
    night: NightTools

    def later(self, **length: int) -> None:
        """Time passes."""
        self.now += timedelta(**length)
        self.real += timedelta(**length)

    def goes_by(self, length: timedelta) -> None:
        """Time passes."""
        self.now += length
        self.real += length

    def until(self, text: str) -> None:
        """Time passes until an instant (UTC)."""
        self.later(seconds=int((utc(text) - self.now).total_seconds()))

    async def give(self, *people: str, by: str = "UANN", text: str = TEXT) -> KudosKept:
        """Thanks that are kept."""
        outcome = await self.try_give(*people, by=by, text=text)
        assert isinstance(outcome, KudosKept), outcome
        return outcome

    async def try_give(self, *people: str, by: str = "UANN", text: str = TEXT) -> GiveOutcome:
        """Thanks, kept or not."""
        return await give_kudos(self.thanks, KudosTo(users=people, text=text), giver=by)

    async def tick(self, team: str = "support") -> list[NightOutcome]:
        """What the loop does for a team that is due."""
        lease = await self.deadlines.lease(f"night:{team}")
        assert lease
        return await tick_night(self.night, team, lease)

    async def tick_due(self) -> list[Delivery | Step]:
        """Everything due now, as the loop does it; how the notes went."""
        went: list[Delivery | Step] = []
        for lease in await self.deadlines.claim(self.now, 50):
            kind, _, key = lease.item.partition(":")
            if kind == "night":
                await tick_night(self.night, key, lease)
            else:
                went.append(await tick_note(self.notes, key, lease))
        return went

    def restart(self) -> None:
        """The process died; its leases run out."""
        self.real += timedelta(minutes=5)

    def said_in(self, where: str) -> list[object]:
        """What stands in a channel or somebody's direct messages."""
        return [heard.what for heard in self.slack.heard if heard.where == where]


def _directory(people: Iterable[str]) -> FakeDirectory:
    """The people of the file, some who are not quite, and both channels."""
    directory = FakeDirectory()
    directory.enlist(*people)
    for user, about in (
        ("UGUEST", "is_guest"),
        ("UBOT", "is_bot"),
        ("USTRANGER", "is_stranger"),
        ("UGONE", "has_left"),
    ):
        directory.members[user] = Member.model_validate({"user": user, "name": user.title(), about: True})
    directory.members["UHR"] = Member(user="UHR", name="Hannah")
    for name in ("#kudos", "#danke"):
        directory.channels[name] = ChannelInfo(id=f"C{name[1:].upper()}", name=name[1:], is_member=True)
    return directory


def scene(
    now: datetime = FRIDAY_NOON,
    *,
    teams: Mapping[str, Raw] = TEAMS,
    holidays: str = "",
    people: Mapping[str, Raw] | None = None,
    **rules: Raw,
) -> Scene:
    """A scene at an instant; `holidays` are Korea's, `rules` are parts of values.yaml."""
    file = team_file(teams=teams, people={"bob": {"time_zone": "Europe/Berlin"}, **(people or {})})
    book = Handbook.of(file, philosophy(**rules), FakeCalendars(KR=holidays))
    return _around(book, _directory(file.people), now.astimezone(UTC))


def _around(book: Handbook, directory: FakeDirectory, now: datetime) -> Scene:
    number, made = count(1), list[Scene]()

    def new_id() -> str:
        return f"id{next(number)}"

    def clock() -> datetime:
        return made[0].now

    def real() -> datetime:
        return made[0].real

    def handbook() -> Handbook:
        return made[0].book

    deadlines = FakeDeadlines(new_id, real)
    nights = FakeNights(deadlines)
    kudos_book, notes_book = FakeKudos(nights), FakeNotes(deadlines, nights)
    slack, preferences = FakeSlack(real), FakePreferences()
    whisperer = FakeWhisperer(slack)
    notes = NoteTools(
        handbook, notes_book, nights, whisperer, directory, deadlines, clock, real, new_id, FakeTickets(),
        FakeImprovements(deadlines),
    )  # fmt: skip
    made.append(
        Scene(
            now=now, real=now, deadlines=deadlines, nights=nights,
            kudos_book=kudos_book, notes_book=notes_book, slack=slack, directory=directory,
            whisperer=whisperer, preferences=preferences, book=book,
            thanks=ThanksTools(handbook, kudos_book, nights, directory, clock, new_id),
            notes=notes,
            night=NightTools(
                handbook, nights, FakeBoard(slack), whisperer, directory, preferences, deadlines,
                clock, real, notes,
            ),
        )
    )  # fmt: skip
    slack.passes = made[0].goes_by
    return made[0]
