"""How far each team's reviews are, in Redis. No review is stored: it is gathered anew when somebody reads it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.adapters.families import TEAM_REVIEW_FOR
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Script, Store
from bot.adapters.times import ms_due
from bot.domain.review_course import Course
from bot.ports import Lease

_PLAN = Script.load("deadlines", "line_up_plan")
_SAVE = Script.load("deadlines", "line_up_save")
_KEEP = TEAM_REVIEW_FOR // timedelta(milliseconds=1)


@dataclass(frozen=True)
class StoredReviews:
    """The port `ReviewBook`, in Redis."""

    store: Store
    keys: Keys

    async def plan(self, course: Course, due: datetime) -> None:
        """See `ReviewBook.plan`."""
        item = f"team_review:{course.team}"
        await self.store.run(
            _PLAN, keys=self._keys(course.team), args=[item, course.model_dump_json(), ms_due(due), _KEEP]
        )

    async def get(self, team: str) -> Course | None:
        """How far it is. What a newer replica wrote beside is passed over while both run."""
        record = await self.store.field(self.keys.team_review(team), "record")
        return Course.model_validate_json(record, extra="ignore") if record else None

    async def save(self, course: Course, *, lease: Lease, due: datetime) -> bool:
        """See `ReviewBook.save`."""
        answer = await self.store.run(
            _SAVE,
            keys=self._keys(course.team),
            args=[lease.item, lease.token, course.model_dump_json(), ms_due(due), _KEEP],
        )
        return answer == ["saved"]

    def _keys(self, team: str) -> list[str]:
        return [*self.keys.deadlines, self.keys.team_review(team)]
