"""Bolt listeners: parse, call, render, reply."""

from dataclasses import dataclass
from functools import partial

from slack_bolt.async_app import AsyncApp

from bot.adapters.file_room import FileRoom
from bot.adapters.picture_room import PictureRoom
from bot.adapters.slack_surfaces import Surfaces
from bot.ports import Once
from bot.ports.thanks_choice import FirstTimes
from bot.requests.escalate import Cover, Draw, Promised
from bot.requests.kudos import KudosMine, KudosPostNow
from bot.requests.values import Word
from bot.services.cover import CoverTools
from bot.services.disagree import DisagreeTools
from bot.services.feedback_tools import NightTools, NoteTools, ThanksTools
from bot.services.improve import ImproveTools
from bot.services.library_tools import LibraryTools
from bot.services.mornings import Mornings
from bot.services.my_data import MyDataTools
from bot.services.pin import FactTools
from bot.services.published import PublishedTools
from bot.services.react import ReactionTools
from bot.services.remind import ReminderTools
from bot.services.share_card import ShareTools
from bot.services.statuses import Statuses
from bot.services.survey_tools import SurveyTools
from bot.services.tell_changes import NewsTools
from bot.services.tools import Later
from bot.views.thanks_choice import who_sees_notes, who_sees_thanks
from handlers import (
    carry,
    changes,
    corrections,
    covers,
    escalate,
    feedback_home,
    home,
    improve,
    kudos,
    learning,
    library,
    line_up,
    live,
    mine,
    my_data,
    night,
    pictures,
    pins,
    promises,
    published,
    reactions,
    reminders,
    reviews,
    sharing,
    statuses,
    surveys,
    talk,
    values,
    wording,
)
from handlers import notes as delivered
from handlers.desk import Desk
from handlers.front_door import FrontDoor
from handlers.introducing import introducing
from handlers.routing import Routes, bind, merge


@dataclass(frozen=True)
class Services:
    """Everything a request can ask for."""

    desk: Desk
    thanks: ThanksTools
    notes: NoteTools
    nights: NightTools
    news: NewsTools
    pictures: PictureRoom
    files: FileRoom
    covers: CoverTools
    statuses: Statuses
    reminders: ReminderTools
    facts: FactTools
    mornings: Mornings
    phrases: LibraryTools
    disagreeing: DisagreeTools
    surveys: SurveyTools
    improving: ImproveTools
    my_data: MyDataTools
    firsts: FirstTimes
    published: PublishedTools
    sharing: ShareTools
    reacting: ReactionTools


def all_routes(services: Services) -> Routes:
    """Everything Baton answers."""
    desk, thanks, notes = services.desk, services.thanks, services.notes
    sections = partial(
        covers.sections, desk, services.covers, partial(feedback_home.sections, desk, thanks, notes)
    )
    sections = partial(pins.sections, desk, services.facts, sections)
    sections = partial(surveys.sections, desk, services.surveys, sections)
    sections = partial(learning.sections, desk, sections)
    sections = partial(values.sections, desk, sections)
    choices = partial(reminders.sections, desk, services.reminders, partial(feedback_home.choices, desk))
    page = bind(home.page, desk, sections, choices)
    subcommands: escalate.Subcommands = {
        Promised: promises.typed,
        Draw: partial(pictures.mapped, services.pictures),
        Cover: partial(covers.asked, services.covers),
    }
    words: values.Subcommands = {
        Word.QUIET: partial(reminders.typed, services.reminders),
        Word.FOR: values.for_department,
        Word.PIN: partial(pins.typed, services.facts),
        Word.CHECK: wording.checked,
        Word.REWRITE: wording.rewritten,
        Word.SHARE: partial(library.typed_share, services.phrases),
        Word.LIBRARY: partial(library.typed_library, services.phrases),
        Word.TODAY: partial(line_up.today, services.mornings),
    }
    own_thanks = mine.MineTools(thanks, services.files)
    thanking: kudos.Subcommands = {
        KudosMine: partial(mine.asked, own_thanks),
        KudosPostNow: partial(night.asked, services.nights),
    }
    return merge(
        [
            escalate.routes(desk, subcommands, partial(kudos.spoken, desk, thanks, thanking)),
            reactions.routes(desk, services.reacting),
            carry.routes(desk),
            talk.routes(desk),
            covers.routes(desk, services.covers),
            statuses.routes(services.statuses),
            reminders.routes(desk, services.reminders, desk.tools.later, page),
            live.routes(desk),
            promises.routes(desk, page),
            pins.routes(desk, services.facts),
            line_up.routes(desk, services.mornings),
            reviews.routes(desk, services.mornings.reviews),
            values.routes(desk, words),
            sharing.routes(desk, services.sharing),
            library.routes(desk, services.phrases),
            wording.routes(desk, services.disagreeing),
            surveys.routes(desk, services.surveys),
            learning.routes(desk),
            changes.routes(desk, services.news),
            introducing(
                desk, services.firsts, ("kudos", who_sees_thanks), kudos.routes(desk, thanks, page, thanking)
            ),
            introducing(
                desk,
                services.firsts,
                ("correct", who_sees_notes),
                corrections.routes(desk, notes, page, partial(improve.asked, services.improving)),
            ),
            published.routes(desk, services.published, page),
            improve.routes(desk, services.improving),
            mine.routes(desk, own_thanks),
            night.routes(desk, services.nights),
            my_data.routes(desk, services.my_data, services.files),
            home.routes(desk, sections, choices),
            delivered.routes(desk, notes, page),
            feedback_home.routes(desk, page),
        ]
    )


def register(app: AsyncApp, services: Services, surfaces: Surfaces, later: Later, once: Once) -> None:
    """Put every handler behind the app's listeners."""
    routes = all_routes(services)
    FrontDoor(desk=services.desk, routes=routes, surfaces=surfaces, later=later, once=once).open(app)
