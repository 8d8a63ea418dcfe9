"""Promises without an escalation, in memory: a team, a voice that can fail, and lives that can end anywhere."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count

from bot.domain.tracked import Tracked
from bot.ports.promises import PromiseSaid
from bot.services.handbook import Handbook
from bot.services.promise_tools import PromiseTools
from bot.services.remind_promise import tick_promise
from bot.services.track_promise import track
from tests.domain.carried import MONDAY, crew, party
from tests.fakes.calendars import FakeCalendars
from tests.fakes.feedback_slack import FakeDirectory
from tests.fakes.promises import FakePromises
from tests.fakes.store import FakeDeadlines
from tests.fakes.voice import FakeVoice
from tests.services.escalation_scene import Life, Mortal, Restarting
from tests.services.feedback_scene import philosophy


@dataclass
class PromiseScene(Restarting):
    """`now` is the bot's clock, `real` Slack's and the store's; they move together."""

    now: datetime
    real: datetime
    deadlines: FakeDeadlines
    promises: FakePromises
    voice: FakeVoice[PromiseSaid]
    life: Life
    tools: PromiseTools

    async def tracked(self, *, keeper: str = "bob", minutes: int = 60, once: str = "V1") -> Tracked:
        """Somebody notes a promise."""
        by = self.now + timedelta(minutes=minutes)
        return await track(self.tools, party(keeper), "refund status", by, link=None, once=once)

    async def newest(self, t: Tracked) -> Tracked:
        """As it is stored now."""
        found = await self.promises.get(t.id)
        assert found
        return found

    def later(self, minutes: float) -> None:
        """Time passes."""
        self.now += timedelta(minutes=minutes)
        self.real += timedelta(minutes=minutes)

    async def look(self, *minutes: float) -> list[tuple[str, str]]:
        """Time passes in steps, and what is due is done at each; what has been told by then."""
        for step in minutes:
            self.later(step)
            await self.tick_due()
        return self.told()

    def told(self) -> list[tuple[str, str]]:
        """What has been told, to whom."""
        return [(what.telling.kind.value, user) for user, what in self.voice.said()]

    async def tick_due(self) -> int:
        """Everything due now, as the loop does it; how many items that was."""
        leases = await self.deadlines.claim(self.now, 50)
        for lease in leases:
            await tick_promise(self.tools, lease.item.partition(":")[2], lease)
        return len(leases)


def promise_scene() -> PromiseScene:
    """Ann leads Bob and Cho; Dan and Eve have no lead."""
    file = crew()
    book = Handbook.of(file, philosophy(), FakeCalendars())
    number, begin = count(1), MONDAY.astimezone(UTC)
    directory, life = FakeDirectory(), Life()
    directory.enlist(*file.people)
    made: list[PromiseScene] = []

    def new_id() -> str:
        return f"id{next(number)}"

    def real() -> datetime:
        return made[0].real

    deadlines = FakeDeadlines(new_id, real)
    promises, voice = FakePromises(deadlines, real), FakeVoice[PromiseSaid](real)
    tools = PromiseTools(
        handbook=lambda: book,
        promises=Mortal(promises, life),
        voice=Mortal(voice, life),
        directory=directory,
        deadlines=Mortal(deadlines, life),
        clock=lambda: made[0].now,
        wall_clock=real,
        new_id=new_id,
    )
    made.append(PromiseScene(begin, begin, deadlines, promises, voice, life, tools))
    return made[0]
