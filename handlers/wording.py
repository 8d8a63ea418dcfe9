"""/values check and /values rewrite: a decision held against the values, a sentence said better."""

import asyncio

from bot.domain.decision import Choose, Direct
from bot.domain.filtering import Step, first_step, question_of, questions, step_after
from bot.domain.philosophy import Value
from bot.domain.rewriting import rewrite
from bot.domain.rewriting.finding import LONGEST
from bot.requests.form_fields import text_in
from bot.requests.tickets import Disputed, Weighed
from bot.services.disagree import DisagreeTools, NobodyReads, approvers, disagree
from bot.services.handbook import Handbook
from bot.services.look_up_values import SituationsFound, look_up_values
from bot.views import disagreeing, failures, filtering, wording
from bot.views import wording_ids as ids
from handlers.desk import Desk
from handlers.routing import Incoming, Mend, Open, Redraw, Reply, Routes, Say, bind


def routes(desk: Desk, tools: DisagreeTools) -> Routes:
    """What this module answers beside its two words of /values."""
    return Routes(
        actions={
            ids.CHECK_ASK: bind(began_again, desk),
            ids.CHECK_YES: bind(said_yes, desk),
            ids.CHECK_NO: bind(said_no, desk),
            ids.CHECK_GO_ON: bind(went_on, desk),
            ids.DISAGREE: bind(opened_form, desk, tools),
        },
        views={ids.DISAGREE_FORM: bind(sent, desk, tools)},
    )


async def rewritten(desk: Desk, incoming: Incoming, rest: str) -> Reply:
    """A sentence, looked through by the rules; nothing of it is kept."""
    book, reader = desk.book, await desk.reader(incoming)
    if not rest:
        return Say(wording.how_to_rewrite(book, reader))
    found = await asyncio.to_thread(
        rewrite, rest, book.philosophy
    )  # the first one compiles every rule: a second
    situation = next(iter(found.situations), None)
    around = await desk.around(situation) if situation else None
    practices = around.practices if around else ()
    return Say(wording.rewritten(found, practices, book, reader, was_cut=len(incoming.text) > LONGEST))


async def checked(desk: Desk, incoming: Incoming, rest: str) -> Reply:
    """A decision, asked its first question. Whatever stands there is a decision: that is its person's to say."""
    book, reader = desk.book, await desk.reader(incoming)
    if not rest:
        return Say(filtering.how_to_check(book, reader))
    weighed = Weighed.about(rest)
    return Say(filtering.step(weighed, first_step(questions(book.philosophy)), book, reader, None))


async def began_again(desk: Desk, incoming: Incoming) -> Reply:
    """The same decision, asked from the start."""
    weighed = _weighed(desk.book, incoming)
    return await _shown(desk, incoming, weighed, first_step(questions(desk.book.philosophy)))


async def said_yes(desk: Desk, incoming: Incoming) -> Reply:
    """Yes to a question: the next one, or what the answers come to."""
    weighed = _weighed(desk.book, incoming)
    step = step_after(questions(desk.book.philosophy), weighed.at, weighed.against)
    return await _shown(desk, incoming, weighed, step)


async def said_no(desk: Desk, incoming: Incoming) -> Reply:
    """No to a question: find out why, and change it."""
    book, reader = desk.book, await desk.reader(incoming)
    weighed = _weighed(book, incoming)
    question = question_of(questions(book.philosophy), weighed.at)
    if question is None or not weighed.decision:
        return Say(failures.expired(book, reader))
    refused = Weighed.about(weighed.decision, at=question.key, against=(*weighed.against, question.key))
    return Say(filtering.refused(refused, question, book, reader), replace=True)


async def went_on(desk: Desk, incoming: Incoming) -> Reply:
    """On to the next question after a no."""
    return await said_yes(desk, incoming)


async def opened_form(desk: Desk, tools: DisagreeTools, incoming: Incoming) -> Reply:
    """The form, which says who reads it; or kindly that nobody would."""
    book, reader = desk.book, await desk.reader(incoming)
    if await desk.is_outsider(incoming.user):
        return Say(failures.guest(book, reader))
    others = await approvers(tools, but=incoming.user)
    if not others:
        return Say(disagreeing.nobody_to_tell(book, reader))
    return Open(disagreeing.form(Disputed.read(incoming.value), others, book, reader))


async def sent(desk: Desk, tools: DisagreeTools, incoming: Incoming) -> Reply:
    """It goes on its way. Where nobody could read it the form stays, with every word in it."""
    book, reader, typed = desk.book, await desk.reader(incoming), incoming.inputs
    if await desk.is_outsider(incoming.user):
        return Say(failures.guest(book, reader))
    outcome = await disagree(
        tools,
        by=incoming.user,
        about=text_in(typed, ids.DISAGREE_ABOUT) or "",
        words=text_in(typed, ids.DISAGREE_WORDS) or "",
        signed=typed.get(ids.DISAGREE_NAME) == disagreeing.SIGNED,
        once=incoming.once,
    )
    if isinstance(outcome, NobodyReads):
        return Mend({ids.DISAGREE_WORDS: disagreeing.nobody_reads(reader)})
    return Redraw(disagreeing.sent(outcome, book, reader))


async def _shown(desk: Desk, incoming: Incoming, weighed: Weighed, step: Step | None) -> Reply:
    book, reader = desk.book, await desk.reader(incoming)
    if step is None or not weighed.decision:
        return Say(failures.expired(book, reader))
    lives = _closest_value(book, weighed.decision)
    return Say(filtering.step(weighed, step, book, reader, lives), replace=True)


def _weighed(book: Handbook, incoming: Incoming) -> Weighed:
    """What a button carries, as much of it as we would have put there."""
    read = Weighed.read(incoming.value)
    against = [question.key for question in questions(book.philosophy) if question.key in read.against]
    return Weighed.about(read.decision, at=read.at, against=against)


def _closest_value(book: Handbook, decision: str) -> Value | None:
    """The value of the situation the decision's words come closest to, if any does."""
    match look_up_values(book, decision):
        case SituationsFound(_, Direct(best)) | SituationsFound(_, Choose((best, *_))):
            situation = book.philosophy.situations.get(best.id)
            return book.philosophy.value(situation.value) if situation else None
        case _:
            return None
