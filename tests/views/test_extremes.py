"""Everything people read of thanks, notes, customers and themselves, at its largest: Slack takes all of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.config import PackageCalendars
from bot.domain.correction import Answer, Correction, ItemState, Observation, ProcessItem
from bot.domain.digest import Group, NightPage, Thanks, Words
from bot.domain.escalation import Party
from bot.domain.kind_words import thoughts
from bot.domain.kudos import Kudos, Thanked
from bot.domain.language import Language, Text
from bot.domain.night_run import NightKey
from bot.domain.note_phrases import phrases_of
from bot.domain.reader import Reader
from bot.domain.survey import CustomerWords, Feedback, Loop, Mood
from bot.ports import Preferences
from bot.requests.note_form import NoteForm
from bot.requests.tickets import Begun
from bot.services.answer_survey import ForYou
from bot.services.correct import Choices
from bot.services.draft_kudos import Draft, NobodyToThank
from bot.services.give_kudos import CannotGive, DayIsFull, KudosKept
from bot.services.handbook import Handbook, by_words_alone
from bot.services.improve import TeamList
from bot.services.look_first import Pointed, pointed_out
from bot.services.look_first import Preview as Looked
from bot.services.my_thanks import Given, Received
from bot.services.preview_night import Preview
from bot.services.published import MayJoin
from bot.services.read_note import Opened
from bot.services.send_note import mark_of
from bot.services.show_note import Showing
from bot.services.standing import LeftOut
from bot.views import (
    corrections,
    improving,
    kudos,
    kudos_form,
    kudos_preview,
    kudos_refused,
    my_data,
    my_thanks,
    night_preview,
    note_answers,
    note_forms,
    note_lists,
    note_window,
    plus_one,
    published,
    survey_loop,
    survey_windows,
    surveys,
    thanks_choice,
)
from bot.views.message import Message
from bot.views.my_thanks import Looked as Page
from playground import blockkit
from tests.example import example_files

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
DAY = date(2026, 11, 20)
NIGHT = NightKey(team="support", date=DAY)
HARD = "<!channel> & <@U00> *_~`굵게`"
LONG = (HARD + " 가나다 always you never care; call 010-1234-5678. " * 80)[:2000]
NAME = Text(ko="김" * 78 + "&<", en="<!here> & " + "N" * 70)
READERS = {
    "ko": Reader(language=Language.KO, zone="Asia/Seoul", user="U1"),
    "en": Reader(language=Language.EN, zone="America/Argentina/ComodRivadavia", user="U2"),
    "both": Reader(language=Language.KO, zone="Asia/Seoul", user="U3", both=True),
}
PEOPLE = tuple(Party(user=f"U{n:02}", key=None, name=NAME) for n in range(30))
THANKED = tuple(Thanked(who=who, night=NIGHT) for who in PEOPLE)
KUDOS = [
    Kudos(id=f"K{n}", giver=PEOPLE[1], recipients=THANKED, text=LONG, mentioned=PEOPLE[:3], value=f"v{n % 40}",
          given=NOW, day=DAY, link="https://x.slack.com/archives/C1/p1", tags=("turnaround",))
    for n in range(300)
]  # fmt: skip
KEPT = [KudosKept(one, ()) for one in KUDOS]
WORDS = Observation(situation=LONG, behaviour=LONG, impact=LONG, next_time=LONG, phrase=LONG)
NOTES = [
    Correction(id=f"N{n}", author=PEOPLE[0], recipient=PEOPLE[1], words=WORDS, value="v3", written=NOW, night=None,
               deliver_at=NOW, delivered=NOW, opened=NOW, asked=NOW, follow_up=DAY, keep_until=NOW + timedelta(days=9),
               answers=tuple(Answer(kind=kind, at=NOW, words=LONG) for kind in ("understood", "reply", "differ", "talk")))
    for n in range(50)
]  # fmt: skip
SURVEYS = [
    Feedback(id=f"F{n}", agent=PEOPLE[0], team="support", mood=Mood.POOR, answered=NOW, received=NOW, tell_at=NOW,
             told=NOW, loop=Loop(opened=NOW), channel="chat" * 20,
             words=CustomerWords(comment=LONG, ticket="T" * 300, changed=LONG))
    for n in range(50)
]  # fmt: skip
STATES: tuple[ItemState, ...] = ("open", "looking", "done", "not_now")
ITEMS = [
    ProcessItem(id=f"P{n}", team="support", words=WORDS, written=DAY, state=STATES[n % 4], answer=LONG, settled=DAY)
    for n in range(50)
]  # fmt: skip
JOINED = MayJoin(KUDOS[0], PEOPLE[1], THANKED, (NIGHT,), KUDOS[1])
THANKS = Thanks(named=PEOPLE, words=(Words(kudos="K1", giver=PEOPLE[1], text=LONG, mentioned=PEOPLE[:3]),))
PAGE = NightPage(team="support", dates=(DAY,), groups=(Group(value="v1", thanks=(THANKS,) * 8),))
SHEET = note_forms.Sheet(
    typed=NoteForm(to="U01", words=WORDS, value="v39", deliver="now", follow_up=DAY),
    to=PEOPLE[1],
    choices=Choices(NOW + timedelta(hours=7), NOW + timedelta(days=3), NOW + timedelta(hours=1), is_free=False),
    thoughts=thoughts(WORDS),
    mark=mark_of(WORDS),
    note="N" * 30,
    ignored=True,
)  # fmt: skip

Shown = Mapping[str, Any] | Message
Drawn = Callable[[Handbook, Reader], Shown | list[Any]]


def about(source: str = "shortcut") -> Begun:
    """What a form of thanks carries."""
    users = tuple(who.user for who in PEOPLE)
    return Begun(to=users, text=LONG, kudos="K" * 30, about="C0123456789:1700000000.000100", source=source)


def looked() -> Looked:
    """Thirty people, of whom ten are left out, and a customer's data."""
    left = tuple(LeftOut(who, "guest") for who in PEOPLE[:10])
    draft = Draft(THANKED, LONG, PEOPLE[:3], left, value="v3", tags=("turnaround",))
    found: tuple[Pointed, ...] = pointed_out(LONG)
    return Looked(draft, groups=True, found=found, kudos_id="K" * 30)


DRAWN: Mapping[str, Drawn] = {
    "the form of thanks": lambda b, r: kudos_form.form(b, r, about(), value="v39", found=pointed_out(LONG)),
    "thanks changed": lambda b, r: kudos_form.changing(KUDOS[0], b, r),
    "the preview of thanks": lambda b, r: kudos_preview.preview(looked(), about("command"), b, r),
    "thanks kept": lambda b, r: kudos.kept(KEPT[0], b, r, NOW),
    "tonight": lambda b, r: kudos.tonight(KEPT, b, r, NOW),
    "tonight in App Home": lambda b, r: kudos.home_section(KEPT, b, r, NOW),
    "a full day": lambda b, r: kudos_refused.refused(DayIsFull(5, LONG), b, r, to=("U01",) * 30),
    "nobody to thank": lambda b, r: kudos_refused.refused(
        NobodyToThank(tuple(LeftOut(who, "stranger") for who in PEOPLE), LONG), b, r
    ),
    "a guest who thanks": lambda b, r: kudos_refused.refused(CannotGive(LeftOut(PEOPLE[0], "guest")), b, r),
    "what went out": lambda b, r: published.window(KUDOS, b, r, first="a" * 500),
    "+1": lambda b, r: plus_one.form(JOINED, b, r, text=LONG[:500], found=LONG[:200]),
    "thanks received": lambda b, r: my_thanks.window(
        Page(), [Received(one, hidden=PEOPLE) for one in KUDOS], [], b, r
    ),
    "thanks given": lambda b, r: my_thanks.window(
        Page(given=True, value="v3"), [], [Given(one, out=True) for one in KUDOS], b, r, leads=True
    ),
    "the night before it is posted": lambda b, r: night_preview.preview(
        Preview(NIGHT, "C1", NOW, (PAGE,) * 40, None), b, r, NOW
    ),
    "which team": lambda b, r: night_preview.which_team(list(b.file.teams), b, r),
    "the form of a note": lambda b, r: note_forms.form(
        b, r, NOW, replace(SHEET, phrases=phrases_of(b.philosophy, "v0", (), r.language))
    ),
    "a note": lambda b, r: note_window.opened(Opened(NOTES[0]), b, r, NOW, told="a" * 500),
    "a note, by its author": lambda b, r: note_window.opened(
        Opened(NOTES[0], "author"), b, r, NOW, blocked=True
    ),
    "an answer to a note": lambda b, r: note_answers.answer_form("differ", NOTES[0], b, r),
    "another day for a note": lambda b, r: note_answers.again_form(NOTES[0], b, r, NOW),
    "a note shown on": lambda b, r: note_answers.show_window(
        Showing(Opened(NOTES[0]), PEOPLE, blocked=True), b, r, NOW
    ),
    "notes": lambda b, r: note_lists.all_notes(note_lists.MyNotes(NOTES, NOTES, NOTES, PEOPLE), b, r, NOW),
    "notes in App Home": lambda _, r: note_lists.home_section(
        note_lists.MyNotes(NOTES, NOTES, NOTES, PEOPLE), r, NOW
    ),
    "sealed notes": lambda _, r: corrections.mine(NOTES, r, NOW),
    "a customer's words": lambda b, r: survey_windows.opened(ForYou(SURVEYS[0], others=49), b, r, NOW),
    "a customer's kind words": lambda b, r: survey_windows.opened(
        ForYou(SURVEYS[0].model_copy(update={"draft": "waiting"}), others=49), b, r, NOW
    ),
    "a loop": lambda b, r: survey_loop.loop_form(SURVEYS[0], b, r),
    "fifty loops": lambda _, r: surveys.all_of_mine(SURVEYS, SURVEYS, r, NOW),
    "loops in App Home": lambda _, r: surveys.home_section(SURVEYS, SURVEYS, r, NOW),
    "the improvement list": lambda b, r: improving.window([TeamList("support", ITEMS, leads=True)], b, r),
    "an item answered": lambda _, r: improving.answer_form(ITEMS[0], r),
    "the data in a window": lambda b, r: my_data.in_a_window(LONG * 100, b, r),
    "the data erased": my_data.erase_form,
    "how one is thanked": lambda _, r: thanks_choice.home_section(Preferences(), r),
    "the one question": lambda _, r: thanks_choice.question(r),
}


@pytest.fixture(scope="module")
def book() -> Handbook:
    """The example files with forty values, and names of eighty signs for all that has one."""
    file, philosophy = example_files()
    values = tuple(
        philosophy.values[0].model_copy(update={"id": f"v{n}", "name": NAME, "why": Text(ko=LONG, en=LONG)})
        for n in range(40)
    )
    people = {key: one.model_copy(update={"name": NAME}) for key, one in file.people.items()}
    teams = {key: one.model_copy(update={"name": NAME}) for key, one in file.teams.items()}
    file = file.model_copy(update={"people": people, "teams": teams})
    philosophy = philosophy.model_copy(update={"values": values})
    return Handbook.of(file, philosophy, PackageCalendars(), understand=by_words_alone)


def problems(shown: Shown | list[Any]) -> Iterator[str]:
    """What Slack would say against it."""
    if isinstance(shown, Message):
        yield from blockkit.check_message_blocks(list(shown.blocks))
        if blockkit.too_long(list(shown.blocks)):
            yield "too long in all"
        if len(shown.text) > 4000:
            yield "its text is too long"
    elif isinstance(shown, list):
        yield from blockkit.check_view({"type": "home", "blocks": shown}, kind="home")
    else:
        yield from blockkit.check_view(dict(shown), kind="modal")


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
@pytest.mark.parametrize("name", DRAWN)
def test_slack_takes_it(name: str, reader: Reader, book: Handbook) -> None:
    """Within every limit, each id once; and nothing that anybody wrote reaches a whole channel."""
    shown = DRAWN[name](book, reader)
    assert list(problems(shown)) == []
    pinging = [word for word in ("<!channel>", "<!here>") if word in _parsed(shown)]
    assert pinging == []


def _parsed(shown: Any) -> str:  # noqa: ANN401 - whatever blocks hold
    """Every text in which Slack would look for mentions."""
    if isinstance(shown, Message):
        return shown.text + _parsed(list(shown.blocks))
    if isinstance(shown, Mapping):
        own = str(shown["text"]) if shown.get("type") == "mrkdwn" else ""
        return own + "".join(_parsed(one) for one in shown.values())
    return "".join(map(_parsed, shown)) if isinstance(shown, list | tuple) else ""
