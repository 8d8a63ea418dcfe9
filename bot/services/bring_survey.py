"""What time does to customers' answers: brings them, brings up open loops, erases what nobody decided on."""

import logging
from datetime import datetime, timedelta

from bot.domain.escalation import Post, Posted
from bot.domain.survey import REMIND_EVERY, TOGETHER, CustomerWords, Feedback, Unclaimed
from bot.ports import Lease, Refused, Unclear
from bot.ports.surveys import LoopsWait, NobodyFound, WordsWait
from bot.services.said_once import LeaseLost, on_newest, said_before
from bot.services.standing import LeftOut, receiving
from bot.services.survey_tools import SurveyTools
from bot.services.take_in import in_hours, nobody
from bot.services.thank_from_customer import give_thanks

log = logging.getLogger(__name__)

_THEY_ARE_GONE = frozenset(
    {
        "user_disabled",
        "user_not_found",
        "users_not_found",
        "user_not_visible",
        "cannot_dm_bot",
        "not_one_user",
    }
)
"""What Slack says of somebody who cannot be written to any more. Whatever else it refuses for, a customer's words wait."""
_BEHIND = timedelta(minutes=2)
"""One that comes together with others waits so long for the first of them to be told."""


async def tick_survey(tools: SurveyTools, feedback_id: str, lease: Lease) -> None:
    """An answer is due."""
    try:
        await _tick(tools, feedback_id, lease)
    except LeaseLost:
        log.info(
            "survey %s: the lease went to another replica, or its agent acted; nothing is lost", feedback_id
        )
        await tools.deadlines.release(lease)
    except Unclear:
        log.warning("survey %s: Slack gave no clear answer", feedback_id)
        await tools.deadlines.release(lease, failed=True)


async def _tick(tools: SurveyTools, feedback_id: str, lease: Lease) -> None:
    f = await tools.book.get(feedback_id)
    if f is None:
        await tools.deadlines.forget(lease)
        return
    now, retention = tools.clock(), tools.handbook().philosophy.corrections.retention
    erased_at = f.erased_at(retention)
    if f.told is None:
        if f.tell_at <= now:
            await _bring(tools, f, lease)
    elif f.draft == "sharing":
        await give_thanks(tools, f, lease=lease)
    elif f.ends_at <= now:
        await tools.book.erase(f, lease=lease)
    elif erased_at and erased_at <= now:
        await _erase_words(tools, f, lease)
    elif f.loop_is_open and f.remind_at and f.remind_at <= now:
        await _bring_up(tools, f, lease)
    await tools.deadlines.release(lease)


async def _bring(tools: SurveyTools, f: Feedback, lease: Lease) -> None:
    """Tell its agent once; who left meanwhile is not told, and nothing is kept."""
    reader = await receiving(tools.directory, tools.handbook(), f.agent.user)
    if isinstance(reader, LeftOut):
        if reader.reason == "unsure":
            raise Unclear("Slack does not tell who its agent is")
        await _unclaim(tools, f, lease)
        return
    now = tools.clock()
    at_work = in_hours(tools.handbook(), reader, now)
    if at_work > now:
        await _saved(tools, f, lease, tell_at=at_work)
        return
    first = await _who_speaks(tools, f)
    if first.id != f.id:
        if first.told is None:
            await _saved(tools, f, lease, tell_at=now + _BEHIND)
        else:
            await _saved(tools, f, lease, told=now)
        return
    f, refused = await _say(tools, f, lease, WordsWait(id=f.id), key=f"survey-{f.id}")
    if refused is not None:
        log.warning("survey %s cannot be brought: %s", f.id, refused)
        if refused not in _THEY_ARE_GONE:
            raise Unclear(f"Slack refuses for now: {refused}")
        await _unclaim(tools, f, lease)
        return
    await _saved(tools, f, lease, told=tools.clock(), post=None)


async def _who_speaks(tools: SurveyTools, f: Feedback) -> Feedback:
    """The first of those its agent has not read: several that come together knock once."""
    now = tools.clock()
    unread = [
        other
        for other in await tools.book.of_person(f.agent.user)
        if other.opened is None
        and (now - other.told < TOGETHER if other.told else other.tell_at <= now or other.id == f.id)
    ]
    told = [other for other in unread if other.told]
    return min(told or unread or [f], key=lambda other: (other.received, other.id))


async def _bring_up(tools: SurveyTools, f: Feedback, lease: Lease) -> None:
    """Once a week the oldest open loop of a person speaks for all of theirs."""
    book, now = tools.handbook(), tools.clock()
    reader = await receiving(tools.directory, book, f.agent.user)
    if isinstance(reader, LeftOut):
        if reader.reason == "unsure":
            raise Unclear("Slack does not tell who its agent is")
        await _unclaim(tools, f, lease)
        return
    at_work = in_hours(book, reader, now)
    if at_work > now:
        await _saved(tools, f, lease, remind_at=at_work)
        return
    loops = [one for one in await tools.book.of_person(f.agent.user) if one.loop_is_open and one.told]
    again = in_hours(book, reader, now + REMIND_EVERY)
    if loops and loops[0].id == f.id:
        what = LoopsWait(id=f.id, count=len(loops))
        f, refused = await _say(tools, f, lease, what, key=f"survey-{f.id}-loop-{f.reminders}")
        if refused is not None:
            log.warning("survey %s: its agent cannot be reminded: %s", f.id, refused)
    over: dict[str, object] = {"remind_at": again, "reminders": f.reminders + 1, "post": None}
    await on_newest(f, lambda newest: _saved(tools, newest, lease, **over), lambda: tools.book.get(f.id))


async def _say(
    tools: SurveyTools, f: Feedback, lease: Lease, what: WordsWait | LoopsWait, *, key: str
) -> tuple[Feedback, str | None]:
    """Say it once: the intent is stored first, and whoever finds one looks. Why Slack refused, where it did."""

    async def look(since: datetime) -> Posted | None:
        return await tools.voice.find(f.agent.user, key=key, since=since)

    began = f.post.posting_since if f.post and f.post.key == key else None
    if not await said_before(look, began):
        intent = Post(key=key, posting_since=began or tools.wall_clock())
        f = await _saved(tools, f, lease, post=intent)
        try:
            await tools.voice.tell(f.agent.user, what, key=key)
        except Refused as refusal:
            return f, refusal.reason
    return f, None


async def _erase_words(tools: SurveyTools, f: Feedback, lease: Lease) -> None:
    """Of an open loop only that it is open stays, and where to look the customer up."""
    if f.loop_is_open:
        await _saved(tools, f, lease, words=CustomerWords(ticket=f.words.ticket), draft=None)
    else:
        await tools.book.erase(f, lease=lease)


async def _unclaim(tools: SurveyTools, f: Feedback, lease: Lease) -> None:
    """Its agent is not here any more: keepers are told that there was one, and nothing of it stays."""
    await tools.book.take(nobody(f"left {f.id}", f.answered, tools.clock(), None))
    await tools.book.erase(f, lease=lease)


async def _saved(tools: SurveyTools, f: Feedback, lease: Lease, **update: object) -> Feedback:
    new = f.model_copy(update={**update, "revision": f.revision + 1})
    due = new.due(tools.handbook().philosophy.corrections.retention)
    if not await tools.book.save(new, due=due, lease=lease):
        raise LeaseLost(f.id)
    return new


async def tick_unclaimed(tools: SurveyTools, day: str, lease: Lease) -> None:
    """Tell every keeper, once, how many answers of a day named nobody we know."""
    what = await tools.book.unclaimed(day)
    if what is None or what.done:
        await tools.deadlines.forget(lease)
        return
    try:
        for user in _keepers(tools):
            if user not in what.told:
                what = await _tell_keeper(tools, what, user, lease)
        await _noted(tools, what.model_copy(update={"done": True, "post": None}), lease, due=None)
    except LeaseLost:
        log.info("unclaimed %s: the lease went to another replica, which carries on", day)
    except Unclear:
        log.warning("unclaimed %s: Slack gave no clear answer", day)
        await tools.deadlines.release(lease, failed=True)
        return
    await tools.deadlines.release(lease)


def _keepers(tools: SurveyTools) -> list[str]:
    keys = dict.fromkeys(tools.handbook().file.workspace.keepers)
    return [user for key in keys if (user := tools.directory.user_of(key))]


async def _tell_keeper(tools: SurveyTools, what: Unclaimed, user: str, lease: Lease) -> Unclaimed:
    key = f"unclaimed-{what.day}-{user}"

    async def look(since: datetime) -> Posted | None:
        return await tools.voice.find(user, key=key, since=since)

    began = what.post.posting_since if what.post and what.post.key == key else None
    try:
        if not await said_before(look, began):
            intent = Post(key=key, posting_since=began or tools.wall_clock())
            what = await _noted(tools, what.model_copy(update={"post": intent}), lease, due=tools.clock())
            await tools.voice.tell(user, NobodyFound(day=what.day, count=what.count), key=key)
    except Refused as refusal:
        log.warning("a keeper cannot be told of answers without anybody: %s", refusal.reason)
    told = what.model_copy(update={"told": (*what.told, user), "post": None})
    return await _noted(tools, told, lease, due=tools.clock())


async def _noted(tools: SurveyTools, what: Unclaimed, lease: Lease, *, due: datetime | None) -> Unclaimed:
    if not await tools.book.save_unclaimed(what, due=due, lease=lease):
        raise LeaseLost(what.day)
    return what
