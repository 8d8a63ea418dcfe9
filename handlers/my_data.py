"""*My data* in App Home: what is held about whoever asks, as a window, as a file, and erased."""

import asyncio

from bot.adapters.file_room import FileRoom
from bot.domain.reader import Reader
from bot.ports.pictures import File
from bot.services.erase_me import ask_to_be_erased
from bot.services.my_data import Held, MyDataTools, held_about
from bot.views import mine_ids as ids
from bot.views import my_data as views
from bot.views.message import Message
from handlers.desk import Desk
from handlers.feedback_home import in_modal
from handlers.routing import Incoming, Open, Redraw, Reply, Routes, bind

_PATIENCE = 1.2
"""Seconds that counting may take: a window opens within three, or not at all."""


def routes(desk: Desk, tools: MyDataTools, room: FileRoom) -> Routes:
    """What this module answers."""
    return Routes(
        actions={
            ids.MY_DATA: bind(opened, desk, tools),
            ids.MY_DATA_EXPORT: bind(exported, desk, tools, room),
            f"{ids.MY_DATA_EXPORT}:*": bind(showed, desk, tools),
            ids.MY_DATA_ERASE: bind(asked_to_erase, desk),
        },
        views={ids.MY_DATA_ERASE_FORM: bind(erases, desk, tools)},
    )


async def opened(desk: Desk, tools: MyDataTools, incoming: Incoming) -> Reply:
    """By kind, with counts."""
    held = await _counted(tools, incoming.user)
    return Open(views.window(held, desk.book, await desk.reader(incoming)), push=in_modal(incoming))


async def exported(desk: Desk, tools: MyDataTools, room: FileRoom, incoming: Incoming) -> Reply:
    """As a file to their own direct message; gathered meanwhile."""
    reader = await desk.reader(incoming)
    desk.tools.later(_sent(desk, tools, room, incoming.user, reader))
    return Open(views.coming(desk.book, reader), push=in_modal(incoming))


async def showed(desk: Desk, tools: MyDataTools, incoming: Incoming) -> Reply:
    """The same in a window, where Slack took no file."""
    reader = await desk.reader(incoming)
    text = await _export(desk, tools, incoming.user, reader)
    return Open(views.in_a_window(text, desk.book, reader), push=in_modal(incoming))


async def asked_to_erase(desk: Desk, incoming: Incoming) -> Reply:
    """What goes, what stays, and one button."""
    return Open(views.erase_form(desk.book, await desk.reader(incoming)), push=in_modal(incoming))


async def erases(desk: Desk, tools: MyDataTools, incoming: Incoming) -> Reply:
    """It begins; whoever sent the form is whom it erases."""
    await ask_to_be_erased(tools, incoming.user)
    return Redraw(views.erasing(desk.book, await desk.reader(incoming)))


async def _counted(tools: MyDataTools, user: str) -> Held | None:
    try:
        async with asyncio.timeout(_PATIENCE):
            return await held_about(tools, user)
    except TimeoutError:
        return None


async def _export(desk: Desk, tools: MyDataTools, user: str, reader: Reader) -> str:
    return views.export(await held_about(tools, user), reader, desk.now, user=user)


async def _sent(desk: Desk, tools: MyDataTools, room: FileRoom, user: str, reader: Reader) -> None:
    text = await _export(desk, tools, user, reader)
    file = File(name="my-data.json", title=views.title(reader), content=text.encode())
    instead: Message = views.no_file(desk.book, reader)
    await room.send(user, file, views.beside_the_file(reader), instead=instead)
