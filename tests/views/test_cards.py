"""An escalation as people read it."""

from datetime import timedelta

import pytest

from bot.domain.carrying import take
from bot.domain.escalation import Escalation, Notice, NoticeKind, Packet, Post, Promise
from bot.domain.language import Language
from bot.domain.reader import Reader
from bot.domain.ticking import tick
from bot.services.handbook import Handbook
from bot.views import notices
from bot.views.cards import team_card
from bot.views.limits import MESSAGE_CHARACTERS, SECTION, length, weight
from bot.views.live_card import live_card
from bot.views.message import Message
from bot.views.words import to_whom
from tests.domain.carried import MINUTE, MONDAY, changed, crew, offered, party, resolved, roster, waiting
from tests.domain.small_files import off
from tests.fakes.calendars import FakeCalendars
from tests.fakes.messenger import Rooms
from tests.services.feedback_scene import philosophy

BOOK = Handbook.of(crew(), philosophy(), FakeCalendars())
PUBLIC = Reader(language=Language.KO, zone="Asia/Seoul")


def rooms() -> Rooms:
    """Everybody of the file is in Slack."""
    found = Rooms()
    found.enlist(*BOOK.file.people)
    return found


def reads(key: str, language: Language = Language.EN) -> Reader:
    """How somebody reads, in Seoul."""
    return Reader(language=language, zone="Asia/Seoul", user=f"U{key.upper()}", key=key)


def text_of(message: Message) -> str:
    """All that can be read in its sections and small print."""
    found = []
    for block in message.blocks:
        found += [block["text"]["text"]] if block["type"] == "section" else []
        found += [element["text"] for element in block["elements"]] if block["type"] == "context" else []
    return "\n".join(found)


def buttons_of(message: Message) -> list[str]:
    """What can be pressed, by action."""
    rows = [block["elements"] for block in message.blocks if block["type"] == "actions"]
    return [element["action_id"] for row in rows for element in row]


def last(e: Escalation, kind: NoticeKind) -> Notice:
    """What was to be said last of a kind."""
    return [notice for notice in e.notices if notice.kind is kind][-1]


def test_a_packet_of_any_length_fits_and_keeps_its_promise() -> None:
    """Nothing of what travels with a customer may cost them the promise they were made."""
    long = "&" * 2900
    e = waiting().model_copy(update={"packet": Packet(need=long, impact=long, tried=long, told=long)})
    card = team_card(e, BOOK, rooms(), PUBLIC, MONDAY)
    assert "약속한 시간" in text_of(card)
    assert all(
        length(block["text"]["text"]) <= SECTION for block in card.blocks if block["type"] == "section"
    )
    assert sum(weight(block) for block in card.blocks) <= MESSAGE_CHARACTERS


def test_another_channel_that_is_asked_learns_what_it_is_about() -> None:
    """The card is not there: title, packet and buttons are."""
    e = waiting(policy={"levels": [{"ask": "channel:#desk", "within": "15m"}]})
    told = notices.alone(e, e.notices[0], BOOK, rooms(), PUBLIC, MONDAY)
    assert "Charged twice" in text_of(told)
    assert "escalation_take" in buttons_of(told)
    assert "escalation_take" not in buttons_of(
        notices.in_thread(e, e.notices[0], BOOK, rooms(), PUBLIC, MONDAY)
    )


def test_whoever_takes_it_reads_the_promise() -> None:
    """It is theirs now."""
    e = waiting(promise=Promise(by=MONDAY + timedelta(hours=3)))
    e = changed(take(e, party("bob"), now=MONDAY))
    assert "|15:00 KST>" in text_of(notices.yours_now(e, BOOK, reads("bob"), MONDAY))


@pytest.mark.parametrize("language", Language)
def test_a_lapsed_offer_reads_well_with_and_without_a_lead(language: Language) -> None:
    """No sentence begins with nobody's name; the owner reads their own."""
    for people in ({}, {"ann": off("2026-03-01", "2026-04-01")}):
        e = tick(offered(), now=MONDAY + 15 * MINUTE, roster=roster(crew(people=people)))
        in_thread, to_owner = e.notices[-2:]
        public = Reader(language=language, zone="Asia/Seoul")
        said = notices.in_thread(e, in_thread, BOOK, rooms(), public, MONDAY).text
        assert said.strip() == said
        assert ("<@UANN>" in said) == (not people)
        told = notices.alone(e, to_owner, BOOK, rooms(), reads("bob", language), MONDAY)
        assert "escalation_hand_on" in buttons_of(told)


def test_who_was_relieved_reads_by_whom() -> None:
    """The requester reads it differently from the former owner."""
    e = changed(take(offered(), party("cho"), now=MONDAY))
    notice = last(e, NoticeKind.TAKEN)
    assert "took it over from you" in notices.alone(e, notice, BOOK, rooms(), reads("bob"), MONDAY).text
    assert notices.alone(e, notice, BOOK, rooms(), reads("eve"), MONDAY).text.endswith("Cho has it now.")


def test_a_missing_target_is_not_called_a_skipped_level() -> None:
    """The level was asked; one of its targets was not there."""
    policy = {"levels": [{"ask": ["person:dan", "schedule:desk"], "within": "15m"}]}
    away = roster(crew(people={"dan": off("2026-03-01", "2026-04-01")}))
    e = waiting(policy=policy).model_copy(update={"skipped": ()})
    e = tick(e.model_copy(update={"level": -1, "level_ends": MONDAY}), now=MONDAY, roster=away)
    words = text_of(team_card(e, BOOK, rooms(), reads("ann"), MONDAY))
    assert "Level 1: Dan: is off" in words
    assert "skipped" not in words


def test_a_card_that_could_not_be_posted_is_told_to_the_requester() -> None:
    """They know that the people were written to instead."""
    e = waiting()
    e = e.with_posts([Post(key="card", given_up="is_archived")])
    assert "direct message" in text_of(live_card(e, BOOK, rooms(), reads("eve"), MONDAY, user="UEVE"))


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ("최도현님", "최도현님께"),
        ("<@U1>님, <@U2>님", "<@U1>님, <@U2>님께"),
        ("<@U1>", "<@U1>에게"),
        ("고객지원 팀", "고객지원 팀에"),
        ("<#C1>", "<#C1>에"),
        ("<!subteam^S1>", "<!subteam^S1>에"),
    ],
)
def test_the_particle_follows_whoever_is_asked(names: str, said: str) -> None:
    """께 for people, 에 for a team, a group or a channel."""
    assert to_whom(names) == said


def test_a_closed_card_says_who_closed_it_once_in_each_language() -> None:
    """As a sentence of its own, also where a channel reads both."""
    e = resolved()
    both = Reader(language=Language.KO, zone="Asia/Seoul", user="U1", both=True)
    assert "Resolved by " in text_of(live_card(e, BOOK, rooms(), reads("bob"), MONDAY, user="UEVE"))
    assert text_of(live_card(e, BOOK, rooms(), both, MONDAY, user="UEVE")).count("해결됨") == 1
