"""*Share to channel*: a colleague's wish, a window that asks where, one post."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from bot.requests.tickets import OnCard
from bot.services.share_card import Shared, ShareTools, may_share, share
from bot.views import failures, forms, ids, sharing, value_ids
from bot.views.situation_card import as_asked, on_hand
from handlers.desk import Desk
from handlers.routing import Incoming, Mend, Open, Redraw, Reply, Routes, Say, bind

_PATIENCE = 1.2
"""Seconds the post may take while the window waits; after that it goes on, and the window says so."""


def routes(desk: Desk, tools: ShareTools) -> Routes:
    """What this module answers."""
    return Routes(
        actions={ids.SITUATION_SHARE: bind(wished, desk)},
        views={
            value_ids.SHARE_FORM: bind(chosen, desk, tools),
            value_ids.SHARE_OUTSIDE_FORM: bind(confirmed, desk, tools),
        },
    )


async def wished(desk: Desk, incoming: Incoming) -> Reply:
    """The window that asks for a channel; the one it was asked in comes first where it is one."""
    book, reader, about = desk.book, await desk.reader(incoming), OnCard.of(incoming.value)
    if await desk.is_outsider(incoming.user):
        return Say(failures.guest(book, reader))
    card = on_hand(about, book, await desk.around(about.situation, about.topic))
    if card is None:
        return Say(failures.expired(book, reader))
    here = incoming.channel if (incoming.channel or "").startswith(("C", "G")) else None
    public = as_asked(about, desk.reading.public(book))
    return Open(sharing.share_form(card, book, reader, public, here))


async def chosen(desk: Desk, tools: ShareTools, incoming: Incoming) -> Reply:
    """A channel was chosen: it is posted, or asked about once more where another company reads too."""
    channel = str(incoming.inputs.get(value_ids.SHARE_CHANNEL) or "")
    return await _shared(desk, tools, incoming, OnCard.of(incoming.metadata), channel, outside=False)


async def confirmed(desk: Desk, tools: ShareTools, incoming: Incoming) -> Reply:
    """They want it in a channel that another company reads too; its id travels where the question was."""
    about = OnCard.of(incoming.metadata)
    return await _shared(desk, tools, incoming, about, about.text, outside=True)


async def _shared(
    desk: Desk, tools: ShareTools, incoming: Incoming, about: OnCard, channel: str, *, outside: bool
) -> Reply:
    book, reader = desk.book, await desk.reader(incoming)
    if await desk.is_outsider(incoming.user):
        return Redraw(forms.told(failures.guest(book, reader).text, book, reader))
    if about.situation not in book.philosophy.situations:
        return Redraw(forms.told(sharing.nothing_to_share(about, reader), book, reader))
    found = await may_share(tools, channel, incoming.user, outside=outside)
    if found is Shared.ASK_ABOUT_OUTSIDE:
        info = await desk.directory.channel(channel)
        asking = about.model_copy(update={"text": channel})
        return Redraw(sharing.outside_form(info.name if info else channel, asking.write(), book, reader))
    if isinstance(found, Shared):
        problem = sharing.became(found, reader)
        if outside:
            return Redraw(forms.told(problem, book, reader))
        return Mend({value_ids.SHARE_CHANNEL: problem})
    public = desk.reading.public(book)
    kept = about.model_copy(update={"text": "", "language": about.language or public.language})
    outcome = await _in_time(desk, share(tools, found.id, kept, incoming.user, press=incoming.once))
    return Redraw(forms.told(sharing.became(outcome, reader), book, reader))


async def _in_time(desk: Desk, sharing_it: Coroutine[Any, Any, Shared]) -> Shared:
    """What became of it, if that is known soon: Slack wants its answer, and a post begun is not broken off."""
    outcome: asyncio.Future[Shared] = asyncio.get_running_loop().create_future()

    async def run() -> None:
        result = Shared.UNCLEAR
        try:
            result = await sharing_it
        finally:
            if not outcome.done():
                outcome.set_result(result)

    desk.tools.later(run())
    await asyncio.wait({outcome}, timeout=_PATIENCE)
    return outcome.result() if outcome.done() else Shared.UNDER_WAY
