"""What escalations work with, and covers, bulletins and news beside them, put together from the core."""

from bot.adapters.background import Background
from bot.adapters.slack_bulletins import SlackBulletins
from bot.adapters.slack_covers import SlackCovers
from bot.adapters.slack_messenger import SlackMessenger, addressee
from bot.adapters.slack_news import SlackNews
from bot.adapters.store_bulletins import StoredBulletins
from bot.adapters.store_covers import StoredCovers
from bot.adapters.store_escalations import StoredEscalations
from bot.adapters.store_news import StoredNews
from bot.adapters.system_clock import SystemClock
from bot.domain.reader import Reader
from bot.ports import Utterance
from bot.services.bulletins import BulletinTools
from bot.services.cover import CoverTools
from bot.services.tell_changes import NewsTools
from bot.services.tick_cover import follow_up as follow_cover
from bot.services.tools import Tools
from bot.views.render import Renderer
from bot.wiring.core import Core
from bot.wiring.promising import stored_promises


def escalation_tools(c: Core, background: Background) -> Tools:
    """What the verbs of escalation work with."""

    async def reader_for(what: Utterance) -> Reader:
        user = addressee(what)
        return await c.reader_of(user) if user else c.public(what.escalation.team)

    renderer = Renderer(c.live, c.directory, c.clock)
    return Tools(
        handbook=c.live,
        escalations=stored_escalations(c),
        deadlines=c.deadlines,
        messenger=SlackMessenger(c.mouth, renderer, reader_for),
        directory=c.directory,
        clock=c.clock,
        wall_clock=SystemClock(),
        new_id=c.new_id,
        later=background,
        refresh=c.covers,
        look=c.statuses.look,
    )


def cover_tools(c: Core, tools: Tools, background: Background) -> CoverTools:
    """What arranging covers works with."""

    def follow(cover_id: str) -> None:
        background(follow_cover(made, cover_id))

    made = CoverTools(
        tools=tools,
        book=StoredCovers(c.store, c.keys),
        board=SlackCovers(c.mouth, c.live, c.reader_of, c.public, c.clock),
        fresh=c.covers,
        follow=follow,
    )
    return made


def bulletin_tools(c: Core, tools: Tools) -> BulletinTools:
    """What telling people of open escalations at a shift change works with."""
    return BulletinTools(
        handbook=c.live,
        book=StoredBulletins(c.store, c.keys),
        board=SlackBulletins(c.mouth, c.live, c.reader_of, c.clock),
        escalations=tools.escalations,
        promises=stored_promises(c),
        deadlines=tools.deadlines,
        directory=c.directory,
        clock=c.clock,
        wall_clock=tools.wall_clock,
    )


def news_tools(c: Core) -> NewsTools:
    """What telling of changed files works with."""
    return NewsTools(
        handbook=c.live,
        book=StoredNews(c.store, c.keys, c.new_id),
        board=SlackNews(c.mouth, c.reader_of, c.public, c.clock),
        directory=c.directory,
        deadlines=c.deadlines,
        clock=c.clock,
        wall_clock=SystemClock(),
        new_id=c.new_id,
    )


def stored_escalations(c: Core) -> StoredEscalations:
    """The escalations."""
    return StoredEscalations(c.store, c.keys, c.new_id, lease_for=c.lease_for, unanswered=c.unanswered)
