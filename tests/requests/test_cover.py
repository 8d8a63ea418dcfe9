"""What stands behind /escalate cover."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.covering import Wish
from bot.domain.people import Person
from bot.requests.cover import (
    EVERYTHING,
    CoverRequest,
    CoverTicket,
    ListCovers,
    Started,
    UnknownName,
    parse_cover,
    parse_cover_form,
)
from bot.requests.escalate import Ask, Cover, parse_escalate

SEOUL = ZoneInfo("Asia/Seoul")
NOW = datetime(2026, 3, 11, 10, 0, tzinfo=SEOUL)
PEOPLE = {
    key: Person.model_validate({"name": name})
    for key, name in {
        "jimin": {"ko": "김지민", "en": "Jimin Kim"},
        "bob": {"en": "Bob Brown"},
        "seoyeon": {"ko": "이서연", "en": "Seoyeon Lee"},
        "minjun": {"ko": "박민준", "en": "Minjun Park"},
    }.items()
}


def parsed(rest: str, me: str | None = "seoyeon") -> CoverRequest | None:
    """As Seoyeon types it on a Wednesday at ten."""
    return parse_cover(
        rest,
        me=me,
        people=PEOPLE,
        schedules={"billing": "billing", "결제": "billing", "support_desk": "support_desk"},
        key_of={"U1": "jimin", "U2": "bob"},
        now=NOW,
        zone=SEOUL,
    )


@pytest.mark.parametrize(
    ("typed", "absent", "by", "schedule"),
    [
        ("<@U1> <@U2> tomorrow 09:00-18:00", "jimin", "bob", None),
        ("<@U1|jimin> <@U2|bob> 내일", "jimin", "bob", None),
        ("jimin bob tomorrow", "jimin", "bob", None),
        ("@jimin @bob tomorrow", "jimin", "bob", None),
        ("김지민님 대신 bob이 내일 9시부터 6시까지", "jimin", "bob", None),
        ("<@U1>님을 <@U2>님이 내일", "jimin", "bob", None),
        ("Bob Brown for me this week", "seoyeon", "bob", None),
        ("<@U2> 내일", "seoyeon", "bob", None),
        ("민준님 내일 오후", "seoyeon", "minjun", None),
        ("나 대신 지민님이 내일", "seoyeon", "jimin", None),
        ("jimin me tomorrow", "jimin", "seoyeon", None),
        ("내일 오후", "seoyeon", None, None),
        ("내일 대신해 주실 분", "seoyeon", None, None),
        ("내일 오후 대신 봐 주실 수 있는 분 계신가요?", "seoyeon", None, None),
        ("who can cover me tomorrow", "seoyeon", None, None),
        ("can anyone cover my shift tomorrow?", "seoyeon", None, None),
        ("bob tomorrow for billing", "seoyeon", "bob", "billing"),
        ("bob tomorrow for the billing schedule", "seoyeon", "bob", "billing"),
        ("billing만 bob 내일", "seoyeon", "bob", "billing"),
        ("bob 내일 support_desk 당번만", "seoyeon", "bob", "support_desk"),
        ("bob 내일 결제 당번만", "seoyeon", "bob", "billing"),
    ],
)
def test_a_wish_is_understood(typed: str, absent: str, by: str | None, schedule: str | None) -> None:
    """The one who is absent first; one name covers whoever asks; none looks for somebody."""
    found = parsed(typed)
    assert isinstance(found, Wish)
    assert (found.absent, found.by, found.schedule) == (absent, by, schedule)


@pytest.mark.parametrize(
    "typed",
    [
        "letter question",
        "letter tomorrow",
        "insurance question today",
        "환불 문의 내일",
        "mine",
        "of a policy",
    ],
)
def test_what_speaks_of_something_else_is_a_question(typed: str) -> None:
    """A cover letter is no cover."""
    assert parsed(typed) is None


def test_alone_it_lists() -> None:
    """Those that hold."""
    assert parsed("  ") == ListCovers()


def test_without_a_time_it_is_asked_for() -> None:
    """Who is known stays known."""
    assert parsed("bob for billing") == Started("seoyeon", "bob", "billing")


@pytest.mark.parametrize(
    ("typed", "said", "meant"),
    [
        ("jimni tomorrow", "jimni", "jimin"),
        ("jimin bobb tomorrow", "bobb", "bob"),
        ("이서언님 bob 내일", "이서언님", "seoyeon"),
        ("bob xaver tomorrow", "xaver", None),
        ("@없는사람 내일", "없는사람", None),
    ],
)
def test_a_slip_of_a_name_is_asked_about(typed: str, said: str, meant: str | None) -> None:
    """Nobody is covered by mistake."""
    assert parsed(typed, me="minjun") == UnknownName(said, meant)


def test_a_stranger_stays_as_mentioned() -> None:
    """Somebody whom the file does not know is refused where it is weighed."""
    found = parsed("<@U9X> tomorrow")
    assert isinstance(found, Wish)
    assert found.by == "<@U9X>"


def test_who_is_in_no_file_needs_two_names() -> None:
    """There is no "me" then."""
    assert parsed("bob tomorrow", me=None) == UnknownName("me")


@pytest.mark.parametrize(
    "typed",
    [
        "who can cover me tomorrow",
        "내일 대신해 주실 분",
        "Can anybody cover my shift on Friday?",
        "오늘 오후 대신 봐 주실 분 계세요?",
    ],
)
def test_a_search_needs_no_command_word(typed: str) -> None:
    """As one says it."""
    assert parse_escalate(typed) == Cover(typed, typed)


@pytest.mark.parametrize(
    "typed", ["does the warranty cover water damage", "누가 대신 결제했어요", "who covers shipping"]
)
def test_other_covers_are_questions(typed: str) -> None:
    """A warranty covers, too."""
    assert parse_escalate(typed) == Ask(typed)


@given(st.text(max_size=300))
def test_any_text_is_read(typed: str) -> None:
    """No text breaks it."""
    parsed(typed)
    CoverTicket.read(typed)


def test_a_ticket_comes_back_as_it_went() -> None:
    """And fits on a button."""
    wish = Wish("jimin", "bob", NOW, NOW.replace(hour=12), "billing")
    ticket = CoverTicket.of(wish, "C1")
    assert len(ticket.write()) < 500
    read = CoverTicket.read(ticket.write())
    assert read
    assert read.wish == wish


FILLED = {
    "cover_absent": "U1",
    "cover_by": "U2",
    "cover_from": 1773190800,
    "cover_to": 1773223200,
    "cover_schedule": "billing",
}


def test_a_filled_form_is_a_wish() -> None:
    """People by their keys, times in UTC."""
    wish = parse_cover_form(FILLED, {"U1": "jimin", "U2": "bob"}.get)
    assert wish == Wish("jimin", "bob", NOW.replace(hour=10), NOW.replace(hour=19), "billing")


def test_everything_is_no_schedule_and_nobody_is_a_search() -> None:
    """The two choices that leave something open."""
    wish = parse_cover_form(FILLED | {"cover_by": None, "cover_schedule": EVERYTHING}, {"U1": "jimin"}.get)
    assert isinstance(wish, Wish)
    assert (wish.by, wish.schedule) == (None, None)


def test_what_a_form_lacks_is_told_under_each_field() -> None:
    """All at once; a colleague who is in no file is none."""
    assert parse_cover_form({"cover_by": "U9"}, {"U1": "jimin"}.get) == {
        "cover_absent": "who",
        "cover_by": "who",
        "cover_from": "when",
        "cover_to": "when",
    }
