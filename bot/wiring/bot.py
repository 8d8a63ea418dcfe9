"""The whole bot: built, with its deadlines running, and served."""

import asyncio
import logging
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Any

from bot.adapters.background import Background, Grace, broken_off
from bot.adapters.drawing import Draughtsman
from bot.adapters.file_room import FileRoom
from bot.adapters.picture_room import PictureRoom
from bot.adapters.prometheus import PrometheusMeter
from bot.adapters.slack_app import BatonApp, build_app
from bot.adapters.slack_gallery import SlackGallery
from bot.adapters.slack_sharing import SlackCardBoard
from bot.adapters.slack_surfaces import Surfaces
from bot.adapters.store_deadlines import LEASE_FOR
from bot.adapters.store_people import StoredOnce
from bot.adapters.store_thanks_choice import StoredFirstTimes
from bot.adapters.system_clock import MovableClock, SystemClock
from bot.services.keep_time import KeepTime
from bot.services.reload import UNHURRIED, Pace, Reload
from bot.services.share_card import ShareTools
from bot.services.survey_tools import SurveyTools
from bot.services.tools import Tools
from bot.settings import Settings
from bot.wiring.core import Core, core
from bot.wiring.files import ReadFiles, read_handbook
from bot.wiring.mending import Mending
from bot.wiring.reacting import reaction_tools
from bot.wiring.reloading import reloading, watched
from bot.wiring.taking_up import TakingUp
from bot.wiring.tools import Toolbox, take_up, toolbox
from handlers import Services, register
from handlers.desk import Desk

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Running:
    """A bot at work."""

    core: Core
    app: BatonApp
    tools: Tools
    surveys: SurveyTools
    time: KeepTime
    background: Background
    reload: Reload
    meter: PrometheusMeter
    taking_up: TakingUp
    mending: Mending
    loops: Sequence[asyncio.Task[None]]

    async def take_no_more(self) -> None:
        """Begin nothing that is due any more: another replica does it."""
        await broken_off(self.loops)
        await self.mending.stop()


@asynccontextmanager
async def build(
    settings: Settings,
    *,
    clock: MovableClock | None = None,
    read: ReadFiles = read_handbook,
    pace: Pace = UNHURRIED,
    asked: asyncio.Event | None = None,
    grace: Grace | None = None,
    lease_for: timedelta = LEASE_FOR,
    meter: PrometheusMeter | None = None,
) -> AsyncIterator[Running]:
    """The whole bot, deadlines running, but not yet listening to Slack.

    `taking_up` goes on if the store takes no writes, `mending` if the indexes lost something and much is stored. Files that
    change are taken over at that `pace`, or when somebody sets `asked`; what has begun has what is left of `grace` to end.

    Raises:
        OperatorError: something is missing or wrong; the sentence says how to mend it.
    """
    present = await watched(settings).look()
    meter = meter or PrometheusMeter()
    async with (
        core(settings, clock=clock, read=read, meter=meter, lease_for=lease_for, waits=True) as c,
        Mending(c.store, c.keys, c.deadlines, meter=meter) as mending,
    ):
        background = Background()
        t = toolbox(c, background)
        taking_up = TakingUp(partial(_begin, c, t, mending))
        await taking_up.once()
        time = KeepTime(replace(c.deadlines, kinds=tuple(t.verbs)), c.clock, t.verbs, background, meter=meter)
        app = _app(settings, c, t, background)
        reload = reloading(c, t, read=read, present=present, pace=pace, asked=asked)
        loops = _begun_loops(c, t, time, reload, taking_up)
        try:
            yield Running(
                c, app, t.escalations, t.surveys, time, background, reload, meter, taking_up, mending, loops
            )
        finally:
            await broken_off(loops)
            await background.finish((grace or Grace()).left())


def _begun_loops(
    c: Core, t: Toolbox, time: KeepTime, reload: Reload, taking_up: TakingUp
) -> Sequence[asyncio.Task[None]]:
    """What goes on until the bot ends."""
    endless = (
        taking_up.until_done(),
        time.run(),
        reload.run(),
        *_fresh(c, t, time),
    )
    return [asyncio.create_task(loop) for loop in endless]


def _fresh(c: Core, t: Toolbox, time: KeepTime) -> tuple[Coroutine[Any, Any, None], ...]:
    """What keeps fresh what is held in memory, and the clock."""
    return (
        _wake_on_jumps(c.clock, time),
        c.hearing(time.wake).run(),
        c.covers.watch(),
        c.statuses.watch(),
        t.reminders.rooms.watch(),
    )


async def _begin(c: Core, t: Toolbox, mending: Mending) -> None:
    await mending.begin()
    await take_up(c, t)
    await t.reminders.rooms.settle()


def _app(settings: Settings, c: Core, t: Toolbox, background: Background) -> BatonApp:
    """Bolt's app with every handler behind it."""
    secret = settings.slack_signing_secret
    app = build_app(c.api.client, c.identity, signing_secret=secret.get_secret_value() if secret else None)
    surfaces, once = Surfaces(c.api), StoredOnce(c.store, c.keys, c.new_id)
    desk = Desk(t.escalations, c.reading, c.preferences, t.promises, t.surroundings, t.learning)
    services = Services(
        desk=desk,
        thanks=t.thanks,
        notes=t.notes,
        nights=t.nights,
        news=t.news,
        pictures=PictureRoom(Draughtsman(), SlackGallery(c.api, c.posting), surfaces.direct),
        files=FileRoom(SlackGallery(c.api, c.posting), surfaces.direct),
        covers=t.covers,
        statuses=c.statuses,
        reminders=t.reminders,
        facts=t.facts,
        mornings=t.mornings,
        phrases=t.phrases,
        disagreeing=t.disagreeing,
        surveys=t.surveys,
        improving=t.improving,
        my_data=t.my_data,
        firsts=StoredFirstTimes(c.store, c.keys),
        published=t.published,
        reacting=reaction_tools(c, t.thanks, t.published),
        sharing=ShareTools(
            board=SlackCardBoard(c.mouth, c.live, c.public, desk.around),
            directory=c.directory,
            once=once,
            wall_clock=SystemClock(),
        ),
    )
    register(app, services, surfaces, background.answer, once, partial(c.sealer.digest, "sending"), c.meter)
    return app


async def _wake_on_jumps(clock: MovableClock, time: KeepTime) -> None:
    version = clock.version
    while True:
        version = await clock.moved(version)
        time.wake()
