"""The courses of the line-up, in Redis."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.adapters.families import LINE_UP_FOR
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Script, Store
from bot.adapters.times import ms_due
from bot.domain.line_up import Course
from bot.ports import Lease

_PLAN = Script.load("deadlines", "line_up_plan")
_SAVE = Script.load("deadlines", "line_up_save")
_MS = timedelta(milliseconds=1)


@dataclass(frozen=True)
class StoredLineUps:
    """The port `LineUpBook`, in Redis."""

    store: Store
    keys: Keys

    async def plan(self, course: Course, due: datetime | None) -> None:
        """Begin a course where there is none, and schedule its next deadline."""
        await self.store.run(
            _PLAN,
            keys=[*self.keys.deadlines, self.keys.line_up(course.team)],
            args=[f"line_up:{course.team}", course.model_dump_json(), ms_due(due), LINE_UP_FOR // _MS],
        )

    async def get(self, team: str) -> Course | None:
        """How far a team has come. What a newer replica wrote beside is passed over while both run."""
        record = await self.store.field(self.keys.line_up(team), "record")
        return Course.model_validate_json(record, extra="ignore") if record else None

    async def save(self, course: Course, *, lease: Lease, due: datetime | None) -> bool:
        """Replace it with its next deadline; False once the lease is lost or the course is gone."""
        answer = await self.store.run(
            _SAVE,
            keys=[*self.keys.deadlines, self.keys.line_up(course.team)],
            args=[lease.item, lease.token, course.model_dump_json(), ms_due(due), LINE_UP_FOR // _MS],
        )
        return answer == ["saved"]
