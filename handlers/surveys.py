"""What customers answered: every answer that concerns one is a window of its agent's own."""

from collections.abc import Sequence
from typing import get_args

from bot.domain.reader import Reader
from bot.domain.survey import LoopState
from bot.requests.form_fields import text_in
from bot.services.answer_survey import (
    ForYou,
    NoNightTakesIt,
    NothingThere,
    NotShorter,
    TooLong,
    WillBeShared,
    drop,
    keep,
    kept_for,
    move_loop,
    read_words,
    share,
    take_back_consent,
    waiting_for,
)
from bot.services.survey_tools import SurveyTools
from bot.views import survey_ids as ids
from bot.views import survey_loop
from bot.views import survey_windows as windows
from bot.views import surveys as views
from bot.views.message import Block
from handlers.desk import Desk
from handlers.feedback_home import in_modal
from handlers.home import Sections
from handlers.routing import Incoming, Mend, Open, Redraw, Reply, Routes, bind


def routes(desk: Desk, tools: SurveyTools) -> Routes:
    """What this module answers."""
    return Routes(
        actions={
            ids.SURVEY_OPEN: bind(opened, desk, tools),
            ids.SURVEY_OPEN_FAMILY: bind(opened, desk, tools),
            ids.SURVEY_ALL: bind(listed, desk, tools),
            ids.SURVEY_TAKE_BACK: bind(took_back, desk, tools),
            ids.SURVEY_LOOP: bind(opened_loop, desk, tools),
        },
        views={
            ids.SURVEY_DRAFT_FORM: bind(decided, desk, tools),
            ids.SURVEY_LOOP_FORM: bind(moved, desk, tools),
        },
    )


async def sections(desk: Desk, tools: SurveyTools, others: Sections, reader: Reader) -> Sequence[Block]:
    """App Home: what waits of customers for one reader, before the other sections."""
    rest = await others(reader)
    if reader.user is None:
        return rest
    waiting, kept = await waiting_for(tools, reader.user), await kept_for(tools, reader.user)
    return [*views.home_section(waiting, kept, reader, desk.now), *rest]


async def opened(desk: Desk, tools: SurveyTools, incoming: Incoming) -> Reply:
    """The words, if whoever pressed is the one they are about."""
    book, reader = desk.book, await desk.reader(incoming)
    found = await read_words(tools, incoming.value or "", by=incoming.user)
    view = (
        windows.opened(found, book, reader, desk.now)
        if isinstance(found, ForYou)
        else windows.gone(book, reader)
    )
    return Open(view, push=in_modal(incoming))


async def listed(desk: Desk, tools: SurveyTools, incoming: Incoming) -> Reply:
    """Everything of theirs that waits."""
    reader = await desk.reader(incoming)
    waiting, kept = await waiting_for(tools, incoming.user), await kept_for(tools, incoming.user)
    return Open(views.all_of_mine(waiting, kept, reader, desk.now), push=in_modal(incoming))


async def opened_loop(desk: Desk, tools: SurveyTools, incoming: Incoming) -> Reply:
    """The form of what changed."""
    book, reader = desk.book, await desk.reader(incoming)
    found = await read_words(tools, incoming.value or "", by=incoming.user)
    if not isinstance(found, ForYou) or found.feedback.loop is None:
        return Open(windows.gone(book, reader), push=in_modal(incoming))
    return Open(survey_loop.loop_form(found.feedback, book, reader), push=in_modal(incoming))


async def decided(desk: Desk, tools: SurveyTools, incoming: Incoming) -> Reply:
    """Share, keep or drop, as the form says; sent twice it is done once."""
    book, reader, typed = desk.book, await desk.reader(incoming), incoming.inputs
    feedback_id, chosen = incoming.metadata, typed.get(ids.SURVEY_CHOICE)
    if chosen == windows.SHARE:
        text = text_in(typed, ids.SURVEY_WORDS) or ""
        outcome = await share(tools, feedback_id, by=incoming.user, text=text)
        match outcome:
            case WillBeShared():
                return Redraw(windows.shared(outcome, reader, desk.now))
            case NotShorter() | TooLong() | NoNightTakesIt():
                return Mend({ids.SURVEY_WORDS: windows.why_not(outcome, reader)})
            case NothingThere():
                return Redraw(windows.gone(book, reader))
    if chosen not in (windows.KEEP, windows.DROP):
        return Mend({ids.SURVEY_CHOICE: windows.choose(reader)})
    settle = drop if chosen == windows.DROP else keep
    if isinstance(await settle(tools, feedback_id, by=incoming.user), NothingThere):
        return Redraw(windows.gone(book, reader))
    return Redraw(windows.settled("drop" if chosen == windows.DROP else "keep", reader))


async def took_back(desk: Desk, tools: SurveyTools, incoming: Incoming) -> Reply:
    """Not shared after all, where its night is still open."""
    reader = await desk.reader(incoming)
    in_time = await take_back_consent(tools, incoming.value or "", by=incoming.user)
    return Redraw(windows.taken_back(reader, in_time=in_time))


async def moved(desk: Desk, tools: SurveyTools, incoming: Incoming) -> Reply:
    """What changed, and whether the customer was told."""
    reader, typed = await desk.reader(incoming), incoming.inputs
    state = _state(typed.get(ids.SURVEY_STATE))
    if state is None:
        return Mend({ids.SURVEY_STATE: windows.choose(reader)})
    changed = text_in(typed, ids.SURVEY_CHANGED) or ""
    outcome = await move_loop(tools, incoming.metadata, by=incoming.user, state=state, changed=changed)
    if isinstance(outcome, NothingThere):
        return Redraw(windows.gone(desk.book, reader))
    return Redraw(survey_loop.loop_saved(state, reader))


def _state(chosen: object) -> LoopState | None:
    return next((state for state in get_args(LoopState) if state == chosen), None)
