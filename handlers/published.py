"""After the night: how one likes to be thanked, what one gave and a night brought, and "+1 because …"."""

from typing import Literal

from bot.domain.personal_data import personal_data
from bot.services.published import (
    LineLength,
    MayJoin,
    PlusOnesFull,
    PublishedTools,
    add_plus_one,
    may_join,
    published_of,
    withdraw,
)
from bot.views import plus_one, published, thanks_choice
from bot.views import published_ids as ids
from handlers.desk import Desk
from handlers.feedback_home import HomePage, in_home, in_modal
from handlers.routing import Incoming, Mend, Open, Redraw, Reply, Routes, Say, bind


def routes(desk: Desk, tools: PublishedTools, home: HomePage) -> Routes:
    """What this module answers."""
    return Routes(
        actions={
            ids.THANKS_PUBLIC: bind(chose, desk, "public"),
            ids.THANKS_QUIETLY: bind(chose, desk, "private"),
            ids.PUBLISHED_LIST: bind(listed, desk, tools),
            ids.PUBLISHED_WITHDRAW: bind(withdrew, desk, tools, home),
            ids.PLUS_ONE: bind(pressed, desk, tools),
        },
        views={ids.PLUS_ONE_FORM: bind(sent, desk, tools)},
    )


async def chose(desk: Desk, way: Literal["public", "private"], incoming: Incoming) -> Reply:
    """The answer to the one question; pressed again it says the same, and the other button changes it."""
    await desk.preferences.change(incoming.user, thanks=way)
    return Say(thanks_choice.chosen(way, desk.book, await desk.reader(incoming)))


async def listed(desk: Desk, tools: PublishedTools, incoming: Incoming) -> Reply:
    """The last few that went out."""
    given = await published_of(tools, incoming.user)
    return Open(published.window(given, desk.book, await desk.reader(incoming)))


async def withdrew(desk: Desk, tools: PublishedTools, home: HomePage, incoming: Incoming) -> Reply:
    """One's own published thanks, taken out of the post."""
    outcome = await withdraw(tools, incoming.value or "", by=incoming.user)
    if in_home(incoming):
        return await home(incoming)
    reader = await desk.reader(incoming)
    if in_modal(incoming):
        given = await published_of(tools, incoming.user)
        line = published.outcome_line(outcome, reader)
        return Redraw(published.window(given, desk.book, reader, first=line))
    return Say(published.withdrawn(outcome, desk.book, reader), replace=True)


async def pressed(desk: Desk, tools: PublishedTools, incoming: Incoming) -> Reply:
    """The form beside a published card, or why not."""
    reader = await desk.reader(incoming)
    allowed = await may_join(tools, incoming.value or "", by=incoming.user)
    if isinstance(allowed, MayJoin):
        return Open(plus_one.form(allowed, desk.book, reader))
    return Say(plus_one.answer(allowed, desk.book, reader))


async def sent(desk: Desk, tools: PublishedTools, incoming: Incoming) -> Reply:
    """One line, kept; what looks like a customer's data in it is pointed out once."""
    reader = await desk.reader(incoming)
    kudos_id, seen = plus_one.carried(incoming.metadata)
    text = str(incoming.inputs.get(ids.PLUS_ONE_WORDS) or "")
    found = () if seen else personal_data(text)
    if found:
        allowed = await may_join(tools, kudos_id, by=incoming.user)
        if isinstance(allowed, MayJoin):
            words = ", ".join(text[one.start : one.end] for one in found)
            return Redraw(plus_one.form(allowed, desk.book, reader, text=text, found=words))
    outcome = await add_plus_one(tools, kudos_id, text, by=incoming.user)
    if isinstance(outcome, LineLength | PlusOnesFull):
        return Mend({ids.PLUS_ONE_WORDS: plus_one.reason(outcome, reader)})
    return Redraw(plus_one.window(plus_one.answer(outcome, desk.book, reader), reader))
