"""/escalate: asking, handing over, and what people do with an escalation."""

from bot.domain.carrying import Changed, Kept, Outcome, Unchanged, has_a_say
from bot.domain.escalation import Escalation, Party
from bot.domain.matching import Direct, Scored
from bot.requests.escalate import Ask, Help, ListMine, ListOpen, Overview, parse_escalate
from bot.requests.hand_over import parse_hand_over, parse_target
from bot.requests.tickets import Asked, Held
from bot.services.answer import Answer, Question, answer, route, situation_of
from bot.services.change import held
from bot.services.close import cancel, may_cancel, resolve, still_on_it
from bot.services.hand_on import hand_on
from bot.services.hand_over import Draft, hand_over
from bot.services.list_open import open_of_person, open_of_teams
from bot.services.take import take
from bot.views import answers, failures, forms, ids, lists, notices
from bot.views.limits import unescape
from bot.views.words import say, text_of
from handlers.desk import Desk
from handlers.routing import Close, Incoming, Mend, Nothing, Open, Redraw, Reply, Routes, Say, bind


def routes(desk: Desk) -> Routes:
    """What this module answers."""
    return Routes(
        commands={"/escalate": bind(asked, desk)},
        actions={
            ids.PICK_TOPIC: bind(picked, desk),
            ids.PICK_TOPIC_FAMILY: bind(picked, desk),
            ids.NONE_OF_THESE: bind(none_of_these, desk),
            ids.HAND_OVER: bind(opened_hand_over, desk),
            f"{ids.HAND_OVER}:*": bind(opened_hand_over, desk),
            ids.HUMAN: bind(opened_hand_over, desk),
            ids.TOPIC: bind(changed_topic, desk),
            ids.TAKE: bind(took, desk),
            ids.HAND_ON: bind(opened_hand_on, desk),
            ids.RESOLVE: bind(opened_resolve, desk),
            ids.CANCEL: bind(opened_cancel, desk),
            ids.STILL_ON_IT: bind(still_there, desk),
        },
        views={
            ids.HAND_OVER_FORM: bind(handed_over, desk),
            ids.HAND_ON_FORM: bind(handed_on, desk),
            ids.RESOLVE_FORM: bind(resolved, desk),
            ids.CANCEL_FORM: bind(cancelled, desk),
        },
        shortcuts={ids.HAND_THIS_OVER: bind(hand_this_over, desk)},
        events={"message.im": bind(asked, desk), "app_mention": bind(asked, desk)},
    )


async def asked(desk: Desk, incoming: Incoming) -> Reply:
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
            teams, found_open = await open_of_teams(desk.tools, reader.key)
            named = ", ".join(text_of(book.file.teams[team].name, reader) for team in teams)
            title = say(reader, ko=f"진행 중인 건 · {named}", en=f"Open · {named}")
            return Say(lists.listed(title, found_open, book, reader, now))
        case ListMine():
            mine = await open_of_person(desk.tools, incoming.user)
            title = say(reader, ko="내가 넘겼거나 맡은 건", en="Handed over or owned by me")
            return Say(lists.listed(title, mine, book, reader, now))
        case Ask(text, meant):
            answered = answers.answered(answer(book, Question(text), now), book, reader)
            return Say(answers.with_slip(answered, meant, reader))


async def picked(desk: Desk, incoming: Incoming) -> Reply:
    """A topic from the choices, the alternatives or the picker."""
    book, reader, ticket = desk.book, await desk.reader(incoming), Asked.read(incoming.value)
    topic = ticket.topic or incoming.value or ""
    if topic not in book.file.topics:
        return Say(failures.expired(book, reader))
    return Say(answers.answered(_about(desk, ticket.text, topic), book, reader), replace=True)


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
    where = route(book, None, desk.now, Question(ticket.text))
    return Say(answers.last_resort(where, ticket.text, ticket.situation, book, reader), replace=True)


async def opened_hand_over(desk: Desk, incoming: Incoming) -> Reply:
    """The hand-over form, for the topic of the answer or for a person to decide."""
    book, reader, ticket = desk.book, await desk.reader(incoming), Asked.read(incoming.value)
    if await desk.is_outsider(incoming.user):
        return Say(failures.guest(book, reader))
    where = route(book, ticket.topic, desk.now, Question(ticket.text))
    return Open(forms.hand_over_form(ticket, where, book, reader, need=ticket.text))


async def hand_this_over(desk: Desk, incoming: Incoming) -> Reply:
    """The same from a message: its text is only prefilled, for the person to confirm (rule 11)."""
    book, reader = desk.book, await desk.reader(incoming)
    if await desk.is_outsider(incoming.user):
        return Open(forms.told(failures.guest(book, reader).text, book, reader))
    text = unescape(incoming.text)
    found = answer(book, Question(text), desk.now)
    ticket = Asked.about(text, topic=found.route.topic, situation=found.situation)
    ticket = ticket.model_copy(update={"link": incoming.permalink})
    return Open(forms.hand_over_form(ticket, found.route, book, reader, need=text))


async def changed_topic(desk: Desk, incoming: Incoming) -> Reply:
    """Another topic was chosen in the form: who it goes to and what is asked change with it."""
    book, reader, ticket = desk.book, await desk.reader(incoming), Asked.read(incoming.metadata)
    topic = incoming.value if incoming.value in book.file.topics else None
    ticket = ticket.model_copy(update={"topic": topic})
    where = route(book, topic, desk.now, Question(ticket.text))
    return Redraw(forms.hand_over_form(ticket, where, book, reader))


async def handed_over(desk: Desk, incoming: Incoming) -> Reply:
    """The form was sent: the escalation is stored before this is acknowledged."""
    book, reader, now = desk.book, await desk.reader(incoming), desk.now
    if await desk.is_outsider(incoming.user):
        return Redraw(forms.told(failures.guest(book, reader).text, book, reader))
    form = parse_hand_over(incoming.inputs, book.file.topics)
    if not form.packet.need:
        return Mend({ids.NEED: say(reader, ko="한 줄이라도 적어 주세요.", en="One line is enough.")})
    if form.promised_by and form.promised_by <= now:
        return Mend({ids.PROMISED_BY: forms.promise_in_the_past(reader, form.promised_by, now)})
    draft = Draft(
        requester=await desk.reading.party(book, incoming.user),
        topic=form.topic,
        packet=form.packet,
        severity=form.severity,
        tier=form.tier,
        region=form.region,
        promised_by=form.promised_by,
        value=Asked.read(incoming.metadata).situation,
        queue=form.queue,
    )
    await hand_over(desk.tools, draft, once=incoming.once)
    return Close(all=True)


async def took(desk: Desk, incoming: Incoming) -> Reply:
    """Take it: whoever pressed reads what they took with it."""
    book, reader = desk.book, await desk.reader(incoming)
    outcome = await take(desk.tools, _held(incoming), await desk.reading.party(book, incoming.user))
    if isinstance(outcome, Changed):
        return Say(notices.yours_now(outcome.escalation, book, reader, desk.now))
    return await _told(desk, incoming, outcome)


async def still_there(desk: Desk, incoming: Incoming) -> Reply:
    """Still on it."""
    by = await desk.reading.party(desk.book, incoming.user)
    outcome = await still_on_it(desk.tools, _held(incoming), by)
    if isinstance(outcome, Changed):
        return Say(notices.noted_that_you_are_on_it(outcome.escalation, await desk.reader(incoming)))
    return await _told(desk, incoming, outcome)


async def opened_hand_on(desk: Desk, incoming: Incoming) -> Reply:
    """Whom to ask instead."""
    e, by = await _before_a_form(desk, incoming)
    if e.is_open and e.owner is not None and e.owner.user != by.user:
        return await _told(desk, incoming, Unchanged(e, Kept.NOT_YOURS))
    if (why := _no_say(e, by)) is not None:
        return await _told(desk, incoming, Unchanged(e, why))
    return Open(forms.hand_on_form(_ticket(e), desk.book.file, await desk.reader(incoming)))


async def opened_resolve(desk: Desk, incoming: Incoming) -> Reply:
    """How it was solved."""
    e, by = await _before_a_form(desk, incoming)
    if (why := _no_say(e, by)) is not None:
        return await _told(desk, incoming, Unchanged(e, why))
    return Open(forms.resolve_form(_ticket(e), await desk.reader(incoming)))


async def opened_cancel(desk: Desk, incoming: Incoming) -> Reply:
    """Why it is not needed any more; who may not say so learns it before they write anything."""
    e, by = await _before_a_form(desk, incoming)
    if not e.is_open:
        return await _told(desk, incoming, Unchanged(e, Kept.CLOSED))
    if not may_cancel(e, by, desk.book.file):
        return await _told(desk, incoming, Unchanged(e, Kept.NOT_YOURS))
    return Open(forms.cancel_form(_ticket(e), await desk.reader(incoming)))


async def handed_on(desk: Desk, incoming: Incoming) -> Reply:
    """Somebody else is asked."""
    reader, to = await desk.reader(incoming), parse_target(incoming.inputs)
    if to is None:
        return Mend({ids.TO: say(reader, ko="누구에게 넘길지 골라 주세요.", en="Please choose somebody.")})
    by = await desk.reading.party(desk.book, incoming.user)
    return await _told(desk, incoming, await hand_on(desk.tools, _held(incoming), by, to))


async def resolved(desk: Desk, incoming: Incoming) -> Reply:
    """It is solved."""
    reader, summary = await desk.reader(incoming), str(incoming.inputs.get(ids.SUMMARY) or "").strip()
    if not summary:
        return Mend({ids.SUMMARY: say(reader, ko="한 줄이라도 적어 주세요.", en="One line is enough.")})
    by = await desk.reading.party(desk.book, incoming.user)
    return await _told(desk, incoming, await resolve(desk.tools, _held(incoming), by, summary))


async def cancelled(desk: Desk, incoming: Incoming) -> Reply:
    """It is not needed any more."""
    reason = str(incoming.inputs.get(ids.REASON) or "").strip() or None
    by = await desk.reading.party(desk.book, incoming.user)
    return await _told(desk, incoming, await cancel(desk.tools, _held(incoming), by, reason))


def _held(incoming: Incoming) -> str:
    return Held.read(incoming.metadata or incoming.value).escalation


async def _before_a_form(desk: Desk, incoming: Incoming) -> tuple[Escalation, Party]:
    """As it stands and who pressed: nobody should write into a form that will be refused."""
    e = await held(desk.tools, _held(incoming))
    return e, await desk.reading.party(desk.book, incoming.user)


def _no_say(e: Escalation, by: Party) -> Kept | None:
    if not e.is_open:
        return Kept.CLOSED
    return None if has_a_say(e, by) else Kept.NOT_LISTED


def _ticket(e: Escalation) -> Held:
    return Held(escalation=e.id)


async def _told(desk: Desk, incoming: Incoming, outcome: Outcome) -> Reply:
    """A change shows on the cards; why nothing changed is told to whoever pressed."""
    if not isinstance(outcome, Unchanged):
        return Close() if incoming.from_form else Nothing()
    book, reader = desk.book, await desk.reader(incoming)
    if incoming.from_form:
        return Redraw(forms.told(failures.kept(outcome.why, outcome.escalation, reader), book, reader))
    return Say(failures.refusal(outcome.why, outcome.escalation, book, reader))
