"""What customers' answers work with, put together from the core; and the door they come in by."""

import logging
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from bot.adapters.asgi import AsgiApp
from bot.adapters.intake_door import PATH, IntakeDoor
from bot.adapters.slack_feedback import PrivateVoice
from bot.adapters.slack_voice import SlackVoice
from bot.adapters.slack_whisperer import SlackWhisperer
from bot.adapters.store_kudos import StoredKudos
from bot.adapters.store_surveys import StoredSurveys
from bot.adapters.system_clock import SystemClock
from bot.domain.kudos import Kudos
from bot.domain.survey import SurveyAnswer
from bot.errors import OperatorError, StoreUnavailable
from bot.ports import Unclear
from bot.ports.surveys import Taken
from bot.services.bring_survey import tick_survey, tick_unclaimed
from bot.services.feedback_tools import told_to_nobody
from bot.services.keep_time import Due
from bot.services.survey_tools import SurveyTools
from bot.services.take_in import take_in, weighed
from bot.settings import Settings
from bot.views.surveys import told
from bot.wiring.core import Core, core
from bot.wiring.files import read_by_words

log = logging.getLogger(__name__)


def survey_tools(
    c: Core, voice: PrivateVoice, *, thanked: Callable[[Kudos], None] = told_to_nobody
) -> SurveyTools:
    """They have no voice but a private one."""
    return SurveyTools(
        handbook=c.live,
        book=StoredSurveys(c.store, c.keys, c.new_id, c.sealer),
        voice=SlackVoice(voice, c.live, c.reader_of, told),
        kudos=StoredKudos(c.store, c.keys, c.new_id),
        directory=c.directory,
        deadlines=c.deadlines,
        clock=c.clock,
        wall_clock=SystemClock(),
        new_id=c.new_id,
        thanked=thanked,
    )


def survey_verbs(tools: SurveyTools) -> Mapping[str, Due]:
    """What time does to them, by the kind of the item."""
    return {"survey": partial(tick_survey, tools), "unclaimed": partial(tick_unclaimed, tools)}


async def take_in_answers(
    settings: Settings,
    answers: Sequence[SurveyAnswer],
    dry_run: bool,  # noqa: FBT001 - the command line's flag
) -> list[Taken]:
    """Take in answers of a file, beside a bot that runs or without one; what became of each, or would.

    Raises:
        OperatorError: something is missing or wrong; the sentence says how to mend it.
    """
    async with core(settings, read=read_by_words, calendars=False) as c:
        tools = survey_tools(c, SlackWhisperer(c.posting))
        try:
            if dry_run:
                return [Taken(result=(await weighed(tools, one)).result) for one in answers]
            return [await take_in(tools, one) for one in answers]
        except Unclear as unclear:
            raise OperatorError(
                f"Slack does not tell who the agents are ({unclear}); run it again later."
            ) from None
        except StoreUnavailable as away:
            raise OperatorError(
                f"The store does not answer ({away}); run it again, nothing is taken in twice."
            ) from None


def intake(c: Core, tools: SurveyTools) -> Mapping[str, AsgiApp]:
    """Where survey tools send answers; nowhere without a secret."""
    secrets = c.settings.intake_secrets
    if not secrets:
        log.info(
            "customers' answers are not taken in; set BATON_INTAKE_SECRET to switch that on (docs/intake.md)"
        )
        return {}
    door = IntakeDoor(secrets, partial(take_in, tools), wall_clock=SystemClock(), clock=c.clock)
    log.info("customers' answers are taken in at POST %s", PATH)
    return {PATH: door}
