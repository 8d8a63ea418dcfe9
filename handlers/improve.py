"""`/correct process …`: about how we work, not about a person; and the team's list of it."""

from typing import cast, get_args

from bot.domain.correction import ItemState
from bot.domain.personal_data import masked
from bot.requests.correct import AboutProcess
from bot.services.improve import (
    ImproveTools,
    Listed,
    NoList,
    item_for_lead,
    list_item,
    lists_of,
    settle_item,
    unlist_item,
)
from bot.views import improve_ids as ids
from bot.views import improve_messages
from bot.views import improving as views
from bot.views.practice_forms import data_names
from handlers.desk import Desk
from handlers.feedback_home import in_modal
from handlers.routing import Incoming, Mend, Open, Redraw, Reply, Routes, Say, bind


def routes(desk: Desk, tools: ImproveTools) -> Routes:
    """What this module answers."""
    return Routes(
        actions={
            ids.IMPROVE_UNDO: bind(took_off, desk, tools),
            ids.IMPROVE_LIST: bind(opened, desk, tools),
            f"{ids.IMPROVE_PAGE}:*": bind(turned, desk, tools),
            ids.IMPROVE_PAGE: bind(turned, desk, tools),
            ids.IMPROVE_ANSWER: bind(opened_answer, desk, tools),
        },
        views={ids.IMPROVE_FORM: bind(answered, desk, tools)},
    )


async def asked(tools: ImproveTools, desk: Desk, incoming: Incoming, about: AboutProcess) -> Reply:
    """One line, put on the list at once; without one, the list."""
    if not about.text:
        return await opened(desk, tools, incoming)
    book, reader = desk.book, await desk.reader(incoming)
    text = masked(about.text, data_names(reader))
    outcome = await list_item(tools, author=incoming.user, text=text, once=incoming.once)
    if isinstance(outcome, Listed):
        return Say(improve_messages.added(outcome, book, reader, was_masked=text != about.text))
    return Say(improve_messages.refused(outcome, book, reader))


async def opened(desk: Desk, tools: ImproveTools, incoming: Incoming) -> Reply:
    """The lists of one's own teams."""
    lists = await lists_of(tools, incoming.user)
    reader = await desk.reader(incoming)
    if isinstance(lists, NoList):
        return Say(improve_messages.refused(lists, desk.book, reader))
    return Open(views.window(lists, desk.book, reader), push=in_modal(incoming))


async def turned(desk: Desk, tools: ImproveTools, incoming: Incoming) -> Reply:
    """Another page of the window."""
    lists = await lists_of(tools, incoming.user)
    reader, page = await desk.reader(incoming), incoming.value or ""
    if isinstance(lists, NoList):
        return Say(improve_messages.refused(lists, desk.book, reader))
    return Redraw(views.window(lists, desk.book, reader, page=int(page) if page.isdecimal() else 0))


async def took_off(desk: Desk, tools: ImproveTools, incoming: Incoming) -> Reply:
    """One's own line, off the list again."""
    team, _, item_id = (incoming.value or "").partition("|")
    gone = await unlist_item(tools, team, item_id, by=incoming.user)
    return Say(improve_messages.taken_off(await desk.reader(incoming), desk.book, gone=gone), replace=True)


async def opened_answer(desk: Desk, tools: ImproveTools, incoming: Incoming) -> Reply:
    """The lead's form, on top of the list or from the weekly message."""
    team, _, item_id = (incoming.value or "").partition("|")
    reader = await desk.reader(incoming)
    found = await item_for_lead(tools, team, item_id, by=incoming.user)
    if isinstance(found, Listed):
        return Open(views.answer_form(found.item, reader), push=in_modal(incoming))
    return Open(views.not_settled(found, desk.book, reader), push=in_modal(incoming))


async def answered(desk: Desk, tools: ImproveTools, incoming: Incoming) -> Reply:
    """What became of it; the list then shows it."""
    team, _, item_id = incoming.metadata.partition("|")
    reader, typed = await desk.reader(incoming), incoming.inputs
    chosen, line = str(typed.get(ids.IMPROVE_STATE) or ""), str(typed.get(ids.IMPROVE_LINE) or "").strip()
    state = cast("ItemState", chosen) if chosen in get_args(ItemState) else "open"
    if state in {"done", "not_now"} and not line:
        return Mend({ids.IMPROVE_LINE: views.say_why(reader)})
    outcome = await settle_item(tools, team, item_id, by=incoming.user, state=state, answer=line)
    if not isinstance(outcome, Listed):
        return Redraw(views.not_settled(outcome, desk.book, reader))
    lists = await lists_of(tools, incoming.user)
    return Redraw(views.window([] if isinstance(lists, NoList) else lists, desk.book, reader))
