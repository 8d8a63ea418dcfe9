"""What a lead's reviews work with, put together from the core."""

from bot.adapters.drawing import Draughtsman
from bot.adapters.slack_feedback import PrivateVoice
from bot.adapters.slack_gallery import SlackGallery
from bot.adapters.slack_reviews import SlackReviews
from bot.adapters.store_escalations import StoredEscalations
from bot.adapters.store_improvements import StoredImprovements
from bot.adapters.store_kudos import StoredKudos, StoredNights
from bot.adapters.store_learning import StoredLearning
from bot.adapters.store_meanings import StoredMeanings
from bot.adapters.store_promises import StoredPromises
from bot.adapters.store_reviews import StoredReviews
from bot.adapters.store_surveys import StoredSurveys
from bot.adapters.system_clock import SystemClock
from bot.domain.periods import Period
from bot.domain.review import Review
from bot.services.review_figures import ReviewSources, review_of
from bot.services.tell_review import ReviewTools
from bot.settings import Settings
from bot.views.review import told
from bot.wiring.core import Core, core
from bot.wiring.files import read_by_words


def review_sources(c: Core) -> ReviewSources:
    """What reviews are gathered from: no notes, no scores of surveys."""
    return ReviewSources(
        handbook=c.live,
        escalations=StoredEscalations(c.store, c.keys, c.new_id),
        promises=StoredPromises(c.store, c.keys, c.new_id),
        nights=StoredNights(c.store, c.keys, c.new_id),
        kudos=StoredKudos(c.store, c.keys, c.new_id),
        learning=StoredLearning(c.store, c.keys, c.sealer),
        improvements=StoredImprovements(c.store, c.keys, c.sealer),
        meanings=StoredMeanings(c.store, c.keys, c.new_id, c.sealer),
        loops=StoredSurveys(c.store, c.keys, c.new_id, c.sealer),
        directory=c.directory,
        clock=c.clock,
    )


def review_tools(c: Core, voice: PrivateVoice) -> ReviewTools:
    """They have no voice but a private one, and a gallery that hangs pictures in direct messages alone."""
    return ReviewTools(
        handbook=c.live,
        sources=review_sources(c),
        book=StoredReviews(c.store, c.keys),
        voice=SlackReviews(voice, c.live, c.reader_of, told, SlackGallery(c.api, c.posting), Draughtsman()),
        deadlines=c.deadlines,
        directory=c.directory,
        clock=c.clock,
        wall_clock=SystemClock(),
    )


async def gather_review(settings: Settings, team: str, period: Period) -> Review:
    """A team's review for whoever keeps the deployment.

    Raises:
        OperatorError: something is missing or wrong; the sentence says how to mend it.
    """
    async with core(settings, read=read_by_words, calendars=False) as c:
        return await review_of(
            review_sources(c), team, period, await StoredReviews(c.store, c.keys).get(team)
        )
