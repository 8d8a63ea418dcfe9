"""Promises to customers: with an escalation or without, by command, shortcut, button and form."""

from datetime import UTC, datetime, timedelta

from bot.domain.escalation import Escalation
from bot.domain.outcome import Changed, Unchanged
from bot.domain.tracked import Became, Remains, Tracked, TrackedOutcome, refusal
from bot.requests.promise import (
    LONGEST_TEXT,
    HasPassed,
    ListPromises,
    NoTime,
    Track,
    hinted,
    parse_promise,
    parse_promise_form,
)
from bot.requests.tickets import OnPromise
from bot.services import track_promise as tracking
from bot.services.change import held
from bot.services.list_promises import MyPromises, open_of_person
from bot.services.promise import keep_promise, promise, proposal, why_not
from bot.services.standing import LeftOut
from bot.views import failures, forms
from bot.views import promise_forms as asking
from bot.views import promise_ids as ids
from bot.views import promises as views
from bot.views import tracked as mine
from bot.views.human import with_human
from handlers.desk import Desk
from handlers.feedback_home import HomePage, in_home
from handlers.holding import told
from handlers.routing import Incoming, Mend, Open, Redraw, Reply, Routes, Say, bind


def routes(desk: Desk, home: HomePage) -> Routes:
    """What this module answers."""
    return Routes(
        actions={
            ids.PROMISE_SET: bind(opened_set, desk),
            ids.PROMISE_KEPT: bind(kept, desk, home),
            ids.PROMISE_LATE: bind(told_late, desk, home),
            ids.PROMISE_MOVE: bind(opened_move, desk),
            ids.PROMISE_STOP: bind(stopped, desk, home),
            ids.PROMISE_GIVE: bind(opened_give, desk),
            ids.PROMISE_ACCEPT: bind(accepted, desk, home),
            ids.PROMISE_DECLINE: bind(declined, desk, home),
            ids.PROMISE_NEW: bind(opened_new, desk),
        },
        views={
            ids.TRACK_FORM: bind(tracked, desk),
            ids.SET_FORM: bind(set_or_moved, desk),
            ids.GIVE_FORM: bind(given, desk),
        },
        shortcuts={ids.TRACK_THIS_PROMISE: bind(track_this, desk)},
    )


async def typed(desk: Desk, incoming: Incoming, rest: str) -> Reply | None:
    """`/escalate promise …`; None where it names no time: then it is a question."""
    book, reader, now = desk.book, await desk.reader(incoming), desk.now
    words = await desk.reading.as_read(book, rest, reader)
    match parse_promise(words, now=now, zone=reader.zone):
        case ListPromises():
            return Say(mine.listed(await my_promises(desk, incoming.user), book, reader, now))
        case HasPassed(at, text):
            return Say(mine.has_passed(at, text, book, reader, now))
        case NoTime():
            return None
        case Track(text, by):
            keeper = await desk.reading.party(book, incoming.user)
            t = await tracking.track(desk.promises, keeper, text, by, link=None, once=incoming.once)
            return Say(mine.kept_track(t, book, reader, now))


async def my_promises(desk: Desk, user: str) -> MyPromises:
    """Somebody's open promises."""
    return await open_of_person(desk.promises, desk.tools.escalations, user)


async def opened_new(desk: Desk, incoming: Incoming) -> Reply:
    """The form of a new one."""
    form = asking.promise_form(OnPromise(), await desk.reader(incoming), desk.now, callback=ids.TRACK_FORM)
    return Open(form)


async def track_this(desk: Desk, incoming: Incoming) -> Reply:
    """The same from a message: its words, and a time they speak of, are only prefilled."""
    book, reader = desk.book, await desk.reader(incoming)
    if await desk.is_outsider(incoming.user):
        return Open(forms.told(failures.guest(book, reader).text, book, reader))
    text, now = await desk.reading.as_read(book, incoming.text, reader), desk.now
    said = now - _age(incoming, desk.promises.wall_clock())
    form = asking.promise_form(
        OnPromise(link=incoming.permalink),
        reader,
        now,
        callback=ids.TRACK_FORM,
        text=text[:LONGEST_TEXT] or None,
        time=hinted(text, said=said, now=now, zone=reader.zone),
    )
    return Open(form)


def _age(incoming: Incoming, real: datetime) -> timedelta:
    """How long ago a message was written, in real time: what it calls tomorrow may be today."""
    try:
        written = datetime.fromtimestamp(float((incoming.message or {}).get("ts") or 0), UTC)
    except (ValueError, OverflowError, OSError):
        return timedelta()
    return max(timedelta(), real - written) if written.year > 1970 else timedelta()


async def tracked(desk: Desk, incoming: Incoming) -> Reply:
    """The form of a new one was sent."""
    book, reader, now = desk.book, await desk.reader(incoming), desk.now
    if await desk.is_outsider(incoming.user):
        return Redraw(forms.told(failures.guest(book, reader).text, book, reader))
    form = parse_promise_form(incoming.inputs)
    if form.by is None:
        return Mend({ids.BY: asking.needs_a_time(reader)})
    if problem := forms.no_time_to_promise(reader, form.by, now):
        return Mend({ids.BY: problem})
    keeper, link = await desk.reading.party(book, incoming.user), OnPromise.read(incoming.metadata).link
    t = await tracking.track(desk.promises, keeper, form.text, form.by, link=link, once=incoming.once)
    return Redraw(forms.told(mine.became(t, reader, now), book, reader))


async def opened_set(desk: Desk, incoming: Incoming) -> Reply:
    """The form of an escalation's promise; who may not set it learns it before they write anything."""
    e, by = await _escalation(desk, incoming), await desk.reading.party(desk.book, incoming.user)
    reader = await desk.reader(incoming)
    if (why := why_not(e, by, desk.book.file)) is not None:
        return await told(desk, incoming, Unchanged(e, why))
    form = asking.promise_form(
        OnPromise(escalation=e.id),
        reader,
        desk.now,
        callback=ids.SET_FORM,
        current=e.promise,
        proposed=proposal(e, desk.book, desk.now),
    )
    return Open(form)


async def set_or_moved(desk: Desk, incoming: Incoming) -> Reply:
    """The promise of an escalation was given or moved, or one without an escalation moved."""
    reader, now, about = await desk.reader(incoming), desk.now, OnPromise.read(incoming.metadata)
    form = parse_promise_form(incoming.inputs)
    if form.by is None:
        return Mend({ids.BY: asking.needs_a_time(reader)})
    standing = await _standing(desk, about)
    changes = standing is not None and standing != form.by
    problem = forms.no_time_to_promise(reader, form.by, now)
    if problem and (changes or standing is None):
        return Mend({ids.BY: problem})
    if changes and form.reason is None:
        return Mend({ids.REASON: asking.needs_a_reason(reader)})
    by = await desk.reading.party(desk.book, incoming.user)
    if about.escalation:
        outcome = await promise(desk.tools, about.escalation, by, form.text, form.by, form.reason)
        return await told(desk, incoming, outcome)
    moved = await tracking.move(desk.promises, about.promise, by, form.by, form.reason or "")
    return await _became(desk, incoming, moved, None)


async def kept(desk: Desk, home: HomePage, incoming: Incoming) -> Reply:
    """The customer was told."""
    return await _kept(desk, home, incoming, late=False)


async def told_late(desk: Desk, home: HomePage, incoming: Incoming) -> Reply:
    """The customer was told, after the time."""
    return await _kept(desk, home, incoming, late=True)


async def _kept(desk: Desk, home: HomePage, incoming: Incoming, *, late: bool) -> Reply:
    about, by = _about(incoming), await desk.reading.party(desk.book, incoming.user)
    if not about.escalation:
        outcome = await tracking.keep(desk.promises, about.promise, by, late=late)
        return await _became(desk, incoming, outcome, home)
    done = await keep_promise(desk.tools, about.escalation, by, late=late)
    if isinstance(done, Changed) and done.escalation.promise:
        reader = await desk.reader(incoming)
        return Say(with_human(views.noted(done.escalation.promise, reader), desk.book, reader))
    return await told(desk, incoming, done)


async def opened_move(desk: Desk, incoming: Incoming) -> Reply:
    """The form for another time, for its keeper alone."""
    t = await _for_its_keeper(desk, incoming)
    if isinstance(t, Remains):
        return await _became(desk, incoming, t, None)
    return Open(asking.move_form(t, await desk.reader(incoming), desk.now))


async def stopped(desk: Desk, home: HomePage, incoming: Incoming) -> Reply:
    """No reminders any more."""
    by = await desk.reading.party(desk.book, incoming.user)
    return await _became(
        desk, incoming, await tracking.stop(desk.promises, _about(incoming).promise, by), home
    )


async def opened_give(desk: Desk, incoming: Incoming) -> Reply:
    """Who could keep it; only its keeper asks somebody."""
    t = await _for_its_keeper(desk, incoming)
    if isinstance(t, Remains):
        return await _became(desk, incoming, t, None)
    return Open(asking.give_form(t, await desk.reader(incoming)))


async def given(desk: Desk, incoming: Incoming) -> Reply:
    """Somebody was asked to keep it."""
    reader, to = await desk.reader(incoming), str(incoming.inputs.get(ids.TO) or "")
    by = await desk.reading.party(desk.book, incoming.user)
    outcome = await tracking.give(desk.promises, _about(incoming).promise, by, to) if to else None
    if outcome is None or isinstance(outcome, LeftOut):
        return Mend({ids.TO: asking.cannot_give(reader)})
    return await _became(desk, incoming, outcome, None)


async def accepted(desk: Desk, home: HomePage, incoming: Incoming) -> Reply:
    """They keep it from now on."""
    by = await desk.reading.party(desk.book, incoming.user)
    outcome = await tracking.accept(desk.promises, _about(incoming).promise, by)
    if isinstance(outcome, Became):
        reader = await desk.reader(incoming)
        return Say(mine.kept_track(outcome.tracked, desk.book, reader, desk.now))
    return await _became(desk, incoming, outcome, home)


async def declined(desk: Desk, home: HomePage, incoming: Incoming) -> Reply:
    """They cannot."""
    by = await desk.reading.party(desk.book, incoming.user)
    outcome = await tracking.decline(desk.promises, _about(incoming).promise, by)
    return await _became(desk, incoming, outcome, home)


def _about(incoming: Incoming) -> OnPromise:
    return OnPromise.read(incoming.metadata if incoming.from_form else incoming.value)


async def _for_its_keeper(desk: Desk, incoming: Incoming) -> Tracked | Remains:
    """The promise a form shows, or why whoever pressed does not see it: an id is no right to read."""
    t = await tracking.tracked(desk.promises, _about(incoming).promise)
    why = refusal(t, await desk.reading.party(desk.book, incoming.user))
    return Remains(t, why) if why is not None else t


async def _escalation(desk: Desk, incoming: Incoming) -> Escalation:
    return await held(desk.tools, _about(incoming).escalation)


async def _standing(desk: Desk, about: OnPromise) -> object:
    """The time that stands now, if one does."""
    if about.escalation:
        found = (await held(desk.tools, about.escalation)).promise
    else:
        found = (await tracking.tracked(desk.promises, about.promise)).promise
    return found.by if found and found.is_open else None


async def _became(desk: Desk, incoming: Incoming, outcome: TrackedOutcome, home: HomePage | None) -> Reply:
    """What it is now, or why it stays, where they pressed; in App Home the page shows it."""
    book, reader = desk.book, await desk.reader(incoming)
    if isinstance(outcome, Became):
        if home is not None and in_home(incoming):
            return await home(incoming)
        words = mine.became(outcome.tracked, reader, desk.now)
    else:
        words = mine.remains(outcome.tracked, outcome.why, reader)
    if incoming.from_form:
        return Redraw(forms.told(words, book, reader))
    return Say(with_human(words, book, reader))
