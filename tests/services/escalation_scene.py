"""A team with a ladder, everything the verbs of escalation work with in memory, and lives that can end anywhere."""

import asyncio
import inspect
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from bot.domain.escalation import Escalation, Packet
from bot.domain.team_file import TeamFile
from bot.ports import ChannelInfo
from bot.services.hand_over import Draft, hand_over
from bot.services.handbook import Handbook
from bot.services.take import take
from bot.services.tick import tick_escalation
from bot.services.tools import Tools
from tests.domain.carried import LADDER, MONDAY, crew, party
from tests.domain.small_files import Raw, team_file
from tests.fakes.calendars import FakeCalendars
from tests.fakes.faults import Killed
from tests.fakes.messenger import FakeMessenger, Rooms
from tests.fakes.store import FakeDeadlines, FakeEscalations
from tests.services.feedback_scene import philosophy


@dataclass
class Life:
    """How many more calls to the outside a process makes before it is killed; None: it lives on."""

    left: int | None = None
    calls: list[str] = field(default_factory=list)

    def step(self, name: str) -> None:
        """Before and after every call."""
        self.calls.append(name)
        if self.left is not None:
            self.left -= 1
            if self.left < 0:
                raise Killed


class Restarting:
    """What scenes of promises, practices and disagreements share: a process that is killed, and one that follows it."""

    life: Life
    real: datetime

    async def until_killed(self, work: Coroutine[Any, Any, object], *, steps: int) -> bool:
        """A life of so many steps; whether it was too short."""
        self.life.left = steps
        with suppress(Killed):
            await work
            self.life.left = None
            return False
        return True

    def restart(self) -> None:
        """The process is gone; its leases and pauses run out in real time, the bot's clock stands."""
        self.real += timedelta(minutes=6)
        self.life.left = None


class Mortal:
    """A port as a process reaches it: the process may end before the call, or before it hears the answer."""

    def __init__(self, port: object, life: Life) -> None:
        self._port = port
        self._life = life

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the port has
        reached = getattr(self._port, name)
        if not inspect.iscoroutinefunction(reached):  # answered from memory: nobody is reached
            return reached

        async def call(*args: Any, **more: Any) -> Any:  # noqa: ANN401 - whatever the port takes
            await asyncio.sleep(0)  # others get their turn, as they do while a call is under way
            self._life.step(name)
            answer = await reached(*args, **more)
            self._life.step(name)
            return answer

        return call


@dataclass
class EscalationScene:
    """`now` is the bot's clock, `real` Slack's and the store's; they move together unless told otherwise."""

    now: datetime
    real: datetime
    deadlines: FakeDeadlines
    escalations: FakeEscalations
    messenger: FakeMessenger
    directory: Rooms
    book: Handbook
    life: Life
    tools: Tools
    begun: list[Coroutine[Any, Any, None]] = field(default_factory=list)

    def later(self, **length: float) -> None:
        """Time passes."""
        self.now += timedelta(**length)
        self.real += timedelta(**length)

    async def hands_over(self, *, topic: str = "refund", once: str = "V1") -> Escalation:
        """Eve hands a customer over, and what follows behind the answer is done."""
        e = await self.opens(topic=topic, once=once)
        await self.work()
        return await self.newest(e)

    async def opens(self, *, topic: str = "refund", once: str = "V1") -> Escalation:
        """The same, before Slack heard of it."""
        draft = Draft(requester=party("eve"), topic=topic, packet=Packet(need="Charged twice"))
        return await hand_over(self.tools, draft, once=once)

    async def takes(self, e: Escalation, by: str) -> None:
        """Somebody takes it, and what follows is done."""
        await take(self.tools, e.id, party(by))
        await self.work()

    async def work(self) -> None:
        """What was begun behind an answer."""
        while self.begun:
            await self.begun.pop(0)

    async def tick_due(self) -> int:
        """Everything due now, as the loop does it; how many items that was."""
        leases = await self.deadlines.claim(self.now, 50)
        for lease in leases:
            await tick_escalation(self.tools, lease.item.partition(":")[2], lease)
        return len(leases)

    async def comes_to_rest(self) -> None:
        """One replica after another, each starting after the last one's leases and pauses ran out."""
        for _ in range(12):
            self.restart()
            if not await self.tick_due():
                return
        raise AssertionError("it never comes to rest")

    def restart(self) -> None:
        """The process is gone with whatever it had begun; its leases and pauses run out."""
        for work in self.begun:
            work.close()
        self.begun.clear()
        self.real += timedelta(minutes=6)
        self.life.left = None

    async def until_killed(self, work: Coroutine[Any, Any, object], *, steps: int) -> bool:
        """A life of so many steps; whether it was too short."""
        self.life.left = steps
        with suppress(Killed):
            await work
            await self.work()
            self.life.left = None
            return False
        return True

    async def newest(self, e: Escalation) -> Escalation:
        """As it is stored now."""
        found = await self.escalations.get(e.id)
        assert found
        return found

    def keys_in(self, where: str) -> list[str]:
        """What stands in a conversation, by key, without the escalation's id."""
        return [standing.key.split("-", 2)[2] for standing in self.messenger.said_in(where)]


def _with_refunds(file: TeamFile, policy: Raw) -> TeamFile:
    """Its teams and schedules, and one topic with this policy."""
    return team_file(
        teams={name: team.model_dump(mode="json") for name, team in file.teams.items()},
        schedules={name: schedule.model_dump(mode="json") for name, schedule in file.schedules.items()},
        topics={"refund": {"title": {"en": "Refunds"}, "team": "support", "policies": [policy]}},
    )


def escalation_scene(*, policy: Raw = LADDER, file: TeamFile | None = None) -> EscalationScene:
    """Monday noon: Bob is at the desk, Dan is next; Dan sees nothing of the channels. `file` tells other topics."""
    file = file or _with_refunds(crew(), policy)
    book = Handbook.of(file, philosophy(), FakeCalendars())
    number, begin = count(1), MONDAY.astimezone(UTC)
    directory, life = Rooms(), Life()
    directory.enlist(*file.people)
    directory.outside = {"UDAN"}
    directory.channels["#support"] = ChannelInfo(id="#support", name="support", is_member=True)
    made: list[EscalationScene] = []
    begun: list[Coroutine[Any, Any, None]] = []

    def new_id() -> str:
        return f"id{next(number)}"

    def real() -> datetime:
        return made[0].real

    deadlines = FakeDeadlines(new_id, real)
    escalations, messenger = FakeEscalations(deadlines, real), FakeMessenger(real)
    tools = Tools(
        handbook=lambda: book,
        escalations=Mortal(escalations, life),
        deadlines=Mortal(deadlines, life),
        messenger=Mortal(messenger, life),
        directory=directory,
        clock=lambda: made[0].now,
        wall_clock=real,
        new_id=new_id,
        later=begun.append,
    )
    made.append(
        EscalationScene(
            now=begin, real=begin, deadlines=deadlines, escalations=escalations, messenger=messenger,
            directory=directory, book=book, life=life, tools=tools,
            begun=begun,
        )
    )  # fmt: skip
    return made[0]


def another_bot(scene: EscalationScene) -> EscalationScene:
    """A second bot on the same store and in the same Slack, with a life of its own."""
    life = Life()
    tools = replace(
        scene.tools,
        escalations=Mortal(scene.escalations, life),
        deadlines=Mortal(scene.deadlines, life),
        messenger=Mortal(scene.messenger, life),
    )
    other = replace(scene, life=life, tools=tools, begun=[])
    other.tools = replace(tools, later=other.begun.append)
    return other
