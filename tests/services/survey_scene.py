"""A team whose customers answer, and everything the verbs of their answers work with, in memory."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from bot.domain.survey import Feedback, Scale, SurveyAnswer
from bot.ports.surveys import SurveyNews, Taken
from bot.services.bring_survey import tick_survey, tick_unclaimed
from bot.services.survey_tools import SurveyTools
from bot.services.take_in import take_in
from tests.domain.small_files import Raw
from tests.fakes.surveys import FakeSurveys
from tests.fakes.voice import FakeVoice
from tests.services import feedback_scene
from tests.services.escalation_scene import Life, Mortal, Restarting

KIND = "You stayed on the line until the courier came, same day. Thank you so much!"
HARD = "zzmark-hard: nobody called me back for three days"


@dataclass
class SurveyScene(Restarting):
    """`around` holds the rest of a team's life: nights, thanks, who is who."""

    around: feedback_scene.Scene
    book: FakeSurveys
    voice: FakeVoice[SurveyNews]
    life: Life
    tools: SurveyTools

    @property
    def now(self) -> datetime:
        """The bot's clock."""
        return self.around.now

    async def comes(self, answer_id: str = "S1", **told: Any) -> Taken:  # noqa: ANN401 - of SurveyAnswer
        """A customer's answer comes in."""
        return await take_in(self.tools, answer(self.now, id=answer_id, **told))

    async def tick_due(self) -> int:
        """Everything due now, as the loop does it; how many items that was."""
        leases = await self.around.deadlines.claim(self.now, 50)
        for lease in leases:
            kind, _, key = lease.item.partition(":")
            if kind == "survey":
                await tick_survey(self.tools, key, lease)
            elif kind == "unclaimed":
                await tick_unclaimed(self.tools, key, lease)
            else:
                await self.around.deadlines.release(lease)
        return len(leases)

    async def look(self, **length: int) -> list[tuple[str, SurveyNews]]:
        """Time passes; what has been told by then, to whom."""
        self.around.later(**length)
        await self.tick_due()
        return self.voice.said()

    async def brought(self, **told: Any) -> Feedback:  # noqa: ANN401 - of SurveyAnswer
        """An answer its agent was told of."""
        await self.comes(f"S{len(self.book.kept) + 1}", **told)
        await self.look()
        return max(self.book.kept.values(), key=lambda f: f.id)

    def restart(self) -> None:
        """The process is gone; its leases and pauses run out in real time, the bot's clock stands."""
        self.around.real += timedelta(minutes=6)
        self.life.left = None


def answer(at: datetime, **told: Any) -> SurveyAnswer:  # noqa: ANN401 - of SurveyAnswer
    """A poor one about Cho, just now."""
    given: dict[str, Any] = {
        "id": "S1", "agent": "cho", "scale": Scale.CSAT, "score": 1, "comment": HARD, "answered_at": at,
    }  # fmt: skip
    return SurveyAnswer(**given | told)


def survey_scene(
    *,
    teams: Mapping[str, Raw] = feedback_scene.TEAMS,
    keepers: tuple[str, ...] = (),
    **rules: Any,  # noqa: ANN401 - parts of values.yaml
) -> SurveyScene:
    """On a Friday noon in Seoul; Ann leads Bob and Cho, whose hours are nine to six."""
    around = feedback_scene.scene(teams=teams, **rules)
    file = around.book.file
    workspace = file.workspace.model_copy(update={"keepers": keepers})
    book, number, life = around.book, count(1), Life()
    object.__setattr__(book, "file", file.model_copy(update={"workspace": workspace}))
    kept, voice = FakeSurveys(around.deadlines), FakeVoice[SurveyNews](lambda: around.real)
    tools = SurveyTools(
        handbook=lambda: book,
        book=Mortal(kept, life),
        voice=Mortal(voice, life),
        kudos=Mortal(around.kudos_book, life),
        directory=around.directory,
        deadlines=Mortal(around.deadlines, life),
        clock=lambda: around.now,
        wall_clock=lambda: around.real,
        new_id=lambda: f"f{next(number):03}",
    )
    return SurveyScene(around, kept, voice, life, tools)
