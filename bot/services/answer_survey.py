"""What an agent does with a customer's words: read, share, keep or drop them; tell the customer what changed.

Only the agent they are about may. Whoever else asks learns what somebody learns who comes too late.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.domain.customer_words import GONE, shortens, without_data
from bot.domain.kudos import Kudos
from bot.domain.survey import CustomerWords, Feedback, Loop, LoopState
from bot.ports.kudos import Kept
from bot.ports.nights import NightClosed
from bot.services.arrivals import Arrival, arrivals
from bot.services.survey_tools import SurveyTools
from bot.services.thank_from_customer import give_thanks, night_of

LONGEST_CHANGED = 500
_TRIES = 5


@dataclass(frozen=True)
class NothingThere:
    """Not theirs, decided on already, or erased. It says no more."""


@dataclass(frozen=True)
class ForYou:
    """The words, for their agent's eyes, and how many others of theirs wait to be read or closed."""

    feedback: Feedback
    others: int = 0


@dataclass(frozen=True)
class WillBeShared:
    """They are thanks of a night; `kudos` is their id, by which consent can be taken back until it closes."""

    kudos: str
    arrivals: tuple[Arrival, ...]


@dataclass(frozen=True)
class NotShorter:
    """What was sent says something the customer did not write, or nothing at all."""


@dataclass(frozen=True)
class TooLong:
    """Longer than thanks may be."""

    most: int


@dataclass(frozen=True)
class NoNightTakesIt:
    """No team in the file has a night; the draft stays."""


@dataclass(frozen=True)
class Settled:
    """Kept quietly, dropped, or the loop noted: how it stands now; None once nothing is kept."""

    feedback: Feedback | None


async def read_words(tools: SurveyTools, feedback_id: str, *, by: str) -> ForYou | NothingThere:
    """Open one; remembers that they did."""

    def opened(f: Feedback) -> Feedback:
        return f if f.opened else f.model_copy(update={"opened": tools.clock()})

    found = await _changed(tools, feedback_id, by, opened)
    if found is None:
        return NothingThere()
    others = [one for one in await waiting_for(tools, by) if one.id != found.id]
    return ForYou(found, len(others))


async def waiting_for(tools: SurveyTools, user: str) -> Sequence[Feedback]:
    """What somebody was told of and has still to read, decide on or close, oldest first."""
    return [one for one in await tools.book.of_person(user) if one.told and one.is_open]


async def kept_for(tools: SurveyTools, user: str) -> Sequence[Feedback]:
    """The kind words somebody keeps for themselves, oldest first."""
    return [one for one in await tools.book.of_person(user) if one.told and one.draft == "kept"]


async def share(
    tools: SurveyTools, feedback_id: str, *, by: str, text: str
) -> WillBeShared | NotShorter | TooLong | NoNightTakesIt | NothingThere:
    """With their consent, thanks of the night; they may have shortened the words, not added to them."""
    f = await _theirs(tools, feedback_id, by)
    if f is None or f.draft is None:
        given = await tools.kudos.get(feedback_id)
        if given and given.stands and _is_of(given, by):
            return _will_be_shared(tools, given)
        return NothingThere()
    most, said = tools.handbook().philosophy.kudos.text[1], text.strip()
    if not said.strip(GONE + " .") or not shortens(f.words.comment, said):
        return NotShorter()
    if len(said) > most:
        return TooLong(most)
    if night_of(tools, f) is None:
        return NoNightTakesIt()

    def consented(f: Feedback) -> Feedback | None:
        words = f.words.model_copy(update={"comment": said})
        return f.model_copy(update={"draft": "sharing", "words": words}) if f.draft else None

    found = await _changed(tools, feedback_id, by, consented)
    kudos = await give_thanks(tools, found) if found else None
    return _will_be_shared(tools, kudos) if kudos else NothingThere()


async def take_back_consent(tools: SurveyTools, kudos_id: str, *, by: str) -> bool:
    """Until its night closes it is not shared after all, and nothing of it is kept; False once it is too late."""
    for _ in range(_TRIES):
        kudos = await tools.kudos.get(kudos_id)
        if kudos is None or not _is_of(kudos, by):
            return False
        if kudos.taken_back:
            return True
        gone = kudos.model_copy(
            update={"taken_back": tools.clock(), "revision": kudos.revision + 1, "text": GONE}
        )
        match await tools.kudos.change(kudos, gone):
            case Kept():
                return True
            case NightClosed():
                return False
    return False


async def keep(tools: SurveyTools, feedback_id: str, *, by: str) -> Settled | NothingThere:
    """For themselves alone."""
    found = await _changed(
        tools,
        feedback_id,
        by,
        lambda f: f.model_copy(update={"draft": "kept"}) if f.draft in ("waiting", "kept") else None,
    )
    return Settled(found) if found else NothingThere()


async def drop(tools: SurveyTools, feedback_id: str, *, by: str) -> Settled | NothingThere:
    """Erase the words at once; a loop that is open stays open."""
    for _ in range(_TRIES):
        f = await _theirs(tools, feedback_id, by)
        if f is None or f.draft not in ("waiting", "kept"):
            return NothingThere()
        if f.loop_is_open:
            bare = CustomerWords(ticket=f.words.ticket)
            new = f.model_copy(update={"draft": None, "words": bare, "revision": f.revision + 1})
            if await _put(tools, new):
                return Settled(new)
        elif await tools.book.erase(f):
            return Settled(None)
    return NothingThere()


async def move_loop(
    tools: SurveyTools, feedback_id: str, *, by: str, state: LoopState, changed: str
) -> Settled | NothingThere:
    """Note what changed, and whether the customer was told."""
    said = without_data(changed)[:LONGEST_CHANGED]

    def moved(f: Feedback) -> Feedback | None:
        if f.loop is None:
            return None
        closed = (f.loop.closed or tools.clock()) if state == "told" else None
        loop = Loop(state=state, opened=f.loop.opened, closed=closed)
        words = f.words.model_copy(update={"changed": said or f.words.changed})
        return f.model_copy(update={"loop": loop, "words": words})

    found = await _changed(tools, feedback_id, by, moved)
    return Settled(found) if found else NothingThere()


def _is_of(kudos: Kudos, user: str) -> bool:
    return kudos.source == "customer" and [who.user for who in kudos.people] == [user]


def _will_be_shared(tools: SurveyTools, kudos: Kudos) -> WillBeShared:
    return WillBeShared(kudos.id, arrivals(tools.handbook(), kudos, tools.clock()))


async def _theirs(tools: SurveyTools, feedback_id: str, by: str) -> Feedback | None:
    """For its agent, as it stands once they were told: whoever holds the message was, whether Slack answered or not."""
    f = await tools.book.get(feedback_id)
    if f is None or f.agent.user != by or not f.may_be_told:
        return None
    return f if f.told else f.model_copy(update={"told": tools.clock(), "post": None})


async def _changed(
    tools: SurveyTools, feedback_id: str, by: str, change: Callable[[Feedback], Feedback | None]
) -> Feedback | None:
    """As it stands after a change; None where it is not theirs, is gone, or the change does not fit."""
    for _ in range(_TRIES):
        f = await _theirs(tools, feedback_id, by)
        new = change(f) if f else None
        if f is None or new is None or new == f:
            return new
        new = new.model_copy(update={"revision": f.revision + 1})
        if await _put(tools, new):
            return new
    return None


async def _put(tools: SurveyTools, f: Feedback) -> bool:
    return await tools.book.save(f, due=f.due(tools.handbook().philosophy.corrections.retention))
