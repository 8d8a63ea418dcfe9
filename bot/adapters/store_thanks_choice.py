"""Who was asked how they like to be thanked, and what people were introduced to, in Redis."""

from dataclasses import dataclass
from datetime import datetime

from bot.adapters.keys import Keys
from bot.adapters.redis_client import Script, Store
from bot.adapters.times import ms_due
from bot.domain.thanks_choice import ThanksQuestion
from bot.ports import Lease, NewId
from bot.ports.thanks_choice import First

_BEGIN = Script.load("deadlines", "question_begin")
_SAVE = Script.load("deadlines", "leased_record", "question_save")
_FORGET = Script.load("deadlines", "question_forget")
_FIRST = Script.load("first_time")
_ITEM = "thanks-question:"


@dataclass(frozen=True)
class StoredThanksQuestions:
    """The port `ThanksQuestions`, in Redis. `new_id` makes the tokens."""

    store: Store
    keys: Keys
    new_id: NewId

    async def begin(self, question: ThanksQuestion, *, due: datetime) -> bool:
        """See `ThanksQuestions.begin`."""
        answer = await self.store.run(
            _BEGIN,
            keys=[*self.keys.deadlines, self.keys.thanks_question(question.user)],
            args=[_ITEM + question.user, question.model_dump_json(), ms_due(due), self.new_id()],
        )
        return answer == ["begun"]

    async def get(self, user: str) -> ThanksQuestion | None:
        """See `ThanksQuestions.get`."""
        record = await self.store.field(self.keys.thanks_question(user), "record")
        return ThanksQuestion.model_validate_json(record, extra="ignore") if record else None

    async def save(self, question: ThanksQuestion, *, lease: Lease, due: datetime | None) -> bool:
        """See `ThanksQuestions.save`."""
        answer = await self.store.run(
            _SAVE,
            keys=[*self.keys.deadlines, self.keys.thanks_question(question.user)],
            args=[
                _ITEM + question.user,
                lease.token,
                question.model_dump_json(),
                "" if question.settled else ms_due(due),
            ],
        )
        return answer == ["saved"]

    async def forget(self, user: str) -> None:
        """See `ThanksQuestions.forget`."""
        keys = [*self.keys.deadlines, self.keys.thanks_question(user)]
        await self.store.run(_FORGET, keys=keys, args=[_ITEM + user])


@dataclass(frozen=True)
class StoredFirstTimes:
    """The port `FirstTimes`, in Redis."""

    store: Store
    keys: Keys

    async def first(self, user: str, what: First) -> bool:
        """See `FirstTimes.first`. If the store's reply is lost, the introduction is: it is no harm."""
        return await self.store.run(_FIRST, keys=[self.keys.introduced(user)], args=[what]) == ["1"]

    async def forget(self, user: str) -> None:
        """See `FirstTimes.forget`."""
        await self.store.remove(self.keys.introduced(user))
