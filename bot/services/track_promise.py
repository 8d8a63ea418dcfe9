"""Promises without an escalation: made, kept, moved, given on."""

from collections.abc import Callable
from datetime import datetime

from bot.domain import tracked as verbs
from bot.domain.escalation import Party, Promise
from bot.domain.tracked import Became, Tracked, TrackedOutcome, due_of
from bot.errors import Gone
from bot.services.promise_tools import PromiseTools
from bot.services.standing import LeftOut, standing

_TRIES = 30


async def track(
    tools: PromiseTools, keeper: Party, text: str | None, by: datetime, *, link: str | None, once: str
) -> Tracked:
    """Keep an eye on a promise made until `by` (UTC). `once` sent twice tracks one.

    Raises:
        StoreUnavailable: nothing was stored.
    """
    now = tools.clock()
    t = Tracked(
        id=tools.new_id(),
        opened=now,
        keeper=keeper,
        promise=Promise(text=text, by=by, made=now, who=keeper),
        link=link,
    )
    return await tools.promises.open(t, once=once, due=due_of(t))


async def keep(tools: PromiseTools, promise_id: str, by: Party, *, late: bool) -> TrackedOutcome:
    """The customer was told.

    Raises:
        Gone: nothing is kept of it any more.
    """
    now = tools.clock()
    return await _change(tools, promise_id, lambda t: verbs.keep(t, by, late=late, now=now))


async def move(tools: PromiseTools, promise_id: str, by: Party, to: datetime, reason: str) -> TrackedOutcome:
    """The customer was told another time.

    Raises:
        Gone: nothing is kept of it any more.
    """
    now = tools.clock()
    return await _change(tools, promise_id, lambda t: verbs.move(t, by, to, reason, now=now))


async def stop(tools: PromiseTools, promise_id: str, by: Party) -> TrackedOutcome:
    """No reminders any more.

    Raises:
        Gone: nothing is kept of it any more.
    """
    now = tools.clock()
    return await _change(tools, promise_id, lambda t: verbs.stop(t, by, now=now))


async def give(tools: PromiseTools, promise_id: str, by: Party, to: str) -> TrackedOutcome | LeftOut:
    """Ask a colleague (a Slack id) to keep it; guests, bots and people who left cannot.

    Raises:
        Gone: nothing is kept of it any more.
    """
    other = await standing(tools.directory, tools.handbook(), to)
    if isinstance(other, LeftOut):
        return other
    return await _change(tools, promise_id, lambda t: verbs.give(t, by, other))


async def accept(tools: PromiseTools, promise_id: str, by: Party) -> TrackedOutcome:
    """It is theirs from now on.

    Raises:
        Gone: nothing is kept of it any more.
    """
    return await _change(tools, promise_id, lambda t: verbs.accept(t, by))


async def decline(tools: PromiseTools, promise_id: str, by: Party) -> TrackedOutcome:
    """It stays where it is.

    Raises:
        Gone: nothing is kept of it any more.
    """
    return await _change(tools, promise_id, lambda t: verbs.decline(t, by))


async def tracked(tools: PromiseTools, promise_id: str) -> Tracked:
    """The promise a button or form is about.

    Raises:
        Gone: nothing is kept of it any more.
    """
    t = await tools.promises.get(promise_id)
    if t is None:
        raise Gone(
            ko="이 약속은 더 이상 보관되어 있지 않습니다. 필요하시면 /escalate promise 로 새로 적어 두세요.",
            en="This promise is no longer kept here. If it still stands, note it anew with /escalate promise.",
        )
    return t


async def _change(
    tools: PromiseTools, promise_id: str, verb: Callable[[Tracked], TrackedOutcome]
) -> TrackedOutcome:
    for _ in range(_TRIES):
        t = await tracked(tools, promise_id)
        outcome = verb(t)
        if not isinstance(outcome, Became):
            return outcome
        new = outcome.tracked.model_copy(update={"revision": t.revision + 1})
        if await tools.promises.save(new, due=due_of(new), op=tools.new_id()):
            return Became(new)
    raise RuntimeError(f"promise {promise_id} changed {_TRIES} times under one press")
