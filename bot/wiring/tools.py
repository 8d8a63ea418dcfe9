"""What the verbs of the services work with, put together from the core."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from bot.adapters.background import Background
from bot.adapters.slack_whisperer import SlackWhisperer
from bot.adapters.store_learning import StoredLearning
from bot.services.around import Surroundings
from bot.services.ask_choice import AskTools, ask_those_thanked, take_up_questions, tick_question
from bot.services.bulletins import BulletinTools, tick_bulletin, tick_round
from bot.services.cover import CoverTools
from bot.services.deliver_note import tick_note
from bot.services.disagree import DisagreeTools, tick_disagreement
from bot.services.edit_night import tick_edits
from bot.services.editing import EditTools
from bot.services.erase_me import tick_erase
from bot.services.feedback_tools import NightTools, NoteTools, ThanksTools
from bot.services.improve import ImproveTools, ensure_improvements, tick_improvements
from bot.services.keep_time import Due
from bot.services.learn import Learning
from bot.services.line_up import tick_line_up
from bot.services.meanings import tick_meanings
from bot.services.mornings import Mornings, ensure_mornings
from bot.services.my_data import MyDataTools
from bot.services.pin import FactTools, facts_around, tick_facts
from bot.services.practice_tools import LibraryTools
from bot.services.practices import on_card
from bot.services.promise_tools import PromiseTools
from bot.services.published import PublishedTools
from bot.services.remind import ReminderTools
from bot.services.remind_promise import tick_promise
from bot.services.review_library import ensure_reviews, tick_review
from bot.services.run_night import ensure_nights, tick_night
from bot.services.say_news import tick_news
from bot.services.survey_tools import SurveyTools
from bot.services.tell_changes import NewsTools, note_good, tick_files
from bot.services.tell_library import tick_practice
from bot.services.tell_review import tick_team_review
from bot.services.tick import tick_escalation
from bot.services.tick_cover import tick_cover
from bot.services.tools import Tools
from bot.services.welcome import tick_welcome
from bot.wiring.auditing import note_files
from bot.wiring.core import Core
from bot.wiring.disagreeing import disagree_tools
from bot.wiring.escalating import (
    bulletin_tools,
    cover_tools,
    escalation_tools,
    news_tools,
)
from bot.wiring.feedback import feedback_tools
from bot.wiring.improving import improve_tools
from bot.wiring.mornings import morning_tools
from bot.wiring.my_data import my_data_tools
from bot.wiring.practices import practice_tools
from bot.wiring.promising import fact_tools, promise_tools
from bot.wiring.published import ask_tools, published_tools
from bot.wiring.reminding import reminder_tools
from bot.wiring.surveys import survey_tools, survey_verbs

log = logging.getLogger(__name__)


_GATHERED = 0.05
"""Seconds in which what became of questions is gathered: too short to wait for, enough to count many at once."""


@dataclass(frozen=True)
class Toolbox:
    """What all verbs of a serving bot work with, and `verbs`: who does what is due, by the kind of the item."""

    escalations: Tools
    thanks: ThanksTools
    notes: NoteTools
    nights: NightTools
    promises: PromiseTools
    bulletins: BulletinTools
    covers: CoverTools
    news: NewsTools
    mornings: Mornings
    facts: FactTools
    phrases: LibraryTools
    learning: Learning
    reminders: ReminderTools
    disagreeing: DisagreeTools
    surveys: SurveyTools
    improving: ImproveTools
    my_data: MyDataTools
    asking: AskTools
    published: PublishedTools
    editing: EditTools
    surroundings: Surroundings = field(default_factory=Surroundings)

    @property
    def verbs(self) -> Mapping[str, Due]:
        """What time does, by the kind of the item."""
        return {
            "escalation": partial(tick_escalation, self.escalations),
            "night": partial(tick_night, self.nights),
            "note": partial(tick_note, self.notes),
            "promise": partial(tick_promise, self.promises),
            "round": partial(tick_round, self.bulletins),
            "bulletin": partial(tick_bulletin, self.bulletins),
            "files": partial(tick_files, self.news),
            "news": partial(tick_news, self.news),
            "cover": partial(tick_cover, self.covers),
            "line_up": partial(tick_line_up, self.mornings.line_ups),
            "meanings": partial(tick_meanings, self.mornings.meanings),
            "welcome": partial(tick_welcome, self.mornings.welcomes),
            "team_review": partial(tick_team_review, self.mornings.reviews),
            "facts": partial(tick_facts, self.facts),
            "practice": partial(tick_practice, self.phrases),
            "review": partial(tick_review, self.phrases),
            "disagreement": partial(tick_disagreement, self.disagreeing),
            **survey_verbs(self.surveys),
            "improvements": partial(tick_improvements, self.improving),
            "erase": partial(tick_erase, self.my_data),
            "thanks-question": partial(tick_question, self.asking),
            "night-edit": partial(tick_edits, self.editing),
        }


def toolbox(c: Core, background: Background) -> Toolbox:
    """Put together once. Notes and promises without an escalation have no voice but a private one."""
    private = SlackWhisperer(c.posting)
    escalations = escalation_tools(c, background)
    asking = ask_tools(c, private)
    thanks, notes, nights = feedback_tools(
        c, c.mouth, private, thanked=lambda kudos: background(ask_those_thanked(asking, kudos))
    )
    published, editing = published_tools(c, thanks, nights, c.mouth, private)
    surveys = survey_tools(c, private, thanked=thanks.thanked)
    facts = fact_tools(c, private)
    library = practice_tools(c, background)
    return Toolbox(
        escalations=escalations,
        thanks=thanks,
        notes=notes,
        nights=nights,
        promises=promise_tools(c, private),
        bulletins=bulletin_tools(c, escalations),
        covers=cover_tools(c, escalations, background),
        news=news_tools(c),
        mornings=morning_tools(c),
        facts=facts,
        phrases=library,
        learning=Learning(
            c.live, StoredLearning(c.store, c.keys, c.sealer), c.clock, background, c.meter, _GATHERED
        ),
        reminders=reminder_tools(c, private),
        disagreeing=disagree_tools(c, private),
        surveys=surveys,
        improving=improve_tools(c, private),
        my_data=my_data_tools(c, private, published, notes, surveys),
        asking=asking,
        published=published,
        editing=editing,
        surroundings=Surroundings((partial(facts_around, facts), partial(on_card, library))),
    )


async def take_up(c: Core, t: Toolbox) -> None:
    """What a bot before this one left: nights planned, news noted, what was set aside tried again."""
    await ensure_nights(t.nights)
    await take_up_questions(t.asking)
    await ensure_mornings(t.mornings)
    await ensure_improvements(t.improving)
    await ensure_reviews(t.phrases)
    await t.bulletins.book.begin(c.clock())
    await note_good(t.news, c.book)
    await note_files(c)
    for parked in await c.deadlines.parked():
        log.warning("%s was set aside after %d failures in a row; trying again", parked.item, parked.failures)
        await c.deadlines.revive(parked.item)
    t.escalations.later(t.learning.start())  # goes through all keys, which may be many
