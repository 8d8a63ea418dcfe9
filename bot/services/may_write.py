"""Who may write a note to whom: by the file, and by who they are. Asked at the action, whatever a form offered."""

from dataclasses import dataclass

from bot.domain.escalation import Party
from bot.domain.philosophy import Writer
from bot.services.feedback_tools import NoteTools
from bot.services.handbook import Handbook
from bot.services.standing import LeftOut, receiving, standing


@dataclass(frozen=True)
class CannotWrite:
    """The author is nobody who can write here."""

    who: LeftOut


@dataclass(frozen=True)
class CannotReceive:
    """Nobody to bring it to."""

    who: LeftOut


@dataclass(frozen=True)
class NotForYou:
    """The file does not let this author write to them; `allowed` says who may. `oneself`: to themselves."""

    recipient: Party
    allowed: tuple[Writer, ...]
    oneself: bool = False


Refusal = CannotWrite | CannotReceive | NotForYou


@dataclass(frozen=True)
class MayWrite:
    """The author may write to them."""

    author: Party
    recipient: Party

    @property
    def is_to_self(self) -> bool:
        """Whether it is a note to oneself."""
        return self.author.user == self.recipient.user


async def may_write(tools: NoteTools, author: str, recipient: str) -> MayWrite | Refusal:
    """Whether somebody may write a note to somebody, by the file and by who they are."""
    book = tools.handbook()
    writer = await standing(tools.directory, book, author)
    if isinstance(writer, LeftOut):
        return CannotWrite(writer)
    reader = await receiving(tools.directory, book, recipient)
    if isinstance(reader, LeftOut):
        return CannotReceive(reader)
    allowed, oneself = book.philosophy.corrections.may_write, writer.user == reader.user
    if _stands_as(book, writer, reader).isdisjoint(allowed):
        return NotForYou(reader, allowed, oneself)
    return MayWrite(writer, reader)


def _stands_as(book: Handbook, author: Party, recipient: Party) -> set[Writer]:
    """Everything the author is to the recipient. Their lead is no peer, their teammate and team member is one too."""
    if author.user == recipient.user:
        return {"self"}
    teams = book.file.teams.values()
    led = [team for team in teams if team.lead and team.lead == author.key]
    found: set[Writer] = {"lead"} if any(recipient.key in team.everyone for team in led) else {"peer"}
    shared = [team for team in teams if author.key in team.everyone and recipient.key in team.everyone]
    if shared and "peer" in found:
        found.add("teammate")
    if any(team.lead and team.lead == recipient.key for team in shared):
        found.add("member")
    return found
