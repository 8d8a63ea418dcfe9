"""What I gave and wrote that can still be changed: mine alone."""

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.correction import Correction
from bot.services.arrivals import arrivals
from bot.services.change_kudos import is_closed
from bot.services.feedback_tools import NoteTools, ThanksTools
from bot.services.give_kudos import KudosKept

_REACHES_BACK = timedelta(days=30)
"""Longer than any run of holidays that a kudos can wait through."""


@dataclass(frozen=True)
class MyQueue:
    """Thanks waiting for their night, and notes nobody has read yet; oldest first."""

    kudos: tuple[KudosKept, ...] = ()
    notes: tuple[Correction, ...] = ()


async def my_queue(thanks: ThanksTools, notes: NoteTools, user: str) -> MyQueue:
    """What waits of somebody's own."""
    return MyQueue(kudos=await my_kudos(thanks, user), notes=tuple(await notes.notes.sealed_by(user)))


async def my_kudos(tools: ThanksTools, user: str) -> tuple[KudosKept, ...]:
    """Their thanks that wait for a night, oldest first."""
    book, now = tools.handbook(), tools.clock()
    given = await tools.kudos.given_by(user, now - _REACHES_BACK)
    waiting = [kudos for kudos in given if not await is_closed(tools, kudos)]
    return tuple(KudosKept(kudos, arrivals(book, kudos, now)) for kudos in waiting)
