"""The way to a human, which every answer shows: who to ask, and one click to ask."""

from collections.abc import Hashable

from bot.domain.reader import Reader
from bot.requests.tickets import Asked
from bot.services.handbook import Handbook
from bot.views import ids
from bot.views.blocks import button, context, section
from bot.views.message import Block, Message
from bot.views.words import person, say, shown


def human_line(book: Handbook, reader: Reader) -> Block:
    """Names the people of the last resort's first team: its lead, to the lead the team."""
    team = book.file.teams[book.last_resort_team]
    name = shown(team.name, reader)
    if team.lead is None or team.lead == reader.key:
        return context(
            say(
                reader,
                ko=f"사람에게 직접 물어보셔도 됩니다: {name} 팀",
                en=f"To ask a person straight away: the {name} team",
            )
        )
    lead = person(book.file, team.lead, reader)
    return context(
        say(
            reader,
            ko=f"사람에게 직접 물어보셔도 됩니다: {name} 리드 {lead}",
            en=f"You can always ask a person: {lead}, who leads {name}",
        )
    )


def reads_like(reader: Reader, book: Handbook) -> Hashable:
    """What an answer to a look-up shows of its reader: the same for two, both may be shown the same.

    It names nobody who asks; only the way to a human does not send the lead to the lead.
    """
    leads = reader.key is not None and reader.key == book.file.teams[book.last_resort_team].lead
    return reader.language, reader.zone, reader.roles, reader.both, reader.user is None, leads


def human_button(reader: Reader, text: str = "") -> Block:
    """Hands over with no topic: the last resort is asked."""
    label = say(reader, ko="사람에게 물어보기", en="Ask a human")
    return button(label, ids.HUMAN, Asked.about(text).write())


def with_human(said: str, book: Handbook, reader: Reader) -> Message:
    """A sentence, already escaped, and the way to a human under it."""
    return Message(text=said, blocks=(section(said), human_line(book, reader)))
