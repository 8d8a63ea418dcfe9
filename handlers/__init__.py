"""Bolt listeners: parse, call, render, reply."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from bot.adapters.file_room import FileRoom
from bot.adapters.picture_room import PictureRoom
from bot.adapters.slack_app import BatonApp
from bot.adapters.slack_surfaces import Surfaces
from bot.ports import Once
from bot.ports.meter import SILENT, Meter
from bot.ports.thanks_choice import FirstTimes
from bot.requests.escalate import Cover, Draw, Promised
from bot.requests.kudos import KudosMine, KudosPostNow
from bot.requests.values import Word
from bot.services.cover import CoverTools
from bot.services.disagree import DisagreeTools
from bot.services.feedback_tools import NightTools, NoteTools, ThanksTools
from bot.services.improve import ImproveTools
from bot.services.mornings import Mornings
from bot.services.my_data import MyDataTools
from bot.services.pin import FactTools
from bot.services.practice_tools import LibraryTools
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
from handlers.feedback_home import HomePage
from handlers.front_door import FrontDoor
from handlers.introducing import introducing
from handlers.routing import Routes, StandsFor, bind, merge


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
    desk = services.desk
    sections, choices = _on_home(services)
    page = bind(home.page, desk, sections, choices)
    return merge(
        [
            *_of_customers(services, page),
            *_of_values(services, page),
            *_of_feedback(services, page),
            changes.routes(desk, services.news),
            home.routes(desk, sections, choices),
        ]
    )


def _on_home(services: Services) -> tuple[home.Sections, home.Sections]:
    """What App Home shows beside hand-overs, and what one chooses there."""
    desk = services.desk
    sections: home.Sections = partial(feedback_home.sections, desk, services.thanks, services.notes)
    sections = partial(covers.sections, desk, services.covers, sections)
    sections = partial(pins.sections, desk, services.facts, sections)
    sections = partial(surveys.sections, desk, services.surveys, sections)
    sections = partial(learning.sections, desk, sections)
    sections = partial(values.sections, desk, sections)
    return sections, partial(
        reminders.sections, desk, services.reminders, partial(feedback_home.choices, desk)
    )


def _of_customers(services: Services, page: HomePage) -> Iterable[Routes]:
    """Who to hand a customer to, and what they were promised."""
    desk = services.desk
    subcommands: escalate.Subcommands = {
        Promised: promises.typed,
        Draw: partial(pictures.mapped, services.pictures),
        Cover: partial(covers.asked, services.covers),
    }
    thanks = partial(kudos.spoken, desk, services.thanks, _thanking(services))
    yield escalate.routes(desk, subcommands, thanks)
    yield carry.routes(desk)
    yield talk.routes(desk)
    yield covers.routes(desk, services.covers)
    yield statuses.routes(services.statuses)
    yield live.routes(desk)
    yield promises.routes(desk, page)


def _of_values(services: Services, page: HomePage) -> Iterable[Routes]:
    """What the team stands for, looked up and brought up."""
    desk = services.desk
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
    yield values.routes(desk, words)
    yield reminders.routes(desk, services.reminders, desk.tools.later, page)
    yield pins.routes(desk, services.facts)
    yield line_up.routes(desk, services.mornings)
    yield sharing.routes(desk, services.sharing)
    yield library.routes(desk, services.phrases)
    yield wording.routes(desk, services.disagreeing)
    yield learning.routes(desk)


def _of_feedback(services: Services, page: HomePage) -> Iterable[Routes]:
    """Thanks in public, corrections in private, what customers answered, and what people hold of it all."""
    desk, notes = services.desk, services.notes
    giving = kudos.routes(desk, services.thanks, page, _thanking(services))
    writing = corrections.routes(desk, notes, page, partial(improve.asked, services.improving))
    yield introducing(desk, services.firsts, ("kudos", who_sees_thanks), giving)
    yield introducing(
        desk, services.firsts, ("correct", who_sees_notes), writing, concerns=corrections.is_about_a_person
    )
    yield reactions.routes(desk, services.reacting)
    yield published.routes(desk, services.published, page)
    yield night.routes(desk, services.nights)
    yield delivered.routes(desk, notes, page)
    yield improve.routes(desk, services.improving)
    yield surveys.routes(desk, services.surveys)
    yield reviews.routes(desk, services.mornings.reviews)
    yield mine.routes(desk, _own_thanks(services))
    yield my_data.routes(desk, services.my_data, services.files)
    yield feedback_home.routes(desk, page)


def _thanking(services: Services) -> kudos.Subcommands:
    return {
        KudosMine: partial(mine.asked, _own_thanks(services)),
        KudosPostNow: partial(night.asked, services.nights),
    }


def _own_thanks(services: Services) -> mine.MineTools:
    return mine.MineTools(services.thanks, services.files)


def register(
    app: BatonApp,
    services: Services,
    surfaces: Surfaces,
    later: Later,
    once: Once,
    stands_for: StandsFor,
    meter: Meter = SILENT,
) -> None:
    """Put every handler behind the app's listeners; `stands_for` is a digest of words with our keys.

    How requests go is counted on `meter`.
    """
    routes = all_routes(services)
    FrontDoor(services.desk, routes, surfaces, later, once, stands_for, meter).open(app)
