"""/escalate: asking, and handing over."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from bot.domain.around import Around
from bot.domain.decision import Direct, Scored
from bot.domain.learning import Realm
from bot.domain.reader import Reader
from bot.requests.escalate import (
    Ask,
    Cover,
    Draw,
    Help,
    ListMine,
    ListOpen,
    Overview,
    Promised,
    parse_escalate,
)
from bot.requests.hand_over import parse_hand_over
from bot.requests.tickets import Asked, asked_beside
from bot.services.answer import Answer, Question, answer, read_reasons, route, scored_of, situation_of
from bot.services.hand_over import Draft, hand_over
from bot.services.handbook import Handbook
from bot.services.join import leave, open_alike
from bot.services.list_open import open_of_person, open_of_teams
from bot.services.list_promises import beside
from bot.views import answers, changes, failures, forms, ids, joining, lists, tracked
from bot.views.facts import fact_blocks, near_blocks
from bot.views.human import reads_like
from bot.views.limits import unescape
from bot.views.message import Block, Message
from handlers.desk import Desk
from handlers.holding import one_line
from handlers.routing import Close, Incoming, Mend, Open, Redraw, Reply, Routes, Say, bind

Subcommand = Callable[[Desk, Incoming, str], Awaitable[Reply | None]]
"""Answers a command word with what stands behind it; None where that makes no sense and it is a question."""

Subcommands = Mapping[type[Cover | Promised | Draw], Subcommand]


Spoken = Callable[[Incoming], Awaitable[Reply | None]]
"""Answers something said to Baton that is no question; None where it is one."""


async def _no_thanks(_incoming: Incoming) -> Reply | None:
    return None


def routes(desk: Desk, subcommands: Subcommands, thanks: Spoken = _no_thanks) -> Routes:
    """What this module answers, and the command words that other modules answer; thanks are no question."""
    return Routes(
        commands={"/escalate": bind(asked, desk, subcommands)},
        actions={
            ids.PICK_TOPIC: bind(picked, desk),
            ids.PICK_TOPIC_FAMILY: bind(picked, desk),
            ids.NONE_OF_THESE: bind(none_of_these, desk),
            ids.HAND_OVER: bind(opened_hand_over, desk),
            f"{ids.HAND_OVER}:*": bind(opened_hand_over, desk),
            ids.HUMAN: bind(opened_hand_over, desk),
            ids.TOPIC: bind(changed_topic, desk),
        },
        views={ids.HAND_OVER_FORM: bind(handed_over, desk)},
        shortcuts={ids.HAND_THIS_OVER: bind(hand_this_over, desk)},
        events={
            "message.im": bind(said, desk, subcommands, thanks),
            "app_mention": bind(said, desk, subcommands, thanks),
        },
    )


async def said(desk: Desk, subcommands: Subcommands, thanks: Spoken, incoming: Incoming) -> Reply:
    """Something said to Baton: thanks if that is unmistakable, else a question."""
    return await thanks(incoming) or await asked(desk, subcommands, incoming)


async def asked(desk: Desk, subcommands: Subcommands, incoming: Incoming) -> Reply:
    """A sub-command, or a question in somebody's own words."""
    book, reader, now = desk.book, await desk.reader(incoming), desk.now
    if await desk.is_outsider(incoming.user):
        return Say(failures.guest(book, reader))
    match parse_escalate(unescape(incoming.text)):
        case Overview():
            found = [route(book, topic, now, Question("")) for topic in book.file.topics]
            return Say(answers.overview(found, book, reader))
        case Help():
            return Say(answers.helped(reader))
        case ListOpen():
            teams, oldest, number = await open_of_teams(desk.tools, reader.key, lists.LISTED)
            return Say(lists.open_of_teams(teams, oldest, number, book, reader, now))
        case ListMine():
            mine = await open_of_person(desk.tools, incoming.user)
            promised = await beside(desk.promises, mine, incoming.user)
            listed = lists.mine(mine, book, reader, now)
            return Say(tracked.with_more(listed, tracked.beside(promised, reader, now)))
        case Ask(text, meant):
            return Say(await _answered(desk, _question(text, incoming, reader), meant, incoming.user, reader))
        case (Cover() | Promised() | Draw()) as begun:
            return await _begun(desk, subcommands, incoming, begun, reader)


async def _answered(desk: Desk, question: Question, meant: str | None, user: str, reader: Reader) -> Message:
    """The answer to a question, worked out once a minute; `meant`: the command word it may be a slip of."""
    book, asked = desk.book, (question, desk.minute)
    now = desk.now

    def work() -> Answer:
        worked = answer(book, question, now)
        read_reasons(worked.decision)
        return worked

    found = await desk.understood.aside(book, asked, work)
    desk.learning.answered(user, found)
    around = await _around(desk, found)
    return desk.said.of(
        book,
        (*asked, meant, reads_like(reader, book), around),
        lambda: answers.with_slip(_shown(found, book, around, reader), meant, reader),
    )


async def _begun(
    desk: Desk, subcommands: Subcommands, incoming: Incoming, begun: Cover | Promised | Draw, reader: Reader
) -> Reply:
    """What the command word's own module says; where it makes no sense there, the answer to a question."""
    reply = await subcommands[type(begun)](desk, incoming, begun.rest)
    if reply is not None:
        return reply
    book, now = desk.book, desk.now
    found = answer(book, _question(begun.text, incoming, reader), now)
    desk.learning.answered(incoming.user, found)
    answered = await with_facts(desk, found, reader)
    return Say(tracked.with_hint(answered, reader) if isinstance(begun, Promised) else answered)


def _question(text: str, incoming: Incoming, reader: Reader) -> Question:
    """What is asked, with where and by whom."""
    where = (incoming.channel, incoming.body.get("channel_name"))
    return Question(text, channels=tuple(str(one) for one in where if one), roles=reader.roles)


async def picked(desk: Desk, incoming: Incoming) -> Reply:
    """A topic from the choices, the alternatives or the picker."""
    book, reader, ticket = desk.book, await desk.reader(incoming), Asked.read(incoming.value)
    topic = ticket.topic or incoming.value or ""
    if topic not in book.file.topics:
        return Say(failures.expired(book, reader))
    text = ticket.text or asked_beside(incoming.block)
    desk.learning.picked_topic(incoming.user, topic, text)
    return Say(await with_facts(desk, _about(desk, text, topic), reader), replace=True)


async def with_facts(desk: Desk, found: Answer, reader: Reader) -> Message:
    """The answer as people read it, with what was pinned for its topic first."""
    return _shown(found, desk.book, await _around(desk, found), reader)


async def _around(desk: Desk, found: Answer) -> Around:
    beside = [scored.id for scored in scored_of(found.decision)]
    return await desk.around(found.situation, found.route.topic, beside=beside)


def _shown(found: Answer, book: Handbook, around: Around, reader: Reader) -> Message:
    answered = answers.with_facts(answers.answered(found, book, reader), around.facts, reader)
    return replace(answered, blocks=(*near_blocks(around.near, book, reader), *answered.blocks))


def _about(desk: Desk, text: str, topic: str) -> Answer:
    """The answer for a topic somebody picked."""
    book, question = desk.book, Question(text)
    scored = next((s for s in book.topics.ranked(text) if s.id == topic), None) if text else None
    found = answer(book, Question(text), desk.now)
    return Answer(
        question=question,
        decision=Direct(scored or Scored(topic, 1.0, ()), ()),
        route=route(book, topic, desk.now, question),
        situations=found.situations,
        situation=situation_of(book, topic, found.situations),
    )


async def none_of_these(desk: Desk, incoming: Incoming) -> Reply:
    """No topic fits: the last resort."""
    book, reader, ticket = desk.book, await desk.reader(incoming), Asked.read(incoming.value)
    if not await desk.is_outsider(incoming.user):  # they may ask, but teach nothing
        desk.learning.none_fits(incoming.user, Realm.TOPIC, ticket.text)
    where = route(book, None, desk.now, Question(ticket.text))
    around = await desk.around(ticket.situation, None)
    shown = answers.last_resort(where, ticket.text, ticket.situation, book, reader)
    return Say(answers.with_facts(shown, around.facts, reader), replace=True)


async def opened_hand_over(desk: Desk, incoming: Incoming) -> Reply:
    """The hand-over form, for the topic of the answer or for a person to decide."""
    book, reader, ticket = desk.book, await desk.reader(incoming), Asked.read(incoming.value)
    if await desk.is_outsider(incoming.user):
        return Say(failures.guest(book, reader))
    where = route(book, ticket.topic, desk.now, Question(ticket.text))
    need = await desk.reading.as_read(book, ticket.text, reader)
    above = await above_form(desk, ticket, reader)
    return Open(forms.hand_over_form(ticket, where, book, reader, need=need, above=above))


async def above_form(desk: Desk, ticket: Asked, reader: Reader) -> list[Block]:
    """What holds now, and what is open already and may be the same trouble, for the top of the form."""
    around = await desk.around(ticket.situation, ticket.topic)
    found = await open_alike(desk.tools, ticket.topic, ticket.link)
    others = [e for e in found if ticket.leaves is None or e.id != ticket.leaves.escalation]
    offered = joining.offers(others, desk.book, desk.directory, reader, desk.now)
    return [*fact_blocks(around.facts, reader), *offered]


async def hand_this_over(desk: Desk, incoming: Incoming) -> Reply:
    """The same from a message: its text is only prefilled, for the person to confirm (rule 11)."""
    book, reader = desk.book, await desk.reader(incoming)
    if await desk.is_outsider(incoming.user):
        return Open(forms.told(failures.guest(book, reader).text, book, reader))
    text = await desk.reading.as_read(book, incoming.text, reader)
    found = answer(book, _question(text, incoming, reader), desk.now)
    ticket = Asked.about(text, topic=found.route.topic, situation=found.situation)
    ticket = ticket.model_copy(update={"link": incoming.permalink})
    above = await above_form(desk, ticket, reader)
    return Open(forms.hand_over_form(ticket, found.route, book, reader, need=text, above=above))


async def changed_topic(desk: Desk, incoming: Incoming) -> Reply:
    """Another topic was chosen in the form: who it goes to and what is asked change with it."""
    book, reader, ticket = desk.book, await desk.reader(incoming), Asked.read(incoming.metadata)
    topic = incoming.value if incoming.value in book.file.topics else None
    ticket = ticket.model_copy(update={"topic": topic})
    where = route(book, topic, desk.now, Question(ticket.text))
    above = await above_form(desk, ticket, reader)
    return Redraw(forms.hand_over_form(ticket, where, book, reader, above=above))


async def handed_over(desk: Desk, incoming: Incoming) -> Reply:
    """The form was sent: the escalation is stored before this is acknowledged."""
    book, reader, now = desk.book, await desk.reader(incoming), desk.now
    if await desk.is_outsider(incoming.user):
        return Redraw(forms.told(failures.guest(book, reader).text, book, reader))
    form = parse_hand_over(incoming.inputs, book.file.topics)
    if not form.packet.need:
        return one_line(ids.NEED, reader)
    if form.promised_by and (problem := forms.no_time_to_promise(reader, form.promised_by, now)):
        return Mend({ids.PROMISED_BY: problem})
    ticket, requester = Asked.read(incoming.metadata), await desk.reading.party(book, incoming.user)
    draft = Draft(
        requester=requester,
        topic=form.topic,
        packet=form.packet,
        severity=form.severity,
        tier=form.tier,
        region=form.region,
        promised_by=form.promised_by,
        value=ticket.situation,
        queue=form.queue,
    )
    await hand_over(desk.tools, draft, once=incoming.once)
    if ticket.leaves is not None and ticket.leaves.customer is not None:
        await leave(desk.tools, ticket.leaves.escalation, requester, ticket.leaves.customer)
    if form.topic is None and incoming.inputs.get(ids.TOPIC) not in (None, forms.NO_TOPIC):
        return Redraw(forms.told(changes.topic_gone(book, reader), book, reader))
    return Close(all=True)
