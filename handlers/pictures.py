"""/escalate map: a ladder, or all topics, as a picture in the asker's direct messages."""

from bot.adapters.picture_room import PictureRoom
from bot.services.map_ladder import (
    Everything,
    NotClear,
    NotNamed,
    OneTopic,
    map_all,
    map_ladder,
    members_of_groups,
    wanted,
)
from bot.views.pictures import ladder_words, messages, overview
from handlers.desk import Desk
from handlers.routing import Incoming, Reply, Say


async def mapped(room: PictureRoom, desk: Desk, incoming: Incoming, rest: str) -> Reply | None:
    """Say at once where to look; it is drawn and sent meanwhile. None where a question was meant."""
    book, reader, now = desk.book, await desk.reader(incoming), desk.now
    match wanted(book, rest):
        case NotNamed():
            return None
        case NotClear():
            return Say(messages.which_topic(rest, book, reader))
        case Everything():
            whole = overview.told(map_all(book, now), now, book.file, reader)
            sketches, lines = messages.overview_sketches(whole), whole.lines
        case OneTopic(topic):
            found = map_ladder(book, topic, now)
            groups = await members_of_groups(found, desk.directory)
            sheet = ladder_words.told(found, book.file, reader, groups=groups)
            sketches, lines = (messages.ladder_sketch(sheet, topic),), sheet.lines
    words, instead = messages.beside(lines, book, reader), messages.instead(lines, book, reader)
    desk.tools.later(room.show(incoming.user, sketches, words, instead=instead))
    return Say(messages.coming(book, reader))
