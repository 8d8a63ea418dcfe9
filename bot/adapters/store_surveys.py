"""Customers' answers in Redis, each encrypted as a whole before it leaves this module.

Whom it is about stands in a key; what it says, of what mood it was and how its loop stands does not.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.adapters.keys import Keys
from bot.adapters.redis_client import Script, Store
from bot.adapters.sealing import SealBroken, Sealer
from bot.adapters.times import ms_due, ms_reached
from bot.domain.survey import KEEP_FEEDBACK, Feedback, MoodCounts, Unclaimed
from bot.ports import Lease, NewId
from bot.ports.surveys import Taken, Taking

_TAKE = Script.load("deadlines", "survey_take")
_SAVE = Script.load("deadlines", "welcome_record", "saving", "survey_save")
_SAVE_UNCLAIMED = Script.load("deadlines", "leased_record", "unclaimed_save")
_MS = timedelta(milliseconds=1)
_ERASED_FOR = timedelta(days=1)
"""So long a write that was sent again, or a late press, learns that it is gone."""


@dataclass(frozen=True)
class StoredSurveys:
    """The port `Surveys`, in Redis. `new_id` makes the tokens."""

    store: Store
    keys: Keys
    new_id: NewId
    sealer: Sealer

    async def take(self, taking: Taking) -> Taken:
        """Store, count and schedule it in one step; an id that was taken before answers what became of it then."""
        f, keep = taking.feedback, KEEP_FEEDBACK // _MS
        month, team, mood = taking.counts or (date(1970, 1, 1), "", None)
        day, told_at = taking.unclaimed or ("-", None)
        once = [self.keys.survey_once(one) for one in self.sealer.digests("survey", taking.once)]
        kept: list[str | int] = ["", "", "", keep, "", 0, ""]
        if f:
            kept = [
                _item(f.id), self._sealed(f), ms_due(taking.due), keep, f.id, ms_reached(f.received),
                "1" if f.loop_is_open else "",
            ]  # fmt: skip
        answer = await self.store.run(
            _TAKE,
            keys=[
                *self.keys.deadlines, self.keys.survey_counts(month), *self._of(f), self.keys.unclaimed(day), *once,
            ],
            args=[
                self.new_id(), taking.result, keep, f"{team}:{mood}" if mood else "", *kept,
                f"unclaimed:{day}" if told_at else "", ms_due(told_at), keep,
            ],
        )  # fmt: skip
        return Taken.model_validate({"result": answer[1], "before": answer[0] == "before"})

    async def get(self, feedback_id: str) -> Feedback | None:
        """One of them.

        Raises:
            SealBroken: no key opens it.
        """
        found = [self._opened(one, record) for one, record in await self._records([feedback_id])]
        return found[0] if found else None

    async def save(self, feedback: Feedback, *, due: datetime | None, lease: Lease | None = None) -> bool:
        """Replace the one at `revision - 1`; False if it moved on, is gone, or the lease is lost."""
        return await self._save(feedback, self._sealed(feedback), due, lease)

    async def erase(self, feedback: Feedback, *, lease: Lease | None = None) -> bool:
        """Erase the one at `revision`; False if it moved on or the lease is lost."""
        ended = feedback.model_copy(update={"revision": feedback.revision + 1, "loop": None})
        return await self._save(ended, "", None, lease)

    async def of_person(self, user: str) -> Sequence[Feedback]:
        """Everything that is kept for somebody, oldest first."""
        ids = await self.store.entries(self.keys.surveys_of(user))
        found: list[Feedback] = []
        for one, record in await self._records(ids):
            with suppress(SealBroken):  # one whose key is lost does not hide the others; the log has it
                found.append(self._opened(one, record))
        return sorted(found, key=lambda f: (f.received, f.id))

    async def open_loops(self, team: str) -> int:
        """How many customers of a team still wait to hear what changed."""
        return len(await self.store.entries(self.keys.survey_loops(team)))

    async def counts(self, first: date, last: date) -> Mapping[date, Mapping[str, MoodCounts]]:
        """By month (its first day) and team those of the months from `first` to `last`."""
        found: dict[date, Mapping[str, MoodCounts]] = {}
        for month in _months(first, last):
            teams: dict[str, dict[str, int]] = defaultdict(dict)
            for field, count in (await self.store.fields(self.keys.survey_counts(month))).items():
                team, _, mood = field.rpartition(":")
                teams[team][mood] = int(count)
            if teams:
                found[month] = {team: MoodCounts.model_validate(of) for team, of in teams.items()}
        return found

    async def unclaimed(self, day: str) -> Unclaimed | None:
        """The answers of a day that named nobody we know."""
        stored = await self.store.fields(self.keys.unclaimed(day))
        if not stored:
            return None
        record = stored.get("record")
        found = Unclaimed.model_validate_json(record, extra="ignore") if record else Unclaimed(day=day)
        return found.model_copy(update={"count": int(stored.get("count", 0))})

    async def save_unclaimed(self, what: Unclaimed, *, due: datetime | None, lease: Lease) -> bool:
        """Note how telling the keepers went; False once the lease is lost."""
        answer = await self.store.run(
            _SAVE_UNCLAIMED,
            keys=[*self.keys.deadlines, self.keys.unclaimed(what.day)],
            args=[f"unclaimed:{what.day}", lease.token, what.model_dump_json(), ms_due(due)],
        )
        return answer == ["saved"]

    async def _save(self, f: Feedback, record: str, due: datetime | None, lease: Lease | None) -> bool:
        answer = await self.store.run(
            _SAVE,
            keys=[*self.keys.deadlines, *self._of(f)],
            args=[
                _item(f.id), f.id, f.revision, self.new_id(), lease.token if lease else "", record, ms_due(due),
                "1" if f.loop_is_open else "", _ERASED_FOR // _MS,
            ],
        )  # fmt: skip
        return answer == ["saved"]

    async def _records(self, ids: Sequence[str]) -> list[tuple[str, str]]:
        stored = await self.store.fields_of_each([self.keys.survey(one) for one in ids], "record")
        return [(one, record) for one, [record] in zip(ids, stored, strict=True) if record]

    def _opened(self, feedback_id: str, record: str) -> Feedback:
        """A stored one. What a newer replica wrote beside is passed over while both run."""
        text = self.sealer.open_text(record, bound=_item(feedback_id))
        return Feedback.model_validate_json(text, extra="ignore")

    def _of(self, f: Feedback | None) -> list[str]:
        user, team, feedback_id = (f.agent.user, f.team, f.id) if f else ("-", "-", "-")
        return [self.keys.survey(feedback_id), self.keys.surveys_of(user), self.keys.survey_loops(team)]

    def _sealed(self, f: Feedback) -> str:
        return self.sealer.seal_text(f.model_dump_json(), bound=_item(f.id))


def _item(feedback_id: str) -> str:
    return f"survey:{feedback_id}"


def _months(first: date, last: date) -> Iterator[date]:
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = (month + timedelta(days=32)).replace(day=1)
