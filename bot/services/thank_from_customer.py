"""A customer's words become thanks of the night, once their agent agreed."""

from zoneinfo import ZoneInfo

from bot.domain.hours import wall_clock
from bot.domain.kudos import Kudos, Thanked
from bot.domain.night_run import NightKey
from bot.domain.survey import CUSTOMER, CustomerWords, Feedback
from bot.ports import Lease
from bot.ports.nights import NightClosed
from bot.services.feedback_tools import nights_of
from bot.services.kudos_hints import suggested_value
from bot.services.survey_tools import SurveyTools

NO_CAP = 1_000_000
"""Customers may thank as often as they like."""
_TRIES = 5


def night_of(tools: SurveyTools, f: Feedback, closed: frozenset[NightKey] = frozenset()) -> Thanked | None:
    """The night that would bring it: of the agent's team; None where no team has nights."""
    return nights_of(tools.handbook()).thanked(f.agent, None, tools.clock(), closed)


async def give_thanks(tools: SurveyTools, f: Feedback, *, lease: Lease | None = None) -> Kudos | None:
    """Give what stands in its words, once however often it is tried; the draft goes. None where no night takes it.

    The kudos has the draft's id, so that whoever comes after a crash finds it given.
    """
    kudos = await tools.kudos.get(f.id) or await _given(tools, f)
    if kudos is not None:
        tools.thanked(kudos)
    if kudos is None:
        await _save(tools, f, lease, draft="kept")
    elif f.loop_is_open:
        await _save(tools, f, lease, draft=None, words=CustomerWords(ticket=f.words.ticket))
    else:
        await tools.book.erase(f, lease=lease)
    return kudos


async def _given(tools: SurveyTools, f: Feedback) -> Kudos | None:
    book, now = tools.handbook(), tools.clock()
    closed: frozenset[NightKey] = frozenset()
    for _ in range(_TRIES):
        thanked = night_of(tools, f, closed)
        if thanked is None:
            return None
        kudos = Kudos(
            id=f.id,
            giver=CUSTOMER,
            recipients=(thanked,),
            text=f.words.comment,
            value=suggested_value(book, f.words.comment),
            given=now,
            day=wall_clock(now, ZoneInfo(book.file.zone_of_team(f.team))).date(),
            source="customer",
        )
        answer = await tools.kudos.give(kudos, cap=NO_CAP)
        if not isinstance(answer, NightClosed):
            return kudos
        closed |= frozenset(answer.nights)
    raise RuntimeError(f"{_TRIES} nights in a row closed while a customer's thanks were given")


async def _save(tools: SurveyTools, f: Feedback, lease: Lease | None, **update: object) -> None:
    new = f.model_copy(update={**update, "revision": f.revision + 1})
    due = new.due(tools.handbook().philosophy.corrections.retention)
    await tools.book.save(new, due=due, lease=lease)
