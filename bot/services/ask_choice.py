"""Asking somebody who is thanked for the first time how they like to be thanked: once, kindly (rule 13)."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.escalation import Party, Posted
from bot.domain.kudos import Kudos, Thanked
from bot.domain.night_run import NightKey
from bot.domain.thanks_choice import ThanksQuestion, when_to_ask
from bot.domain.working_days import at_work_from
from bot.errors import StoreUnavailable
from bot.ports import Clock, Deadlines, Directory, Lease, PreferenceBook, Refused, Unclear
from bot.ports.nights import NightLedger
from bot.ports.thanks_choice import ThanksAsker, ThanksQuestions
from bot.services.feedback_tools import nights_of
from bot.services.handbook import Handbook
from bot.services.said_once import LeaseLost
from bot.services.standing import receiving

log = logging.getLogger(__name__)

_WAITS_AT_MOST = timedelta(days=30)
"""Longer than any run of holidays that a kudos can wait through."""


@dataclass(frozen=True)
class AskTools:
    """What these verbs work with. They have no voice but a private one. `wall_clock` is real time."""

    handbook: Callable[[], Handbook]
    questions: ThanksQuestions
    asker: ThanksAsker
    preferences: PreferenceBook
    ledger: NightLedger
    directory: Directory
    deadlines: Deadlines
    clock: Clock
    wall_clock: Clock


async def ask_those_thanked(tools: AskTools, kudos: Kudos) -> None:
    """Whoever it thanks, has not chosen yet and was never asked is asked before their night, if that can be.

    Should it not come to that here, `take_up_questions` makes up for it, or their next thanks.
    """
    try:
        for recipient in kudos.recipients:
            await _begin(tools, recipient)
    except StoreUnavailable:
        log.warning("kudos %s: whom it thanks could not be noted to be asked how they like it", kudos.id)


async def take_up_questions(tools: AskTools) -> None:
    """After a start: whoever is thanked by an open night without having been asked."""
    nights, until = nights_of(tools.handbook()), tools.clock() + _WAITS_AT_MOST
    for team in filter(nights.has_nights, tools.handbook().file.teams):
        held = [NightKey(team=team, date=day) for day in await tools.ledger.pending(team, until.date())]
        for kudos in await tools.ledger.kudos(held):
            await ask_those_thanked(tools, kudos)


async def tick_question(tools: AskTools, user: str, lease: Lease) -> None:
    """Ask one person, exactly once, while they are at work, unless they chose meanwhile or left."""
    question = await tools.questions.get(user)
    if question is None or question.settled:
        await tools.deadlines.forget(lease)
        return
    try:
        await _ask(tools, question, lease)
    except LeaseLost:
        return
    except Unclear:
        log.warning("%s was asked how they like to be thanked; Slack gave no clear answer", user)
        await tools.deadlines.release(lease, failed=True)
        return
    await tools.deadlines.release(lease)


async def _begin(tools: AskTools, thanked: Thanked) -> None:
    user, person = thanked.who.user, thanked.who.key
    if person is None or (await tools.preferences.get(user)).thanks or await tools.questions.get(user):
        return
    nights, book = nights_of(tools.handbook()), tools.handbook()
    closes = nights.cut_off(thanked.night) if nights.has_nights(thanked.night.team) else None
    due = when_to_ask(book.file, book.calendars, person, tools.clock(), closes)
    if due is not None:
        await tools.questions.begin(ThanksQuestion(user=user, person=person), due=due)


async def _ask(tools: AskTools, question: ThanksQuestion, lease: Lease) -> None:
    book, now = tools.handbook(), tools.clock()
    if question.posting_since is not None and await _was_asked(tools, question):
        await _save(tools, question.model_copy(update={"settled": now}), lease, None)
        return
    who = await receiving(tools.directory, book, question.user)
    chosen = (await tools.preferences.get(question.user)).thanks
    person = who.key if isinstance(who, Party) else None
    at_work = at_work_from(book.file, book.calendars, person, now) if person else None
    if chosen or at_work is None:
        await _save(tools, question.model_copy(update={"settled": now}), lease, None)
    elif at_work > now:
        await _save(tools, question, lease, at_work)
    else:
        since = question.posting_since or tools.wall_clock()
        begun = question.model_copy(update={"posting_since": since})
        await _save(tools, begun, lease, now)
        await _say(tools, begun)
        await _save(tools, begun.model_copy(update={"settled": now}), lease, None)


async def _was_asked(tools: AskTools, question: ThanksQuestion) -> bool:
    """Whether an attempt reached them; where Slack lets us not look it counts as one: nobody is asked twice."""
    since = question.posting_since or tools.wall_clock()
    try:
        found = await tools.asker.find(question.user, key=_key(question), since=since)
    except Refused as refused:
        log.warning("cannot look whether %s was asked: %s", question.user, refused.reason)
        return True
    return found is not None


async def _say(tools: AskTools, question: ThanksQuestion) -> Posted | None:
    try:
        return await tools.asker.ask(question.user, key=_key(question))
    except Refused as refused:
        log.warning("%s cannot be asked how they like to be thanked: %s", question.user, refused.reason)
        return None


async def _save(tools: AskTools, question: ThanksQuestion, lease: Lease, due: datetime | None) -> None:
    if not await tools.questions.save(question, lease=lease, due=due):
        raise LeaseLost(question.user)


def _key(question: ThanksQuestion) -> str:
    return f"thanks-question-{question.user}"
