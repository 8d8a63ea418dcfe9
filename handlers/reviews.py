"""A lead's review: the window behind its button."""

from bot.services.tell_review import NotTheirs, ReviewTools, read_review
from bot.views import failures
from bot.views import review as views
from bot.views import review_ids as ids
from handlers.desk import Desk
from handlers.routing import Incoming, Open, Reply, Routes, Say, bind


def routes(desk: Desk, tools: ReviewTools) -> Routes:
    """What this module answers."""
    return Routes(actions={ids.REVIEW_MORE: bind(opened, desk, tools)})


async def opened(desk: Desk, tools: ReviewTools, incoming: Incoming) -> Reply:
    """All of a review as it is now, for the team's lead and nobody else."""
    book, reader = desk.book, await desk.reader(incoming)
    try:
        team, kind, name = views.read_ticket(incoming.value or "")
    except ValueError:
        return Say(failures.expired(book, reader))
    found = await read_review(tools, incoming.user, team, kind, name)
    if isinstance(found, NotTheirs):
        return Say(views.not_theirs(book, team, reader))
    return Open(views.window(found, book, reader))
