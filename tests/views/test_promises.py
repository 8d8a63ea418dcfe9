"""Promises as people read them: kind, private, and never a ping."""

import pytest

from bot.domain.escalation import Escalation, NoticeKind, Promise, PromiseState
from bot.domain.language import Language
from bot.domain.promise_verbs import promise
from bot.domain.promising import ended
from bot.domain.ticking import tick
from bot.domain.tracked import Telling, Told, Tracked
from bot.ports.promises import PromiseSaid
from bot.requests.tickets import OnPromise
from bot.services.list_promises import MyPromises
from bot.views import notices, tracked
from bot.views.cards import team_card
from bot.views.limits import MESSAGE_BLOCKS
from bot.views.promise_forms import promise_form
from tests.domain.carried import MINUTE, MONDAY, changed, owned, party, roster, waiting
from tests.views.test_cards import BOOK, PUBLIC, buttons_of, reads, rooms, text_of

WORDS = "<!channel> a call & a letter"
SAFE = "&lt;!channel&gt; a call &amp; a letter"


def promised(**more: object) -> Promise:
    """For an hour ahead."""
    return Promise.model_validate(
        {"text": WORDS, "by": MONDAY + 60 * MINUTE, "made": MONDAY, "who": party("eve")} | more
    )


def at(e: Escalation, minutes: float) -> Escalation:
    """Time passes."""
    return tick(e, now=MONDAY + minutes * MINUTE, roster=roster())


def last(e: Escalation, kind: NoticeKind, to: str, language: Language) -> str:
    """What somebody reads of it alone."""
    notice = next(notice for notice in reversed(e.notices) if notice.kind is kind)
    return text_of(notices.alone(e, notice, BOOK, rooms(), reads(to, language), MONDAY))


@pytest.mark.parametrize("language", Language)
def test_reminders_say_when_and_what_and_ping_nobody(language: Language) -> None:
    """In each language, with what was promised as it was written."""
    e = at(at(owned(promise=promised()), 48), 60)
    for kind in (NoticeKind.PROMISE_SOON, NoticeKind.PROMISE_DUE):
        said = last(e, kind, "bob", language)
        assert "|13:00 KST>" in said
        assert SAFE in said


@pytest.mark.parametrize("language", Language)
def test_the_lead_reads_who_could_use_a_hand_and_no_reproach(language: Language) -> None:
    """Not what was promised, either."""
    e = at(at(at(owned(promise=promised()), 48), 60), 75)
    said = last(e, NoticeKind.PROMISE_LATE, "ann", language)
    assert "Bob" in said
    assert SAFE not in said
    assert not {"broken", "failed", "missed", "어겼", "못 지"} & set(said.split())


@pytest.mark.parametrize("language", Language)
def test_the_requester_reads_why_it_moved(language: Language) -> None:
    """And that the customer should hear of it first."""
    e = promise(
        owned(promise=promised()),
        party("bob"),
        WORDS,
        MONDAY + 90 * MINUTE,
        "the <bank> is closed",
        now=MONDAY,
    )
    said = last(changed(e), NoticeKind.PROMISE_MOVED, "eve", language)
    assert "the &lt;bank&gt; is closed" in said
    assert said.index("|13:00 KST>") < said.index("|13:30 KST>")


def test_on_a_card_kept_and_broken_look_the_same() -> None:
    """Whether it was in time is nobody's business in a channel."""
    shown = [
        text_of(team_card(owned(promise=ended(promised(), state, now=MONDAY)), BOOK, rooms(), PUBLIC, MONDAY))
        for state in (PromiseState.KEPT, PromiseState.BROKEN)
    ]
    assert shown[0] == shown[1]
    assert "약속한 안내를 드렸습니다" in shown[0]


def test_an_open_one_can_be_set_changed_and_followed() -> None:
    """On the card, and in the messages of whoever has it."""
    for e in (waiting(promise=None), waiting(promise=promised())):
        accessories = [
            b["accessory"]["action_id"]
            for b in team_card(e, BOOK, rooms(), PUBLIC, MONDAY).blocks
            if "accessory" in b
        ]
        assert accessories == ["promise_set"]
    assert "promise_set" in buttons_of(notices.yours_now(owned(promise=None), BOOK, reads("bob"), MONDAY))


def test_the_form_proposes_and_asks_why_only_where_something_stands() -> None:
    """The time that stands comes first, then one somebody said, then the rule's with room to spare."""
    about, rule = OnPromise(escalation="E1"), MONDAY + 150 * MINUTE
    new = promise_form(about, reads("bob"), MONDAY, callback="f", proposed=rule)
    moves = promise_form(about, reads("bob"), MONDAY, callback="f", current=promised(), proposed=rule)
    times = [
        block["element"]["initial_date_time"]
        for form in (new, moves)
        for block in form["blocks"]
        if block.get("block_id") == "promise_by"
    ]
    assert times == [int(rule.timestamp()), int((MONDAY + 60 * MINUTE).timestamp())]
    reasons = [[b.get("block_id") for b in form["blocks"]].count("promise_reason") for form in (new, moves)]
    assert reasons == [0, 1]


def one(name: str = "P1", **more: object) -> Tracked:
    """A promise of Bob's."""
    return Tracked.model_validate(
        {"id": name, "opened": MONDAY, "keeper": party("bob"), "promise": promised(), "offer": party("eve")}
        | more
    )


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", Told)
def test_what_is_told_alone_is_whole_in_each_language(kind: Told, language: Language) -> None:
    """With the words for its keeper and whoever is asked, without them for the lead."""
    telling = Telling(number=0, kind=kind, user="UBOB", promised=MONDAY + 60 * MINUTE, by=party("eve"))
    message = tracked.said(PromiseSaid(one(), telling), BOOK, reads("bob", language), MONDAY)
    assert (SAFE in text_of(message)) == (kind is not Told.LATE)
    assert (SAFE in message.text) is False
    hangul = any("가" <= sign <= "힣" for sign in message.text)
    assert hangul == (language is Language.KO)


@pytest.mark.parametrize("language", Language)
def test_a_long_list_fits_into_a_message(language: Language) -> None:
    """And says how many more there are."""
    many = MyPromises(tracked=tuple(one(f"P{number}") for number in range(90)))
    message = tracked.listed(many, BOOK, reads("bob", language), MONDAY)
    assert len(message.blocks) <= MESSAGE_BLOCKS
    assert "70" in text_of(message)
