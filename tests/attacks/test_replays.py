"""The same request again, as another replica gets it that never saw the first: it does nothing a second time."""

from pathlib import Path
from random import Random

from playground.driver import LocalSlack
from playground.transport import EnvelopeKind
from playground.wire import Json
from tests.attacks.day import Day
from tests.attacks.hands import Hands
from tests.attacks.stock import contents
from tests.conversations.conftest import slack
from tests.privacy.judge import Judge
from tests.privacy.marks import Marks
from tests.privacy.stage import Stage, free_port

__all__ = ["slack"]

NEW_CIPHER = {"meanings", "meanings-by"}
"""One answer a person and value, put in the place of the one before, under a new random id and encrypted anew."""


class Echo(Hands):
    """Whose every request comes twice, to the letter, once the first one is done with."""

    async def _send(self, kind: EnvelopeKind, payload: Json) -> Json | None:
        answered = await super()._send(kind, payload)
        await self.stage.idle()
        day = Day(self.stage)
        before, posted = await contents(day), len(self.stage.slack.calls("chat.postMessage"))
        await super()._send(kind, payload)
        await self.stage.idle()
        after = await contents(day)
        changed = {key for key in {*before, *after} if before.get(key) != after.get(key)}
        assert changed <= NEW_CIPHER, (kind, payload)
        assert set(before) == set(after), (kind, payload)
        assert len(self.stage.slack.calls("chat.postMessage")) == posted, (kind, payload)
        return answered


async def test_nothing_is_done_twice(slack: LocalSlack, tmp_path: Path) -> None:
    """A whole day's commands, presses, forms and events: store and channels stand as after the first of each."""
    marks = Marks(Random(0))  # noqa: S311 - the same in every run
    stage = Stage(slack, marks, Judge(marks), tmp_path / "data", free_port(), [])
    async with stage.serving():
        await Day(stage, hands=Echo).works()
